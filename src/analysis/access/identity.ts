/** Who asks: a user name and groups, as an authenticator hands them to the authorizers. */
export interface Identity {
  /** The name of the user, such as `alice` or `system:serviceaccount:payments:api`; undefined for anyone of the groups. */
  readonly user: string | undefined;
  readonly groups: readonly string[];
}

const ACCOUNT_PREFIX = 'system:serviceaccount:';
export const ANONYMOUS = 'system:anonymous';
export const AUTHENTICATED = 'system:authenticated';
export const UNAUTHENTICATED = 'system:unauthenticated';
/** The API server allows this group everything before any authorizer is asked. */
export const MASTERS = 'system:masters';
export const NODES = 'system:nodes';
const NODE_PREFIX = 'system:node:';

/**
 * A user with the groups that an authenticator names, and those that the API server adds: to a ServiceAccount those of all accounts and of
 * its namespace, to all but `system:anonymous` `system:authenticated`.
 *
 * Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-subjects
 */
export function userIdentity(user: string, groups: readonly string[] = []): Identity {
  const account = accountOf(user);
  const own = account ? ['system:serviceaccounts', `system:serviceaccounts:${account.namespace}`] : [];
  return { user, groups: [...new Set([...groups, ...own, user === ANONYMOUS ? UNAUTHENTICATED : AUTHENTICATED])] };
}

export function accountIdentity(namespace: string, name: string): Identity {
  return userIdentity(accountUser(namespace, name));
}

/** Anyone of a group, of whom nothing else is known. */
export function groupIdentity(group: string): Identity {
  return { user: undefined, groups: group === UNAUTHENTICATED || group === AUTHENTICATED ? [group] : [group, AUTHENTICATED] };
}

/** The name that a ServiceAccount has as a user. */
export function accountUser(namespace: string, name: string): string {
  return `${ACCOUNT_PREFIX}${namespace}:${name}`;
}

/** The ServiceAccount that a user is; undefined for all others. */
export function accountOf(user: string): { readonly namespace: string; readonly name: string } | undefined {
  if (!user.startsWith(ACCOUNT_PREFIX)) return undefined;
  const [namespace, name, ...rest] = user.slice(ACCOUNT_PREFIX.length).split(':');
  return namespace && name && rest.length === 0 ? { namespace, name } : undefined;
}

/** True for what the Node authorizer may decide about. */
export function mayBeNode({ user, groups }: Identity): boolean {
  return groups.includes(NODES) || user?.startsWith(NODE_PREFIX) === true;
}

/** `ServiceAccount payments/api`, `User alice`, `Group devs`: for messages, and as a key. */
export function describeIdentity({ user, groups }: Identity): string {
  if (user === undefined) return `Group ${groups[0] ?? ''}`;
  const account = accountOf(user);
  return account ? `ServiceAccount ${account.namespace}/${account.name}` : `User ${user}`;
}
