import type { AnyRule } from '../../engine/rule';
import { anonymousAccess } from './access/anonymous-access';
import { authorizationMode } from './access/authorization-mode';
import { clientCa } from './access/client-ca';
import { healthzAddress } from './access/healthz-address';
import { profiling } from './access/profiling';
import { readOnlyPort } from './access/read-only-port';
import { fileAccess } from './node/file-access';
import { hostnameOverride } from './node/hostname-override';
import { knownFields } from './node/known-fields';
import { switches } from './node/switches';
import { proxyMetricsAddress } from './proxy/proxy-metrics-address';
import { proxyProfiling } from './proxy/proxy-profiling';
import { rotateCertificates } from './serving/rotate-certificates';
import { rotateServingCertificate } from './serving/rotate-serving-certificate';
import { servingCertificate } from './serving/serving-certificate';
import { strongCiphers } from './serving/strong-ciphers';
import { tlsMinimum } from './serving/tls-minimum';

/** The rules of this practice, in the order of the documentation. */
export const kubeletRules: readonly AnyRule[] = [
  anonymousAccess,
  authorizationMode,
  clientCa,
  readOnlyPort,
  healthzAddress,
  profiling,
  servingCertificate,
  tlsMinimum,
  strongCiphers,
  rotateCertificates,
  rotateServingCertificate,
  ...switches,
  ...fileAccess,
  hostnameOverride,
  knownFields,
  proxyMetricsAddress,
  proxyProfiling,
];
