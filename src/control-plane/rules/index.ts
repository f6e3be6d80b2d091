import type { AnyRule } from '../../engine/rule';
import { admissionPlugins } from './admission/admission-plugins';
import { anonymousAccess } from './authentication/anonymous-access';
import { serviceAccountIssuer } from './authentication/service-account-issuer';
import { serviceAccountTokenLifetime } from './authentication/service-account-token-lifetime';
import { tokenAuthFile } from './authentication/token-auth-file';
import { authorizationModes } from './authorization/authorization-modes';
import { bindAddress } from './exposure/bind-address';
import { profiling } from './exposure/profiling';
import { requestTimeout } from './exposure/request-timeout';
import { terminatedPods } from './exposure/terminated-pods';
import { fileAccess } from './files/file-access';
import { requiredFiles } from './files/required-files';
import { managedAccounts } from './managed/managed-accounts';
import { managedEndpoint } from './managed/managed-endpoint';
import { managedLogs } from './managed/managed-logs';
import { managedNodes } from './managed/managed-nodes';
import { managedSecretsEncryption } from './managed/managed-secrets-encryption';
import { deprecatedFlags } from './start/deprecated-flags';
import { flagValues } from './start/flag-values';
import { knownFeatureGates } from './start/known-feature-gates';
import { knownFlags } from './start/known-flags';
import { protectiveFeatures } from './start/protective-features';
import { unfinishedFeatures } from './start/unfinished-features';
import { switches } from './switches/switches';
import { cipherSuites } from './transport/cipher-suites';
import { securePort } from './transport/secure-port';
import { tlsMinimum } from './transport/tls-minimum';

/** The rules of this practice, in the order of the documentation. */
export const controlPlaneRules: readonly AnyRule[] = [
  knownFlags,
  flagValues,
  knownFeatureGates,
  unfinishedFeatures,
  deprecatedFlags,
  protectiveFeatures,
  ...authorizationModes,
  anonymousAccess,
  tokenAuthFile,
  serviceAccountIssuer,
  serviceAccountTokenLifetime,
  ...switches,
  ...requiredFiles,
  ...fileAccess,
  ...admissionPlugins,
  tlsMinimum,
  cipherSuites,
  securePort,
  bindAddress,
  profiling,
  requestTimeout,
  terminatedPods,
  managedEndpoint,
  managedSecretsEncryption,
  managedLogs,
  ...managedNodes,
  ...managedAccounts,
];
