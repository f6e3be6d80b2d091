import { LineIndex } from '../lines';
import { formatPath, type PathSegment } from '../path';
import { readJson } from './json-text';
import { readUsual } from './usual-text';
import { batchesOf, readTogether } from './yaml-batch';
import { readDocument } from './yaml-document';
import { YamlError } from './yaml-error';
import { BOM, unreadableIn } from './yaml-letters';
import type { DuplicateKey } from './yaml-mapping';
import { splitDocuments, type DocumentText, type SplitFault } from './yaml-split';

/** One document of a YAML or JSON text, as Kubernetes would read it. */
export interface YamlDocument {
  /** Position in the text, from 0; empty documents count. */
  readonly index: number;
  readonly value: unknown;
  /** Paths of keys that are written twice in one mapping; the value is the one that Kubernetes keeps. */
  readonly duplicateKeys: readonly string[];
  /** The text of the document alone. */
  readonly text: string;
  /** Where that text begins in the whole, in which lines end with a line feed alone. */
  readonly start: number;
  /** Line of the file on which that text begins, from 1. */
  readonly line: number;
  readonly isJson: boolean;
}

/** A part of a text that could not be read. */
export interface YamlFault {
  readonly line: number;
  readonly message: string;
}

/** All that could be read of a text, and what could not. */
export interface YamlText {
  readonly documents: readonly YamlDocument[];
  readonly faults: readonly YamlFault[];
}

/**
 * Reads the documents of a text as kubectl and the API server do: a text that begins with `{` as JSON values one after the other and, where
 * that fails, as YAML; YAML cut into documents at lines that begin with `---`, each read on its own. Never throws.
 *
 * Sources: k8s.io/apimachinery/pkg/util/yaml (YAMLOrJSONDecoder, YAMLReader), sigs.k8s.io/yaml (YAMLToJSON), go.yaml.in/yaml/v2
 */
export function readYaml(text: string): YamlText {
  // Lines end with a line feed to the reader of Kubernetes: it takes a carriage return off, and adds what is missing at the end.
  const lines = text.includes('\r\n') ? text.replaceAll('\r\n', '\n') : text;
  const reader = new TextReader(lines.endsWith('\n') || lines === '' ? lines : `${lines}\n`);
  reader.read();
  return { documents: reader.documents, faults: reader.faults };
}

class TextReader {
  public readonly documents: YamlDocument[] = [];
  public readonly faults: YamlFault[] = [];
  private readonly lines: LineIndex;

  constructor(private readonly text: string) {
    this.lines = new LineIndex(text);
  }

  public read(): void {
    const yamlFrom = /^[ \t\n\r]*\{/.test(this.text) ? this.readJsonValues() : 0;
    if (yamlFrom === undefined) return;
    const text = yamlFrom === 0 ? this.text : this.text.slice(yamlFrom);
    let unusual: (DocumentText | SplitFault)[] = [];
    for (const part of splitDocuments(text)) {
      const value = 'fault' in part ? undefined : readUsual(part.text);
      if (value === undefined) unusual.push(part);
      else {
        this.readParts(text, unusual, yamlFrom);
        unusual = [];
        this.keep(value, (part as DocumentText).text, yamlFrom + part.start, false, []);
      }
    }
    this.readParts(text, unusual, yamlFrom);
  }

  /** Reads documents that follow each other. */
  private readParts(text: string, parts: readonly (DocumentText | SplitFault)[], yamlFrom: number): void {
    for (const batch of batchesOf(parts)) {
      const together = readTogether(text, batch);
      batch.forEach((part, i) => {
        const start = yamlFrom + part.start;
        if ('fault' in part) this.faults.push({ line: this.lines.lineAt(start), message: part.fault });
        else if (together) this.keep(together[i]!.value, part.text, start, false, together[i]!.duplicates);
        else this.readYamlDocument(part.text, start);
      });
    }
  }

  /** Reads JSON values until one cannot be read. Returns where YAML is to go on, if anywhere. */
  private readJsonValues(): number | undefined {
    let at = 0;
    for (let count = 0; ; count++) {
      const start = skipSpace(this.text, at);
      if (start === this.text.length) return undefined;
      try {
        const { value, duplicates, end } = readJson(this.text, start);
        this.keep(value, this.text.slice(start, end), start, true, duplicates);
        at = end;
      } catch (error) {
        if (!(error instanceof YamlError)) throw error;
        if (count === 0) return 0;
        // One JSON value may be followed by YAML, more than one may not.
        if (count === 1 && this.text.startsWith('---\n', start)) return start;
        this.faults.push({ line: this.lines.lineAt(error.offset), message: `behind a JSON value, ${error.message}` });
        return undefined;
      }
    }
  }

  private readYamlDocument(text: string, start: number): void {
    const fault = (source: string, offset: number, message: string) =>
      this.faults.push({ line: this.lines.lineAt(start) + new LineIndex(source).lineAt(offset) - 1, message: withHint(message, text) });
    const unreadable = unreadableIn(text);
    if (unreadable) {
      fault(
        text,
        unreadable.index,
        `the character U+${unreadable[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')} cannot be in YAML as `
          + 'Kubernetes reads it',
      );
      return;
    }
    try {
      const { value, duplicates, hasMore, source } = readDocument(text.startsWith(BOM) ? text.slice(1) : text);
      this.keep(value, text, start, false, duplicates);
      if (hasMore) {
        fault(
          source,
          source.search(/^\.\.\.[ \t]*(?:#.*)?$/m),
          'Kubernetes takes no notice of what follows "..."; write "---" between documents',
        );
      }
    } catch (error) {
      if (!(error instanceof YamlError)) throw error;
      fault(error.source ?? text, error.offset, error.message);
    }
  }

  private keep(value: unknown, text: string, start: number, isJson: boolean, duplicates: readonly DuplicateKey[]): void {
    const duplicateKeys = duplicates.length === 0 ? NONE : pathsOf(value, duplicates);
    this.documents.push(new ReadDocument(this.documents.length, value, duplicateKeys, text.length, isJson, this.text, this.lines, start));
  }
}

/** Its text is cut out and its lines are counted when they are requested: most documents have no findings. */
class ReadDocument implements YamlDocument {
  constructor(
    public readonly index: number,
    public readonly value: unknown,
    public readonly duplicateKeys: readonly string[],
    private readonly length: number,
    public readonly isJson: boolean,
    private readonly whole: string,
    private readonly lines: LineIndex,
    public readonly start: number,
  ) {}

  public get text(): string {
    return this.whole.slice(this.start, this.start + this.length);
  }

  public get line(): number {
    return this.lines.lineAt(this.start);
  }
}

const NONE: readonly string[] = Object.freeze([]);

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\r\n'.includes(text[at]!)) at += 1;
  return at;
}

function withHint(message: string, text: string): string {
  return looksLikeTemplate(text) && !message.includes('template')
    ? `${message} (this looks like a template: render it first, as \`helm template\` does)`
    : message;
}

/** True where `{{` and `}}` stand on one line. Without a pattern, which would begin again at every `{{`. */
function looksLikeTemplate(text: string): boolean {
  return text.split('\n').some((line) => {
    const open = line.indexOf('{{');
    return open >= 0 && line.includes('}}', open + 2);
  });
}

/** Paths of duplicate keys within a document: found by looking for the mappings that have them. */
function pathsOf(root: unknown, duplicates: readonly DuplicateKey[]): readonly string[] {
  const wanted = new Set(duplicates.map(({ holder }) => holder));
  const found = new Map<object, readonly PathSegment[]>();
  const seen = new Set<object>();
  const queue: { value: unknown; path: readonly PathSegment[] }[] = [{ value: root, path: [] }];
  for (const { value, path } of queue) {
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    if (wanted.has(value)) found.set(value, path);
    const entries: Iterable<readonly [PathSegment, unknown]> = Array.isArray(value) ? value.entries() : Object.entries(value);
    for (const [key, item] of entries) queue.push({ value: item, path: [...path, key] });
  }
  // A mapping that is not found is in a value that another duplicate has replaced.
  return [...new Set(duplicates.map(({ holder, key }) => formatPath([...(found.get(holder) ?? []), key])))];
}
