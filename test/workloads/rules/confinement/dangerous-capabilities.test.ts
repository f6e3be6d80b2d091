import { dangerousCapabilities } from '../../../../src/workloads/rules/confinement/dangerous-capabilities';
import { CONTAINER, inEachList, pod, table, withContext } from '../../../support/pods';

const adding = (add: unknown, spec: object = {}) => withContext({ capabilities: { drop: ['ALL'], add } }, spec);
const at = (index: number, message: string) =>
  `Pod api spec.containers[0].securityContext.capabilities.add[${index}]: container "api" adds the capability ${message}`;

table(dangerousCapabilities, [
  [
    'each list',
    inEachList({ securityContext: { capabilities: { add: ['CHOWN', 'SYS_ADMIN'] } } }),
    [
      at(1, '"SYS_ADMIN", which mounts filesystems and enters namespaces of the node'),
      'Pod api spec.ephemeralContainers[0].securityContext.capabilities.add[1]: ephemeral container "debug" adds the capability '
        + '"SYS_ADMIN", which mounts filesystems and enters namespaces of the node',
      'Pod api spec.initContainers[0].securityContext.capabilities.add[1]: init container "setup" adds the capability "SYS_ADMIN", '
        + 'which mounts filesystems and enters namespaces of the node',
    ],
  ],
  [
    'the whole list',
    adding(['ALL', 'BPF', 'DAC_READ_SEARCH', 'SYS_BOOT', 'SYS_MODULE', 'SYS_RAWIO']),
    [
      at(0, '"ALL", which is all of them'),
      at(1, '"BPF", which loads programs into the kernel of the node'),
      at(2, '"DAC_READ_SEARCH", which opens files of the node by their handles'),
      at(3, '"SYS_BOOT", which loads another kernel'),
      at(4, '"SYS_MODULE", which loads modules into the kernel of the node'),
      at(5, '"SYS_RAWIO", which reaches memory and devices of the node'),
    ],
  ],
  [
    'case and prefix',
    adding(['sys_module', 'CAP_BPF']),
    [
      at(0, '"sys_module", which loads modules into the kernel of the node'),
      at(1, '"CAP_BPF", which loads programs into the kernel of the node'),
    ],
  ],
  ['others', adding(['NET_ADMIN', 'SYS_PTRACE', 'NET_BIND_SERVICE', 'SYS_ADMINISTRATOR']), []],
  [
    'with namespaces of the host',
    [adding(['SYS_PTRACE', 'NET_ADMIN'], { hostPID: true }), adding(['SYS_PTRACE', 'NET_ADMIN'], { hostNetwork: true })],
    [
      at(0, '"SYS_PTRACE", which with hostPID takes over processes of the node'),
      at(1, '"NET_ADMIN", which with hostNetwork changes addresses, routes and firewall of the node'),
    ],
  ],
  [
    'in a user namespace',
    [adding(['SYS_ADMIN'], { hostUsers: false }), adding(['SYS_ADMIN'], { hostUsers: true })],
    [at(0, '"SYS_ADMIN", which mounts filesystems and enters namespaces of the node')],
  ],
  [
    'unset, null and empty',
    [
      pod(),
      adding(undefined),
      adding(null),
      adding([]),
      adding([null]),
      pod({ containers: [{ ...CONTAINER, securityContext: { capabilities: null } }] }),
    ],
    [],
  ],
  [
    'values that the server rejects',
    [adding('ALL'), adding([7]), withContext({ capabilities: ['ALL'] }), adding(['SYS_ADMIN'], { hostUsers: 'false' })],
    [
      '? Pod api spec.containers[0].securityContext.capabilities.add: container "api": securityContext.capabilities.add is a string, '
        + 'not a list',
      '? Pod api spec.containers[0].securityContext.capabilities.add[0]: container "api": securityContext.capabilities.add[0] is a '
        + 'number, not a string',
      '? Pod api spec.containers[0].securityContext.capabilities: container "api": securityContext.capabilities is a list, not a mapping',
      '? Pod api spec.hostUsers: hostUsers is a string, not a boolean',
    ],
  ],
]);
