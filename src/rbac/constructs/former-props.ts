import type { IConstruct } from 'constructs';
import { presentNames } from '../../cdk8s/former-names';
import { refusal } from '../../cdk8s/refusal';
import type { LeastPrivilegeRoleProps } from './least-privilege-role-props';

/**
 * Why a role reaches the whole cluster, as it was said before 1.0.
 *
 * @jsii ignore
 */
export interface ClusterScope {
  /** @deprecated It is `unsafeClusterScopeReason` of the role's properties. */
  readonly reason: string;
}

/**
 * {@link LeastPrivilegeRoleProps} as they were before 1.0. In TypeScript alone.
 *
 * @jsii ignore
 */
export interface FormerLeastPrivilegeRoleProps extends Omit<LeastPrivilegeRoleProps, 'namespaceName' | 'unsafeClusterScopeReason'> {
  /** @deprecated It is called `namespaceName`. */
  readonly namespace?: string;
  /** @deprecated It is `unsafeClusterScopeReason`. */
  readonly clusterScope?: ClusterScope;
}

/** The properties as they are called now. */
export function presentProps(
  construct: IConstruct,
  given: LeastPrivilegeRoleProps | FormerLeastPrivilegeRoleProps,
): LeastPrivilegeRoleProps {
  const { clusterScope, ...props } = presentNames<LeastPrivilegeRoleProps & { clusterScope?: ClusterScope }>(construct, given, {
    namespace: 'namespaceName',
  });
  if (clusterScope === undefined) return props;
  if (props.unsafeClusterScopeReason !== undefined) {
    throw refusal(construct, {
      fact: 'clusterScope and unsafeClusterScopeReason are both given',
      consequence: 'though they are two names of one property',
      remedy: 'Remove clusterScope, its former name.',
    });
  }
  return { ...props, unsafeClusterScopeReason: clusterScope?.reason ?? '' };
}
