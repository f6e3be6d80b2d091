import { sysctls } from '../../../../src/workloads/rules/pod-security/sysctls';
import { pod, table, withPodContext } from '../../../support/pods';

const set = (...names: unknown[]) => withPodContext({ sysctls: names.map((name) => ({ name, value: '1' })) });
const at = (name: string, index = 0) => `Pod api spec.securityContext.sysctls[${index}].name: the pod sets the sysctl "${name}"`;
const SAFE = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_unprivileged_port_start',
];
const KEEPALIVE = [
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
];
const since = (names: readonly string[], version: string, before: string) =>
  names.flatMap((name) => [
    [`${name} is safe`, set(name), [], version] as const,
    [`${name} is not yet safe`, set(name), [at(name)], before] as const,
  ]);

table(sysctls, [
  ['the first safe ones', set(...SAFE), [], '1.0'],
  ...since(['net.ipv4.ip_local_reserved_ports'], '1.27', '1.26'),
  ...since(KEEPALIVE, '1.29', '1.28'),
  ...since(['net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem'], '1.32', '1.31'),
  ...since(['net.ipv4.tcp_slow_start_after_idle', 'net.ipv4.tcp_notsent_lowat'], '1.37', '1.36'),
  [
    'unsafe ones among safe ones',
    set('kernel.msgmax', 'net.ipv4.tcp_syncookies', 'net.core.somaxconn'),
    [at('kernel.msgmax'), at('net.core.somaxconn', 2)],
  ],
  ['names are compared exactly', set('net/ipv4/tcp_syncookies', ''), [at('net/ipv4/tcp_syncookies'), at('', 1)]],
  ['without name', withPodContext({ sysctls: [{ value: '1' }, null] }), [at(''), at('', 1)]],
  ['unset, null and empty', [pod({ securityContext: null }), withPodContext({ sysctls: null }), withPodContext({ sysctls: [] })], []],
  [
    'values that the server rejects',
    withPodContext({ sysctls: [{ name: 1 }, 'kernel.msgmax'] }),
    [
      '? Pod api spec.securityContext.sysctls[0].name: securityContext.sysctls[0].name is a number, not a string',
      '? Pod api spec.securityContext.sysctls[1]: securityContext.sysctls[1] is a string, not a mapping',
    ],
  ],
  [
    'a mapping for the list',
    withPodContext({ sysctls: { 'kernel.msgmax': '1' } }),
    ['? Pod api spec.securityContext.sysctls: securityContext.sysctls is a mapping, not a list'],
  ],
]);
