import { pluralOf } from '../../../kubernetes/objects/plural';
import { POD_KINDS } from '../../../kubernetes/pods/pod-kinds';
import { RBAC_GROUP } from '../../../kubernetes/rbac/rbac-binding';

/** Where a right leads, for an identity that has it. */
export type Lead =
  /** A pod of its own in the namespace. */
  | 'new-pods'
  /** Every pod of the namespace. */
  | 'pods'
  /** Every ServiceAccount of the namespace. */
  | 'accounts'
  /** Every Secret of the namespace. */
  | 'secrets'
  /** Every user, or every group. */
  | 'users'
  | 'groups'
  | 'admin';

/** One of several requests. */
export interface Right {
  readonly id: string;
  readonly group: string;
  /** With its subresource. */
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** True where it counts only when it is given everywhere. */
  readonly isClusterWide?: boolean;
  /** The name of the object, where it is certain. */
  readonly name?: string;
}

const WRITE = ['create', 'update', 'patch'];
const CHANGE = ['update', 'patch'];
const READ = ['get', 'list', 'watch'];
const ADMISSION = 'admissionregistration.k8s.io';
const CERTIFICATES = 'certificates.k8s.io';

/** The kinds that make pods; those of pods themselves apart. */
const WORKLOADS: readonly Right[] = POD_KINDS.filter(({ kind, count }) => kind !== 'Pod' && count !== 'none').flatMap(({ groups, kind }) =>
  groups.map((group) => ({ id: 'create-workload', group, resources: [pluralOf(kind)], verbs: WRITE })),
);

/** Rights that make a step by themselves, with where it leads. */
export const SINGLE_RIGHTS: readonly (Right & { readonly lead: Lead })[] = [
  { id: 'all-rights', group: '*', resources: ['*'], verbs: ['*'], lead: 'admin' },
  ...WORKLOADS.map((right) => ({ ...right, lead: 'new-pods' as const })),
  { id: 'create-workload', group: '', resources: ['pods'], verbs: ['create'], lead: 'new-pods' },
  { id: 'patch-pod', group: '', resources: ['pods'], verbs: CHANGE, lead: 'pods' },
  { id: 'exec', group: '', resources: ['pods/exec', 'pods/attach'], verbs: ['create', 'get'], lead: 'pods' },
  { id: 'debug', group: '', resources: ['pods/ephemeralcontainers'], verbs: CHANGE, lead: 'pods' },
  { id: 'nodes-proxy', group: '', resources: ['nodes/proxy'], verbs: ['get', 'create'], isClusterWide: true, lead: 'pods' },
  { id: 'read-secrets', group: '', resources: ['secrets'], verbs: READ, lead: 'secrets' },
  { id: 'request-token', group: '', resources: ['serviceaccounts/token'], verbs: ['create'], lead: 'accounts' },
  { id: 'impersonate-account', group: '', resources: ['serviceaccounts'], verbs: ['impersonate'], lead: 'accounts' },
  { id: 'impersonate-user', group: '', resources: ['users'], verbs: ['impersonate'], isClusterWide: true, lead: 'users' },
  {
    id: 'mutate-objects',
    group: ADMISSION,
    resources: ['mutatingwebhookconfigurations'],
    verbs: WRITE,
    isClusterWide: true,
    lead: 'admin',
  },
];

/** Rights that make a step together, where one identity has them all. */
export interface Combination {
  readonly id: string;
  /** One right of each list. */
  readonly parts: readonly (readonly Right[])[];
  /** Where it leads: everything in the namespace, or everywhere where all parts are given everywhere. */
  readonly lead: 'all' | 'node' | 'groups' | 'users' | 'accounts';
  /** True where only parts that are given everywhere count. */
  readonly isClusterWide?: boolean;
}

const NEW_PODS: readonly Right[] = SINGLE_RIGHTS.filter(({ lead }) => lead === 'new-pods');
const right = (id: string, group: string, resources: readonly string[], verbs: readonly string[], more: Partial<Right> = {}): Right => ({
  id,
  group,
  resources,
  verbs,
  ...more,
});

export const COMBINATIONS: readonly Combination[] = [
  {
    id: 'bind-role',
    parts: [[right('write-binding', RBAC_GROUP, ['rolebindings'], ['create'])], [right('bind', RBAC_GROUP, ['clusterroles'], ['bind'])]],
    lead: 'all',
  },
  {
    id: 'bind-role',
    parts: [
      [right('write-cluster-binding', RBAC_GROUP, ['clusterrolebindings'], ['create'])],
      [right('bind', RBAC_GROUP, ['clusterroles'], ['bind'])],
    ],
    lead: 'all',
    isClusterWide: true,
  },
  {
    id: 'escalate-role',
    parts: [
      [right('write-cluster-role', RBAC_GROUP, ['clusterroles'], CHANGE)],
      [right('escalate-cluster-role', RBAC_GROUP, ['clusterroles'], ['escalate'])],
    ],
    lead: 'all',
    isClusterWide: true,
  },
  {
    id: 'escalate-role',
    parts: [[right('write-role', RBAC_GROUP, ['roles'], CHANGE)], [right('escalate', RBAC_GROUP, ['roles'], ['escalate'])]],
    lead: 'all',
  },
  {
    id: 'impersonate-group',
    parts: [
      [right('impersonate-groups', '', ['groups'], ['impersonate'])],
      [right('impersonate', '', ['users', 'serviceaccounts'], ['impersonate'])],
    ],
    lead: 'groups',
    isClusterWide: true,
  },
  {
    id: 'create-token-secret',
    parts: [[right('create-secret', '', ['secrets'], ['create'])], [right('read-secrets', '', ['secrets'], READ)]],
    lead: 'accounts',
  },
  {
    id: 'relabel-namespace',
    parts: [[right('write-namespace', '', ['namespaces'], CHANGE)], NEW_PODS],
    lead: 'node',
  },
  {
    id: 'host-path-volume',
    parts: [
      [right('create-volume', '', ['persistentvolumes'], ['create'], { isClusterWide: true })],
      [right('create-claim', '', ['persistentvolumeclaims'], ['create'])],
      NEW_PODS,
    ],
    lead: 'node',
  },
  {
    id: 'client-certificate',
    parts: [
      [right('create-request', CERTIFICATES, ['certificatesigningrequests'], ['create'])],
      [right('approve-request', CERTIFICATES, ['certificatesigningrequests/approval'], CHANGE)],
      [right('approve-signer', CERTIFICATES, ['signers'], ['approve'], { name: 'kubernetes.io/kube-apiserver-client' })],
    ],
    lead: 'users',
    isClusterWide: true,
  },
];

/** Objects that tell a controller what to apply, and the ServiceAccounts that such controllers run as. */
export const CONTROLLERS: readonly (Right & { readonly accounts: readonly string[] })[] = [
  {
    id: 'steer-controller',
    group: 'argoproj.io',
    resources: ['applications', 'applicationsets'],
    verbs: WRITE,
    accounts: ['argocd-application-controller'],
  },
  {
    id: 'steer-controller',
    group: 'kustomize.toolkit.fluxcd.io',
    resources: ['kustomizations'],
    verbs: WRITE,
    accounts: ['kustomize-controller'],
  },
  { id: 'steer-controller', group: 'helm.toolkit.fluxcd.io', resources: ['helmreleases'], verbs: WRITE, accounts: ['helm-controller'] },
  {
    id: 'steer-controller',
    group: 'kyverno.io',
    resources: ['clusterpolicies', 'policies'],
    verbs: WRITE,
    accounts: ['kyverno-background-controller', 'kyverno'],
  },
];
