import { assuranceRules } from './assurance/rules';
import { auditRules } from './audit/rules';
import { CIS_1_12, CIS_2_0 } from './benchmarks/cis-2.0';
import { CIS_AKS_1_8 } from './benchmarks/cis-aks-1.8';
import { CIS_EKS_1_8 } from './benchmarks/cis-eks-1.8';
import { CIS_GKE_1_9 } from './benchmarks/cis-gke-1.9';
import { NSA_CISA } from './benchmarks/nsa-cisa';
import { STIG } from './benchmarks/stig';
import { controlPlaneRules } from './control-plane/rules';
import type { Benchmark } from './engine/benchmark';
import type { Product } from './engine/checker';
import { benchmarkProfile, controlProfile, type Profile } from './engine/profile';
import type { AnyRule } from './engine/rule';
import { etcdRules } from './etcd/rules';
import { kubeletRules } from './kubelet/rules';
import { manifestsRules } from './manifests/rules';
import { namespacesRules } from './namespaces/rules';
import { nodesRules } from './nodes/rules';
import { rbacRules } from './rbac/rules';
import { versionsRules } from './versions/rules';
import { workloadsRules } from './workloads/rules';

/** Every rule, practice by practice. */
export const CATALOG: readonly AnyRule[] = [
  ...manifestsRules,
  ...versionsRules,
  ...namespacesRules,
  ...rbacRules,
  ...etcdRules,
  ...controlPlaneRules,
  ...kubeletRules,
  ...auditRules,
  ...nodesRules,
  ...workloadsRules,
  ...assuranceRules,
];

/** Lists of controls that `check --controls` reports by, the first where the profile has none. */
export const BENCHMARKS: readonly Benchmark[] = [CIS_2_0, CIS_1_12, CIS_EKS_1_8, CIS_GKE_1_9, CIS_AKS_1_8, STIG, NSA_CISA];

/** What runs when nothing else is said. */
export const DEFAULT_PROFILE = 'hardened';

/** Every profile, by name. */
export const PROFILES: readonly Profile[] = [
  { name: DEFAULT_PROFILE, title: 'Every security rule', includes: (rule) => rule.deprecated === undefined && rule.operations !== true },
  benchmarkProfile(CIS_2_0),
  { ...benchmarkProfile(CIS_1_12), aliasOf: CIS_2_0.name },
  ...[CIS_EKS_1_8, CIS_GKE_1_9, CIS_AKS_1_8, STIG, NSA_CISA].map(benchmarkProfile),
  controlProfile('pss-baseline', 'Pod Security Standards, level baseline', 'PSS:baseline'),
  controlProfile('pss-restricted', 'Pod Security Standards, level restricted', 'PSS:'),
  { name: 'operations', title: 'Every security rule, and good housekeeping', includes: (rule) => rule.deprecated === undefined },
];

/** All of it, for the engine. */
export const PRODUCT: Product = {
  rules: CATALOG,
  profiles: PROFILES,
  defaultProfile: DEFAULT_PROFILE,
  imageRules: ({ registries, digest, refusedTags }) => ({
    ...(registries ? { 'workloads/image-registry': { options: { registries } } } : {}),
    ...(digest === true ? { 'workloads/image-digest': {} } : {}),
    ...(refusedTags ? { 'workloads/image-tag': { options: { refusedTags } } } : {}),
  }),
  longestWaiver: ['assurance/waiver-over-broad', 'longest'],
};

export { DETECTIONS, detect } from './audit/detections';
export type { Detection } from './audit/detections/detection';
