import { undecided, type Outcome } from '../engine/rule';
import { Cidr } from '../kubernetes/network/cidr';
import { worldlyRanges } from './address-space';

/** A place in an object that lets others reach what listens on a node, and from where. */
export interface Opening {
  /** Where it is written. */
  readonly path: string;
  /** For messages: `ingress rule 0`, `port ssh`. */
  readonly label: string;
  /** Ranges that may reach it, as they are written; `everybody` with the reason when nothing limits it. */
  readonly from: readonly unknown[] | { readonly everybody: string };
}

/** Checks an opening of SSH, etcd and the like: a violation for the world, unknown for ranges that cannot be read. */
export function judgeOpening({ path, label, from }: Opening, what: string, widest: Readonly<Record<number, number>>): Outcome[] {
  if ('everybody' in from) return [{ path, message: `${label} lets any client reach ${what}: ${from.everybody}` }];
  const outcomes: Outcome[] = [];
  const ranges: Cidr[] = [];
  for (const text of from) {
    const range = readRange(text);
    if (range) ranges.push(range);
    else outcomes.push(undecided(path, `${label} allows ${what} from ${JSON.stringify(text)}, which is not a range`));
  }
  const world = worldlyRanges(ranges, widest);
  if (world.length > 0) {
    const names = world.slice(0, 4).map(String).join(', ') + (world.length > 4 ? `, … (${world.length} ranges)` : '');
    outcomes.unshift({ path, message: `${label} lets the internet reach ${what}: ${names}` });
  }
  return outcomes;
}

/** Reads a range as Kubernetes, the network plugins and nftables do: a single address is a range, and bits behind the mask are left out. */
export function readRange(text: unknown): Cidr | undefined {
  if (typeof text !== 'string') return undefined;
  const [address, prefix] = text.trim().split('/');
  const full = prefix === undefined ? `${address}/${address!.includes(':') ? 128 : 32}` : `${address}/${prefix}`;
  const range = Cidr._parse(full);
  if (typeof range !== 'string') return range;
  const canonical = /Write "([^"]+)"\.$/.exec(range)?.[1];
  if (canonical === undefined) return undefined;
  const masked = Cidr._parse(canonical);
  return typeof masked === 'string' ? undefined : masked;
}
