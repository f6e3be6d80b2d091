import * as pulumi from '@pulumi/pulumi';

/** A part of a manifest that some outputs decide. */
export class Hole {
  constructor(
    /** Numbers of the outputs. */
    public readonly sources: readonly number[],
    /** Where it is, from the root of the value. */
    public readonly path: readonly (string | number)[],
  ) {}
}

/**
 * Compares a value with what it becomes when one output after the other turns out differently: what stays is known, what differs is a hole.
 * So no text is searched for stand-ins: names that are cut, hashed or spelt otherwise are found as well.
 *
 * `others[i]` is the value when output `i` differs.
 */
export function findHoles(value: unknown, others: readonly unknown[], path: readonly (string | number)[] = []): unknown {
  if (Array.isArray(value) && others.every((other) => Array.isArray(other) && other.length === value.length)) {
    return value.map((item, index) =>
      findHoles(
        item,
        others.map((other) => (other as unknown[])[index]),
        [...path, index],
      ),
    );
  }
  if (isMapping(value) && others.every((other) => isMapping(other) && sameKeys(value, other))) {
    return Object.fromEntries(
      Object.keys(value).map((key) => [
        key,
        findHoles(
          value[key],
          others.map((other) => (other as Record<string, unknown>)[key]),
          [...path, key],
        ),
      ]),
    );
  }
  const sources = others.flatMap((other, index) => (isEqual(other, value) ? [] : [index]));
  return sources.length === 0 ? value : new Hole(sources, path);
}

/** Fills the holes with what a function gives for them. */
export function fillHoles(template: unknown, fill: (hole: Hole) => unknown): unknown {
  if (template instanceof Hole) return fill(template);
  if (Array.isArray(template)) return template.map((item) => fillHoles(item, fill));
  if (!isMapping(template)) return template;
  return Object.fromEntries(Object.entries(template).map(([key, item]) => [key, fillHoles(item, fill)]));
}

export function holesIn(template: unknown): Hole[] {
  const found: Hole[] = [];
  fillHoles(template, (hole) => void found.push(hole));
  return found;
}

/** Where a real value differs from a template outside the template's holes; undefined when it does not. */
export function firstDifference(template: unknown, real: unknown, path = ''): string | undefined {
  if (template instanceof Hole) return undefined;
  if (Array.isArray(template)) {
    if (!Array.isArray(real) || real.length !== template.length) return path;
    return firstOf(template.map((item, index) => firstDifference(item, real[index], `${path}[${index}]`)));
  }
  if (isMapping(template)) {
    if (!isMapping(real) || !sameKeys(template, real)) return path;
    return firstOf(Object.keys(template).map((key) => firstDifference(template[key], real[key], path === '' ? key : `${path}.${key}`)));
  }
  return isEqual(template, real) ? undefined : path;
}

/** The part of a value at a path. */
export function partAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce((part, key) => (part as Record<string | number, unknown>)[key], value);
}

function firstOf(found: readonly (string | undefined)[]): string | undefined {
  return found.find((path) => path !== undefined);
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Hole) && !pulumi.Output.isInstance(value)
  );
}

function sameKeys(a: object, b: object): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key));
}

function isEqual(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
