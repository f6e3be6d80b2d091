import { procMount } from '../../../../src/workloads/rules/pod-security/proc-mount';
import { inEachList, table, withContext } from '../../../support/pods';

const at = (type: string) => `Pod api spec.containers[0].securityContext.procMount: container "api" sets the /proc mount "${type}"`;

table(procMount, [
  [
    'each list',
    inEachList({ securityContext: { procMount: 'Unmasked' } }),
    [
      at('Unmasked'),
      'Pod api spec.ephemeralContainers[0].securityContext.procMount: ephemeral container "debug" sets the /proc mount "Unmasked"',
      'Pod api spec.initContainers[0].securityContext.procMount: init container "setup" sets the /proc mount "Unmasked"',
    ],
    '1.0',
  ],
  ['Default', withContext({ procMount: 'Default' }), []],
  ['unset and null', [withContext({}), withContext({ procMount: null })], []],
  ['empty is not the default', withContext({ procMount: '' }), [at('')]],
  ['an unknown type', withContext({ procMount: 'default' }), [at('default')]],
  ['in a user namespace before 1.35', withContext({ procMount: 'Unmasked' }, { hostUsers: false }), [at('Unmasked')], '1.34'],
  ['in a user namespace from then on', withContext({ procMount: 'Unmasked' }, { hostUsers: false }), [], '1.35'],
  ["in the host's", withContext({ procMount: 'Unmasked' }, { hostUsers: true }), [at('Unmasked')], '1.35'],
  ["null is the host's", withContext({ procMount: 'Unmasked' }, { hostUsers: null }), [at('Unmasked')], '1.35'],
  [
    'a user namespace that the server rejects',
    withContext({ procMount: 'Unmasked' }, { hostUsers: 'false' }),
    ['? Pod api spec.hostUsers: hostUsers is a string, not a boolean'],
  ],
  [
    'a type that the server rejects',
    withContext({ procMount: true }),
    ['? Pod api spec.containers[0].securityContext.procMount: container "api": securityContext.procMount is a boolean, not a string'],
  ],
]);
