import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import { HardenedApp, Hardening, HostFile, ImagePolicy, InBandWaivers, Severity, Waiver, type HardeningProps, type IRule } from '../../src';
import { settingsOfProps } from '../../src/app/props-settings';
import { check } from '../../src/cli/check/check';
import { fix } from '../../src/cli/fix/fix';
import { Checker, partsOfApp } from '../../src/embedding';
import type { CheckedResult } from '../../src/engine/checker';
import { judge } from '../../src/jest/judge';
import { describe as nameOf } from '../../src/kubernetes/objects/object';

/** What is judged: manifests, and files of nodes by path. */
interface Given {
  readonly manifests: readonly { readonly kind: string; readonly [key: string]: unknown }[];
  readonly files?: Readonly<Record<string, string>>;
}

/** What came of it, with nothing in it that depends on the way in. */
interface Verdict {
  readonly findings: readonly string[];
  readonly failing: readonly string[];
  readonly fails: boolean;
}

let dir: string;
const cwd = process.cwd();
beforeEach(() => {
  dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'ways-')));
  process.chdir(dir);
});
afterEach(() => {
  process.chdir(cwd);
  fs.rmSync(dir, { recursive: true });
});

const meta = (name: string, more: object = {}) => ({ name, namespace: 'shop', ...more });
const container = (more: object = {}) => ({ name: 'api', image: 'ghcr.io/acme/api:1.4', ...more });
const pod = (name: string, spec: object = {}, metadata: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: meta(name, metadata),
  spec: { containers: [container()], ...spec },
});
const annotated = (rule: string) => ({
  annotations: { 'cdk8s-hardened/waivers': JSON.stringify([{ rule, reason: 'Known.', approvedBy: 'ciso', until: '2026-12-31' }]) },
});

const INPUTS: Readonly<Record<string, Given>> = {
  'a pod that shares the node, an image of elsewhere, a token': {
    manifests: [
      pod('host', { hostPID: true }),
      pod('elsewhere', { containers: [container({ image: 'quay.io/other/api:main' })] }),
      pod('unclear', { containers: [container({ image: '${IMAGE}' })] }),
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: meta('lone'),
        spec: { replicas: 1, template: { spec: { containers: [container()] } } },
      },
    ],
  },
  'waivers in annotations: one that holds, one that accepts nothing, one that has ended': {
    manifests: [
      pod('waived', { hostPID: true }, annotated('workloads/host-namespaces')),
      pod('unused', {}, annotated('workloads/host-namespaces')),
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'nowhere', ...annotated('namespaces/default-namespace') } },
    ],
  },
  'reasons in annotations: for rules that take one, for one that takes a waiver, for none': {
    manifests: [
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'Role',
        metadata: meta('debug', {
          annotations: {
            'cdk8s-hardened/reason': 'Because.',
            'cdk8s-hardened/accepted': '{"rbac/pod-exec": "The on-call team debugs.", "rbac/node-proxy": "Likewise."}',
          },
        }),
        rules: [{ apiGroups: [''], resources: ['pods/exec', 'secrets'], verbs: ['get', 'create'] }],
      },
    ],
  },
  'objects that see one another': {
    manifests: [
      {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: 'shop', annotations: { 'cdk8s-hardened/image-policy': 'registries: [quay.io]' } },
      },
      { apiVersion: 'v1', kind: 'ServiceAccount', metadata: meta('api') },
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'RoleBinding',
        metadata: meta('admin'),
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
        subjects: [{ kind: 'ServiceAccount', name: 'api', namespace: 'shop' }],
      },
      pod('api', { serviceAccountName: 'api' }),
    ],
  },
  'files of nodes': {
    manifests: [],
    files: {
      '/etc/ssh/sshd_config.d/50-hardening.conf': 'PermitRootLogin yes\n',
      '/etc/nftables.d/ssh.nft': 'table inet filter {\n  chain input {\n    type filter hook input priority 0; policy accept;\n  }\n}\n',
      '/etc/kubernetes/audit-policy.yaml': 'apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n- level: None\n',
    },
  },
};

const ownRule: IRule = {
  id: 'acme/no-pods',
  title: 'There must be no pods',
  severity: Severity.LOW,
  fix: 'Use a Deployment.',
  source: 'https://example.com/rule',
  check: ({ kind }) => (kind === 'Pod' ? [{ message: 'it is a pod' }] : []),
};

const SETTINGS: Readonly<Record<string, Partial<HardeningProps>>> = {
  'none': {},
  'another profile': { profile: 'pss-baseline' },
  'a profile that asks for more': { profile: 'operations' },
  'an image policy in a profile without its rules': {
    profile: 'pss-baseline',
    imagePolicy: ImagePolicy.of({ registries: ['ghcr.io/acme'], refusedTags: ['1.4'] }),
  },
  'rules of others': { profile: 'pss-baseline', rules: [ownRule] },
  'a threshold': { failOn: Severity.CRITICAL },
  'what is unknown counts': { profile: 'pss-restricted', failOn: Severity.CRITICAL, failOnUnknown: true },
  'another release': { kubernetes: '1.24' },
  'another day, on which waivers have ended': { asOf: '2027-06-01' },
  'a rule that is off': { ruleSettings: { 'workloads/host-namespaces': { off: true }, 'nodes/sshd-permit-root-login': { off: true } } },
  'another severity': { failOn: Severity.HIGH, ruleSettings: { 'workloads/host-namespaces': { severity: Severity.LOW } } },
  'options': { ruleSettings: { 'assurance/waiver-over-broad': { options: { longest: 7 } } } },
  'a rule of another profile, by its name alone': { profile: 'pss-baseline', ruleSettings: { 'rbac/cluster-admin-binding': {} } },
  'no waivers inside the input': { inBandWaivers: InBandWaivers.IGNORE },
  'a waiver file': { waiverFiles: ['waivers.yaml'] },
  'another default namespace': { defaultNamespace: 'payments' },
};

const WAIVERS = `waivers:
- rule: workloads/host-namespaces
  object: { kind: Pod, namespace: shop, name: host }
  reason: The agent reads what runs.
  approvedBy: ciso
  until: 2026-12-31
- rule: workloads/host-namespaces
  object: { kind: Pod, namespace: shop, name: nobody }
  reason: Gone.
  approvedBy: ciso
  until: 2026-12-31
`;

interface Told {
  readonly rule: string;
  readonly severity: string;
  readonly status: string;
  readonly path: string;
  readonly message: string;
  readonly name: string;
}

const line = ({ rule, severity, status, name, path: field, message }: Told) =>
  // The place of a waiver and of a file is another in every way in.
  `${status} ${severity} ${rule} ${name} ${field}: ${message}`
    .replaceAll(`${dir}/nodes`, '')
    .replaceAll('nodes/etc', '/etc')
    .replace(/waivers\.yaml entry/, 'entry');
const verdictOf = (findings: readonly (Told & { readonly fails: boolean })[]): Verdict => {
  const failing = findings
    .filter(({ fails }) => fails)
    .map(line)
    .sort();
  return { findings: findings.map(line).sort(), failing, fails: failing.length > 0 };
};
const ofResult = ({ findings, failing }: CheckedResult, fails: boolean): Verdict => {
  const set = new Set(failing);
  const verdict = verdictOf(
    findings.map((finding) => ({ ...finding, name: finding.object ? nameOf(finding.object) : '', fails: set.has(finding) })),
  );
  expect(verdict.fails).toBe(fails);
  return verdict;
};

/** Constructs of the input, each with its object as it is. */
function fill(app: App, { manifests, files = {} }: Given): App {
  const chart = new Chart(app, 'chart', { disableResourceNameHashes: true });
  manifests.forEach((manifest, index) => new ApiObject(chart, `object-${index}`, structuredClone(manifest) as never));
  Object.entries(files).forEach(
    ([name, content], index) => new HostFile(chart, `file-${index}`, { path: name, content: { render: () => content } }),
  );
  return app;
}

const AS_WRITTEN = { unsafeNoPodHardeningReason: 'The pods are judged as they are.' };

type WayIn = (given: Given, props: HardeningProps) => Verdict;

function viaApp(app: App, hardening: Hardening, given: Given): Verdict {
  fill(app, given);
  const report = hardening.check();
  let fails = false;
  try {
    app.synth();
  } catch {
    fails = true;
  }
  expect([report.passed, report._errors().length > 0]).toEqual([!fails, fails]);
  return verdictOf(report.findings.map((finding) => ({ ...finding, path: finding.field, name: finding.manifest ?? '' })));
}

const WAYS: Readonly<Record<string, WayIn>> = {
  'HardenedApp'(given, props) {
    const app = new HardenedApp({ ...props, ...AS_WRITTEN, outdir: 'dist' });
    return viaApp(app, app.hardening, given);
  },
  'Hardening.enforce'(given, props) {
    const app = new App({ outdir: 'dist' });
    const hardening = Hardening.enforce(app, props);
    app.node.setContext('cdk8s-hardened:writes-host-files', true);
    return viaApp(app, hardening, given);
  },
  'jest, of an app that has the settings'(given, props) {
    const app = fill(new HardenedApp({ ...props, ...AS_WRITTEN, outdir: 'dist' }), given);
    const { result } = judge(app, {}).report;
    return ofResult(result, result.failing.length > 0);
  },
  'jest, of an app, with the settings as options'(given, props) {
    const { result } = judge(fill(new App(), given), props).report;
    return ofResult(result, result.failing.length > 0);
  },
  'embedding, by parts'(given, props) {
    const app = new App();
    const checker = new Checker([props]);
    checker.prepare(app);
    fill(app, given);
    return verdictOf(
      checker.checkParts(app, partsOfApp(app)).map((finding) => ({ ...finding, path: finding.field, name: finding.manifest ?? '' })),
    );
  },
};

/** The files that the command reads. */
function writeFiles({ manifests, files = {} }: Given): void {
  manifests.forEach((manifest, index) => {
    fs.mkdirSync('manifests', { recursive: true });
    fs.writeFileSync(`manifests/${index}.json`, JSON.stringify(manifest));
  });
  for (const [name, content] of Object.entries(files)) {
    const target = path.join('nodes', name);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, content);
  }
}

const rows = Object.keys(INPUTS).flatMap((input) => Object.keys(SETTINGS).map((settings) => [input, settings] as const));

test.each(rows)('%s; settings: %s: every way in gives the same findings and the same verdict', (input, setting) => {
  const given = INPUTS[input]!;
  const props: HardeningProps = { kubernetes: '1.36', asOf: '2026-11-23', ...SETTINGS[setting] };
  fs.writeFileSync('waivers.yaml', WAIVERS);
  writeFiles(given);
  const paths = ['manifests', 'nodes'].filter((name) => fs.existsSync(name));
  const layers = [{ settings: settingsOfProps(props) }];
  const { report, exitCode } = check({ paths, layers });
  expect(report.errors).toEqual([]);
  const expected = ofResult(report.result, exitCode === 1);
  for (const [name, way] of Object.entries(WAYS)) expect([name, way(given, props)]).toEqual([name, expected]);
  const fixed = fix({ paths, layers, fills: NOTHING });
  expect(fixed.violations).toBe(expected.findings.filter((each) => each.startsWith('violation')).length);
});

const NOTHING = {
  seccomp: false,
  capabilities: false,
  privilegeEscalation: false,
  runAsNonRoot: false,
  readOnlyRootFilesystem: false,
  serviceAccountToken: false,
  resourceRequests: false,
} as const;

test('every setting changes the findings or the verdict of some input: none is lost', () => {
  const verdict = (given: Given, props: Partial<HardeningProps>) =>
    JSON.stringify(WAYS['embedding, by parts']!(given, { kubernetes: '1.36', asOf: '2026-11-23', ...props }));
  fs.writeFileSync('waivers.yaml', WAIVERS);
  for (const [name, props] of Object.entries(SETTINGS).slice(1)) {
    const changed = Object.values(INPUTS).filter((given) => verdict(given, props) !== verdict(given, {}));
    expect([name, changed.length > 0]).toEqual([name, true]);
  }
});

test('of the matchers and synth: an image policy in a profile without its rules', () => {
  const app = new HardenedApp({
    kubernetes: '1.36',
    asOf: '2026-11-23',
    profile: 'pss-baseline',
    imagePolicy: ImagePolicy.of({ registries: ['ghcr.io/acme'] }),
    outdir: 'dist',
  });
  new ApiObject(new Chart(app, 'chart'), 'pod', pod('stray', { containers: [container({ image: 'quay.io/other/api:1' })] }));
  expect(() => app.synth()).toThrow('workloads/image-registry');
  const { result } = judge(app, {}).report;
  expect(result.failing.map(({ rule }) => rule)).toEqual(['workloads/image-digest', 'workloads/image-registry']);
});

test('waivers on constructs hold in every way in that has constructs', () => {
  const make = (app: App) => {
    const object = new ApiObject(new Chart(app, 'chart'), 'pod', pod('host', { hostPID: true }));
    Waiver.of(object).accept('workloads/host-namespaces', {
      reason: 'The agent reads what runs.',
      approvedBy: 'ciso',
      until: '2026-12-31',
    });
    return app;
  };
  const props = { kubernetes: '1.36', asOf: '2026-11-23', profile: 'pss-baseline' };
  const app = make(new HardenedApp({ ...props, ...AS_WRITTEN, outdir: 'dist' })) as HardenedApp;
  expect(app.hardening.check().findings.map(({ status }) => status)).toEqual(['waived']);
  expect(judge(app, {}).report.result.findings.map(({ status }) => status)).toEqual(['waived']);
  const plain = make(new App());
  expect(new Checker([props]).checkParts(plain, partsOfApp(plain)).map(({ status }) => status)).toEqual(['waived']);
});
