import type { Cidr } from '../../kubernetes/network/cidr';
import type { IPods } from './pods';
import type {
  AllowFromCidrOptions,
  AllowFromNamespaceOptions,
  AllowToApiServerOptions,
  AllowToCidrOptions,
  AllowTrafficOptions,
} from './traffic-options';

/**
 * {@link AllowTrafficOptions} as they were before 1.0. In TypeScript alone: other languages reserve the name.
 *
 * @jsii ignore
 */
export interface FormerAllowTrafficOptions extends Omit<AllowTrafficOptions, 'fromPods'> {
  /** @deprecated It is called `fromPods`. */
  readonly from: IPods;
}

/**
 * {@link AllowFromNamespaceOptions} as they were before 1.0. In TypeScript alone: other languages reserve the name.
 *
 * @jsii ignore
 */
export interface FormerAllowFromNamespaceOptions extends Omit<AllowFromNamespaceOptions, 'namespaceName'> {
  /** @deprecated It is called `namespaceName`. */
  readonly namespace: string;
}

/**
 * {@link AllowToCidrOptions} as they were before 1.0. In TypeScript alone: other languages reserve the names.
 *
 * @jsii ignore
 */
export interface FormerAllowToCidrOptions extends Omit<AllowToCidrOptions, 'fromPods' | 'exceptCidrs'> {
  /** @deprecated It is called `fromPods`. */
  readonly from: IPods;
  /** @deprecated It is called `exceptCidrs`. */
  readonly except?: Cidr[];
}

/**
 * {@link AllowFromCidrOptions} as they were before 1.0. In TypeScript alone: other languages reserve the name.
 *
 * @jsii ignore
 */
export interface FormerAllowFromCidrOptions extends Omit<AllowFromCidrOptions, 'exceptCidrs'> {
  /** @deprecated It is called `exceptCidrs`. */
  readonly except: Cidr[];
}

/**
 * {@link AllowToApiServerOptions} as they were before 1.0. In TypeScript alone: other languages reserve the name.
 *
 * @jsii ignore
 */
export interface FormerAllowToApiServerOptions extends Omit<AllowToApiServerOptions, 'fromPods'> {
  /** @deprecated It is called `fromPods`. */
  readonly from: IPods;
}

/** What is called differently now. */
export const FORMER_NAMES = { from: 'fromPods', except: 'exceptCidrs', namespace: 'namespaceName' } as const;
