import * as pulumi from '@pulumi/pulumi';
import { FindingStatus } from 'cdk8s-hardened';
import type { Checker, HardeningFinding } from 'cdk8s-hardened/embedding';
import { Construct } from 'constructs';
import type { Built, HostFileData, Plan } from './build/build';
import { draft, isSamePart, rebuild, type Content, type Draft } from './build/draft';
import { judge, type Judged, type StandIn } from './build/judge';
import { orderOf } from './build/order';
import type { Recipe } from './build/recipe';
import { fillHoles, partAt, type Hole } from './build/template';
import { register, typeTokenOf } from './kubernetes';
import { besides, membersOfProgram } from './program';
import { checkerFor, type HardenedOptions } from './settings';
import { urnOf } from './urn';
import { nameOf, Unknowns, type Settled } from './values/unknowns';
import type { World } from './values/world';

/** A resource that a component registered, with the part of the draft that it came from. */
interface Child {
  readonly name: string;
  readonly type: string;
  readonly template: unknown;
  readonly resource: pulumi.CustomResource;
}

type Names = readonly { readonly name: string; readonly type: string }[];

/**
 * A construct of cdk8s-hardened as a component resource: its manifests are native Kubernetes resources below it, its host files outputs.
 * Nothing is registered before the rules have checked it, with all that is known by then.
 */
export class HardenedComponent<C> extends pulumi.ComponentResource {
  /** For types alone: the construct that it is made of. */
  declare public readonly _construct?: C;
  /** @internal */
  public readonly checker: Checker;
  /** @internal */
  public judged: Judged | undefined;

  private readonly unknowns: Unknowns;
  private plan: Plan<C>;
  private readonly after: HardenedOptions['dependsOn'];
  private readonly names = new Map<string, pulumi.Output<string>>();
  private children: readonly Child[] = [];
  private current!: { readonly template: Content; readonly gate: pulumi.Output<unknown> };

  /** @internal */
  protected constructor(type: string, name: string, recipe: Recipe<C>, options: HardenedOptions = {}) {
    const { hardening, waivers = [], ...opts } = options;
    super(type, name, {}, opts);
    this.after = opts.dependsOn;
    try {
      this.checker = checkerFor(hardening, opts.parent instanceof HardenedComponent ? opts.parent.checker : undefined);
    } catch (error) {
      throw this.failure([(error as Error).message]);
    }
    this.unknowns = new Unknowns({ kubernetes: this.checker.kubernetes });
    this.plan = { name, recipe, checker: this.checker, waivers: [...waivers] };
    membersOfProgram().add(this);
    this.advance();
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
   * Adds to the construct what one of its methods adds, and registers the objects that are new.
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
      this.advance();
    } catch (error) {
      this.plan = before;
      throw error;
    }
  }

  /** Drafts what the component comes to by now, has it checked, and registers what is not registered yet. */
  private advance(): void {
    let made: Draft;
    try {
      made = draft(this.plan, this.unknowns);
    } catch (error) {
      throw this.failure([this.withStandIns((error as Error).message)]);
    }
    const names = this.namesOf(made);
    const kept = this.matchChildren(made);
    this.judged = { root: made.built.root, parts: made.built.parts, standIns: this.standIns([]) };
    const gate: pulumi.Output<unknown> = pulumi.output<unknown>(
      this.unknowns.sources.length === 0 ? this.settled(made, names) : this.settle(made, names),
    );
    this.current = { template: made.template, gate };
    const order = orderOf(made.built.objects);
    const all: (Child | undefined)[] = [...kept];
    const registerAt = (index: number): pulumi.CustomResource => {
      const existing = all[index];
      if (existing) return existing.resource;
      const needed = order[index]!.map((other) => registerAt(other));
      const template = made.template.manifests[index]!;
      const { name, type } = names[index]!;
      const manifest = fillHoles(template, (hole) => this.fill(gate, hole)) as Record<string, unknown>;
      const resource = register(name, manifest, { parent: this, dependsOn: this.dependenciesOf(gate, needed) });
      all[index] = { name, type, template, resource };
      return resource;
    };
    order.forEach((_, index) => registerAt(index));
    this.children = all as Child[];
  }

  /** What is registered already must stay as it is. */
  private matchChildren({ template }: Draft): (Child | undefined)[] {
    const waiting = [...this.children];
    const kept = template.manifests.map((manifest) => {
      const next = waiting[0];
      return next && isSamePart(next.template, manifest) ? waiting.shift() : undefined;
    });
    if (waiting.length === 0) return kept;
    throw this.failure([
      `${this.plan.name}: ${waiting[0]!.name} is registered already, and the call would change it, so the change would be lost. Ask `
        + 'for all of it in one call.',
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

  private fill(gate: pulumi.Output<unknown>, { sources, path }: Hole): pulumi.Output<unknown> {
    const outputs = sources.map((index) => this.unknowns.sources[index]!.output as pulumi.Output<unknown>);
    return pulumi.all([gate, ...outputs]).apply(([content]) => partAt(content, path));
  }

  private output<T>(gate: pulumi.Output<unknown>, template: Content, path: (string | number)[]): pulumi.Output<T> {
    const value = fillHoles(partAt(template, path), (hole) => this.fill(gate, hole));
    return pulumi.all([gate, pulumi.output(value)]).apply(([, known]) => known) as pulumi.Output<T>;
  }

  /** The check of a component that is made of plain values: at once. */
  private settled(made: Draft, names: Names): Content {
    this.report(made.built, names, [], (text) => text);
    return made.template;
  }

  /** The check of a component that is made of outputs: as soon as they are known, or known to stay unknown. */
  private async settle(made: Draft, names: Names): Promise<Content> {
    const { plan } = this;
    const settled = await this.unknowns.settle();
    const redact = (text: string) => redacted(text, settled);
    let result;
    try {
      result = rebuild(plan, this.unknowns, settled, made.template);
    } catch (error) {
      throw this.failure([redact((error as Error).message)]);
    }
    this.report(result.built, names, this.standIns(settled), redact);
    return result.content;
  }

  private standIns(settled: readonly Settled[]): StandIn[] {
    return this.unknowns.sources.flatMap(({ shape }, index) => {
      const text = settled[index]?.known ? undefined : this.unknowns.sample(index, 'low');
      return text === undefined ? [] : [{ text, shape }];
    });
  }

  /** Fails for what is broken at once; says what is unknown when the program has made all that it makes. */
  private report(built: Built, names: Names, standIns: readonly StandIn[], redact: (text: string) => string): void {
    const judged = (this.judged = { root: built.root, parts: built.parts, standIns });
    const spoken = (text: string) => standIns.reduce((spelt, standIn) => spelt.split(standIn.text).join('(not known yet)'), redact(text));
    const placeOf = ({ construct }: HardeningFinding) => {
      const index = built.objects.findIndex(({ path }) => path === construct);
      return index < 0 ? urnOf(this) : urnOf(this, names[index]);
    };
    const { violations, undecided } = judge(this.checker, judged, besides(this));
    const failing = [...violations, ...undecided.filter(({ waits }) => !waits)].filter(({ fails }) => fails);
    const broken = failing.map((finding) =>
      spoken(
        `${finding.construct ?? this.plan.name}: ${finding.status === FindingStatus.UNKNOWN ? 'unknown: ' : ''}${finding.message}`
          + `${finding.field === '' ? '' : ` (${finding.field})`}. ${finding.fix} [${finding.rule}, ${finding.severity}] `
          + `${placeOf(finding)}`,
      ),
    );
    const all = [...built.faults.map((fault) => spoken(`${fault} ${urnOf(this)}`)), ...broken];
    if (all.length > 0) throw this.failure(all);
    if (violations.length + undecided.length > 0) setImmediate(() => this.warnOf(judged, placeOf, spoken));
  }

  private warnOf(judged: Judged, placeOf: (finding: HardeningFinding) => string, spoken: (text: string) => string): void {
    if (this.judged !== judged) return;
    const { violations, undecided } = judge(this.checker, judged, besides(this));
    for (const finding of violations.filter(({ fails }) => !fails)) {
      this.warn(
        spoken(
          `${finding.construct ?? this.plan.name}: ${finding.message}. ${finding.fix} [${finding.rule}, ${finding.severity}, below failOn] `
            + placeOf(finding),
        ),
      );
    }
    for (const finding of undecided.filter(({ waits }) => !waits)) {
      this.warn(
        spoken(
          `${finding.construct ?? this.plan.name}: ${finding.message}. The result is unknown, which is not a pass. `
            + `[${finding.rule}, ${finding.severity}] `
            + `${placeOf(finding)}`,
        ),
      );
    }
    const waiting = [...new Set(undecided.filter(({ waits }) => waits).map(({ rule }) => rule))];
    if (waiting.length > 0) {
      this.warn(
        `${this.plan.name}: ${waiting.length === 1 ? 'a rule needs' : `${waiting.length} rules need`} values that are not known yet: `
          + `${waiting.join(', ')}. They decide when the values are known. ${urnOf(this)}`,
      );
    }
  }

  private warn(message: string): void {
    void pulumi.log.warn(message, this);
  }

  private failure(lines: readonly string[]): Error {
    const urn = urnOf(this);
    const message = lines.length === 1 ? lines[0]! : `${lines.length} violations:\n  ${lines.join('\n  ')}`;
    return new pulumi.ResourceError(message.includes('urn:pulumi:') ? message : `${message} ${urn}`, this, true);
  }

  private withStandIns(message: string): string {
    const shown =
      this.unknowns?.sources.flatMap(({ place }, index) => {
        const sample = this.unknowns.sample(index, 'low');
        return sample !== undefined && message.includes(sample)
          ? [`${place}, which is not known yet, stands here as ${sample}: say with unknownAs what it looks like.`]
          : [];
      }) ?? [];
    return [message, ...shown].join(' ');
  }
}

/** Takes the texts of secrets out of a message. */
function redacted(message: string, settled: readonly Settled[]): string {
  return settled.reduce(
    (text, { secret, value }) => (secret && typeof value === 'string' && value !== '' ? text.split(value).join('[secret]') : text),
    message,
  );
}

function filesByPath(list: readonly pulumi.Output<HostFileData>[], group?: string): pulumi.Output<Record<string, string>> {
  return pulumi.all([...list]).apply((files) => {
    const result: Record<string, string> = {};
    for (const { path, content, nodes } of files) {
      if (group !== undefined && nodes.length > 0 && !nodes.includes(group)) continue;
      if (Object.hasOwn(result, path)) {
        throw new Error(`${path} is in the files of more than one node group, so one would be lost. Use hostFilesFor(group).`);
      }
      result[path] = content;
    }
    return result;
  });
}
