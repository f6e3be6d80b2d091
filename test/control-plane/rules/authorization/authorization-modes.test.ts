import { authorizationModes } from '../../../../src/control-plane/rules/authorization/authorization-modes';
import { Together } from '../../../../src/kubernetes/objects/applied-together';
import { componentPod, inKubeadm, inPod, kubeadmConfiguration } from '../../../support/components';
import { findings } from '../../../support/findings';

const SERVER = 'kube-apiserver';
const pod = (...flags: string[]) => componentPod(SERVER, ...flags);
const configuration = (...types: unknown[]) => ({
  apiVersion: 'apiserver.config.k8s.io/v1',
  kind: 'AuthorizationConfiguration',
  authorizers: types.map((type) => ({ type, name: 'a' })),
});
const [ALLOW, NODE, RBAC, ABAC] = ['always-allow', 'node', 'rbac', 'abac'].map((name) => `control-plane/authorization-${name}`);
const noNode = 'does not have Node, so nothing limits a kubelet to the pods and Secrets of its node';
const noRbac = 'does not have RBAC, so Roles and bindings have no effect';
const UNSET = '--authorization-mode, which is not set,';

test.each<[string, object[], string[]]>([
  ['Node and RBAC', [pod('--authorization-mode=Node,RBAC')], []],
  ['repeated', [pod('--authorization-mode=Node', '--authorization-mode=RBAC')], []],
  ['as a word of its own', [pod('--authorization-mode', 'RBAC,Node')], []],
  [
    'unset',
    [pod()],
    [
      `${ALLOW} ${inPod(SERVER)}: ${UNSET} has AlwaysAllow, so every request is allowed`,
      `${NODE} ${inPod(SERVER)}: ${UNSET} ${noNode}`,
      `${RBAC} ${inPod(SERVER)}: ${UNSET} ${noRbac}`,
    ],
  ],
  [
    'empty',
    [pod('--authorization-mode=')],
    [
      `${ALLOW} ${inPod(SERVER, 1)}: ${UNSET} has AlwaysAllow, so every request is allowed`,
      `${NODE} ${inPod(SERVER, 1)}: ${UNSET} ${noNode}`,
      `${RBAC} ${inPod(SERVER, 1)}: ${UNSET} ${noRbac}`,
    ],
  ],
  [
    'AlwaysAllow behind the others',
    [pod('--authorization-mode=Node,RBAC,AlwaysAllow')],
    [`${ALLOW} ${inPod(SERVER, 1)}: --authorization-mode has AlwaysAllow, so every request is allowed`],
  ],
  [
    'AlwaysAllow in the second occurrence',
    [pod('--authorization-mode=Node,RBAC', '--authorization_mode=AlwaysAllow')],
    [`${ALLOW} ${inPod(SERVER, 2)}: --authorization-mode has AlwaysAllow, so every request is allowed`],
  ],
  [
    'a webhook alone',
    [pod('--authorization-mode=Webhook')],
    [`${NODE} ${inPod(SERVER, 1)}: --authorization-mode ${noNode}`, `${RBAC} ${inPod(SERVER, 1)}: --authorization-mode ${noRbac}`],
  ],
  [
    'ABAC',
    [pod('--authorization-mode=Node,RBAC,ABAC')],
    [`${ABAC} ${inPod(SERVER, 1)}: --authorization-mode has ABAC, so a file on the nodes grants rights that no Role shows`],
  ],
  ['kubeadm sets Node and RBAC', [kubeadmConfiguration(SERVER)], []],
  ['kubeadm, more appended', [kubeadmConfiguration(SERVER, 'authorization-mode+=,Webhook')], []],
  [
    'kubeadm, AlwaysAllow in front',
    [kubeadmConfiguration(SERVER, 'authorization-mode=+AlwaysAllow,')],
    [`${ALLOW} ${inKubeadm(SERVER, 0)}: --authorization-mode has AlwaysAllow, so every request is allowed`],
  ],
  [
    'kubeadm, replaced',
    [kubeadmConfiguration(SERVER, 'authorization-mode=RBAC')],
    [`${NODE} ${inKubeadm(SERVER, 0)}: --authorization-mode ${noNode}`],
  ],
  [
    'a file that is not in the input',
    [pod('--authorization-config=/etc/a.yaml')],
    [ALLOW, NODE, RBAC, ABAC].map(
      (rule) => `? ${rule} ${inPod(SERVER, 1)}: /etc/a.yaml is not in the input, so how requests are authorized is not known`,
    ),
  ],
  ['a file in the input', [pod('--authorization-config=/etc/a.yaml'), configuration('Node', 'RBAC', 'Webhook')], []],
  [
    'a file in the input that allows all',
    [kubeadmConfiguration(SERVER, 'authorization-config=/etc/a.yaml'), configuration('Node', 'RBAC', 'AlwaysAllow')],
    [`${ALLOW} AuthorizationConfiguration (unnamed) authorizers[2].type: authorizers has AlwaysAllow, so every request is allowed`],
  ],
  [
    'a file without authorizers',
    [configuration()],
    [ALLOW, NODE, RBAC, ABAC].map(
      (rule) => `? ${rule} AuthorizationConfiguration (unnamed) authorizers: authorizers is empty, so the API server does not start`,
    ),
  ],
  [
    'a value that is not known',
    [
      {
        ...pod(),
        spec: {
          containers: [
            {
              name: SERVER,
              command: [SERVER, '--authorization-mode=$(MODE)'],
              env: [{ name: 'MODE', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }],
            },
          ],
        },
      },
    ],
    [ALLOW, NODE, RBAC, ABAC].map(
      (rule) =>
        `? ${rule} ${inPod(SERVER, 1)}: --authorization-mode is not known: MODE in it is not known (it takes its value from Secret s)`,
    ),
  ],
  [
    'a script that may add flags',
    [{ ...pod(), spec: { containers: [{ name: SERVER, command: ['/entrypoint.sh', SERVER] }] } }],
    [ALLOW, NODE, RBAC, ABAC].map(
      (rule) =>
        `? ${rule} ${inPod(SERVER)}: --authorization-config is not known: it is not seen, but the script entrypoint.sh may add flags`,
    ),
  ],
  [
    'AlwaysAllow, with a script that may add flags',
    [
      {
        ...pod(),
        spec: { containers: [{ name: SERVER, command: ['/entrypoint.sh', SERVER, '--authorization-mode=RBAC,Node,AlwaysAllow'] }] },
      },
    ],
    [`${ALLOW} ${inPod(SERVER, 2)}: --authorization-mode has AlwaysAllow, so every request is allowed`],
  ],
  ['another component', [componentPod('kube-scheduler')], []],
])('%s', (_, manifests, expected) => {
  expect(findings(authorizationModes, manifests, { together: () => Together.YES }).sort()).toEqual([...expected].sort());
});
