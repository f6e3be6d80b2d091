import { undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import type { NamespaceView } from '../../../kubernetes/namespaces/namespace-view';
import { type Direction, type NetworkPolicyView } from '../../../kubernetes/network/network-policy';
import { otherPoliciesFor } from '../../../kubernetes/network/others/other-policies';
import { coverage } from '../../../kubernetes/network/others/other-policy';
import { overridesOf } from '../../../kubernetes/network/others/overrides';
import { openings } from '../../../kubernetes/network/reach';
import type { Inventory } from '../../../kubernetes/objects/inventory';
import { describe } from '../../../kubernetes/objects/object';

/** The check of `default-deny-ingress` and `default-deny-egress`. */
export function checkDefaultDeny(direction: Direction): (view: NamespaceView, context: CheckContext) => Outcome[] {
  const traffic = direction.toLowerCase();
  return (view, { inventory }) => {
    const inForce = view.policies.filter(({ directions, faults }) => faults.length === 0 && directions.has(direction));
    const forAll = inForce.filter(({ podSelector }) => podSelector.selectsEverything);
    const undone = undoneBy(inForce, direction, view);
    if (undone.length > 0) return undone;
    if (forAll.length > 0) return overridden(view, direction, inventory);
    const refused = view.policies.filter(({ faults }) => faults.length > 0);
    if (refused.length > 0) {
      return refused.map(({ object, faults: [fault] }) => ({
        ...undecided(
          fault!.path,
          `${fault!.message}: the API server rejects this policy, so whether ${traffic} is denied by default in ${view.label} is not `
            + 'decided',
        ),
        object,
      }));
    }
    const other = otherPoliciesFor(inventory, view.name).find(
      ({ closes, selects }) => closes.has(direction) && coverage(selects, view.name, view.objects[0]?.labels) !== 'none',
    );
    if (other) {
      return [
        undecided(
          '',
          `no NetworkPolicy denies ${traffic} by default in ${view.label}; ${describe(other.object)} may do so, `
            + 'but only NetworkPolicies are read',
        ),
      ];
    }
    if (view.objects.length === 0) {
      return [
        undecided(
          '',
          `whether a policy denies ${traffic} by default in ${view.label} is not decided: its Namespace and such a policy are not in `
            + 'the input',
        ),
      ];
    }
    return [{ path: '', message: `no NetworkPolicy denies ${traffic} by default in ${view.label}${nearMiss(view.policies, direction)}` }];
  };
}

/** What policies for all pods, or for all but those that they leave out, allow again. */
function undoneBy(policies: readonly NetworkPolicyView[], direction: Direction, { label }: NamespaceView): Outcome[] {
  const rules = policies
    .filter(({ podSelector }) => podSelector.selectsUnlabelled())
    .flatMap(({ object, rules: own }) => own.filter((rule) => rule.direction === direction).map((rule) => ({ ...rule, object })));
  return openings(rules).map(({ rule, reach, rules: count }) => ({
    object: rule.object,
    path: rule.path,
    message:
      `${count > 1 ? 'together with other rules ' : ''}it allows ${direction.toLowerCase()} `
      + `${direction === 'Ingress' ? 'from' : 'to'} ${reach} for every pod of ${label}, so nothing is denied by default`,
  }));
}

/** What policies of other APIs allow, whatever NetworkPolicies deny. */
function overridden(view: NamespaceView, direction: Direction, inventory: Inventory): Outcome[] {
  const [labels, traffic] = [view.objects[0]?.labels, direction.toLowerCase()];
  const found = new Map(
    overridesOf(otherPoliciesFor(inventory, view.name), view.name, labels, direction)
      .reverse()
      .map((override) => [override.policy.object, override]),
  );
  return [...found.values()].map(({ policy, rule, reach, doubt }) => {
    const peers = `${direction === 'Ingress' ? 'from' : 'to'} ${reach}`;
    const does = `${describe(policy.object)} allows ${traffic} ${peers}, whatever NetworkPolicies deny`;
    const related = [{ object: policy.object, path: rule.path, what: 'the rule that allows it' }];
    return doubt === undefined
      ? { path: '', message: `${does}, so nothing is denied by default in ${view.label}`, code: 'overridden', related }
      : {
          ...undecided('', `whether ${traffic} is denied by default in ${view.label} is not decided: it may be that ${does}, but ${doubt}`),
          code: 'overridden',
          related,
        };
  });
}

function nearMiss(policies: readonly NetworkPolicyView[], direction: Direction): string {
  const policy = policies.find(({ podSelector }) => podSelector.selectsEverything);
  if (policy) return ` (NetworkPolicy ${policy.object.name} selects every pod, but is not of type ${direction})`;
  return policies.length > 0 ? ' (its policies select some pods only)' : '';
}
