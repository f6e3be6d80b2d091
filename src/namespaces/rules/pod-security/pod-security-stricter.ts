import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { subject } from '../../../engine/subjects';
import { ENFORCE_LABEL, levelVersion, POD_SECURITY_LEVELS, strictness } from '../../../kubernetes/admission/pod-security';
import { podSecurityNamespaces, type GovernedNamespace, type GovernedPod } from '../../../kubernetes/admission/pod-security-namespaces';
import { CLUSTER_NAMESPACES } from '../../../kubernetes/namespaces/namespace-view';
import { NONE } from '../../../kubernetes/objects/collect';
import { fact } from '../../../kubernetes/objects/fact';
import type { KubernetesMinor } from '../../../kubernetes/releases/versions';
import { joinPath } from '../../../text/path';
import { placeOf } from '../namespace-subjects';

export const podSecurityStricter = defineRule({
  id: 'namespaces/pod-security-stricter',
  title: 'Namespaces should enforce the strictest Pod Security level that their pods pass',
  description:
    'A suggestion: the input may not contain every pod of the namespace, and a higher level can then reject a pod. The version '
    + 'of the namespace applies.\n\n'
    + 'Exempt: namespaces without pods in the input, or whose Namespace is not in the input; exempt namespaces and those whose '
    + 'level is unknown; and the namespaces of the cluster. Pods of exempt runtime classes do not count. If one pod cannot be '
    + 'decided, the result is unknown.',
  severity: Severity.LOW,
  operations: true,
  fix:
    'Raise pod-security.kubernetes.io/enforce to the level that the finding names, once no pod from elsewhere runs there that needs '
    + 'less.',
  sources: ['https://kubernetes.io/docs/tasks/configure-pod-container/enforce-standards-namespace-labels/'],
  bad:
    '\n{ apiVersion: v1, kind: Namespace, metadata: { name: payments, labels: { pod-security.kubernetes.io/enforce: privileged } } }\n'
    + '---\n'
    + '{ apiVersion: v1, kind: Pod, metadata: { name: api, namespace: payments }, '
    + 'spec: { containers: [{ name: api, image: registry.example.com/api }] } }',
  good:
    '\n{ apiVersion: v1, kind: Namespace, metadata: { name: payments, labels: { pod-security.kubernetes.io/enforce: baseline } } }\n'
    + '---\n'
    + '{ apiVersion: v1, kind: Pod, metadata: { name: api, namespace: payments }, '
    + 'spec: { containers: [{ name: api, image: registry.example.com/api }] } }',
  subject: subject('Namespaces with pods that enforce less than restricted', ({ inventory }) => select(inventory)),
  revisions: [{ since: '1.23', check: suggest }],
});

const select = fact('namespaces that enforce less than restricted', (inventory) =>
  podSecurityNamespaces(inventory)
    .filter(({ view, doubt, admissions: [admission] }) => {
      const level = admission!.asks.enforce?.level;
      return (
        doubt === undefined && !admission!.exempt && level !== undefined && level !== 'restricted' && !CLUSTER_NAMESPACES.has(view.name)
      );
    })
    .map((value) => ({ value, ...placeOf(value.view), pods: judgedPods(value) }))
    .filter(({ pods }) => pods.length > 0),
);

function judgedPods({ pods, admissions: [admission] }: GovernedNamespace): readonly GovernedPod[] {
  return pods.filter((pod) => !pod.isExempt(admission!));
}

function suggest(namespace: GovernedNamespace, { kubernetes }: CheckContext): readonly Outcome[] {
  const {
    view: { label },
    admissions: [admission],
  } = namespace;
  const enforced = admission!.asks.enforce!;
  const pods = judgedPods(namespace);
  for (const level of POD_SECURITY_LEVELS.slice(strictness(enforced.level) + 1).reverse()) {
    const ask = levelVersion({ level: level as typeof enforced.level, version: enforced.name.slice(enforced.name.indexOf(':') + 1) })!;
    const verdicts = new Set(pods.map((pod) => verdictOf(pod, ask, kubernetes)));
    if (verdicts.has('refused')) continue;
    const path = joinPath('metadata.labels', ENFORCE_LABEL);
    if (verdicts.has('undecided')) {
      return [
        undecided(
          path,
          `whether all pods of the input in ${label} pass ${ask.name} is unknown: one has values that the API server rejects`,
        ),
      ];
    }
    return [
      {
        path,
        message:
          `${label} enforces ${enforced.name}, but ${pods.length === 1 ? 'its one pod' : `all ${pods.length} pods`} of the input would `
          + `pass ${ask.name}`,
      },
    ];
  }
  return NONE;
}

function verdictOf(
  pod: GovernedPod,
  ask: Parameters<GovernedPod['failing']>[0],
  kubernetes: KubernetesMinor,
): 'passed' | 'refused' | 'undecided' {
  const failures = pod.failing(ask, kubernetes);
  if (failures.length === 0) return 'passed';
  return failures.some(({ places }) => places.some(({ unknown }) => unknown !== true)) ? 'refused' : 'undecided';
}
