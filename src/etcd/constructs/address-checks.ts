import { isIP } from 'node:net';
import type { Refusal } from '../../cdk8s/refusal';
import { isEveryAddress, isLoopback, parseUrl } from '../urls';
import type { EtcdMember } from './etcd-tls-props';

/** Names and addresses of one member. */
export interface AddressPlan {
  readonly member: EtcdMember;
  readonly cluster: readonly EtcdMember[];
  readonly listenAddresses: readonly string[];
  readonly unsafeListenOnAllAddressesReason?: string;
  readonly clientPort: number;
  readonly peerPort: number;
  readonly metricsUrls: readonly string[];
  readonly apiServerEndpoints: readonly string[];
  readonly clientUrls: readonly string[];
  readonly listenClientUrls: readonly string[];
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const DNS_NAME = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;

/** `https://10.0.0.1:2379`, `https://[2001:db8::1]:2379` */
export function urlOf(host: string, port: number): string {
  return `https://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** What is wrong with names and addresses; undefined when they hold together. */
export function addressFault(plan: AddressPlan): Refusal | undefined {
  return memberFault(plan) ?? portFault(plan) ?? listenFault(plan) ?? metricsFault(plan) ?? endpointFault(plan);
}

function memberFault({ member, cluster }: AddressPlan): Refusal | undefined {
  for (const { name, address } of [member, ...cluster]) {
    if (typeof name !== 'string' || !NAME.test(name)) {
      return {
        fact: `${JSON.stringify(name)} is not a name of a member`,
        consequence: 'so etcd would misread its list of members',
        remedy: 'Use letters, digits, ".", "_" and "-".',
      };
    }
    if (
      typeof address !== 'string'
      || (isIP(address) === 0 && !DNS_NAME.test(address))
      || (/^[\d.]+$/.test(address) && isIP(address) === 0)
      || address.includes('%')
    ) {
      return {
        fact: `${JSON.stringify(address)} is not an address of a member`,
        consequence: 'so no client could reach it',
        remedy: 'Write an IP address or a DNS name in lower case, without scheme and port: every URL is https.',
      };
    }
    if (isEveryAddress(address)) {
      return {
        fact: `member ${name} has the address ${address}`,
        consequence: 'which no client can reach',
        remedy: 'Write the address at which the others reach it.',
      };
    }
  }
  for (const key of ['name', 'address'] as const) {
    const values = cluster.map((one) => one[key]);
    const twice = values.find((value, index) => values.indexOf(value) !== index);
    if (twice !== undefined) {
      return {
        fact: `two members have the ${key} ${twice}`,
        consequence: 'so etcd could not distinguish them',
        remedy: 'Each member needs its own.',
      };
    }
  }
  if (cluster.some(({ name, address }) => name === member.name && address === member.address)) return undefined;
  return {
    fact: `the cluster does not list member ${member.name} at ${member.address}`,
    consequence: 'so etcd does not start',
    remedy: 'Add the member to cluster, or leave cluster out for one member.',
  };
}

function portFault({ clientPort, peerPort }: AddressPlan): Refusal | undefined {
  return clientPort !== peerPort
    ? undefined
    : {
        fact: `clients and peers have the same port ${clientPort}`,
        consequence: 'so etcd does not start',
        remedy: 'Use a separate port for peers, such as 2380.',
      };
}

function listenFault({ member, listenAddresses, unsafeListenOnAllAddressesReason: reason }: AddressPlan): Refusal | undefined {
  if (listenAddresses.length === 0) {
    const named = isIP(member.address) === 0;
    return {
      fact: named ? `listenAddresses is missing and ${member.address} is a name` : 'listenAddresses is empty',
      consequence: 'so it is unclear where etcd listens',
      remedy: "Write the member's own IP addresses into listenAddresses.",
    };
  }
  for (const address of listenAddresses) {
    if (typeof address !== 'string' || isIP(address) === 0 || address.includes('%')) {
      return {
        fact: `etcd cannot listen on ${JSON.stringify(address)}, which is not an IP address`,
        consequence: 'so it does not start',
        remedy: 'Write IP addresses into listenAddresses.',
      };
    }
    if (isEveryAddress(address) && reason === undefined) {
      return {
        fact: `listenAddresses holds ${address}`,
        consequence: 'so etcd is open on every network that the node has or will have',
        remedy: "Write the member's own addresses, or say in unsafeListenOnAllAddressesReason what else keeps strangers out.",
      };
    }
  }
  return undefined;
}

function metricsFault({ metricsUrls }: AddressPlan): Refusal | undefined {
  for (const text of metricsUrls) {
    const url = parseUrl(text);
    if (typeof url === 'string' || url.scheme.startsWith('unix') || (url.host !== 'localhost' && isIP(url.host) === 0)) {
      return {
        fact: `etcd cannot serve metrics at ${JSON.stringify(text)}`,
        consequence: 'so it does not start',
        remedy: 'Write a URL with an IP address and a port, such as "http://127.0.0.1:2381".',
      };
    }
    if (url.scheme === 'http' && !isLoopback(url.host)) {
      return {
        fact: `metrics are served in plaintext at ${text}`,
        consequence: 'so any client on that network can read and forge them',
        remedy: 'Keep http on 127.0.0.1 or ::1, or write https, which requires a client certificate.',
      };
    }
    if (isEveryAddress(url.host)) {
      return {
        fact: `metrics are served at ${text}`,
        consequence: 'which is every network that the node has or will have',
        remedy: 'Write an address of the member.',
      };
    }
  }
  return undefined;
}

function endpointFault({ apiServerEndpoints, clientUrls, listenClientUrls }: AddressPlan): Refusal | undefined {
  if (apiServerEndpoints.length === 0) {
    return {
      fact: 'apiServerEndpoints is empty',
      consequence: 'so the API server does not start',
      remedy: 'Leave it out to use the client URLs of all members.',
    };
  }
  for (const text of apiServerEndpoints) {
    const url = parseUrl(text);
    if (typeof url === 'string') {
      return {
        fact: `the API server cannot reach etcd at ${JSON.stringify(text)}`,
        consequence: 'so it does not start',
        remedy: 'Write a client URL of a member, such as "https://10.0.0.1:2379".',
      };
    }
    if (url.scheme !== 'https') {
      return {
        fact: `the API server would reach etcd at ${text}`,
        consequence: 'so every Secret would be sent in plaintext',
        remedy: 'Write https.',
      };
    }
    const beside = isLoopback(url.host) && listenClientUrls.includes(text);
    if (!beside && !clientUrls.includes(text)) {
      return {
        fact: `${text} is not a client URL of a member`,
        consequence: 'so the API server would talk to something else',
        remedy: `Use some of ${clientUrls.join(', ')}.`,
      };
    }
  }
  return undefined;
}
