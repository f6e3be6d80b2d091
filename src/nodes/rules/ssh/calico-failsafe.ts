import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { subject } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { asArray, asObject } from '../../../text/json';
import { SSH_PORT } from './container-ports';

const GROUPS = ['projectcalico.org', 'crd.projectcalico.org'];

const deniesSsh = subject('Calico policies that deny SSH', ({ inventory }) =>
  GROUPS.flatMap((group) => inventory.byKind(group, 'GlobalNetworkPolicy'))
    .filter((policy) =>
      asArray(asObject(policy.json.spec).ingress)
        .map(asObject)
        .some(({ action, destination }) => action === 'Deny' && asArray(asObject(destination).ports).includes(SSH_PORT)),
    )
    .map((object) => ({ value: object, object })),
);

export const calicoFailsafe = defineRule({
  id: 'nodes/calico-failsafe',
  title: 'FelixConfiguration must set failsafeInboundHostPorts if a Calico policy denies SSH',
  description:
    "By default Calico's failsafe ports keep port 22 of every host endpoint open to any client, whatever policies deny. If the "
    + 'FelixConfiguration `default` is not in the input, the result is unknown. The content of the list is covered by '
    + '`nodes/ssh-world-range`.',
  severity: Severity.HIGH,
  fix: 'Set `failsafeInboundHostPorts` of the FelixConfiguration `default`, without port 22.',
  sources: ['https://docs.tigera.io/calico/latest/reference/host-endpoints/failsafe'],
  bad:
    '{ apiVersion: projectcalico.org/v3, kind: GlobalNetworkPolicy, metadata: { name: ssh }, '
    + 'spec: { ingress: [{ action: Deny, protocol: TCP, destination: { ports: [22] } }] } }\n'
    + '---\n'
    + '{ apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: { name: default }, spec: { ipv6Support: true } }',
  good:
    '{ apiVersion: projectcalico.org/v3, kind: GlobalNetworkPolicy, metadata: { name: ssh }, '
    + 'spec: { ingress: [{ action: Deny, protocol: TCP, destination: { ports: [22] } }] } }\n'
    + '---\n'
    + '{ apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: { name: default }, '
    + 'spec: { failsafeInboundHostPorts: [{ protocol: UDP, port: 68 }] } }',
  subject: deniesSsh,
  check: requireFailsafeList,
});

function requireFailsafeList(policy: KubeObject, { inventory }: CheckContext): readonly Outcome[] {
  const felix = GROUPS.flatMap((group) => inventory.byKind(group, 'FelixConfiguration')).find(({ name }) => name === 'default');
  if (!felix) {
    return [
      undecided(
        'spec.ingress',
        'whether the failsafe ports keep SSH open is unknown: the FelixConfiguration "default" is not part of the input',
      ),
    ];
  }
  const list = asObject(felix.json.spec).failsafeInboundHostPorts;
  if (list === undefined || list === null) {
    return [
      {
        path: 'spec.failsafeInboundHostPorts',
        message: `failsafeInboundHostPorts is not set, so port 22 stays open although ${policy.kind} ${policy.name} denies it`,
        object: felix,
      },
    ];
  }
  return Array.isArray(list)
    ? NONE
    : [{ ...undecided('spec.failsafeInboundHostPorts', 'failsafeInboundHostPorts is not a list'), object: felix }];
}
