import { schema } from '../../../src/manifests/rules/schema';
import { findings } from '../../support/findings';

const deployment = (fields: string) =>
  `{ apiVersion: apps/v1, kind: Deployment, metadata: { name: api, namespace: shop }, spec: { ${fields} } }`;
const SELECTOR = 'selector: { matchLabels: { app: api } }';
const TEMPLATE = 'template: { metadata: { labels: { app: api } }, spec: { containers: [{ name: api, image: api }] } }';
const pod = (fields: string) => `{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { ${fields} } }`;
const CONTAINERS = 'containers: [{ name: api, image: api }]';
const policy = (fields: string) =>
  `{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: deny, namespace: shop }, spec: { ${fields} } }`;
const secret = (fields: string) => `{ apiVersion: v1, kind: Secret, metadata: { name: db, namespace: shop }, ${fields} }`;

test.each<readonly [string, string, readonly string[]]>([
  ['a sound object', deployment(`replicas: 2, ${SELECTOR}, ${TEMPLATE}`), []],
  [
    'a misspelt field',
    pod('contaners: [{ name: api, image: api }]'),
    [
      'Pod api spec.containers: containers is missing, so the API server rejects the object',
      'Pod api spec.contaners: contaners does not exist in Kubernetes 1.37, so it has no effect; did you mean containers?',
    ],
  ],
  [
    'other case',
    pod(`${CONTAINERS}, hostnetwork: true`),
    ['Pod api spec.hostnetwork: hostnetwork does not exist in Kubernetes 1.37, so it has no effect; did you mean hostNetwork?'],
  ],
  [
    'a field at the wrong place',
    pod('containers: [{ name: api, image: api, runAsNonRoot: true, hostNetwork: true }]'),
    [
      'Pod api spec.containers[0].hostNetwork: hostNetwork does not exist in Kubernetes 1.37, so it has no effect; '
        + 'did you mean spec.hostNetwork?',
      'Pod api spec.containers[0].runAsNonRoot: runAsNonRoot does not exist in Kubernetes 1.37, so it has no effect; '
        + 'did you mean spec.containers[0].securityContext.runAsNonRoot?',
    ],
  ],
  [
    'a field that nothing is like',
    policy('podSelector: {}, xyzzy: 1'),
    ['NetworkPolicy shop/deny spec.xyzzy: xyzzy does not exist in Kubernetes 1.37, so it has no effect'],
  ],
  [
    'a wrong type',
    deployment(`replicas: "two", ${SELECTOR}, ${TEMPLATE}`),
    ['Deployment shop/api spec.replicas: replicas is a string where an integer belongs, so the API server rejects the object'],
  ],
  [
    'an entry of a wrong type',
    pod('containers: [api]'),
    ['Pod api spec.containers[0]: containers[0] is a string where a mapping belongs, so the API server rejects the object'],
  ],
  [
    'a number beyond 32 bits',
    deployment(`replicas: 3000000000, ${SELECTOR}, ${TEMPLATE}`),
    [
      'Deployment shop/api spec.replicas: replicas is 3000000000, which does not fit into the 32 bits of its integer, '
        + 'so the API server rejects the object',
    ],
  ],
  [
    'a fraction',
    deployment(`replicas: 1.5, ${SELECTOR}, ${TEMPLATE}`),
    ['Deployment shop/api spec.replicas: replicas is 1.5, where an integer belongs, so the API server rejects the object'],
  ],
  [
    'exponents and fractions of zero, which kubectl sends as integers',
    deployment(`replicas: 1e3, revisionHistoryLimit: 2.0, ${SELECTOR}, ${TEMPLATE}`),
    [],
  ],
  ['null where a value may be left out', deployment(`replicas: null, ${SELECTOR}, ${TEMPLATE}, strategy: null`), []],
  [
    'null where a value may not be left out',
    deployment(`selector: null, ${TEMPLATE}`),
    ['Deployment shop/api spec.selector: selector is missing, so the API server rejects the object'],
  ],
  [
    'nothing at all',
    '{ apiVersion: apps/v1, kind: Deployment, metadata: { name: api, namespace: shop } }',
    ['Deployment shop/api spec: spec is missing, and with it selector and template.spec.containers, so the API server rejects the object'],
  ],
  [
    'a value beside its enumeration',
    policy('podSelector: {}, policyTypes: [Egres]'),
    [
      'NetworkPolicy shop/deny spec.policyTypes[0]: policyTypes[0] is "Egres", which is not one of Egress, Ingress, so '
        + 'the API server rejects the object',
    ],
  ],
  [
    'a quantity',
    pod('containers: [{ name: api, image: api, resources: { limits: { memory: 1GB } } }]'),
    [
      'Pod api spec.containers[0].resources.limits.memory: memory is "1GB", which is not a quantity such as 500m or '
        + '1Gi, so the API server rejects the object',
    ],
  ],
  [
    'base64, which may be a secret and is not shown',
    secret('data: { "tls.key": hunter2! }, stringData: { pin: 1234 }'),
    [
      'Secret shop/db data["tls.key"]: ["tls.key"] is not text in base64, so the API server rejects the object',
      'Secret shop/db stringData.pin: pin is a number where a string belongs (YAML reads it so without quotes), '
        + 'so the API server rejects the object',
    ],
  ],
  [
    'a generated name, no name, and the status of a real object',
    '{ apiVersion: v1, kind: Pod, metadata: { generateName: a-, creationTimestamp: null, managedFields: [{ '
      + 'fieldsV1: { "f:spec": {} } }] }, spec: { containers: [{ name: a }] }, status: {} }',
    [],
  ],
  [
    'items of a List',
    `{ apiVersion: v1, kind: List, items: [${pod(CONTAINERS)}, ${pod('hostPID: "yes", containers: [{ name: a }]')}] }`,
    ['Pod api spec.hostPID: hostPID is a string where a boolean belongs, so the API server rejects the object'],
  ],
  [
    'what SOPS has encrypted, of any type, and its own field',
    secret(
      'data: { key: "ENC[AES256_GCM,data:x,type:str]" }, immutable: "ENC[AES256_GCM,data:x,type:bool]", sops: { mac: "ENC[A,b]" }, dat: {}',
    ),
    ['Secret shop/db dat: dat does not exist in Kubernetes 1.37, so it has no effect; did you mean data?'],
  ],
  [
    'what only looks encrypted',
    secret('data: { key: "ENC[AES256_GCM,data:x,type:str]" }, sops: none'),
    [
      'Secret shop/db data.key: key is not text in base64, so the API server rejects the object',
      'Secret shop/db sops: sops does not exist in Kubernetes 1.37, so it has no effect',
    ],
  ],
  ['a custom resource', '{ apiVersion: example.com/v1, kind: Pod, metadata: { name: a }, spec: { contaners: 1 } }', []],
  ['a version that is not served', '{ apiVersion: apps/v1beta1, kind: Deployment, metadata: { name: a }, spec: { contaners: 1 } }', []],
  ['a file of a node', '{ apiVersion: kubelet.config.k8s.io/v1beta1, kind: KubeletConfiguration, readOnlyPrt: 1 }', []],
])('%s', (_, text, expected) => {
  expect(findings(schema, text)).toEqual(expected);
});

describe('releases', () => {
  const young = pod(`${CONTAINERS}, evictionResponders: [{ name: example.com/a, priority: 1 }]`);
  const priority = '{ apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: { name: low } }';

  test.each<readonly [string, string, string, readonly string[]]>([
    ['a field of 1.37 in 1.37', young, '1.37', []],
    [
      'a field of 1.37 in 1.36',
      young,
      '1.36',
      [
        'Pod api spec.evictionResponders: evictionResponders does not exist in Kubernetes 1.36, though it does in 1.37, '
          + 'so it has no effect',
      ],
    ],
    [
      'a release older than all tables is judged by the oldest',
      young,
      '1.30',
      [
        'Pod api spec.evictionResponders: evictionResponders does not exist in Kubernetes 1.30, though it does in 1.37, '
          + 'so it has no effect',
      ],
    ],
    [
      'a field that no table has, in a release newer than all of them',
      pod(`${CONTAINERS}, brandNew: 1`),
      '1.38',
      ['? Pod api spec.brandNew: brandNew does not exist as far as is known here, and Kubernetes 1.38 is newer than that'],
    ],
    [
      'a wrong type in a release newer than all tables',
      pod(`${CONTAINERS}, hostPID: "yes"`),
      '1.38',
      ['Pod api spec.hostPID: hostPID is a string where a boolean belongs, so the API server rejects the object'],
    ],
    [
      'what is missing in a release newer than all tables',
      pod('containers: []'),
      '1.38',
      ['? Pod api spec.containers: containers is empty as far as is known here, and Kubernetes 1.38 is newer than that'],
    ],
    ['what OpenAPI of 1.35 calls required, and the API server does not', priority, '1.35', []],
    [
      'a kind of 1.37 in 1.36, which is another finding',
      '{ apiVersion: certificates.k8s.io/v1, kind: ClusterTrustBundle, metadata: { name: a }, spec: 1 }',
      '1.36',
      [],
    ],
  ])('%s', (_, text, kubernetes, expected) => {
    expect(findings(schema, text, { kubernetes })).toEqual(expected);
  });
});

test('permissions may be asked about with half a question', () => {
  const review =
    '{ apiVersion: authorization.k8s.io/v1, kind: SelfSubjectAccessReview, metadata: {}, spec: { '
    + 'resourceAttributes: { labelSelector: { requirements: [{ key: a }] } } } }';
  expect(findings(schema, review)).toEqual([]);
});
