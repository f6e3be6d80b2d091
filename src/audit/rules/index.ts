import { apiVersion } from './api-version';
import { failedAuthentication } from './failed-authentication';
import { fileMounts } from './file-mounts';
import { ineffectiveEntry } from './ineffective-entry';
import { knownFields } from './known-fields';
import { logPathFlag } from './log-path-flag';
import { logRetentionFlags } from './log-retention-flags';
import { losslessLog } from './lossless-log';
import { noSecretBodies } from './no-secret-bodies';
import { noUnrecordedRequests } from './no-unrecorded-requests';
import { policyFileFlag } from './policy-file-flag';
import { policyFilePresent } from './policy-file-present';
import { responseComplete } from './response-complete';
import { sensitiveRequests } from './sensitive-requests';
import { unreachableRule } from './unreachable-rule';
import { validPolicy } from './valid-policy';
import type { AnyRule } from '../../engine/rule';

/** The rules of this room, in the order of the documentation. */
export const auditRules: readonly AnyRule[] = [
  policyFileFlag, policyFilePresent, fileMounts, logPathFlag, logRetentionFlags, losslessLog,
  apiVersion, validPolicy, knownFields, ineffectiveEntry, unreachableRule,
  noUnrecordedRequests, failedAuthentication, responseComplete, sensitiveRequests, noSecretBodies,
];
