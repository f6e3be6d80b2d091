import { FIREWALL_PATH } from './ssh-firewall';

/** The unit that loads the ruleset. */
export const FIREWALL_UNIT = 'cdk8s-hardened-ssh.service';

/** Units under which distributions start sshd: at boot, or by the first connection. */
export const SSH_UNITS = ['ssh.service', 'sshd.service', 'ssh.socket', 'sshd.socket'] as const;

const LOAD = `/usr/sbin/nft -f ${FIREWALL_PATH}`;

/**
 * Loads the ruleset before the network is up. It follows nftables.service, whose configuration flushes every table on many distributions:
 * whenever that one is restarted or reloaded, this one is as well.
 *
 * Source: systemd.unit(5), systemd.special(7) (network-pre.target)
 */
export function renderUnit(): string {
  return `# Made by cdk8s-hardened: change the program that made it, not this file.
[Unit]
Description=Close SSH to all but bastions and VPNs
Documentation=man:nft(8)
DefaultDependencies=no
Wants=network-pre.target
After=local-fs.target nftables.service
Before=network-pre.target shutdown.target ${SSH_UNITS.join(' ')}
Conflicts=shutdown.target
PartOf=nftables.service
ReloadPropagatedFrom=nftables.service

[Service]
Type=oneshot
RemainAfterExit=yes
StandardInput=null
ProtectSystem=full
ProtectHome=true
ExecStart=${LOAD}
ExecReload=${LOAD}

[Install]
WantedBy=sysinit.target
`;
}

/**
 * Makes an SSH unit wait for the ruleset, and not start at all where it cannot be loaded. A drop-in for a unit that a node lacks does
 * nothing.
 */
export function renderUnitDropIn(): string {
  return `# Made by cdk8s-hardened: change the program that made it, not this file.
[Unit]
Requires=${FIREWALL_UNIT}
After=${FIREWALL_UNIT}
`;
}
