/** The table that closes SSH alone: ours, so that replacing it does not affect other rules. */
export const FIREWALL_TABLE = 'cdk8s_hardened_ssh';

/** The table of the whole firewall of a node. */
export const NODE_FIREWALL_TABLE = 'cdk8s_hardened_nodes';
