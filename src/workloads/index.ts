export * from './constructs/pod-hardening';
