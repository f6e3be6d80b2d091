import { webhookIngress } from '../../../../src/namespaces/rules/network/webhook-ingress';
import { table } from '../../../support/pods';
import { block, namespace, pod, policy } from '../../manifests';

const guard = namespace('guard');
const deny = policy('deny', { podSelector: {}, policyTypes: ['Ingress'] }, 'guard');
const client = (service: object | null = { namespace: 'guard', name: 'guard' }) => ({ clientConfig: { service } });
const webhook = (...webhooks: object[]) => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingWebhookConfiguration',
  metadata: { name: 'guard' },
  webhooks: webhooks.length > 0 ? webhooks : [{ name: 'pods.example.com', ...client() }],
});
const service = (port: object = { port: 443, targetPort: 8443 }, spec: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'guard', namespace: 'guard' },
  spec: { selector: { app: 'guard' }, ports: [port], ...spec },
});
const server = (spec: object = {}) => pod('guard', 'guard', spec);
const named = server({ containers: [{ name: 'main', image: 'app', ports: [{ name: 'https', containerPort: 8443 }] }] });
const open = (from: unknown, ports: unknown = [{ port: 8443 }], podSelector: object = {}) =>
  policy('api', { podSelector, policyTypes: ['Ingress'], ingress: [{ ...(from === undefined ? {} : { from }), ports }] }, 'guard');
const system = (labels?: object) => [
  {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
    ...(labels ? { podSelector: { matchLabels: labels } } : {}),
  },
];
const AT = 'webhooks[0].clientConfig.service';
const cut = (whom: string, at: string, port: unknown = 8443) =>
  `${at}: ${whom} cannot be called: no policy lets the API server connect to Pod guard of namespace guard on port ${JSON.stringify(port)}`;
const NO = [cut('webhook "pods.example.com"', `ValidatingWebhookConfiguration guard ${AT}`)];
const MAYBE = [
  `? ValidatingWebhookConfiguration guard ${AT}: whether the API server reaches Pod guard of namespace guard on port 8443 for webhook `
    + '"pods.example.com" is not decided: whom policies let in there may be something else',
];
const crd = (conversion: object) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'books.example.com' },
  spec: { conversion },
});

table(webhookIngress, [
  ['denied', [guard, deny, webhook(), service(), server()], NO],
  ['nothing is denied', [guard, webhook(), service(), server()], []],
  [
    'only egress is denied',
    [guard, policy('deny', { podSelector: {}, policyTypes: ['Egress'] }, 'guard'), webhook(), service(), server()],
    [],
  ],
  [
    'other pods are isolated',
    [guard, policy('deny', { podSelector: { matchLabels: { app: 'web' } } }, 'guard'), webhook(), service(), server()],
    [],
  ],
  ['a URL', [guard, deny, webhook({ name: 'a', clientConfig: { url: 'https://guard.example.com' } }), service(), server()], []],
  ['a Service that is not in the input', [guard, deny, webhook(), server()], []],
  ['a port that the Service does not have', [guard, deny, webhook(), service({ port: 444 }), server()], []],
  [
    'another port',
    [guard, deny, webhook({ name: 'a', ...client({ namespace: 'guard', name: 'guard', port: 9443 }) }), service({ port: 9443 }), server()],
    [cut('webhook "a"', `ValidatingWebhookConfiguration guard ${AT}`, 9443)],
  ],
  ['no pods in the input', [guard, deny, webhook(), service()], []],
  ['on the network of the node', [guard, deny, webhook(), service(), server({ hostNetwork: true })], []],
  ['an address', [guard, deny, open([block('192.0.2.0/28')]), webhook(), service(), server()], []],
  ['an address on another port', [guard, deny, open([block('192.0.2.0/28')], [{ port: 443 }]), webhook(), service(), server()], NO],
  [
    'an address for other pods',
    [guard, deny, open([block('192.0.2.0/28')], undefined, { matchLabels: { app: 'web' } }), webhook(), service(), server()],
    NO,
  ],
  ['everyone', [guard, deny, open(undefined), webhook(), service(), server()], []],
  ['every port', [guard, deny, open([block('192.0.2.0/28')], []), webhook(), service(), server()], []],
  ['other pods', [guard, deny, open([{ podSelector: { matchLabels: { app: 'web' } } }]), webhook(), service(), server()], NO],
  ['all pods of its namespace', [guard, deny, open([{ podSelector: {} }]), webhook(), service(), server()], NO],
  ['agents of Konnectivity', [guard, deny, open(system({ 'k8s-app': 'konnectivity-agent' })), webhook(), service(), server()], []],
  ['agents of Konnectivity on AKS', [guard, deny, open(system({ app: 'konnectivity-agent' })), webhook(), service(), server()], []],
  ['other pods of kube-system', [guard, deny, open(system({ app: 'metrics' })), webhook(), service(), server()], NO],
  ['all pods of kube-system', [guard, deny, open(system()), webhook(), service(), server()], MAYBE],
  ['all pods of every namespace', [guard, deny, open([{ namespaceSelector: {} }]), webhook(), service(), server()], MAYBE],
  [
    'target by name',
    [guard, deny, webhook(), service({ port: 443, targetPort: 'https' }), named],
    [cut('webhook "pods.example.com"', `ValidatingWebhookConfiguration guard ${AT}`, 'https')],
  ],
  [
    'target by name, open by number',
    [guard, deny, open([block('192.0.2.0/28')]), webhook(), service({ port: 443, targetPort: 'https' }), named],
    [],
  ],
  [
    'target by name, open by name',
    [guard, deny, open([block('192.0.2.0/28')], [{ port: 'https' }]), webhook(), service({ port: 443, targetPort: 'https' }), named],
    [],
  ],
  ['target by number, open by name', [guard, deny, open([block('192.0.2.0/28')], [{ port: 'https' }]), webhook(), service(), named], []],
  [
    'target by number, open by another name',
    [guard, deny, open([block('192.0.2.0/28')], [{ port: 'metrics' }]), webhook(), service(), named],
    NO,
  ],
  ['open for UDP', [guard, deny, open([block('192.0.2.0/28')], [{ port: 8443, protocol: 'UDP' }]), webhook(), service(), server()], NO],
  [
    'several webhooks of a Service',
    [guard, deny, webhook({ name: 'a', ...client() }, { name: 'b', ...client() }, {}), service(), server()],
    [cut('webhook "a" (and 1 more)', `ValidatingWebhookConfiguration guard ${AT}`)],
  ],
  [
    'a mutating webhook',
    [guard, deny, { ...webhook(), kind: 'MutatingWebhookConfiguration' }, service(), server()],
    [cut('webhook "pods.example.com"', `MutatingWebhookConfiguration guard ${AT}`)],
  ],
  [
    'a conversion webhook',
    [guard, deny, crd({ strategy: 'Webhook', webhook: client() }), service(), server()],
    [
      cut(
        'the conversion webhook of books.example.com',
        'CustomResourceDefinition books.example.com spec.conversion.webhook.clientConfig.service',
      ),
    ],
  ],
  ['no conversion', [guard, deny, crd({ strategy: 'None', webhook: client() }), service(), server()], []],
  [
    'an aggregated API',
    [
      guard,
      deny,
      service(),
      server(),
      {
        apiVersion: 'apiregistration.k8s.io/v1',
        kind: 'APIService',
        metadata: { name: 'v1.metrics.example.com' },
        spec: { service: { namespace: 'guard', name: 'guard' } },
      },
    ],
    [cut('the aggregated API v1.metrics.example.com', 'APIService v1.metrics.example.com spec.service')],
  ],
  [
    'an API of the API server itself',
    [guard, deny, { apiVersion: 'apiregistration.k8s.io/v1', kind: 'APIService', metadata: { name: 'v1.apps' }, spec: { service: null } }],
    [],
  ],
  [
    'the Namespace is not in the input',
    [deny, webhook(), service(), server()],
    [`? ${NO[0]!}, but its Namespace is not in the input, so such a policy may be elsewhere`],
  ],
  ...(
    [
      ['the entity of API servers', ['kube-apiserver'], []],
      ['the whole cluster', ['cluster'], []],
      ['nodes, on which API servers may run', ['host', 'remote-node'], MAYBE],
    ] as const
  ).map(([name, fromEntities, expected]): [string, object[], string[]] => [
    `Cilium: ${name}`,
    [
      guard,
      deny,
      webhook(),
      service(),
      server(),
      {
        apiVersion: 'cilium.io/v2',
        kind: 'CiliumNetworkPolicy',
        metadata: { name: 'api', namespace: 'guard' },
        spec: { endpointSelector: { matchLabels: { app: 'guard' } }, ingress: [{ fromEntities }] },
      },
    ],
    [...expected],
  ]),
]);
