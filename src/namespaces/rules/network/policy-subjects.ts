import { undecided, type Outcome, type Subject } from '../../../engine/rule';
import { subject } from '../../../engine/subjects';
import { networkPolicies, type NetworkPolicyView } from '../../../kubernetes/network/network-policy';
import { NONE } from '../../../kubernetes/objects/collect';
import type { Inventory } from '../../../kubernetes/objects/inventory';

/** NetworkPolicies, one by one. */
export const networkPolicy: Subject<NetworkPolicyView> = subject('NetworkPolicy objects', ({ inventory }) => selectPolicies(inventory));

function selectPolicies(inventory: Inventory) {
  return networkPolicies(inventory).map((value) => ({ value, object: value.object }));
}

/** `ingress rule 0`: for messages. */
export function ruleLabel({ path }: { readonly path: string }): string {
  const match = /^spec\.(ingress|egress)\[(\d+)\]/.exec(path)!;
  return `${match[1]} rule ${match[2]}`;
}

/** Faults of a policy that leave a rule undecided. */
export function undecidedFaults({ faults }: NetworkPolicyView, concerns: (path: string) => boolean = () => true): readonly Outcome[] {
  if (faults.length === 0) return NONE;
  return faults
    .filter(({ path }) => concerns(path))
    .map(({ path, message }) => undecided(path, `${message}, so the API server rejects the policy or its meaning is open`));
}

const SHOWN = 5;

/** `a, b, c, d, e and 3 more`: for messages. */
export function firstNames(names: readonly string[]): string {
  const shown = names.slice(0, SHOWN).join(', ');
  return names.length > SHOWN ? `${shown} and ${names.length - SHOWN} more` : shown;
}
