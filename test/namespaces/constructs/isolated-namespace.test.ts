import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ApiObject, App, Chart, Include, JsonPatch, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Cidr, ClusterDns, HardenedApp, PodSecurityLevel, Port } from '../../../src';
import { namespacesRules } from '../../../src/namespaces/rules';
import { findings } from '../../support/findings';
import { deployment, isolate, makeApp, manifests } from '../support';

const inNamespace = { namespace: 'payments' };

test('what it makes, in the order of its file', () => {
  expect(manifests(isolate(makeApp()))).toEqual([
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: 'payments',
        labels: {
          'cdk8s-hardened/information-system': 'payments',
          'pod-security.kubernetes.io/enforce': 'restricted',
          'pod-security.kubernetes.io/enforce-version': 'v1.36',
          'pod-security.kubernetes.io/audit': 'restricted',
          'pod-security.kubernetes.io/audit-version': 'v1.36',
          'pod-security.kubernetes.io/warn': 'restricted',
          'pod-security.kubernetes.io/warn-version': 'v1.36',
        },
      },
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: {
        name: 'default-deny',
        ...inNamespace,
        annotations: { 'kubernetes.io/description': 'IsolatedNamespace: no traffic but what other policies allow' },
      },
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: {
        name: 'allow-dns',
        ...inNamespace,
        annotations: { 'kubernetes.io/description': 'IsolatedNamespace: every pod may ask DNS' },
      },
      spec: {
        podSelector: {},
        policyTypes: ['Egress'],
        egress: [
          {
            to: [
              {
                namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
                podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
              },
            ],
            ports: [
              { protocol: 'UDP', port: 53 },
              { protocol: 'TCP', port: 53 },
            ],
          },
        ],
      },
    },
    {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'quota', ...inNamespace },
      spec: {
        hard: {
          'requests.cpu': '4',
          'requests.memory': '8Gi',
          'limits.cpu': '8',
          'limits.memory': '16Gi',
          'requests.storage': '100Gi',
          'pods': '50',
          'persistentvolumeclaims': '10',
          'services.loadbalancers': '0',
          'services.nodeports': '0',
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: { name: 'limits', ...inNamespace },
      spec: {
        limits: [
          {
            type: 'Container',
            default: { cpu: '500m', memory: '512Mi' },
            defaultRequest: { cpu: '100m', memory: '128Mi' },
            max: { cpu: '2', memory: '4Gi' },
          },
        ],
      },
    },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', ...inNamespace }, automountServiceAccountToken: false },
  ]);
});

test.each(['1.35', '1.36', '1.37'])('its output breaks no rule of the practice on Kubernetes %s', (kubernetes) => {
  expect(findings(namespacesRules, manifests(isolate(makeApp(kubernetes))), { kubernetes })).toEqual([]);
});

test('a patched object is what is synthesised and judged', () => {
  const payments = isolate(makeApp());
  payments.defaultDenyPolicy.addJsonPatch(JsonPatch.add('/spec/ingress', [{}]));
  payments.namespaceObject.addJsonPatch(JsonPatch.replace('/metadata/labels/pod-security.kubernetes.io~1enforce', 'privileged'));
  payments.defaultServiceAccount.addJsonPatch(JsonPatch.replace('/automountServiceAccountToken', true));
  expect(findings(namespacesRules, manifests(payments))).toEqual([
    'namespaces/pod-security-enforce Namespace payments metadata.labels["pod-security.kubernetes.io/enforce"]: namespace payments '
      + 'enforces the level privileged, which admits every pod',
    'namespaces/allow-all-policy NetworkPolicy payments/default-deny spec.ingress[0]: ingress rule 0 allows traffic from everything '
      + 'on every port',
    'namespaces/default-deny-ingress NetworkPolicy payments/default-deny spec.ingress[0]: it allows ingress from everything for every '
      + 'pod of namespace payments, so nothing is denied by default',
    'namespaces/default-service-account-token ServiceAccount payments/default automountServiceAccountToken: the service account '
      + 'default hands its token to pods (automountServiceAccountToken is true)',
  ]);
});

test('the Namespace carries no namespace before anything is validated, and all else waits for it', () => {
  const payments = isolate(makeApp());
  const { namespaceObject, defaultDenyPolicy, dnsPolicy, quotaObject, limitRangeObject, defaultServiceAccount } = payments;
  payments.allowToApiServer({ fromPods: deployment(payments, 'api'), addresses: [Cidr.of('192.0.2.1/32')] });
  expect(namespaceObject.toJson().metadata.namespace).toBeUndefined();
  for (const object of [defaultDenyPolicy, dnsPolicy, quotaObject!, limitRangeObject!, defaultServiceAccount, ...payments.allowPolicies]) {
    expect(object.node.dependencies).toEqual([namespaceObject]);
  }
});

test('its objects are at hand', () => {
  const payments = isolate(makeApp());
  const { namespaceObject, defaultDenyPolicy, dnsPolicy, quotaObject, limitRangeObject, defaultServiceAccount } = payments;
  expect(
    [namespaceObject, defaultDenyPolicy, dnsPolicy, quotaObject, limitRangeObject, defaultServiceAccount].map(
      (object) => `${object?.kind} ${object?.name}`,
    ),
  ).toEqual([
    'Namespace payments',
    'NetworkPolicy default-deny',
    'NetworkPolicy allow-dns',
    'ResourceQuota quota',
    'LimitRange limits',
    'ServiceAccount default',
  ]);
  expect([payments.namespaceName, payments.namespace, payments.allowPolicies]).toEqual(['payments', 'payments', []]);
});

describe('properties', () => {
  test('name', () => {
    const chart = isolate(makeApp(), 'Id', { name: 'billing-2' });
    expect(manifests(chart).map(({ metadata }) => metadata.namespace ?? metadata.name)).toEqual(Array(6).fill('billing-2'));
  });

  test('a lower Pod Security level keeps audit and warnings at restricted, and its reason', () => {
    const [made] = manifests(
      isolate(makeApp(), 'payments', { podSecurity: PodSecurityLevel.BASELINE, unsafePodSecurityReason: 'the vendor image runs as root' }),
    ) as any[];
    expect(made.metadata.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'baseline',
      'pod-security.kubernetes.io/audit': 'restricted',
      'pod-security.kubernetes.io/warn': 'restricted',
    });
    expect(made.metadata.annotations).toEqual({ 'cdk8s-hardened/reason': 'podSecurity baseline: the vendor image runs as root' });
  });

  test('labels and annotations are added, and copied', () => {
    const labels: Record<string, string> = { 'team': 'core', 'example.com/tier': '' };
    const annotations: Record<string, string> = { note: 'a b\nc' };
    const chart = isolate(makeApp(), 'payments', { labels, annotations });
    labels.later = 'x';
    annotations.later = 'x';
    const [made] = manifests(chart) as any[];
    expect(made.metadata.labels).toMatchObject({ 'team': 'core', 'example.com/tier': '', 'cdk8s-hardened/information-system': 'payments' });
    expect(Object.keys(made.metadata.labels)).toHaveLength(9);
    expect(made.metadata.annotations).toEqual({ note: 'a b\nc' });
  });

  test('quota and limits', () => {
    const made = manifests(
      isolate(makeApp(), 'payments', {
        quota: {
          requestsCpu: '20',
          requestsMemory: '1e9',
          limitsCpu: '20',
          limitsMemory: '1G',
          requestsStorage: '1Ti',
          pods: 0,
          persistentVolumeClaims: 1,
          loadBalancers: 1,
          nodePorts: 3,
        },
        limits: {
          defaultCpu: '1',
          defaultMemory: '1M',
          defaultRequestCpu: '1',
          defaultRequestMemory: '1k',
          maxCpu: '1',
          maxMemory: '0.5Gi',
        },
      }),
    );
    expect(made.find(({ kind }) => kind === 'ResourceQuota')!.spec.hard).toEqual({
      'requests.cpu': '20',
      'requests.memory': '1e9',
      'limits.cpu': '20',
      'limits.memory': '1G',
      'requests.storage': '1Ti',
      'pods': '0',
      'persistentvolumeclaims': '1',
      'services.loadbalancers': '1',
      'services.nodeports': '3',
    });
    expect(made.find(({ kind }) => kind === 'LimitRange')!.spec.limits).toEqual([
      {
        type: 'Container',
        default: { cpu: '1', memory: '1M' },
        defaultRequest: { cpu: '1', memory: '1k' },
        max: { cpu: '1', memory: '0.5Gi' },
      },
    ]);
  });

  test('quota and limits are dropped with a reason only, which the rules find beside what they find', () => {
    const chart = isolate(makeApp(), 'payments', { unsafeNoQuotaReason: 'set by the platform', unsafeNoLimitsReason: 'likewise' });
    expect([chart.quotaObject, chart.limitRangeObject]).toEqual([undefined, undefined]);
    expect(manifests(chart).map(({ kind }) => kind)).toEqual(['Namespace', 'NetworkPolicy', 'NetworkPolicy', 'ServiceAccount']);
    expect(manifests(chart)[0]!.metadata.annotations).toEqual({
      'cdk8s-hardened/accepted': '{"namespaces/resource-quota":"set by the platform","namespaces/limit-range":"likewise"}',
      'cdk8s-hardened/reason': 'no ResourceQuota: set by the platform; no LimitRange: likewise',
    });
    expect(findings(namespacesRules, manifests(chart), { kubernetes: '1.36' })).toEqual([
      'namespaces/limit-range Namespace payments: namespace payments has no LimitRange',
      'namespaces/resource-quota Namespace payments: namespace payments has no ResourceQuota',
    ]);
  });

  test('dns: other pods, a cache on the node; copied', () => {
    const dns = [
      ClusterDns.pods('openshift-dns', { 'dns.operator.openshift.io/daemonset-dns': 'default' }, Port.udp(5353), Port.tcp(5353)),
      ClusterDns.nodeLocal(Cidr.of('169.254.20.10/32')),
    ];
    const chart = isolate(makeApp(), 'payments', { dns });
    dns.pop();
    expect(manifests(chart)[2]!.spec.egress).toEqual([
      {
        to: [
          {
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'openshift-dns' } },
            podSelector: { matchLabels: { 'dns.operator.openshift.io/daemonset-dns': 'default' } },
          },
        ],
        ports: [
          { protocol: 'UDP', port: 5353 },
          { protocol: 'TCP', port: 5353 },
        ],
      },
      {
        to: [{ ipBlock: { cidr: '169.254.20.10/32' } }],
        ports: [
          { protocol: 'UDP', port: 53 },
          { protocol: 'TCP', port: 53 },
        ],
      },
    ]);
  });
});

describe('refusals', () => {
  const naming = 'so the API server would reject it. Write at most 63 of a-z, 0-9 and "-", with a letter or digit at both ends.';
  const ofCluster = 'is a namespace of the cluster itself, so it cannot belong to one information system. Choose another name.';
  const system =
    'so it cannot be a label that says to whom the namespace belongs. Write at most 63 letters, digits, "-", "_" and ".", with a '
    + 'letter or digit at both ends.';
  const ours = 'is set by IsolatedNamespace, so it would be overruled. Remove it, and use the property for it.';
  const fits = (less: string, lessText: string, more: string, moreText: string) =>
    `payments: ${less} (${lessText}) is more than ${more} (${moreText}), so no pod could have that much. Lower ${less} or raise ${more}.`;
  const amount = (field: string, value: string, form: string) =>
    `payments: ${field} is ${value}, so it is not a quantity that can be granted. Write ${form}.`;
  const millicores = 'whole millicores, such as "500m" or "4"';
  const bytes = 'whole bytes, such as "512Mi" or "8Gi"';

  test.each<[string, object, string]>([
    ['name', { name: 'Payments' }, `payments: "Payments" is not a name of a namespace, ${naming}`],
    ['name empty', { name: '' }, `payments: "" is not a name of a namespace, ${naming}`],
    ['name with a dot', { name: 'a.b' }, `payments: "a.b" is not a name of a namespace, ${naming}`],
    ['name too long', { name: 'a'.repeat(64) }, `payments: "${'a'.repeat(64)}" is not a name of a namespace, ${naming}`],
    ['default', { name: 'default' }, `payments: default ${ofCluster}`],
    ['kube-system', { name: 'kube-system' }, `payments: kube-system ${ofCluster}`],
    ['kube-', { name: 'kube-mine' }, `payments: kube-mine ${ofCluster}`],
    ['information system blank', { informationSystem: '' }, `payments: informationSystem is "", ${system}`],
    ['information system of blanks', { informationSystem: ' ' }, `payments: informationSystem is " ", ${system}`],
    ['information system unset', { informationSystem: undefined }, `payments: informationSystem is undefined, ${system}`],
    ['information system no label value', { informationSystem: 'a/b' }, `payments: informationSystem is "a/b", ${system}`],
    [
      'baseline without reason',
      { podSecurity: PodSecurityLevel.BASELINE },
      'payments: podSecurity is baseline, so containers could run as root. Leave it at restricted, or say in unsafePodSecurityReason '
        + 'why that is not possible.',
    ],
    [
      'privileged with a blank reason',
      { podSecurity: PodSecurityLevel.PRIVILEGED, unsafePodSecurityReason: ' ' },
      'payments: unsafePodSecurityReason is blank, so reviewers cannot assess it. Give the reason in a sentence.',
    ],
    [
      'privileged without a reason',
      { podSecurity: PodSecurityLevel.PRIVILEGED },
      'payments: podSecurity is privileged, so any pod could take over its node. Leave it at restricted, or say in '
        + 'unsafePodSecurityReason why that is not possible.',
    ],
    [
      'a reason for nothing',
      { unsafePodSecurityReason: 'legacy' },
      'payments: unsafePodSecurityReason is given while podSecurity is restricted, so it would excuse nothing. Remove it.',
    ],
    [
      'a blank reason for no quota',
      { unsafeNoQuotaReason: '' },
      'payments: unsafeNoQuotaReason is blank, so reviewers cannot assess it. Give the reason in a sentence.',
    ],
    [
      'a blank reason for no limits',
      { unsafeNoLimitsReason: '\n' },
      'payments: unsafeNoLimitsReason is blank, so reviewers cannot assess it. Give the reason in a sentence.',
    ],
    [
      'our label',
      { labels: { 'cdk8s-hardened/information-system': 'x' } },
      `payments: the label cdk8s-hardened/information-system ${ours}`,
    ],
    [
      'a Pod Security label',
      { labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } },
      `payments: the label pod-security.kubernetes.io/enforce ${ours}`,
    ],
    ['the name label', { labels: { 'kubernetes.io/metadata.name': 'x' } }, `payments: the label kubernetes.io/metadata.name ${ours}`],
    ['our annotation', { annotations: { 'cdk8s-hardened/reason': 'x' } }, `payments: the annotation cdk8s-hardened/reason ${ours}`],
    [
      'a bad label',
      { labels: { 'a b': 'c' } },
      'payments: "a b": "c" is not a valid label, so the API server would reject the Namespace. See the syntax of labels and '
        + 'annotations in the Kubernetes documentation.',
    ],
    [
      'a bad label value',
      { labels: { a: 'b c' } },
      'payments: "a": "b c" is not a valid label, so the API server would reject the Namespace. See the syntax of labels and '
        + 'annotations in the Kubernetes documentation.',
    ],
    [
      'a bad annotation',
      { annotations: { 'a/b/c': 'd' } },
      'payments: "a/b/c": "d" is not a valid annotation, so the API server would reject the Namespace. See the syntax of labels and '
        + 'annotations in the Kubernetes documentation.',
    ],
    [
      'no DNS',
      { dns: [] },
      'payments: dns is an empty list, so no pod could look up a name. Leave it out for the cluster DNS, or name where the pods find DNS.',
    ],
    ['no quantity', { quota: { requestsCpu: 'lots' } }, amount('quota.requestsCpu', '"lots"', millicores)],
    ['zero', { quota: { limitsMemory: '0' } }, amount('quota.limitsMemory', '"0"', bytes)],
    ['negative', { limits: { maxMemory: '-1Gi' } }, amount('limits.maxMemory', '"-1Gi"', bytes)],
    ['less than a millicore', { limits: { defaultRequestCpu: '0.5m' } }, amount('limits.defaultRequestCpu', '"0.5m"', millicores)],
    ['parts of a byte', { limits: { defaultMemory: '500m' } }, amount('limits.defaultMemory', '"500m"', bytes)],
    ['a number', { quota: { requestsStorage: 5 } }, amount('quota.requestsStorage', '5', bytes)],
    [
      'no count',
      { quota: { pods: -1 } },
      'payments: quota.pods is -1, so it is not a number of objects. Write an integer from 0 to 1000000.',
    ],
    [
      'half a count',
      { quota: { loadBalancers: 0.5 } },
      'payments: quota.loadBalancers is 0.5, so it is not a number of objects. Write an integer from 0 to 1000000.',
    ],
    ['requests over limits', { quota: { requestsCpu: '9' } }, fits('quota.requestsCpu', '9', 'quota.limitsCpu', '8')],
    [
      'request over limit',
      { limits: { defaultRequestMemory: '1Gi' } },
      fits('limits.defaultRequestMemory', '1Gi', 'limits.defaultMemory', '512Mi'),
    ],
    ['default over max', { limits: { maxCpu: '250m' } }, fits('limits.defaultCpu', '500m', 'limits.maxCpu', '250m')],
    [
      'default over the whole quota',
      { quota: { requestsMemory: '256Mi', limitsMemory: '256Mi' } },
      fits('limits.defaultMemory', '512Mi', 'quota.limitsMemory', '256Mi'),
    ],
    [
      'request over the whole quota',
      { quota: { requestsCpu: '50m' } },
      fits('limits.defaultRequestCpu', '100m', 'quota.requestsCpu', '50m'),
    ],
  ])('%s', (_, props, message) => {
    expect(() => isolate(makeApp(), 'payments', props)).toThrow(new Error(message));
  });

  test('the id as a name', () => {
    expect(() => isolate(makeApp(), 'kube-public')).toThrow(new Error(`kube-public: kube-public ${ofCluster}`));
  });

  test('the same namespace twice', () => {
    const app = makeApp();
    isolate(new Construct(app, 'team'), 'payments');
    expect(() => isolate(app, 'other', { name: 'payments' })).toThrow(
      new Error(
        'other: the namespace payments is already created by team/payments, so one would overwrite the other. Choose another name.',
      ),
    );
    isolate(makeApp());
  });

  test.each<[() => ClusterDns, string]>([
    [
      () => ClusterDns.pods('DNS', { a: 'b' }),
      'ClusterDns.pods: "DNS" is not the name of a namespace, so no pod would be meant. Write the name of the namespace of the pods.',
    ],
    [
      () => ClusterDns.pods('dns', {}),
      'ClusterDns.pods: no pod label is given, so every pod of dns would be meant. Name labels that only those pods carry.',
    ],
    [
      () => ClusterDns.pods('dns', { a: '-' }),
      'ClusterDns.pods: "a": "-" is not a label, so no pod would be meant. Write a label that the pods carry.',
    ],
    [
      () => ClusterDns.pods('dns', { a: 'b' }, 0),
      'Port.udp(0): 0 is not a port, so nothing could listen there. Write an integer from 1 to 65535.',
    ],
    [
      () => ClusterDns.nodeLocal(Cidr.of('169.254.20.0/24')),
      'ClusterDns.nodeLocal: 169.254.20.0/24 is more than one address, so pods would reach more than DNS. Name the one address of the '
        + 'cache.',
    ],
  ])('ClusterDns %#', (make, message) => {
    expect(make).toThrow(new Error(message));
  });
});

describe('contents', () => {
  test('land in the namespace, after the Namespace, under short names', () => {
    const payments = isolate(makeApp());
    const [api, db] = [deployment(payments, 'api'), deployment(payments, 'db')];
    ApiObject.of(api).addDependency(db);
    expect(manifests(payments).map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? '-'}/${metadata.name}`)).toEqual([
      'Namespace -/payments',
      'NetworkPolicy payments/default-deny',
      'NetworkPolicy payments/allow-dns',
      'ResourceQuota payments/quota',
      'LimitRange payments/limits',
      'ServiceAccount payments/default',
      'Deployment payments/payments-db',
      'Deployment payments/payments-api',
    ]);
  });

  test('any id but "isolation" is free', () => {
    const payments = isolate(makeApp());
    for (const id of ['namespace', 'default-deny', 'allow-dns', 'quota', 'limits', 'default']) deployment(payments, id);
    expect(manifests(payments)).toHaveLength(12);
  });

  test('cluster-scoped objects lose the namespace, whoever makes them and however they are synthesised', () => {
    const app = makeApp();
    const payments = isolate(app);
    new kplus.ClusterRole(payments, 'reader');
    const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'isolated-')), 'volume.yaml');
    fs.writeFileSync(
      file,
      '{ apiVersion: v1, kind: PersistentVolume, metadata: { name: volume } }\n---\n'
        + '{ apiVersion: v1, kind: ConfigMap, metadata: { name: settings } }\n',
    );
    new Include(payments, 'include', { url: file });
    new ApiObject(payments, 'patched', { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'fast' } }).addJsonPatch(
      JsonPatch.remove('/metadata/namespace'),
    );
    const expected = ['ClusterRole payments-reader -', 'PersistentVolume volume -', 'ConfigMap settings payments', 'StorageClass fast -'];
    const list = (objects: any[]) => objects.slice(6).map(({ kind, metadata }) => `${kind} ${metadata.name} ${metadata.namespace ?? '-'}`);
    expect(list(manifests(payments))).toEqual(expected);
    expect(list(manifests(payments))).toEqual(expected);
    app.synth();
    expect(findings(namespacesRules, manifests(payments), { kubernetes: '1.36' })).toEqual([]);
  });

  test('two objects of one name are refused', () => {
    const payments = isolate(makeApp());
    deployment(new Construct(payments, 'a'), 'b');
    deployment(payments, 'a-b');
    expect(() => Testing.synth(payments)).toThrow(
      '[payments] payments/a/b/Resource and payments/a-b/Resource are both Deployment payments-a-b, so one would overwrite the other. '
        + 'Give one of them another metadata.name.',
    );
  });

  test('a chart within is refused where its objects would go astray', () => {
    const app = makeApp();
    const payments = isolate(app);
    new kplus.Secret(new Chart(payments, 'nowhere'), 'secret', { metadata: { name: 'token' } });
    new kplus.Secret(new Chart(payments, 'same', { namespace: 'payments' }), 'secret');
    new kplus.ClusterRole(new Chart(payments, 'cluster'), 'role');
    isolate(payments, 'inner');
    let message = '';
    try {
      Testing.synth(payments);
    } catch (error) {
      message = String(error);
    }
    expect(message.split('\n').slice(1)).toEqual([
      '  [payments] the chart payments/nowhere is nested in a namespace but states none, so Secret token would not land in payments. '
        + 'Use a Construct in place of the chart.',
      '  [payments] the chart payments/same is nested in the namespace that it fills, so cdk8s would have it applied before the '
        + 'Namespace. Use a Construct in place of the chart.',
    ]);
  });
});

describe('files', () => {
  const filesOf = (build: (app: App) => void): string[] => {
    const app = new App({ outdir: fs.mkdtempSync(path.join(os.tmpdir(), 'isolated-')) });
    build(app);
    app.synth();
    return fs.readdirSync(app.outdir).sort();
  };

  test('directly below the app: the id', () => {
    expect(
      filesOf((app) => {
        isolate(app);
        isolate(app, 'billing');
      }),
    ).toEqual(['billing.k8s.yaml', 'payments.k8s.yaml']);
  });

  test('in a construct: the path and a hash', () => {
    expect(filesOf((app) => isolate(new Construct(app, 'team')))).toEqual(['team-payments-c844897b.k8s.yaml']);
  });

  test('in another chart: cdk8s numbers all files', () => {
    expect(
      filesOf((app) => {
        isolate(new Chart(app, 'outer'));
        isolate(app, 'billing');
      }),
    ).toEqual(['0000-outer-payments-c8c54636.k8s.yaml', '0001-outer.k8s.yaml', '0002-billing.k8s.yaml']);
  });

  test('in a construct of another chart: nothing is numbered', () => {
    expect(
      filesOf((app) => {
        isolate(new Construct(new Chart(app, 'outer'), 'team'));
        isolate(app, 'billing');
      }),
    ).toEqual(['billing.k8s.yaml', 'outer-team-payments-c8f813e6.k8s.yaml', 'outer.k8s.yaml']);
  });

  test('traffic between namespaces makes no chart depend on another, so nothing is numbered', () => {
    expect(
      filesOf((app) => {
        const [payments, billing] = [isolate(app), isolate(app, 'billing')];
        const [api, db] = [deployment(payments, 'api'), deployment(billing, 'db')];
        payments.allowTraffic({ fromPods: api, to: db, ports: [Port.tcp(5432)] });
        billing.allowTraffic({ fromPods: db, to: api, ports: [Port.tcp(8443)] });
      }),
    ).toEqual(['billing.k8s.yaml', 'payments.k8s.yaml']);
  });
});

test('in a HardenedApp, rules see cluster-scoped objects without namespace as well', () => {
  const app = new HardenedApp({ kubernetes: '1.36', asOf: '2026-11-23', outdir: fs.mkdtempSync(path.join(os.tmpdir(), 'isolated-')) });
  new kplus.ClusterRole(isolate(app), 'reader');
  const { findings: found } = JSON.parse(app.hardening.check().json) as { findings: { rule: string }[] };
  expect(found.filter(({ rule }) => rule.startsWith('namespaces/'))).toEqual([]);
  app.synth();
  expect(fs.readFileSync(path.join(app.outdir, 'payments.k8s.yaml'), 'utf8')).toContain(
    'kind: ClusterRole\nmetadata:\n  name: payments-reader\nrules: []\n',
  );
});
