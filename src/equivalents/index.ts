import { P10 } from './assurance';
import { P6 } from './audit';
import { CP } from './control-plane';
import { P4 } from './etcd';
import { P5 } from './kubelet';
import { P2 } from './namespaces';
import { P7 } from './nodes';
import { P9 } from './processes';
import { P3 } from './rbac';
import type { EquivalentRow } from './row';
import { P8 } from './traffic';
import { P1 } from './versions';
import { PW } from './workloads';

/** Every check of kube-linter, checkov, trivy, kubescape and kyverno that can be decided from files, by practice. */
export const EQUIVALENTS: Readonly<Record<string, readonly EquivalentRow[]>> = { P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, CP, PW };

/** What the keys of {@link EQUIVALENTS} stand for. */
export const PRACTICES: Readonly<Record<string, string>> = {
  P1: 'Supported versions',
  P2: 'Namespaces and tenancy',
  P3: 'Roles, service accounts, and who the API server lets in',
  P4: 'etcd and encryption at rest',
  P5: 'Access to the kubelet',
  P6: 'Audit logging',
  P7: 'SSH',
  P8: 'Network policies and exposure',
  P9: 'Allow-lists of processes: seccomp, AppArmor, SELinux',
  P10: 'Ownership, exceptions and provenance',
  CP: 'Other settings of the control plane',
  PW: 'Pods and workloads',
};
