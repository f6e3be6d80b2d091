import { LineIndex } from '../lines';
import { parsePath } from '../path';
import { readJson } from './json-text';
import type { YamlDocument } from './yaml';
import { readDocument } from './yaml-document';
import { blankLinesEnd } from './yaml-grammar';
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
  const lines = new LineIndex(source);
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
      return document.line + lines.lineAt(offset) - 1;
    },
  };
}

const BLANK_LINE = /(?:---)?[ \t]*(?:#.*)?\n/y;

function reread(document: YamlDocument, places: Places): { value: unknown; source: string; first: number } {
  const { text } = document;
  if (document.isJson) return { value: readJson(text, 0, places).value, source: text, first: 0 };
  const { value, source } = readDocument(text.replace(/^\ufeff/, ''), places);
  // Comments, blank lines and the separator stand before the document.
  const first = blankLinesEnd(source, BLANK_LINE);
  return { value, source, first: Math.min(first, Math.max(0, source.length - 1)) };
}
