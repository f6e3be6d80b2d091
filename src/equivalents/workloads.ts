import { IMAGES_AND_RESOURCES } from './images-and-resources';
import { POD_CONFINEMENT } from './pod-confinement';
import type { EquivalentRow } from './row';
import { WORKLOAD_CONFIGURATION } from './workload-configuration';

/** Pod / workload hardening. */
export const PW: readonly EquivalentRow[] = [...POD_CONFINEMENT, ...IMAGES_AND_RESOURCES, ...WORKLOAD_CONFIGURATION];
