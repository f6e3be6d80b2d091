import { admissionConfigurationFlag } from './admission-configuration-flag';
import { admissionNamespaceOptOut } from './admission-namespace-opt-out';
import { admissionObjectOptOut } from './admission-object-opt-out';
import { admissionPolicyBinding } from './admission-policy-binding';
import { admissionPolicyEffect } from './admission-policy-effect';
import { admissionPolicyFailure } from './admission-policy-failure';
import { admissionPolicyParams } from './admission-policy-params';
import { allowAllPolicy } from './allow-all-policy';
import { clusterScopedNamespace } from './cluster-scoped-namespace';
import { defaultDenyEgress } from './default-deny-egress';
import { defaultDenyIngress } from './default-deny-ingress';
import { defaultNamespace } from './default-namespace';
import { defaultServiceAccountToken } from './default-service-account-token';
import { dnsEgress } from './dns-egress';
import { informationSystem } from './information-system';
import { limitRange } from './limit-range';
import { limitRangeRefusal } from './limit-range-refusal';
import { metadataCidr } from './metadata-cidr';
import { nfsStoragePath } from './nfs-storage-path';
import { podSecurityAdmission } from './pod-security-admission';
import { podSecurityAuditWarn } from './pod-security-audit-warn';
import { podSecurityConfigurationRule } from './pod-security-configuration';
import { podSecurityDefaultLevel, podSecurityDefaultVersion } from './pod-security-defaults';
import { podSecurityEnforce } from './pod-security-enforce';
import { podSecurityExemptions } from './pod-security-exemptions';
import { podSecurityLabels } from './pod-security-labels';
import { podSecurityPlugin } from './pod-security-plugin';
import { podSecurityStricter } from './pod-security-stricter';
import { podSecurityVersion } from './pod-security-version';
import { policyEngineEnforcement } from './policy-engine-enforcement';
import { policyPeerWithoutPods } from './policy-peer-without-pods';
import { policyWithoutPods } from './policy-without-pods';
import { quotaDemands } from './quota-demands';
import { quotaExceeded } from './quota-exceeded';
import { resourceQuota } from './resource-quota';
import { systemNamespace } from './system-namespace';
import { webhookFailurePolicy } from './webhook-failure-policy';
import { webhookOwnNamespace } from './webhook-own-namespace';
import { webhookService } from './webhook-service';
import { webhookTimeout } from './webhook-timeout';
import { worldCidr } from './world-cidr';
import type { AnyRule } from '../../engine/rule';

/** The rules of this room, in the order of the documentation. */
export const namespacesRules: readonly AnyRule[] = [
  informationSystem, defaultNamespace, systemNamespace, clusterScopedNamespace,
  podSecurityEnforce, podSecurityVersion, podSecurityLabels, podSecurityAdmission, podSecurityAuditWarn, podSecurityStricter,
  podSecurityConfigurationRule, podSecurityDefaultLevel, podSecurityDefaultVersion, ...podSecurityExemptions, podSecurityPlugin, admissionConfigurationFlag,
  defaultDenyIngress, defaultDenyEgress, dnsEgress, allowAllPolicy, worldCidr, metadataCidr,
  resourceQuota, limitRange, quotaExceeded, quotaDemands, limitRangeRefusal, nfsStoragePath, defaultServiceAccountToken,
  admissionPolicyBinding, admissionPolicyEffect, admissionPolicyParams, admissionPolicyFailure, admissionObjectOptOut, admissionNamespaceOptOut,
  webhookFailurePolicy, webhookService, webhookOwnNamespace, webhookTimeout, policyEngineEnforcement,
  // Good housekeeping: profile operations
  policyWithoutPods, policyPeerWithoutPods,
];
