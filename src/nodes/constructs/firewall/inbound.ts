import type { Port } from '../../../cdk8s/port';
import { mergePorts, PROTOCOLS } from './closed-ports';
import type { CheckedOpening, NamedRange } from './opening-list';
import type { SshParts } from './ruleset';

/** What is let in, of one protocol: the form that renderers other than nftables take it in. */
export interface Inbound {
  readonly name: string;
  readonly protocol: (typeof PROTOCOLS)[number];
  readonly ports: readonly (readonly [first: number, last: number])[];
  /** Undefined for every address. */
  readonly from: readonly NamedRange[] | undefined;
  /** Why it is wider than others. */
  readonly reasons: readonly string[];
}

/** Openings by protocol, those without a source left out: they open nothing. */
export function inboundOf(openings: readonly CheckedOpening[], ssh: SshParts | undefined): readonly Inbound[] {
  const opened = openings
    .filter(({ from }) => from === undefined || from.length > 0)
    .flatMap(({ name, ports, from, reasons }) => byProtocol(ports).map((part) => ({ name, ...part, from, reasons })));
  if (!ssh) return opened;
  const from = ssh.sources.map(({ name, range }) => ({ label: name, range }));
  return [...opened, { name: 'ssh', protocol: 'TCP', ports: ssh.ports.map((port) => [port, port] as const), from, reasons: [] }];
}

/** Ports as few ranges as possible, by protocol. */
export function byProtocol(ports: readonly Port[]): readonly Pick<Inbound, 'protocol' | 'ports'>[] {
  return PROTOCOLS.map((protocol) => ({ protocol, ports: mergePorts(ports, protocol) })).filter(({ ports: ranges }) => ranges.length > 0);
}
