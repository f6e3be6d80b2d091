import { appArmor } from './apparmor';
import { appArmorAnnotation } from './apparmor-annotation';
import { capabilitiesBaseline } from './capabilities-baseline';
import { capabilitiesRestricted } from './capabilities-restricted';
import { controlPlaneDaemonSet } from './control-plane-daemon-set';
import { controlPlaneScheduling } from './control-plane-scheduling';
import { hostNamespaces } from './host-namespaces';
import { hostPathVolumes } from './host-path-volumes';
import { hostPorts } from './host-ports';
import { hostProbes } from './host-probes';
import { imageDigest } from './image-digest';
import { imageTag } from './image-tag';
import { localhostProfile } from './localhost-profile';
import { malformedPod } from './malformed-pod';
import { nodeName } from './node-name';
import { nodeProfile } from './node-profile';
import { privilegeEscalation } from './privilege-escalation';
import { privileged } from './privileged';
import { procMount } from './proc-mount';
import { procMountRestricted } from './proc-mount-restricted';
import { readOnlyRootFilesystem } from './read-only-root-filesystem';
import { resourceLimits } from './resource-limits';
import { runAsNonRoot } from './run-as-non-root';
import { runAsUser } from './run-as-user';
import { sandboxRuntimeClass } from './sandbox-runtime-class';
import { sccPrivileged } from './scc-privileged';
import { seccompBaseline } from './seccomp-baseline';
import { seccompEffective } from './seccomp-effective';
import { seccompRestricted } from './seccomp-restricted';
import { secretEnvironment } from './secret-environment';
import { seLinux } from './selinux';
import { serviceAccountToken } from './service-account-token';
import { sysctls } from './sysctls';
import { systemPriority } from './system-priority';
import { volumeTypes } from './volume-types';
import { windowsHostProcess } from './windows-host-process';
import type { AnyRule } from '../../engine/rule';

/** The rules of this room, in the order of the documentation. */
export const workloadsRules: readonly AnyRule[] = [
  malformedPod,
  // Pod Security Standards, baseline
  privileged, hostNamespaces, hostPathVolumes, hostPorts, hostProbes, capabilitiesBaseline, appArmor, seLinux, seccompBaseline, procMount,
  sysctls, windowsHostProcess,
  // Pod Security Standards, restricted
  capabilitiesRestricted, privilegeEscalation, runAsNonRoot, runAsUser, seccompRestricted, procMountRestricted, volumeTypes,
  // What really confines, where pods land, and whom they displace
  seccompEffective, localhostProfile, nodeProfile, appArmorAnnotation, controlPlaneScheduling, controlPlaneDaemonSet, nodeName, systemPriority,
  sccPrivileged, sandboxRuntimeClass,
  // What the standards leave open
  serviceAccountToken, readOnlyRootFilesystem, resourceLimits, imageTag, imageDigest, secretEnvironment,
];
