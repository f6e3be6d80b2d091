import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import type { NetworkPolicyView } from '../../../kubernetes/network/network-policy';
import { holdsAllPods, selectsPods } from '../../../kubernetes/pods/pod-index';
import { networkPolicy, undecidedFaults } from './policy-subjects';

/**
 * The pod selector of a NetworkPolicy selects some pod or pod template of its namespace: one that does not protects nothing.
 *
 * A policy for all pods passes, in an empty namespace too. A violation only where the Namespace is in the set, and in it no custom kind
 * whose operator may make pods, nor a pod whose account may; unknown otherwise.
 */
export const policyWithoutPods = defineRule({
  id: 'namespaces/policy-without-pods',
  title: 'Network policies must select pods',
  severity: Severity.LOW,
  fix: 'Correct `podSelector` to the labels of the pods that the policy is for, or remove the policy.',
  controls: [],
  sources: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource'],
  bad:
    '\n{ apiVersion: v1, kind: Namespace, metadata: { name: payments } }\n'
    + '---\n'
    + '{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: api, namespace: payments }, '
    + 'spec: { podSelector: { matchLabels: { app: apy } } } }\n'
    + '---\n'
    + '{ apiVersion: v1, kind: Pod, metadata: { name: api, namespace: payments, labels: { app: api } }, '
    + 'spec: { containers: [{ name: api, image: registry.example.com/api:1.4 }] } }\n',
  good:
    '\n{ apiVersion: v1, kind: Namespace, metadata: { name: payments } }\n'
    + '---\n'
    + '{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: api, namespace: payments }, '
    + 'spec: { podSelector: { matchLabels: { app: api } } } }\n'
    + '---\n'
    + '{ apiVersion: v1, kind: Pod, metadata: { name: api, namespace: payments, labels: { app: api } }, '
    + 'spec: { containers: [{ name: api, image: registry.example.com/api:1.4 }] } }\n',
  operations: true,
  subject: networkPolicy,
  revisions: [{ since: '1.7', check: judge }],
});

function judge(policy: NetworkPolicyView, { inventory }: CheckContext): readonly Outcome[] {
  const { podSelector, namespace } = policy;
  const path = 'spec.podSelector';
  const faults = policy.faults.length === 0 ? NONE : undecidedFaults(policy, (place) => path.startsWith(place));
  if (faults.length > 0) return faults;
  if (podSelector.selectsEverything || selectsPods(inventory, namespace, podSelector)) return NONE;
  if (holdsAllPods(inventory, namespace)) return [{ path, message: 'the policy selects no pod' }];
  return [undecided(path, 'the policy selects no pod of the set, but the pods may be elsewhere')];
}
