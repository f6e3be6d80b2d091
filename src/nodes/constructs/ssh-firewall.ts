import type { Cidr } from '../../kubernetes/network/cidr';
import { commentLine } from '../../text/comment';
import { FIREWALL_TABLE } from '../firewall-table';
import type { CheckedSource } from './source-list';

/** Path of the ruleset on the node. */
export const FIREWALL_PATH = '/etc/nftables.d/cdk8s-hardened-ssh.nft';

/** What the ruleset is made of. */
export interface FirewallParts {
  readonly sources: readonly CheckedSource[];
  readonly ports: readonly number[];
  readonly loopbackReason: string | undefined;
}

/**
 * The nftables ruleset. One `nft -f` is one transaction: it adds the table (so that deleting never fails), deletes it and makes it again,
 * and at no moment is there none.
 *
 * The chain comes first of the input hook (priority raw), after any DNAT; a drop there is final, whatever other tables accept. No rule
 * requires connection state: a session from a range that was taken away ends at the next load.
 */
export function renderFirewall({ sources, ports, loopbackReason }: FirewallParts): string {
  const lines = [
    '#!/usr/sbin/nft -f',
    '# Made by cdk8s-hardened: change the program that made it, not this file.',
    '# SSH to this node is closed to all but the sources below.',
    ...sshComments(sources, loopbackReason),
    '',
    `add table inet ${FIREWALL_TABLE}`,
    `delete table inet ${FIREWALL_TABLE}`,
    `table inet ${FIREWALL_TABLE} {`,
    '\tset ssh_ports {',
    '\t\ttype inet_service',
    `\t\telements = { ${ports.join(', ')} }`,
    '\t}',
    ...renderSets('allowed', sources),
    '\tchain input {',
    '\t\ttype filter hook input priority raw; policy accept;',
    '\t\ttcp dport @ssh_ports jump ssh',
    '\t}',
    ...renderSshChain(loopbackReason),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

/** The chain that decides SSH, by the sets `allowed_ipv4` and `allowed_ipv6`. */
export function renderSshChain(loopbackReason: string | undefined): readonly string[] {
  return [
    '\tchain ssh {',
    ...(loopbackReason === undefined ? [] : ['\t\tiif lo ip saddr 127.0.0.0/8 accept', '\t\tiif lo ip6 saddr ::1 accept']),
    '\t\tip saddr @allowed_ipv4 counter accept',
    '\t\tip6 saddr @allowed_ipv6 counter accept',
    '\t\ttcp flags & (fin | syn | rst | ack) == syn limit rate 6/minute burst 10 packets log prefix "ssh refused: " level info',
    '\t\tcounter drop',
    '\t}',
  ];
}

/** One set of addresses for each family, `name_ipv4` and `name_ipv6`. */
export function renderSets(name: string, sources: readonly { readonly name: string; readonly range: Cidr }[]): readonly string[] {
  return ([4, 6] as const).flatMap((family) => {
    const elements = sources
      .filter(({ range }) => range.family === family)
      .map((source) => `\t\t\t${source.range} comment "${source.name}"`)
      .join(',\n');
    return [
      `\tset ${name}_ipv${family} {`,
      `\t\ttype ipv${family}_addr`,
      '\t\tflags interval',
      ...(elements === '' ? [] : ['\t\telements = {', elements, '\t\t}']),
      '\t}',
    ];
  });
}

/** What is said of sources that are wider than usual, and of an open loopback. */
export function sshComments(sources: readonly CheckedSource[], loopbackReason: string | undefined): readonly string[] {
  return [
    ...sources
      .filter(({ reason }) => reason !== undefined)
      .map(({ name, range, reason }) => comment(`wide range ${name} ${range}`, reason!)),
    ...(loopbackReason === undefined ? [] : [comment('loopback allowed', loopbackReason)]),
  ];
}

/** A reason as one line of comment: no character of it can end the line. */
export function comment(what: string, reason: string): string {
  return commentLine(`${what}: ${reason.trim()}`);
}
