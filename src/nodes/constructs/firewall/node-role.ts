/** What a node is for: which ports its firewall opens, and to whom. */
export enum NodeRole {
  /** It runs an API server, a controller manager and a scheduler. */
  CONTROL_PLANE = 'control-plane',
  /** It runs a member of etcd. */
  ETCD = 'etcd',
  /** It runs pods. */
  WORKER = 'worker',
  /** SSH to the other nodes comes from here. It is not a node of the cluster. */
  BASTION = 'bastion',
}
