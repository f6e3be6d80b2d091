import { undecided, type CheckContext, type Outcome, type RuleDefinition } from '../../engine/rule';
import { everyObject } from '../../engine/subjects';
import { NONE } from '../../kubernetes/objects/collect';
import { describe, type KubeObject } from '../../kubernetes/objects/object';
import { changedImmutable, Fate, type Overwritten } from '../../kubernetes/objects/overwriting';

/** The objects that close something: without them a cluster is open. All kinds of a group, or one of it. */
const PROTECTING: ReadonlySet<string> = new Set([
  'networking.k8s.io/NetworkPolicy',
  'extensions/NetworkPolicy',
  '/ResourceQuota',
  '/LimitRange',
  'rbac.authorization.k8s.io/RoleBinding',
  'rbac.authorization.k8s.io/ClusterRoleBinding',
  'authorization.openshift.io/RoleBinding',
  'authorization.openshift.io/ClusterRoleBinding',
  'policy/PodSecurityPolicy',
  'extensions/PodSecurityPolicy',
  'admissionregistration.k8s.io/*',
  'policy.networking.k8s.io/*',
  'projectcalico.org/*',
  'crd.projectcalico.org/*',
  'cilium.io/*',
  'kyverno.io/*',
  'policies.kyverno.io/*',
  'constraints.gatekeeper.sh/*',
  'templates.gatekeeper.sh/*',
  'security.istio.io/*',
]);
const POD_SECURITY = 'pod-security.kubernetes.io/';

/** True when something that protects the cluster is lost with an object. */
function isProtection({ group, kind, labels }: KubeObject, by: KubeObject): boolean {
  if (PROTECTING.has(`${group}/${kind}`) || PROTECTING.has(`${group}/*`)) return true;
  return kind === 'Namespace' && Object.keys(labels).some((label) => label.startsWith(POD_SECURITY) && labels[label] !== by.labels[label]);
}

/** What the two rules have in common: one is about objects that protect the cluster, the other about the rest. */
export function overwriting(protects: boolean): Pick<RuleDefinition<KubeObject>, 'fix' | 'sources' | 'subject'> & {
  readonly check: (object: KubeObject, context: CheckContext) => readonly Outcome[];
} {
  return {
    fix:
      'Keep one of the manifests, or give the objects different names. If the manifests are alternatives that are never applied '
      + 'together, check each in a run of its own.',
    sources: [
      'https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-uris',
      'https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/#how-apply-calculates-differences-and-merges-changes',
    ],
    subject: everyObject,
    check: (object, { inventory }) => {
      const all = inventory.overwritten.get(object);
      if (!all || all.some((each) => isProtection(each.object, object)) !== protects) return NONE;
      return [Fate.REPLACED, Fate.REJECTED, Fate.UNKNOWN].flatMap((fate) => {
        const some = all.filter((each) => each.fate === fate);
        return some.length === 0 ? [] : [outcome(object, fate, some)];
      });
    },
  };
}

const WHAT: Readonly<Record<Fate, string>> = {
  [Fate.REPLACED]: 'replaced by it, and not checked',
  [Fate.REJECTED]: 'of the same name',
  [Fate.UNKNOWN]: 'of the same name',
};

function outcome(by: KubeObject, fate: Fate, overwritten: readonly Overwritten[]): Outcome {
  const path = 'metadata.name';
  const related = overwritten.map(({ object }) => ({ object, path, what: WHAT[fate] }));
  return { ...judged(by, fate, overwritten, path), code: fate, related };
}

function judged(by: KubeObject, fate: Fate, overwritten: readonly Overwritten[], path: string): Outcome {
  const [first] = overwritten;
  const times = overwritten.length + 1;
  const fact = `the input defines ${describe(by)} ${times === 2 ? 'twice' : `${times} times`}, with different contents`;
  const [others, say] = times === 2 ? ['the other', 'says'] : ['the others', 'say'];
  switch (fate) {
    case Fate.REPLACED:
      return { path, message: `${fact}; this one is applied last and replaces ${others}, so what only ${others} ${say} has no effect` };
    case Fate.REJECTED: {
      const field = changedImmutable(first!.object, by)!;
      return {
        path,
        message:
          `${fact}; they differ in ${field}, which the API server does not let anyone change, so the one that is applied first stays and `
          + 'the rest are rejected',
      };
    }
    case Fate.UNKNOWN:
      return undecided(
        path,
        `${fact}, and only one of the files belongs to a kustomization or a Helm chart; if both are applied, the one that is applied last `
          + 'is in effect',
      );
  }
}
