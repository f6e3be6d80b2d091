import { createHash } from 'node:crypto';
import { ApiObject, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Port } from '../../cdk8s/port';
import type { Direction } from '../../kubernetes/network/network-policy';
import { ACCEPTED_ANNOTATION, REASON_ANNOTATION } from '../../kubernetes/objects/annotations';

/** Annotation that Kubernetes keeps for the description of an object. */
export const DESCRIPTION_ANNOTATION = 'kubernetes.io/description';

/** Peers and ports that are not known before the app is synthesised. */
export interface LatePeers {
  /** The same for the same peers. */
  readonly key: string;
  readonly peers: () => readonly object[];
  readonly ports: () => readonly Port[];
}

/** Something to open for some pods of a namespace. */
export interface Opening {
  readonly direction: Direction;
  /** What the policy is called, when nothing else is called so. */
  readonly name: string;
  readonly podSelector: object;
  readonly peers: readonly object[] | LatePeers;
  /** For late peers: further ports than these have. */
  readonly ports: readonly Port[];
  /** Which verb opened it for whom. */
  readonly description: string;
  readonly reasons: readonly string[];
  /** Reasons for what rules forbid, with the ids of the rules. */
  readonly accepted?: readonly (readonly [string, string])[];
}

interface Entry {
  readonly object: ApiObject;
  readonly ports: Map<string, Port>;
  readonly descriptions: Set<string>;
  readonly reasons: Set<string>;
  readonly accepted: Map<string, Set<string>>;
}

const MAX_NAME = 63;
const HASH_LENGTH = 8;

/** The policies that open a namespace: one for the same pods, direction and peers, however often it is requested. */
export class PolicyBook {
  private readonly byKey = new Map<string, Entry>();
  private readonly names = new Set<string>();

  constructor(
    private readonly scope: Construct,
    private readonly namespaceObject: ApiObject | undefined,
  ) {}

  /** The policies, in the order in which they were first requested. */
  public get objects(): ApiObject[] {
    return [...this.byKey.values()].map(({ object }) => object);
  }

  public open(opening: Opening): void {
    const { peers } = opening;
    const key = canonical([opening.direction, opening.podSelector, isLate(peers) ? peers.key : peers]);
    let entry = this.byKey.get(key);
    if (!entry) {
      entry = this.create(opening, this.nameFor(opening.name, key));
      this.byKey.set(key, entry);
    }
    for (const port of opening.ports) entry.ports.set(port.toString(), port);
    entry.descriptions.add(opening.description);
    for (const reason of opening.reasons) entry.reasons.add(reason);
    for (const [rule, reason] of opening.accepted ?? []) entry.accepted.set(rule, (entry.accepted.get(rule) ?? new Set()).add(reason));
    const { metadata } = entry.object;
    metadata.addAnnotation(DESCRIPTION_ANNOTATION, [...entry.descriptions].sort().join('; '));
    if (entry.reasons.size > 0) metadata.addAnnotation(REASON_ANNOTATION, [...entry.reasons].sort().join('; '));
    if (entry.accepted.size > 0) {
      const accepted = [...entry.accepted]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([rule, reasons]) => [rule, [...reasons].sort().join('; ')]);
      metadata.addAnnotation(ACCEPTED_ANNOTATION, JSON.stringify(Object.fromEntries(accepted)));
    }
  }

  private create({ direction, podSelector, peers }: Opening, name: string): Entry {
    const ports = new Map<string, Port>();
    const [list, peerList] = direction === 'Ingress' ? ['ingress', 'from'] : ['egress', 'to'];
    const object = new ApiObject(this.scope, name, {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name },
      spec: {
        podSelector,
        policyTypes: [direction],
        [list]: [
          {
            [peerList]: isLate(peers) ? Lazy.any({ produce: () => peers.peers() }) : [...peers],
            ports: Lazy.any({ produce: () => render([...ports.values(), ...(isLate(peers) ? peers.ports() : [])]) }),
          },
        ],
      },
    });
    if (this.namespaceObject) object.addDependency(this.namespaceObject);
    return { object, ports, descriptions: new Set(), reasons: new Set(), accepted: new Map() };
  }

  private nameFor(wished: string, key: string): string {
    const clean = wished
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '');
    const fits = clean.length <= MAX_NAME && !this.names.has(clean);
    const name = fits
      ? clean
      : `${clean.slice(0, MAX_NAME - HASH_LENGTH - 1).replace(/-$/, '')}`
        + `-${createHash('sha256').update(key).digest('hex').slice(0, HASH_LENGTH)}`;
    this.names.add(name);
    return name;
  }
}

function isLate(peers: Opening['peers']): peers is LatePeers {
  return 'key' in peers;
}

function render(ports: readonly Port[]): object[] {
  return [...new Map(ports.map((port) => [port.toString(), port])).values()]
    .sort((a, b) => (a.protocol === b.protocol ? a.first - b.first || a.last - b.last : a.protocol < b.protocol ? -1 : 1))
    .map((port) => port._toPolicyPort());
}

/** JSON with sorted keys: the same text for the same value. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(
          Object.entries(item)
            .filter(([, field]) => field !== undefined)
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : item,
  );
}
