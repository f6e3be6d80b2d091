/** A kind of step from one identity, workload or secret to the next. */
export interface EdgeKind {
  readonly id: string;
  /** What the attacker does, as the end of "then …". */
  readonly step: string;
  /** What has to hold. */
  readonly condition: string;
  /** The request or the place by which it is done. */
  readonly by: string;
  /** The technique of MITRE ATT&CK. */
  readonly technique: string;
  readonly source: string;
  /** What others call it, by tool. */
  readonly peers?: Readonly<Partial<Record<Peer, readonly string[]>>>;
}

export type Peer = 'KubeHound' | 'IceKube' | 'kubesplaining';
