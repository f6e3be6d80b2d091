import { NODE_FIREWALL_TABLE } from '../../firewall-table';
import { SSH_UNITS } from '../systemd-units';

/** The unit that loads the ruleset. */
export const NODE_FIREWALL_UNIT = 'cdk8s-hardened-nodes.service';

/** Units that do not start without the ruleset. */
export const GUARDED_UNITS = ['kubelet.service', 'etcd.service'] as const;

/** Units that wait for the ruleset. */
export const BEFORE = [...GUARDED_UNITS, ...SSH_UNITS];

/**
 * Makes a unit fail to start where the ruleset is not loaded. Unlike `Requires`, this does not stop a running kubelet or etcd when
 * nftables.service is restarted.
 */
export function renderGuard(): string {
  return `# Made by cdk8s-hardened: change the program that made it, not this file.
[Unit]
Wants=${NODE_FIREWALL_UNIT}
After=${NODE_FIREWALL_UNIT}

[Service]
ExecStartPre=/usr/sbin/nft list chain inet ${NODE_FIREWALL_TABLE} input
`;
}
