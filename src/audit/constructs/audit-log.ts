/** What happens while an event is being written. */
export enum AuditLogMode {
  /** Requests wait until the event is written. An event that cannot be written is lost, and the request goes on. */
  BLOCKING = 'blocking',
  /** Like BLOCKING, but a request whose first event (stage RequestReceived) cannot be written is refused. */
  BLOCKING_STRICT = 'blocking-strict',
}

/** Where the API server writes its audit log, and how long it keeps it. */
export interface AuditLogProps {
  /**
   * Absolute path of the log on the node and in the container, in a folder of its own.
   *
   * @default '/var/log/kubernetes/audit/audit.log'
   * @shape path
   */
  readonly path?: string;
  /**
   * Days for which rotated logs are kept: 30 or more. Files beyond `maxBackups` go earlier.
   *
   * @default 90
   */
  readonly maxAgeDays?: number;
  /**
   * Number of rotated logs that are kept: 10 or more. With the default size, 100 of them take up to 10 gigabytes.
   *
   * @default 100
   */
  readonly maxBackups?: number;
  /**
   * Size at which the log is rotated, in megabytes: 100 or more.
   *
   * @default 100
   */
  readonly maxSizeMegabytes?: number;
  /**
   * Whether rotated logs are compressed. Leave it off when a log shipper follows the files.
   *
   * @default false
   */
  readonly compress?: boolean;
  /**
   * What happens while an event is being written.
   *
   * @default AuditLogMode.BLOCKING
   */
  readonly mode?: AuditLogMode;
  /**
   * Takes batch mode instead, which loses events while its buffer is full: the reason. It is written into the policy file.
   *
   * @default - no batch mode
   * @shape reason
   */
  readonly unsafeBatchReason?: string;
}
