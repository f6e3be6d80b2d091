export * from './constructs/closed-namespace';
export * from './constructs/cluster-dns';
export * from './constructs/cluster-traffic-options';
export * from './constructs/existing-namespace';
export type {
  FormerAllowFromCidrOptions,
  FormerAllowFromNamespaceOptions,
  FormerAllowToApiServerOptions,
  FormerAllowToCidrOptions,
  FormerAllowTrafficOptions,
} from './constructs/former-options';
export * from './constructs/isolated-namespace';
export * from './constructs/isolated-namespace-props';
export * from './constructs/namespace-resources';
export * from './constructs/pod-security-level';
export * from './constructs/pods';
export * from './constructs/traffic-options';
