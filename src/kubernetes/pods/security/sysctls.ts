import { collect, NONE } from '../../objects/collect';
import type { PodView } from '../pod-view';
import type { Place, PodSecurityCheck } from './check';
import { entriesOf, podContext, textOf } from './read';

const SAFE_1_0 = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_unprivileged_port_start',
];
const SAFE_1_27 = [...SAFE_1_0, 'net.ipv4.ip_local_reserved_ports'];
const SAFE_1_29 = [
  ...SAFE_1_27,
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
];
const SAFE_1_32 = [...SAFE_1_29, 'net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem'];
const SAFE_1_37 = [...SAFE_1_32, 'net.ipv4.tcp_slow_start_after_idle', 'net.ipv4.tcp_notsent_lowat'];

/** Only sysctls that are known to affect only the pod. Names are compared exactly: `net/ipv4/tcp_rmem` is not in the input. */
export const sysctls: PodSecurityCheck = {
  id: 'sysctls',
  level: 'baseline',
  fields: ['spec.securityContext.sysctls[*].name'],
  revisions: [
    { since: '1.0', check: (pod) => unsafe(pod, SAFE_1_0) },
    { since: '1.27', check: (pod) => unsafe(pod, SAFE_1_27) },
    { since: '1.29', check: (pod) => unsafe(pod, SAFE_1_29) },
    { since: '1.32', check: (pod) => unsafe(pod, SAFE_1_32) },
    { since: '1.37', check: (pod) => unsafe(pod, SAFE_1_37) },
  ],
};

function unsafe(pod: PodView, safe: readonly string[]): readonly Place[] {
  const context = podContext(pod);
  return collect(entriesOf(context?.fields.sysctls), ([index, entry]) => {
    const name = textOf(entry.name);
    if (name === undefined || safe.includes(name)) return NONE;
    return [{ path: `${context!.path}.sysctls[${index}].name`, message: `the pod sets the sysctl ${JSON.stringify(name)}` }];
  });
}
