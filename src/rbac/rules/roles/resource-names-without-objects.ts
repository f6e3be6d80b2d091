import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { factFor } from '../../../kubernetes/objects/fact';
import { namespaceOf } from '../../../kubernetes/objects/object';
import { pluralOf } from '../../../kubernetes/objects/plural';
import { holdsNamespace } from '../../../kubernetes/pods/pod-index';
import type { PolicyRule } from '../../../kubernetes/rbac/policy-rule';
import type { RoleView } from '../../../kubernetes/rbac/rbac';
import { judgeRules, rolesOfSet } from '../../role-findings';

/** Resources by group whose objects people write down: others, such as Secrets and Leases, programs create as they run. */
const WRITTEN: Readonly<Record<string, readonly string[]>> = {
  '': ['services', 'serviceaccounts'],
  'apps': ['deployments', 'statefulsets', 'daemonsets'],
  'autoscaling': ['horizontalpodautoscalers'],
  'batch': ['cronjobs'],
  'networking.k8s.io': ['ingresses', 'networkpolicies'],
  'policy': ['poddisruptionbudgets'],
};

export const resourceNamesWithoutObjects = defineRule({
  id: 'rbac/resource-names-without-objects',
  title: 'resourceNames in Roles must name objects that exist',
  description:
    'A name that no object has grants nothing now, and later whatever object gets the name. It is a violation if the Namespace of the Role '
    + 'and objects of that resource in it are in the input; without the Namespace it is unknown. A name passes if an object of one of the '
    + "rule's resources has it.\n\n"
    + 'Checked are Roles, and resources that are usually written down: Deployments, StatefulSets, DaemonSets, CronJobs, Services, '
    + 'ServiceAccounts, Ingresses, NetworkPolicies, autoscalers and disruption budgets. Rules that may `create` are not checked, nor '
    + 'ConfigMaps, Secrets and Leases, which programs create as they run.',
  severity: Severity.LOW,
  fix: 'Write the name that the object has in its metadata, or give the object the name.',
  sources: ['https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources'],
  bad:
    '{ apiVersion: v1, kind: Namespace, metadata: { name: payments } }\n'
    + '---\n'
    + '{ apiVersion: v1, kind: Service, metadata: { name: payments-api, namespace: payments }, spec: { ports: [{ port: 443 }] } }\n'
    + '---\n'
    + '{ apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: { name: deployer, namespace: payments }, '
    + 'rules: [{ apiGroups: [""], resources: [services], resourceNames: [api], verbs: [get, patch] }] }',
  good:
    '{ apiVersion: v1, kind: Namespace, metadata: { name: payments } }\n'
    + '---\n'
    + '{ apiVersion: v1, kind: Service, metadata: { name: payments-api, namespace: payments }, spec: { ports: [{ port: 443 }] } }\n'
    + '---\n'
    + '{ apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: { name: deployer, namespace: payments }, '
    + 'rules: [{ apiGroups: [""], resources: [services], resourceNames: [payments-api], verbs: [get, patch] }] }',
  subject: rolesOfSet,
  revisions: [{ since: '1.8', check: judgeRules(unknownNames) }],
});

const SHOWN = 3;

function unknownNames(rule: PolicyRule, role: RoleView, { inventory }: CheckContext): readonly Outcome[] {
  if (role.kind !== 'Role' || rule.resourceNames.length === 0 || rule.verbs.includes('create')) return NONE;
  const known = new Set<string>();
  for (const resource of rule.resources) {
    const plain = resource.split('/')[0]!;
    const named = rule.apiGroups.flatMap((group) =>
      WRITTEN[group]?.includes(plain) ? namesOf(inventory, { group, resource: plain, namespace: role.namespace }) : [undefined],
    );
    // Of a resource that programs may create, or of which the input has none, any name may exist.
    if (named.length === 0 || named.includes(undefined)) return NONE;
    for (const name of named) known.add(name!);
  }
  if (known.size === 0) return NONE;
  const some = [...known].slice(0, SHOWN).join(', ') + (known.size > SHOWN ? `, and ${known.size - SHOWN} more` : '');
  return rule.resourceNames.flatMap((name, index): readonly Outcome[] => {
    if (name === '' || name === '*' || known.has(name)) return NONE;
    const path = `${rule.path}.resourceNames[${index}]`;
    const fact =
      `${JSON.stringify(name)} is the name of none of the ${rule.resources.join(', ')} of namespace ${role.namespace} in the input `
      + `(${some})`;
    return holdsNamespace(inventory, role.namespace)
      ? [{ path, message: fact }]
      : [undecided(path, `${fact}, but its Namespace is not in the input, so the object may be elsewhere`)];
  });
}

interface Place {
  readonly group: string;
  readonly resource: string;
  readonly namespace: string;
}

/** Names of the objects of a resource in a namespace; one undefined where there is none, or one whose name the API server makes up. */
const namesOf = factFor(
  'names of objects by resource and namespace',
  (inventory, { group, resource, namespace }: Place): readonly (string | undefined)[] => {
    const names = inventory.objects
      .filter((object) => object.group === group && pluralOf(object.kind) === resource && namespaceOf(object) === namespace)
      .map(({ name }) => name || undefined);
    return names.length > 0 ? names : [undefined];
  },
  ({ group, resource, namespace }) => `${group}/${resource}/${namespace}`,
);
