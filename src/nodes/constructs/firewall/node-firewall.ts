import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { HostFile } from '../../../cdk8s/host-file';
import { Port } from '../../../cdk8s/port';
import { refusal } from '../../../cdk8s/refusal';
import type { Cidr } from '../../../kubernetes/network/cidr';
import { ACCEPTED_ANNOTATION } from '../../../kubernetes/objects/annotations';
import { ACCEPTED_METADATA } from '../../../kubernetes/objects/waiver-metadata';
import { CONTROL_PLANE_PORTS, CONTROL_PLANE_RULE } from '../../component-ports';
import { HostPolicy } from '../host-policy';
import { renderUnit } from '../systemd-units';
import { undecidedRoles } from './decided-roles';
import type { FirewallOpening } from './firewall-opening';
import { BEFORE, GUARDED_UNITS, NODE_FIREWALL_UNIT, renderGuard } from './firewall-units';
import { inboundOf, type Inbound } from './inbound';
import type { NodeFirewallProps } from './node-firewall-props';
import type { NodePool } from './node-pool';
import { NodeRole } from './node-role';
import { checkOpening, type CheckedOpening } from './opening-list';
import { calicoPolicies, ciliumPolicies } from './plugin-policies';
import { checkPools } from './pool-list';
import { renderRuleset, RULESET_PATH, type EndingOpening, type SshParts } from './ruleset';

/** An opening that ends, and the roles whose nodes it opens. */
export interface EndingOpeningOfRoles extends EndingOpening {
  readonly roles: readonly NodeRole[];
}

/**
 * The firewall of all nodes: one nftables ruleset for each pool, made of what `EtcdFirewall`, `KubeletFirewall`, `ControlPlaneFirewall`,
 * `BastionFirewall`, `BastionOnlyNodeAccess` and `BreakGlass` contribute. A port that any of them names is closed on every node, and open
 * only as they say.
 *
 * Each node gets the files of its pool. They are in effect from the next boot on; {@link activation} puts them into effect at once.
 *
 * Source: https://kubernetes.io/docs/reference/networking/ports-and-protocols/, nft(8)
 */
export class NodeFirewall extends Construct {
  /** Every file of the firewall; those of a pool have its name in `nodes`. */
  public readonly files: HostFile[];

  private readonly objects: readonly ApiObject[];
  private readonly checkedPools: readonly NodePool[];
  private readonly pods: readonly Cidr[];
  private readonly closed: Port[] = [];
  private readonly checked: CheckedOpening[] = [];
  private readonly rulesets = new Map<NodePool, HostFile>();
  private completedBy?: Construct;
  private readonly decided = new Set<string>();
  private readonly ssh = new Map<string, SshParts>();
  private readonly endings: EndingOpeningOfRoles[] = [];

  /**
   * Describes the firewall of the nodes of the app: once for each app.
   *
   * @throws Error when a pool has no range or role, shares addresses with another or with the pods, or is not acceptable otherwise
   */
  constructor(scope: Construct, id: string, props: NodeFirewallProps) {
    super(scope, id);
    this.refuseSecond();
    this.pods = [...(props.podRanges ?? [])];
    this.checkedPools = checkPools(this, props.pools, this.pods);
    const closeOtherPorts = props.closeOtherPorts === true;
    const nodes = this.checkedPools.map(({ name }) => name);
    for (const pool of this.checkedPools) {
      const file = new HostFile(this, `ruleset-${pool.name}`, {
        path: RULESET_PATH,
        nodes: [pool.name],
        content: { render: () => this.ruleset(pool, closeOtherPorts) },
      });
      this.rulesets.set(pool, file);
    }
    this.files = [
      ...this.rulesets.values(),
      new HostFile(this, 'unit', {
        path: `/etc/systemd/system/${NODE_FIREWALL_UNIT}`,
        mode: '0644',
        nodes,
        content: { render: () => renderUnit({ description: 'Firewall of the node', path: RULESET_PATH, before: BEFORE }) },
      }),
      ...GUARDED_UNITS.map(
        (unit) =>
          new HostFile(this, `drop-in-${unit.replace('.', '-')}`, {
            path: `/etc/systemd/system/${unit}.d/10-cdk8s-hardened-nodes.conf`,
            mode: '0644',
            nodes,
            content: { render: renderGuard },
          }),
      ),
    ];
    this.objects = this.policies(props.hostPolicy ?? HostPolicy.NONE);
    this.node.addValidation({ validate: () => undecidedRoles(this._present(...Object.values(NodeRole)), this.decided) });
  }

  /** The objects for the network plugin; empty without {@link NodeFirewallProps.hostPolicy}. */
  public get apiObjects(): ApiObject[] {
    return [...this.objects];
  }

  /** Shell commands that put the files into effect on a running node, once they are in place: for a provisioner. Each may be run again. */
  public get activation(): string[] {
    return [
      `/usr/sbin/nft --check --file ${RULESET_PATH}`,
      'systemctl daemon-reload',
      `systemctl enable ${NODE_FIREWALL_UNIT}`,
      `systemctl reload-or-restart ${NODE_FIREWALL_UNIT}`,
    ];
  }

  /**
   * Opens ports of nodes, and closes them to all others and on all other nodes.
   *
   * @param opening the ports, who may reach them, and who requires it
   * @throws Error when no pool has a role of it, a source is too wide or one of the pods, or another opening opens the same
   */
  public allow(opening: FirewallOpening): void {
    this.refuseLate();
    this.checked.push(checkOpening(this, opening, { pools: this.checkedPools, podRanges: this.pods, openings: this.checked }));
    this._close(opening.ports);
    if (opening.unsafeWorldReason !== undefined && opening.ports.some(leadsToControlPlane)) {
      for (const [pool, file] of this.rulesets) {
        if (!opening.roles.some((role) => pool.roles.includes(role))) continue;
        file.node.addMetadata(ACCEPTED_METADATA, { [CONTROL_PLANE_RULE]: opening.unsafeWorldReason });
      }
      const accepted = JSON.stringify({ [CONTROL_PLANE_RULE]: opening.unsafeWorldReason });
      for (const { kind, metadata } of this.objects) {
        if (kind === 'GlobalNetworkPolicy') metadata.addAnnotation(ACCEPTED_ANNOTATION, accepted);
      }
    }
  }

  /**
   * Closes ports on every node, but for openings.
   *
   * @internal
   */
  public _close(ports: readonly Port[]): void {
    this.closed.push(...ports);
  }

  /**
   * Takes note of who decides the ports of a role.
   *
   * @throws Error when one of its kind does already
   * @internal
   */
  public _decide(by: Construct, kind: string): void {
    if (this.decided.has(kind)) {
      throw refusal(by, {
        fact: `another ${kind} belongs to ${this.node.path}`,
        consequence: 'so it is unclear which of the two holds',
        remedy: `Name all sources in one ${kind}.`,
      });
    }
    this.decided.add(kind);
  }

  /**
   * Decides SSH for the pools, whose firewall it has not been decided for.
   *
   * @internal
   */
  public _decideSsh(pools: readonly NodePool[], parts: SshParts): void {
    this.refuseLate();
    for (const { name } of pools) this.ssh.set(name, parts);
  }

  /** @internal */
  public _addEnding(opening: EndingOpeningOfRoles): void {
    if (this.endings.some(({ name }) => name === opening.name)) {
      throw refusal(this, {
        fact: `two BreakGlass are named "${opening.name}"`,
        consequence: 'so the timer of one would close the other',
        remedy: 'Give each a name of its own.',
      });
    }
    this.endings.push(opening);
  }

  /** @internal */
  public get _endings(): readonly EndingOpeningOfRoles[] {
    return this.endings;
  }

  /**
   * Takes no more openings: a cloud is given what there is now.
   *
   * @internal
   */
  public _complete(by: Construct): void {
    this.completedBy ??= by;
  }

  /** @internal */
  public get _pools(): readonly NodePool[] {
    return this.checkedPools;
  }

  /** @internal */
  public get _podRanges(): readonly Cidr[] {
    return this.pods;
  }

  /** @internal */
  public get _openings(): readonly CheckedOpening[] {
    return this.checked;
  }

  /**
   * The roles among these that a pool has.
   *
   * @internal
   */
  public _present(...roles: readonly NodeRole[]): NodeRole[] {
    return roles.filter((role) => this.checkedPools.some((pool) => pool.roles.includes(role)));
  }

  /**
   * What pools let in.
   *
   * @internal
   */
  public _inbound(pools: readonly NodePool[]): readonly Inbound[] {
    const ssh = pools.map(({ name }) => this.ssh.get(name)).find((parts) => parts !== undefined);
    return inboundOf(
      this.checked.filter(({ roles }) => pools.some((pool) => roles.some((role) => pool.roles.includes(role)))),
      ssh,
    );
  }

  /**
   * What pools close, but for that.
   *
   * @internal
   */
  public _closedOn(pools: readonly NodePool[]): readonly Port[] {
    const ssh = pools.flatMap(({ name }) => this.ssh.get(name)?.ports ?? []);
    return [...this.closed, ...[...new Set(ssh)].map((port) => Port.tcp(port))];
  }

  private policies(hostPolicy: HostPolicy): ApiObject[] {
    const nodes = this.checkedPools.filter(({ roles }) => !roles.includes(NodeRole.BASTION));
    const parts = {
      inbound: () => this._inbound(nodes),
      closed: () => this._closedOn(nodes),
      nodeRanges: nodes.flatMap(({ ranges }) => ranges),
      podRanges: this.pods,
    };
    if (hostPolicy === HostPolicy.CALICO) return calicoPolicies(this, parts);
    return hostPolicy === HostPolicy.CILIUM ? ciliumPolicies(this, parts) : [];
  }

  private ruleset(pool: NodePool, closeOtherPorts: boolean): string {
    const isHere = ({ roles }: { readonly roles: readonly NodeRole[] }) => roles.some((role) => pool.roles.includes(role));
    return renderRuleset({
      pool: pool.name,
      openings: this.checked.filter(isHere),
      closed: this.closed,
      closeOtherPorts,
      ssh: this.ssh.get(pool.name),
      ending: this.endings.filter(isHere),
    });
  }

  private refuseLate(): void {
    if (!this.completedBy) return;
    throw refusal(this, {
      fact: `${this.completedBy.node.path} has written the firewall for a cloud already`,
      consequence: 'so the cloud would keep closed what the nodes open',
      remedy: 'Create it after all openings.',
    });
  }

  /** All of them would be the same files. */
  private refuseSecond(): void {
    const other = this.node.root.node.findAll().find((node) => node !== this && node instanceof NodeFirewall);
    if (!other) return;
    throw refusal(this, {
      fact: `${other.node.path} is the firewall of the nodes already`,
      consequence: 'so one would overwrite the files of the other',
      remedy: 'Name all pools in one NodeFirewall.',
    });
  }
}

function leadsToControlPlane({ protocol, first, last }: Port): boolean {
  return protocol === 'TCP' && CONTROL_PLANE_PORTS.some((port) => first <= port && port <= last);
}
