import { FaultKind, type Fault } from '../../../src/kubernetes/schema/faults';
import { parsePath } from '../../../src/text/path';
import type { Reply } from '../support/client';

/** What the API server's decoder said of an object: nothing, that it has fields which do not exist, or that it cannot be read. */
export interface Decoding {
  readonly verdict: 'decoded' | 'unknown fields' | 'undecodable';
  /** As the server names them, sorted: all the unknown fields, or the one that could not be read, where it says which. */
  readonly places: readonly string[];
  readonly message: string;
}

/** Reads an answer to a create with strict field validation. */
export function decodingOf({ status, body }: Reply): Decoding {
  const message = typeof body === 'string' ? body : String(body.message ?? '');
  if (status === 400 && message.includes('strict decoding error: ')) {
    return {
      verdict: 'unknown fields',
      places: [...message.matchAll(/unknown field ("(?:[^"\\]|\\.)*")/g)].map((match) => JSON.parse(match[1]!) as string).sort(),
      message,
    };
  }
  if (status === 400 && /cannot be handled as a|unable to decode|couldn't get version\/kind/.test(message)) {
    const place = /into Go struct field \w+\.(\S+) of type/.exec(message)?.[1];
    return { verdict: 'undecodable', places: place === undefined ? [] : [place], message };
  }
  return { verdict: 'decoded', places: [], message };
}

/** What we say of the same, in the server's words. */
export function ourDecoding(faults: readonly Fault[]): Decoding {
  const of = (kind: FaultKind) => faults.filter((fault) => fault.kind === kind);
  const undecodable = of(FaultKind.UNDECODABLE);
  if (undecodable.length > 0) {
    return {
      verdict: 'undecodable',
      places: undecodable.map(({ path }) => namesOf(path)),
      message: undecodable.map(({ path, fact }) => `${path} ${fact}`).join('; '),
    };
  }
  const unknown = of(FaultKind.UNKNOWN_FIELD);
  return {
    verdict: unknown.length > 0 ? 'unknown fields' : 'decoded',
    places: unknown.map(({ path }) => strictPath(path)).sort(),
    message: '',
  };
}

/** As the strict decoder writes a path: keys of mappings like fields, positions in brackets. */
function strictPath(path: string): string {
  return parsePath(path)
    .map((segment, index) => (typeof segment === 'number' ? `[${segment}]` : `${index === 0 ? '' : '.'}${segment}`))
    .join('');
}

/** Its fields alone. */
function namesOf(path: string): string {
  return parsePath(path)
    .filter((segment) => typeof segment === 'string')
    .join('.');
}

/** Whether the server means one of our places: it leaves out positions and keys of mappings, and names what Go has embedded. */
export function meansOneOf(place: string, ours: readonly string[]): boolean {
  const theirs = place.split('.').filter((name) => !/^[A-Z]\w*$/.test(name) || ours.some((path) => path.split('.').includes(name)));
  return ours.some((path) => {
    const names = path.split('.');
    return theirs.every((name) => {
      const at = names.indexOf(name);
      names.splice(0, at < 0 ? names.length : at + 1);
      return at >= 0;
    });
  });
}
