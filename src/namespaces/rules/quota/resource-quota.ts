import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { asArray, asObject, typeName } from '../../../text/json';
import type { NamespaceView } from '../../../kubernetes/namespaces/namespace-view';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { joinPath } from '../../../text/path';
import { amountOf } from '../../../kubernetes/resources/resources';
import { lacking, quotaNamespaces, usersOfKind } from '../namespace-subjects';

/** What must be limited: any of the names does. */
const NEEDED: readonly (readonly string[])[] = [['requests.cpu', 'cpu'], ['requests.memory', 'memory'], ['limits.cpu'], ['limits.memory']];

export const resourceQuota = defineRule({
  id: 'namespaces/resource-quota',
  title: 'Namespaces must have a ResourceQuota for CPU and memory requests and limits',
  description:
    'The quotas must apply to all pods of the namespace, together or one for all, so a quota with scopes does not count. Zero '
    + 'is a limit. Unknown: a Namespace that is not in the input, and quantities and scopes that the API server rejects.',
  severity: Severity.LOW,
  fix: 'Add a ResourceQuota without scopes that sets requests.cpu, requests.memory, limits.cpu and limits.memory.',
  sources: ['https://kubernetes.io/docs/concepts/policy/resource-quotas/'],
  bad: '{ apiVersion: v1, kind: Namespace, metadata: { name: payments } }',
  good:
    '\n{ apiVersion: v1, kind: Namespace, metadata: { name: payments } }\n'
    + '---\n'
    + '{ apiVersion: v1, kind: ResourceQuota, metadata: { name: quota, namespace: payments }, '
    + 'spec: { hard: { requests.cpu: "4", requests.memory: 8Gi, limits.cpu: "8", limits.memory: 16Gi } } }\n',
  subject: quotaNamespaces,
  check: requireQuota,
});

function requireQuota(view: NamespaceView): Outcome[] {
  const quotas = usersOfKind(view, 'ResourceQuota');
  if (quotas.length === 0) return [lacking(view, `${view.label} has no ResourceQuota`)];
  const unscoped = quotas.filter(({ json }) => {
    const { scopes, scopeSelector } = asObject(json.spec);
    return asArray(scopes).length === 0 && (scopeSelector ?? undefined) === undefined;
  });
  const unreadable = [...unscoped.flatMap(unreadableAmounts), ...quotas.flatMap(unreadableScopes)];
  const missing = NEEDED.filter((names) => !unscoped.some((quota) => names.some((name) => hardOf(quota)[name] !== undefined)));
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

function unreadableAmounts(quota: KubeObject): Outcome[] {
  const hard = hardOf(quota);
  return NEEDED.flat()
    .filter((name) => amountOf(hard, name) === 'malformed')
    .map((name) => ({
      ...undecided(
        joinPath('spec.hard', name),
        `${JSON.stringify(hard[name])} is not a quantity from 0 on, so the API server refuses the quota`,
      ),
      object: quota,
    }));
}

function unreadableScopes(quota: KubeObject): Outcome[] {
  const scopes = asObject(quota.json.spec).scopes ?? [];
  return Array.isArray(scopes)
    ? []
    : [{ ...undecided('spec.scopes', `scopes is ${typeName(scopes)}, not a list, so the API server refuses the quota`), object: quota }];
}
