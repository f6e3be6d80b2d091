import type { IConstruct } from 'constructs';
import { checkReason } from '../../../cdk8s/check-reason';
import { refusal, type Refusal } from '../../../cdk8s/refusal';
import type { Cidr } from '../../../kubernetes/network/cidr';
import { outermost, WIDEST, worldlyRanges } from '../../address-space';
import { SOURCE_NAME, whyNobody } from '../special-ranges';
import { sharesPort } from './closed-ports';
import type { FirewallOpening } from './firewall-opening';
import type { NodePool } from './node-pool';
import type { NodeRole } from './node-role';

/** Addresses with the words by which the ruleset calls them. */
export interface NamedRange {
  readonly label: string;
  readonly range: Cidr;
}

/** An opening that was found fit. */
export interface CheckedOpening extends Omit<FirewallOpening, 'sources' | 'unsafeWorldReason' | 'unsafePodsReason'> {
  /** Each address once; undefined for the world. */
  readonly from: readonly NamedRange[] | undefined;
  /** Why it is wider than others. */
  readonly reasons: readonly string[];
}

/** What an opening is checked against. */
export interface Surroundings {
  readonly pools: readonly NodePool[];
  readonly podRanges: readonly Cidr[];
  readonly openings: readonly CheckedOpening[];
}

const NAME = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;
/**
 * The one metadata service that opens connections: the health probes of Azure's load balancers come from there. Source:
 * https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
 */
const AZURE_PROBES = '168.63.129.16/32';
/** A comment of nftables has at most 128 bytes. */
const LONGEST_LABEL = 120;
const ASKED_BY = /^[\w .,:;/@#()+-]{1,60}$/;

/** Checks an opening, and looks up its sources. Throws when it is not acceptable. */
export function checkOpening(scope: IConstruct, given: FirewallOpening, { pools, podRanges, openings }: Surroundings): CheckedOpening {
  const { name, requestedBy, roles, ports, unsafeWorldReason, unsafePodsReason } = given;
  const refuse = (parts: Refusal) => refusal(scope, { ...parts, fact: `the opening "${name}" ${parts.fact}` });
  if (typeof name !== 'string' || !NAME.test(name)) {
    throw refusal(scope, {
      fact: `${JSON.stringify(name)} is not a name for an opening`,
      consequence: 'so reviewers could not see what is open',
      remedy: 'Write up to 40 lower-case letters, digits and dashes, such as "overlay".',
    });
  }
  if (openings.some((other) => other.name === name)) {
    throw refuse({ fact: 'is there already', consequence: 'so the two could not be told apart', remedy: 'Give each a name of its own.' });
  }
  if (typeof requestedBy !== 'string' || requestedBy.trim() === '' || !ASKED_BY.test(requestedBy)) {
    throw refuse({
      fact: `says ${JSON.stringify(requestedBy)} of who requires it`,
      consequence: 'so it is unclear whether it is still needed',
      remedy: 'Name a team, a person or a ticket in up to 60 plain characters.',
    });
  }
  const idle = roles.length === 0 ? 'no role' : ports.length === 0 ? 'no port' : undefined;
  if (idle !== undefined) {
    throw refuse({ fact: `names ${idle}`, consequence: 'so it opens nothing', remedy: 'Name at least one.' });
  }
  const requirePool = (role: NodeRole, consequence: string) => {
    if (pools.some((pool) => pool.roles.includes(role))) return;
    throw refuse({
      fact: `names the role ${role}, which no pool has`,
      consequence,
      remedy: 'Name the nodes in `pools` of the NodeFirewall, or other roles and sources.',
    });
  };
  for (const role of roles) requirePool(role, 'so nothing would be opened');
  checkReason(scope, `unsafeWorldReason of the opening "${name}"`, unsafeWorldReason);
  checkReason(scope, `unsafePodsReason of the opening "${name}"`, unsafePodsReason);
  const sources = given.sources ?? [];
  if (unsafeWorldReason !== undefined && sources.length > 0) {
    throw refuse({
      fact: 'names sources, and is open to the world',
      consequence: 'so the sources limit nothing',
      remedy: 'Remove the sources, or unsafeWorldReason.',
    });
  }
  const ranges = sources.flatMap((source): readonly NamedRange[] => {
    const of = source._of;
    if ('role' in of) {
      requirePool(of.role, 'so it would admit no client');
      return pools
        .filter((pool) => pool.roles.includes(of.role))
        .flatMap((pool) => pool.ranges.map((range) => ({ label: `nodes ${pool.name}`, range })));
    }
    if ('name' in of) return [{ label: of.name, range: checkRange(of.name, of.cidr, podRanges, refuse) }];
    if (unsafePodsReason === undefined) {
      throw refuse({
        fact: 'names the pods as a source',
        consequence: 'so anyone who can run a pod could reach it',
        remedy: 'Name the nodes on which the client runs with hostNetwork, or give unsafePodsReason.',
      });
    }
    if (podRanges.length === 0) {
      throw refuse({
        fact: 'names the pods as a source, whose ranges are not known',
        consequence: 'so nothing would be opened',
        remedy: 'Set `podRanges` of the NodeFirewall.',
      });
    }
    return podRanges.map((range) => ({ label: 'pods', range }));
  });
  const world = worldlyRanges(ranges.map(({ range }) => range));
  if (world.length > 0) {
    throw refuse({
      fact: `has sources that are the internet together: ${world.slice(0, 4).join(', ')}`,
      consequence: 'so nothing would be closed',
      remedy: 'Name narrower ranges, or give unsafeWorldReason in place of the sources.',
    });
  }
  const checked: CheckedOpening = {
    name,
    requestedBy,
    roles: [...roles],
    ports: [...ports],
    from: unsafeWorldReason === undefined ? merged(ranges) : undefined,
    reasons: [unsafeWorldReason, unsafePodsReason].filter((reason) => reason !== undefined),
  };
  refuseSame(checked, openings, refuse);
  return checked;
}

function checkRange(name: string, range: Cidr, podRanges: readonly Cidr[], refuse: (parts: Refusal) => Error): Cidr {
  if (typeof name !== 'string' || !SOURCE_NAME.test(name)) {
    throw refuse({
      fact: `calls a source ${JSON.stringify(name)}`,
      consequence: 'so reviewers could not see whose addresses are allowed',
      remedy: 'Write letters, digits, dots, dashes and underscores, such as "prometheus".',
    });
  }
  const nobody = range.isWorld || range.text === AZURE_PROBES ? undefined : whyNobody(range);
  if (nobody !== undefined) {
    throw refuse({
      fact: `has the source "${name}" (${range}), which is ${nobody}`,
      consequence: 'so no client comes from there',
      remedy: 'Name the addresses from which the nodes see the client.',
    });
  }
  if (range.prefixLength < WIDEST[range.family]!) {
    throw refuse({
      fact: `has the source "${name}" (${range}), wider than /${WIDEST[range.family]}`,
      consequence: 'so it is not one network but the internet, or much of it',
      remedy: 'Name narrower ranges, or give unsafeWorldReason in place of the sources.',
    });
  }
  const pods = podRanges.find((each) => each.overlaps(range));
  if (!pods) return range;
  throw refuse({
    fact: `has the source "${name}" (${range}), which shares addresses with the pods (${pods})`,
    consequence: 'so other pods could reach it as well',
    remedy: 'Write FirewallSource.pods() and the reason for it, or name addresses outside of the pods.',
  });
}

/** Each address once: nftables refuses overlapping elements. A wider range keeps the names of those within it. */
function merged(ranges: readonly NamedRange[]): readonly NamedRange[] {
  return outermost(ranges.map(({ range }) => range)).map((range) => ({
    range,
    label: [...new Set(ranges.filter((each) => range.contains(each.range)).map(({ label }) => label))].join(', ').slice(0, LONGEST_LABEL),
  }));
}

/** Refuses what an earlier opening opens already: taking one of the two away would close nothing. */
function refuseSame(opening: CheckedOpening, openings: readonly CheckedOpening[], refuse: (parts: Refusal) => Error): void {
  for (const other of openings) {
    const role = opening.roles.find((each) => other.roles.includes(each));
    const port = opening.ports.find((each) => other.ports.some((theirs) => sharesPort(each, theirs)));
    if (role === undefined || port === undefined) continue;
    const same =
      opening.from === undefined || other.from === undefined
        ? 'every address'
        : opening.from.find(({ range }) => other.from!.some((theirs) => theirs.range.overlaps(range)));
    if (same === undefined) continue;
    throw refuse({
      fact:
        `opens ${port} of nodes with the role ${role} to ${typeof same === 'string' ? same : `${same.label} (${same.range})`}, as `
        + `the opening "${other.name}" of ${other.requestedBy} does`,
      consequence: 'so taking one away would not close it',
      remedy: 'Keep one of the two.',
    });
  }
}
