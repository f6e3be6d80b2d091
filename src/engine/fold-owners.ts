import { namespaceOf, type KubeObject } from '../kubernetes/objects/object';
import { controllerOf } from '../kubernetes/objects/ownership';
import { podKindOf } from '../kubernetes/pods/pod-kinds';
import { MultiMap } from '../text/multi-map';
import type { Finding } from './finding';
import { acceptanceOf, followOne } from './fold-causes';

/**
 * What a controller has made of a template repeats what is found in the template: in what a cluster prints, a Deployment has ReplicaSets,
 * and each of them pods. What the same rule says in the same words of the same field follows what it says of the owner, or where that is
 * not in the input of the first that it has made.
 */
export function followOwners(findings: readonly Finding[], fails: (finding: Finding) => boolean, causes: Map<Finding, Finding>): void {
  const objects = new Set<KubeObject>();
  for (const { object } of findings) if (object && podKindOf(object)) objects.add(object);
  const owners = new Owners(objects);
  if (!owners.hasAny) return;
  const alike = new MultiMap<string, Finding>();
  for (const finding of findings) {
    const { object, rule, code, path, message, failure, cause, malformed } = finding;
    if (!object || failure !== undefined || causes.has(finding) || (cause?.within ?? 'object') !== 'object') continue;
    const origin = owners.origin(object);
    const field = origin === undefined ? undefined : fieldOfPod(object, path);
    if (field === undefined) continue;
    // What is injected into pods moves the entries of their lists.
    alike.add(JSON.stringify([origin, rule, code, field.replace(/\[\d+\]/g, '[]'), message, malformed, acceptanceOf(finding)]), finding);
  }
  for (const group of alike.values()) followOne(group, fails, causes, ({ object }) => owners.depth(object!));
}

/** The field within the pod's `metadata` or `spec`; undefined for one that is the object's own. */
function fieldOfPod(object: KubeObject, path: string): string | undefined {
  for (const template of podKindOf(object)!.templates) {
    if (template === '') return path.startsWith('spec') ? path : undefined;
    if (path.startsWith(`${template}.spec`)) return path.slice(template.length + 1);
  }
  return undefined;
}

/** Who has made what. */
class Owners {
  public readonly hasAny: boolean;
  private readonly byName = new Map<string, KubeObject>();
  private readonly found = new Map<KubeObject, { readonly origin: string; readonly depth: number }>();
  private readonly owned = new Set<string>();

  constructor(objects: ReadonlySet<KubeObject>) {
    for (const object of objects) this.byName.set(keyOf(object, object), object);
    for (const object of objects) {
      const { origin, depth } = this.find(object, 0);
      if (depth > 0) this.owned.add(origin);
    }
    this.hasAny = this.owned.size > 0;
  }

  /** What it was made of in the end; undefined for what neither has nor is an owner. */
  public origin(object: KubeObject): string | undefined {
    const origin = this.found.get(object)?.origin;
    return origin !== undefined && this.owned.has(origin) ? origin : undefined;
  }

  /** How many owners are above it. */
  public depth(object: KubeObject): number {
    return this.found.get(object)!.depth;
  }

  private find(object: KubeObject, steps: number): { readonly origin: string; readonly depth: number } {
    const known = this.found.get(object);
    if (known) return known;
    const owner = steps < MOST_OWNERS ? templateOwnerOf(object) : undefined;
    let result = { origin: keyOf(object, object), depth: 0 };
    if (owner) {
      const above = this.byName.get(keyOf(owner, object)) ?? this.deployment(object, owner);
      if (above && above !== object) {
        const { origin, depth } = this.find(above, steps + 1);
        result = { origin, depth: depth + 1 };
      } else {
        result = { origin: keyOf(owner, object), depth: 1 };
      }
    }
    this.found.set(object, result);
    return result;
  }

  /** Where the ReplicaSet between them is not in the input: it is named after its Deployment and the hash that its pods have as a label. */
  private deployment(object: KubeObject, owner: { readonly kind: string; readonly name: string }): KubeObject | undefined {
    const hash = object.labels['pod-template-hash'];
    if (owner.kind !== 'ReplicaSet' || hash === undefined || !owner.name.endsWith(`-${hash}`)) return undefined;
    return this.byName.get(keyOf({ group: 'apps', kind: 'Deployment', name: owner.name.slice(0, -hash.length - 1) }, object));
  }
}

/** Who has made it of a template, where that is known: what other controllers make may be of many templates. */
function templateOwnerOf(object: KubeObject): ReturnType<typeof controllerOf> {
  const owner = controllerOf(object);
  const kind = owner && podKindOf(owner);
  return kind && !kind.templates.includes('') ? owner : undefined;
}

/** A CronJob's Job's pod has two; more than a few is a circle. */
const MOST_OWNERS = 5;

/** An owner is in the namespace of what it owns. */
function keyOf(named: { readonly group: string; readonly kind: string; readonly name: string }, inNamespaceOf: KubeObject): string {
  return JSON.stringify([named.group, named.kind, namespaceOf(inNamespaceOf), named.name]);
}
