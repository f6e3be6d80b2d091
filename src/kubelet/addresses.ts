import { isIP } from 'node:net';
import * as ipaddr from 'ipaddr.js';

/** True for an IP address of loopback. */
export function isLoopbackAddress(text: string): boolean {
  return isIP(text) !== 0 && ipaddr.process(text).range() === 'loopback';
}

/** The address of `10.0.0.1:10249`, `[::1]:10249`, and of an address alone. */
export function addressOf(text: string): string {
  return isIP(text) !== 0 ? text : text.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
}
