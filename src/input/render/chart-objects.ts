import * as fs from 'node:fs';
import * as path from 'node:path';
import type { KubeObject } from '../../kubernetes/objects/object';
import type { YamlDocument } from '../../text/yaml/yaml';
import { contentsOf } from '../file-contents';
import { CHART } from '../helm-chart';

/** What helm has made of a chart. */
export interface ChartObjects {
  readonly objects: readonly KubeObject[];
  /** Documents that hold no object: `document 3`. */
  readonly notKubernetes: readonly string[];
  /** Why a part could not be read. */
  readonly faults: readonly string[];
}

/** The objects that a chart renders to: each is in its template, where that is a file of the chart, and else in `Chart.yaml`. */
export function objectsOfChart(folder: string, text: string): ChartObjects {
  const file = path.join(folder, CHART);
  const source = { kind: 'manifests', path: file, origin: { file }, isWanted: true } as const;
  const { objects, notKubernetes, manifests } = contentsOf(source, text, []);
  const templates = templatesOf(folder, manifests!.documents);
  return {
    objects: objects.map((object) => {
      const { document, ...origin } = object.origin;
      return { ...object, origin: { ...origin, file: templates.get(document!) ?? file, builds: [file], isRendered: true } };
    }),
    notKubernetes,
    faults: manifests!.faults.map(({ line, message }) => `line ${line}: ${message}`),
  };
}

/** The comment that helm writes before what a template has made; all of a file of `crds/` has one comment. */
const SOURCE = /^(?:---[ \t]*\n)?# Source: (.+)\n/;

/** By document. */
function templatesOf(folder: string, documents: readonly YamlDocument[]): ReadonlyMap<number, string> {
  const templates = new Map<number, string>();
  let current: string | undefined;
  for (const { index, text } of documents) {
    const named = SOURCE.exec(text)?.[1];
    if (named !== undefined) current = templateIn(folder, named);
    if (current !== undefined) templates.set(index, current);
  }
  return templates;
}

/** `web/templates/a.yaml` begins with the name of the chart. What is no file of the chart was made by something else, or is packed. */
function templateIn(folder: string, named: string): string | undefined {
  const [, ...segments] = named.split('/');
  if (segments.length < 2 || segments.some((segment) => segment === '..' || segment === '')) return undefined;
  const file = path.join(folder, ...segments);
  return fs.statSync(file, { throwIfNoEntry: false })?.isFile() === true ? file : undefined;
}
