import * as ipaddr from 'ipaddr.js';

const PREFIX = /^(0|[1-9]\d{0,2})$/;

/**
 * A range of addresses, `10.0.0.0/8` or `2001:db8::/32`: the notation that Kubernetes, nftables and sshd share.
 *
 * Stricter than most parsers on purpose: four decimal parts without leading zeros, no zone, no IPv4 within IPv6, no bits set
 * behind the mask, since other tools read such texts differently.
 */
export class Cidr {
  /**
   * Reads a range.
   *
   * @param text address, slash and length of the mask, such as `10.0.0.0/8`
   * @throws Error naming the fault when the text is not a range in canonical notation
   */
  public static of(text: string): Cidr {
    const parsed = Cidr._parse(text);
    if (typeof parsed === 'string') throw new Error(parsed);
    return parsed;
  }

  /**
   * Reads a range, or says what is wrong with it.
   *
   * @internal
   */
  public static _parse(text: unknown): Cidr | string {
    if (typeof text !== 'string') return `${JSON.stringify(text)} is not a range of addresses. Write one as text, such as "10.0.0.0/8".`;
    const quoted = JSON.stringify(text);
    const slash = text.indexOf('/');
    if (slash < 0) {
      const length = ipaddr.IPv4.isValidFourPartDecimal(text) ? 32 : ipaddr.IPv6.isValid(text) ? 128 : undefined;
      return (
        `${quoted} has no mask, so it is not a range. `
        + `${length ? `For this one address write "${text}/${length}".` : 'Write a range such as "10.0.0.0/8".'}`
      );
    }
    const [address, prefix] = [text.slice(0, slash), text.slice(slash + 1)];
    if (!PREFIX.test(prefix)) return `${quoted} has no valid mask length. Write a range such as "10.0.0.0/8".`;
    const length = Number(prefix);
    if (address.includes(':')) {
      if (address.includes('.') || address.includes('%') || !ipaddr.IPv6.isValid(address) || length > 128) {
        return `${quoted} is not an IPv6 range. Write one such as "2001:db8::/32".`;
      }
      return Cidr.canonical(ipaddr.IPv6.parse(address), length, quoted);
    }
    if (!ipaddr.IPv4.isValidFourPartDecimal(address) || length > 32) {
      return `${quoted} is not an IPv4 range. Write one such as "10.0.0.0/8".`;
    }
    if (address.split('.').some((part) => part.length > 1 && part.startsWith('0'))) {
      return `${quoted} has leading zeros, which some tools read as octal. Write plain decimal numbers.`;
    }
    return Cidr.canonical(ipaddr.IPv4.parse(address), length, quoted);
  }

  private static canonical(address: ipaddr.IPv4 | ipaddr.IPv6, length: number, quoted: string): Cidr | string {
    const bytes = address.toByteArray();
    const network = maskBytes(bytes, length);
    const parsed = ipaddr.fromByteArray(network);
    const text = `${parsed.toString()}/${length}`;
    if (network.some((byte, index) => byte !== bytes[index])) {
      return `${quoted} has bits set behind its mask, so it is unclear which range is meant. Write "${text}".`;
    }
    return new Cidr(text, parsed.kind() === 'ipv4' ? 4 : 6, length, network);
  }

  private constructor(
    /** The range in canonical notation. */
    public readonly text: string,
    /** 4 or 6. */
    public readonly family: number,
    /** Length of the mask, in bits. */
    public readonly prefixLength: number,
    private readonly network: number[],
  ) {}

  /**
   * True when every address of the other range is in this one. Ranges of two families never contain each other.
   *
   * @param other the range that may be the smaller one
   */
  public contains(other: Cidr): boolean {
    if (other.family !== this.family || other.prefixLength < this.prefixLength) return false;
    return maskBytes(other.network, this.prefixLength).every((byte, index) => byte === this.network[index]);
  }

  /**
   * True when the ranges share an address.
   *
   * @param other the range to compare with
   */
  public overlaps(other: Cidr): boolean {
    return this.contains(other) || other.contains(this);
  }

  /** True for `0.0.0.0/0` and `::/0`. */
  public get isWorld(): boolean {
    return this.prefixLength === 0;
  }

  /** The range in canonical notation. */
  public toString(): string {
    return this.text;
  }
}

function maskBytes(bytes: readonly number[], length: number): number[] {
  return bytes.map((byte, index) => {
    const bits = Math.min(8, Math.max(0, length - index * 8));
    const size = 2 ** (8 - bits);
    return byte - (byte % size);
  });
}
