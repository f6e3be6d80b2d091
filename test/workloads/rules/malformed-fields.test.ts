import { rootGroup } from '../../../src/workloads/rules/confinement/root-group';
import { supplementalGroupsPolicy } from '../../../src/workloads/rules/confinement/supplemental-groups-policy';
import { sysctlValues } from '../../../src/workloads/rules/confinement/sysctl-values';
import { userNamespace } from '../../../src/workloads/rules/confinement/user-namespace';
import { pod, table, withContainer, withContext, withPodContext } from '../../support/pods';

const NODE_IDS = 'Pod api spec.hostUsers: the pod has the user ids of the node: root in it is root outside';
const volume = (source: object) => pod({ volumes: [{ name: 'a', ...source }] });

// Each field that a rule decides by: of a wrong type, it is unknown.
table(userNamespace, [
  ['hostUsers', pod({ hostUsers: 'no' }), ['? Pod api spec.hostUsers: hostUsers is a string, not a boolean']],
  ['hostNetwork', pod({ hostNetwork: 'no' }), ['? Pod api spec.hostNetwork: hostNetwork is a string, not a boolean', NODE_IDS]],
  ['hostPID', pod({ hostPID: 'no' }), ['? Pod api spec.hostPID: hostPID is a string, not a boolean', NODE_IDS]],
  ['hostIPC', pod({ hostIPC: 'no' }), ['? Pod api spec.hostIPC: hostIPC is a string, not a boolean', NODE_IDS]],
  [
    'volumeDevices',
    [withContainer({ volumeDevices: {} }), withContainer({ volumeDevices: ['disk'] })],
    [
      '? Pod api spec.containers[0].volumeDevices: container "api": volumeDevices is a mapping, not a list',
      NODE_IDS,
      '? Pod api spec.containers[0].volumeDevices[0]: container "api": volumeDevices[0] is a string, not a mapping',
    ],
  ],
  ['nfs', volume({ nfs: 'no' }), [NODE_IDS, '? Pod api spec.volumes[0].nfs: volumes[0].nfs is a string, not a mapping']],
]);

table(rootGroup, [
  [
    'of the pod',
    [withPodContext({ fsGroup: 'a' }), withPodContext({ runAsGroup: 'a' }), withPodContext({ supplementalGroups: 'a' })],
    [
      '? Pod api spec.securityContext.fsGroup: a group of the pod is a string, not a number',
      '? Pod api spec.securityContext.runAsGroup: a group of the pod is a string, not a number',
      '? Pod api spec.securityContext.supplementalGroups: supplementalGroups is a string, not a list',
    ],
  ],
  [
    'of a container',
    withContext({ runAsGroup: 'a' }),
    ['? Pod api spec.containers[0].securityContext.runAsGroup: a group of container "api" is a string, not a number'],
  ],
]);

table(supplementalGroupsPolicy, [
  ['nfs', volume({ nfs: 'no' }), ['? Pod api spec.volumes[0].nfs: volumes[0].nfs is a string, not a mapping']],
  ['hostPath', volume({ hostPath: 'no' }), ['? Pod api spec.volumes[0].hostPath: volumes[0].hostPath is a string, not a mapping']],
]);

table(sysctlValues, [
  ['sysctls', withPodContext({ sysctls: 1 }), ['? Pod api spec.securityContext.sysctls: securityContext.sysctls is a number, not a list']],
]);
