export * from './constructs/encryption-at-rest';
export * from './constructs/encryption-at-rest-props';
export * from './constructs/encryption-provider';
export * from './constructs/etcd-tls-config';
export * from './constructs/etcd-tls-props';
export type { FormerEtcdTlsConfigProps } from './constructs/former-props';
