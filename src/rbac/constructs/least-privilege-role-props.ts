import type { Grant } from './grant';
import type { Subject } from './subject';

/** Properties of {@link LeastPrivilegeRole}. */
export interface LeastPrivilegeRoleProps {
  /** What it allows: a rule of the role for each, in this order. At least one. */
  readonly grants: Grant[];
  /** Who is given it, in this order. At least one. */
  readonly subjects: Subject[];
  /**
   * Name of the role and of its bindings.
   *
   * @default - the ids of the construct and of those above it, joined by dashes: below the chart for a Role, below the app for a
   * ClusterRole
   * @shape name
   */
  readonly name?: string;
  /**
   * Namespace of the role.
   *
   * @default - that of the chart
   * @shape name
   */
  readonly namespaceName?: string;
  /**
   * Makes a ClusterRole, given in these namespaces only: the same rights in each.
   *
   * @default - a Role in one namespace
   * @shape name
   */
  readonly boundIn?: string[];
  /**
   * Makes a ClusterRole, given in all namespaces and on cluster-scoped resources and URLs: why it has to be. Kept as an annotation of the
   * role and its binding.
   *
   * @default - a Role in one namespace
   * @shape reason
   */
  readonly unsafeClusterScopeReason?: string;
}
