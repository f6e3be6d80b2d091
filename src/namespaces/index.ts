export * from './cluster-dns';
export * from './isolated-namespace';
export * from './isolated-namespace-props';
export * from './namespace-resources';
export * from './pod-security-level';
export * from './traffic-options';
