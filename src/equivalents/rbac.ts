import { API_SERVER_ACCESS } from './api-server-access';
import { RBAC_ESCALATION } from './rbac-escalation';
import { RBAC_WRITES } from './rbac-writes';
import type { EquivalentRow } from './row';
import { SERVICE_ACCOUNTS } from './service-accounts';

/** RBAC least privilege, service accounts, API-server authn/z and admission. */
export const P3: readonly EquivalentRow[] = [...RBAC_ESCALATION, ...RBAC_WRITES, ...SERVICE_ACCOUNTS, ...API_SERVER_ACCESS];
