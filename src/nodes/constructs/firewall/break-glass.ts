import { Construct } from 'constructs';
import { requireReason } from '../../../cdk8s/check-reason';
import { asOfFor } from '../../../cdk8s/context';
import { HostFile } from '../../../cdk8s/host-file';
import type { Port } from '../../../cdk8s/port';
import { refusal } from '../../../cdk8s/refusal';
import { daysBetween, isDate } from '../../../text/dates';
import { NODE_FIREWALL_TABLE } from '../../firewall-table';
import type { FirewallSource } from './firewall-source';
import type { NodeFirewall } from './node-firewall';
import type { NodeRole } from './node-role';
import { checkOpening } from './opening-list';
import { chainOf } from './ruleset';

/** Properties of {@link BreakGlass}. */
export interface BreakGlassProps {
  /** The firewall of which it is a part. */
  readonly firewall: NodeFirewall;
  /**
   * What it is called, such as the number of an incident: lower-case letters, digits and dashes; unique.
   *
   * @shape name
   */
  readonly name: string;
  /** The roles whose nodes are opened, at least one. */
  readonly roles: NodeRole[];
  /** The ports, at least one. */
  readonly ports: Port[];
  /** Who may reach them, at least one: nodes and named addresses. */
  readonly sources: FirewallSource[];
  /**
   * Why it is needed: kept in the ruleset.
   *
   * @shape reason
   */
  readonly unsafeOpeningReason: string;
  /**
   * Who decided it: kept in the ruleset.
   *
   * @shape text
   */
  readonly approvedBy: string;
  /**
   * When it ends, in UTC: a day, which is the last (`2026-12-02`), or a time (`2026-12-02T16:30Z`). At most seven days ahead.
   *
   * @shape date
   */
  readonly until: string;
}

/** How many days ahead an opening may end. */
const LONGEST = 7;

/**
 * An opening in an emergency, for a while: it names who decided it, why, and when it ends.
 *
 * It ends in three ways, each of which is enough. A program that still has it afterwards is refused. The rule on the node compares the
 * clock of the kernel, so that it admits nothing from then on, sessions that are open included, whatever is loaded or booted again. And a
 * timer removes the rule, so that a clock that is set back opens nothing.
 *
 * Where it opens the port of sshd, sshd accepts the sources as well (`BastionOnlyNodeAccess`).
 */
export class BreakGlass extends Construct {
  /** The timer that removes the opening, and its unit. */
  public readonly files: HostFile[];

  private readonly unit: string;

  /**
   * Opens ports until the given time.
   *
   * @throws Error when the time is past or more than seven days ahead, no approver is named, or the opening is not acceptable
   */
  constructor(scope: Construct, id: string, props: BreakGlassProps) {
    super(scope, id);
    const { firewall, name, roles, ports, sources, approvedBy, unsafeOpeningReason: reason } = props;
    requireReason(this, 'unsafeOpeningReason', reason);
    const end = this.checkEnd(props.until);
    const { from } = checkOpening(
      this,
      { name, requestedBy: approvedBy, roles, ports, sources },
      { pools: firewall._pools, podRanges: firewall._podRanges, openings: firewall._openings },
    );
    if (from!.length === 0) {
      throw refusal(this, {
        fact: 'no source is named',
        consequence: 'so nothing would be opened',
        remedy: 'Name who may reach the ports.',
      });
    }
    firewall._addEnding({
      name,
      roles: [...roles],
      ports: [...ports],
      endsAt: end.getTime() / 1000,
      until: end.toISOString(),
      reason,
      approvedBy,
      from: from!.map(({ label, range }) => ({ name: label, range })),
    });
    firewall._close(ports);
    this.unit = `cdk8s-hardened-break-glass-${name}`;
    const nodes = firewall._pools.filter((pool) => roles.some((role) => pool.roles.includes(role))).map((pool) => pool.name);
    this.files = [['timer', renderTimer(name, end)] as const, ['service', renderService(name)] as const].map(
      ([type, text]) =>
        new HostFile(this, type, {
          path: `/etc/systemd/system/${this.unit}.${type}`,
          mode: '0644',
          nodes,
          content: { render: () => text },
        }),
    );
  }

  /** Shell commands that start the timer on a running node, after those of the firewall. Each may be run again. */
  public get activation(): string[] {
    return ['systemctl daemon-reload', `systemctl enable --now ${this.unit}.timer`];
  }

  private checkEnd(until: string): Date {
    const [, day, time] = /^(\d{4}-\d{2}-\d{2})(?:T([01]\d|2[0-3]):([0-5]\d)Z)?$/.exec(until) ?? [];
    if (day === undefined || !isDate(day)) {
      throw refusal(this, {
        fact: `until is ${JSON.stringify(until)}, neither a day nor a time in UTC`,
        consequence: 'so the opening would have no end',
        remedy: 'Write one such as "2026-12-02" or "2026-12-02T16:30Z".',
      });
    }
    const asOf = asOfFor(this);
    if (day < asOf) {
      throw refusal(this, {
        fact: `the opening ended on ${day}, before ${asOf}`,
        consequence: 'so it is not made again',
        remedy: 'Remove it from the program, or have a new end decided.',
      });
    }
    if (daysBetween(asOf, day) > LONGEST) {
      throw refusal(this, {
        fact: `the opening ends on ${day}, more than ${LONGEST} days from ${asOf}`,
        consequence: 'so it would be no exception',
        remedy: `Choose an end within ${LONGEST} days, or make it an opening of the firewall.`,
      });
    }
    return time === undefined ? new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000) : new Date(until);
  }
}

const HEADER = '# Made by cdk8s-hardened: change the program that made it, not this file.';

/** Source: systemd.timer(5), systemd.time(7) */
function renderTimer(name: string, end: Date): string {
  return `${HEADER}
[Unit]
Description=End of the opening ${name}

[Timer]
OnCalendar=${end.toISOString().slice(0, 19).replace('T', ' ')} UTC
AccuracySec=1s
Persistent=true

[Install]
WantedBy=timers.target
`;
}

function renderService(name: string): string {
  return `${HEADER}
[Unit]
Description=Close the opening ${name}
Documentation=man:nft(8)

[Service]
Type=oneshot
ProtectSystem=full
ProtectHome=true
ExecStart=/usr/sbin/nft flush chain inet ${NODE_FIREWALL_TABLE} ${chainOf(name)}
`;
}
