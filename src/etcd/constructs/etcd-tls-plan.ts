import { isIPv6 } from 'node:net';
import { normalPath } from '../node-paths';
import { isLoopback } from '../urls';
import { urlOf, type AddressPlan } from './address-checks';
import type { CertificatePlan } from './certificate-checks';
import type { EtcdClusterState, EtcdTlsConfigProps } from './etcd-tls-props';

const PKI = '/etc/kubernetes/pki';

/** Names and addresses with their defaults; lists are copies. */
export function planAddresses(
  props: EtcdTlsConfigProps,
  { clientPort, peerPort }: Pick<AddressPlan, 'clientPort' | 'peerPort'>,
): AddressPlan {
  const { member } = props;
  const loopback = isIPv6(member.address) ? '::1' : '127.0.0.1';
  const isName = !/^[\d.]+$/.test(member.address) && !isIPv6(member.address);
  const listenAddresses = [...(props.listenAddresses ?? (isName ? [] : [...new Set([member.address, loopback])]))];
  const cluster = (props.cluster ?? [member]).map((one) => ({ ...one }));
  const clientUrls = cluster.map(({ address }) => urlOf(String(address), clientPort));
  return {
    member: { ...member },
    cluster,
    listenAddresses,
    clientPort,
    peerPort,
    clientUrls,
    unsafeListenOnAllAddressesReason: props.unsafeListenOnAllAddressesReason,
    metricsUrls: [...(props.metricsUrls ?? [`http://${loopback.includes(':') ? `[${loopback}]` : loopback}:2381`])],
    apiServerEndpoints: [...(props.apiServerEndpoints ?? clientUrls)],
    listenClientUrls: listenAddresses.map((address) => urlOf(String(address), clientPort)),
  };
}

/** Files with kubeadm's paths by default; paths in their normal form. */
export function planCertificates(props: EtcdTlsConfigProps): CertificatePlan {
  const normal = <T extends object>(files: T): T =>
    Object.fromEntries(
      Object.entries(files).map(([key, value]) => [
        key,
        key.endsWith('File') && typeof value === 'string' && value.startsWith('/') ? normalPath(value) : value,
      ]),
    ) as T;
  const clientCertificates = normal(
    props.clientCertificates ?? {
      certFile: `${PKI}/etcd/server.crt`,
      keyFile: `${PKI}/etcd/server.key`,
      trustedCaFile: `${PKI}/etcd/ca.crt`,
    },
  );
  const apiServer = normal(
    props.apiServerCertificates ?? { certFile: `${PKI}/apiserver-etcd-client.crt`, keyFile: `${PKI}/apiserver-etcd-client.key` },
  );
  return {
    clientCertificates,
    peerCertificates: normal(
      props.peerCertificates ?? { certFile: `${PKI}/etcd/peer.crt`, keyFile: `${PKI}/etcd/peer.key`, trustedCaFile: `${PKI}/etcd/ca.crt` },
    ),
    apiServerCertificates: { ...apiServer, trustedCaFile: apiServer.trustedCaFile ?? clientCertificates.trustedCaFile },
    clusterCaFile: props.clusterCaFile ?? `${PKI}/ca.crt`,
    clusterCaCertificate: props.clusterCaCertificate,
  };
}

export function memberSettings(plan: AddressPlan, dataDir: string, state?: EtcdClusterState, token?: string): [string, string][] {
  const { member, cluster, clientPort, peerPort, listenAddresses, metricsUrls } = plan;
  const beyond = listenAddresses.filter((address) => !isLoopback(address));
  const peers = beyond.length > 0 ? beyond : listenAddresses;
  return [
    ['name', member.name],
    ['data-dir', dataDir],
    ['listen-client-urls', plan.listenClientUrls.join(',')],
    ['advertise-client-urls', urlOf(member.address, clientPort)],
    ['listen-peer-urls', peers.map((address) => urlOf(address, peerPort)).join(',')],
    ['initial-advertise-peer-urls', urlOf(member.address, peerPort)],
    ['initial-cluster', cluster.map(({ name, address }) => `${name}=${urlOf(address, peerPort)}`).join(',')],
    ['initial-cluster-state', state ?? 'new'],
    ...(token === undefined ? [] : [['initial-cluster-token', token] as [string, string]]),
    ...(metricsUrls.length === 0 ? [] : [['listen-metrics-urls', metricsUrls.join(',')] as [string, string]]),
  ];
}

export function certificateSettings({ clientCertificates, peerCertificates }: CertificatePlan): [string, string][] {
  return (
    [
      ['', clientCertificates],
      ['peer-', peerCertificates],
    ] as const
  ).flatMap(([prefix, files]): [string, string][] => [
    [`${prefix}cert-file`, files.certFile],
    [`${prefix}key-file`, files.keyFile],
    [`${prefix}trusted-ca-file`, files.trustedCaFile],
    [`${prefix}client-cert-auth`, 'true'],
    [`${prefix}auto-tls`, 'false'],
  ]);
}
