export * from './constructs/hardened-kubelet';
export * from './constructs/hardened-kubelet-props';
export * from './constructs/serving-certificate';
