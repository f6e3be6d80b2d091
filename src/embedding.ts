/**
 * The door for `packages/*`, `cdk8s-hardened/embedding`: what they need of the engine. It is not a public API: it changes with them, in one
 * release.
 */
import type { IConstruct } from 'constructs';
import { waiversOfApp } from './app/app-waivers';
import { checkerOf, readableWaivers } from './app/checker';
import type { HardeningProps } from './app/hardening-props';
import { imagePolicyOf, propName, settingsOfProps } from './app/props-settings';
import { fileLayers } from './app/settings-file';
import { AS_OF_CONTEXT, IMAGE_POLICY_CONTEXT, KUBERNETES_CONTEXT, WRITES_HOST_FILES_CONTEXT } from './cdk8s/context';
import type { Checker as Engine } from './engine/checker';
import { foldMalformed } from './engine/fold';
import type { AnyRule } from './engine/rule';
import type { Waiver } from './engine/waiver';
import { inventoryOfParts, type AppPart } from './input/app-inventory';
import { apart, Together, type TogetherTest } from './kubernetes/objects/applied-together';
import { objectsOf } from './kubernetes/objects/documents';
import { Inventory } from './kubernetes/objects/inventory';
import type { KubeObject, Origin } from './kubernetes/objects/object';
import type { PodFiller } from './kubernetes/pods/fill/filler';
import { POD_FILLERS, podFills } from './kubernetes/pods/fill/pod-fill';
import { serviceAccountOf } from './kubernetes/pods/pod-account';
import { toPodView } from './kubernetes/pods/pod-view';
import { formatMinor } from './kubernetes/releases/versions';
import { reportOfApp } from './reports/report-input';
import { reporter, type HardeningFinding } from './reports/reported-finding';
import { isObject } from './text/json';
import { parsePath } from './text/path';
import { readYaml } from './text/yaml/yaml';

export type { HardeningFinding } from './reports/reported-finding';
export type { AppPart } from './input/app-inventory';
export { partsOfApp } from './input/app-inventory';
export { UNKNOWN_VALUE } from './kubernetes/schema/unknown-value';
export { hardenPodsBelow } from './cdk8s/pod-hardening-options';

/** What the checks are to use, as it was written: the properties of `HardenedApp`. */
export type CheckerSettings = Partial<HardeningProps>;

/** A manifest, or anything that may be none. */
export interface KeyedManifest {
  readonly key: string;
  readonly manifest: unknown;
  /** True where a file or a chart of others says it, so that it is not the program's own. */
  readonly isForeign?: boolean;
}

/** The engine with its catalogue, set up once and run over what others made. */
export class Checker {
  /** The release of Kubernetes that it checks against. */
  public readonly kubernetes: string;
  /** False when the release is but the newest supported one. */
  public readonly statesRelease: boolean;
  /** True when nothing that is found makes anything fail. */
  public readonly reportOnly: boolean;
  /** The same for all that check alike, as far as they have no rules of other authors. */
  public readonly key: string;
  /** The rules that run, in catalogue order. */
  public readonly rules: readonly AnyRule[];

  private readonly engine: Engine;
  private readonly waivers: readonly Waiver[];
  private examples?: ReadonlyMap<string, readonly string[]>;
  private mappings?: ReadonlyMap<string, Readonly<Record<string, unknown>>>;

  /**
   * @param stated what was set, the first having the last word
   * @throws Error for a setting that cannot be honoured, or a waiver file that cannot be read
   */
  constructor(public readonly stated: readonly CheckerSettings[]) {
    const own = stated.map((settings) => ({ settings: settingsOfProps(settings), place: () => 'cdk8s-hardened: ', name: propName }));
    this.engine = checkerOf([...own, ...fileLayers(stated.find(({ config, noConfig }) => config !== undefined || noConfig) ?? {})]);
    this.kubernetes = formatMinor(this.engine.kubernetes);
    this.reportOnly = this.engine.settings.reportOnly === true;
    this.statesRelease = this.engine.settings.kubernetes !== undefined;
    this.key = JSON.stringify(Object.entries(this.engine.settings).sort(([a], [b]) => (a < b ? -1 : 1)));
    this.rules = this.engine.rules;
    this.waivers = readableWaivers(this.engine);
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

  /**
   * A mapping for each field that is one in the good examples of the rules, with all that they have there: what a mapping that is not known
   * could turn out to be, when all is well.
   */
  public get exampleMappings(): ReadonlyMap<string, Readonly<Record<string, unknown>>> {
    return (this.mappings ??= mappingsOf(
      this.rules
        .filter(({ exampleFile }) => exampleFile === undefined)
        .flatMap(({ good }) => readYaml(good).documents.map(({ value }) => value)),
    ));
  }

  /** Tells the constructs below a root what they are made for. */
  public prepare(root: IConstruct): void {
    root.node.setContext(KUBERNETES_CONTEXT, this.kubernetes);
    root.node.setContext(AS_OF_CONTEXT, this.engine.asOf);
    root.node.setContext(IMAGE_POLICY_CONTEXT, imagePolicyOf(this.engine.settings));
    root.node.setContext(WRITES_HOST_FILES_CONTEXT, true);
  }

  /** What the constructs below a root say is wrong with themselves: the validations that cdk8s runs when it synthesises. */
  public faultsOf(root: IConstruct): string[] {
    return root.node.findAll().flatMap((node) => node.node.validate().map((fault) => `${node.node.path || '(app)'}: ${fault}`));
  }

  /**
   * Checks parts of an app; waivers are those of its constructs and annotations. `context` is what there is in addition to it: rules see
   * it, and what they find about it is left out.
   */
  public checkParts(root: IConstruct, parts: readonly AppPart[], context: readonly AppPart[] = []): HardeningFinding[] {
    const [own, beside] = [inventoryOfParts(parts, context), inventoryOfParts(context, parts)];
    const foreign = new Set([...beside.files.origins, ...beside.written.map(({ origin }) => origin)]);
    // Components of one program may be for several clusters.
    const together: TogetherTest = (one, other) => (foreign.has(one) || foreign.has(other) ? Together.NO : Together.YES);
    const inventory = new Inventory([...own.written, ...beside.written], own.files.with(beside.files), together);
    return this.over(inventory, waiversOfApp(root, this.engine.waiverTest), (origin) => !foreign.has(origin));
  }

  /**
   * Checks manifests that have no constructs; what is not a manifest is left out. They may be for several clusters, so that one name twice
   * is not one object.
   */
  public checkManifests(manifests: readonly KeyedManifest[]): HardeningFinding[] {
    const objects = manifests.flatMap(({ key, manifest, isForeign }) =>
      objectsOf(manifest, { construct: key, ...(isForeign ? { isForeign } : {}) }, () => undefined),
    );
    return this.over(new Inventory(objects, [], apart), []);
  }

  private over(inventory: Inventory, waivers: readonly Waiver[], concerns: (origin: Origin) => boolean = () => true): HardeningFinding[] {
    // What is found with one value of a text that is not known is compared, finding by finding, with what is found with another.
    const result = this.engine.check(inventory, [...waivers, ...this.waivers], foldMalformed);
    const report = reporter(reportOfApp(result));
    return result.findings.filter(({ object }) => object === undefined || concerns(outermost(object).origin)).map(report);
  }
}

/** Whether {@link fillsOfManifest} sets anything for a rule. */
export function isRemediable(rule: AnyRule): boolean {
  return fillersOf(rule).length > 0;
}

function fillersOf({ fixable = [] }: AnyRule): readonly PodFiller[] {
  return fixable.filter(({ isAsked = false }) => !isAsked);
}

/** A field that is unset and could be hardened, from the root of the manifest. */
export interface ManifestFill {
  readonly keys: readonly (string | number)[];
  readonly value: unknown;
}

/**
 * What `fix` sets for a rule in a manifest of which nothing else is known, without a flag. The token stays with a pod that names its
 * ServiceAccount, to which rights may be granted.
 */
export function fillsOfManifest(rule: AnyRule, manifest: unknown): ManifestFill[] {
  const wanted = new Set(fillersOf(rule).map(({ name }) => name));
  if (wanted.size === 0) return [];
  const options = Object.fromEntries(POD_FILLERS.map(({ name }) => [name, wanted.has(name)]));
  return objectsOf(manifest, { construct: '' }, () => undefined).flatMap((object) => {
    const pod = toPodView(object);
    if (!pod) return [];
    const prefix = parsePath(object.origin.prefix ?? '');
    const facts = { tokenDecided: serviceAccountOf(pod) !== 'default', requestsGiven: new Set<string>() };
    return podFills(pod, options, facts).map(({ keys, value }) => ({ keys: [...prefix, ...keys], value }));
  });
}

/** The object around it that stands within no other. */
function outermost(object: KubeObject): KubeObject {
  let outer = object;
  while (outer.origin.within) outer = outer.origin.within;
  return outer;
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

function mappingsOf(documents: readonly unknown[]): ReadonlyMap<string, Readonly<Record<string, unknown>>> {
  const result = new Map<string, Record<string, unknown>>();
  const visit = (value: unknown, field: string): void => {
    if (Array.isArray(value)) return value.forEach((item) => visit(item, field));
    if (!isObject(value)) return;
    for (const [key, item] of Object.entries(value)) visit(item, key);
    result.set(field, merged(result.get(field) ?? {}, value));
  };
  documents.forEach((document) => visit(document, ''));
  return result;
}

/** Both mappings; the first one counts where they differ. */
function merged(first: Readonly<Record<string, unknown>>, second: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const both: Record<string, unknown> = { ...second, ...first };
  for (const [key, value] of Object.entries(second)) if (isObject(value) && isObject(first[key])) both[key] = merged(first[key], value);
  return both;
}
