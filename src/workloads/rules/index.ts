import { appArmor } from './apparmor';
import { capabilitiesBaseline } from './capabilities-baseline';
import { capabilitiesRestricted } from './capabilities-restricted';
import { hostNamespaces } from './host-namespaces';
import { hostPathVolumes } from './host-path-volumes';
import { hostPorts } from './host-ports';
import { hostProbes } from './host-probes';
import { imageDigest } from './image-digest';
import { imageRegistry } from './image-registry';
import { imageTag } from './image-tag';
import { malformedPod } from './malformed-pod';
import { privilegeEscalation } from './privilege-escalation';
import { privileged } from './privileged';
import { procMount } from './proc-mount';
import { procMountRestricted } from './proc-mount-restricted';
import { readOnlyRootFilesystem } from './read-only-root-filesystem';
import { resourceLimits } from './resource-limits';
import { runAsNonRoot } from './run-as-non-root';
import { runAsUser } from './run-as-user';
import { seccompBaseline } from './seccomp-baseline';
import { seccompRestricted } from './seccomp-restricted';
import { secretEnvironment } from './secret-environment';
import { seLinux } from './selinux';
import { serviceAccountToken } from './service-account-token';
import { sysctls } from './sysctls';
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
  // What the standards leave open
  serviceAccountToken, readOnlyRootFilesystem, resourceLimits, imageTag, imageDigest, imageRegistry, secretEnvironment,
];
