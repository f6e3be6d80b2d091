import { AUDIT_AND_ETCD } from './audit-and-etcd';
import { CONTROL_PLANE } from './control-plane';
import { KUBELET } from './kubelet';
import { NAMESPACES } from './namespaces';
import type { Faults } from './objects';
import { PODS } from './pods';
import { RBAC } from './rbac';
import { TRAFFIC } from './traffic';
import { VERSIONS } from './versions';
import { WORKLOADS } from './workloads';

/** A fault for every row of the table that a rule answers. */
export const FAULTS: Faults = {
  ...VERSIONS,
  ...NAMESPACES,
  ...RBAC,
  ...AUDIT_AND_ETCD,
  ...KUBELET,
  ...CONTROL_PLANE,
  ...TRAFFIC,
  ...PODS,
  ...WORKLOADS,
};
