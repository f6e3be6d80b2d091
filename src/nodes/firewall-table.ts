/** The table that closes SSH alone: ours, so that replacing it does not affect other rules. */
export const FIREWALL_TABLE = 'cdk8s_hardened_ssh';

/** The table of the whole firewall of a node. */
export const NODE_FIREWALL_TABLE = 'cdk8s_hardened_nodes';

/** How a comment of a ruleset about an opening that ends begins: the rules read its end there. */
export const BREAK_GLASS_COMMENT = 'break-glass ';
