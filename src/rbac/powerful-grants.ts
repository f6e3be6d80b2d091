import { Severity } from '../engine/severity';
import { ADMISSION_POWERS } from './powers/admission-powers';
import { CLUSTER_POWERS } from './powers/cluster-powers';
import { POD_POWERS } from './powers/pod-powers';
import type { PowerfulGrant } from './powers/power';

/** Every powerful right, in the order of the documentation. */
export const POWERFUL_GRANTS: readonly PowerfulGrant[] = [...POD_POWERS, ...ADMISSION_POWERS, ...CLUSTER_POWERS];

/** Whether a reason is enough to accept the right; what is critical takes a waiver, with an approver and an end. */
export function takesReason({ severity }: PowerfulGrant): boolean {
  return severity !== Severity.CRITICAL;
}
