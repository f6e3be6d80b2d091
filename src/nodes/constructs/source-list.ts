import type { IConstruct } from 'constructs';
import { checkReason } from '../../cdk8s/check-reason';
import { cidrOf, presentNames } from '../../cdk8s/former-names';
import { refusal } from '../../cdk8s/refusal';
import type { Cidr } from '../../kubernetes/network/cidr';
import { addressCount, WIDEST } from '../address-space';
import { SOURCE_NAME, whyNobody } from './special-ranges';
import type { SshSource } from './ssh-source';

/** A source that was found fit. */
export interface CheckedSource {
  readonly name: string;
  readonly range: Cidr;
  /** Why it is wider than {@link USUAL}; undefined when it is not. */
  readonly reason: string | undefined;
}

/** The widest mask that needs no reason. */
export const USUAL: Readonly<Record<number, number>> = { 4: 24, 6: 64 };

/** Checks the sources of a construct. Throws on the first that is not acceptable. */
export function checkSources(scope: IConstruct, given: readonly SshSource[]): readonly CheckedSource[] {
  if (given.length === 0) {
    throw refusal(scope, {
      fact: 'no source of SSH is named',
      consequence: 'so no client could reach the nodes',
      remedy: 'Name the ranges of your bastion or VPN in `sources`.',
    });
  }
  const result: CheckedSource[] = [];
  for (const source of given) {
    const checked = checkSource(scope, source);
    for (const other of result) {
      if (other.name === checked.name) {
        throw refusal(scope, {
          fact: `two sources are named "${checked.name}"`,
          consequence: 'so they could not be distinguished',
          remedy: 'Give each a name of its own.',
        });
      }
      if (other.range.overlaps(checked.range)) {
        throw refusal(scope, {
          fact: `the source "${checked.name}" (${checked.range}) shares addresses with "${other.name}" (${other.range})`,
          consequence: 'so taking one away would not close it',
          remedy: 'Name each range once.',
        });
      }
    }
    result.push(checked);
  }
  for (const family of [4, 6]) {
    const bits = family === 4 ? 32 : 128;
    if (
      addressCount(
        result.map(({ range }) => range),
        family,
      )
      > 2n ** BigInt(bits - WIDEST[family]!)
    ) {
      throw refusal(scope, {
        fact: `the IPv${family} sources hold more addresses together than one /${WIDEST[family]}`,
        consequence: 'so together they cover too many addresses for bastions or VPNs',
        remedy: 'Name the bastion or VPN alone.',
      });
    }
  }
  return result;
}

function checkSource(scope: IConstruct, given: SshSource): CheckedSource {
  const source = presentNames<SshSource>(scope, given, { range: 'cidr' });
  const { name, unsafeWideRangeReason: reason } = source;
  if (typeof name !== 'string' || !SOURCE_NAME.test(name)) {
    throw refusal(scope, {
      fact: `${JSON.stringify(name)} is not a name for a source`,
      consequence: 'so reviewers could not see whose addresses are allowed',
      remedy: 'Write letters, digits, dots, dashes and underscores, such as "vpn-frankfurt".',
    });
  }
  const range = cidrOf(scope, source.cidr);
  const refuse = (fact: string, consequence: string, remedy: string) =>
    refusal(scope, { fact: `the source "${name}" ${fact}`, consequence, remedy });
  if (range.isWorld) {
    throw refuse(`is ${range}, every address`, 'so SSH would be open to the internet', 'Name the range of your bastion or VPN.');
  }
  const [widest, usual] = [WIDEST[range.family]!, USUAL[range.family]!];
  const nobody = whyNobody(range);
  if (nobody !== undefined) {
    throw refuse(
      `is ${range}, which is ${nobody}`,
      'so it is not a bastion or VPN',
      'Name the addresses from which the nodes see your bastion or VPN.',
    );
  }
  if (range.prefixLength < widest) {
    throw refuse(
      `is ${range}, wider than /${widest}`,
      'so it is too wide to be a network of yours',
      `Name a range of at most /${widest}, and of at most /${usual} unless there is a reason.`,
    );
  }
  checkReason(scope, `unsafeWideRangeReason of the source "${name}"`, reason);
  if (range.prefixLength < usual && reason === undefined) {
    throw refuse(
      `is ${range}, wider than /${usual}`,
      'so it allows more than a bastion or VPN',
      'Name a narrower range, or give unsafeWideRangeReason.',
    );
  }
  return { name, range, reason: range.prefixLength < usual ? reason : undefined };
}

/** Refuses sources that share addresses with ranges of the cluster: any pod could then reach sshd. */
export function refuseClusterRanges(scope: IConstruct, sources: readonly CheckedSource[], kind: string, ranges: readonly Cidr[]): void {
  for (const range of ranges.map((one) => cidrOf(scope, one))) {
    const source = sources.find((candidate) => candidate.range.overlaps(range));
    if (!source) continue;
    throw refusal(scope, {
      fact: `the source "${source.name}" (${source.range}) shares addresses with the ${kind} (${range})`,
      consequence: 'so anyone who can run a pod could reach sshd',
      remedy: 'Name a range outside the cluster.',
    });
  }
}
