/** A URL as etcd reads it. */
export interface EtcdUrl {
  readonly text: string;
  readonly scheme: 'http' | 'https' | 'unix' | 'unixs';
  /** Without brackets; '' for every address, and for sockets. */
  readonly host: string;
}

/** Splits a comma-separated list and reads each URL; a text in place of one says why etcd would refuse it. */
export function parseUrls(list: string): (EtcdUrl | string)[] {
  return list
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(parseUrl);
}

/** Source: client/pkg/types/urls.go of etcd: http(s) with host and port and without path, or a socket. */
export function parseUrl(text: string): EtcdUrl | string {
  const match = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/is.exec(text);
  const scheme = match?.[1]!.toLowerCase();
  if (scheme === 'unix' || scheme === 'unixs') return { text, scheme, host: '' };
  if (scheme !== 'http' && scheme !== 'https') return `${JSON.stringify(text)} is not a URL with http, https, unix or unixs`;
  const place = /^(?:\[([0-9a-f:.]+)\]|([^:/?#@[\]\s]*)):(\d+)$/i.exec(match![2]!);
  if (!place) return `${JSON.stringify(text)} is not of the form ${scheme}://host:port`;
  return { text, scheme, host: place[1] ?? place[2]! };
}

/** True for addresses that only the node itself reaches. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || /^127(\.\d{1,3}){3}$/.test(host) || (/^(0*:)*:?0*1$/.test(host) && host.includes(':'));
}

/** True for the addresses that stand for all of a node's addresses. */
export function isEveryAddress(host: string): boolean {
  return host === '' || /^(0+\.){3}0+$/.test(host) || (/^[0:]+$/.test(host) && host.includes(':')) || /^::ffff:(0+\.){3}0+$/i.test(host);
}
