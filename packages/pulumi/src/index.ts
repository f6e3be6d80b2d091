// Values, enums and structs are those of cdk8s-hardened; each construct has a component of its name, which takes its place here.
export * from 'cdk8s-hardened';
export type { ComponentWaiver, HostFileData } from './build/build';
export { HardenedComponent } from './component';
export { HardenedChart, type ChartOptions, type TextOf } from './hardened-chart';
export {
  AuditPolicy,
  BastionOnlyNodeAccess,
  EncryptionAtRest,
  EtcdTlsConfig,
  HardenedControlPlane,
  HardenedKubelet,
  HostFile,
  type HostFileInputs,
} from './host-components';
export { ExistingNamespace, IsolatedNamespace } from './isolated-namespace';
export { selectPods } from './pods';
export { LeastPrivilegeRole } from './roles';
export type { HardenedOptions } from './settings';
export type { Inputs } from './values/inputs';
export { later, Later } from './values/later';
export { unknownAs, type Shape } from './values/shape';
