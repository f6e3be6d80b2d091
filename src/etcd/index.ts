export * from './constructs/etcd-tls-config';
export * from './constructs/etcd-tls-props';
