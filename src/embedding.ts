/**
 * The door for `packages/*`, `cdk8s-hardened/embedding`: what they need of the engine. It is no public API: it changes with them, in one
 * release.
 */
import type { IConstruct } from 'constructs';
import { CATALOG, DEFAULT_PROFILE, PROFILES } from './catalog';
import { inventoryOfParts, type AppPart } from './input/app-inventory';
import { waiversOfApp } from './app/app-waivers';
import { imageRules } from './app/image-rules';
import { adaptRule } from './engine/adapt-rule';
import type { Finding } from './engine/finding';
import type { IRule } from './engine/outside-rule';
import type { Profile } from './engine/profile';
import { Registry } from './engine/registry';
import type { AnyRule } from './engine/rule';
import { run } from './engine/run';
import type { Waiver } from './engine/waiver';
import { annotationWaivers, readWaiverFile } from './engine/waiver-sources';
import { AS_OF_CONTEXT, IMAGE_POLICY_CONTEXT, KUBERNETES_CONTEXT, WRITES_HOST_FILES_CONTEXT } from './cdk8s/context';
import { isDate, today } from './text/dates';
import type { ImagePolicy } from './cdk8s/image-policy';
import { Inventory, objectsOf } from './kubernetes/objects/inventory';
import { describe, type KubeObject } from './kubernetes/objects/object';
import { refusal } from './cdk8s/refusal';
import { formatMinor, parseMinor, type KubernetesMinor } from './kubernetes/releases/versions';
import { readYaml } from './text/yaml/yaml';

export type { AppPart } from './input/app-inventory';
export { partsOfApp } from './input/app-inventory';
export { hardenPodsBelow } from './cdk8s/pod-hardening-options';

/** What the checks are to judge by, as it was written. */
export interface CheckerSettings {
  readonly kubernetes: string;
  readonly profile?: string;
  readonly asOf?: string;
  readonly rules?: readonly IRule[];
  readonly imagePolicy?: ImagePolicy;
}

/** A finding, with the key of what it is about: path of the construct, or what {@link Checker.checkManifests} was given. */
export interface CheckerFinding extends Omit<Finding, 'object' | 'waiver' | 'title'> {
  /** Undefined when it is about the run as a whole. */
  readonly key: string | undefined;
  /** `Kind namespace/name`. */
  readonly manifest: string | undefined;
}

/** A manifest, or anything that may be none. */
export interface KeyedManifest {
  readonly key: string;
  readonly manifest: unknown;
}

/** The engine with its catalogue, set up once and run over what others made. */
export class Checker {
  /** The release of Kubernetes, the profile and the day that it judges by. */
  public readonly kubernetes: string;
  public readonly profile: string;
  public readonly asOf: string;
  public readonly imagePolicy: ImagePolicy | undefined;
  /** The rules that run, in catalogue order. */
  public readonly rules: readonly AnyRule[];

  private readonly version: KubernetesMinor;
  private readonly chosen: Profile;
  private readonly registry: Registry;
  private examples?: ReadonlyMap<string, readonly string[]>;

  /** @throws Error for a release, a profile or a day that is none */
  constructor(settings: CheckerSettings) {
    this.version = parseMinor(settings.kubernetes);
    this.kubernetes = formatMinor(this.version);
    this.asOf = settings.asOf ?? today();
    if (!isDate(this.asOf)) {
      throw refusal('cdk8s-hardened', {
        fact: `asOf is ${JSON.stringify(this.asOf)}, which is no day`,
        consequence: 'so support windows and waivers cannot be judged',
        remedy: 'Write a day as YYYY-MM-DD.',
      });
    }
    const name = settings.profile ?? DEFAULT_PROFILE;
    const profile = PROFILES.find((candidate) => candidate.name === name);
    if (!profile) {
      throw refusal('cdk8s-hardened', {
        fact: `there is no profile ${JSON.stringify(name)}`,
        consequence: 'so no rule would run',
        remedy: `Choose one of ${PROFILES.map((p) => p.name).join(', ')}.`,
      });
    }
    const own = (settings.rules ?? []).map(adaptRule);
    const ids = new Set([...own.map(({ id }) => id), ...imageRules(settings.imagePolicy)]);
    this.profile = name;
    this.imagePolicy = settings.imagePolicy;
    this.chosen = { ...profile, includes: (rule) => ids.has(rule.id) || profile.includes(rule) };
    this.registry = new Registry([...CATALOG, ...own]);
    this.rules = this.registry.rules.filter((rule) => this.chosen.includes(rule));
  }

  /**
   * The texts that the bad examples of the rules have in a field, by the field's name: what a text that is not known could turn out to be,
   * as far as a rule would mind.
   */
  public get exampleTexts(): ReadonlyMap<string, readonly string[]> {
    return (this.examples ??= textsOf(
      this.rules
        .filter(({ exampleFile }) => exampleFile === undefined)
        .flatMap(({ bad }) => readYaml(bad).documents.map(({ value }) => value)),
    ));
  }

  /** Tells the constructs below a root what they are made for. */
  public prepare(root: IConstruct): void {
    root.node.setContext(KUBERNETES_CONTEXT, this.kubernetes);
    root.node.setContext(AS_OF_CONTEXT, this.asOf);
    root.node.setContext(IMAGE_POLICY_CONTEXT, this.imagePolicy);
    root.node.setContext(WRITES_HOST_FILES_CONTEXT, true);
  }

  /** What the constructs below a root say is wrong with themselves: the validations that cdk8s runs when it synthesises. */
  public faultsOf(root: IConstruct): string[] {
    return root.node.findAll().flatMap((node) => node.node.validate().map((fault) => `${node.node.path || '(app)'}: ${fault}`));
  }

  /**
   * Judges parts of an app; waivers are those of its constructs and annotations. `context` is what there is beside it: rules see it, and
   * what they find about it is left out.
   */
  public checkParts(root: IConstruct, parts: readonly AppPart[], context: readonly AppPart[] = []): CheckerFinding[] {
    const [own, beside] = [inventoryOfParts(parts, context), inventoryOfParts(context, parts)];
    const origins = new Set(beside.files.origins);
    const foreign = new Set(beside.objects);
    return this.over(
      new Inventory([...own.objects, ...beside.objects], own.files.with(beside.files)),
      waiversOfApp(root, this.asOf, this.isRule),
      (object) => !foreign.has(object) && !origins.has(object.origin),
    );
  }

  /**
   * Judges manifests that have no constructs; what is no manifest is left out.
   *
   * @throws Error when the waiver file cannot be read
   */
  public checkManifests(
    manifests: readonly KeyedManifest[],
    waiverFile?: { readonly name: string; readonly text: string },
  ): CheckerFinding[] {
    const waivers: Waiver[] = [];
    if (waiverFile) {
      const { name, text } = waiverFile;
      const read = readWaiverFile(name, text, this.asOf, this.isRule);
      if (read.faults.length > 0) throw new Error(read.faults.map(({ line, message }) => `${name}:${line}: ${message}`).join('\n'));
      waivers.push(...read.waivers);
    }
    return this.over(
      new Inventory(manifests.flatMap(({ key, manifest }) => objectsOf(manifest, { construct: key }, () => undefined))),
      waivers,
    );
  }

  private readonly isRule = (id: string): boolean => this.registry.find(id) !== undefined;

  private over(inventory: Inventory, waivers: readonly Waiver[], concerns: (object: KubeObject) => boolean = () => true): CheckerFinding[] {
    const result = run({
      inventory,
      registry: this.registry,
      profile: this.chosen,
      kubernetes: this.version,
      asOf: this.asOf,
      imagePolicy: this.imagePolicy?._demands,
      waivers: [...waivers, ...annotationWaivers(inventory, this.asOf, this.isRule)],
    });
    return result.findings
      .filter(({ object }) => object === undefined || concerns(object))
      .map(({ object, rule, severity, status, path, message, fix }) => ({
        rule,
        severity,
        status,
        path,
        message,
        fix,
        key: object?.origin.construct,
        manifest: object ? describe(object) : undefined,
      }));
  }
}

function textsOf(documents: readonly unknown[]): ReadonlyMap<string, readonly string[]> {
  const result = new Map<string, Set<string>>();
  const visit = (value: unknown, field: string): void => {
    if (typeof value === 'string') result.set(field, (result.get(field) ?? new Set<string>()).add(value));
    else if (Array.isArray(value)) value.forEach((item) => visit(item, field));
    else if (typeof value === 'object' && value !== null) for (const [key, item] of Object.entries(value)) visit(item, key);
  };
  documents.forEach((document) => visit(document, ''));
  return new Map([...result].map(([field, texts]) => [field, [...texts]]));
}
