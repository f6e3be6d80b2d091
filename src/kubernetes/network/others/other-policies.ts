import { MultiMap } from '../../../text/multi-map';
import { fact } from '../../objects/fact';
import type { Inventory } from '../../objects/inventory';
import { ADMIN_KINDS, adminPolicy } from './admin-policies';
import { ANTREA_GROUPS, antreaPolicy } from './antrea-policies';
import { CALICO_GROUPS, calicoPolicy } from './calico-policies';
import { ciliumPolicies } from './cilium-policies';
import type { OtherPolicy } from './other-policy';

/**
 * The policies of other APIs that decide about traffic which NetworkPolicies deny, or deny some themselves. Left out is what only closes in
 * addition to them (EgressFirewall of OVN-Kubernetes), what is only staged (Calico), and what checks requests, not connections (Istio).
 */
export const otherPolicies: (inventory: Inventory) => readonly OtherPolicy[] = fact('policies of other engines', (inventory) => [
  ...ADMIN_KINDS.flatMap(([group, kind, overrides]) => inventory.byKind(group, kind).map((object) => adminPolicy(object, overrides))),
  ...ANTREA_GROUPS.flatMap((group) =>
    ['NetworkPolicy', 'ClusterNetworkPolicy'].flatMap((kind) =>
      inventory.byKind(group, kind).map((object) => antreaPolicy(object, inventory)),
    ),
  ),
  ...CALICO_GROUPS.flatMap((group) =>
    ['NetworkPolicy', 'GlobalNetworkPolicy'].flatMap((kind) =>
      inventory.byKind(group, kind).flatMap((object) => calicoPolicy(object, inventory) ?? []),
    ),
  ),
  ...['CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy'].flatMap((kind) =>
    inventory.byKind('cilium.io', kind).flatMap(ciliumPolicies),
  ),
]);

/** Those of them that may be for the pods of a namespace: its own, and those of the cluster. */
export function otherPoliciesFor(inventory: Inventory, namespace: string): readonly OtherPolicy[] {
  const byNamespace = policiesByNamespace(inventory);
  return [...byNamespace.get(namespace), ...byNamespace.get(undefined)];
}

const policiesByNamespace = fact('policies of other engines by namespace', (inventory) =>
  MultiMap.by(otherPolicies(inventory), ({ namespace }) => namespace),
);
