import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import {
  ApiServers,
  AuditPolicy,
  Cidr,
  EtcdTlsConfig,
  EtcdTopology,
  ExistingNamespace,
  HardenedApp,
  HardenedControlPlane,
  IsolatedNamespace,
  LabelledPods,
  Port,
  type HardenedControlPlaneProps,
} from '../../../src';
import { namespacesRules } from '../../../src/namespaces/rules';
import { findings } from '../../support/findings';

const range = (...texts: string[]) => texts.map((text) => Cidr.of(text));
const blocks = (...cidrs: string[]) => cidrs.map((cidr) => ({ ipBlock: { cidr } }));
const tcp = (...ports: number[]) => ports.map((port) => ({ protocol: 'TCP', port }));
const hardenedApp = (apiServers?: ApiServers) => new HardenedApp({ kubernetes: '1.36', asOf: '2026-12-01', noConfig: true, apiServers });
const isolate = (scope: Construct, id = 'shop', apiServers?: ApiServers) =>
  new IsolatedNamespace(scope, id, { informationSystem: 'shop', apiServers });
const operatorOf = (place: Construct) => new LabelledPods(place, 'operator', { labels: { app: 'operator' } });
const agents = ['k8s-app', 'app'].map((key) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
  podSelector: { matchLabels: { [key]: 'konnectivity-agent' } },
}));

/** What the policies of a namespace for its operator open, by their names. */
function opened(place: Chart): Record<string, unknown> {
  const policies = Testing.synth(place).filter(({ kind, metadata }) => kind === 'NetworkPolicy' && /api-server/.test(metadata.name));
  return Object.fromEntries(policies.map(({ metadata, spec }) => [metadata.name, spec.egress ?? spec.ingress]));
}

function toApiServer(scope: Construct, apiServers?: ApiServers): Record<string, unknown> {
  const place = isolate(scope, 'shop', apiServers);
  place.allowToApiServer({ fromPods: operatorOf(place) });
  return opened(place);
}

function endpointSlice(scope: Construct, more: Record<string, unknown> = {}) {
  const chart = new Chart(scope, 'cluster');
  return new ApiObject(chart, 'endpoints', {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'kubernetes', namespace: 'default', labels: { 'kubernetes.io/service-name': 'kubernetes' } },
    addressType: 'IPv4',
    endpoints: [{ addresses: ['10.1.0.4'] }, { addresses: ['10.1.0.5'] }],
    ports: [{ name: 'https', port: 6443, protocol: 'TCP' }],
    ...more,
  });
}

const ENCRYPTION = '/etc/kubernetes/pki/encryption.yaml';

function controlPlane(scope: Construct, more: Partial<HardenedControlPlaneProps> = {}, addresses = ['10.0.0.1', '10.0.0.2'], id = 'plane') {
  const nodes = new Construct(scope, id);
  const cluster = addresses.map((address, index) => ({ name: `${id}-${index}`, address }));
  const etcd = cluster.map((member) => new EtcdTlsConfig(nodes, member.name, { member, cluster, listenAddresses: ['10.0.0.1'] }));
  const audit = new AuditPolicy(nodes, 'audit');
  const props = { version: '1.36.3', audit, etcd, path: `/etc/kubernetes/${id}.yaml`, encryptionConfigPath: ENCRYPTION, ...more };
  return new HardenedControlPlane(nodes, 'config', props);
}

describe('the way to API servers that need not be named', () => {
  test.each([
    ['at', ApiServers.at(range('10.0.0.4/32', '10.0.0.5/32')), blocks('10.0.0.4/32', '10.0.0.5/32'), tcp(6443)],
    ['at, another port', ApiServers.at(range('10.0.0.4/32'), Port.tcp(16443)), blocks('10.0.0.4/32'), tcp(16443)],
    ['EKS', ApiServers.eks(...range('10.0.1.0/24', '10.0.2.0/24')), blocks('10.0.1.0/24', '10.0.2.0/24'), tcp(443)],
    ['GKE', ApiServers.gke(...range('172.16.0.0/28')), blocks('172.16.0.0/28'), tcp(443)],
    ['AKS', ApiServers.aks(...range('203.0.113.7/32')), blocks('203.0.113.7/32'), tcp(443)],
    ['AKS in a subnet', ApiServers.aksInSubnet(...range('10.2.0.0/28')), blocks('10.2.0.0/28'), tcp(443, 4443)],
  ])('%s', (_, apiServers, to, ports) => {
    const expected = { 'operator-to-api-server': [{ to, ports }] };
    expect(toApiServer(hardenedApp(apiServers))).toEqual(expected);
    expect(toApiServer(new App(), apiServers)).toEqual(expected);
  });

  test('an existing namespace', () => {
    const place = new ExistingNamespace(new App(), 'shop', { policiesOnly: true, apiServers: ApiServers.eks(...range('10.0.1.0/24')) });
    place.allowToApiServer({ fromPods: operatorOf(place) });
    expect(opened(place)).toEqual({ 'operator-to-api-server': [{ to: blocks('10.0.1.0/24'), ports: tcp(443) }] });
  });

  test('what the namespace says comes before what the app says, and the argument before both', () => {
    const app = hardenedApp(ApiServers.eks(...range('10.0.1.0/24')));
    const place = isolate(app, 'shop', ApiServers.gke(...range('172.16.0.0/28')));
    const fromPods = operatorOf(place);
    place.allowToApiServer({ fromPods });
    expect(opened(place)).toEqual({ 'operator-to-api-server': [{ to: blocks('172.16.0.0/28'), ports: tcp(443) }] });
    const other = isolate(app, 'other', ApiServers.gke(...range('172.16.0.0/28')));
    other.allowToApiServer({ fromPods: operatorOf(other), addresses: range('10.9.0.1/32') });
    expect(opened(other)).toEqual({ 'operator-to-api-server': [{ to: blocks('10.9.0.1/32'), ports: tcp(6443) }] });
  });

  test('two calls for the same pods are one policy; a port is that of the caller', () => {
    const place = isolate(hardenedApp(ApiServers.eks(...range('10.0.1.0/24'))));
    const fromPods = operatorOf(place);
    place.allowToApiServer({ fromPods });
    place.allowToApiServer({ fromPods });
    expect(opened(place)).toEqual({ 'operator-to-api-server': [{ to: blocks('10.0.1.0/24'), ports: tcp(443) }] });
    const other = isolate(hardenedApp(ApiServers.eks(...range('10.0.1.0/24'))));
    other.allowToApiServer({ fromPods: operatorOf(other), port: Port.tcp(8443) });
    expect(opened(other)).toEqual({ 'operator-to-api-server': [{ to: blocks('10.0.1.0/24'), ports: tcp(8443) }] });
  });

  test.each([
    ['the nodes of a stacked etcd', {}, undefined, blocks('10.0.0.1/32', '10.0.0.2/32'), 6443],
    ['IPv6', {}, ['2001:db8::1'], blocks('2001:db8::1/128'), 6443],
    ['the flag of the port', { apiServerFlags: { 'secure-port': '7443' } }, undefined, blocks('10.0.0.1/32', '10.0.0.2/32'), 7443],
    [
      'what it states',
      { apiServers: ApiServers.at(range('10.7.0.0/28')), etcdTopology: EtcdTopology.EXTERNAL },
      undefined,
      blocks('10.7.0.0/28'),
      6443,
    ],
  ] as const)('the control plane of the app: %s', (_, more, addresses, to, port) => {
    const expected = { 'operator-to-api-server': [{ to, ports: tcp(port) }] };
    const before = hardenedApp();
    controlPlane(before, more, addresses && [...addresses]);
    expect(toApiServer(before)).toEqual(expected);
    const after = hardenedApp();
    const place = isolate(after);
    place.allowToApiServer({ fromPods: operatorOf(place) });
    controlPlane(after, more, addresses && [...addresses]);
    expect(opened(place)).toEqual(expected);
  });

  test.each([
    ['a member by name', {}, ['etcd.example.com']],
    ['external etcd', { etcdTopology: EtcdTopology.EXTERNAL }, ['10.0.0.1']],
    ['an endpoint, which may be a load balancer', { endpoint: '10.0.0.9:6443', etcdTopology: EtcdTopology.EXTERNAL }, ['10.0.0.1']],
  ])('a control plane that does not tell: %s', (_, more, addresses) => {
    const app = hardenedApp();
    controlPlane(app, more, addresses);
    expect(() => toApiServer(app)).toThrow('where the API servers are is not known');
  });

  test('two control planes that differ do not tell; two that agree do', () => {
    const app = hardenedApp();
    controlPlane(app, {}, ['10.0.0.1'], 'blue');
    controlPlane(app, {}, ['10.0.0.1'], 'red');
    expect(toApiServer(app)).toEqual({ 'operator-to-api-server': [{ to: blocks('10.0.0.1/32'), ports: tcp(6443) }] });
    controlPlane(app, {}, ['10.0.0.2'], 'green');
    expect(() => app.synthYaml()).toThrow(
      'shop: the control planes blue/config and green/config have different API servers, so it is unclear to which cluster the namespace '
        + 'belongs. Set apiServers of the namespace, such as ApiServers.at([ … ]).',
    );
  });

  test('the EndpointSlice or Endpoints of the Service kubernetes among the objects of the app, in a List as well', () => {
    const expected = { 'operator-to-api-server': [{ to: blocks('10.1.0.4/32', '10.1.0.5/32'), ports: tcp(6443) }] };
    const app = new App();
    const place = isolate(app);
    place.allowToApiServer({ fromPods: operatorOf(place) });
    endpointSlice(app);
    expect(opened(place)).toEqual(expected);

    const old = new App();
    const addresses = [{ ip: '10.1.0.4' }, { ip: '10.1.0.5' }];
    new ApiObject(new Chart(old, 'cluster'), 'list', {
      apiVersion: 'v1',
      kind: 'List',
      metadata: { name: 'unused' },
      items: [
        {
          apiVersion: 'v1',
          kind: 'Endpoints',
          metadata: { name: 'kubernetes', namespace: 'default' },
          subsets: [{ addresses, ports: [{ port: 6443 }] }],
        },
      ],
    });
    expect(toApiServer(old)).toEqual(expected);
  });

  test.each([
    ['none', () => undefined],
    ['of another Service', (app: App) => endpointSlice(app, { metadata: { name: 'kubernetes', namespace: 'default' } })],
    ['without endpoints', (app: App) => endpointSlice(app, { endpoints: [] })],
    ['without ports', (app: App) => endpointSlice(app, { ports: null })],
  ])('an EndpointSlice: %s', (_, add) => {
    const app = new App();
    add(app);
    expect(() => toApiServer(app)).toThrow(
      'shop: allowToApiServer names no addresses, and where the API servers are is not known, so the policy would open nothing or '
        + 'everything. Set apiServers of the HardenedApp or of the namespace, such as ApiServers.at([ … ]) or ApiServers.eks( … ); add the '
        + 'EndpointSlice kubernetes of namespace default to the app; or name addresses.',
    );
  });

  test('ranges are held to what holds for all of them', () => {
    expect(() => toApiServer(new App(), ApiServers.at(range('0.0.0.0/0')))).toThrow('0.0.0.0/0 is half of the internet or more');
    expect(() => toApiServer(new App(), ApiServers.at(range('169.254.169.254/32')))).toThrow('is the metadata address of a cloud');
    expect(toApiServer(new App(), ApiServers.at(range('169.254.0.0/16')))).toEqual({
      'operator-to-api-server': [
        { to: [{ ipBlock: { cidr: '169.254.0.0/16', except: expect.arrayContaining(['169.254.169.254/32']) } }], ports: tcp(6443) },
      ],
    });
  });

  test.each([
    ['at', () => ApiServers.at([])],
    ['eks', () => ApiServers.eks()],
    ['gke', () => ApiServers.gke()],
    ['aks', () => ApiServers.aks()],
    ['aksInSubnet', () => ApiServers.aksInSubnet()],
  ])('ApiServers.%s without a range', (name, make) => {
    expect(make).toThrow(new RegExp(`^ApiServers\\.${name}: no \\w+ is given, so no policy could let anything reach the API servers`));
  });

  test('what is no ApiServers is refused', () => {
    expect(() => new HardenedApp({ kubernetes: '1.36', noConfig: true, apiServers: ['10.0.0.1/32'] as never })).toThrow(
      '(app): apiServers is not an ApiServers, so it is unclear where the API servers are.',
    );
  });

  test('the rule for the way to the API server is content', () => {
    const place = isolate(hardenedApp(ApiServers.eks(...range('10.0.1.0/24'))));
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'operator', namespace: 'shop', labels: { app: 'operator' } },
      spec: { serviceAccountName: 'operator', automountServiceAccountToken: true, containers: [{ name: 'a', image: 'a' }] },
    };
    const binding = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'operator', namespace: 'shop' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
      subjects: [{ kind: 'ServiceAccount', name: 'operator', namespace: 'shop' }],
    };
    const rules = namespacesRules.filter(({ id }) => id === 'namespaces/api-server-egress');
    expect(findings(rules, [...Testing.synth(place), pod, binding])).toHaveLength(1);
    place.allowToApiServer({ fromPods: operatorOf(place) });
    expect(findings(rules, [...Testing.synth(place), pod, binding])).toEqual([]);
  });
});

describe('the way from API servers that need not be named', () => {
  function fromApiServer(scope: Construct): Record<string, unknown> {
    const place = isolate(scope);
    place.allowFromApiServer({ to: operatorOf(place), ports: [Port.tcp(9443)] });
    place.allowFromApiServer({ to: operatorOf(new Construct(place, 'again')), ports: [Port.tcp(8443)] });
    return opened(place);
  }

  test.each([
    ['at', ApiServers.at(range('10.0.0.4/32')), blocks('10.0.0.4/32')],
    ['EKS', ApiServers.eks(...range('10.0.1.0/24')), blocks('10.0.1.0/24')],
    ['GKE', ApiServers.gke(...range('172.16.0.0/28')), agents],
    ['AKS', ApiServers.aks(...range('203.0.113.7/32')), agents],
    ['AKS in a subnet', ApiServers.aksInSubnet(...range('10.2.0.0/28')), blocks('10.2.0.0/28')],
  ])('%s', (_, apiServers, from) => {
    expect(fromApiServer(hardenedApp(apiServers))).toEqual({ 'operator-from-api-server': [{ from, ports: tcp(8443, 9443) }] });
  });

  test('the control plane of the app', () => {
    const app = hardenedApp();
    controlPlane(app);
    expect(fromApiServer(app)).toEqual({
      'operator-from-api-server': [{ from: blocks('10.0.0.1/32', '10.0.0.2/32'), ports: tcp(8443, 9443) }],
    });
  });

  test('an EndpointSlice does not tell from where they connect', () => {
    const app = new App();
    endpointSlice(app);
    expect(() => fromApiServer(app)).toThrow(
      'shop: allowFromApiServer names neither addresses nor throughKonnectivity, and from where the API servers connect is not known, so '
        + 'the policy would open nothing or everything.',
    );
  });
});
