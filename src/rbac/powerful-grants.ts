import { ADMISSION_POWERS } from './powers/admission-powers';
import { CLUSTER_POWERS } from './powers/cluster-powers';
import { POD_POWERS } from './powers/pod-powers';
import type { PowerfulGrant } from './powers/power';

/** Every powerful right, in the order of the documentation. */
export const POWERFUL_GRANTS: readonly PowerfulGrant[] = [...POD_POWERS, ...ADMISSION_POWERS, ...CLUSTER_POWERS];
