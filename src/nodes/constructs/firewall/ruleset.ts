import type { Port } from '../../../cdk8s/port';
import { commentLine } from '../../../text/comment';
import { BREAK_GLASS_COMMENT, NODE_FIREWALL_TABLE } from '../../firewall-table';
import type { CheckedSource } from '../source-list';
import { renderSets, renderSshChain, sshComments } from '../ssh-firewall';
import { mergePorts, portList, PROTOCOLS } from './closed-ports';
import type { CheckedOpening } from './opening-list';

/** Path of the ruleset on the node. */
export const RULESET_PATH = '/etc/nftables.d/cdk8s-hardened-nodes.nft';

/** Who may reach sshd. */
export interface SshParts {
  readonly sources: readonly CheckedSource[];
  readonly ports: readonly number[];
  readonly loopbackReason: string | undefined;
}

/** An opening that ends. */
export interface EndingOpening {
  readonly name: string;
  /** When it ends, in seconds since 1970. */
  readonly endsAt: number;
  /** The same for people. */
  readonly until: string;
  readonly reason: string;
  readonly approvedBy: string;
  readonly ports: readonly Port[];
  readonly from: readonly { readonly name: string; readonly range: CheckedSource['range'] }[];
}

/** What the ruleset of a pool is made of. */
export interface RulesetParts {
  readonly pool: string;
  /** What its nodes open. */
  readonly openings: readonly CheckedOpening[];
  /** What is closed but for the openings. */
  readonly closed: readonly Port[];
  readonly closeOtherPorts: boolean;
  readonly ssh: SshParts | undefined;
  readonly ending: readonly EndingOpening[];
}

/**
 * The ruleset of a pool. One `nft -f` is one transaction, as in `renderFirewall`, and the chain comes first of the input hook in the same
 * way, after any DNAT: a drop there is final, and what it accepts is still up to the chains of others.
 *
 * Answers to connections that the node has opened pass (`ct direction reply`): such a connection may have a closed port as its own. Nothing
 * else requires connection state in front of the closed ports, so that a session ends when its opening does.
 */
export function renderRuleset(parts: RulesetParts): string {
  const { pool, openings, closed, closeOtherPorts, ssh, ending } = parts;
  const sourced = openings.filter(({ from }) => from !== undefined && from.length > 0);
  const lines = [
    '#!/usr/sbin/nft -f',
    '# Made by cdk8s-hardened: change the program that made it, not this file.',
    `# The firewall of the nodes ${pool}: the ports below are closed to all but the sources below.`,
    ...openings.flatMap(({ name, requestedBy, reasons }) => [
      commentLine(`opening ${name}: requested by ${requestedBy}`),
      ...reasons.map((reason) => commentLine(`opening ${name}: ${reason.trim()}`)),
    ]),
    ...(ssh ? sshComments(ssh.sources, ssh.loopbackReason) : []),
    ...ending.map(({ name, until, approvedBy, reason }) =>
      commentLine(`${BREAK_GLASS_COMMENT}${name} until ${until}, approved by ${approvedBy}: ${reason.trim()}`),
    ),
    '',
    `add table inet ${NODE_FIREWALL_TABLE}`,
    `delete table inet ${NODE_FIREWALL_TABLE}`,
    `table inet ${NODE_FIREWALL_TABLE} {`,
    ...portSets('closed', closed),
    ...(ssh ? [...portSet('ssh_ports', ssh.ports.join(', ')), ...renderSets('allowed', ssh.sources)] : []),
    ...sourced.flatMap(({ name, from }) =>
      renderSets(
        setOf(name),
        from!.map(({ label, range }) => ({ name: label, range })),
      ),
    ),
    ...ending.flatMap(renderEnding),
    ...(ssh ? renderSshChain(ssh.loopbackReason) : []),
    '\tchain closed {',
    '\t\tiif lo accept',
    ...(closeOtherPorts ? BASICS : []),
    ...openings.flatMap(renderOpening),
    '\t\tct state new limit rate 6/minute burst 10 packets log prefix "node firewall: " level info',
    '\t\tcounter drop',
    '\t}',
    '\tchain input {',
    '\t\ttype filter hook input priority raw; policy accept;',
    '\t\tct direction reply accept',
    ...ending.map(({ name }) => `\t\tjump ${chainOf(name)}`),
    ...(ssh ? ['\t\ttcp dport @ssh_ports jump ssh'] : []),
    ...(closeOtherPorts
      ? ['\t\tjump closed']
      : PROTOCOLS.filter((protocol) => mergePorts(closed, protocol).length > 0).map(
          (protocol) => `\t\t${protocol.toLowerCase()} dport @closed_${protocol.toLowerCase()} jump closed`,
        )),
    '\t}',
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

/**
 * What a node needs that has its other ports closed: related errors, ICMP of RFC 4890, and the answers of DHCP, which come to a multicast
 * or broadcast request and so are no answers to connection tracking.
 */
const BASICS: readonly string[] = [
  '\t\tct state related accept',
  '\t\ticmp type { echo-request, destination-unreachable, time-exceeded, parameter-problem } accept',
  '\t\ticmpv6 type { destination-unreachable, packet-too-big, time-exceeded, parameter-problem, echo-request, mld-listener-query, '
    + 'mld-listener-report, mld-listener-done, mld2-listener-report, nd-router-solicit, nd-router-advert, nd-neighbor-solicit, '
    + 'nd-neighbor-advert } accept',
  '\t\tudp sport 67 udp dport 68 accept',
  '\t\tip6 saddr fe80::/10 udp sport 547 udp dport 546 accept',
];

function renderOpening({ name, ports, from }: CheckedOpening): readonly string[] {
  return portMatches(ports).flatMap((match) => {
    if (from === undefined) return [`\t\t${match} counter accept comment "${name}"`];
    return from.length === 0
      ? []
      : [
          `\t\t${match} ip saddr @${setOf(name)}_ipv4 counter accept comment "${name}"`,
          `\t\t${match} ip6 saddr @${setOf(name)}_ipv6 counter accept comment "${name}"`,
        ];
  });
}

/** An opening that ends by itself: the kernel compares its own clock, so that neither a reload nor a boot prolongs it. */
function renderEnding({ name, endsAt, ports, from }: EndingOpening): readonly string[] {
  return [
    `\tchain ${chainOf(name)} {`,
    ...portMatches(ports).flatMap((match) =>
      from.map(
        ({ name: source, range }) =>
          `\t\tmeta time < ${endsAt} ${range.family === 4 ? 'ip' : 'ip6'} saddr ${range} ${match} counter accept comment "${source}"`,
      ),
    ),
    '\t}',
  ];
}

function portMatches(ports: readonly Port[]): readonly string[] {
  return PROTOCOLS.flatMap((protocol) => {
    const ranges = mergePorts(ports, protocol);
    return ranges.length === 0 ? [] : [`${protocol.toLowerCase()} dport { ${portList(ranges)} }`];
  });
}

function portSets(name: string, ports: readonly Port[]): readonly string[] {
  return PROTOCOLS.flatMap((protocol) => {
    const ranges = mergePorts(ports, protocol);
    return ranges.length === 0 ? [] : portSet(`${name}_${protocol.toLowerCase()}`, portList(ranges));
  });
}

function portSet(name: string, elements: string): readonly string[] {
  return [`\tset ${name} {`, '\t\ttype inet_service', '\t\tflags interval', `\t\telements = { ${elements} }`, '\t}'];
}

function setOf(opening: string): string {
  return `for_${opening.replace(/-/g, '_')}`;
}

/** The chain of an opening that ends. */
export function chainOf(name: string): string {
  return `break_glass_${name.replace(/-/g, '_')}`;
}
