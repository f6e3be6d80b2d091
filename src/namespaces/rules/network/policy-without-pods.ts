import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { selectsAcmeSolvers } from '../../../kubernetes/network/acme-solvers';
import type { NetworkPolicyView } from '../../../kubernetes/network/network-policy';
import { NONE } from '../../../kubernetes/objects/collect';
import { holdsAllPods, podsSelected } from '../../../kubernetes/pods/pod-index';
import { networkPolicy, undecidedFaults } from './policy-subjects';

export const policyWithoutPods = defineRule({
  id: 'namespaces/policy-without-pods',
  title: 'NetworkPolicies must select at least one pod',
  description:
    'A policy that selects no pod and no pod template has no effect. A policy for all pods passes, even in an empty namespace, as '
    + 'does one for the pods that cert-manager creates to solve HTTP-01 challenges. '
    + 'Pods with `hostNetwork` do not count: network plugins cannot tell their traffic from that of the node. It is a violation if the '
    + 'Namespace is in the input and neither a custom kind nor a pod in it can create pods; otherwise unknown.',
  severity: Severity.LOW,
  fix: 'Correct `podSelector` to the labels of the pods that the policy is for, or remove the policy.',
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
  revisions: [{ since: '1.7', check: requirePods }],
});

function requirePods(policy: NetworkPolicyView, { inventory }: CheckContext): readonly Outcome[] {
  const { podSelector, namespace } = policy;
  const path = 'spec.podSelector';
  const faults = policy.faults.length === 0 ? NONE : undecidedFaults(policy, (place) => path.startsWith(place));
  if (faults.length > 0) return faults;
  if (podSelector.selectsEverything || selectsAcmeSolvers(podSelector)) return NONE;
  const found = podsSelected(inventory, namespace, podSelector);
  if (found.some(({ spec }) => spec.hostNetwork !== true)) return NONE;
  if (found.length > 0) {
    return [{ path, message: 'the policy selects only pods with hostNetwork, which policies do not apply to' }];
  }
  if (holdsAllPods(inventory, namespace)) return [{ path, message: 'the policy selects no pod' }];
  return [undecided(path, 'the policy selects no pod of the input, but the pods may be elsewhere')];
}
