import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { objectsOfKind } from '../../../engine/subjects';
import { collect, NONE } from '../../../kubernetes/objects/collect';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { asArray, asObject, isUnset, objectAt, type JsonObject } from '../../../text/json';
import { AZURE, CAPA, EKS, GKE, SOURCES } from './kinds';
import { managedExample, PUBLIC_ENDPOINT } from './setting-rule';

export const managedEndpoint = defineRule({
  id: 'control-plane/managed-endpoint',
  title: 'The public endpoint of a managed cluster must be open to chosen addresses alone',
  description:
    'An endpoint that the whole internet reaches is open to every stolen token, and to every fault of the API server. Read are objects of '
    + 'ACK, Cluster API, Config Connector and Azure Service Operator. No list of addresses is a violation, since it means all of them; in '
    + 'GKE an empty `masterAuthorizedNetworksConfig` admits nodes alone, and passes. A private endpoint passes. Unknown: a value that is '
    + 'neither true nor false, and an address that is not readable.',
  severity: Severity.HIGH,
  fix: 'Make the endpoint private, or list the addresses of the VPN or the bastion.',
  controls: ['CIS-EKS-1.8:5.4.1', 'CIS-GKE-1.9:5.6.3', 'CIS-AKS-1.8:5.4.1'],
  sources: [SOURCES.eksEndpoint, SOURCES.gke, SOURCES.aks],
  bad: managedExample(EKS, { resourcesVPCConfig: { endpointPublicAccess: true } }),
  good: managedExample(EKS, { resourcesVPCConfig: { endpointPublicAccess: true, publicAccessCIDRs: ['203.0.113.0/28'] } }),
  subject: objectsOfKind(EKS, CAPA, GKE, AZURE),
  check: forbidOpenEndpoint,
});

const CAUSE = { of: PUBLIC_ENDPOINT, leads: true };

/** Who reaches the endpoint from outside. */
interface Endpoint {
  /** The path of the switch, and its value: true where outsiders reach it. */
  readonly path: string;
  readonly isPublic: unknown;
  /** The path of the list of addresses, and the list. */
  readonly list: string;
  readonly ranges: unknown;
  /** What stands for all addresses. Default: no list. */
  readonly isClosedEmpty?: boolean;
}

const READERS: Readonly<Record<string, (spec: JsonObject) => Endpoint>> = {
  [EKS]: (spec) => aws(objectAt(spec, 'resourcesVPCConfig'), 'spec.resourcesVPCConfig', 'endpointPublicAccess', 'publicAccessCIDRs'),
  [CAPA]: (spec) => aws(objectAt(spec, 'endpointAccess'), 'spec.endpointAccess', 'public', 'publicCIDRs'),
  [GKE]: (spec) => {
    const isPrivate = asObject(spec.privateClusterConfig).enablePrivateEndpoint;
    const ip = asObject(asObject(spec.controlPlaneEndpointsConfig).ipEndpointsConfig).enabled;
    const networks = spec.masterAuthorizedNetworksConfig;
    const blocks = asObject(networks).cidrBlocks;
    return {
      path: 'spec.privateClusterConfig.enablePrivateEndpoint',
      isPublic: ip === false ? false : isUnset(isPrivate) ? true : typeof isPrivate === 'boolean' ? !isPrivate : isPrivate,
      list: 'spec.masterAuthorizedNetworksConfig.cidrBlocks',
      ranges: Array.isArray(blocks) ? blocks.map((block) => asObject(block).cidrBlock) : blocks,
      isClosedEmpty: !isUnset(networks),
    };
  },
  [AZURE]: (spec) => {
    const { enablePrivateCluster: isPrivate, authorizedIPRanges } = asObject(spec.apiServerAccessProfile);
    return {
      path: 'spec.apiServerAccessProfile.enablePrivateCluster',
      isPublic: isUnset(isPrivate) ? true : typeof isPrivate === 'boolean' ? !isPrivate : isPrivate,
      list: 'spec.apiServerAccessProfile.authorizedIPRanges',
      ranges: authorizedIPRanges,
    };
  },
};

/** The endpoint of EKS is public where nothing is said. */
function aws(holder: JsonObject, path: string, key: string, list: string): Endpoint {
  return { path: `${path}.${key}`, isPublic: isUnset(holder[key]) ? true : holder[key], list: `${path}.${list}`, ranges: holder[list] };
}

const EVERYONE = new Set(['0.0.0.0/0', '::/0', '0.0.0.0/1', '128.0.0.0/1']);
const ADDRESS = /^[0-9a-f.:]+(?:\/\d{1,3})?$/i;

function forbidOpenEndpoint(object: KubeObject): readonly Outcome[] {
  const { path, isPublic, list, ranges, isClosedEmpty } = READERS[`${object.group}/${object.kind}`]!(asObject(object.json.spec));
  if (isPublic === false) return NONE;
  if (isPublic !== true) return [undecided(path, `whether the endpoint is public is ${JSON.stringify(isPublic)}, which is not a boolean`)];
  if (!isUnset(ranges) && !Array.isArray(ranges)) return [undecided(list, 'the addresses that reach the endpoint are not a list')];
  if (asArray(ranges).length === 0) {
    if (isClosedEmpty === true) return NONE;
    return [{ path: list, message: 'the endpoint is public, and no list of addresses limits who reaches it', cause: CAUSE }];
  }
  return collect(asArray(ranges), (range, index): readonly Outcome[] => {
    const at = `${list}[${index}]`;
    if (typeof range !== 'string' || !ADDRESS.test(range)) return [undecided(at, `${JSON.stringify(range)} is not an address`)];
    return EVERYONE.has(range)
      ? [{ path: at, message: `the endpoint is public, and ${range} lets the internet reach it`, cause: CAUSE }]
      : NONE;
  });
}
