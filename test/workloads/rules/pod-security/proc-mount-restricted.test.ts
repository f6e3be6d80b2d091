import { procMountRestricted } from '../../../../src/workloads/rules/pod-security/proc-mount-restricted';
import { table, withContext } from '../../../support/pods';

const unmasked = ['Pod api spec.containers[0].securityContext.procMount: container "api" sets the /proc mount "Unmasked"'];

table(procMountRestricted, [
  ['in a user namespace', withContext({ procMount: 'Unmasked' }, { hostUsers: false }), unmasked, '1.35'],
  ["in the host's", withContext({ procMount: 'Unmasked' }), unmasked, '1.35'],
  ['before 1.35 the baseline control says it', withContext({ procMount: 'Unmasked' }), [], '1.34'],
  ['unset, null and Default', [withContext({}), withContext({ procMount: null }), withContext({ procMount: 'Default' })], []],
  [
    'a type that the server rejects',
    withContext({ procMount: [] }),
    ['? Pod api spec.containers[0].securityContext.procMount: container "api": securityContext.procMount is a list, not a string'],
  ],
]);
