export * from './pod-hardening';
