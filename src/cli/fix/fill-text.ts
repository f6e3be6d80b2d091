import type { Inventory } from '../../kubernetes/objects/inventory';
import type { KubeObject } from '../../kubernetes/objects/object';
import { podFills, type ObjectFill, type PodFill, type PodFillOptions } from '../../kubernetes/pods/fill/pod-fill';
import { withFills } from '../../kubernetes/pods/fill/pod-fill-apply';
import { podFacts } from '../../kubernetes/pods/fill/pod-fill-facts';
import type { PodView } from '../../kubernetes/pods/pod-view';
import type { LineChange } from '../../text/edit/edits';
import { growText, type GrownText } from '../../text/edit/grow-text';
import { isSameValue } from '../../text/edit/same-value';
import { isObject, type JsonObject } from '../../text/json';
import { parsePath, type PathSegment } from '../../text/path';
import type { YamlText } from '../../text/yaml/yaml';

/** A field that could not be filled in the text. */
export interface LeftFill extends ObjectFill {
  /** A clause that goes on from "since". */
  readonly reason: string;
}

/** A text with fields filled. */
export interface FilledText {
  readonly text: string;
  readonly changes: readonly LineChange[];
  readonly filled: readonly ObjectFill[];
  readonly left: readonly LeftFill[];
}

/** What can be filled in a pod. */
export function fillsIn(pod: PodView, inventory: Inventory, options: PodFillOptions): ObjectFill[] {
  return podFills(pod, options, podFacts(pod, inventory)).map((fill) => ({ object: pod.object, fill }));
}

const UNPROVEN = 'the edited document would not read as it should';
const HALF = 'another part of the same volume could not be written';

/**
 * Writes the fills of a file's objects into its text. It is read back before it is given out: see {@link growText}.
 *
 * @param read the text as it was read, without faults
 */
export function fillText(text: string, read: YamlText, fills: readonly ObjectFill[]): FilledText {
  const result = fillOnce(text, read, fills);
  // A volume that is mounted nowhere, or a mount without its volume, is worse than neither.
  const halved = new Set(result.left.filter(isOfVolume).map(({ object }) => object));
  const torn = result.filled.filter((each) => isOfVolume(each) && halved.has(each.object));
  if (torn.length === 0) return result;
  const whole = fillText(
    text,
    read,
    fills.filter((each) => !torn.includes(each)),
  );
  return { ...whole, left: [...whole.left, ...torn.map((each) => ({ ...each, reason: HALF }))] };
}

function isOfVolume({ fill: { keys } }: ObjectFill): boolean {
  return keys.some((key) => key === 'volumes' || key === 'volumeMounts');
}

function fillOnce(text: string, read: YamlText, fills: readonly ObjectFill[]): FilledText {
  const wanted = new Map<number, unknown>();
  for (const { object, fill } of fills) {
    const index = documentOf(object);
    const value = wanted.get(index) ?? read.documents[index]!.value;
    wanted.set(index, withFills(value as JsonObject, [{ ...fill, keys: keysOf(object, fill) }]));
  }
  const grown = growText(text, read, wanted);
  const filled: ObjectFill[] = [];
  const left: LeftFill[] = [];
  for (const each of fills) {
    const reason = reasonAgainst(each, grown);
    if (reason === undefined) filled.push(each);
    else left.push({ ...each, reason });
  }
  return { text: grown.text, changes: grown.changes, filled, left };
}

function reasonAgainst({ object, fill }: ObjectFill, { values, left, unproven }: GrownText): string | undefined {
  const [index, keys] = [documentOf(object), keysOf(object, fill)];
  if (unproven.some(({ document }) => document === index)) return UNPROVEN;
  if (isSameValue(valueAt(values.get(index), keys), fill.value)) return undefined;
  return left.find(({ document, path }) => document === index && startsWith(keys, path))?.reason ?? UNPROVEN;
}

function documentOf({ origin }: KubeObject): number {
  return origin.document ?? 0;
}

/** From the root of the document, which may be a list of objects. */
function keysOf({ origin }: KubeObject, { keys }: PodFill): readonly PathSegment[] {
  return origin.prefix === undefined ? keys : [...parsePath(origin.prefix), ...keys];
}

function startsWith(keys: readonly PathSegment[], prefix: readonly PathSegment[]): boolean {
  return prefix.every((key, index) => keys[index] === key);
}

function valueAt(root: unknown, keys: readonly PathSegment[]): unknown {
  return keys.reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return value[key as number] as unknown;
    return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }, root);
}
