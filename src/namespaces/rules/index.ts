import { allowAllPolicy } from './allow-all-policy';
import { clusterScopedNamespace } from './cluster-scoped-namespace';
import { defaultDenyEgress } from './default-deny-egress';
import { defaultDenyIngress } from './default-deny-ingress';
import { defaultNamespace } from './default-namespace';
import { defaultServiceAccountToken } from './default-service-account-token';
import { dnsEgress } from './dns-egress';
import { informationSystem } from './information-system';
import { limitRange } from './limit-range';
import { metadataCidr } from './metadata-cidr';
import { podSecurityEnforce } from './pod-security-enforce';
import { podSecurityVersion } from './pod-security-version';
import { policyPeerWithoutPods } from './policy-peer-without-pods';
import { policyWithoutPods } from './policy-without-pods';
import { resourceQuota } from './resource-quota';
import { systemNamespace } from './system-namespace';
import { worldCidr } from './world-cidr';
import type { AnyRule } from '../../engine/rule';

/** The rules of this room, in the order of the documentation. */
export const namespacesRules: readonly AnyRule[] = [
  informationSystem, defaultNamespace, systemNamespace, clusterScopedNamespace,
  podSecurityEnforce, podSecurityVersion,
  defaultDenyIngress, defaultDenyEgress, dnsEgress, allowAllPolicy, worldCidr, metadataCidr,
  resourceQuota, limitRange, defaultServiceAccountToken,
  // Good housekeeping: profile operations
  policyWithoutPods, policyPeerWithoutPods,
];
