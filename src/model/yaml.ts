import { loadAll } from 'js-yaml';

/** One document of a YAML or JSON text, as Kubernetes would read it. */
export interface YamlDocument {
  /** Position in the text, from 0; empty documents count. */
  readonly index: number;
  readonly value: unknown;
  /** Paths of keys that are written twice in one mapping; the value is the one that Kubernetes keeps. */
  readonly duplicateKeys: readonly string[];
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

/** Reads the documents of a YAML or JSON text. Never throws. */
export function readYaml(text: string): YamlText {
  try {
    return { documents: loadAll(text).map((value, index) => ({ index, value, duplicateKeys: [] })), faults: [] };
  } catch (error) {
    return { documents: [], faults: [{ line: 1, message: String(error) }] };
  }
}
