import type { Settled, Unknowns } from '../values/unknowns';
import { World } from '../values/world';
import { build, type Built, type HostFileData, type Plan } from './build';
import { findHoles, firstDifference, Hole } from './template';

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
  const template = findHoles(contentOf(built), others.map(contentOf)) as Content;
  const paths = built.objects.map(({ path }, index) => (others.every((other) => other.objects[index]!.path === path) ? path : undefined));
  return { built, template, paths };
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
