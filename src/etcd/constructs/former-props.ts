import type { Port } from '../../cdk8s/port';
import type { EtcdTlsConfigProps } from './etcd-tls-props';

/**
 * {@link EtcdTlsConfigProps} as they were before 1.0. In TypeScript alone.
 *
 * @jsii ignore
 */
export interface FormerEtcdTlsConfigProps extends Omit<EtcdTlsConfigProps, 'clientPort' | 'peerPort'> {
  /** @deprecated Ports are {@link Port}s. */
  readonly clientPort?: Port | number;
  /** @deprecated Ports are {@link Port}s. */
  readonly peerPort?: Port | number;
}
