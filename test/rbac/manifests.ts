/** Short ways to write RBAC objects in tests. */
const apiVersion = 'rbac.authorization.k8s.io/v1';

export interface Meta {
  readonly name?: string;
  readonly namespace?: string;
  readonly labels?: object;
  readonly annotations?: object;
}

export function role(rules: unknown, metadata: Meta = {}): object {
  return { apiVersion, kind: 'Role', metadata: { name: 'r', namespace: 'payments', ...metadata }, rules };
}

export function clusterRole(rules: unknown, metadata: Meta = {}, more: object = {}): object {
  return { apiVersion, kind: 'ClusterRole', metadata: { name: 'r', ...metadata }, rules, ...more };
}

export function roleBinding(roleRef: object, subjects: unknown, metadata: Meta = {}): object {
  return { apiVersion, kind: 'RoleBinding', metadata: { name: 'b', namespace: 'payments', ...metadata }, roleRef, subjects };
}

export function clusterRoleBinding(name: string, subjects: unknown, metadata: Meta = {}): object {
  return { apiVersion, kind: 'ClusterRoleBinding', metadata: { name: 'b', ...metadata }, roleRef: { kind: 'ClusterRole', name }, subjects };
}

export const group = (name: string) => ({ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name });
export const user = (name: string) => ({ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name });
export const account = (name: string, namespace?: string) => ({
  kind: 'ServiceAccount',
  name,
  ...(namespace === undefined ? {} : { namespace }),
});
export const rule = (apiGroups: unknown, resources: unknown, verbs: unknown, more: object = {}) => ({
  apiGroups,
  resources,
  verbs,
  ...more,
});

export const BOOTSTRAP = { 'kubernetes.io/bootstrapping': 'rbac-defaults' };
export const REASON = { 'cdk8s-hardened/reason': 'The on-call team needs it' };
