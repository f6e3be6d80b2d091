export * from './constructs/etcd-tls-config';
export * from './constructs/etcd-tls-props';
export type { FormerEtcdTlsConfigProps } from './constructs/former-props';
