import { policyPort } from '../../../../src/namespaces/rules/network/policy-port';
import { table } from '../../../support/pods';
import { block, namespace, pod, policy } from '../../manifests';

const server = (
  ports: unknown = [{ name: 'http', containerPort: 8080 }],
  name = 'api',
  spec: object = {},
  ns = 'payments',
  labels: object = { app: 'api' },
) => pod(name, ns, { containers: [{ name: 'main', image: 'app', ports }], ...spec }, labels);
const ingress = (ports: unknown, podSelector: object = { matchLabels: { app: 'api' } }) =>
  policy('api', { podSelector, ingress: [{ ports }] });
const egress = (ports: unknown, to: unknown = [{ podSelector: { matchLabels: { app: 'api' } } }]) =>
  policy('web', { podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Egress'], egress: [{ to, ports }] });
const at = (port: string, verb = 'declares', protocol = 'TCP', index = 0) =>
  `NetworkPolicy payments/api spec.ingress[0].ports[${index}].port: ingress rule 0 allows ${protocol} port ${port}, which none of the pods `
  + `that it leads to ${verb}`;
const out = (port: string, verb = 'declares') =>
  `NetworkPolicy payments/web spec.egress[0].ports[0].port: egress rule 0 allows TCP port ${port}, which none of the pods that it leads `
  + `to ${verb}`;
const inB = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'b' } }, podSelector: { matchLabels: { app: 'api' } } };

table(policyPort, [
  ['declared', [ingress([{ port: 8080 }]), server()], []],
  ['not declared', [ingress([{ port: 80 }]), server()], [at('80')]],
  ['one of two', [ingress([{ port: 8080 }, { port: 80 }]), server()], [at('80', 'declares', 'TCP', 1)]],
  ['another protocol, of which it declares none', [ingress([{ port: 8080, protocol: 'UDP' }]), server()], []],
  [
    'another protocol, of which it declares some',
    [ingress([{ port: 53, protocol: 'UDP' }]), server([{ containerPort: 54, protocol: 'UDP' }])],
    [at('53', 'declares', 'UDP')],
  ],
  ['it declares nothing', [ingress([{ port: 80 }]), server(null)], []],
  ['one of several pods', [ingress([{ port: 80 }]), server(), server([{ containerPort: 80 }], 'b')], []],
  ['one of several pods declares nothing', [ingress([{ port: 80 }]), server(), server([], 'b')], []],
  ['a range with it', [ingress([{ port: 8000, endPort: 9000 }]), server()], []],
  ['a range without it', [ingress([{ port: 8000, endPort: 8010 }]), server()], [at('8000-8010')]],
  ['every port of a protocol', [ingress([{ protocol: 'TCP' }]), server()], []],
  ['no ports', [ingress(undefined), ingress([]), server()], []],
  ['a name', [ingress([{ port: 'http' }]), server()], []],
  ['a name that no port has', [ingress([{ port: 'https' }]), server()], [at('"https"', 'has')]],
  ['a name where none is declared', [ingress([{ port: 'http' }]), server(null)], [at('"http"', 'has')]],
  ['a name of another protocol', [ingress([{ port: 'http', protocol: 'UDP' }]), server()], [at('"http"', 'has', 'UDP')]],
  [
    'of an init container',
    [ingress([{ port: 'http' }]), server(null, 'api', { initContainers: [{ name: 'a', ports: [{ name: 'http', containerPort: 1 }] }] })],
    [at('"http"', 'has')],
  ],
  [
    'of a sidecar',
    [
      ingress([{ port: 'http' }]),
      server(null, 'api', {
        initContainers: [{ name: 'a', restartPolicy: 'Always', ports: [{ name: 'http', containerPort: 1 }] }],
      }),
    ],
    [],
  ],
  ['no pods', [namespace('payments'), ingress([{ port: 80 }])], []],
  ['every pod of the namespace', [ingress([{ port: 80 }], {}), server(), server([{ containerPort: 80 }], 'b')], []],
  ['on the network of the node', [ingress([{ port: 80 }]), server(undefined, 'api', { hostNetwork: true })], []],
  ['egress', [egress([{ port: 80 }]), server()], [out('80')]],
  ['egress, declared', [egress([{ port: 8080 }]), server()], []],
  ['egress and ingress', [egress([{ port: 80 }]), ingress([{ port: 80 }]), server()], [at('80')]],
  ['egress, and ingress for another port', [egress([{ port: 80 }]), ingress([{ port: 8080 }]), server()], [out('80')]],
  ['egress by name', [egress([{ port: 'https' }]), server()], [out('"https"', 'has')]],
  ['egress to another namespace', [egress([{ port: 80 }], [inB]), namespace('b'), server(undefined, 'api', {}, 'b')], [out('80')]],
  ['egress to a namespace that is not in the input', [egress([{ port: 80 }], [inB]), server(undefined, 'api', {}, 'b')], []],
  [
    'egress also to addresses',
    [egress([{ port: 80 }], [block('192.0.2.0/24'), { podSelector: { matchLabels: { app: 'api' } } }]), server()],
    [],
  ],
  ['egress to all pods', [egress([{ port: 80 }], [{ podSelector: {} }]), server()], []],
  ['egress to everyone', [egress([{ port: 80 }], []), server()], []],
  ['a policy that is rejected', [ingress([{ port: 80 }, { port: 'a_b' }]), server()], []],
]);
