import { NodeRole } from './node-role';

/** Which construct decides the ports of a role. */
const DECIDED_BY: Readonly<Record<NodeRole, readonly string[]>> = {
  [NodeRole.CONTROL_PLANE]: ['ControlPlaneFirewall', 'KubeletFirewall'],
  [NodeRole.ETCD]: ['EtcdFirewall'],
  [NodeRole.WORKER]: ['KubeletFirewall'],
  [NodeRole.BASTION]: ['BastionFirewall'],
};

/** What is wrong with roles of which no construct says who may reach their ports: what is not named is not closed. */
export function undecidedRoles(roles: readonly NodeRole[], decided: ReadonlySet<string>): string[] {
  return roles
    .flatMap((role) => DECIDED_BY[role].filter((kind) => !decided.has(kind)).map((kind) => ({ role, kind })))
    .filter(({ kind }, index, all) => all.findIndex((other) => other.kind === kind) === index)
    .map(
      ({ role, kind }) =>
        `a pool has the role ${role}, and no ${kind} says who may reach its ports, so the firewall would leave them open. Add a ${kind}.`,
    );
}
