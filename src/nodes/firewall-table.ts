/** The table: ours alone, so that replacing it does not affect other rules. */
export const FIREWALL_TABLE = 'cdk8s_hardened_ssh';
