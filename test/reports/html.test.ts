import { createHash } from 'node:crypto';
import { renderHtml } from '../../src/reports/html';
import { checkFiles, inFolder } from '../support/checked-files';
import { elementsOf, strangeIn, type Element } from '../support/html';
import { madeUpRule } from '../support/made-up-rules';
import { appSample, configMap, filesSample, loud, sample } from './sample';

inFolder();

const all = (elements: readonly Element[], name: string) => elements.filter((each) => each.name === name);
const texts = (elements: readonly Element[], name: string) => all(elements, name).map(({ text }) => text.trim());
const findings = (elements: readonly Element[]) => all(elements, 'li').filter(({ attributes }) => attributes['data-k'] !== undefined);

test('the verdict, what was not checked, the findings by severity, what to do, and what was checked', () => {
  const page = elementsOf(renderHtml(filesSample()));
  expect(texts(page, 'title')).toEqual(['3 violations: 1 critical, 1 high, 1 low: cdk8s-hardened']);
  expect(texts(page, 'h1')).toEqual(['3 violations: 1 critical, 1 high, 1 low']);
  expect(texts(page, 'h2')).toEqual(['Not checked', 'Summary', 'Findings', 'What to do']);
  expect(texts(page, 'h3')).toEqual(['Critical (1)', 'High (1)', 'Low (1)', 'Unknown (1)', 'Waived (1)']);
  expect(findings(page).map(({ text }) => text.trim())).toEqual([
    'critical: key "loud" is {true}ConfigMap shop/both, data.loud, deploy/a.yaml:10made-up/loud',
    'high: it is in [no](way) evenConfigMap (unnamed), data.odd, deploy/b c.yaml:9made-up/odd',
    'low: it has no nameConfigMap (unnamed), metadata.name, deploy/b c.yaml:14made-up/named',
    'unknown, high: it is in [no](way) evenConfigMap shop/both, data.odd, deploy/a.yaml:9made-up/odd',
    'waived, critical: key "loud" is {true}ConfigMap (unnamed), data.loud, deploy/b c.yaml:10'
      + 'Waived: a test needs one (approved by Ada until 2026-12-31)made-up/loud',
  ]);
  expect(texts(page, 'dd').map((text) => text.split('.').slice(1).join('.'))).toEqual(['Turn it down.', 'Name it.', 'Make it even.']);
  const [footer] = all(page, 'footer');
  expect(footer!.text.trim().split('\n')).toEqual([
    'Not Kubernetes, so not checked: deploy/values.yaml.',
    '3 objects in 3 files; 3 rules ran, 1 did not apply.',
    'Kubernetes 1.36, profile test, as of 2026-11-23.',
  ]);
  expect(page.find(({ attributes }) => attributes.class === 'notice alarm')!.text).toContain(
    'deploy/broken.yaml:4: a mapping ends unexpectedly',
  );
});

test('of an app: constructs in place of files', () => {
  const page = elementsOf(renderHtml(appSample()));
  expect(findings(page).map(({ text }) => text.trim())).toEqual([
    'critical: key "loud" is {true}ConfigMap policy in /etc/policy.yaml, data.loud, app/node/policymade-up/loud',
    'critical: key "loud" is {true}ConfigMap shop/both, data.loud, app/shop/bothmade-up/loud',
    'high: it is not calmthe run as a whole, datamade-up/whole',
    'medium: it is long/etc/made-up.conf, app/node/confmade-up/host',
  ]);
});

test('nothing found, nothing to filter, and no script', () => {
  const page = renderHtml(sample([loud], [{ json: configMap('a'), origin: { file: 'a.yaml' } }], { files: 1 }));
  expect(texts(elementsOf(page), 'h1')).toEqual(['No violations']);
  expect(page).not.toMatch(/<(?:script|form)/);
});

test('the policy of the page has the digests of its style and script, and allows nothing else', () => {
  const page = renderHtml(filesSample());
  const digest = (name: string) => {
    const [, content] = new RegExp(`<${name}>([^]*?)</${name}>`).exec(page)!;
    return `'sha256-${createHash('sha256').update(content!).digest('base64')}'`;
  };
  const policy = elementsOf(page).find(({ attributes }) => attributes['http-equiv'] === 'Content-Security-Policy')!.attributes.content;
  expect(policy).toBe(
    `default-src 'none'; style-src ${digest('style')}; script-src ${digest('script')}; base-uri 'none'; form-action 'none'`,
  );
  expect(page.match(/<(?:style|script)>/g)).toHaveLength(2);
});

test('every link within the page leads somewhere, every control has a name, and no name is used twice', () => {
  const page = elementsOf(renderHtml(filesSample()));
  const ids = page.flatMap(({ attributes }) => attributes.id ?? []);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { attributes } of page) {
    if (attributes.href?.startsWith('#')) expect(ids).toContain(attributes.href.slice(1));
    if (attributes['aria-labelledby']) expect(ids).toContain(attributes['aria-labelledby']);
  }
});

test('what has the same cause is listed with it, and found by its rule and namespace', () => {
  const rules = "[{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }]";
  const text = `{ apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: { name: r }, rules: ${rules} }`;
  const { report } = checkFiles({ 'a.yaml': text });
  const page = elementsOf(renderHtml(report));
  const [finding] = findings(page);
  expect(texts(page, 'summary')).toEqual(['24 more findings with the same cause']);
  expect(finding!.text).toContain('high: rbac/secrets-access, ClusterRole r, rules[0].resources[0]');
  const options = all(page, 'option').map((option) => [option.text, option.attributes.value]);
  const number = options.find(([name]) => name === 'rbac/secrets-access')![1];
  expect(finding!.attributes['data-r']!.split(' ')).toContain(number);
});

test('a source that is no address of the web is no link', () => {
  const rule = madeUpRule({
    bad: undefined as never,
    sources: ['javascript:alert(1)'],
    revisions: [{ since: '1.0', check: () => [{ path: '', message: 'm' }] }],
  });
  const page = elementsOf(renderHtml(sample([rule], [{ json: configMap('a'), origin: { file: 'a.yaml' } }], { files: 1 })));
  expect(strangeIn(page)).toEqual([]);
});

test('the file grows with the number of findings, and not with what they say', () => {
  const page = (count: number, length: number) => {
    const message = 'm'.repeat(length);
    const rule = madeUpRule({
      revisions: [{ since: '1.0', check: () => Array.from({ length: count }, (_, i) => ({ path: `p[${i}]`, message })) }],
    });
    const name = 'n'.repeat(length);
    return renderHtml(sample([rule], [{ json: configMap(name), origin: { file: `${name}.yaml` } }], { files: 1 })).length;
  };
  const [small, large] = [page(100, 40), page(1100, 40)];
  expect((large - small) / 1000).toBeLessThan(400);
  expect(page(100, 100_000)).toBeLessThan(small + 100 * 3000);
});
