import type { IConstruct } from 'constructs';
import { requireReason } from '../cdk8s/check-reason';
import { refusal } from '../cdk8s/refusal';
import { flagNames } from '../kubernetes/components/flags/catalogue';
import { parseMinor } from '../kubernetes/releases/versions';
import { misspelt } from '../text/nearest';
import { isBeyondReason, unsafeApiServerFlag } from './unsafe-api-server-flags';

/** Values of something by the name of a flag, as a property has them. */
export type ByFlag = { readonly [flag: string]: string };

/**
 * Refuses flags that the release does not take, and unsafe values without a reason. Returns what a reader of the file is to know: each
 * unsafe flag, with its reason.
 *
 * @throws Error for the first flag that is refused
 */
export function checkApiServerFlags(place: IConstruct, release: string, given: ByFlag, reasons: ByFlag): readonly string[] {
  const known = new Set(flagNames('kube-apiserver', parseMinor(release)));
  const flags = new Map(Object.entries(given));
  for (const [name, value] of flags) {
    requireKnown(place, release, known, name);
    requireText(place, name, value);
  }
  const accepted: string[] = [];
  for (const [name, value] of flags) {
    const consequence = unsafeApiServerFlag(name, flags);
    if (consequence === undefined) continue;
    const reason = Object.hasOwn(reasons, name) ? reasons[name] : undefined;
    const isForbidden = isBeyondReason(name, value);
    if (reason === undefined || isForbidden) {
      throw refusal(place, {
        fact: `apiServerFlags sets --${name}=${value}`,
        consequence: `so ${consequence}`,
        remedy: isForbidden ? 'Leave it out.' : `Leave it out, or say in unsafeApiServerFlagReason["${name}"] why it has to be so.`,
      });
    }
    requireReason(place, `unsafeApiServerFlagReason["${name}"]`, reason);
    accepted.push(`--${name}=${value}: ${reason}`);
  }
  const unused = Object.keys(reasons).find((name) => !flags.has(name) || unsafeApiServerFlag(name, flags) === undefined);
  if (unused === undefined) return accepted;
  throw refusal(place, {
    fact: `unsafeApiServerFlagReason names --${unused}, which ${flags.has(unused) ? 'has no unsafe value' : 'apiServerFlags does not set'}`,
    consequence: 'so it would accept an unsafe one later, unseen',
    remedy: 'Remove the reason.',
  });
}

function requireKnown(place: IConstruct, release: string, known: ReadonlySet<string>, name: string): void {
  if (known.has(name)) return;
  const near = misspelt(name.replace(/^-+/, '').replaceAll('_', '-'), [...known]);
  throw refusal(place, {
    fact: `apiServerFlags sets --${name}, which is not a flag of kube-apiserver ${release}`,
    consequence: 'so the API server would not start',
    remedy: near === undefined ? 'Leave it out.' : `Write ${near}, if that is meant.`,
  });
}

function requireText(place: IConstruct, name: string, value: unknown): void {
  if (typeof value === 'string') return;
  throw refusal(place, {
    fact: `apiServerFlags sets --${name} to ${JSON.stringify(value) ?? 'nothing'}, which is not a text`,
    consequence: 'so kubeadm would not read the configuration',
    remedy: 'Write the value in quotes.',
  });
}
