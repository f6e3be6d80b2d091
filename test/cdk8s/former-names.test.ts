/** What constructs took before 1.0, in names that other languages reserve and in plain texts and numbers: taken still, and the same. */
import { App, Chart, Testing } from 'cdk8s';
import {
  AuditPolicy,
  BastionOnlyNodeAccess,
  Cidr,
  ClusterDns,
  EtcdTlsConfig,
  Grant,
  IsolatedNamespace,
  LabelledPods,
  LeastPrivilegeRole,
  Port,
  Subject,
} from '../../src';
import { HostFile } from '../../src/cdk8s/host-file';

function synthesised(make: (chart: Chart, namespace: IsolatedNamespace) => unknown): unknown[] {
  const app = new App();
  const chart = new Chart(app, 'chart', { namespace: 'payments' });
  const namespace = new IsolatedNamespace(app, 'payments', { informationSystem: 'payments' });
  make(chart, namespace);
  const files = HostFile.collect(app).map(({ path, content }) => ({ path, content }));
  return [...app.charts.map((one) => Testing.synth(one)), files];
}

const pods = (scope: IsolatedNamespace) => new LabelledPods(scope, 'api', { labels: { app: 'api' } });
const ports = [Port.tcp(5432)];
const [inner, outer, member] = [Cidr.of('10.1.0.0/16'), Cidr.of('10.0.0.0/8'), { name: 'one', address: '10.0.0.1' }];
const grants = [Grant.on('apps', 'deployments').toRead()];
const subjects = [Subject.group('deployers')];

test.each<[string, (chart: Chart, namespace: IsolatedNamespace) => unknown, (chart: Chart, namespace: IsolatedNamespace) => unknown]>([
  [
    'allowTraffic',
    (_, ns) => ns.allowTraffic({ from: pods(ns), to: new LabelledPods(ns, 'db', { labels: { app: 'db' } }), ports }),
    (_, ns) => ns.allowTraffic({ fromPods: pods(ns), to: new LabelledPods(ns, 'db', { labels: { app: 'db' } }), ports }),
  ],
  [
    'allowFromIngressController',
    (_, ns) => ns.allowFromIngressController({ to: pods(ns), ports, namespace: 'ingress', podLabels: { a: 'b' } }),
    (_, ns) => ns.allowFromIngressController({ to: pods(ns), ports, namespaceName: 'ingress', podLabels: { a: 'b' } }),
  ],
  [
    'allowFromMetricsScraper',
    (_, ns) => ns.allowFromMetricsScraper({ to: pods(ns), ports, namespace: 'metrics', podLabels: { a: 'b' } }),
    (_, ns) => ns.allowFromMetricsScraper({ to: pods(ns), ports, namespaceName: 'metrics', podLabels: { a: 'b' } }),
  ],
  [
    'allowToCidr',
    (_, ns) => ns.allowToCidr({ from: pods(ns), cidr: outer, except: [inner], ports }),
    (_, ns) => ns.allowToCidr({ fromPods: pods(ns), cidr: outer, exceptCidrs: [inner], ports }),
  ],
  [
    'allowFromCidr',
    (_, ns) => ns.allowFromCidr({ to: pods(ns), cidr: outer, except: [inner], ports }),
    (_, ns) => ns.allowFromCidr({ to: pods(ns), cidr: outer, exceptCidrs: [inner], ports }),
  ],
  [
    'allowToApiServer',
    (_, ns) => ns.allowToApiServer({ from: pods(ns), addresses: [inner] }),
    (_, ns) => ns.allowToApiServer({ fromPods: pods(ns), addresses: [inner] }),
  ],
  [
    'ClusterDns.pods',
    ({ node }) => new IsolatedNamespace(node.root as App, 'a', { informationSystem: 'a', dns: [ClusterDns.pods('dns', { a: 'b' }, 5353)] }),
    ({ node }) =>
      new IsolatedNamespace(node.root as App, 'a', {
        informationSystem: 'a',
        dns: [ClusterDns.pods('dns', { a: 'b' }, Port.udp(5353), Port.tcp(5353))],
      }),
  ],
  [
    'LeastPrivilegeRole',
    (chart) => [
      new LeastPrivilegeRole(chart, 'a', { namespace: 'other', grants, subjects }),
      new LeastPrivilegeRole(chart, 'b', { clusterScope: { reason: 'all of them' }, grants, subjects }),
    ],
    (chart) => [
      new LeastPrivilegeRole(chart, 'a', { namespaceName: 'other', grants, subjects }),
      new LeastPrivilegeRole(chart, 'b', { unsafeClusterScopeReason: 'all of them', grants, subjects }),
    ],
  ],
  [
    'because()',
    (chart) =>
      new LeastPrivilegeRole(chart, 'a', {
        grants: grants.map((one) => one.because('x')),
        subjects: subjects.map((one) => one.because('y')),
      }),
    (chart) =>
      new LeastPrivilegeRole(chart, 'a', {
        grants: grants.map((one) => one.unsafeReason('x')),
        subjects: subjects.map((one) => one.unsafeReason('y')),
      }),
  ],
  [
    'BastionOnlyNodeAccess',
    (chart) =>
      new BastionOnlyNodeAccess(chart, 'ssh', {
        from: [{ name: 'vpn', range: '198.51.100.16/28' }],
        ports: [22, 2222],
        podRanges: ['10.244.0.0/16'],
        serviceRanges: ['10.96.0.0/12'],
        nodeRanges: ['10.0.0.0/16'],
      }),
    (chart) =>
      new BastionOnlyNodeAccess(chart, 'ssh', {
        sources: [{ name: 'vpn', cidr: Cidr.of('198.51.100.16/28') }],
        ports: [Port.tcp(22), Port.tcp(2222)],
        podRanges: [Cidr.of('10.244.0.0/16')],
        serviceRanges: [Cidr.of('10.96.0.0/12')],
        nodeRanges: [Cidr.of('10.0.0.0/16')],
      }),
  ],
  [
    'EtcdTlsConfig',
    (chart) => new EtcdTlsConfig(chart, 'etcd', { member, clientPort: 12379, peerPort: 12380 }),
    (chart) => new EtcdTlsConfig(chart, 'etcd', { member, clientPort: Port.tcp(12379), peerPort: Port.tcp(12380) }),
  ],
])('%s makes the same of them', (_, former, present) => {
  const made = synthesised(present);
  expect(synthesised(former)).toEqual(made);
  expect(made).not.toEqual(synthesised(() => undefined));
});

test('a request to an audit policy', () => {
  const policy = new AuditPolicy(new Chart(new App(), 'c'), 'audit', {
    rules: [{ level: 'Request' as never, resources: [{ group: 'apps' }], namespaces: ['payments'] }],
  });
  const request = { user: 'jane', verb: 'create', apiGroup: 'apps', resource: 'deployments' };
  expect(policy.evaluate({ ...request, namespace: 'payments' })).toEqual(policy.evaluate({ ...request, namespaceName: 'payments' }));
  expect(policy.evaluate({ ...request, namespace: 'payments' })).not.toEqual(policy.evaluate(request));
});

test('a subject tells its namespace by both names', () => {
  const subject = Subject.serviceAccount('api', 'payments');
  expect([subject.namespace, subject.namespaceName]).toEqual(['payments', 'payments']);
});

test('both names of one property are refused', () => {
  const app = new App();
  const namespace = new IsolatedNamespace(app, 'payments', { informationSystem: 'payments' });
  const [from, two] = [
    pods(namespace),
    (former: string, present: string) =>
      `${former} and ${present} are both given, though they are two ` + `names of one property. Remove ${former}, its former name.`,
  ];
  expect(() => namespace.allowTraffic({ from, fromPods: from, to: from, ports } as never)).toThrow(
    new Error(`payments: ${two('from', 'fromPods')}`),
  );
  expect(
    () =>
      new LeastPrivilegeRole(namespace, 'r', { grants, subjects, clusterScope: { reason: 'x' }, unsafeClusterScopeReason: 'y' } as never),
  ).toThrow(new Error(`payments/r: ${two('clusterScope', 'unsafeClusterScopeReason')}`));
});

test('cluster scope without a reason is refused as before', () => {
  const chart = new Chart(new App(), 'c');
  const message = 'is blank, so reviewers cannot assess it. Give the reason in a sentence.';
  for (const clusterScope of [null, {}, { reason: ' ' }]) {
    expect(() => new LeastPrivilegeRole(chart, `r${JSON.stringify(clusterScope)}`, { grants, subjects, clusterScope } as never)).toThrow(
      message,
    );
  }
});
