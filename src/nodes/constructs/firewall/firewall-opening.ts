import type { Port } from '../../../cdk8s/port';
import type { FirewallSource } from './firewall-source';
import type { NodeRole } from './node-role';

/** Ports of nodes, and who may reach them. */
export interface FirewallOpening {
  /**
   * What it is called, in the ruleset and in messages: letters, digits and dashes; unique.
   *
   * @shape name
   */
  readonly name: string;
  /**
   * Who requires it, such as a team or a ticket: kept in the ruleset.
   *
   * @shape text
   */
  readonly requestedBy: string;
  /** The roles whose nodes are opened, at least one. */
  readonly roles: NodeRole[];
  /** The ports, at least one. They are closed on all other nodes, and to all other sources. */
  readonly ports: Port[];
  /**
   * Who may reach them.
   *
   * @default - no client but the node itself, unless there is a reason for the world
   */
  readonly sources?: FirewallSource[];
  /**
   * Why every address may reach them.
   *
   * @default - none: the sources alone
   * @shape reason
   */
  readonly unsafeWorldReason?: string;
  /**
   * Why every pod may reach them: required where the pods are a source.
   *
   * @default - none: the pods are refused as a source
   * @shape reason
   */
  readonly unsafePodsReason?: string;
}
