import type { AnyRule } from '../../engine/rule';
import { admissionNamespaceOptOut } from './admission/admission-namespace-opt-out';
import { admissionObjectOptOut } from './admission/admission-object-opt-out';
import { admissionPolicyBinding } from './admission/admission-policy-binding';
import { admissionPolicyEffect } from './admission/admission-policy-effect';
import { admissionPolicyFailure } from './admission/admission-policy-failure';
import { admissionPolicyParams } from './admission/admission-policy-params';
import { allowedReposPrefix } from './admission/allowed-repos-prefix';
import { policyEngineEnforcement } from './admission/policy-engine-enforcement';
import { policyExceptionScope } from './admission/policy-exception-scope';
import { webhookFailurePolicy } from './admission/webhook-failure-policy';
import { webhookOwnNamespace } from './admission/webhook-own-namespace';
import { webhookService } from './admission/webhook-service';
import { webhookTimeout } from './admission/webhook-timeout';
import { clusterScopedNamespace } from './isolation/cluster-scoped-namespace';
import { defaultNamespace } from './isolation/default-namespace';
import { defaultServiceAccountToken } from './isolation/default-service-account-token';
import { informationSystem } from './isolation/information-system';
import { systemNamespace } from './isolation/system-namespace';
import { allowAllPolicy } from './network/allow-all-policy';
import { apiServerEgress } from './network/api-server-egress';
import { defaultDenyEgress } from './network/default-deny-egress';
import { defaultDenyIngress } from './network/default-deny-ingress';
import { dnsEgress } from './network/dns-egress';
import { metadataCidr } from './network/metadata-cidr';
import { policyPeerWithoutPods } from './network/policy-peer-without-pods';
import { policyPort } from './network/policy-port';
import { policyWithoutPods } from './network/policy-without-pods';
import { webhookIngress } from './network/webhook-ingress';
import { worldCidr } from './network/world-cidr';
import { admissionConfigurationFlag } from './pod-security/admission-configuration-flag';
import { podSecurityAdmission } from './pod-security/pod-security-admission';
import { podSecurityAuditWarn } from './pod-security/pod-security-audit-warn';
import { podSecurityConfigurationRule } from './pod-security/pod-security-configuration';
import { podSecurityDefaultLevel, podSecurityDefaultVersion } from './pod-security/pod-security-defaults';
import { podSecurityEnforce } from './pod-security/pod-security-enforce';
import { podSecurityExemptions } from './pod-security/pod-security-exemptions';
import { podSecurityLabels } from './pod-security/pod-security-labels';
import { podSecurityPlugin } from './pod-security/pod-security-plugin';
import { podSecurityStricter } from './pod-security/pod-security-stricter';
import { podSecurityVersion } from './pod-security/pod-security-version';
import { limitRange } from './quota/limit-range';
import { limitRangeRefusal } from './quota/limit-range-refusal';
import { nfsStoragePath } from './quota/nfs-storage-path';
import { quotaDemands } from './quota/quota-demands';
import { quotaExceeded } from './quota/quota-exceeded';
import { resourceQuota } from './quota/resource-quota';

/** The rules of this practice, in the order of the documentation. */
export const namespacesRules: readonly AnyRule[] = [
  informationSystem,
  defaultNamespace,
  systemNamespace,
  clusterScopedNamespace,
  podSecurityEnforce,
  podSecurityVersion,
  podSecurityLabels,
  podSecurityAdmission,
  podSecurityAuditWarn,
  podSecurityStricter,
  podSecurityConfigurationRule,
  podSecurityDefaultLevel,
  podSecurityDefaultVersion,
  ...podSecurityExemptions,
  podSecurityPlugin,
  admissionConfigurationFlag,
  defaultDenyIngress,
  defaultDenyEgress,
  dnsEgress,
  apiServerEgress,
  webhookIngress,
  policyPeerWithoutPods,
  policyPort,
  allowAllPolicy,
  worldCidr,
  metadataCidr,
  resourceQuota,
  limitRange,
  quotaExceeded,
  quotaDemands,
  limitRangeRefusal,
  nfsStoragePath,
  defaultServiceAccountToken,
  admissionPolicyBinding,
  admissionPolicyEffect,
  admissionPolicyParams,
  admissionPolicyFailure,
  admissionObjectOptOut,
  admissionNamespaceOptOut,
  webhookFailurePolicy,
  webhookService,
  webhookOwnNamespace,
  webhookTimeout,
  policyEngineEnforcement,
  policyExceptionScope,
  allowedReposPrefix,
  // Good housekeeping: profile operations
  policyWithoutPods,
];
