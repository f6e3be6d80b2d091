import * as ipaddr from 'ipaddr.js';
import { isObject, typeName, type JsonObject } from '../../text/json';
import { lazy } from '../../text/lazy';
import { placeIn } from '../../text/path';
import { LabelSelector } from '../objects/label-selector';
import { Cidr } from './cidr';

/** Why the API server would reject a NetworkPolicy, or no two implementations would read it alike. */
export interface PolicyFault {
  readonly path: string;
  readonly message: string;
}

/** One peer of a NetworkPolicy's rule. */
export type PolicyPeerView =
  | {
      readonly kind: 'ipBlock';
      readonly path: string;
      /** Where the range stands with its exceptions, and where it stands itself: the same in what has no exceptions. */
      readonly place: string;
      readonly cidrPlace: string;
      readonly cidr: Cidr;
      readonly except: readonly Cidr[];
    }
  | {
      readonly kind: 'pods';
      readonly path: string;
      /** Undefined = every pod of the selected namespaces. */
      readonly podSelector: LabelSelector | undefined;
      /** Undefined = the policy's own namespace. */
      readonly namespaceSelector: LabelSelector | undefined;
    };

/** Reads a list of peers; a peer that the server rejects is left out and named in `faults`. */
export function readPeers(peers: readonly unknown[], listPath: string, faults: PolicyFault[]): PolicyPeerView[] {
  return peers.flatMap((value, index) => {
    const path = placeIn(listPath, index);
    const fault = (at: string, message: string) => {
      faults.push({ path: at, message });
      return [];
    };
    const peer = value ?? {};
    if (!isObject(peer)) return fault(path, `the peer is ${typeName(value)}, not a mapping`);
    const podSelector = selector(peer.podSelector);
    const namespaceSelector = selector(peer.namespaceSelector);
    const ipBlock = peer.ipBlock ?? undefined;
    if (podSelector?.invalid !== undefined) return fault(`${path}.podSelector`, podSelector.invalid);
    if (namespaceSelector?.invalid !== undefined) return fault(`${path}.namespaceSelector`, namespaceSelector.invalid);
    if (ipBlock === undefined) {
      if (!podSelector && !namespaceSelector) return fault(path, 'the peer names neither pods, namespaces nor an ipBlock');
      return [{ kind: 'pods' as const, path, podSelector, namespaceSelector }];
    }
    if (podSelector ?? namespaceSelector) return fault(path, 'the peer has an ipBlock together with a selector');
    if (!isObject(ipBlock)) return fault(`${path}.ipBlock`, `ipBlock is ${typeName(ipBlock)}, not a mapping`);
    const place = `${path}.ipBlock`;
    return readBlock(ipBlock, { path, place, cidrPlace: `${place}.cidr`, exceptPlace: `${place}.except` }, faults);
  });
}

function selector(value: unknown): LabelSelector | undefined {
  return value === undefined || value === null ? undefined : LabelSelector.of(value);
}

/** Where a range and its exceptions stand. */
export interface BlockPlaces {
  readonly path: string;
  readonly place: string;
  readonly cidrPlace: string;
  readonly exceptPlace: string;
}

/** Reads `cidr` and `except`; a range that is none is left out and named in `faults`. */
export function readBlock(block: JsonObject, { exceptPlace, ...places }: BlockPlaces, faults: PolicyFault[]): PolicyPeerView[] {
  const cidr = readRange(block.cidr);
  if (typeof cidr === 'string') {
    faults.push({ path: places.cidrPlace, message: cidr });
    return [];
  }
  const list = block.except ?? [];
  if (!Array.isArray(list)) faults.push({ path: exceptPlace, message: `except is ${typeName(list)}, not a list` });
  const except: Cidr[] = [];
  (Array.isArray(list) ? list : []).forEach((value, index) => {
    const hole = readRange(value);
    const at = `${exceptPlace}[${index}]`;
    if (typeof hole === 'string') faults.push({ path: at, message: hole });
    else if (!cidr.contains(hole) || hole.prefixLength === cidr.prefixLength) {
      faults.push({ path: at, message: `${hole.text} is not a strict part of ${cidr.text}` });
    } else except.push(hole);
  });
  return [{ kind: 'ipBlock', ...places, cidr, except }];
}

const mapped = lazy(() => Cidr.of('::ffff:0:0/96'));

/**
 * Reads a range as the API server did before it became strict (StrictIPCIDRValidation, on since 1.36): bits behind the mask and leading
 * zeros are ignored. Returns the fault for what no version takes, and for IPv4 within IPv6, which implementations read differently.
 */
function readRange(value: unknown): Cidr | string {
  if (typeof value !== 'string') return `the range is ${typeName(value)}, not a string`;
  const strict = Cidr._parse(value);
  const cidr = typeof strict === 'string' ? readSloppily(value) : strict;
  if (!cidr) return `${JSON.stringify(value)} is not a range of addresses`;
  return mapped().overlaps(cidr) && cidr.prefixLength >= mapped().prefixLength
    ? `${JSON.stringify(value)} writes IPv4 addresses as IPv6, which implementations read differently`
    : cidr;
}

function readSloppily(text: string): Cidr | undefined {
  const match = /^([0-9A-Fa-f.:]{2,64})\/(\d{1,3})$/.exec(text);
  if (!match) return undefined;
  const [address, length] = [match[1]!, Number(match[2])];
  if (address.includes(':')) {
    if (!ipaddr.IPv6.isValid(address) || length > 128) return undefined;
    return Cidr.of(`${ipaddr.IPv6.networkAddressFromCIDR(`${address}/${length}`).toString()}/${length}`);
  }
  const decimal = address.split('.').map(Number).join('.');
  if (!/^\d+(\.\d+){3}$/.test(address) || !ipaddr.IPv4.isValidFourPartDecimal(decimal) || length > 32) return undefined;
  return Cidr.of(`${ipaddr.IPv4.networkAddressFromCIDR(`${decimal}/${length}`).toString()}/${length}`);
}
