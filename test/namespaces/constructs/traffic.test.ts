import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Cidr, Port } from '../../../src';
import { namespacesRules } from '../../../src/namespaces/rules';
import { findings } from '../../support/findings';
import { deployment, isolate, makeApp, manifests, opened, selectorOf } from '../support';

const tcp = (port: number) => [{ protocol: 'TCP', port }];
const inNamespace = (name: string) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } });
const annotations = (chart: Chart, name: string) => manifests(chart).find(({ metadata }) => metadata.name === name)!.metadata.annotations;

describe('allowTraffic', () => {
  test('within a namespace: both ends there', () => {
    const payments = isolate(makeApp());
    const [api, db] = [deployment(payments, 'api'), deployment(payments, 'db')];
    payments.allowTraffic({ fromPods: api, to: db, ports: [Port.tcp(5432)] });
    expect(opened(payments)).toEqual({
      'db-from-api': {
        podSelector: selectorOf(db),
        policyTypes: ['Ingress'],
        ingress: [{ from: [{ podSelector: selectorOf(api) }], ports: tcp(5432) }],
      },
      'api-to-db': {
        podSelector: selectorOf(api),
        policyTypes: ['Egress'],
        egress: [{ to: [{ podSelector: selectorOf(db) }], ports: tcp(5432) }],
      },
    });
    expect(annotations(payments, 'db-from-api')).toEqual({ 'kubernetes.io/description': 'allowTraffic: payments/api to payments/db' });
    expect(payments.allowPolicies.map(({ name }) => name)).toEqual(['db-from-api', 'api-to-db']);
  });

  test.each(['source first', 'target first', 'asked for by the source', 'the other namespace comes last'])(
    'between two namespaces: an end in each (%s)',
    (order) => {
      const app = makeApp();
      const [first, second] = order === 'target first' ? ['billing', 'payments'] : ['payments', 'billing'];
      const later = order === 'the other namespace comes last';
      const made = { [first!]: isolate(app, first), ...(later ? {} : { [second!]: isolate(app, second) }) };
      const api = deployment(made.payments!, 'api');
      const to = later
        ? kplus.Pods.select(app, 'db', { labels: { app: 'db' }, namespaces: kplus.Namespaces.select(app, 'ns', { names: ['billing'] }) })
        : deployment(made.billing!, 'db');
      (order === 'asked for by the source' || later ? made.payments! : made.billing!).allowTraffic({
        fromPods: api,
        to,
        ports: [Port.tcp(5432)],
      });
      if (later) made.billing = isolate(app, 'billing');
      const target = later ? { matchLabels: { app: 'db' } } : selectorOf(to as kplus.Deployment);
      expect(opened(made.payments!)).toEqual({
        'api-to-billing-db': {
          podSelector: selectorOf(api),
          policyTypes: ['Egress'],
          egress: [{ to: [{ ...inNamespace('billing'), podSelector: target }], ports: tcp(5432) }],
        },
      });
      expect(opened(made.billing!)).toEqual({
        'db-from-payments-api': {
          podSelector: target,
          policyTypes: ['Ingress'],
          ingress: [{ from: [{ ...inNamespace('payments'), podSelector: selectorOf(api) }], ports: tcp(5432) }],
        },
      });
    },
  );

  test('from a namespace that the app does not isolate: the one end', () => {
    const app = makeApp();
    const payments = isolate(app);
    const [client, db] = [deployment(new Chart(app, 'legacy', { namespace: 'legacy' }), 'client'), deployment(payments, 'db')];
    payments.allowTraffic({ fromPods: client, to: db, ports: [Port.tcp(5432)] });
    expect(Object.keys(opened(payments))).toEqual(['db-from-legacy-client']);
  });

  test('several namespaces: a policy for each', () => {
    const app = makeApp();
    const payments = isolate(app);
    const from = kplus.Pods.select(payments, 'clients', {
      labels: { app: 'client' },
      namespaces: kplus.Namespaces.select(payments, 'ns', { names: ['a', 'b', 'a'] }),
    });
    payments.allowTraffic({ from, to: deployment(payments, 'db'), ports: [Port.tcp(5432)] });
    expect(Object.keys(opened(payments))).toEqual(['db-from-a-clients', 'db-from-b-clients']);
  });

  test('expressions are rendered as cdk8s-plus renders them; no namespace means the own one', () => {
    const payments = isolate(makeApp());
    const from = kplus.Pods.select(payments, 'clients', {
      expressions: [kplus.LabelExpression.in('app', ['a', 'b']), kplus.LabelExpression.exists('tier')],
    });
    payments.allowTraffic({ from, to: deployment(payments, 'db'), ports: [Port.tcp(5432)] });
    expect(opened(payments)['clients-to-db']).toMatchObject({
      podSelector: {
        matchExpressions: [
          { key: 'app', operator: 'In', values: ['a', 'b'] },
          { key: 'tier', operator: 'Exists' },
        ],
      },
    });
  });

  test('asking twice changes nothing, asking for more ports adds them, in any order', () => {
    const specs = [
      [5432, 8000],
      [8000, 5432, 5432],
    ].map((order) => {
      const payments = isolate(makeApp());
      const [api, db] = [deployment(payments, 'api'), deployment(payments, 'db')];
      for (const port of order) payments.allowTraffic({ fromPods: api, to: db, ports: [Port.tcp(port)] });
      payments.allowTraffic({ fromPods: api, to: db, ports: [Port.udp(53), Port.tcpRange(8000, 8010)] });
      return opened(payments);
    });
    expect(specs[0]).toEqual(specs[1]);
    expect((specs[0] as any)['api-to-db'].egress[0].ports).toEqual([
      ...tcp(5432),
      ...tcp(8000),
      { protocol: 'TCP', port: 8000, endPort: 8010 },
      { protocol: 'UDP', port: 53 },
    ]);
  });

  test('lists are copied in and out', () => {
    const payments = isolate(makeApp());
    const ports = [Port.tcp(5432)];
    payments.allowTraffic({ fromPods: deployment(payments, 'api'), to: deployment(payments, 'db'), ports });
    ports.push(Port.tcp(22));
    payments.allowPolicies.pop();
    expect((opened(payments)['db-from-api'] as any).ingress[0].ports).toEqual(tcp(5432));
    expect(payments.allowPolicies).toHaveLength(2);
  });

  test('names: paths within the chart, at most 63 characters, never one for two', () => {
    const payments = isolate(makeApp());
    const db = deployment(payments, 'db');
    for (const path of [['a', 'b'], ['a-b'], ['x'.repeat(80)], ['x'.repeat(79) + 'y'], ['Ünï çode']]) {
      const scope = path.slice(0, -1).reduce<Construct>((parent, id) => new Construct(parent, id), payments);
      const from = kplus.Pods.select(scope, path[path.length - 1]!, { labels: { app: path.join('.') } });
      payments.allowFromMetricsScraper({ to: from, ports: [Port.tcp(1)], namespaceName: 'monitoring', podLabels: { app: 'prometheus' } });
    }
    payments.allowTraffic({ fromPods: db, to: db, ports: [Port.tcp(1)] });
    const names = Object.keys(opened(payments));
    expect(names.map((name) => name.replace(/-[0-9a-f]{8}$/, '-HASH'))).toEqual([
      'a-b-from-monitoring-metrics-scraper',
      'a-b-from-monitoring-metrics-scraper-HASH',
      `${'x'.repeat(54)}-HASH`,
      `${'x'.repeat(54)}-HASH`,
      'n-ode-from-monitoring-metrics-scraper',
      'db-from-db',
      'db-to-db',
    ]);
    expect(new Set(names).size).toBe(7);
    expect(names.every((name) => name.length <= 63)).toBe(true);
  });

  test('every pod, when it is said why', () => {
    const payments = isolate(makeApp());
    payments.allowTraffic({
      fromPods: kplus.Pods.all(payments, 'all'),
      to: deployment(payments, 'cache'),
      ports: [Port.tcp(6379)],
      unsafeEveryPodReason: 'all use the cache',
    });
    expect(opened(payments)['all-to-cache']).toMatchObject({ podSelector: {} });
    expect(annotations(payments, 'cache-from-all')).toEqual({
      'kubernetes.io/description': 'allowTraffic: payments/all to payments/cache',
      'cdk8s-hardened/reason': 'every pod of payments: all use the cache',
    });
  });

  test('the rules find nothing wrong with two namespaces that talk', () => {
    const app = makeApp();
    const [payments, billing] = [isolate(app), isolate(app, 'billing')];
    const [api, db] = [deployment(payments, 'api'), deployment(billing, 'db')];
    payments.allowTraffic({ fromPods: api, to: db, ports: [Port.tcp(8443)] });
    payments.allowFromIngressController({ to: api, ports: [Port.tcp(8443)], namespaceName: 'ingress', podLabels: { app: 'gateway' } });
    billing.allowToCidr({ fromPods: db, cidr: Cidr.of('100.64.0.0/10'), ports: [Port.tcp(443)] });
    expect(findings(namespacesRules, [...manifests(payments), ...manifests(billing)], { kubernetes: '1.36' })).toEqual([]);
  });
});

describe('refusals of selections', () => {
  const app = makeApp();
  const payments = isolate(app);
  const api = deployment(payments, 'api');
  const ports = [Port.tcp(1)];
  const namespaces = (id: string, options: kplus.NamespacesSelectOptions) => kplus.Namespaces.select(app, id, options);
  const pods = (id: string, options: kplus.PodsSelectOptions) => kplus.Pods.select(app, id, options);
  const elsewhere = deployment(new Chart(app, 'legacy', { namespace: 'legacy' }), 'client');

  test.each<[string, () => void, string]>([
    [
      'no ports',
      () => payments.allowTraffic({ fromPods: api, to: api, ports: [] }),
      'payments: ports is missing or empty, which a NetworkPolicy takes for every port. Name the ports that are needed, such as '
        + 'Port.tcp(8443).',
    ],
    [
      'every pod',
      () => payments.allowTraffic({ fromPods: kplus.Pods.all(app, 'a'), to: api, ports }),
      'payments: fromPods (a) selects every pod of its namespace, so more is opened than any workload needs. Name the workload, or say in '
        + 'unsafeEveryPodReason why every pod is meant.',
    ],
    [
      'every pod, a blank reason',
      () => payments.allowTraffic({ fromPods: api, to: kplus.Pods.all(app, 'b'), ports, unsafeEveryPodReason: ' ' }),
      'payments: unsafeEveryPodReason is blank, so reviewers cannot assess it. Give the reason in a sentence.',
    ],
    [
      'every pod, by empty labels',
      () => payments.allowTraffic({ fromPods: pods('c', { labels: {} }), to: api, ports }),
      'payments: fromPods (c) selects every pod of its namespace, so more is opened than any workload needs. Name the workload, or say in '
        + 'unsafeEveryPodReason why every pod is meant.',
    ],
    [
      'every pod but those that the selector leaves out',
      () => payments.allowTraffic({ fromPods: pods('c2', { expressions: [kplus.LabelExpression.doesNotExist('zz')] }), to: api, ports }),
      'payments: fromPods (c2) selects every pod of its namespace, so more is opened than any workload needs. Name the workload, or say in '
        + 'unsafeEveryPodReason why every pod is meant.',
    ],
    [
      'every namespace',
      () =>
        payments.allowTraffic({ fromPods: pods('d', { labels: { a: 'b' }, namespaces: kplus.Namespaces.all(app, 'd1') }), to: api, ports }),
      'payments: fromPods (d) is of every namespace, so pods of any information system would be meant. Select namespaces by their names.',
    ],
    [
      'namespaces by label',
      () =>
        payments.allowTraffic({
          fromPods: pods('e', { labels: { a: 'b' }, namespaces: namespaces('e1', { labels: { c: 'd' }, names: ['x'] }) }),
          to: api,
          ports,
        }),
      'payments: fromPods (e) selects namespaces by their labels, so the policies of the other side cannot be written. Select namespaces '
        + 'by their names.',
    ],
    [
      'no namespace',
      () =>
        payments.allowTraffic({ fromPods: pods('f', { labels: { a: 'b' }, namespaces: namespaces('f1', { names: [] }) }), to: api, ports }),
      'payments: fromPods (f) names no namespace, so no pod is meant. Name at least one namespace.',
    ],
    [
      'a workload in no namespace',
      () => payments.allowTraffic({ fromPods: deployment(new Chart(app, 'loose'), 'g'), to: api, ports }),
      'payments: fromPods (loose/g) is in no namespace, so its pods would be looked for in the wrong one. Create it in an '
        + 'IsolatedNamespace, or in a chart with a namespace.',
    ],
    [
      'both ends elsewhere',
      () => payments.allowTraffic({ fromPods: elsewhere, to: elsewhere, ports }),
      'payments: neither fromPods (legacy) nor to (legacy) is in payments, so this namespace has nothing to open. Ask the '
        + 'IsolatedNamespace of one of them.',
    ],
    [
      'a target elsewhere',
      () => payments.allowFromMetricsScraper({ to: elsewhere, ports, namespaceName: 'monitoring', podLabels: { a: 'b' } }),
      'payments: to (legacy/client) is in legacy, not in payments, so a policy here would not concern it. Ask the IsolatedNamespace '
        + 'that it is in.',
    ],
    [
      'a source elsewhere',
      () => payments.allowToCidr({ fromPods: elsewhere, cidr: Cidr.of('10.0.0.0/8'), ports }),
      'payments: fromPods (legacy/client) is in legacy, not in payments, so a policy here would not concern it. Ask the IsolatedNamespace '
        + 'that it is in.',
    ],
    [
      'a bad namespace',
      () => payments.allowFromIngressController({ to: api, ports, namespaceName: '', podLabels: { a: 'b' } }),
      'payments: "" is not the name of a namespace, so no pod would be meant. Write the name of the namespace of the pods.',
    ],
    [
      'no labels',
      () => payments.allowFromIngressController({ to: api, ports, namespaceName: 'ingress', podLabels: {} }),
      'payments: no pod label is given, so every pod of ingress would be meant. Name labels that only those pods carry.',
    ],
    [
      'a bad label',
      () => payments.allowFromIngressController({ to: api, ports, namespaceName: 'ingress', podLabels: { 'a b': 'c' } }),
      'payments: "a b": "c" is not a label, so no pod would be meant. Write a label that the pods carry.',
    ],
    [
      'no ports from a controller',
      () => payments.allowFromIngressController({ to: api, ports: [], namespaceName: 'ingress', podLabels: { a: 'b' } }),
      'payments: ports is missing or empty, which a NetworkPolicy takes for every port. Name the ports that are needed, such as '
        + 'Port.tcp(8443).',
    ],
    [
      'no addresses',
      () => payments.allowToApiServer({ fromPods: api, addresses: [] }),
      'payments: addresses is missing or empty, so no API server is named. Name the addresses of the API servers: see the EndpointSlice '
        + 'kubernetes in namespace default.',
    ],
  ])('%s', (_, ask, message) => {
    expect(ask).toThrow(new Error(message));
  });

  test('what is refused opens nothing', () => expect(payments.allowPolicies).toEqual([]));
});

describe('from named pods', () => {
  test('an ingress controller and a metrics scraper', () => {
    const payments = isolate(makeApp());
    const api = deployment(payments, 'api');
    payments.allowFromIngressController({ to: api, ports: [Port.tcp(8443)], namespaceName: 'ingress', podLabels: { app: 'gateway' } });
    payments.allowFromMetricsScraper({ to: api, ports: [Port.tcp(9090)], namespaceName: 'monitoring', podLabels: { app: 'prometheus' } });
    expect(opened(payments)).toEqual({
      'api-from-ingress-ingress-controller': {
        podSelector: selectorOf(api),
        policyTypes: ['Ingress'],
        ingress: [{ from: [{ ...inNamespace('ingress'), podSelector: { matchLabels: { app: 'gateway' } } }], ports: tcp(8443) }],
      },
      'api-from-monitoring-metrics-scraper': {
        podSelector: selectorOf(api),
        policyTypes: ['Ingress'],
        ingress: [{ from: [{ ...inNamespace('monitoring'), podSelector: { matchLabels: { app: 'prometheus' } } }], ports: tcp(9090) }],
      },
    });
    expect(annotations(payments, 'api-from-monitoring-metrics-scraper')).toEqual({
      'kubernetes.io/description': 'allowFromMetricsScraper: monitoring/metrics-scraper to payments/api',
    });
  });

  test('in an isolated namespace of the app they may connect, too', () => {
    const app = makeApp();
    const [payments, ingress] = [isolate(app), isolate(app, 'ingress')];
    payments.allowFromIngressController({
      to: deployment(payments, 'api'),
      ports: [Port.tcp(8443)],
      namespaceName: 'ingress',
      podLabels: { app: 'gateway' },
    });
    expect(opened(ingress)['ingress-controller-to-payments-api']).toMatchObject({
      podSelector: { matchLabels: { app: 'gateway' } },
      policyTypes: ['Egress'],
    });
  });
});

describe('addresses', () => {
  const egressOf = (text: string, options: object = {}) => {
    const payments = isolate(makeApp());
    const api = deployment(payments, 'api');
    payments.allowToCidr({ fromPods: api, cidr: Cidr.of(text), ports: [Port.tcp(443)], ...options });
    const [[name, spec]] = Object.entries(opened(payments)) as [[string, any]];
    return {
      name,
      to: spec.egress[0].to,
      reason: annotations(payments, name)!['cdk8s-hardened/reason'],
      violations: findings(namespacesRules, manifests(payments), { kubernetes: '1.36' }),
    };
  };

  test.each<[string, string, string, unknown]>([
    ['a range', '203.0.113.0/24', 'api-to-cidr-203-0-113-0-24', [{ ipBlock: { cidr: '203.0.113.0/24' } }]],
    ['IPv6', '2001:db8::/32', 'api-to-cidr-2001-db8-32', [{ ipBlock: { cidr: '2001:db8::/32' } }]],
    [
      'metadata addresses are taken out',
      '169.254.0.0/16',
      'api-to-cidr-169-254-0-0-16',
      [{ ipBlock: { cidr: '169.254.0.0/16', except: ['169.254.169.254/32', '169.254.170.2/32', '169.254.170.23/32'] } }],
    ],
    [
      'IPv6 metadata addresses likewise',
      'fd00:ec2::/64',
      'api-to-cidr-fd00-ec2-64',
      [{ ipBlock: { cidr: 'fd00:ec2::/64', except: ['fd00:ec2::254/128', 'fd00:ec2::23/128'] } }],
    ],
  ])('%s', (_, text, name, to) => {
    expect(egressOf(text)).toEqual({ name, to, reason: undefined, violations: [] });
  });

  test('own exceptions', () => {
    expect(egressOf('169.254.0.0/16', { exceptCidrs: [Cidr.of('169.254.169.0/24')] }).to).toEqual([
      { ipBlock: { cidr: '169.254.0.0/16', except: ['169.254.169.0/24', '169.254.170.2/32', '169.254.170.23/32'] } },
    ]);
  });

  test('the internet with a reason: kept, less the metadata addresses, and the rule still asks', () => {
    const { to, reason, violations } = egressOf('0.0.0.0/0', { unsafeWorldReason: 'calls webhooks of customers' });
    expect(to).toEqual([
      {
        ipBlock: {
          cidr: '0.0.0.0/0',
          except: [
            '169.254.169.254/32',
            '169.254.170.2/32',
            '169.254.170.23/32',
            '100.100.100.200/32',
            '168.63.129.16/32',
            '192.0.0.192/32',
          ],
        },
      },
    ]);
    expect(reason).toBe('open to 0.0.0.0/0: calls webhooks of customers');
    expect(violations).toEqual([
      'namespaces/world-cidr NetworkPolicy payments/api-to-cidr-0-0-0-0-0 spec.egress[0].to[0].ipBlock.cidr: egress rule 0 allows '
        + '0.0.0.0/0 less 6 exceptions, half of the internet or more',
    ]);
  });

  test('a metadata address with a reason', () => {
    const { to, reason } = egressOf('169.254.169.254/32', { unsafeMetadataReason: 'reads its region' });
    expect([to, reason]).toEqual([[{ ipBlock: { cidr: '169.254.169.254/32' } }], 'metadata addresses open: reads its region']);
  });

  const world = (text: string, then: string) =>
    `payments: ${text} is half of the internet or more, ${then}. Name the ranges that are needed, or give the reason in `
    + 'unsafeWorldReason.';
  const metadata = (text: string) =>
    `payments: ${text} is the metadata address of a cloud, so the pods could take the credentials of the node. Give the pods `
    + 'credentials of their own, or say in unsafeMetadataReason why they must reach it.';

  const blank = (name: string) => `payments: ${name} is blank, so reviewers cannot assess it. Give the reason in a sentence.`;

  test.each<[string, string, object, string]>([
    ['IPv4', '0.0.0.0/0', {}, world('0.0.0.0/0', 'so data could be sent anywhere')],
    ['IPv6', '::/0', {}, world('::/0', 'so data could be sent anywhere')],
    ['a blank reason', '::/0', { unsafeWorldReason: '' }, blank('unsafeWorldReason')],
    ['a blank reason that is not needed', '10.0.0.0/8', { unsafeWorldReason: ' ' }, blank('unsafeWorldReason')],
    ['half', '128.0.0.0/1', { unsafeMetadataReason: 'x' }, world('128.0.0.0/1', 'so data could be sent anywhere')],
    ['all less a little', '0.0.0.0/0', { exceptCidrs: [Cidr.of('10.0.0.0/8')] }, world('0.0.0.0/0', 'so data could be sent anywhere')],
    ['metadata', '100.100.100.200/32', { unsafeWorldReason: 'x' }, metadata('100.100.100.200/32')],
    ['metadata over IPv6', 'fd00:ec2::254/128', {}, metadata('fd00:ec2::254/128')],
    ['a blank reason for metadata', '0.0.0.0/0', { unsafeWorldReason: 'x', unsafeMetadataReason: '\t' }, blank('unsafeMetadataReason')],
    [
      'an exception elsewhere',
      '10.0.0.0/8',
      { exceptCidrs: [Cidr.of('11.0.0.0/8')] },
      'payments: the exception 11.0.0.0/8 is not part of 10.0.0.0/8, so the API server would reject the policy. Name exceptions that '
        + 'are smaller than the range and within it.',
    ],
    [
      'an exception that is all',
      '10.0.0.0/8',
      { exceptCidrs: [Cidr.of('10.0.0.0/8')] },
      'payments: the exception 10.0.0.0/8 is not part of 10.0.0.0/8, so the API server would reject the policy. Name exceptions that '
        + 'are smaller than the range and within it.',
    ],
  ])('refused: %s', (_, text, options, message) => {
    expect(() => egressOf(text, options)).toThrow(new Error(message));
  });

  test('from addresses', () => {
    const payments = isolate(makeApp());
    const api = deployment(payments, 'api');
    payments.allowFromCidr({ to: api, cidr: Cidr.of('169.254.0.0/16'), ports: [Port.tcp(8443)], exceptCidrs: [Cidr.of('169.254.9.0/24')] });
    expect(opened(payments)).toEqual({
      'api-from-cidr-169-254-0-0-16': {
        podSelector: selectorOf(api),
        policyTypes: ['Ingress'],
        ingress: [{ from: [{ ipBlock: { cidr: '169.254.0.0/16', except: ['169.254.9.0/24'] } }], ports: tcp(8443) }],
      },
    });
    expect(annotations(payments, 'api-from-cidr-169-254-0-0-16')).toEqual({
      'kubernetes.io/description': 'allowFromCidr: 169.254.0.0/16 to payments/api',
    });
    expect(() => payments.allowFromCidr({ to: api, cidr: Cidr.of('::/0'), ports: [Port.tcp(443)] })).toThrow(
      new Error(world('::/0', 'so any client could connect')),
    );
    payments.allowFromCidr({ to: api, cidr: Cidr.of('::/0'), ports: [Port.tcp(443)], unsafeWorldReason: 'public' });
    expect(annotations(payments, 'api-from-cidr-0')).toMatchObject({ 'cdk8s-hardened/reason': 'open to ::/0: public' });
  });

  test('to the API servers, whose addresses are given', () => {
    const payments = isolate(makeApp());
    const api = deployment(payments, 'api');
    payments.allowToApiServer({ fromPods: api, addresses: [Cidr.of('10.1.0.4/32'), Cidr.of('10.1.0.5/32')] });
    payments.allowToApiServer({ fromPods: deployment(payments, 'web'), addresses: [Cidr.of('10.1.0.4/32')], port: Port.tcp(443) });
    expect(opened(payments)).toMatchObject({
      'api-to-api-server': {
        policyTypes: ['Egress'],
        egress: [{ to: [{ ipBlock: { cidr: '10.1.0.4/32' } }, { ipBlock: { cidr: '10.1.0.5/32' } }], ports: tcp(6443) }],
      },
      'web-to-api-server': { egress: [{ to: [{ ipBlock: { cidr: '10.1.0.4/32' } }], ports: tcp(443) }] },
    });
  });
});
