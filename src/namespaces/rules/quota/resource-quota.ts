import { listOption, type OptionValues } from '../../../engine/options';
import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import type { NamespaceView } from '../../../kubernetes/namespaces/namespace-view';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { amountOf } from '../../../kubernetes/resources/resources';
import { asArray, asObject, isObject, isUnset, typeName } from '../../../text/json';
import { joinPath } from '../../../text/path';
import { quotaView } from '../../quota/quotas';
import { lacking, quotaNamespaces, usersOfKind } from '../namespace-subjects';
import { limitForAllPods } from './quota-coverage';

const options = {
  resources: listOption('What must be limited, as quotas name it.', ['requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory'], {
    minItems: 1,
  }),
};

/** Any of the names does: `cpu` is `requests.cpu`. */
function namesOf(resource: string): readonly string[] {
  return /^requests\.(cpu|memory|ephemeral-storage)$/.test(resource) ? [resource, resource.slice('requests.'.length)] : [resource];
}

export const resourceQuota = defineRule({
  id: 'namespaces/resource-quota',
  title: 'Namespaces must have a ResourceQuota for CPU and memory requests and limits',
  description:
    'The quotas must apply to all pods of the namespace, together or one for all: a quota with scopes counts only if others limit the '
    + 'remaining pods (`Terminating` and `NotTerminating`, a priority class and all others). Pods of the scope `BestEffort` request '
    + 'nothing, so a quota of `pods` is enough for them. Zero is a limit.\n\n'
    + 'Unknown: a Namespace that is not in the input, and quantities and scopes that the API server rejects.',
  severity: Severity.LOW,
  takesReason: true,
  fix: 'Add a ResourceQuota without scopes that sets requests.cpu, requests.memory, limits.cpu and limits.memory.',
  sources: ['https://kubernetes.io/docs/concepts/policy/resource-quotas/'],
  bad: '{ apiVersion: v1, kind: Namespace, metadata: { name: payments } }',
  good:
    '\n{ apiVersion: v1, kind: Namespace, metadata: { name: payments } }\n'
    + '---\n'
    + '{ apiVersion: v1, kind: ResourceQuota, metadata: { name: quota, namespace: payments }, '
    + 'spec: { hard: { requests.cpu: "4", requests.memory: 8Gi, limits.cpu: "8", limits.memory: 16Gi } } }\n',
  subject: quotaNamespaces,
  options,
  check: requireQuota,
});

function requireQuota(view: NamespaceView, _: CheckContext, { resources }: OptionValues<typeof options>): Outcome[] {
  const needed = resources.map(namesOf);
  const quotas = usersOfKind(view, 'ResourceQuota');
  if (quotas.length === 0) return [lacking(view, `${view.label} has no ResourceQuota`)];
  const unscoped = quotas.filter(({ json }) => {
    const { scopes, scopeSelector } = asObject(json.spec);
    return asArray(scopes).length === 0 && asArray(asObject(scopeSelector).matchExpressions).length === 0;
  });
  const unreadable = [
    ...(unscoped.length > 0 ? unscoped : quotas).flatMap((quota) => unreadableAmounts(quota, needed.flat())),
    ...quotas.flatMap(unreadableScopes),
  ];
  const views = quotas.map(quotaView);
  const missing = needed.filter((names) => !limitForAllPods(views, names));
  if (missing.length === 0) return unreadable;
  return [
    ...unreadable,
    lacking(view, `no ResourceQuota limits ${missing.map(([name]) => name).join(', ')} for all pods of ${view.label}`, {
      object: (unscoped[0] ?? quotas[0])!,
      path: 'spec.hard',
    }),
  ];
}

function hardOf({ json }: KubeObject) {
  return asObject(asObject(json.spec).hard);
}

function unreadableAmounts(quota: KubeObject, names: readonly string[]): Outcome[] {
  const hard = hardOf(quota);
  return names
    .filter((name) => amountOf(hard, name) === 'malformed')
    .map((name) => ({
      ...undecided(
        joinPath('spec.hard', name),
        `${JSON.stringify(hard[name])} is not a quantity from 0 on, so the API server rejects the quota`,
      ),
      object: quota,
    }));
}

function unreadableScopes(object: KubeObject): Outcome[] {
  const { scopes, scopeSelector } = asObject(object.json.spec);
  const rejected = (path: string, fact: string) => [{ ...undecided(path, `${fact}, so the API server rejects the quota`), object }];
  if (!isUnset(scopes) && !Array.isArray(scopes)) return rejected('spec.scopes', `scopes is ${typeName(scopes)}, not a list`);
  if (isUnset(scopeSelector)) return [];
  if (!isObject(scopeSelector)) return rejected('spec.scopeSelector', `scopeSelector is ${typeName(scopeSelector)}, not a mapping`);
  const { matchExpressions } = scopeSelector;
  if (isUnset(matchExpressions) || Array.isArray(matchExpressions)) return [];
  return rejected('spec.scopeSelector.matchExpressions', `matchExpressions is ${typeName(matchExpressions)}, not a list`);
}
