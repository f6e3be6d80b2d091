import { FIREWALL_PATH } from './ssh-firewall';

/** The unit that loads the ruleset. */
export const FIREWALL_UNIT = 'cdk8s-hardened-ssh.service';

/** Units under which distributions start sshd: at boot, or by the first connection. */
export const SSH_UNITS = ['ssh.service', 'sshd.service', 'ssh.socket', 'sshd.socket'] as const;

/** A unit that loads a ruleset. */
export interface FirewallUnit {
  readonly description: string;
  /** Path of the ruleset. */
  readonly path: string;
  /** Units that wait for it. */
  readonly before: readonly string[];
}

/** The one for SSH alone. */
export const SSH_FIREWALL: FirewallUnit = {
  description: 'Close SSH to all but bastions and VPNs',
  path: FIREWALL_PATH,
  before: SSH_UNITS,
};

/**
 * Loads the ruleset before the network is up. It follows nftables.service, whose configuration flushes every table on many distributions:
 * whenever that one is restarted or reloaded, this one is as well.
 *
 * Source: systemd.unit(5), systemd.special(7) (network-pre.target)
 */
export function renderUnit({ description, path, before }: FirewallUnit): string {
  const load = `/usr/sbin/nft -f ${path}`;
  return `# Made by cdk8s-hardened: change the program that made it, not this file.
[Unit]
Description=${description}
Documentation=man:nft(8)
DefaultDependencies=no
Wants=network-pre.target
After=local-fs.target nftables.service
Before=network-pre.target shutdown.target ${before.join(' ')}
Conflicts=shutdown.target
PartOf=nftables.service
ReloadPropagatedFrom=nftables.service

[Service]
Type=oneshot
RemainAfterExit=yes
StandardInput=null
ProtectSystem=full
ProtectHome=true
ExecStart=${load}
ExecReload=${load}

[Install]
WantedBy=sysinit.target
`;
}

/**
 * Makes an SSH unit wait for the ruleset, and not start at all where it cannot be loaded. A drop-in for a unit that a node lacks does
 * nothing.
 */
export function renderUnitDropIn(unit: string): string {
  return `# Made by cdk8s-hardened: change the program that made it, not this file.
[Unit]
Requires=${unit}
After=${unit}
`;
}
