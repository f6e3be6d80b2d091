import type { EdgeKind, Peer } from './edge-kind';
import { BY_PLACE } from './edges-by-place';
import { BY_RIGHT } from './edges-by-right';
import { ESCAPES } from './edges-of-escapes';

/** Every kind of step, in the order of the page. */
export const EDGE_KINDS: readonly EdgeKind[] = [...BY_RIGHT, ...BY_PLACE, ...ESCAPES];

/** Steps that other tools have and that are none here, with the reason. */
export const OTHER_EDGES: readonly (readonly [peer: Peer, names: readonly string[], reason: string])[] = [
  ['KubeHound', ['PERMISSION_DISCOVER'], 'A binding is no step of its own: it is shown as what allows a step.'],
  [
    'KubeHound',
    ['ENDPOINT_EXPLOIT', 'ENDPOINT_EXPOSE'],
    'A fault in a program is not known from manifests. Every workload is a start instead.',
  ],
  ['KubeHound', ['SHARE_PS_NAMESPACE', 'SHARED_PS_NAMESPACE'], 'The containers of a pod count as one: they have the same ServiceAccount.'],
  ['KubeHound', ['TOKEN_VAR_LOG_SYMLINK'], 'The same as escape-var-log, which leads to the tokens on the node.'],
  ['IceKube', ['BOUND_TO', 'GRANTS_PERMISSION'], 'A binding is no step of its own: it is shown as what allows a step.'],
  ['IceKube', ['AZURE_POD_IDENTITY_EXCEPTION'], 'Pod-managed identities of Azure have been retired.'],
  ['kubesplaining', ['csr_sign'], 'Signing takes the key of a signer, which no API gives.'],
  [
    'kubesplaining',
    ['imds_node_role_pivot'],
    'Whether a pod reaches the metadata service depends on the network: `namespaces/…` checks it.',
  ],
  ['kubesplaining', ['node_drain_migrate'], 'It needs a node that is taken already, and every pod may be scheduled to that one here.'],
];

const BY_ID: ReadonlyMap<string, EdgeKind> = new Map(EDGE_KINDS.map((kind) => [kind.id, kind]));

export function edgeKind(id: string): EdgeKind {
  return BY_ID.get(id)!;
}
