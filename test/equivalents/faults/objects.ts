import { apiServerPod } from '../../support/audit';

/** What a row of the table is about: objects that the peers find, and so do the rules of the row. */
export interface Fault {
  /** Together in one input, as objects or as YAML: every rule of the row finds something in it. */
  readonly found: readonly object[] | string;
  /** What a peer finds and no rule of the row does: the row says why. */
  readonly passed?: readonly (object | readonly object[])[];
  /** What a rule of the row finds and a peer passes: the row says why. */
  readonly more?: readonly (object | readonly object[])[];
  /** Where the rules ask something only when it is set. */
  readonly options?: Readonly<Record<string, unknown>>;
}

/** By the name of the row. */
export type Faults = Readonly<Record<string, Fault>>;

export const meta = (name: string, more: object = {}): object => ({ name, namespace: 'shop', ...more });

/** A pod with fields in its container, its spec and its metadata. */
export const pod = (container: object = {}, spec: object = {}, metadata: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: meta('api', metadata),
  spec: { containers: [{ name: 'api', image: 'registry.example.com/api:1.4', ...container }], ...spec },
});

/** A pod whose container has this security context. */
export const withContext = (securityContext: object, spec: object = {}): object => pod({ securityContext }, spec);

/** A pod that mounts a directory of the host. */
export const hostPath = (path: string, mount: object = {}): object =>
  pod({ volumeMounts: [{ name: 'v', mountPath: '/v', ...mount }] }, { volumes: [{ name: 'v', hostPath: { path } }] });

export const deployment = (spec: object = {}, podSpec: object = {}, container: object = {}, name = 'api'): object => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: meta(name),
  spec: {
    replicas: 3,
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec: pod(container, podSpec).spec },
    ...spec,
  },
});

export const namespace = (labels: object = {}, name = 'shop'): object => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels },
});

export const service = (spec: object, name = 'api', metadata: object = {}): object => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: meta(name, metadata),
  spec,
});

const RBAC = 'rbac.authorization.k8s.io';

/** A grant: API group, resources, verbs. */
export type Grant = readonly [group: string, resources: string, verbs: string, more?: object];

const rulesOf = (grants: readonly Grant[]) =>
  grants.map(([group, resources, verbs, more]) => ({
    apiGroups: [group],
    resources: resources.split(' '),
    verbs: verbs.split(' '),
    ...more,
  }));

export const clusterRole = (...grants: readonly Grant[]): object => ({
  apiVersion: `${RBAC}/v1`,
  kind: 'ClusterRole',
  metadata: { name: 'some' },
  rules: rulesOf(grants),
});

export const role = (...grants: readonly Grant[]): object => ({
  apiVersion: `${RBAC}/v1`,
  kind: 'Role',
  metadata: meta('some'),
  rules: rulesOf(grants),
});

/** A binding of a ClusterRole, with subjects as `Kind/name`; accounts are of namespace shop. */
export const clusterRoleBinding = (name: string, ...subjects: readonly string[]): object => ({
  apiVersion: `${RBAC}/v1`,
  kind: 'ClusterRoleBinding',
  metadata: { name: 'some' },
  roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name },
  subjects: subjects.map(subjectOf),
});

export const roleBinding = (name: string, ...subjects: readonly string[]): object => ({
  apiVersion: `${RBAC}/v1`,
  kind: 'RoleBinding',
  metadata: meta('some'),
  roleRef: { apiGroup: RBAC, kind: 'Role', name },
  subjects: subjects.map(subjectOf),
});

function subjectOf(text: string): object {
  const at = text.indexOf('/');
  const [kind, name] = [text.slice(0, at), text.slice(at + 1)];
  return kind === 'ServiceAccount' ? { kind, name, namespace: 'shop' } : { apiGroup: RBAC, kind, name };
}

export const account = (name: string, fields: object = {}): object => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: meta(name),
  ...fields,
});

export const apiServer = (...flags: readonly string[]): object => apiServerPod(flags);

/** A static pod of etcd with these flags. */
export const etcd = (...flags: readonly string[]): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'etcd', namespace: 'kube-system' },
  spec: { containers: [{ name: 'etcd', command: ['etcd', ...flags] }] },
});

export const networkPolicy = (spec: object, name = 'some'): object => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: meta(name),
  spec,
});

export const of = (apiVersion: string, kind: string, fields: object, name = 'some', metadata: object = {}): object => ({
  apiVersion,
  kind,
  metadata: meta(name, metadata),
  ...fields,
});
