import type { AuditEvent } from '../../logs/audit/audit-event';
import type { Hit } from '../../logs/audit/observation';
import { accessChange } from './access-change';
import { anonymousAccess } from './anonymous-access';
import { deletedEvents } from './deleted-events';
import type { Detection } from './detection';
import { failedAuthentication } from './failed-authentication';
import { forbiddenRequest } from './forbidden-request';
import { impersonation } from './impersonation';
import { permissionProbing } from './permission-probing';
import { remoteExecution } from './remote-execution';
import { secretListing } from './secret-listing';
import { tokenRequest } from './token-request';

/** In the order of the documentation. */
export const DETECTIONS: readonly Detection[] = [
  anonymousAccess,
  permissionProbing,
  secretListing,
  tokenRequest,
  deletedEvents,
  failedAuthentication,
  impersonation,
  remoteExecution,
  accessChange,
  forbiddenRequest,
];

const MATCHING = DETECTIONS.filter(({ match }) => match !== undefined);
const NO_HITS: readonly Hit[] = [];

/** What the detections say of one request. */
export function detect(event: AuditEvent): readonly Hit[] {
  let hits = NO_HITS;
  for (const { id, match } of MATCHING) {
    const about = match!(event);
    if (about !== undefined) hits = [...hits, { detection: id, about, note: '' }];
  }
  return hits;
}
