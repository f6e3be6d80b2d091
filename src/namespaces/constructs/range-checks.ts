import type { IConstruct } from 'constructs';
import { checkReason } from '../../cdk8s/check-reason';
import { refusal } from '../../cdk8s/refusal';
import { worldFamiliesOf } from '../../kubernetes/network/address-set';
import { Cidr } from '../../kubernetes/network/cidr';
import { METADATA_ADDRESSES } from '../../kubernetes/network/metadata-addresses';

const METADATA = METADATA_ADDRESSES.map((address) => Cidr.of(address));

/** A range to open, and the reasons given for what is unsafe about it. */
export interface OpenedRange {
  readonly cidr: Cidr;
  readonly except: readonly Cidr[];
  /** True when pods connect to it: then metadata addresses matter. */
  readonly outgoing: boolean;
  readonly unsafeWorldReason?: string;
  readonly unsafeMetadataReason?: string;
}

/** What a range becomes. */
interface OpenedBlock {
  readonly peer: object;
  readonly reasons: readonly string[];
  /** Reasons for what rules forbid, with the ids of the rules. */
  readonly accepted: readonly (readonly [string, string])[];
}

/**
 * An ipBlock of a NetworkPolicy for a range; metadata addresses are taken out. Throws for ranges that are too wide or hold nothing else.
 */
export function toIpBlock(place: IConstruct, range: OpenedRange): OpenedBlock {
  const { cidr, except, outgoing, unsafeWorldReason, unsafeMetadataReason } = range;
  for (const hole of except) {
    if (!cidr.contains(hole) || hole.prefixLength === cidr.prefixLength) {
      throw refusal(place, {
        fact: `the exception ${hole.text} is not part of ${cidr.text}`,
        consequence: 'so the API server would reject the policy',
        remedy: 'Name exceptions that are smaller than the range and within it.',
      });
    }
  }
  checkReason(place, 'unsafeWorldReason', unsafeWorldReason);
  checkReason(place, 'unsafeMetadataReason', unsafeMetadataReason);
  const reasons: string[] = [];
  const accepted: [string, string][] = [];
  const holes = [...except];
  if (worldFamiliesOf([{ cidr, except }]).length > 0) {
    if (unsafeWorldReason === undefined) {
      throw refusal(place, {
        fact: `${cidr.text} is half of the internet or more`,
        consequence: outgoing ? 'so data could be sent anywhere' : 'so any client could connect',
        remedy: 'Name the ranges that are needed, or give the reason in unsafeWorldReason.',
      });
    }
    reasons.push(`open to ${cidr.text}: ${unsafeWorldReason}`);
    accepted.push(['namespaces/world-cidr', unsafeWorldReason]);
  }
  const reached = outgoing ? METADATA.filter((address) => cidr.contains(address) && !except.some((hole) => hole.contains(address))) : [];
  if (reached.length > 0 && unsafeMetadataReason !== undefined) {
    reasons.push(`metadata addresses open: ${unsafeMetadataReason}`);
    accepted.push(['namespaces/metadata-cidr', unsafeMetadataReason]);
  } else if (reached.some((address) => address.prefixLength === cidr.prefixLength)) {
    throw refusal(place, {
      fact: `${cidr.text} is the metadata address of a cloud`,
      consequence: 'so the pods could take the credentials of the node',
      remedy: 'Give the pods credentials of their own, or say in unsafeMetadataReason why they must reach it.',
    });
  } else holes.push(...reached);
  return {
    peer: { ipBlock: { cidr: cidr.text, ...(holes.length > 0 ? { except: [...new Set(holes.map(({ text }) => text))] } : {}) } },
    reasons,
    accepted,
  };
}
