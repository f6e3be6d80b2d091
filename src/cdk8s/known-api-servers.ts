import type { IConstruct } from 'constructs';
import { apiServerAddresses } from '../kubernetes/network/api-server-addresses';
import { ApiServers } from './api-servers';
import { factsInApp } from './app-facts';
import { Port } from './port';
import { refusal } from './refusal';

/** Context key by which an app or a namespace says where the API servers are. */
const API_SERVERS_CONTEXT = 'cdk8s-hardened:api-servers';

/** Where the control planes of an app have their API servers, by the construct of the control plane. */
const CONTROL_PLANES = new WeakMap<IConstruct, Map<IConstruct, ApiServers>>();

/** Tells the constructs below one where the API servers are. */
export function stateApiServers(scope: IConstruct, apiServers: ApiServers | undefined): void {
  if (apiServers === undefined) return;
  if (apiServers instanceof ApiServers) return scope.node.setContext(API_SERVERS_CONTEXT, apiServers);
  throw refusal(scope, {
    fact: 'apiServers is not an ApiServers',
    consequence: 'so it is unclear where the API servers are',
    remedy: 'Write ApiServers.at([ … ]), or the factory of your cloud.',
  });
}

/** Tells the constructs of an app where the API servers of a control plane are. */
export function addControlPlane(controlPlane: IConstruct, apiServers: ApiServers): void {
  const { root } = controlPlane.node;
  if (!CONTROL_PLANES.has(root)) CONTROL_PLANES.set(root, new Map());
  CONTROL_PLANES.get(root)!.set(controlPlane, apiServers);
}

/**
 * Where the API servers are for a construct, as far as the app knows when it is synthesised: what it or something above it states, else
 * what the control plane of the app says, else the EndpointSlice `kubernetes`.
 *
 * @throws Error when the app has control planes that differ
 */
export function apiServersFor(place: IConstruct): ApiServers | undefined {
  return (place.node.tryGetContext(API_SERVERS_CONTEXT) as ApiServers | undefined) ?? ofControlPlane(place) ?? ofEndpoints(place);
}

function ofControlPlane(place: IConstruct): ApiServers | undefined {
  const [first, ...others] = CONTROL_PLANES.get(place.node.root) ?? [];
  const stray = first && others.find(([, apiServers]) => apiServers.toString() !== first[1].toString());
  if (!stray) return first?.[1];
  throw refusal(place, {
    fact: `the control planes ${first[0].node.path} and ${stray[0].node.path} have different API servers`,
    consequence: 'so it is unclear to which cluster the namespace belongs',
    remedy: 'Set apiServers of the namespace, such as ApiServers.at([ … ]).',
  });
}

function ofEndpoints(place: IConstruct): ApiServers | undefined {
  const known = apiServerAddresses(factsInApp(place.node.root));
  // They listen there; from where they connect, an EndpointSlice does not say.
  return (
    known
    && ApiServers._listeningAt(
      known.addresses,
      known.ports.map((port) => Port.tcp(port)),
    )
  );
}
