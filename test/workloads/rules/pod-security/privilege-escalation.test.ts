import { privilegeEscalation } from '../../../../src/workloads/rules/pod-security/privilege-escalation';
import { inEachList, table, withContainer, withContext } from '../../../support/pods';

const at = (message: string) => `Pod api spec.containers[0].securityContext.allowPrivilegeEscalation: container "api" ${message}`;
const unset = withContainer({ securityContext: {} });

table(privilegeEscalation, [
  [
    'each list',
    inEachList({ securityContext: undefined }),
    [
      at('does not rule out privilege escalation'),
      'Pod api spec.ephemeralContainers[0].securityContext.allowPrivilegeEscalation: ephemeral container "debug" does not rule out '
        + 'privilege escalation',
      'Pod api spec.initContainers[0].securityContext.allowPrivilegeEscalation: init container "setup" does not rule out privilege '
        + 'escalation',
    ],
  ],
  ['true', withContext({ allowPrivilegeEscalation: true }), [at('allows privilege escalation')]],
  ['false', withContext({ allowPrivilegeEscalation: false }), []],
  ['null is unset', withContext({ allowPrivilegeEscalation: null }), [at('does not rule out privilege escalation')]],
  ['since 1.8', unset, [at('does not rule out privilege escalation')], '1.8'],
  ['not before', unset, [], '1.7'],
  [
    'Windows is judged before 1.25',
    withContainer({ securityContext: {} }, { os: { name: 'windows' } }),
    [at('does not rule out privilege escalation')],
    '1.24',
  ],
  ['Windows is exempt from then on', withContainer({ securityContext: {} }, { os: { name: 'windows' } }), [], '1.25'],
  [
    'an operating system that the server rejects',
    withContainer({ securityContext: {} }, { os: { name: 1 } }),
    ['? Pod api spec.os.name: os.name is a number, not a string'],
  ],
  [
    'a value that the server rejects',
    withContext({ allowPrivilegeEscalation: 'false' }),
    [
      '? Pod api spec.containers[0].securityContext.allowPrivilegeEscalation: container "api": '
        + 'securityContext.allowPrivilegeEscalation is a string, not a boolean',
    ],
  ],
]);
