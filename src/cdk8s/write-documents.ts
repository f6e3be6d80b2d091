import type { IConstruct } from 'constructs';
import { formatPath } from '../text/path';
import { writeYaml, type Stringify } from '../text/yaml/write-yaml';
import { refusal } from './refusal';

/**
 * Documents as YAML that Kubernetes reads as what they are: see {@link writeYaml}.
 *
 * @param placeOf the construct that a document is of, by its position
 * @throws Error for a value that no text can be written for
 */
export function writeDocuments(documents: readonly unknown[], placeOf: (index: number) => IConstruct, stringify: Stringify): string {
  const written = writeYaml(documents, stringify);
  if ('text' in written) return written.text;
  const { document, path, fact } = written.fault;
  throw refusal(placeOf(document), {
    fact: `${formatPath(path) || 'the document'} ${fact}`,
    consequence: 'so Kubernetes would not get what was checked, and nothing was written',
    remedy: 'Give it a value that a manifest can hold.',
  });
}
