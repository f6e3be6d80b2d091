/** The table: ours alone, so that replacing it touches nobody else's rules. */
export const FIREWALL_TABLE = 'cdk8s_hardened_ssh';
