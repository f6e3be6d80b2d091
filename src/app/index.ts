export * from './hardened-app';
export * from './hardened-control-plane';
export * from './hardened-control-plane-props';
export * from './hardening';
export * from './hardening-props';
export * from './hardening-report';
