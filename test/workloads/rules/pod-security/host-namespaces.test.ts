import { hostNamespaces } from '../../../../src/workloads/rules/pod-security/host-namespaces';
import { pod, table } from '../../../support/pods';

table(hostNamespaces, [
  [
    'all three',
    pod({ hostNetwork: true, hostPID: true, hostIPC: true }),
    [
      "Pod api spec.hostIPC: the pod shares the host's IPC namespace",
      "Pod api spec.hostNetwork: the pod shares the host's network namespace",
      "Pod api spec.hostPID: the pod shares the host's process namespace",
    ],
  ],
  ['unset', pod(), []],
  ['false and null', pod({ hostNetwork: false, hostPID: null, hostIPC: false }), []],
  ['the oldest release', pod({ hostPID: true }), ["Pod api spec.hostPID: the pod shares the host's process namespace"], '1.0'],
  [
    'wrong types are refused by the server',
    pod({ hostNetwork: 'true', hostPID: 1, hostIPC: [] }),
    [
      '? Pod api spec.hostIPC: hostIPC is a list, not a boolean',
      '? Pod api spec.hostNetwork: hostNetwork is a string, not a boolean',
      '? Pod api spec.hostPID: hostPID is a number, not a boolean',
    ],
  ],
  [
    'a fault elsewhere does not matter',
    pod({ volumes: 'none', hostPID: true }),
    ["Pod api spec.hostPID: the pod shares the host's process namespace"],
  ],
]);
