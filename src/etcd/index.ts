export * from './etcd-tls-config';
export * from './etcd-tls-props';
