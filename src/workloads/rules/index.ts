import type { AnyRule } from '../../engine/rule';
import { allowedServiceAccounts } from './accounts/allowed-service-accounts';
import { cloudIdentity } from './accounts/cloud-identity';
import { defaultServiceAccount } from './accounts/default-service-account';
import { longLivedToken } from './accounts/long-lived-token';
import { missingServiceAccount } from './accounts/missing-service-account';
import { serviceAccountAlias } from './accounts/service-account-alias';
import { serviceAccountConflict } from './accounts/service-account-conflict';
import { serviceAccountToken } from './accounts/service-account-token';
import { tillerService } from './accounts/tiller-service';
import { autoscalerOverlap } from './availability/autoscaler-overlap';
import { autoscalerReplicas } from './availability/autoscaler-replicas';
import { autoscalerRequests } from './availability/autoscaler-requests';
import { autoscalerTarget } from './availability/autoscaler-target';
import { disruptionBudget } from './availability/disruption-budget';
import { disruptionBudgetBlocks } from './availability/disruption-budget-blocks';
import { disruptionBudgetOverlap } from './availability/disruption-budget-overlap';
import { disruptionBudgetUnhealthyPods } from './availability/disruption-budget-unhealthy-pods';
import { disruptionBudgetVoid } from './availability/disruption-budget-void';
import { minimumReplicas } from './availability/minimum-replicas';
import { spread } from './availability/spread';
import { updateStrategy } from './availability/update-strategy';
import { appArmorAnnotation } from './confinement/apparmor-annotation';
import { dangerousCapabilities } from './confinement/dangerous-capabilities';
import { localhostProfile } from './confinement/localhost-profile';
import { nodeProfile } from './confinement/node-profile';
import { readOnlyRootFilesystem } from './confinement/read-only-root-filesystem';
import { rootGroup } from './confinement/root-group';
import { sandboxRuntimeClass } from './confinement/sandbox-runtime-class';
import { sccPrivileged } from './confinement/scc-privileged';
import { seccompEffective } from './confinement/seccomp-effective';
import { sharedProcessNamespace } from './confinement/shared-process-namespace';
import { supplementalGroupsPolicy } from './confinement/supplemental-groups-policy';
import { sysctlValues } from './confinement/sysctl-values';
import { uniqueUid } from './confinement/unique-uid';
import { userNamespace } from './confinement/user-namespace';
import { windowsAdministrator } from './confinement/windows-administrator';
import { annotationCredentials } from './credentials/annotation-credentials';
import { configMapCredentials } from './credentials/config-map-credentials';
import { customResourceCredentials } from './credentials/custom-resource-credentials';
import { literalCredentials } from './credentials/literal-credentials';
import { secretEnvironment } from './credentials/secret-environment';
import { secretValues } from './credentials/secret-values';
import { allowedSecrets } from './definition/allowed-secrets';
import { annotations } from './definition/annotations';
import { buildAgents } from './definition/build-agents';
import { containerCount } from './definition/container-count';
import { cpuLimit } from './definition/cpu-limit';
import { customPod } from './definition/custom-pods';
import { dnsNdots } from './definition/dns-ndots';
import { duplicateEnvironment } from './definition/duplicate-environment';
import { gitSyncCommand } from './definition/git-sync-command';
import { hostAliases } from './definition/host-aliases';
import { limitRatio } from './definition/limit-ratio';
import { malformedPod } from './definition/malformed-pod';
import { missingSource } from './definition/missing-source';
import { nakedPod } from './definition/naked-pod';
import { recommendedLabels } from './definition/recommended-labels';
import { resourceLimits } from './definition/resource-limits';
import { workloadSelector } from './definition/workload-selector';
import { imageDigest } from './images/image-digest';
import { imagePullPolicy } from './images/image-pull-policy';
import { imagePullSecrets } from './images/image-pull-secrets';
import { imageRegistry } from './images/image-registry';
import { imageTag } from './images/image-tag';
import { ingressNginx } from './images/ingress-nginx';
import { promotedImage } from './images/promoted-image';
import { retiredComponents } from './images/retired-components';
import { retiredRegistry } from './images/retired-registry';
import { vulnerableComponent } from './images/vulnerable-component';
import { cronJobConcurrency } from './jobs/cronjob-concurrency';
import { cronJobDeadline } from './jobs/cronjob-deadline';
import { cronJobHistory } from './jobs/cronjob-history';
import { jobCleanup } from './jobs/job-cleanup';
import { restartPolicy } from './jobs/restart-policy';
import { controlPlaneDaemonSet } from './node/control-plane-daemon-set';
import { controlPlaneScheduling } from './node/control-plane-scheduling';
import { hostPathPersistentVolume } from './node/host-path-persistent-volume';
import { hostPathSubmounts } from './node/host-path-submounts';
import { hostPathWritable } from './node/host-path-writable';
import { nodeName } from './node/node-name';
import { runtimeSocket } from './node/runtime-socket';
import { sensitiveHostPath } from './node/sensitive-host-path';
import { systemPriority } from './node/system-priority';
import { appArmor } from './pod-security/apparmor';
import { capabilitiesBaseline } from './pod-security/capabilities-baseline';
import { capabilitiesRestricted } from './pod-security/capabilities-restricted';
import { hostNamespaces } from './pod-security/host-namespaces';
import { hostPathVolumes } from './pod-security/host-path-volumes';
import { hostPorts } from './pod-security/host-ports';
import { hostProbes } from './pod-security/host-probes';
import { privilegeEscalation } from './pod-security/privilege-escalation';
import { privileged } from './pod-security/privileged';
import { procMount } from './pod-security/proc-mount';
import { procMountRestricted } from './pod-security/proc-mount-restricted';
import { runAsNonRoot } from './pod-security/run-as-non-root';
import { runAsUser } from './pod-security/run-as-user';
import { seccompBaseline } from './pod-security/seccomp-baseline';
import { seccompRestricted } from './pod-security/seccomp-restricted';
import { seLinux } from './pod-security/selinux';
import { sysctls } from './pod-security/sysctls';
import { volumeTypes } from './pod-security/volume-types';
import { windowsHostProcess } from './pod-security/windows-host-process';
import { distinctProbes } from './probes/distinct-probes';
import { livenessProbe } from './probes/liveness-probe';
import { probeCommand } from './probes/probe-command';
import { probePort } from './probes/probe-port';
import { readinessProbe } from './probes/readiness-probe';
import { ingressClass } from './routing/ingress-class';
import { monitorTarget } from './routing/monitor-target';
import { portName } from './routing/port-name';
import { routeBackend } from './routing/route-backend';
import { servicePortRange } from './routing/service-port-range';
import { serviceSelectorOverlap } from './routing/service-selector-overlap';
import { serviceTargetPort } from './routing/service-target-port';
import { serviceWithoutPods } from './routing/service-without-pods';
import { memoryVolumeLimit } from './storage/memory-volume-limit';
import { scratchVolumeLimit } from './storage/scratch-volume-limit';
import { sharedVolume } from './storage/shared-volume';
import { storageClass } from './storage/storage-class';
import { storageEncryption } from './storage/storage-encryption';

/** The rules of this practice, in the order of the documentation. */
export const workloadsRules: readonly AnyRule[] = [
  malformedPod,
  customPod,
  buildAgents,
  // Pod Security Standards, baseline
  privileged,
  hostNamespaces,
  hostPathVolumes,
  hostPorts,
  hostProbes,
  capabilitiesBaseline,
  appArmor,
  seLinux,
  seccompBaseline,
  procMount,
  sysctls,
  windowsHostProcess,
  // Pod Security Standards, restricted
  capabilitiesRestricted,
  privilegeEscalation,
  runAsNonRoot,
  runAsUser,
  seccompRestricted,
  procMountRestricted,
  volumeTypes,
  // What really confines, where pods land, and whom they displace
  seccompEffective,
  localhostProfile,
  nodeProfile,
  appArmorAnnotation,
  controlPlaneScheduling,
  controlPlaneDaemonSet,
  nodeName,
  systemPriority,
  storageEncryption,
  sccPrivileged,
  sandboxRuntimeClass,
  // What the standards leave open
  serviceAccountToken,
  longLivedToken,
  readOnlyRootFilesystem,
  resourceLimits,
  imageTag,
  imageDigest,
  imageRegistry,
  secretEnvironment,
  memoryVolumeLimit,
  // The node
  sensitiveHostPath,
  runtimeSocket,
  hostPathWritable,
  hostPathSubmounts,
  hostPathPersistentVolume,
  dangerousCapabilities,
  sysctlValues,
  windowsAdministrator,
  rootGroup,
  supplementalGroupsPolicy,
  sharedProcessNamespace,
  userNamespace,
  // Credentials
  customResourceCredentials,
  literalCredentials,
  gitSyncCommand,
  configMapCredentials,
  annotationCredentials,
  secretValues,
  allowedSecrets,
  missingSource,
  duplicateEnvironment,
  // Accounts
  defaultServiceAccount,
  serviceAccountConflict,
  cloudIdentity,
  allowedServiceAccounts,
  serviceAccountAlias,
  missingServiceAccount,
  // Images
  imagePullPolicy,
  retiredRegistry,
  ...retiredComponents,
  vulnerableComponent,
  ingressNginx,
  tillerService,
  // Good housekeeping: profile operations
  livenessProbe,
  readinessProbe,
  distinctProbes,
  probePort,
  probeCommand,
  portName,
  minimumReplicas,
  autoscalerTarget,
  autoscalerOverlap,
  autoscalerReplicas,
  autoscalerRequests,
  disruptionBudget,
  disruptionBudgetBlocks,
  disruptionBudgetVoid,
  disruptionBudgetOverlap,
  disruptionBudgetUnhealthyPods,
  spread,
  updateStrategy,
  restartPolicy,
  workloadSelector,
  nakedPod,
  recommendedLabels,
  hostAliases,
  annotations,
  cpuLimit,
  limitRatio,
  containerCount,
  dnsNdots,
  imagePullSecrets,
  promotedImage,
  uniqueUid,
  jobCleanup,
  cronJobConcurrency,
  cronJobDeadline,
  cronJobHistory,
  serviceWithoutPods,
  serviceTargetPort,
  serviceSelectorOverlap,
  servicePortRange,
  routeBackend,
  ingressClass,
  monitorTarget,
  scratchVolumeLimit,
  storageClass,
  sharedVolume,
];
