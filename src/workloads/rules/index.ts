import { appArmor } from './apparmor';
import { appArmorAnnotation } from './apparmor-annotation';
import { autoscalerOverlap } from './autoscaler-overlap';
import { autoscalerReplicas } from './autoscaler-replicas';
import { autoscalerRequests } from './autoscaler-requests';
import { autoscalerTarget } from './autoscaler-target';
import { capabilitiesBaseline } from './capabilities-baseline';
import { capabilitiesRestricted } from './capabilities-restricted';
import { configMapCredentials } from './config-map-credentials';
import { controlPlaneDaemonSet } from './control-plane-daemon-set';
import { controlPlaneScheduling } from './control-plane-scheduling';
import { cronJobConcurrency } from './cronjob-concurrency';
import { cronJobDeadline } from './cronjob-deadline';
import { cronJobHistory } from './cronjob-history';
import { customPod } from './custom-pods';
import { dangerousCapabilities } from './dangerous-capabilities';
import { defaultServiceAccount } from './default-service-account';
import { disruptionBudget } from './disruption-budget';
import { disruptionBudgetBlocks } from './disruption-budget-blocks';
import { disruptionBudgetOverlap } from './disruption-budget-overlap';
import { disruptionBudgetUnhealthyPods } from './disruption-budget-unhealthy-pods';
import { disruptionBudgetVoid } from './disruption-budget-void';
import { distinctProbes } from './distinct-probes';
import { duplicateEnvironment } from './duplicate-environment';
import { hostNamespaces } from './host-namespaces';
import { hostPathPersistentVolume } from './host-path-persistent-volume';
import { hostPathSubmounts } from './host-path-submounts';
import { hostPathVolumes } from './host-path-volumes';
import { hostPathWritable } from './host-path-writable';
import { hostPorts } from './host-ports';
import { hostProbes } from './host-probes';
import { imageDigest } from './image-digest';
import { imagePullPolicy } from './image-pull-policy';
import { imageRegistry } from './image-registry';
import { imageTag } from './image-tag';
import { jobCleanup } from './job-cleanup';
import { literalCredentials } from './literal-credentials';
import { livenessProbe } from './liveness-probe';
import { localhostProfile } from './localhost-profile';
import { malformedPod } from './malformed-pod';
import { memoryVolumeLimit } from './memory-volume-limit';
import { minimumReplicas } from './minimum-replicas';
import { missingServiceAccount } from './missing-service-account';
import { missingSource } from './missing-source';
import { monitorTarget } from './monitor-target';
import { nakedPod } from './naked-pod';
import { nodeName } from './node-name';
import { nodeProfile } from './node-profile';
import { portName } from './port-name';
import { privilegeEscalation } from './privilege-escalation';
import { privileged } from './privileged';
import { probePort } from './probe-port';
import { procMount } from './proc-mount';
import { procMountRestricted } from './proc-mount-restricted';
import { readOnlyRootFilesystem } from './read-only-root-filesystem';
import { readinessProbe } from './readiness-probe';
import { recommendedLabels } from './recommended-labels';
import { resourceLimits } from './resource-limits';
import { restartPolicy } from './restart-policy';
import { retiredComponents } from './retired-components';
import { retiredRegistry } from './retired-registry';
import { rootGroup } from './root-group';
import { routeBackend } from './route-backend';
import { runAsNonRoot } from './run-as-non-root';
import { runAsUser } from './run-as-user';
import { runtimeSocket } from './runtime-socket';
import { sandboxRuntimeClass } from './sandbox-runtime-class';
import { sccPrivileged } from './scc-privileged';
import { scratchVolumeLimit } from './scratch-volume-limit';
import { seccompBaseline } from './seccomp-baseline';
import { seccompEffective } from './seccomp-effective';
import { seccompRestricted } from './seccomp-restricted';
import { secretEnvironment } from './secret-environment';
import { secretValues } from './secret-values';
import { seLinux } from './selinux';
import { sensitiveHostPath } from './sensitive-host-path';
import { serviceAccountAlias } from './service-account-alias';
import { serviceAccountConflict } from './service-account-conflict';
import { serviceAccountToken } from './service-account-token';
import { serviceTargetPort } from './service-target-port';
import { serviceWithoutPods } from './service-without-pods';
import { sharedProcessNamespace } from './shared-process-namespace';
import { sharedVolume } from './shared-volume';
import { spread } from './spread';
import { storageClass } from './storage-class';
import { supplementalGroupsPolicy } from './supplemental-groups-policy';
import { sysctlValues } from './sysctl-values';
import { sysctls } from './sysctls';
import { systemPriority } from './system-priority';
import { tillerService } from './tiller-service';
import { updateStrategy } from './update-strategy';
import { userNamespace } from './user-namespace';
import { volumeTypes } from './volume-types';
import { windowsAdministrator } from './windows-administrator';
import { windowsHostProcess } from './windows-host-process';
import { workloadSelector } from './workload-selector';
import type { AnyRule } from '../../engine/rule';

/** The rules of this room, in the order of the documentation. */
export const workloadsRules: readonly AnyRule[] = [
  malformedPod, customPod,
  // Pod Security Standards, baseline
  privileged, hostNamespaces, hostPathVolumes, hostPorts, hostProbes, capabilitiesBaseline, appArmor, seLinux, seccompBaseline, procMount,
  sysctls, windowsHostProcess,
  // Pod Security Standards, restricted
  capabilitiesRestricted, privilegeEscalation, runAsNonRoot, runAsUser, seccompRestricted, procMountRestricted, volumeTypes,
  // What really confines, where pods land, and whom they displace
  seccompEffective, localhostProfile, nodeProfile, appArmorAnnotation, controlPlaneScheduling, controlPlaneDaemonSet, nodeName, systemPriority,
  sccPrivileged, sandboxRuntimeClass,
  // What the standards leave open
  serviceAccountToken, readOnlyRootFilesystem, resourceLimits, imageTag, imageDigest, imageRegistry, secretEnvironment, memoryVolumeLimit,
  // The node
  sensitiveHostPath, runtimeSocket, hostPathWritable, hostPathSubmounts, hostPathPersistentVolume, dangerousCapabilities, sysctlValues, windowsAdministrator, rootGroup,
  supplementalGroupsPolicy, sharedProcessNamespace, userNamespace,
  // Credentials
  literalCredentials, configMapCredentials, secretValues, missingSource, duplicateEnvironment,
  // Accounts
  defaultServiceAccount, serviceAccountConflict, serviceAccountAlias, missingServiceAccount,
  // Images
  imagePullPolicy, retiredRegistry, ...retiredComponents, tillerService,
  // Good housekeeping: profile operations
  livenessProbe, readinessProbe, distinctProbes, probePort, portName,
  minimumReplicas, autoscalerTarget, autoscalerOverlap, autoscalerReplicas, autoscalerRequests,
  disruptionBudget, disruptionBudgetBlocks, disruptionBudgetVoid, disruptionBudgetOverlap, disruptionBudgetUnhealthyPods,
  spread, updateStrategy, restartPolicy, workloadSelector, nakedPod, recommendedLabels,
  jobCleanup, cronJobConcurrency, cronJobDeadline, cronJobHistory,
  serviceWithoutPods, serviceTargetPort, routeBackend, monitorTarget,
  scratchVolumeLimit, storageClass, sharedVolume,
];
