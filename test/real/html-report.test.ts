import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { source as axe } from 'axe-core';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { renderHtml } from '../../src/reports/html';
import type { ReportInput } from '../../src/reports/report-input';
import { configMap, echo, filesSample, loud, odd, sample, waiverFor } from '../reports/sample';
import { describeProof, findTool, requireTools } from '../support/requirements';

/** Objects with a finding or two, some of them waived, in three namespaces. */
function many(count: number): ReportInput {
  return sample(
    [loud, odd],
    Array.from({ length: count }, (_, index) => ({
      json: configMap(
        `map-${index}`,
        ['shop', 'ops', 'data'][index % 3],
        index % 10 === 0 ? { loud: true, odd: true } : { odd: index % 4 === 1 ? 1 : true },
      ),
      origin: { file: `${index % 5}.yaml`, document: Math.floor(index / 5) },
    })),
    { files: 5, waivers: [waiverFor('made-up/loud', ({ name }) => name === 'map-0')] },
  );
}

const ATTACKS = [
  '<img src=x onerror="window.attacked=1">',
  '</script><script>window.attacked=1</script>',
  '"><svg onload="window.attacked=1">',
  "' autofocus onfocus='window.attacked=1",
  '</style><style>*{display:none}</style>',
  '<!--',
  '<meta http-equiv=refresh content="0;url=https://example.com">',
];

describeProof('the HTML report in Chromium', requireTools(['chromium']), () => {
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'html-report-'));
    const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    browser = await chromium.launch({ executablePath: findTool('chromium')!, args });
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  /** What the browser has to say of a page, and what it wanted to load in addition to it. */
  const complaints: string[] = [];
  beforeEach(() => complaints.splice(0));
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    expect(complaints).toEqual([]);
  });

  async function open(input: ReportInput, options: BrowserContextOptions = {}): Promise<Page> {
    const file = join(folder, 'report.html');
    writeFileSync(file, renderHtml(input));
    const { href } = pathToFileURL(file);
    const page = await (await browser.newContext(options)).newPage();
    page.setDefaultTimeout(100_000);
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => {
      if (request.url() !== href) complaints.push(request.url());
    });
    await page.goto(href);
    return page;
  }

  const shown = (page: Page) => page.locator('.findings > li:visible').count();
  const said = (page: Page) => page.locator('#shown').textContent();
  /** What is typed counts after a moment. */
  const says = (page: Page, text: string) => page.getByText(text, { exact: true }).waitFor();

  test('filters by severity, rule, namespace, object and text, alone and together, and says how many are left', async () => {
    const page = await open(many(40));
    expect([await shown(page), await said(page)]).toEqual([44, 'All 44 findings are shown']);
    await page.getByLabel('high (30)').uncheck();
    await says(page, '14 of 44 findings are shown');
    expect(await shown(page)).toBe(14);
    expect(await page.locator('h3:visible').allTextContents()).toEqual(['Critical (3)', 'Unknown (10)', 'Waived (1)']);
    await page.getByLabel('Namespace').selectOption('ops');
    await says(page, '5 of 44 findings are shown');
    await page.getByLabel('Rule').selectOption('made-up/loud');
    await says(page, '1 of 44 findings are shown');
    await page.getByRole('button', { name: 'Show all' }).click();
    await says(page, 'All 44 findings are shown');
    await page.getByLabel('Object').fill('SHOP/map-3');
    await says(page, '6 of 44 findings are shown');
    await page.getByLabel('Text').fill('3.yaml');
    await says(page, '2 of 44 findings are shown');
    expect(await page.locator('.findings > li:visible .object').allTextContents()).toEqual([
      'ConfigMap shop/map-3',
      'ConfigMap shop/map-33',
    ]);
    await page.getByLabel('Text').fill('nothing has this');
    await says(page, '0 of 44 findings are shown');
    expect(await page.locator('h3:visible').count()).toBe(0);
  });

  test('is whole without JavaScript', async () => {
    const page = await open(many(40), { javaScriptEnabled: false });
    expect(await shown(page)).toBe(44);
    expect(await page.locator('form:visible').count()).toBe(0);
    await page.getByRole('link', { name: 'made-up/loud' }).first().click();
    expect(page.url()).toMatch(/#rule-\d+$/);
  });

  test('by keyboard: past the summary with one key, and through every control', async () => {
    const page = await open(many(40));
    const focused = () =>
      page.evaluate<string>('document.activeElement.id || document.activeElement.name || document.activeElement.textContent');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to the findings');
    await page.keyboard.press('Enter');
    expect(await focused()).toBe('findings');
    const order: string[] = [];
    for (let step = 0; step < 9; step++) {
      await page.keyboard.press('Tab');
      order.push(await focused());
    }
    expect(order).toEqual(['kind', 'kind', 'kind', 'kind', 'rule', 'namespace', 'object', 'text', 'Show all']);
    await page.getByLabel('critical (3)').focus();
    await page.keyboard.press('Space');
    await says(page, '41 of 44 findings are shown');
  });

  test.each<readonly [string, BrowserContextOptions]>([
    ['light', {}],
    ['dark', { colorScheme: 'dark' }],
    ['narrow', { viewport: { width: 320, height: 640 } }],
    ['with more contrast', { contrast: 'more' }],
  ])('has no fault that axe knows, and no line that is too wide: %s', async (_, options) => {
    const names = `${'a-very-long-name.'.repeat(14)}end`;
    const long = sample(
      [loud, odd, echo('m'.repeat(500), `spec.${'path.'.repeat(60)}end`)],
      [{ json: configMap(names, 'shop', { loud: true }), origin: { file: `${'folder/'.repeat(20)}a.yaml` } }],
      { files: 1, errors: [{ file: `${'x'.repeat(300)}.yaml`, line: 1, message: 'cannot be read' }], notKubernetes: [names] },
    );
    for (const input of [filesSample(), many(12), long]) {
      const page = await open(input, options);
      await page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })");
      expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
      await page.evaluate(axe);
      const { violations } = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>('axe.run()');
      expect(violations.map(({ id, nodes }) => [id, nodes[0]!.html])).toEqual([]);
    }
  });

  test('no text of the input runs, loads or hides anything', async () => {
    const objects = ATTACKS.map((attack, index) => ({
      json: configMap(attack, attack),
      origin: { file: `${attack}.yaml`, document: index },
    }));
    const input = sample([echo(ATTACKS.join(' '), ATTACKS.join('.'))], objects, {
      files: 1,
      errors: ATTACKS.map((attack) => ({ file: attack, line: 1, message: attack })),
      notKubernetes: ATTACKS,
    });
    const page = await open(input);
    expect(await shown(page)).toBe(input.result.findings.length);
    expect(await page.locator('.what').first().textContent()).toContain(ATTACKS.join(' '));
    for (const attack of ATTACKS) await page.getByLabel('Namespace').selectOption(attack);
    expect(await page.evaluate('window.attacked')).toBeUndefined();
    expect(await page.title()).toMatch(/^\d+ violations: /);
  });

  test('the policy stops what would run if it were there', async () => {
    const page = await open(filesSample());
    await page.evaluate(
      'document.body.insertAdjacentHTML(\'beforeend\', \'<img src="https://example.com/x.png" onerror="window.attacked = 1">\')',
    );
    await page.waitForTimeout(200);
    expect(await page.evaluate('window.attacked')).toBeUndefined();
    expect(complaints.splice(0).join('\n')).toMatch(/Content Security Policy/);
  });

  test('ten thousand findings: they are all there, can be filtered, and fit into a few megabytes', async () => {
    const input = many(9091);
    expect(input.result.findings.length).toBeGreaterThan(10_000);
    expect(renderHtml(input).length).toBeLessThan(5_000_000);
    const page = await open(input);
    await page.getByLabel('Object').fill('map-9090');
    await says(page, `2 of ${input.result.findings.length} findings are shown`);
    expect(await shown(page)).toBe(2);
    await page.getByRole('button', { name: 'Show all' }).click();
    await says(page, `All ${input.result.findings.length} findings are shown`);
  });

  test('on paper: the findings that are shown, and no controls', async () => {
    const page = await open(many(40));
    await page.getByLabel('high (30)').uncheck();
    await says(page, '14 of 44 findings are shown');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.locator('fieldset:visible, select:visible, button:visible, .skip:visible').count()).toBe(0);
    expect(await page.locator('#shown:visible').count()).toBe(1);
    expect(await shown(page)).toBe(14);
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    expect((await page.pdf()).subarray(0, 5).toString()).toBe('%PDF-');
  });
});
