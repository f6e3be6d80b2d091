import { undecided, type Cause, type Outcome, type Subject } from '../../../engine/rule';
import { subject } from '../../../engine/subjects';
import { networkPolicies, type NetworkPolicyView } from '../../../kubernetes/network/network-policy';
import { otherPolicies } from '../../../kubernetes/network/others/other-policies';
import { EVERY, type OtherPolicy } from '../../../kubernetes/network/others/other-policy';
import { allowedBy } from '../../../kubernetes/network/others/overrides';
import { NONE } from '../../../kubernetes/objects/collect';
import { fact } from '../../../kubernetes/objects/fact';
import type { Inventory } from '../../../kubernetes/objects/inventory';
import { namespaceOf, type KubeObject } from '../../../kubernetes/objects/object';
import { MultiMap } from '../../../text/multi-map';

/** NetworkPolicies, one by one. */
export const networkPolicy: Subject<NetworkPolicyView> = subject('NetworkPolicy objects', ({ inventory }) => selectPolicies(inventory));

function selectPolicies(inventory: Inventory) {
  return networkPolicies(inventory).map((value) => ({ value, object: value.object }));
}

/** The same with policies of other APIs that allow what NetworkPolicies deny. */
export const openingPolicy: Subject<NetworkPolicyView> = subject('NetworkPolicy objects and policies that override them', ({ inventory }) =>
  selectOpening(inventory),
);

const selectOpening = fact('policies that allow traffic', (inventory) => [
  ...selectPolicies(inventory),
  ...[...MultiMap.by(overriding(inventory), ({ object }) => object)].map(([object, policies]) => ({
    value: asView(object, policies),
    object,
  })),
]);

function overriding(inventory: Inventory): readonly OtherPolicy[] {
  return otherPolicies(inventory).filter(({ overrides }) => overrides);
}

/** What a policy of another API allows, as if it were a NetworkPolicy. */
function asView(object: KubeObject, policies: readonly OtherPolicy[]): NetworkPolicyView {
  const rules = allowedBy(policies);
  return {
    object,
    namespace: namespaceOf(object),
    podSelector: EVERY,
    directions: new Set(['Ingress', 'Egress'] as const),
    rules: rules.filter(({ unread }) => unread === undefined),
    faults: rules.flatMap(({ path, unread }) => (unread === undefined ? [] : [{ path, message: unread }])),
  };
}

/** `ingress rule 0`: for messages. */
export function ruleLabel({ path }: { readonly path: string }): string {
  const match = /^specs?(?:\[\d+\])?\.(ingress|egress)\[(\d+)\]/.exec(path)!;
  return `${match[1]} rule ${match[2]}`;
}

/** What is found because a rule names no peers, or too many. */
export function rulesCause({ path }: { readonly path: string }): Cause {
  return { of: `${path} peers` };
}

/** Faults of a policy that leave a rule unknown. */
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
