import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ApiObject, App, Chart, Include, JsonPatch, Testing, type ApiObjectProps } from 'cdk8s';
import type { Construct } from 'constructs';
import { HardenedApp, Hardening, type HardeningProps } from '../../src/app';
import { Waiver } from '../../src/assurance';
import { HostFile } from '../../src/cdk8s/host-file';
import type { IRule, ManifestView, RuleViolation } from '../../src/engine/outside-rule';
import { Severity } from '../../src/engine/severity';
import { IsolatedNamespace } from '../../src/namespaces';

/** ConfigMaps with `loud` in their data are violations; what a rule of another author says is all that these tests need. */
class Quiet implements IRule {
  public readonly id = 'acme/quiet';
  public readonly title = 'ConfigMaps must be quiet';
  public readonly severity = Severity.HIGH;
  public readonly fix = 'Take the noise out.';
  public readonly source = 'https://acme.example/quiet';
  public calls = 0;

  public check(manifest: ManifestView): RuleViolation[] {
    this.calls += 1;
    const noise = manifest.json.data?.noise;
    return manifest.kind !== 'ConfigMap' || noise === undefined
      ? []
      : [{ message: `it says ${noise}`, path: 'data.noise', unknown: noise === 'perhaps' }];
  }
}

let outdir: string;
beforeEach(() => {
  outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'hardened-app-'));
});
afterEach(() => {
  for (const folder of [outdir, `${outdir}-hardening`]) fs.rmSync(folder, { recursive: true, force: true });
});

const quiet = new Quiet();
const props = (more: Partial<HardeningProps> = {}): HardeningProps => ({
  kubernetes: '1.36',
  asOf: '2026-11-23',
  profile: 'pss-baseline',
  rules: [quiet],
  ...more,
});
const hardenedApp = (more: Partial<HardeningProps> = {}) => new HardenedApp({ outdir, ...props(more) });
const configMap = (scope: Construct, id: string, noise?: string) =>
  new ApiObject(scope, id, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: id, namespace: 'shop' },
    ...(noise === undefined ? {} : { data: { noise } }),
  });
const written = (folder = outdir): string[] =>
  fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
const beside = () => `${outdir}-hardening`;
const RECORD = 'manifests.txt';
const REPORTS = ['hardening-report.json', 'hardening-report.sarif', 'hardening-report.txt'];
const content = (text: string) => ({ render: () => text });

describe('HardenedApp.synth', () => {
  test('writes manifests, host files and reports when no rule is broken', () => {
    const app = hardenedApp();
    const chart = new Chart(app, 'shop');
    configMap(chart, 'settings');
    new HostFile(chart, 'sshd', { path: '/etc/ssh/sshd_config.d/00-x.conf', content: content('PermitRootLogin no\n'), mode: '0644' });
    new HostFile(chart, 'cp', { path: '/etc/cp.yaml', content: content('a: 1\n'), nodes: ['cp-1', 'cp-2'] });
    app.synth();
    expect(written()).toEqual(['shop.k8s.yaml']);
    expect(written(beside())).toEqual([
      ...REPORTS,
      'host/all-nodes/etc/ssh/sshd_config.d/00-x.conf',
      'host/cp-1/etc/cp.yaml',
      'host/cp-2/etc/cp.yaml',
      'host/host-files.json',
      RECORD,
    ]);
    expect(fs.statSync(path.join(beside(), 'host/cp-1/etc/cp.yaml')).mode % 0o1000).toBe(0o600);
    const index = JSON.parse(fs.readFileSync(path.join(beside(), 'host/host-files.json'), 'utf8'));
    expect(index.files.map(({ file, mode, owner }: Record<string, string>) => `${file} ${mode} ${owner}`)).toEqual([
      'cp-1/etc/cp.yaml 0600 root:root',
      'cp-2/etc/cp.yaml 0600 root:root',
      'all-nodes/etc/ssh/sshd_config.d/00-x.conf 0644 root:root',
    ]);
  });

  test('writes nothing but the reports, and lists every violation, while a rule is broken', () => {
    const app = hardenedApp();
    const chart = new Chart(app, 'shop');
    configMap(chart, 'first', 'boo');
    configMap(chart, 'second', 'bah\u001b[31m');
    configMap(chart, 'third', 'perhaps');
    new HostFile(chart, 'file', { path: '/etc/x', content: content('x\n') });
    expect(() => app.synth()).toThrow(
      new Error(
        [
          `2 violations, so no manifest and no host file was written. The complete report is in `
            + `${path.join(beside(), 'hardening-report.txt')}.`,
          '',
          'shop/first: ConfigMap shop/first data.noise: it says boo [high acme/quiet]',
          '  Take the noise out.',
          'shop/second: ConfigMap shop/second data.noise: it says bah\\x1b[31m [high acme/quiet]',
          '  Take the noise out.',
        ].join('\n'),
      ),
    );
    expect(written(beside())).toEqual(REPORTS);
    expect(written()).toEqual([]);
    expect(fs.readFileSync(path.join(beside(), 'hardening-report.txt'), 'utf8')).toContain('it says perhaps');
  });

  test('leaves what an earlier run wrote as it was', () => {
    const run = (noise?: string) => {
      const app = hardenedApp();
      configMap(new Chart(app, 'shop'), 'settings', noise);
      app.synth();
    };
    run();
    const before = fs.readFileSync(path.join(outdir, 'shop.k8s.yaml'), 'utf8');
    expect(() => run('boo')).toThrow('1 violation,');
    expect(fs.readFileSync(path.join(outdir, 'shop.k8s.yaml'), 'utf8')).toBe(before);
  });

  test('an unknown is reported and refuses nothing', () => {
    const app = hardenedApp();
    configMap(new Chart(app, 'shop'), 'settings', 'perhaps');
    app.synth();
    expect(
      app.hardening.check().findings.map(({ rule, status, construct, field, manifest }) => ({ rule, status, construct, field, manifest })),
    ).toEqual([
      { rule: 'acme/quiet', status: 'unknown', construct: 'shop/settings', field: 'data.noise', manifest: 'ConfigMap shop/settings' },
    ]);
  });

  test.each([
    ['passes', undefined],
    ['fails', 'boo'],
  ])('a critical unknown of a synthesis that %s is said', (_, noise) => {
    const said = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      const app = hardenedApp({ ruleSettings: { 'acme/quiet': { severity: Severity.CRITICAL } } });
      const chart = new Chart(app, 'shop');
      configMap(chart, 'settings', 'perhaps');
      configMap(chart, 'other', noise);
      const fact = 'shop/settings: ConfigMap shop/settings data.noise: unknown: it says perhaps [critical acme/quiet]';
      if (noise === undefined) {
        app.synth();
        expect(said.mock.calls).toEqual([
          [
            `1 critical finding could not be decided. The complete report is in ${path.join(beside(), 'hardening-report.txt')}; set `
              + `failOnUnknown to have synthesis fail for them.\n  ${fact}\n`,
          ],
        ]);
      } else {
        expect(() => app.synth()).toThrow(new RegExp(`\n\nCritical, and not known:\n${fact.replace(/[[\]]/g, '\\$&')}$`));
        expect(said).not.toHaveBeenCalled();
      }
    } finally {
      said.mockRestore();
    }
  });

  test('an unknown fails a synthesis that is to fail for it', () => {
    const app = hardenedApp({ failOnUnknown: true, ruleSettings: { 'acme/quiet': { severity: Severity.CRITICAL } } });
    configMap(new Chart(app, 'shop'), 'settings', 'perhaps');
    expect(() => app.synth()).toThrow(/^1 unknown, so no manifest and no host file was written\.(?:(?!Critical, and)[\s\S])+$/);
  });

  test('judges what is synthesised: patches too', () => {
    const app = hardenedApp();
    configMap(new Chart(app, 'shop'), 'settings').addJsonPatch(JsonPatch.add('/data', { noise: 'patched' }));
    expect(() => app.synth()).toThrow('it says patched');
  });

  test('host files that are gone from the program are removed, others are left alone', () => {
    const run = (...names: string[]) => {
      const app = hardenedApp();
      const chart = new Chart(app, 'shop');
      for (const name of names) new HostFile(chart, name, { path: `/etc/${name}`, content: content('x\n') });
      app.synth();
    };
    run('a', 'b');
    fs.writeFileSync(path.join(beside(), 'host/mine'), 'x');
    run('b');
    expect(written(path.join(beside(), 'host'))).toEqual(['all-nodes/etc/b', 'host-files.json', 'mine']);
    run();
    expect(written(path.join(beside(), 'host'))).toEqual(['mine']);
  });

  test.each<[string, string[] | undefined, string[] | undefined, boolean]>([
    ['both on every node', undefined, undefined, true],
    ['one on every node', undefined, ['cp'], true],
    ['the other on every node', ['cp'], undefined, true],
    ['one group shared', ['cp', 'x'], ['y', 'cp'], true],
    ['no group shared', ['cp-1'], ['cp-2'], false],
  ])('two host files of one path: %s', (_, a, b, refused) => {
    const app = hardenedApp();
    const chart = new Chart(app, 'shop');
    new HostFile(chart, 'a', { path: '/etc/x', content: content('a\n'), nodes: a });
    new HostFile(chart, 'b', { path: '/etc/x', content: content('b\n'), nodes: b });
    const expected = expect(() => app.synth());
    if (refused) expected.toThrow('so one of the two would be lost on the node. Give them different paths, or different node groups.');
    else expected.not.toThrow();
  });

  test('a host file that is no text is refused', () => {
    const app = hardenedApp();
    new HostFile(new Chart(app, 'shop'), 'a', { path: '/etc/x', content: content('a \ud800\n') });
    expect(() => app.synth()).toThrow(
      new Error(
        'shop/a: the text of /etc/x holds half of a surrogate pair (U+D800), so no file in UTF-8 can hold it, and the node would not get '
          + 'what was checked. Remove that character.',
      ),
    );
    expect(written()).toEqual([]);
  });

  test('the text of a host file is asked for once: what was checked is written', () => {
    const app = hardenedApp();
    let asked = 0;
    new HostFile(new Chart(app, 'shop'), 'a', { path: '/etc/x', content: { render: () => `${++asked}\n` }, nodes: ['a', 'b'] });
    app.synth();
    expect([asked, ...['a', 'b'].map((group) => fs.readFileSync(path.join(beside(), 'host', group, 'etc/x'), 'utf8'))]).toEqual([
      1,
      '1\n',
      '1\n',
    ]);
  });

  test('a YAML host file that cannot be read is refused', () => {
    const app = hardenedApp();
    new HostFile(new Chart(app, 'shop'), 'a', { path: '/etc/x.yaml', content: content('a: [\n') });
    expect(() => app.synth()).toThrow(/^shop\/a: line \d+ of \/etc\/x.yaml cannot be read \(.+\), so no rule can check the file/);
  });

  test('a rule runs once for each manifest, however many charts there are', () => {
    const app = hardenedApp();
    for (const name of ['a', 'b', 'c', 'd']) configMap(new Chart(app, name), 'settings');
    quiet.calls = 0;
    app.synth();
    expect(quiet.calls).toBe(4);
  });
});

describe('objects of one name', () => {
  const synth = (fill: (app: HardenedApp) => void) => {
    const app = hardenedApp({ profile: 'hardened', failOn: Severity.HIGH });
    fill(app);
    app.synth();
  };
  const deny = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'default-deny', namespace: 'shop' } };
  const open = { ...deny, spec: { podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Ingress'] } };
  const REFUSED = /NetworkPolicy shop\/default-deny twice, with different contents; this one is applied last and replaces the other/;

  test.each<[string, (app: HardenedApp) => void]>([
    [
      'an Include beside the construct',
      (app) => {
        const url = path.join(outdir, 'vendor.yaml');
        fs.writeFileSync(url, JSON.stringify(open));
        new IsolatedNamespace(app, 'shop', { informationSystem: 'shop' });
        new Include(new Chart(app, 'vendor'), 'include', { url });
      },
    ],
    [
      'a List in the construct itself',
      (app) => {
        const shop = new IsolatedNamespace(app, 'shop', { informationSystem: 'shop' });
        new ApiObject(shop, 'list', { apiVersion: 'v1', kind: 'List', items: [open] } as ApiObjectProps);
      },
    ],
    [
      'two charts, one of which is patched into it',
      (app) => {
        new IsolatedNamespace(app, 'shop', { informationSystem: 'shop' });
        const other = new ApiObject(new Chart(app, 'other'), 'policy', { ...open, metadata: { ...deny.metadata, name: 'web' } });
        other.addJsonPatch(JsonPatch.replace('/metadata/name', 'default-deny'));
      },
    ],
  ])('%s: refused', (_, fill) => expect(() => synth(fill)).toThrow(REFUSED));

  test('another name is no matter', () => {
    expect(() =>
      synth((app) => {
        new IsolatedNamespace(app, 'shop', { informationSystem: 'shop' });
        new ApiObject(new Chart(app, 'other'), 'policy', { ...open, metadata: { ...deny.metadata, name: 'web' } });
      }),
    ).not.toThrow(REFUSED);
  });
});

describe('the same checks elsewhere', () => {
  test('Testing.synth of one chart meets them', () => {
    const app = hardenedApp();
    const chart = new Chart(app, 'shop');
    const object = configMap(chart, 'settings');
    new HostFile(chart, 'file', { path: '/etc/x', content: content('x\n') });
    expect(Testing.synth(chart)).toHaveLength(1);
    object.addJsonPatch(JsonPatch.add('/data', { noise: 'boo' }));
    expect(() => Testing.synth(chart)).toThrow(
      'shop/settings: ConfigMap shop/settings data.noise: it says boo [high acme/quiet]. Take the noise out.',
    );
    expect(() => app.synthYaml()).toThrow('it says boo');
  });

  test('a plain App gets them in one line', () => {
    const app = new App({ outdir });
    Hardening.enforce(app, props());
    const chart = new Chart(app, 'shop');
    configMap(chart, 'settings', 'boo');
    expect(() => app.synth()).toThrow('it says boo');
    expect(() => Testing.synth(chart)).toThrow('it says boo');
    expect(written()).toEqual([]);
  });

  test('a rule runs once for each manifest in a plain App too', () => {
    const app = new App({ outdir });
    Hardening.enforce(app, props());
    for (const name of ['a', 'b', 'c']) configMap(new Chart(app, name), 'settings');
    quiet.calls = 0;
    app.synth();
    expect(quiet.calls).toBe(3);
  });

  test.each<[string, (app: App) => void, string]>([
    [
      'twice',
      (app) => {
        Hardening.enforce(app, props());
        Hardening.enforce(app, props());
      },
      '(app): the checks are added twice, so two sets of properties would compete. Call Hardening.enforce once; HardenedApp needs no '
        + 'call at all.',
    ],
    [
      'late',
      (app) => {
        new Chart(app, 'early');
        Hardening.enforce(app, props());
      },
      '(app): the app has constructs already (early is the first), so they did not learn which release they are for. Add the checks '
        + 'right after `new App()`.',
    ],
    [
      'for no version',
      (app) => Hardening.enforce(app, props({ kubernetes: 'latest' })),
      '(app): kubernetes is "latest", which is not a release of Kubernetes. Write a minor release of Kubernetes, such as 1.36.',
    ],
    [
      'for no day',
      (app) => Hardening.enforce(app, props({ asOf: '23.11.2026' })),
      '(app): asOf is "23.11.2026", which is not a day. Write a day as YYYY-MM-DD.',
    ],
    [
      'with no such profile',
      (app) => Hardening.enforce(app, props({ profile: 'cis' })),
      '(app): profile is "cis", which is not one of its values. Choose one of hardened, cis-2.0, cis-1.12, cis-eks-1.8, '
        + 'cis-gke-1.9, cis-aks-1.8, stig, nsa-cisa, pss-baseline, pss-restricted, operations.',
    ],
  ])('refused: %s', (_, add, message) => expect(() => add(new App({ outdir }))).toThrow(new Error(message)));
});

describe('waivers on constructs', () => {
  const terms = { reason: 'It has always been loud.', approvedBy: 'ciso@example.com', until: '2026-12-31' };
  const findingsWith = (waive: (chart: Chart, object: ApiObject, app: HardenedApp) => void, noise: 'boo' | 'none' = 'boo') => {
    const app = hardenedApp();
    const chart = new Chart(app, 'shop');
    waive(chart, configMap(chart, 'settings', noise === 'none' ? undefined : noise), app);
    configMap(new Chart(app, 'shop-two'), 'other');
    return app.hardening.check().findings.map(({ rule, status, message }) => `${rule} ${status}: ${message}`);
  };

  test('hold for the construct and all below it, and stay in the report', () => {
    expect(findingsWith((_, object) => Waiver.of(object).accept('acme/quiet', terms))).toEqual(['acme/quiet waived: it says boo']);
    expect(findingsWith((chart) => Waiver.of(chart).accept('acme/quiet', terms))).toEqual(['acme/quiet waived: it says boo']);
  });

  test.each<[string, Parameters<typeof findingsWith>[0], 'boo' | 'none', string[]]>([
    [
      'on another construct',
      (chart) => Waiver.of(new Chart(chart, 'nested')).accept('acme/quiet', terms),
      'boo',
      [
        'assurance/waiver-unused violation: waiver on shop/nested: the waiver for acme/quiet accepts no finding',
        'acme/quiet violation: it says boo',
      ],
    ],
    [
      'that has ended',
      (_, object) => Waiver.of(object).accept('acme/quiet', { ...terms, until: '2026-11-22' }),
      'boo',
      [
        'assurance/waiver-expired violation: waiver on shop/settings: the waiver for acme/quiet ended on 2026-11-22',
        'acme/quiet violation: it says boo',
      ],
    ],
    [
      'that is not needed',
      (_, object) => Waiver.of(object).accept('acme/quiet', terms),
      'none',
      ['assurance/waiver-unused violation: waiver on shop/settings: the waiver for acme/quiet accepts no finding'],
    ],
    [
      'on the whole app',
      (_chart, _object, app) => Waiver.of(app).accept('acme/quiet', terms),
      'boo',
      [
        'assurance/waiver-over-broad violation: waiver on the app: the waiver for acme/quiet names no object and would hide 1 finding',
        'acme/quiet violation: it says boo',
      ],
    ],
    [
      'for a rule that is none',
      (_, object) => Waiver.of(object).accept('acme/quite', terms),
      'boo',
      [
        'assurance/waiver-incomplete violation: waiver on shop/settings: the waiver names "acme/quite", which is not a rule',
        'acme/quiet violation: it says boo',
      ],
    ],
  ])('a waiver %s is a finding', (_, waive, noise, expected) => expect(findingsWith(waive, noise)).toEqual(expected));

  test.each<[string, Parameters<Waiver['accept']>, string]>([
    [
      'a wildcard',
      ['acme/*', terms],
      '"acme/*" is not the id of one rule, so reviewers cannot assess this waiver. Name one rule, such as "workloads/host-ports"; '
        + 'write one waiver for each.',
    ],
    [
      'a blank reason',
      ['acme/quiet', { ...terms, reason: ' ' }],
      'the waiver for acme/quiet has no reason, so reviewers cannot assess this waiver. Say in a sentence why the finding is '
        + 'acceptable here.',
    ],
    [
      'no approver',
      ['acme/quiet', { ...terms, approvedBy: '' }],
      'the waiver for acme/quiet has no approver, so reviewers cannot assess this waiver. Set approvedBy to a person or a role.',
    ],
    [
      'a day that is none',
      ['acme/quiet', { ...terms, until: '2026-13-01' }],
      'the waiver for acme/quiet has no end date, so reviewers cannot assess this waiver. Set until to a day, written YYYY-MM-DD.',
    ],
  ])('refused when it is made: %s', (_, args, message) => {
    expect(() => Waiver.of(new Chart(new App({ outdir }), 'shop')).accept(...args)).toThrow(new Error(`shop: ${message}`));
  });

  test('the run as a whole can be waived on the app', () => {
    const app = new HardenedApp({ outdir, kubernetes: '1.33', asOf: '2026-11-23' });
    expect(() => app.synth()).toThrow('(run): Kubernetes 1.33 is not supported on 2026-11-23');
    Waiver.of(app).accept('versions/supported-release', terms);
    expect(app.hardening.check().findings.map(({ rule, status }) => `${rule} ${status}`)).toEqual(['versions/supported-release waived']);
  });
});
