import { undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import type { NamespaceView } from '../../../kubernetes/namespaces/namespace-view';
import { worldFamiliesOf } from '../../../kubernetes/network/address-set';
import {
  allowsEveryTcpPort,
  blocksOf,
  reachOf,
  type Direction,
  type NetworkPolicyView,
  type PolicyRuleView,
} from '../../../kubernetes/network/network-policy';
import { fact } from '../../../kubernetes/objects/fact';
import { describe, namespaceOf, type KubeObject } from '../../../kubernetes/objects/object';

/** The check of `default-deny-ingress` and `default-deny-egress`. */
export function checkDefaultDeny(direction: Direction): (view: NamespaceView, context: CheckContext) => Outcome[] {
  const traffic = direction.toLowerCase();
  return (view, { inventory }) => {
    const inForce = view.policies.filter(({ directions, faults }) => faults.length === 0 && directions.has(direction));
    const forAll = inForce.filter(({ podSelector }) => podSelector.selectsEverything);
    const undone = forAll.flatMap((policy) =>
      openings(policy, direction).map(({ rule, what }) => ({
        object: policy.object,
        path: rule.path,
        message:
          `it allows ${traffic} ${direction === 'Ingress' ? 'from' : 'to'} ${what} for every pod of ${view.label}, so nothing is denied `
          + 'by default',
      })),
    );
    if (undone.length > 0) return undone;
    if (forAll.length > 0) return [];
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
    const other = otherPolicies(inventory).find((object) => object.namespace === undefined || namespaceOf(object) === view.name);
    if (other) {
      return [
        undecided(
          '',
          `no NetworkPolicy denies ${traffic} by default in ${view.label}; ${describe(other)} may do so, but only NetworkPolicies are read`,
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

function openings(policy: NetworkPolicyView, direction: Direction): { rule: PolicyRuleView; what: string }[] {
  return policy.rules
    .filter((rule) => rule.direction === direction && allowsEveryTcpPort(rule))
    .flatMap((rule) => {
      const reach = reachOf(rule);
      if (reach !== 'some') return [{ rule, what: reach }];
      return worldFamiliesOf(blocksOf(rule)).length > 0 ? [{ rule, what: 'the whole internet' }] : [];
    });
}

function nearMiss(policies: readonly NetworkPolicyView[], direction: Direction): string {
  const policy = policies.find(({ podSelector }) => podSelector.selectsEverything);
  if (policy) return ` (NetworkPolicy ${policy.object.name} selects every pod, but is not of type ${direction})`;
  return policies.length > 0 ? ' (its policies select some pods only)' : '';
}

/** Policies of other APIs, which can deny by default as well. */
const OTHER_POLICIES: readonly (readonly [string, string])[] = [
  ['cilium.io', 'CiliumNetworkPolicy'],
  ['cilium.io', 'CiliumClusterwideNetworkPolicy'],
  ['crd.projectcalico.org', 'NetworkPolicy'],
  ['crd.projectcalico.org', 'GlobalNetworkPolicy'],
  ['projectcalico.org', 'NetworkPolicy'],
  ['projectcalico.org', 'GlobalNetworkPolicy'],
  ['crd.antrea.io', 'NetworkPolicy'],
  ['crd.antrea.io', 'ClusterNetworkPolicy'],
  ['policy.networking.k8s.io', 'AdminNetworkPolicy'],
  ['policy.networking.k8s.io', 'BaselineAdminNetworkPolicy'],
  ['policy.networking.k8s.io', 'ClusterNetworkPolicy'],
];

const otherPolicies = fact('policies of other engines', (inventory): readonly KubeObject[] =>
  OTHER_POLICIES.flatMap(([group, kind]) => inventory.byKind(group, kind)),
);
