import { EVENT_ID } from 'js-yaml';
import { buildDocument, type BuiltDocument } from './yaml-document';
import { YamlError } from './yaml-error';
import { parseGrammar } from './yaml-grammar';
import { BOM, unreadableIn } from './yaml-letters';
import type { DocumentText, SplitFault } from './yaml-split';

type Part = DocumentText | SplitFault;

/** Characters that are parsed in one go: the events of a text take many times its practice. */
const BATCH = 64 * 1024;

/** Documents that follow each other, in portions. */
export function* batchesOf(parts: readonly Part[]): Generator<readonly Part[]> {
  let batch: Part[] = [];
  let length = 0;
  for (const part of parts) {
    batch.push(part);
    length += 'fault' in part ? BATCH : part.text.length;
    if (length < BATCH) continue;
    yield batch;
    batch = [];
    length = 0;
  }
  if (batch.length > 0) yield batch;
}

const DIRECTIVE = /^[ \t]*%/m;
const NOTHING: BuiltDocument = { value: null, duplicates: [], next: 0 };

/**
 * Reads documents that follow each other in one go, which saves js-yaml's start for each. Undefined when anything is out of the ordinary in
 * one of them; then each is to be read alone.
 */
export function readTogether(whole: string, parts: readonly Part[]): readonly BuiltDocument[] | undefined {
  const texts = parts.filter((part): part is DocumentText => !('fault' in part));
  const [first, last] = [texts[0], texts.at(-1)];
  if (!first || !last || texts.length < 2 || texts.length < parts.length) return undefined;
  const text = whole.slice(first.start, last.start + last.text.length);
  // A directive would reach over the separator that ends its document for Kubernetes.
  if (text.includes(BOM) || (text.includes('%') && DIRECTIVE.test(text)) || unreadableIn(text)) return undefined;
  const documents = separateDocuments(text);
  if (!documents) return undefined;
  const before = first.text.startsWith('---') ? first.separators - 1 : first.separators;
  // A document that stands before the first separator; where only comments do, there is none.
  const leading = documents.leading ? 0 : -1;
  if (documents.built.length !== last.separators - before + leading + 1) return undefined;
  return texts.map(({ separators }) => documents.built[separators - before + leading] ?? NOTHING);
}

/** All documents of a text, provided that each but the first begins with a separator and none has an end mark. */
function separateDocuments(text: string): { leading: boolean; built: BuiltDocument[] } | undefined {
  try {
    const { events, source } = parseGrammar(text);
    if (source !== text) return undefined;
    const built: BuiltDocument[] = [];
    let leading = false;
    for (let at = 0; at < events.length; at = built.at(-1)!.next) {
      const opening = events[at]!;
      if (opening.type !== EVENT_ID.DOCUMENT || opening.explicitEnd) return undefined;
      if (!opening.explicitStart && at > 0) return undefined;
      leading ||= !opening.explicitStart;
      built.push(buildDocument(events, at, text));
    }
    return { leading, built };
  } catch (error) {
    if (error instanceof YamlError) return undefined;
    throw error;
  }
}
