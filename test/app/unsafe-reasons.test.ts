/** The reason of an unsafe choice is the waiver of the rule that it would break: in the app, and for whoever checks what it wrote. */
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Testing, type Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { BastionOnlyNodeAccess, Cidr, HardenedApp, IsolatedNamespace, LabelledPods, PodSecurityLevel, Port } from '../../src';
import { checkerOf } from '../../src/app/checker';
import { inventoryOf } from '../support/findings';

function made(outdir?: string): HardenedApp {
  const app = new HardenedApp({ kubernetes: '1.36', asOf: '2026-11-23', outdir });
  const shop = new IsolatedNamespace(app, 'shop', {
    informationSystem: 'shop',
    podSecurity: PodSecurityLevel.PRIVILEGED,
    unsafePodSecurityReason: 'a driver for disks',
    unsafeNoQuotaReason: 'one pod a node',
    unsafeNoLimitsReason: 'the vendor sets them',
  });
  const pods = new LabelledPods(shop, 'driver', { labels: { app: 'driver' } });
  const agent = new LabelledPods(shop, 'agent', { labels: { app: 'agent' } });
  const ports = [Port.tcp(443)];
  shop.allowToCidr({
    fromPods: pods,
    cidr: Cidr.of('0.0.0.0/0'),
    ports,
    unsafeWorldReason: 'updates',
    unsafeMetadataReason: 'no other way',
  });
  shop.allowToCidr({
    fromPods: agent,
    cidr: Cidr.of('169.254.169.254/32'),
    ports: [Port.tcp(80)],
    unsafeMetadataReason: 'the cloud has no other way',
  });
  shop.allowFromCidr({ to: pods, cidr: Cidr.of('0.0.0.0/0'), ports, unsafeWorldReason: 'public' });
  shop.allowFromCidr({ to: pods, cidr: Cidr.of('0.0.0.0/0'), ports: [Port.tcp(80)], unsafeWorldReason: 'certificates' });
  new BastionOnlyNodeAccess(new Construct(app, 'nodes'), 'ssh', {
    sources: [{ name: 'vpn', cidr: Cidr.of('198.51.100.16/28') }],
    sshd: { unsafeTcpForwardingReason: 'the tunnel of the vendor', unsafeAgentForwardingReason: 'until the jump host is gone' },
  });
  return app;
}

const ACCEPTED = [
  ['namespaces/limit-range', 'the vendor sets them'],
  ['namespaces/metadata-cidr', 'the cloud has no other way'],
  ['namespaces/pod-security-enforce', 'a driver for disks'],
  ['namespaces/resource-quota', 'one pod a node'],
  ['namespaces/world-cidr', 'certificates; public'],
  ['namespaces/world-cidr', 'updates'],
];
const ON_NODES = [
  ['nodes/sshd-agent-forwarding', 'until the jump host is gone'],
  ['nodes/sshd-tcp-forwarding', 'the tunnel of the vendor'],
];

function acceptedIn(json: string): { accepted: string[][]; others: string[] } {
  const { findings } = JSON.parse(json) as { findings: { rule: string; status: string; waiver?: { reason: string } }[] };
  const waived = findings.filter(({ status }) => status === 'waived');
  return {
    accepted: waived.map(({ rule, waiver }) => [rule, waiver!.reason]).sort(([a, x], [b, y]) => (a! + x! < b! + y! ? -1 : 1)),
    others: findings.filter(({ status }) => status === 'violation').map(({ rule }) => rule),
  };
}

test('an app with reasons for what is unsafe breaks no rule, and its report shows them', () => {
  const report = made().hardening.check();
  expect(acceptedIn(report.json)).toEqual({ accepted: [...ACCEPTED, ...ON_NODES], others: [] });
  expect(report.passed).toBe(true);
  for (const [, reason] of [...ACCEPTED, ...ON_NODES]) {
    expect(report.text).toContain(`${reason} (a reason is enough)`);
    expect(report.sarif).toContain(`${reason} (a reason is enough)`);
  }
  expect(report.text).toContain('8 waived (~): 8 for a reason');
});

test('it is written, and what is written keeps the reasons', () => {
  const outdir = fs.mkdtempSync(join(tmpdir(), 'unsafe-reasons-'));
  try {
    const app = made(outdir);
    app.synth();
    const manifests = Testing.synth(app.node.findChild('shop') as Chart) as object[];
    const { findings } = checkerOf([{ settings: { kubernetes: '1.36', asOf: '2026-11-23' } }]).check(inventoryOf(manifests));
    const waived = findings.filter(({ status }) => status === 'waived').map(({ rule, waiver }) => [rule, waiver!.reason]);
    expect(waived.sort(([a, x], [b, y]) => (a! + x! < b! + y! ? -1 : 1))).toEqual(ACCEPTED);
    expect(findings.filter(({ status }) => status === 'violation')).toEqual([]);
  } finally {
    for (const folder of [outdir, `${outdir}-hardening`]) fs.rmSync(folder, { recursive: true, force: true });
  }
});

test('a reason accepts the findings of its own rule on its own object alone', () => {
  const checker = checkerOf([{ settings: { kubernetes: '1.36', asOf: '2026-11-23' } }]);
  const namespace = (name: string, accepted?: object) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, annotations: accepted && { 'cdk8s-hardened/accepted': JSON.stringify(accepted) } },
  });
  const statuses = (manifests: object[], rule: string) =>
    checker
      .check(inventoryOf(manifests))
      .findings.filter((finding) => finding.rule === rule)
      .map(({ object, status, message }) => `${object?.name}: ${status === 'waived' ? status : message}`);
  const both = [namespace('a', { 'namespaces/resource-quota': 'x' }), namespace('b', { 'namespaces/limit-range': 'y' })];
  expect(statuses(both, 'namespaces/resource-quota')).toEqual(['a: waived', 'b: namespace b has no ResourceQuota']);
  expect(statuses(both, 'namespaces/limit-range')).toEqual(['a: namespace a has no LimitRange', 'b: waived']);
});
