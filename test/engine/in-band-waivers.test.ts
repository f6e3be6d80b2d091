import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ApiObject, App, Chart, Include } from 'cdk8s';
import { Hardening, InBandWaivers, Waiver, type HardeningProps } from '../../src';
import { check } from '../../src/cli/check/check';
import type { Settings } from '../../src/engine/settings';
import { renderJson } from '../../src/reports/json';
import { renderJunit } from '../../src/reports/junit';
import { renderMarkdown } from '../../src/reports/markdown';
import { renderSarif } from '../../src/reports/sarif';
import { renderText } from '../../src/reports/text';

let dir: string;
beforeEach(() => {
  dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'in-band-')));
});
afterEach(() => fs.rmSync(dir, { recursive: true }));

const asOf = '2026-11-23';
const waivers = JSON.stringify([{ rule: 'namespaces/default-namespace', reason: 'Known.', approvedBy: 'ciso', until: '2026-12-31' }]);
const configMap = (name: string) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'default', annotations: { 'cdk8s-hardened/waivers': waivers } },
});
const networkPolicy = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: {
    name: 'web',
    namespace: 'shop',
    annotations: { 'cdk8s-hardened/accepted': '{"namespaces/world-cidr": "The partner has no fixed address."}' },
  },
  spec: { podSelector: {}, policyTypes: ['Egress'], egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }], ports: [{ port: 443 }] }] },
};

const RULES = ['namespaces/default-namespace', 'namespaces/world-cidr'];

function checked(inBandWaivers?: Settings['inBandWaivers']) {
  const file = path.join(dir, 'input.json');
  fs.writeFileSync(file, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [configMap('a'), configMap('b'), networkPolicy] }));
  return check({ paths: [file], layers: [{ settings: { asOf, profile: 'hardened', inBandWaivers } }] }).report;
}

function ofApp(make: (chart: Chart) => void, props: Partial<HardeningProps> = {}) {
  const app = new App({ outdir: path.join(dir, 'dist') });
  const hardening = Hardening.enforce(app, { asOf, kubernetes: '1.36', noConfig: true, ...props });
  make(new Chart(app, 'chart', { disableResourceNameHashes: true }));
  const report = hardening.check();
  const statuses = report.findings.filter(({ rule }) => RULES.includes(rule)).map(({ rule, status }) => `${status} ${rule}`);
  return { statuses, first: report.text.split('\n\n')[0]!.replace(/\n/g, ' ') };
}

const ACCEPTED =
  '3 findings accepted by reasons and waivers inside the input: 2 of namespaces/default-namespace (approved by ciso until 2026-12-31), 1 '
  + 'of namespaces/world-cidr (a reason, no approver)';
const REFUSED =
  '3 reasons and waivers inside the input not accepted: namespaces/default-namespace (annotation of ConfigMap default/a), '
  + 'namespaces/default-namespace (annotation of ConfigMap default/b), namespaces/world-cidr (annotation of NetworkPolicy shop/web)';

describe('files', () => {
  test.each<[Settings['inBandWaivers'], string, string]>([
    [undefined, 'waived', ACCEPTED],
    ['accept', 'waived', ACCEPTED],
    ['own', 'violation', REFUSED],
    ['ignore', 'violation', REFUSED],
  ])('%s', (setting, status, said) => {
    const report = checked(setting);
    const found = report.result.findings.filter(({ rule }) => RULES.includes(rule));
    expect(found.map((finding) => `${finding.status} ${finding.rule}`)).toEqual([
      `${status} namespaces/default-namespace`,
      `${status} namespaces/default-namespace`,
      `${status} namespaces/world-cidr`,
    ]);
    expect(report.result.findings.filter(({ rule }) => rule.startsWith('assurance/'))).toEqual([]);
    // Every format says it, and where there is an order, first.
    expect(renderText(report, { width: 10_000 }).split('\n')[0]).toBe(said);
    expect(renderMarkdown(report).split('\n')[2]!.replace(/&#58;/g, ':')).toBe(`${said}.`);
    expect(renderJunit(report).split('\n')[1]).toContain(`cdk8s-hardened: ${said}; `);
    const sarif = JSON.parse(renderSarif(report)) as {
      runs: { invocations: { toolExecutionNotifications: { message: { text: string } }[] }[] }[];
    };
    expect(sarif.runs[0]!.invocations[0]!.toolExecutionNotifications[0]!.message.text).toBe(said);
    const { inBand } = JSON.parse(renderJson(report)) as {
      inBand: { setting?: string; waivers: { rule: string; findings: number; refused?: string }[] };
    };
    expect(inBand.setting).toBe(setting);
    expect(inBand.waivers.map(({ rule, findings, refused }) => `${rule} ${findings} ${refused === undefined}`)).toEqual([
      `namespaces/default-namespace ${status === 'waived' ? '1 true' : '0 false'}`,
      `namespaces/default-namespace ${status === 'waived' ? '1 true' : '0 false'}`,
      `namespaces/world-cidr ${status === 'waived' ? '1 true' : '0 false'}`,
    ]);
  });

  test('nothing is said where there is none', () => {
    const file = path.join(dir, 'input.json');
    fs.writeFileSync(file, JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'shop' } }));
    const { report } = check({ paths: [file], layers: [{ settings: { asOf } }] });
    expect(renderText(report)).not.toContain('inside the input');
    expect(JSON.parse(renderJson(report))).not.toHaveProperty('inBand');
  });
});

describe('an app', () => {
  const own = (chart: Chart) => void new ApiObject(chart, 'own', configMap('own'));
  const included = (chart: Chart) => {
    const file = path.join(dir, 'foreign.json');
    fs.writeFileSync(file, JSON.stringify(configMap('foreign')));
    return new Include(chart, 'include', { url: file });
  };
  class Product extends Include {}
  const [waived, violated] = ['waived namespaces/default-namespace', 'violation namespaces/default-namespace'];
  const foreign =
    '1 reason or waiver inside the input not accepted: namespaces/default-namespace (annotation of ConfigMap default/foreign)';

  test('what its own constructs say counts', () => {
    for (const inBandWaivers of [undefined, InBandWaivers.OWN, InBandWaivers.ACCEPT]) {
      expect(ofApp(own, { inBandWaivers }).statuses).toEqual([waived]);
    }
    expect(ofApp(own, { inBandWaivers: InBandWaivers.IGNORE }).statuses).toEqual([violated]);
  });

  test('what included YAML says does not, and is named', () => {
    expect(ofApp(included)).toEqual({ statuses: [violated], first: foreign });
    expect(ofApp(included, { inBandWaivers: InBandWaivers.OWN }).statuses).toEqual([violated]);
    expect(ofApp(included, { inBandWaivers: InBandWaivers.ACCEPT }).statuses).toEqual([waived]);
    expect(ofApp(included, { inBandWaivers: InBandWaivers.IGNORE }).statuses).toEqual([violated]);
  });

  test('a foreign role that excuses itself is reported', () => {
    const role = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: {
        name: 'foreign',
        annotations: { 'cdk8s-hardened/reason': 'x', 'cdk8s-hardened/accepted': '{"rbac/secrets-access": "x", "rbac/pod-exec": "x"}' },
      },
      rules: [{ apiGroups: [''], resources: ['nodes/proxy', 'secrets', 'pods/exec'], verbs: ['get', 'create'] }],
    };
    const file = path.join(dir, 'role.json');
    fs.writeFileSync(file, JSON.stringify(role));
    const app = new App({ outdir: path.join(dir, 'dist') });
    const hardening = Hardening.enforce(app, { asOf, kubernetes: '1.36', noConfig: true });
    new Include(new Chart(app, 'chart'), 'include', { url: file });
    const found = hardening.check().findings.filter(({ rule }) => rule.startsWith('rbac/'));
    expect(found.map(({ rule, status }) => `${status} ${rule}`)).toEqual([
      'violation rbac/node-proxy',
      'violation rbac/pod-exec',
      'violation rbac/secrets-access',
    ]);
  });

  test('what extends Include is included, too', () => {
    const extended = (chart: Chart) => {
      fs.writeFileSync(path.join(dir, 'foreign.json'), JSON.stringify(configMap('foreign')));
      return void new Product(chart, 'product', { url: path.join(dir, 'foreign.json') });
    };
    expect(ofApp(extended).statuses).toEqual([violated]);
  });

  test('a waiver that the program puts on what it includes counts', () => {
    const waivedByProgram = (chart: Chart) =>
      void Waiver.of(included(chart)).accept('namespaces/default-namespace', { reason: 'Known.', approvedBy: 'ciso', until: '2026-12-31' });
    expect(ofApp(waivedByProgram).statuses).toEqual([waived]);
    expect(ofApp(waivedByProgram, { inBandWaivers: InBandWaivers.IGNORE }).statuses).toEqual([violated]);
  });
});

test('a value that is none', () => {
  expect(() => checked('some' as 'own')).toThrow('inBandWaivers');
});
