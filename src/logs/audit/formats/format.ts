import type { JsonObject } from '../../../text/json';
import type { AuditEvent } from '../audit-event';

/** Takes what a text holds: an event, or the reason why there is none. */
export interface EventSink {
  event(event: AuditEvent): void;
  /** The text is of this format, and is no request: a control message, another service of the cloud. */
  foreign(): void;
  /** The text is of this format, and lacks what every event has. */
  broken(): void;
  /** The text holds another one: a line within an envelope. */
  inner(text: string): void;
}

/** How a provider writes audit events. */
export interface AuditFormat {
  /** As `--log-format` names it. */
  readonly name: string;
  /** Whether a value is of this format: by two or three fields that no other has. */
  readonly recognises: (value: JsonObject) => boolean;
  readonly read: (value: JsonObject, sink: EventSink) => void;
}
