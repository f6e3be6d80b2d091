import { hostPorts } from '../../../../src/workloads/rules/pod-security/host-ports';
import { inEachList, pod, table, withContainer } from '../../../support/pods';

const defaulted = (containerPort: number, list: string, label: string) =>
  `Pod api spec.${list}[0].ports[0].hostPort: ${label} takes port ${containerPort} of the host, since the pod shares the host's `
  + 'network namespace';
const ports = [{ containerPort: 8080 }];

table(hostPorts, [
  [
    'in each list',
    inEachList({ ports: [{ containerPort: 80, hostPort: 8080 }] }),
    [
      'Pod api spec.containers[0].ports[0].hostPort: container "api" takes port 8080 of the host',
      'Pod api spec.ephemeralContainers[0].ports[0].hostPort: ephemeral container "debug" takes port 8080 of the host',
      'Pod api spec.initContainers[0].ports[0].hostPort: init container "setup" takes port 8080 of the host',
    ],
  ],
  [
    'unset, null and 0',
    withContainer({ ports: [{ containerPort: 80 }, { containerPort: 81, hostPort: null }, { containerPort: 82, hostPort: 0 }, null] }),
    [],
  ],
  ['no ports', withContainer({ ports: null }), []],
  ['an empty list', withContainer({ ports: [] }), []],
  [
    'in the network of the host the server sets it, except ephemeral containers',
    pod({
      hostNetwork: true,
      initContainers: [{ name: 'setup', ports }],
      containers: [{ name: 'api', ports }],
      ephemeralContainers: [{ name: 'debug', ports }],
    }),
    [defaulted(8080, 'containers', 'container "api"'), defaulted(8080, 'initContainers', 'init container "setup"')],
  ],
  [
    '0 is set by the server too',
    pod({ hostNetwork: true, containers: [{ name: 'api', ports: [{ containerPort: 80, hostPort: 0 }] }] }),
    [defaulted(80, 'containers', 'container "api"')],
  ],
  ['no port to take it from', pod({ hostNetwork: true, containers: [{ name: 'api', ports: [{ name: 'http' }] }] }), []],
  [
    'in the network of the host by a value that the server rejects',
    pod({ hostNetwork: 'yes', containers: [{ name: 'api', ports }] }),
    ['? Pod api spec.hostNetwork: hostNetwork is a string, not a boolean'],
  ],
  [
    'values that the server rejects',
    withContainer({ ports: [{ hostPort: '8080' }, { hostPort: 80.5 }, { hostPort: 2 ** 31 }, 80] }),
    [
      '? Pod api spec.containers[0].ports[0].hostPort: container "api": ports[0].hostPort is a string, not an integer',
      '? Pod api spec.containers[0].ports[1].hostPort: container "api": ports[1].hostPort is 80.5, not an integer of 32 bits',
      '? Pod api spec.containers[0].ports[2].hostPort: container "api": ports[2].hostPort is 2147483648, not an integer of 32 bits',
      '? Pod api spec.containers[0].ports[3]: container "api": ports[3] is a number, not a mapping',
    ],
  ],
]);
