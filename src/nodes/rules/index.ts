import { calicoFailsafe } from './calico-failsafe';
import { sshContainer } from './ssh-container';
import { sshFirewall } from './ssh-firewall';
import { sshHostNetwork } from './ssh-host-network';
import { sshHostPort } from './ssh-host-port';
import { sshInService } from './ssh-in-service';
import { sshWorldRange } from './ssh-world-range';
import { sshdInclude } from './sshd-include';
import { sshdOptionRules } from './sshd-options';
import type { AnyRule } from '../../engine/rule';

/** The rules of this room, in the order of the documentation. */
export const nodesRules: readonly AnyRule[] = [
  sshWorldRange, sshFirewall, calicoFailsafe, sshInService, sshHostPort, sshHostNetwork, sshContainer, sshdInclude, ...sshdOptionRules,
];
