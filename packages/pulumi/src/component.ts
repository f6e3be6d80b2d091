import * as pulumi from '@pulumi/pulumi';
import type { Checker } from 'cdk8s-hardened/embedding';
import { Construct } from 'constructs';
import type { HostFileData, Plan } from './build/build';
import { isSamePart, type Content, type Draft } from './build/draft';
import { orderOf } from './build/order';
import type { Recipe } from './build/recipe';
import { fillHoles, partAt, type Hole } from './build/template';
import { filesByPath } from './host-file-outputs';
import { register, typeTokenOf } from './kubernetes';
import { nativeResources } from './native-resources';
import { failureOf, Reporter, type Checked } from './reporter';
import { checkerFor, type HardenedOptions } from './settings';
import { urnOf } from './urn';
import { nameOf, Unknowns } from './values/unknowns';
import type { World } from './values/world';

/** A resource that a component registered, with the part of the draft that it came from. */
interface Child {
  readonly name: string;
  readonly type: string;
  template: Readonly<Record<string, unknown>>;
  /** True as long as a call of a method may still add to it. */
  isOpen: boolean;
  readonly resource: pulumi.CustomResource;
}

type Names = readonly { readonly name: string; readonly type: string }[];

/**
 * A construct of cdk8s-hardened as a component resource: its manifests are native Kubernetes resources below it, its host files outputs.
 * Nothing is registered before the rules have checked it, with all that is known by then. Native resources of which it is the parent are
 * filled and checked as its own are.
 */
export class HardenedComponent<C> extends pulumi.ComponentResource {
  /** For types alone: the construct that it is made of. */
  declare public readonly _construct?: C;
  /** @internal */
  public readonly checker: Checker;

  private readonly unknowns: Unknowns;
  private readonly reporter: Reporter<C>;
  private plan: Plan<C>;
  private readonly after: HardenedOptions['dependsOn'];
  private readonly names = new Map<string, pulumi.Output<string>>();
  private children: readonly Child[] = [];
  private current!: Checked & { readonly template: Content };

  /** @internal */
  protected constructor(type: string, name: string, recipe: Recipe<C>, options: HardenedOptions = {}) {
    const { hardening, waivers = [], ...opts } = options;
    const natives = nativeResources();
    super(type, name, {}, { ...opts, transformations: [...(opts.transformations ?? []), natives.transformation] });
    this.after = opts.dependsOn;
    try {
      this.checker = checkerFor(hardening, opts.parent instanceof HardenedComponent ? opts.parent.checker : undefined);
    } catch (error) {
      throw failureOf(this, urnOf(this), [(error as Error).message]);
    }
    this.unknowns = new Unknowns({ kubernetes: this.checker.kubernetes });
    this.plan = { name, recipe, checker: this.checker, waivers: [...waivers] };
    this.reporter = new Reporter(this.checker, { name, resource: this, urn: urnOf(this) }, this.unknowns);
    this.advance(false);
    natives.parent = this;
    this.registerOutputs(Object.fromEntries(Object.keys(this.current.template.told).map((key) => [key, this.told(key)])));
  }

  /** The resources below this component, by the end of their name: `isolation/namespace`. */
  public get resources(): Readonly<Record<string, pulumi.CustomResource>> {
    const name = this.plan.name;
    return Object.fromEntries(this.children.map((child) => [child.name.slice(name.length + 1), child.resource]));
  }

  /** The files that belong on nodes, in the order of their paths. How many there are is known before they are. */
  public get hostFileList(): pulumi.Output<HostFileData>[] {
    const { template, gate } = this.current;
    return template.files.map((_, index) => this.output<HostFileData>(gate, template, ['files', index]));
  }

  /** Path and content of the files that belong on nodes. Where node groups have files of one path, use {@link hostFilesFor}. */
  public get hostFiles(): pulumi.Output<Record<string, string>> {
    return filesByPath(this.hostFileList);
  }

  /** Path and content of the files that a node of a group gets: those of the group, and those of every node. */
  public hostFilesFor(group: string): pulumi.Output<Record<string, string>> {
    return filesByPath(this.hostFileList, group);
  }

  /**
   * Makes the construct once more for another component.
   *
   * @internal
   */
  public _rebuild(scope: Construct, world: World): C {
    const root = scope.node.root as Construct;
    const holder = new Construct(root, `given-${root.node.children.length}`);
    return this.plan.recipe.make(holder, world);
  }

  /** @internal */
  public get _inApp(): boolean {
    return this.plan.recipe.inApp;
  }

  /**
   * Something that the construct tells, once the rules have checked it.
   *
   * @internal
   */
  protected told<T>(key: string): pulumi.Output<T> {
    return this.output(this.current.gate, this.current.template, ['told', key]);
  }

  /**
   * The name of one of the resources, as what uses it should take it.
   *
   * @internal
   */
  protected nameOf(end: string): pulumi.Output<string> {
    const child = this.children.find(({ name }) => name === `${this.plan.name}/${end}`)!;
    let output = this.names.get(end);
    if (!output) {
      const { metadata } = child.resource as unknown as { metadata: pulumi.Output<{ name: string }> };
      output = nameOf(
        metadata.apply(({ name }) => name),
        (child.template as { metadata: { name: unknown } }).metadata.name,
        child.resource,
      );
      this.names.set(end, output);
    }
    return output;
  }

  /**
   * Adds to the construct what one of its methods adds, and registers the objects that are new. Those that an earlier call made in the same
   * turn of the program take what is added to them.
   *
   * @internal
   */
  protected extend(step: (construct: C, world: World, scope: Construct) => void): void {
    const before = this.plan;
    const { inApp, tell } = before.recipe;
    const make = (scope: Construct, world: World) => {
      const construct = before.recipe.make(scope, world);
      step(construct, world, scope);
      return construct;
    };
    // What was begun before goes on with the plan of that time.
    this.plan = { ...before, recipe: { inApp, tell, make } };
    try {
      this.advance(true);
    } catch (error) {
      this.plan = before;
      throw error;
    }
  }

  /** Drafts what the component comes to by now, has it checked, and registers what is not registered yet. */
  private advance(isOpen: boolean): void {
    const made = this.reporter.draft(this.plan);
    const names = this.namesOf(made);
    const kept = this.matchChildren(made, names);
    const checked = this.reporter.check(
      this.plan,
      made,
      names.map((child) => urnOf(this, child)),
    );
    this.current = { template: made.template, ...checked };
    const order = orderOf(made.built.objects);
    const all: (Child | undefined)[] = [...kept];
    const registerAt = (index: number): pulumi.CustomResource => {
      const template = made.template.manifests[index]!;
      const existing = all[index];
      if (existing) {
        existing.template = template;
        return existing.resource;
      }
      const needed = order[index]!.map((other) => registerAt(other));
      const child = { ...names[index]!, template, isOpen };
      const manifest = isOpen ? this.later(child) : fillHoles(template, (hole) => this.fill(checked.gate, hole));
      const resource = register(child.name, manifest as Record<string, unknown>, {
        parent: this,
        dependsOn: this.dependenciesOf(checked.gate, needed),
      });
      return (all[index] = Object.assign(child, { resource })).resource;
    };
    order.forEach((_, index) => registerAt(index));
    this.children = all as Child[];
  }

  /** What an object comes to when the program has made all of the calls that it makes in this turn. Kind and class are those of now. */
  private later(child: Omit<Child, 'resource'>): Record<string, unknown> {
    const end = new Promise<void>((resolve) => setImmediate(resolve)).then(async () => {
      child.isOpen = false;
      await this.current.content;
      return fillHoles(child.template, (hole) => this.fill(this.current.gate, hole)) as Record<string, unknown>;
    });
    const { apiVersion, kind, ...fields } = child.template;
    return { apiVersion, kind, ...Object.fromEntries(Object.keys(fields).map((key) => [key, end.then((whole) => whole[key])])) };
  }

  /** What is registered already must stay as it is, unless it is open. */
  private matchChildren({ template }: Draft, names: Names): (Child | undefined)[] {
    const byName = new Map(this.children.map((child) => [child.name, child]));
    const kept = template.manifests.map((manifest, index) => {
      const child = byName.get(names[index]!.name);
      return child && child.type === names[index]!.type && (child.isOpen || isSamePart(child.template, manifest)) ? child : undefined;
    });
    const lost = this.children.find((child) => !kept.includes(child));
    if (!lost) return kept;
    throw failureOf(this, urnOf(this), [
      `${this.plan.name}: ${lost.name} is registered already, and the call would change it, so the change would be lost. Make the call `
        + 'before the program waits (await, apply), or request all of it in the earlier call.',
    ]);
  }

  /** Name and type of each resource, known before it is registered. Where an output decides the path, the position stands for it. */
  private namesOf({ built, paths }: Draft): Names {
    const own = this.plan.name;
    let nameless = 0;
    return built.objects.map(({ manifest }, index) => {
      const identity = manifest as { apiVersion: string; kind: string };
      const path = paths[index];
      const end =
        path === undefined
          ? `${identity.kind}-${nameless++}`
          : path === own
            ? identity.kind
            : path.startsWith(`${own}/`)
              ? path.slice(own.length + 1)
              : path;
      return { name: `${own}/${end}`, type: typeTokenOf(identity) };
    });
  }

  private dependenciesOf(gate: pulumi.Output<unknown>, needed: pulumi.Resource[]): pulumi.CustomResourceOptions['dependsOn'] {
    const own = this.after === undefined ? [] : Array.isArray(this.after) ? this.after : [this.after as pulumi.Input<pulumi.Resource>];
    const all = [...needed, ...this.unknowns.named, ...own];
    // A resource waits for the rules by waiting for what it depends on.
    return this.unknowns.sources.length === 0 ? all : [gate.apply(() => all) as unknown as pulumi.Input<pulumi.Resource>];
  }

  private fill(gate: pulumi.Output<unknown>, hole: Hole): pulumi.Output<unknown> {
    return fillHole(this.unknowns, gate, hole);
  }

  private output<T>(gate: pulumi.Output<unknown>, template: Content, path: (string | number)[]): pulumi.Output<T> {
    const value = fillHoles(partAt(template, path), (hole) => this.fill(gate, hole));
    return pulumi.all([gate, pulumi.output(value)]).apply(([, known]) => known) as pulumi.Output<T>;
  }
}

/** A part of what was checked, once it is known: an output of exactly the outputs that decide it. */
export function fillHole(unknowns: Unknowns, gate: pulumi.Output<unknown>, { sources, path }: Hole): pulumi.Output<unknown> {
  const outputs = sources.map((index) => unknowns.sources[index]!.output as pulumi.Output<unknown>);
  return pulumi.all([gate, ...outputs]).apply(([content]) => partAt(content, path));
}
