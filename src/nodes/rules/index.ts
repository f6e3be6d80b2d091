import type { AnyRule } from '../../engine/rule';
import { breakGlassExpired } from './firewall/break-glass-expired';
import { sshFirewall } from './firewall/ssh-firewall';
import { worldRangeRules } from './firewall/world-range-rules';
import { calicoFailsafe } from './ssh/calico-failsafe';
import { sshContainer } from './ssh/ssh-container';
import { sshHostNetwork } from './ssh/ssh-host-network';
import { sshHostPort } from './ssh/ssh-host-port';
import { sshInService } from './ssh/ssh-in-service';
import { sshWorldRange } from './ssh/ssh-world-range';
import { sshdInclude } from './sshd/sshd-include';
import { sshdOptionRules } from './sshd/sshd-options';

/** The rules of this practice, in the order of the documentation. */
export const nodesRules: readonly AnyRule[] = [
  sshWorldRange,
  sshFirewall,
  ...worldRangeRules,
  breakGlassExpired,
  calicoFailsafe,
  sshInService,
  sshHostPort,
  sshHostNetwork,
  sshContainer,
  sshdInclude,
  ...sshdOptionRules,
];
