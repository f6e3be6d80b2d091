import type * as pulumi from '@pulumi/pulumi';
import { ApiObject, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Plan } from './build/build';
import { fillHoles, Hole, holesIn } from './build/template';
import { fillHole, type HardenedComponent } from './component';
import { identityOf, isForeign, isOwnRegistration, typeTokenOf } from './kubernetes';
import { Reporter } from './reporter';
import { typesAround, urnOf } from './urn';
import { Declared } from './values/declared';
import { Unknowns } from './values/unknowns';
import { isStruct, type World } from './values/world';

interface Natives {
  /** Takes the native resources below a component as they are created. */
  readonly transformation: pulumi.ResourceTransformation;
  /** The component, once its own resources are registered. */
  parent?: HardenedComponent<unknown>;
}

/** Resources that are taken already: a transformation is inherited through every component. */
const TAKEN = new WeakSet<pulumi.Resource>();

type Fields = Readonly<Record<string, unknown>>;

/** Fills and checks native resources of which a component is the parent, or a parent of a parent. */
export function nativeResources(): Natives {
  const natives: Natives = {
    transformation: ({ resource, type, name, props, opts }) => {
      const { parent } = natives;
      const given = props as Fields;
      const isRead = opts.id !== undefined || opts.urn !== undefined;
      if (!parent || isOwnRegistration() || isRead || TAKEN.has(resource) || !type.startsWith('kubernetes:')) return undefined;
      const identity = identityOf(type, given);
      if (!identity) return undefined;
      TAKEN.add(resource);
      return take(parent, { ...given, ...identity }, name, opts as pulumi.CustomResourceOptions);
    },
  };
  return natives;
}

function take(
  parent: HardenedComponent<unknown>,
  given: Fields & { readonly kind: string; readonly apiVersion: string },
  name: string,
  opts: pulumi.CustomResourceOptions,
): pulumi.ResourceTransformationResult {
  const unknowns = new Unknowns({ kubernetes: parent.checker.kubernetes });
  const around = opts.parent ?? parent;
  const urn = urnOf(around, { name, type: typeTokenOf(given) });
  const reporter = new Reporter<Construct>(parent.checker, { name, resource: around, urn }, unknowns);
  const plan: Plan<Construct> = {
    name,
    checker: parent.checker,
    waivers: [],
    recipe: {
      inApp: parent._inApp,
      alone: {
        isForeign: isForeign(typesAround(around)),
        finish: (object, manifest) => withoutTakenTokens(manifest, (object as NativeObject).given),
        widen: widenPods,
      },
      tell: () => ({}),
      make: (scope, world) => nativeObject(parent, given, scope, world),
    },
  };
  const made = reporter.draft(plan);
  const { gate } = reporter.check(plan, made, [urn]);
  const filled = fillHoles(made.template.manifests[0], (hole) => fillHole(unknowns, gate, hole)) as Fields;
  const after = [opts.dependsOn ?? []].flat() as pulumi.Input<pulumi.Resource>[];
  const namespaces = Object.values(parent.resources).filter(
    (resource) => (resource as Typed).__pulumiType === 'kubernetes:core/v1:Namespace',
  );
  const needed = [...after, ...namespaces, ...unknowns.named];
  return {
    props: { ...filled, metadata: withNameOf(given, filled) },
    opts: {
      ...opts,
      dependsOn: unknowns.sources.length === 0 ? needed : [gate.apply(() => needed) as unknown as pulumi.Input<pulumi.Resource>],
    },
  };
}

type Typed = { readonly __pulumiType?: string };

/** What decides how a pod is filled. */
const DECIDING = new Set([
  'securityContext',
  'resources',
  'containers',
  'initContainers',
  'ephemeralContainers',
  'volumes',
  'volumeMounts',
  'os',
  'serviceAccount',
  'serviceAccountName',
  'automountServiceAccountToken',
]);

/** Where an output decides how a pod is filled, it decides the whole pod. */
function widenPods(template: unknown, path: readonly (string | number)[]): unknown {
  if (Array.isArray(template)) return template.map((item, index) => widenPods(item, [...path, index]));
  if (!isStruct(template)) return template;
  if (!Object.hasOwn(template, 'containers')) {
    return Object.fromEntries(Object.entries(template).map(([key, item]) => [key, widenPods(item, [...path, key])]));
  }
  const holes = holesIn(template);
  if (!holes.some(({ path: at }) => decides(at.slice(path.length)))) return template;
  return new Hole(
    [...new Set(holes.flatMap(({ sources }) => sources))].sort((a, b) => a - b),
    path,
  );
}

/** What stands within a container decides only if its field does; a container as a whole does. */
function decides(within: readonly (string | number)[]): boolean {
  return within.some((key, index) => DECIDING.has(key as string) && (typeof within[index + 1] !== 'number' || within.length === index + 2));
}

/** A pod that names an account may need its token: to take it is left to the author. */
function withoutTakenTokens(filled: unknown, given: unknown): unknown {
  if (Array.isArray(filled)) return filled.map((item, index) => withoutTakenTokens(item, Array.isArray(given) ? given[index] : undefined));
  if (!isStruct(filled)) return filled;
  const before = isStruct(given) ? given : {};
  const { serviceAccountName: name = before.serviceAccount } = before;
  const isTaken = Object.hasOwn(filled, 'automountServiceAccountToken') && before.automountServiceAccountToken === undefined;
  const keepsToken = isTaken && typeof name === 'string' && name !== '' && name !== 'default';
  return Object.fromEntries(
    Object.entries(filled)
      .filter(([key]) => !(keepsToken && key === 'automountServiceAccountToken'))
      .map(([key, item]) => [key, withoutTakenTokens(item, before[key])]),
  );
}

/** Pulumi names what has no name. */
function withNameOf(given: Fields, { metadata }: Fields): Fields {
  const { name, ...others } = metadata as Fields;
  return isStruct(given.metadata) && given.metadata.name !== undefined ? { name, ...others } : others;
}

/** The object within the construct of the component, which gives it the namespace and fills its pods. */
function nativeObject(parent: HardenedComponent<unknown>, given: Fields, scope: Construct, world: World): Construct {
  const around = world.resolve(parent, Declared.anything(), scope) as Construct;
  const chart = Chart.isChart(around) || !parent._inApp ? around : new Chart(around, 'native');
  const manifest = world.resolve(given, Declared.anything(), chart) as Fields;
  if (given.metadata !== undefined && !isStruct(given.metadata)) {
    throw new Error('metadata is an output as a whole, so it is unclear which object it is. Give its fields as outputs.');
  }
  return new NativeObject(chart, 'native-resource', manifest as unknown as Fields & { readonly apiVersion: string; readonly kind: string });
}

/** An object that is written as it was given, but for its name and namespace. */
class NativeObject extends ApiObject {
  constructor(
    scope: Construct,
    id: string,
    public readonly given: Fields & { readonly apiVersion: string; readonly kind: string },
  ) {
    const { name } = (given.metadata ?? {}) as { readonly name?: string };
    super(scope, id, { apiVersion: given.apiVersion, kind: given.kind, ...(name === undefined ? {} : { metadata: { name } }) });
  }

  public override toJson(): unknown {
    const { metadata: identity } = super.toJson() as { readonly metadata: Fields };
    const { metadata, ...fields } = this.given;
    const defined = Object.entries(fields).filter(([, value]) => value !== undefined);
    return structuredClone({ ...Object.fromEntries(defined), metadata: { ...identity, ...(metadata as Fields | undefined) } });
  }
}
