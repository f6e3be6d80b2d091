import { apiVersion } from './policy/api-version';
import { failedAuthentication } from './policy/failed-authentication';
import { fileMounts } from './flags/file-mounts';
import { ineffectiveEntry } from './policy/ineffective-entry';
import { knownFields } from './policy/known-fields';
import { logPathFlag } from './flags/log-path-flag';
import { logRetentionFlags } from './flags/log-retention-flags';
import { losslessLog } from './flags/lossless-log';
import { noSecretBodies } from './policy/no-secret-bodies';
import { noUnrecordedRequests } from './policy/no-unrecorded-requests';
import { policyFileFlag } from './flags/policy-file-flag';
import { policyFilePresent } from './flags/policy-file-present';
import { responseComplete } from './policy/response-complete';
import { sensitiveRequests } from './policy/sensitive-requests';
import { unreachableRule } from './policy/unreachable-rule';
import { validPolicy } from './policy/valid-policy';
import type { AnyRule } from '../../engine/rule';

/** The rules of this room, in the order of the documentation. */
export const auditRules: readonly AnyRule[] = [
  policyFileFlag,
  policyFilePresent,
  fileMounts,
  logPathFlag,
  logRetentionFlags,
  losslessLog,
  apiVersion,
  validPolicy,
  knownFields,
  ineffectiveEntry,
  unreachableRule,
  noUnrecordedRequests,
  failedAuthentication,
  responseComplete,
  sensitiveRequests,
  noSecretBodies,
];
