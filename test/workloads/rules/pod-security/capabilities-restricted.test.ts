import { capabilitiesRestricted } from '../../../../src/workloads/rules/pod-security/capabilities-restricted';
import { inEachList, table, withContainer, withContext } from '../../../support/pods';

const notDropped = 'Pod api spec.containers[0].securityContext.capabilities.drop: container "api" does not drop ALL capabilities';

table(capabilitiesRestricted, [
  [
    'each list, without security context',
    inEachList({ securityContext: undefined }),
    [
      notDropped,
      'Pod api spec.ephemeralContainers[0].securityContext.capabilities.drop: ephemeral container "debug" does not drop ALL capabilities',
      'Pod api spec.initContainers[0].securityContext.capabilities.drop: init container "setup" does not drop ALL capabilities',
    ],
  ],
  ['ALL dropped, anywhere in the list', withContext({ capabilities: { drop: ['NET_RAW', 'ALL'] } }), []],
  ['NET_BIND_SERVICE added back', withContext({ capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } }), []],
  [
    'another one added back',
    withContext({ capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE', 'CHOWN'] } }),
    ['Pod api spec.containers[0].securityContext.capabilities.add[1]: container "api" adds the capability "CHOWN"'],
  ],
  ['an empty list', withContext({ capabilities: { drop: [] } }), [notDropped]],
  ['null', withContext({ capabilities: null }), [notDropped]],
  ['names are compared exactly', withContext({ capabilities: { drop: ['all', 'CAP_ALL', null] } }), [notDropped]],
  ['since 1.22', withContainer({ securityContext: {} }), [notDropped], '1.22'],
  ['not before', withContainer({ securityContext: {} }), [], '1.21'],
  ['Windows is judged before 1.25', withContainer({ securityContext: {} }, { os: { name: 'windows' } }), [notDropped], '1.24'],
  ['Windows is exempt from then on', withContainer({ securityContext: {} }, { os: { name: 'windows' } }), [], '1.25'],
  ['Linux by name is not', withContainer({ securityContext: {} }, { os: { name: 'linux' } }), [notDropped], '1.25'],
  ['the name is compared exactly', withContainer({ securityContext: {} }, { os: { name: 'Windows' } }), [notDropped]],
  [
    'an operating system of a wrong type',
    withContainer({ securityContext: {} }, { os: 'windows' }),
    ['? Pod api spec.os: os is a string, not a mapping'],
  ],
  [
    'capabilities of a wrong type',
    withContext({ capabilities: ['ALL'] }),
    ['? Pod api spec.containers[0].securityContext.capabilities: container "api": securityContext.capabilities is a list, not a mapping'],
  ],
  [
    'an entry of a wrong type',
    withContext({ capabilities: { drop: [0] } }),
    [
      '? Pod api spec.containers[0].securityContext.capabilities.drop[0]: container "api": securityContext.capabilities.drop[0] is a '
        + 'number, not a string',
    ],
  ],
]);
