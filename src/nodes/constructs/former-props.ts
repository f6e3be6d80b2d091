import type { Port } from '../../cdk8s/port';
import type { Cidr } from '../../kubernetes/network/cidr';
import type { BastionOnlyNodeAccessProps } from './bastion-only-node-access-props';
import type { SshSource } from './ssh-source';

/**
 * {@link SshSource} as it was before 1.0. In TypeScript alone: other languages reserve the name.
 *
 * @jsii ignore
 */
export interface FormerSshSource extends Omit<SshSource, 'cidr'> {
  /** @deprecated It is called `cidr`, and is a {@link Cidr}. */
  readonly range: string;
}

/**
 * {@link BastionOnlyNodeAccessProps} as they were before 1.0. In TypeScript alone: other languages reserve the name.
 *
 * @jsii ignore
 */
export interface FormerBastionOnlyNodeAccessProps extends Omit<
  BastionOnlyNodeAccessProps,
  'sources' | 'ports' | 'podRanges' | 'serviceRanges' | 'nodeRanges'
> {
  /** @deprecated It is called `sources`. */
  readonly from: (SshSource | FormerSshSource)[];
  /** @deprecated Ports are {@link Port}s. */
  readonly ports?: (Port | number)[];
  /** @deprecated Ranges are {@link Cidr}s. */
  readonly podRanges?: (Cidr | string)[];
  /** @deprecated Ranges are {@link Cidr}s. */
  readonly serviceRanges?: (Cidr | string)[];
  /** @deprecated Ranges are {@link Cidr}s. */
  readonly nodeRanges?: (Cidr | string)[];
}
