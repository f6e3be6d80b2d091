/** What a program accepts is accepted where what it wrote is checked: the same findings, with the same verdicts. */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ApiObject, type App, Chart, Include } from 'cdk8s';
import { BastionOnlyNodeAccess, Cidr, HardenedApp, type Hardening, Waiver } from '../../src';
import { check } from '../../src/cli/check/check';
import { podViews } from '../../src/kubernetes/pods/pod-view';
import { inventoryOf } from '../support/findings';

const PROPS = { kubernetes: '1.36', asOf: '2026-11-23', noConfig: true };
const TERMS = { reason: 'Moves with release 7.', approvedBy: 'ciso', until: '2026-12-31' };
const WAIVERS = 'cdk8s-hardened/waivers';

let root: string;
let outdir: string;
beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'travelling-'));
  outdir = path.join(root, 'dist');
});
afterEach(() => fs.rmSync(root, { recursive: true }));

const pod = (name: string, spec: object = {}, metadata: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'shop', ...metadata },
  spec: { ...spec, containers: [{ name, image: `registry.example.com/${name}:1` }] },
});

/** Accepts everything that the rules find below a construct, as the program of a reader who decided so. */
function acceptAll(app: HardenedApp | App, hardening: Hardening): void {
  for (const { rule, construct } of hardening.check().findings.filter(({ status }) => status === 'violation')) {
    const scope = app.node.findAll().find(({ node }) => node.path === construct)!;
    if (!scope.node.metadata.some(({ data }) => (data as { rule?: string }).rule === rule)) Waiver.of(scope).accept(rule, TERMS);
  }
}

function everything(app: App): void {
  const chart = new Chart(app, 'chart');
  new ApiObject(chart, 'host', pod('host', { hostNetwork: true }));
  new ApiObject(chart, 'list', { apiVersion: 'v1', kind: 'List', items: [pod('one', { hostPID: true }), pod('two')] });
  const before = JSON.stringify([{ rule: 'workloads/host-namespaces', ...TERMS, reason: 'It was here.' }]);
  new ApiObject(chart, 'annotated', pod('annotated', { hostIPC: true }, { annotations: { [WAIVERS]: before, other: 'kept' } }));
  new ApiObject(chart, 'role', {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'everything' },
    rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }],
  });
  const file = path.join(root, 'vendor.yaml');
  fs.writeFileSync(file, JSON.stringify(pod('vendor', { hostNetwork: true })));
  new Include(chart, 'vendor', { url: file });
  new BastionOnlyNodeAccess(chart, 'ssh', {
    sources: [{ name: 'vpn', cidr: Cidr.of('198.51.100.16/28') }],
    sshd: { unsafeTcpForwardingReason: 'the tunnel of the vendor' },
  });
}

const verdicts = (findings: readonly { rule: string; status: string; path?: string; field?: string; message: string }[]) =>
  findings.map(({ rule, status, message }) => `${status} ${rule}: ${message}`).sort();

test('check on what was written gives the verdict of the program', () => {
  const app = new HardenedApp({ ...PROPS, outdir });
  everything(app);
  acceptAll(app, app.hardening);
  app.synth();
  const beside = `${outdir}-hardening`;
  const settings = { kubernetes: '1.36', asOf: '2026-11-23', waivers: [{ file: path.join(beside, 'hardening-waivers.yaml') }] };
  const { report } = check({ paths: [outdir, path.join(beside, 'host')], layers: [{ settings }] });
  const { findings } = app.hardening.check();
  expect(findings.length).toBeGreaterThan(30);
  expect(verdicts(report.result.findings)).toEqual(verdicts(findings));
  expect(new Set(findings.map(({ status }) => status)).has('violation' as never)).toBe(false);
  // Not one of them is needless.
  expect(report.result.waivers.filter(({ accepted }) => accepted === 0)).toEqual([]);
  const written = inventoryOf(fs.readFileSync(path.join(outdir, 'chart.k8s.yaml'), 'utf8'));
  const annotated = podViews(written).find(({ object }) => object.name === 'annotated')!.object;
  expect(annotated.annotations.other).toBe('kept');
  expect((JSON.parse(annotated.annotations[WAIVERS]!) as { reason: string }[])[0]!.reason).toBe('It was here.');
  expect(podViews(written).find(({ object }) => object.name === 'two')!.object.annotations[WAIVERS]).not.toContain('host-namespaces');
  expect(fs.readFileSync(path.join(beside, 'hardening-waivers.yaml'), 'utf8')).toContain('the tunnel of the vendor');
});

test('a waiver of a chart is written to the objects alone whose findings it accepts, and to none that needs none', () => {
  const app = new HardenedApp({ ...PROPS, profile: 'pss-baseline', outdir });
  const chart = new Chart(app, 'chart');
  new ApiObject(chart, 'host', pod('host', { hostNetwork: true }));
  new ApiObject(chart, 'plain', pod('plain'));
  Waiver.of(chart).accept('workloads/host-namespaces', TERMS);
  app.synth();
  const annotations = () =>
    podViews(inventoryOf(fs.readFileSync(path.join(outdir, 'chart.k8s.yaml'), 'utf8'))).map(({ object }) => object.annotations[WAIVERS]);
  const expected = [JSON.stringify([{ rule: 'workloads/host-namespaces', ...TERMS }]), undefined];
  expect(annotations()).toEqual(expected);
  app.synth();
  expect(annotations()).toEqual(expected);
  expect(app.synthYaml()).toContain(WAIVERS);
  expect(fs.existsSync(path.join(`${outdir}-hardening`, 'hardening-waivers.yaml'))).toBe(false);
});

test('the waiver file of a synthesis goes when the next one writes none; one that it did not write stays', () => {
  const file = path.join(`${outdir}-hardening`, 'hardening-waivers.yaml');
  const nodes = (reason?: string) => {
    const app = new HardenedApp({ ...PROPS, outdir });
    const sshd = reason === undefined ? {} : { unsafeTcpForwardingReason: reason };
    new BastionOnlyNodeAccess(new Chart(app, 'nodes'), 'ssh', { sources: [{ name: 'vpn', cidr: Cidr.of('198.51.100.16/28') }], sshd });
    app.synth();
  };
  nodes('the tunnel');
  expect(fs.readFileSync(file, 'utf8')).toContain('"reason":"the tunnel"');
  nodes();
  expect(fs.existsSync(file)).toBe(false);
  fs.writeFileSync(file, 'waivers: []\n');
  nodes();
  expect(fs.readFileSync(file, 'utf8')).toBe('waivers: []\n');
});
