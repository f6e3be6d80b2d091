import { ApiObject, App, Chart } from 'cdk8s';
import { Waiver, type WaiverProps } from 'cdk8s-hardened';
import { partsOfApp, type AppPart, type Checker } from 'cdk8s-hardened/embedding';
import { Construct, type IConstruct } from 'constructs';
import type { World } from '../values/world';
import type { Recipe } from './recipe';

/** A finding that is accepted on a component: as `Waiver.of(construct).accept(rule, …)` does. */
export interface ComponentWaiver extends WaiverProps {
  /** Id of the rule. */
  readonly rule: string;
}

/** A host file as it is written on nodes. */
export interface HostFileData {
  /** Absolute path on the node. */
  readonly path: string;
  /** The whole file. */
  readonly content: string;
  /** Permissions, in octal: four digits. */
  readonly mode: string;
  /** Owner and group on the node. */
  readonly owner: string;
  /** Names of the node groups that the file is for; empty = every node. */
  readonly nodes: readonly string[];
}

/** A manifest of a component. */
export interface BuiltObject {
  /** Path of its construct. */
  readonly path: string;
  readonly construct: IConstruct;
  readonly manifest: Readonly<Record<string, unknown>>;
  /** Positions of the objects that it was told to come after. */
  readonly after: readonly number[];
}

/** What a component's constructs come to in one world. */
export interface Built {
  /** Where the waivers are that hold for it. */
  readonly root: IConstruct;
  /** True where it is an object of its own, beside what it was made in. */
  readonly isAlone: boolean;
  readonly objects: readonly BuiltObject[];
  readonly files: readonly HostFileData[];
  readonly told: Readonly<Record<string, unknown>>;
  /** All that is checked: also what constructs are made of that the component was given. */
  readonly parts: readonly AppPart[];
  /** What the constructs themselves find wrong when they are synthesised. */
  readonly faults: readonly string[];
}

/** Everything that is needed to build, in any world. */
export interface Plan<C> {
  readonly name: string;
  readonly recipe: Recipe<C>;
  readonly checker: Checker;
  readonly waivers: readonly ComponentWaiver[];
}

/** Makes the constructs of a component in a world, and says what they come to. */
export function build<C>({ name, recipe, checker, waivers }: Plan<C>, world: World): Built {
  const root = recipe.inApp ? new App() : chartAsRoot();
  checker.prepare(root);
  const construct = recipe.make(root, world);
  const own = construct instanceof Construct ? construct : root;
  for (const { rule, ...terms } of waivers) Waiver.of(own).accept(rule, terms);
  const parts = partsOfApp(root);
  const within = (node: IConstruct) => own === root || node === own || node.node.scopes.includes(own);
  const { alone } = recipe;
  const ownObjects = parts.flatMap((part) => {
    if (!('construct' in part) || !within(part.construct)) return [];
    return [alone ? { ...part, isForeign: alone.isForeign, manifest: alone.finish(part.construct, part.manifest) } : part];
  });
  const positions = new Map(ownObjects.map(({ construct: node }, index) => [node, index]));
  return {
    root: alone ? own : root,
    isAlone: alone !== undefined,
    parts: alone ? ownObjects : parts,
    objects: ownObjects.map(({ construct: node, manifest }) => ({
      path: node.node.path || name,
      construct: node,
      manifest: manifest as Record<string, unknown>,
      after: afterOf(node, positions),
    })),
    files: parts.flatMap((part) =>
      'file' in part && within(part.file)
        ? [{ path: part.file.path, content: part.content, mode: part.file.mode, owner: part.file.owner, nodes: part.file.nodes }]
        : [],
    ),
    told: recipe.tell(construct),
    faults: checker.faultsOf(root),
  };
}

/**
 * A chart without an app, so that what a construct calls itself by its path is the component's name alone. cdk8s looks for an app's
 * resolvers at the root.
 */
function chartAsRoot(): Chart {
  return Object.assign(new Chart(undefined as unknown as Construct, ''), {
    resolvers: (new App() as unknown as { resolvers: unknown }).resolvers,
  });
}

/** The objects below the constructs on which this one, or one above it, depends. */
function afterOf(node: IConstruct, positions: ReadonlyMap<IConstruct, number>): number[] {
  const found = new Set<number>();
  for (const scope of node.node.scopes) {
    for (const dependency of scope.node.dependencies) {
      for (const target of dependency.node.findAll()) {
        if (!ApiObject.isApiObject(target) || target === node || target.node.scopes.includes(node)) continue;
        const position = positions.get(target);
        if (position !== undefined && !(scope !== node && target.node.scopes.includes(scope))) found.add(position);
      }
    }
  }
  return [...found].sort((a, b) => a - b);
}
