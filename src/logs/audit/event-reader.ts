import { isObject } from '../../text/json';
import type { Cut } from '../line-reader';
import type { AuditEvent } from './audit-event';
import { aks } from './formats/aks';
import { eks } from './formats/eks';
import type { AuditFormat, EventSink } from './formats/format';
import { gke } from './formats/gke';
import { kubernetes } from './formats/kubernetes';
import { rancher } from './formats/rancher';

const FORMATS: readonly AuditFormat[] = [kubernetes, rancher, gke, aks, eks];

/** Values of `--log-format`. OpenShift writes what kube-apiserver writes. */
export const LOG_FORMATS: readonly string[] = [...FORMATS.map(({ name }) => name), 'openshift'];

/** Envelopes within envelopes that are opened. */
const DEEPEST = 3;
/** What may be before the JSON of a line: a time, the name of a node, the prefix of a container runtime's log. */
const LONGEST_PREFIX = 256;

/** Why a text gave no event. */
export type Fault = 'not-json' | 'truncated' | 'too-long' | 'unknown-format' | 'incomplete-event';

export const FAULTS: readonly Fault[] = ['not-json', 'truncated', 'too-long', 'unknown-format', 'incomplete-event'];

export interface EventReaderSink {
  event(event: AuditEvent, format: string): void;
  /** A record of a known format that is no request. */
  other(): void;
  fault(fault: Fault): void;
}

/** Reads texts of any format, each by its content. */
export class EventReader {
  private readonly formats: readonly AuditFormat[];
  private readonly sinks = new Map<string, EventSink>();
  private last: AuditFormat | undefined;
  private depth = 0;

  /** @param format name of the only format that is read; by default each text tells its own */
  constructor(
    private readonly sink: EventReaderSink,
    format?: string,
  ) {
    const name = format === 'openshift' ? 'kubernetes' : format;
    const isEnvelope = name === 'eks' || name === 'aks';
    this.formats = name === undefined ? FORMATS : FORMATS.filter((each) => each.name === name || (isEnvelope && each === kubernetes));
  }

  public read(text: string, cut: Cut | undefined): void {
    if (cut === 'too-long') return this.sink.fault('too-long');
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      value = parsedAfterPrefix(text);
      if (value === undefined) {
        if (text.trim() !== '') this.sink.fault(cut ?? 'not-json');
        return;
      }
    }
    this.value(value);
  }

  private value(value: unknown): void {
    if (Array.isArray(value)) return value.forEach((item) => this.value(item));
    if (!isObject(value)) return this.sink.fault('unknown-format');
    const format = this.last?.recognises(value) === true ? this.last : this.formats.find((each) => each.recognises(value));
    if (!format) return this.sink.fault('unknown-format');
    if (this.depth === 0) this.last = format;
    format.read(value, this.sinkOf(format));
  }

  private sinkOf({ name }: AuditFormat): EventSink {
    const known = this.sinks.get(name);
    if (known) return known;
    const made: EventSink = {
      event: (event) => this.sink.event(event, this.last?.name ?? name),
      foreign: () => this.sink.other(),
      broken: () => this.sink.fault('incomplete-event'),
      inner: (text) => {
        if (this.depth >= DEEPEST) return this.sink.fault('unknown-format');
        this.depth += 1;
        try {
          this.read(text, undefined);
        } finally {
          this.depth -= 1;
        }
      },
    };
    this.sinks.set(name, made);
    return made;
  }
}

function parsedAfterPrefix(text: string): unknown {
  const start = text.indexOf('{');
  if (start <= 0 || start > LONGEST_PREFIX || !/\s$/.test(text.slice(0, start))) return undefined;
  try {
    return JSON.parse(text.slice(start));
  } catch {
    return undefined;
  }
}
