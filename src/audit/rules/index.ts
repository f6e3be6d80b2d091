import type { AnyRule } from '../../engine/rule';
import { fileMounts } from './flags/file-mounts';
import { logPathFlag } from './flags/log-path-flag';
import { logRetentionFlags } from './flags/log-retention-flags';
import { losslessLog } from './flags/lossless-log';
import { policyFileFlag } from './flags/policy-file-flag';
import { policyFilePresent } from './flags/policy-file-present';
import { apiVersion } from './policy/api-version';
import { failedAuthentication } from './policy/failed-authentication';
import { ineffectiveEntry } from './policy/ineffective-entry';
import { knownFields } from './policy/known-fields';
import { noSecretBodies } from './policy/no-secret-bodies';
import { noUnrecordedRequests } from './policy/no-unrecorded-requests';
import { responseComplete } from './policy/response-complete';
import { sensitiveRequests } from './policy/sensitive-requests';
import { unreachableRule } from './policy/unreachable-rule';
import { validPolicy } from './policy/valid-policy';

/** The rules of this practice, in the order of the documentation. */
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
