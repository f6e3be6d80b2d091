import { runAsUser } from '../../../../src/workloads/rules/pod-security/run-as-user';
import { inEachList, table, withContext, withPodContext } from '../../../support/pods';

const podUid = 'Pod api spec.securityContext.runAsUser: the pod sets uid 0';
const own = 'Pod api spec.containers[0].securityContext.runAsUser: container "api" sets uid 0';

table(runAsUser, [
  [
    'each list',
    inEachList({ securityContext: { runAsUser: 0 } }),
    [
      own,
      'Pod api spec.ephemeralContainers[0].securityContext.runAsUser: ephemeral container "debug" sets uid 0',
      'Pod api spec.initContainers[0].securityContext.runAsUser: init container "setup" sets uid 0',
    ],
  ],
  ['the pod, though its container sets another', withContext({ runAsUser: 1000 }, { securityContext: { runAsUser: 0 } }), [podUid]],
  ['another uid', withPodContext({ runAsUser: 1000 }), []],
  ['unset and null', [withContext({}), withPodContext({ runAsUser: null })], []],
  ['since 1.23', withContext({ runAsUser: 0 }), [own], '1.23'],
  ['not before', withContext({ runAsUser: 0 }), [], '1.22'],
  ['in a user namespace before 1.35', withContext({ runAsUser: 0 }, { hostUsers: false }), [own], '1.34'],
  ['in a user namespace from then on', withContext({ runAsUser: 0 }, { hostUsers: false }), [], '1.35'],
  ["in the host's", withContext({ runAsUser: 0 }, { hostUsers: true }), [own], '1.35'],
  [
    'values that the server rejects',
    withPodContext({ runAsUser: '0' }, { hostUsers: null }),
    ['? Pod api spec.securityContext.runAsUser: securityContext.runAsUser is a string, not an integer'],
  ],
  [
    'a uid with a fraction',
    withContext({ runAsUser: 0.5 }),
    [
      '? Pod api spec.containers[0].securityContext.runAsUser: container "api": securityContext.runAsUser is 0.5, not an integer of '
        + '64 bits',
    ],
  ],
]);
