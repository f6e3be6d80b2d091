import { isIP } from 'node:net';
import type { IConstruct } from 'constructs';
import { refusal } from '../cdk8s/refusal';

/** A node that kubeadm makes a part of the control plane. */
export interface KubeadmNode {
  /**
   * The IP address of the node, at which its API server is reached: neither loopback nor `0.0.0.0` or `::`.
   *
   * @shape address
   */
  readonly address: string;
}

/**
 * The `localAPIEndpoint` of a node. Its name is its host name: with another one, kubeadm would start the kubelet with
 * `--hostname-override`.
 *
 * @throws Error for an address that an API server cannot be reached at
 */
export function localEndpoint(place: IConstruct, prop: string, { address }: KubeadmNode): object {
  if (isIP(address) !== 0 && !/^(127\.|0\.0\.0\.0$|::1?$)/.test(address)) return { advertiseAddress: address };
  throw refusal(place, {
    fact: `${prop}.address is ${JSON.stringify(address)}, which is not an IP address of one node`,
    consequence: 'so kubeadm rejects it, or other nodes could not reach the API server',
    remedy: 'Write the address of the node, such as "10.0.0.1".',
  });
}

/** `InitConfiguration` of the node on which `kubeadm init` runs. */
export function initConfiguration(place: IConstruct, prop: string, node: KubeadmNode): object {
  return { apiVersion: 'kubeadm.k8s.io/v1beta4', kind: 'InitConfiguration', localAPIEndpoint: localEndpoint(place, prop, node) };
}
