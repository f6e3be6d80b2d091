import { copied, isEqual, isPlain, NotPlain, own, set, type Mutable } from './tree';

/**
 * Applies the operations of a JSON patch to an object, which is changed.
 *
 * Source: https://www.rfc-editor.org/rfc/rfc6902
 *
 * @throws NotPlain for an operation that cannot be carried out: kustomize rejects it
 */
export function applyJsonPatch(object: Mutable, operations: readonly unknown[]): void {
  for (const operation of operations) {
    if (!isPlain(operation) || typeof operation.path !== 'string') throw new NotPlain('a JSON patch with an operation that has no path');
    const { op, path } = operation;
    // kustomize has annotations of its own there while it builds.
    if (op === 'test' && (path === '/metadata' || path === '/metadata/annotations')) {
      throw new NotPlain('a JSON patch that reads annotations');
    }
    if (op === 'add') add(object, path, valueOf(operation));
    else if (op === 'remove') remove(object, path);
    else if (op === 'replace') replace(object, path, valueOf(operation));
    else if (op === 'test') {
      if (!isEqual(at(object, path), own(operation, 'value'))) throw new NotPlain(`a JSON patch whose test of ${path} fails`);
    } else throw new NotPlain(`a JSON patch with the operation ${String(op)}`); // `copy` and `move` too: what they bring may not fit there.
  }
}

function valueOf(operation: Mutable): unknown {
  const value = own(operation, 'value');
  // The library that kustomize uses is of two minds about null.
  if (value === undefined || value === null) throw new NotPlain('a JSON patch with an operation that has no value');
  return copied(value);
}

function stepsOf(pointer: string): readonly string[] {
  if (!pointer.startsWith('/')) throw new NotPlain(`a JSON patch with the path ${pointer || "''"}`);
  return tokensOf(pointer);
}

/** The steps of a pointer that begins with `/`. */
export function tokensOf(pointer: string): readonly string[] {
  return pointer
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The mapping or list that holds what a pointer leads to, and its key. */
function holderOf(object: Mutable, pointer: string): { readonly holder: Mutable | unknown[]; readonly key: string } {
  const tokens = stepsOf(pointer);
  let holder: unknown = object;
  for (const token of tokens.slice(0, -1)) {
    holder = Array.isArray(holder) ? holder[positionIn(holder, token, pointer)] : isPlain(holder) ? own(holder, token) : undefined;
  }
  if (!Array.isArray(holder) && !isPlain(holder)) throw missing(pointer);
  return { holder: holder as Mutable | unknown[], key: tokens.at(-1)! };
}

/** Of an item that is there, or with `end` of the place behind the last one as well. */
function positionIn(list: readonly unknown[], token: string, pointer: string, end = 0): number {
  const position = /^(?:0|[1-9]\d{0,8})$/.test(token) ? Number(token) : NaN;
  if (!(position < list.length + end)) throw missing(pointer);
  return position;
}

function at(object: Mutable, pointer: string): unknown {
  const { holder, key } = holderOf(object, pointer);
  const value = Array.isArray(holder) ? holder[positionIn(holder, key, pointer)] : own(holder, key);
  if (value === undefined) throw missing(pointer);
  return value;
}

function add(object: Mutable, pointer: string, value: unknown): void {
  const { holder, key } = holderOf(object, pointer);
  if (!Array.isArray(holder)) set(holder, key, value);
  else holder.splice(key === '-' ? holder.length : positionIn(holder, key, pointer, 1), 0, value);
}

function remove(object: Mutable, pointer: string): void {
  at(object, pointer);
  const { holder, key } = holderOf(object, pointer);
  if (Array.isArray(holder)) holder.splice(positionIn(holder, key, pointer), 1);
  else delete holder[key];
}

function replace(object: Mutable, pointer: string, value: unknown): void {
  at(object, pointer);
  const { holder, key } = holderOf(object, pointer);
  if (Array.isArray(holder)) holder[positionIn(holder, key, pointer)] = value;
  else set(holder, key, value);
}

function missing(pointer: string): NotPlain {
  return new NotPlain(`a JSON patch of ${pointer}, which is not there`);
}
