import { lazy } from '../../text/lazy';
import { CLUSTER_ROLE_RULES, CONTROLLER_ROLE_RULES, NAMESPACED_ROLE_RULES } from './built-in-role-rules';
import type { PolicyRule } from './policy-rule';

/** A role that every API server makes when it starts and repairs at each start. */
export interface BuiltInRole {
  readonly kind: 'Role' | 'ClusterRole';
  /** '' for a ClusterRole. */
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Empty for the aggregated ones, whose rules come from others. */
  readonly rules: readonly PolicyRule[];
  /** The label that puts a ClusterRole's rules into this one. */
  readonly aggregates: string | undefined;
}

/** A binding that every API server makes when it starts, for one subject. */
interface BuiltInBinding {
  readonly namespace: string;
  readonly name: string;
  readonly role: string;
  /** As {@link subjectKey} writes them. */
  readonly subjects: readonly string[];
}

const BOOTSTRAP_LABEL = 'kubernetes.io/bootstrapping';
const BOOTSTRAP_VALUE = 'rbac-defaults';
const EVENTS = 'create,update,patch;,events.k8s.io;events';
const AGGREGATE_PREFIX = 'rbac.authorization.k8s.io/aggregate-to-';

/**
 * Labels by which the user-facing roles are put together. Source:
 * https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles
 */
const AGGREGATED: Readonly<Record<string, string>> = {
  'edit': 'admin',
  'view': 'edit',
  'system:aggregate-to-admin': 'admin',
  'system:aggregate-to-edit': 'edit',
  'system:aggregate-to-view': 'view',
};

const roles = lazy<ReadonlyMap<string, BuiltInRole>>(
  () =>
    new Map([...aggregated(), ...clusterWide(), ...inNamespaces()].map((role) => [`${role.kind}/${role.namespace}/${role.name}`, role])),
);

function aggregated(): readonly BuiltInRole[] {
  return ['admin', 'edit', 'view'].map((name) => built('ClusterRole', '', name, [], `${AGGREGATE_PREFIX}${name}`));
}

function clusterWide(): readonly BuiltInRole[] {
  const all = Object.entries({ ...CLUSTER_ROLE_RULES, ...CONTROLLER_ROLE_RULES });
  return all.map(([name, text]) => built('ClusterRole', '', name, parse(text), undefined));
}

function inNamespaces(): readonly BuiltInRole[] {
  return Object.entries(NAMESPACED_ROLE_RULES).map(([place, text]) => {
    const slash = place.indexOf('/');
    return built('Role', place.slice(0, slash), place.slice(slash + 1), parse(text), undefined);
  });
}

/** Source: plugin/pkg/auth/authorizer/rbac/bootstrappolicy in https://github.com/kubernetes/kubernetes */
const BINDINGS: readonly BuiltInBinding[] = [
  cluster('cluster-admin', 'Group system:masters'),
  cluster('system:monitoring', 'Group system:monitoring'),
  cluster('system:discovery', 'Group system:authenticated'),
  cluster('system:basic-user', 'Group system:authenticated'),
  cluster('system:public-info-viewer', 'Group system:authenticated', 'Group system:unauthenticated'),
  cluster('system:node-proxier', 'User system:kube-proxy'),
  cluster('system:kube-controller-manager', 'User system:kube-controller-manager'),
  cluster('system:kube-dns', 'ServiceAccount kube-system/kube-dns'),
  cluster('system:kube-scheduler', 'User system:kube-scheduler'),
  cluster('system:volume-scheduler', 'User system:kube-scheduler'),
  cluster('system:service-account-issuer-discovery', 'Group system:serviceaccounts'),
  cluster('system:cluster-trust-bundle-discovery', 'Group system:serviceaccounts'),
  ...Object.keys(CONTROLLER_ROLE_RULES).map((name) =>
    cluster(name, `ServiceAccount kube-system/${name.slice('system:controller:'.length)}`),
  ),
  {
    namespace: 'kube-system',
    name: 'system::extension-apiserver-authentication-reader',
    role: 'extension-apiserver-authentication-reader',
    subjects: ['User system:kube-controller-manager', 'User system:kube-scheduler'],
  },
  system(
    'system::leader-locking-kube-controller-manager',
    'User system:kube-controller-manager',
    'ServiceAccount kube-system/kube-controller-manager',
    'ServiceAccount kube-system/leader-election-controller',
  ),
  system('system::leader-locking-kube-scheduler', 'User system:kube-scheduler', 'ServiceAccount kube-system/kube-scheduler'),
  system('system:controller:bootstrap-signer', 'ServiceAccount kube-system/bootstrap-signer'),
  system('system:controller:cloud-provider', 'ServiceAccount kube-system/cloud-provider'),
  system('system:controller:token-cleaner', 'ServiceAccount kube-system/token-cleaner'),
  { ...system('system:controller:bootstrap-signer', 'ServiceAccount kube-system/bootstrap-signer'), namespace: 'kube-public' },
];

/** The built-in role of that kind, namespace ('' for a ClusterRole) and name. */
export function builtInRole(kind: string, namespace: string, name: string): BuiltInRole | undefined {
  return roles().get(`${kind}/${namespace}/${name}`);
}

/** All built-in roles. */
export function builtInRoles(): readonly BuiltInRole[] {
  return [...roles().values()];
}

/** True for the label that the API server puts on what it makes itself. Alone it proves nothing: any client can write it. */
export function hasBootstrapLabel(labels: Readonly<Record<string, string>>): boolean {
  return labels[BOOTSTRAP_LABEL] === BOOTSTRAP_VALUE;
}

/**
 * True when the API server itself gives the role to the subject (`Group system:masters`, `ServiceAccount ns/name`) by a binding of that
 * name.
 */
export function isBuiltInGrant(namespace: string, binding: string, role: string, subject: string): boolean {
  return BINDINGS.some(
    (known) => known.namespace === namespace && known.name === binding && known.role === role && known.subjects.includes(subject),
  );
}

function cluster(name: string, ...subjects: string[]): BuiltInBinding {
  return { namespace: '', name, role: name, subjects };
}

function system(name: string, ...subjects: string[]): BuiltInBinding {
  return { namespace: 'kube-system', name, role: name, subjects };
}

function built(
  kind: 'Role' | 'ClusterRole',
  namespace: string,
  name: string,
  rules: readonly PolicyRule[],
  aggregates: string | undefined,
): BuiltInRole {
  const into = Object.hasOwn(AGGREGATED, name) ? AGGREGATED[name] : undefined;
  const labels: Record<string, string> = {
    [BOOTSTRAP_LABEL]: BOOTSTRAP_VALUE,
    ...(into === undefined ? {} : { [`${AGGREGATE_PREFIX}${into}`]: 'true' }),
  };
  return { kind, namespace, name, labels, rules, aggregates };
}

function parse(text: string): PolicyRule[] {
  return text.split(' | ').map((part, index) => {
    const rule = part === 'EVENTS' ? EVENTS : part;
    const path = `rules[${index}]`;
    const space = rule.indexOf(' ');
    if (space >= 0) {
      return {
        path,
        verbs: rule.slice(0, space).split(','),
        nonResourceURLs: rule.slice(space + 1).split(','),
        apiGroups: [],
        resources: [],
        resourceNames: [],
        emptyNames: false,
      };
    }
    const [verbs, apiGroups, resources, resourceNames] = rule.split(';').map((list) => list.split(',')) as [
      string[],
      string[],
      string[],
      string[] | undefined,
    ];
    return { path, verbs, apiGroups, resources, resourceNames: resourceNames ?? [], emptyNames: false, nonResourceURLs: [] };
  });
}
