import * as kplus from 'cdk8s-plus-28';
import { Cidr, ClusterDns, ExistingNamespace, LabelledPods, Port } from '../../../src';
import { namespacesRules } from '../../../src/namespaces/rules';
import { findings } from '../../support/findings';
import { deployment, isolate, makeApp, manifests, opened, selectorOf } from '../support';

const NODES = Cidr.of('10.0.0.0/24');
const tcp = (port: number) => [{ protocol: 'TCP', port }];
const block = (cidr: string) => ({ ipBlock: { cidr } });
const system = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } };
const agents = [
  { ...system, podSelector: { matchLabels: { 'k8s-app': 'konnectivity-agent' } } },
  { ...system, podSelector: { matchLabels: { app: 'konnectivity-agent' } } },
];

describe('allowFromApiServer', () => {
  test('from addresses', () => {
    const payments = isolate(makeApp());
    const guard = deployment(payments, 'guard');
    payments.allowFromApiServer({ to: guard, ports: [Port.tcp(8443)], addresses: [Cidr.of('10.0.0.4/32'), Cidr.of('10.0.0.5/32')] });
    expect(opened(payments)).toEqual({
      'guard-from-api-server': {
        podSelector: selectorOf(guard),
        policyTypes: ['Ingress'],
        ingress: [{ from: [block('10.0.0.4/32'), block('10.0.0.5/32')], ports: tcp(8443) }],
      },
    });
  });

  test('through Konnectivity, and twice', () => {
    const payments = isolate(makeApp());
    const guard = deployment(payments, 'guard');
    payments.allowFromApiServer({ to: guard, ports: [Port.tcp(8443)], throughKonnectivity: true });
    payments.allowFromApiServer({ to: guard, ports: [Port.tcp(9443)], throughKonnectivity: true });
    expect(opened(payments)).toEqual({
      'guard-from-konnectivity': {
        podSelector: selectorOf(guard),
        policyTypes: ['Ingress'],
        ingress: [{ from: agents, ports: [...tcp(8443), ...tcp(9443)] }],
      },
    });
  });

  test('the rule for webhooks accepts both', () => {
    for (const options of [{ throughKonnectivity: true }, { addresses: [NODES] }]) {
      const payments = isolate(makeApp());
      const guard = deployment(payments, 'guard');
      const service = guard.exposeViaService({ name: 'guard', ports: [{ port: 443, targetPort: 8443 }] });
      const webhook = {
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: 'ValidatingWebhookConfiguration',
        metadata: { name: 'guard' },
        webhooks: [{ name: 'a', clientConfig: { service: { namespace: 'payments', name: service.name } } }],
      };
      const rules = namespacesRules.filter(({ id }) => id === 'namespaces/webhook-ingress');
      expect(findings(rules, [...manifests(payments), webhook])).toHaveLength(1);
      payments.allowFromApiServer({ to: guard, ports: [Port.tcp(8443)], ...options });
      expect(findings(rules, [...manifests(payments), webhook])).toEqual([]);
    }
  });

  test('refusals', () => {
    const payments = isolate(makeApp());
    const guard = deployment(payments, 'guard');
    for (const nothing of [{ addresses: [] }, { throughKonnectivity: false }, { addresses: [], throughKonnectivity: false }]) {
      expect(() => payments.allowFromApiServer({ to: guard, ports: [Port.tcp(8443)], ...nothing })).toThrow(
        new Error(
          'payments: addresses is missing or empty, and throughKonnectivity is not true, so no API server is named. Name the addresses of '
            + 'the control plane nodes, set throughKonnectivity where API servers connect through its agents (GKE, AKS), or leave out both '
            + 'where apiServers of the app says it.',
        ),
      );
    }
    expect(() => payments.allowFromApiServer({ to: guard, ports: [], throughKonnectivity: true })).toThrow('ports is missing or empty');
    expect(() => payments.allowFromApiServer({ to: guard, ports: [Port.tcp(8443)], addresses: [Cidr.of('0.0.0.0/0')] })).toThrow(
      '0.0.0.0/0 is half of the internet or more',
    );
  });
});

describe('nodes', () => {
  test('from nodes', () => {
    const payments = isolate(makeApp());
    const api = deployment(payments, 'api');
    payments.allowFromNodes({ to: api, ports: [Port.tcp(8080)], addresses: [NODES] });
    expect(opened(payments)).toEqual({
      'api-from-nodes': {
        podSelector: selectorOf(api),
        policyTypes: ['Ingress'],
        ingress: [{ from: [block('10.0.0.0/24')], ports: tcp(8080) }],
      },
    });
  });

  test('to nodes', () => {
    const payments = isolate(makeApp());
    const prometheus = deployment(payments, 'prometheus');
    payments.allowToNodes({ fromPods: prometheus, ports: [Port.tcp(10250), Port.tcp(9100)], addresses: [NODES] });
    expect(opened(payments)).toEqual({
      'prometheus-to-nodes': {
        podSelector: selectorOf(prometheus),
        policyTypes: ['Egress'],
        egress: [{ to: [block('10.0.0.0/24')], ports: [...tcp(9100), ...tcp(10250)] }],
      },
    });
  });

  test('refusals', () => {
    const payments = isolate(makeApp());
    const api = deployment(payments, 'api');
    const message = 'payments: addresses is missing or empty, so no node is named. Name the addresses of the nodes.';
    expect(() => payments.allowFromNodes({ to: api, ports: [Port.tcp(1)], addresses: [] })).toThrow(new Error(message));
    expect(() => payments.allowToNodes({ fromPods: api, ports: [Port.tcp(1)], addresses: [] })).toThrow(new Error(message));
    expect(() => payments.allowToNodes({ fromPods: api, ports: [Port.tcp(1)], addresses: [Cidr.of('169.254.169.254/32')] })).toThrow(
      '169.254.169.254/32 is the metadata address of a cloud',
    );
  });
});

test('pods on the network of a node are beyond policies', () => {
  const payments = isolate(makeApp());
  const api = deployment(payments, 'api');
  const exporter = new kplus.DaemonSet(payments, 'exporter', { hostNetwork: true, containers: [{ image: 'registry.example.com/app' }] });
  expect(() => payments.allowTraffic({ fromPods: api, to: exporter, ports: [Port.tcp(9100)] })).toThrow(
    new Error(
      'payments: to (payments/exporter) is on the network of its node (hostNetwork), so no policy can select its pods. Name the addresses '
        + 'of the nodes in allowToNodes or allowFromNodes of the other side, and close ports with the firewall of the nodes.',
    ),
  );
  expect(() => payments.allowTraffic({ fromPods: exporter, to: api, ports: [Port.tcp(9100)] })).toThrow(
    'fromPods (payments/exporter) is on',
  );
  expect(opened(payments)).toEqual({});
});

describe('allowToAcmeSolvers', () => {
  const options = { namespaceName: 'ingress-nginx', podLabels: { app: 'ingress-nginx' } };
  const solvers = { matchLabels: { 'acme.cert-manager.io/http01-solver': 'true' } };

  test('both sides where both are isolated', () => {
    const app = makeApp();
    const payments = isolate(app);
    payments.allowToAcmeSolvers(options);
    const ingress = isolate(app, 'ingress-nginx');
    const inNamespace = (name: string) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } });
    expect(opened(payments)).toEqual({
      'acme-solvers-from-ingress-nginx-ingress-controller': {
        podSelector: solvers,
        policyTypes: ['Ingress'],
        ingress: [{ from: [{ ...inNamespace('ingress-nginx'), podSelector: { matchLabels: options.podLabels } }], ports: tcp(8089) }],
      },
    });
    expect(opened(ingress)).toEqual({
      'ingress-controller-to-payments-acme-solvers': {
        podSelector: { matchLabels: options.podLabels },
        policyTypes: ['Egress'],
        egress: [{ to: [{ ...inNamespace('payments'), podSelector: solvers }], ports: tcp(8089) }],
      },
    });
  });

  test('the rules know that cert-manager creates these pods when it needs them', () => {
    const app = makeApp();
    const ingress = isolate(app, 'ingress-nginx');
    new kplus.Pod(ingress, 'ingress', { metadata: { labels: options.podLabels }, containers: [{ image: 'registry.example.com/app' }] });
    const payments = isolate(app);
    payments.allowToAcmeSolvers(options);
    const rules = namespacesRules.filter(({ id }) => /policy-(peer-)?without-pods/.test(id));
    expect(findings(rules, [...manifests(payments), ...manifests(ingress)])).toEqual([]);
  });

  test('refusals', () => {
    const payments = isolate(makeApp());
    expect(() => payments.allowToAcmeSolvers({ ...options, podLabels: {} })).toThrow('no pod label is given');
    expect(() => payments.allowToAcmeSolvers({ ...options, namespaceName: 'A' })).toThrow('"A" is not the name of a namespace');
  });
});

test('NodeLocal DNSCache in iptables mode', () => {
  const dns = ClusterDns.nodeLocal(Cidr.of('169.254.20.10/32'), Cidr.of('10.96.0.10/32'));
  expect(isolate(makeApp(), 'payments', { dns: [dns] }).dnsPolicy.toJson().spec.egress).toEqual([
    {
      to: [block('169.254.20.10/32'), block('10.96.0.10/32')],
      ports: [
        { protocol: 'UDP', port: 53 },
        { protocol: 'TCP', port: 53 },
      ],
    },
  ]);
  expect(() => ClusterDns.nodeLocal(Cidr.of('169.254.20.10/32'), Cidr.of('10.96.0.0/12'))).toThrow(
    new Error(
      'ClusterDns.nodeLocal: 10.96.0.0/12 is more than one address, so pods would reach more than DNS. Name the one ClusterIP of the '
        + 'Service kube-dns.',
    ),
  );
});

describe('ExistingNamespace', () => {
  const kinds = (namespace: ExistingNamespace) => manifests(namespace).map(({ kind, metadata }) => `${kind} ${metadata.name}`);

  test('all but the Namespace', () => {
    const shop = new ExistingNamespace(makeApp(), 'shop');
    expect(kinds(shop)).toEqual([
      'NetworkPolicy default-deny',
      'NetworkPolicy allow-dns',
      'ResourceQuota quota',
      'LimitRange limits',
      'ServiceAccount default',
    ]);
    expect(new Set(manifests(shop).map(({ metadata }) => metadata.namespace))).toEqual(new Set(['shop']));
    expect(shop.quotaObject?.name).toBe('quota');
    expect(shop.limitRangeObject?.name).toBe('limits');
    expect(shop.defaultServiceAccount?.name).toBe('default');
  });

  test('policies only, of a system namespace', () => {
    const dns = new ExistingNamespace(makeApp(), 'system', { name: 'kube-system', policiesOnly: true });
    dns.allowToNodes({
      fromPods: new LabelledPods(dns, 'coredns', { labels: { 'k8s-app': 'kube-dns' } }),
      ports: [Port.tcp(6443)],
      addresses: [NODES],
    });
    expect(kinds(dns)).toEqual(['NetworkPolicy default-deny', 'NetworkPolicy allow-dns', 'NetworkPolicy coredns-to-nodes']);
    expect([dns.quotaObject, dns.limitRangeObject, dns.defaultServiceAccount]).toEqual([undefined, undefined, undefined]);
  });

  test('traffic with an IsolatedNamespace opens both sides', () => {
    const app = makeApp();
    const [shop, payments] = [new ExistingNamespace(app, 'shop'), isolate(app)];
    const [web, api] = [deployment(shop, 'web'), deployment(payments, 'api')];
    payments.allowTraffic({ fromPods: web, to: api, ports: [Port.tcp(8443)] });
    expect(Object.keys(opened(shop))).toEqual(['web-to-payments-api']);
    expect(Object.keys(opened(payments))).toEqual(['api-from-shop-web']);
  });

  test('its output breaks no rule of the practice', () => {
    const shop = new ExistingNamespace(makeApp(), 'shop');
    expect(findings(namespacesRules, manifests(shop)).filter((finding) => !finding.startsWith('?'))).toEqual([]);
  });

  test('refusals', () => {
    const app = makeApp();
    expect(() => new ExistingNamespace(app, 'a', { name: 'kube-system' })).toThrow('kube-system is a namespace of the cluster itself');
    expect(() => new ExistingNamespace(app, 'b', { name: 'A' })).toThrow('"A" is not a name of a namespace');
    expect(() => new ExistingNamespace(app, 'c', { dns: [] })).toThrow('dns is an empty list');
    expect(() => new ExistingNamespace(app, 'd', { policiesOnly: true, quota: {} })).toThrow(
      new Error('d: quota is given while policiesOnly is true, so it has no effect. Remove one of the two.'),
    );
    expect(() => new ExistingNamespace(app, 'e', { policiesOnly: true, limits: {} })).toThrow('limits is given while policiesOnly is true');
    isolate(app, 'payments');
    expect(() => new ExistingNamespace(app, 'f', { name: 'payments' })).toThrow('the namespace payments is already created by payments');
  });
});
