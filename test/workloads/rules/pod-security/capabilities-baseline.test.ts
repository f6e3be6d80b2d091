import { capabilitiesBaseline } from '../../../../src/workloads/rules/pod-security/capabilities-baseline';
import { inEachList, table, withContainer, withContext } from '../../../support/pods';

const added = (name: string, index = 0) =>
  `Pod api spec.containers[0].securityContext.capabilities.add[${index}]: container "api" adds the capability "${name}"`;
const DEFAULT_SET = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
];

table(capabilitiesBaseline, [
  [
    'each list',
    inEachList({ securityContext: { capabilities: { add: ['SYS_ADMIN'] } } }),
    [
      added('SYS_ADMIN'),
      'Pod api spec.ephemeralContainers[0].securityContext.capabilities.add[0]: ephemeral container "debug" adds the capability '
        + '"SYS_ADMIN"',
      'Pod api spec.initContainers[0].securityContext.capabilities.add[0]: init container "setup" adds the capability "SYS_ADMIN"',
    ],
  ],
  ['the whole default set', withContext({ capabilities: { add: DEFAULT_SET } }), []],
  ['NET_RAW and ALL', withContext({ capabilities: { add: ['NET_RAW', 'CHOWN', 'ALL'] } }), [added('NET_RAW'), added('ALL', 2)], '1.0'],
  [
    'names are compared exactly',
    withContext({ capabilities: { add: ['CAP_CHOWN', 'chown', ''] } }),
    [added('CAP_CHOWN'), added('chown', 1), added('', 2)],
  ],
  ['null as an entry is an empty name to the server', withContext({ capabilities: { add: [null] } }), [added('')]],
  [
    'unset, null and empty',
    [withContext({ capabilities: null }), withContext({ capabilities: {} }), withContext({ capabilities: { add: [] } })],
    [],
  ],
  ['no security context', withContainer({ securityContext: null }), []],
  [
    'values that the server rejects',
    withContext({ capabilities: { add: [1, 'SYS_TIME'] } }),
    [
      '? Pod api spec.containers[0].securityContext.capabilities.add[0]: container "api": securityContext.capabilities.add[0] is a '
        + 'number, not a string',
      added('SYS_TIME', 1),
    ],
  ],
  [
    'a string for the list',
    withContext({ capabilities: { add: 'SYS_TIME' } }),
    [
      '? Pod api spec.containers[0].securityContext.capabilities.add: container "api": securityContext.capabilities.add is a string, '
        + 'not a list',
    ],
  ],
  ['what is dropped does not matter', withContext({ capabilities: { drop: 'ALL' } }), []],
]);
