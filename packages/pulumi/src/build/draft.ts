import type { AppPart } from 'cdk8s-hardened/embedding';
import type { Settled, Unknowns } from '../values/unknowns';
import { World } from '../values/world';
import { build, type Built, type HostFileData, type Plan } from './build';
import { NO_TEXT } from './judge';
import { fillHoles, findHoles, firstDifference, Hole, partAt } from './template';

/** What becomes resources and outputs: plain data in one world, with holes in a draft. */
export interface Content {
  readonly manifests: readonly Readonly<Record<string, unknown>>[];
  readonly files: readonly HostFileData[];
  readonly told: Readonly<Record<string, unknown>>;
}

/** What a component comes to as far as that is decided before its outputs are known. */
export interface Draft {
  readonly built: Built;
  /** The content, with a hole wherever an output decides. */
  readonly template: Content;
  /** Path of each object's construct; undefined where an output decides it. */
  readonly paths: readonly (string | undefined)[];
  /** See {@link alternativesOf}. */
  readonly alternatives: readonly (readonly AppPart[])[];
}

/** @throws Error when constructs refuse, or when outputs decide which objects there are */
export function draft<C>(plan: Plan<C>, unknowns: Unknowns): Draft {
  const built = build(plan, new World(unknowns, () => 'low'));
  const others: Built[] = [];
  const count = unknowns.sources.length;
  for (let index = 0; index < count; index++) {
    const other = build(plan, new World(unknowns, (candidate) => (candidate === index ? 'high' : 'low')));
    if (shapeOf(other) !== shapeOf(built)) {
      throw new Error(
        `${unknowns.sources[index]!.place} decides which objects there are, and is not known before the program runs. Give it as a `
          + 'plain text.',
      );
    }
    others.push(other);
  }
  if (unknowns.sources.length > count) {
    throw new Error(
      `${unknowns.sources[count]!.place} is requested only when others turn out differently. Give the outputs that decide it as plain `
        + 'texts.',
    );
  }
  const found = findHoles(contentOf(built), others.map(contentOf)) as Content;
  const { alone } = plan.recipe;
  const widened = alone && found.manifests.map((manifest, index) => alone.widen(manifest, ['manifests', index]));
  const template = widened ? { ...found, manifests: widened as Content['manifests'] } : found;
  const paths = built.objects.map(({ path }, index) => (others.every((other) => other.objects[index]!.path === path) ? path : undefined));
  return { built, template, paths, alternatives: alternativesOf(plan, unknowns, built, template) };
}

/** Builds again with what is known by now, and holds the result against the draft. */
export function rebuild<C>(
  plan: Plan<C>,
  unknowns: Unknowns,
  settled: readonly Settled[],
  template: Content,
): { readonly built: Built; readonly content: Content } {
  const built = build(plan, new World(unknowns, () => 'low', settled));
  const content = contentOf(built);
  const difference = firstDifference(template, content);
  if (difference !== undefined) {
    throw new Error(
      `${plan.name}: ${placeIn(difference, built)} depends on an output in a way that was not to be seen before it was known, so what `
        + 'was to be registered is out of date. Give the outputs that decide it as plain texts.',
    );
  }
  return { built, content };
}

/**
 * The parts in other worlds, as far as numbers and booleans decide that are not known: with no value that a rule could read, and with the
 * other stand-in of each. Texts are left to the judge, who finds their stand-ins again.
 */
export function alternativesOf<C>(
  plan: Plan<C>,
  unknowns: Unknowns,
  { parts, objects }: Built,
  template: Content,
  settled: readonly Settled[] = [],
): (readonly AppPart[])[] {
  const open = unknowns.sources.flatMap(({ form }, index) => (typeof form.usual === 'undefined' || settled[index]?.known ? [] : [index]));
  if (open.length === 0) return [];
  const valueless = parts.map((part) => {
    const index = 'construct' in part ? objects.findIndex(({ construct }) => construct === part.construct) : -1;
    if (index < 0 || !('construct' in part)) return part;
    const fill = ({ sources, path }: Hole) =>
      sources.some((source) => open.includes(source)) ? NO_TEXT : partAt({ manifests: objects.map(({ manifest }) => manifest) }, path);
    return { ...part, manifest: fillHoles(template.manifests[index], fill) };
  });
  const others = open.map(
    (index) => build(plan, new World(unknowns, (candidate) => (candidate === index ? 'high' : 'low'), settled)).parts,
  );
  return [valueless, ...others];
}

/** True when two templates have the same part: equal, with holes of the same outputs. */
export function isSamePart(a: unknown, b: unknown): boolean {
  const spell = (value: unknown) => JSON.stringify(value, (_, item: unknown) => (item instanceof Hole ? { hole: item.sources } : item));
  return spell(a) === spell(b);
}

function contentOf({ objects, files, told }: Built): Content {
  return { manifests: objects.map(({ manifest }) => manifest), files, told };
}

function shapeOf({ objects, files }: Built): string {
  return JSON.stringify([objects.map(({ manifest, after }) => [manifest.apiVersion, manifest.kind, after]), files.length]);
}

function placeIn(path: string, { objects }: Built): string {
  const found = /^manifests\[(\d+)\]\.?(.*)$/.exec(path);
  const object = found && objects[Number(found[1])];
  return object ? `${found[2]} of ${object.path}` : path;
}
