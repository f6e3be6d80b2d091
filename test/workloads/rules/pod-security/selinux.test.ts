import { seLinux } from '../../../../src/workloads/rules/pod-security/selinux';
import { inEachList, table, withContext, withPodContext } from '../../../support/pods';

const at = (field: string, value: string) =>
  `Pod api spec.containers[0].securityContext.seLinuxOptions.${field}: container "api" sets the SELinux ${field} "${value}"`;

table(seLinux, [
  [
    'each list',
    inEachList({ securityContext: { seLinuxOptions: { type: 'spc_t' } } }),
    [
      at('type', 'spc_t'),
      'Pod api spec.ephemeralContainers[0].securityContext.seLinuxOptions.type: ephemeral container "debug" sets the SELinux type "spc_t"',
      'Pod api spec.initContainers[0].securityContext.seLinuxOptions.type: init container "setup" sets the SELinux type "spc_t"',
    ],
  ],
  [
    'the pod',
    withPodContext({ seLinuxOptions: { user: 'system_u' } }),
    ['Pod api spec.securityContext.seLinuxOptions.user: the pod sets the SELinux user "system_u"'],
    '1.0',
  ],
  [
    'user and role, even with a type that is allowed',
    withContext({ seLinuxOptions: { type: 'container_t', user: 'system_u', role: 'system_r' } }),
    [at('role', 'system_r'), at('user', 'system_u')],
  ],
  [
    'the types for containers',
    ['container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t'].map((type) => withContext({ seLinuxOptions: { type } })),
    [],
  ],
  ['container_engine_t since 1.31', withContext({ seLinuxOptions: { type: 'container_engine_t' } }), [], '1.31'],
  [
    'container_engine_t before',
    withContext({ seLinuxOptions: { type: 'container_engine_t' } }),
    [at('type', 'container_engine_t')],
    '1.30',
  ],
  [
    'unset, null and empty',
    [
      withContext({ seLinuxOptions: null }),
      withContext({ seLinuxOptions: {} }),
      withContext({ seLinuxOptions: { type: '', user: null, role: '' } }),
    ],
    [],
  ],
  ['a level', withContext({ seLinuxOptions: { level: 's0:c1,c2' } }), []],
  [
    'values that the server rejects',
    withContext({ seLinuxOptions: { type: ['container_t'], user: 'x' } }),
    [
      '? Pod api spec.containers[0].securityContext.seLinuxOptions.type: container "api": securityContext.seLinuxOptions.type is a '
        + 'list, not a string',
      at('user', 'x'),
    ],
  ],
]);
