import { readJson } from './json-text';
import { parsePath } from '../path';
import type { YamlDocument } from './yaml';
import { readDocument } from './yaml-document';
import type { Places } from './yaml-mapping';

/** Tells on which line of its file a field of a document stands. */
export interface LineResolver {
  /** The line, from 1, of the field, or of its nearest existing ancestor when it is absent. */
  lineOf(path: string): number;
}

/**
 * Works out the lines of a document: it is read once more, this time noting places. What comes from an alias or a merge is where the anchor
 * wrote it; of keys written twice, the one that counts.
 */
export function linesOf(document: YamlDocument): LineResolver {
  const places: Places = new Map();
  const { value, source, first } = reread(document, places);
  const starts = lineStarts(source);
  return {
    lineOf(path) {
      let offset = first;
      let node = value;
      for (const segment of parsePath(path)) {
        const place = typeof node === 'object' && node !== null ? places.get(node)?.get(segment) : undefined;
        if (place === undefined) break;
        offset = place;
        node = (node as Record<string | number, unknown>)[segment];
      }
      return document.line + lineAt(starts, offset);
    },
  };
}

function reread(document: YamlDocument, places: Places): { value: unknown; source: string; first: number } {
  const { text } = document;
  if (document.isJson) return { value: readJson(text, 0, places).value, source: text, first: 0 };
  const { value, source } = readDocument(text.replace(/^\ufeff/, ''), places);
  // Comments, blank lines and the separator stand before the document.
  const first = /^(?:(?:---)?[ \t]*(?:#.*)?\n)*/.exec(source)![0].length;
  return { value, source, first: Math.min(first, Math.max(0, source.length - 1)) };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Position, from 0, of the last line that begins at or before an offset. */
function lineAt(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
