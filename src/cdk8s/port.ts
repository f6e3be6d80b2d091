import { isPortNumber } from './port-number';
import { refusal } from './refusal';

/**
 * A port, or a range of ports, of one protocol: what a network policy opens, or a server listens on.
 *
 * Numbers only: a port name would let the author of the pod decide later which number is open. There is no "all ports": name what is
 * needed.
 */
export class Port {
  /**
   * One TCP port.
   *
   * @param port its number
   * @throws Error when it is not an integer from 1 to 65535
   */
  public static tcp(port: number): Port {
    return Port.make('tcp', 'TCP', port, port);
  }

  /**
   * One UDP port.
   *
   * @param port its number
   * @throws Error when it is not an integer from 1 to 65535
   */
  public static udp(port: number): Port {
    return Port.make('udp', 'UDP', port, port);
  }

  /**
   * One SCTP port.
   *
   * @param port its number
   * @throws Error when it is not an integer from 1 to 65535
   */
  public static sctp(port: number): Port {
    return Port.make('sctp', 'SCTP', port, port);
  }

  /**
   * TCP ports from the first to the last, both included.
   *
   * @param first the lowest number
   * @param last the highest number
   * @throws Error when one is not an integer from 1 to 65535, or the last comes before the first
   */
  public static tcpRange(first: number, last: number): Port {
    return Port.make('tcpRange', 'TCP', first, last);
  }

  /**
   * UDP ports from the first to the last, both included.
   *
   * @param first the lowest number
   * @param last the highest number
   * @throws Error when one is not an integer from 1 to 65535, or the last comes before the first
   */
  public static udpRange(first: number, last: number): Port {
    return Port.make('udpRange', 'UDP', first, last);
  }

  /**
   * SCTP ports from the first to the last, both included.
   *
   * @param first the lowest number
   * @param last the highest number
   * @throws Error when one is not an integer from 1 to 65535, or the last comes before the first
   */
  public static sctpRange(first: number, last: number): Port {
    return Port.make('sctpRange', 'SCTP', first, last);
  }

  private static make(factory: string, protocol: string, first: number, last: number): Port {
    const place = `Port.${factory}(${factory.endsWith('Range') ? `${show(first)}, ${show(last)}` : show(first)})`;
    for (const port of [first, last]) {
      if (!isPortNumber(port)) {
        throw refusal(place, {
          fact: `${show(port)} is not a port`,
          consequence: 'so nothing could listen there',
          remedy: 'Write an integer from 1 to 65535.',
        });
      }
    }
    if (last < first) {
      throw refusal(place, {
        fact: `the range ends at ${last}, before its start ${first}`,
        consequence: 'so it holds no port',
        remedy: `Write ${last}, ${first}.`,
      });
    }
    return new Port(protocol, first, last);
  }

  private constructor(
    /** `TCP`, `UDP` or `SCTP`. */
    public readonly protocol: string,
    /** The port, or the first of the range. */
    public readonly first: number,
    /** The port, or the last of the range. */
    public readonly last: number,
  ) {}

  /** `TCP 5432`, `UDP 8000-8100`. */
  public toString(): string {
    return this.first === this.last ? `${this.protocol} ${this.first}` : `${this.protocol} ${this.first}-${this.last}`;
  }

  /**
   * An entry of `ports` in a NetworkPolicy.
   *
   * @internal
   */
  public _toPolicyPort(): { protocol: string; port: number; endPort?: number } {
    return { protocol: this.protocol, port: this.first, ...(this.last > this.first ? { endPort: this.last } : {}) };
  }
}

function show(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
