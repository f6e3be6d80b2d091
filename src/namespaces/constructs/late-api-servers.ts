import type { IConstruct } from 'constructs';
import type { ApiServers } from '../../cdk8s/api-servers';
import { apiServersFor } from '../../cdk8s/known-api-servers';
import type { Port } from '../../cdk8s/port';
import { refusal } from '../../cdk8s/refusal';
import { KONNECTIVITY_LABELS, KONNECTIVITY_NAMESPACE } from '../../kubernetes/network/konnectivity';
import type { LatePeers } from './policy-book';
import { toIpBlock } from './range-checks';

const REMEDY = 'Set apiServers of the HardenedApp or of the namespace, such as ApiServers.at([ … ]) or ApiServers.eks( … )';

/** The API servers to which pods connect, by all that the app knows when it is synthesised. */
export function toKnownApiServers(place: IConstruct, port: Port | undefined): LatePeers {
  const known = () =>
    apiServersFor(place)
    ?? refuse(place, {
      fact: 'allowToApiServer names no addresses, and where the API servers are is not known',
      consequence: 'so the policy would open nothing or everything',
      remedy: `${REMEDY}; add the EndpointSlice kubernetes of namespace default to the app; or name addresses.`,
    });
  return {
    key: `to API servers ${port?.toString() ?? ''}`,
    peers: () => blocksOf(place, known(), true),
    ports: () => (port ? [port] : known()._ports),
  };
}

/** From where the API servers connect to pods, by all that the app knows when it is synthesised. */
export function fromKnownApiServers(place: IConstruct): LatePeers {
  return {
    key: 'from API servers',
    peers: () => {
      const known = apiServersFor(place);
      const peers = [
        ...(known?._connectFromThere ? blocksOf(place, known, false) : []),
        ...(known?._throughKonnectivity ? konnectivityPeers() : []),
      ];
      if (peers.length > 0) return peers;
      return refuse(place, {
        fact: 'allowFromApiServer names neither addresses nor throughKonnectivity, and from where the API servers connect is not known',
        consequence: 'so the policy would open nothing or everything',
        remedy:
          `${REMEDY}; or name the addresses of the control plane nodes; or set throughKonnectivity where API servers connect through its `
          + 'agents (GKE, AKS).',
      });
    },
    ports: () => [],
  };
}

/** The agents of Konnectivity, as peers of a policy. */
export function konnectivityPeers(): object[] {
  const namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': KONNECTIVITY_NAMESPACE } };
  return KONNECTIVITY_LABELS.map((labels) => ({ namespaceSelector, podSelector: { matchLabels: { ...labels } } }));
}

function blocksOf(place: IConstruct, { _addresses }: ApiServers, outgoing: boolean): object[] {
  return _addresses.map((cidr) => toIpBlock(place, { cidr, except: [], outgoing }).peer);
}

function refuse(place: IConstruct, why: Parameters<typeof refusal>[1]): never {
  throw refusal(place, why);
}
