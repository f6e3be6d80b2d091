import type { Cidr } from '../../kubernetes/network/cidr';
import { comment } from './ssh-firewall';
import type { SshdProps } from './sshd-props';

/** Path of the drop-in: sshd takes the first value that it reads, and reads included files in order of their names. */
export const SSHD_PATH = '/etc/ssh/sshd_config.d/00-cdk8s-hardened.conf';

/** What the drop-in is made of. */
export interface SshdParts {
  /** From where users may log in. */
  readonly ranges: readonly Cidr[];
  readonly loopbackReason: string | undefined;
  readonly sshd: SshdProps;
}

const LOOPBACK = ['127.0.0.0/8', '::1/128'];

/**
 * The drop-in for sshd.
 *
 * Addresses are checked twice. `AllowUsers name@range` fails closed where sshd knows no address, but lists in other files add to it; the
 * `Match` at the end denies whatever they add, but an unknown address would not match. `Match all` ends that block: sshd keeps the state of
 * an included file to itself, and so does a file that this one is pasted into.
 *
 * No list of ciphers: what OpenSSH has by default, or the distribution's crypto policy, is newer than any list written here, and a list
 * here would override a FIPS policy. No keyword that OpenSSH 8.9 lacks: sshd does not start with a keyword that it does not know.
 *
 * Source: sshd_config(5), https://man.openbsd.org/sshd_config
 */
export function renderSshd({ ranges: allowed, loopbackReason, sshd }: SshdParts): string {
  const ranges = [...allowed.map(({ text }) => text), ...(loopbackReason === undefined ? [] : LOOPBACK)];
  const users = sshd.allowUsers ?? ['*'];
  const tcp = sshd.unsafeTcpForwardingReason;
  const agent = sshd.unsafeAgentForwardingReason;
  const lines = [
    '# Made by cdk8s-hardened: change the program that made it, not this file.',
    ...(loopbackReason === undefined ? [] : [comment('loopback allowed', loopbackReason)]),
    'PermitRootLogin no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'PermitEmptyPasswords no',
    'HostbasedAuthentication no',
    'PubkeyAuthentication yes',
    'AuthenticationMethods publickey',
    'StrictModes yes',
    'PermitUserEnvironment no',
    ...(tcp === undefined ? [] : [comment('TCP forwarding allowed', tcp)]),
    `AllowTcpForwarding ${tcp === undefined ? 'no' : 'yes'}`,
    'AllowStreamLocalForwarding no',
    ...(agent === undefined ? [] : [comment('agent forwarding allowed', agent)]),
    `AllowAgentForwarding ${agent === undefined ? 'no' : 'yes'}`,
    'X11Forwarding no',
    'PermitTunnel no',
    'GatewayPorts no',
    `MaxAuthTries ${sshd.maxAuthTries ?? 3}`,
    `LoginGraceTime ${sshd.loginGraceSeconds ?? 30}`,
    'LogLevel VERBOSE',
    ...users.flatMap((user) => ranges.map((range) => `AllowUsers ${user}@${range}`)),
    ...(sshd.allowGroups ?? []).map((group) => `AllowGroups ${group}`),
    `Match Address *,${ranges.map((range) => `!${range}`).join(',')}`,
    '  DenyUsers *',
    'Match all',
  ];
  return `${lines.join('\n')}\n`;
}
