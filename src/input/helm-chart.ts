import * as fs from 'node:fs';
import * as path from 'node:path';
import { asArray, asObject } from '../text/json';
import { readYaml } from '../text/yaml/yaml';
import { readText } from './read-file';

/** What makes a folder a Helm chart, and its folders that helm reads. */
export const CHART = 'Chart.yaml';
export const TEMPLATES = 'templates';
const [SUBCHARTS, CRDS] = ['charts', 'crds'] as const;
/** Files of a chart that are no manifests, whatever their ending says. */
const SETTINGS = new Set([CHART, 'values.yaml', 'values.yml', 'requirements.yaml', 'values.schema.json']);

/** A folder with a chart. */
export interface HelmChart {
  /** True for one that deploys nothing by itself: other charts use its templates. */
  readonly isLibrary: boolean;
  /** False for plain manifests in a chart, as cdk8s writes them: they can be checked as they are. */
  readonly needsRendering: boolean;
}

/** The chart that a folder is; undefined where it is none. */
export function chartIn(folder: string, entries: readonly fs.Dirent[]): HelmChart | undefined {
  if (!entries.some(({ name }) => name === CHART)) return undefined;
  const { type, dependencies } = asObject(valueOf(path.join(folder, CHART)));
  const hasOthers =
    asArray(dependencies).length > 0 || asArray(asObject(valueOf(path.join(folder, 'requirements.yaml'))).dependencies).length > 0;
  return {
    isLibrary: type === 'library',
    needsRendering: hasOthers || entriesOf(path.join(folder, SUBCHARTS)).length > 0 || hasTemplates(path.join(folder, TEMPLATES)),
  };
}

/** Whether helm makes what is deployed of an entry of a chart's folder, or reads settings in it. */
export function isOfChart(entry: string, isFolder: boolean): boolean {
  return isFolder ? entry === TEMPLATES || entry === SUBCHARTS || entry === CRDS : SETTINGS.has(entry);
}

/** Whether a folder of a chart holds templates, be it those of charts within the chart. */
export function holdsTemplates(entry: string): boolean {
  return entry === TEMPLATES || entry === SUBCHARTS;
}

function valueOf(file: string): unknown {
  try {
    return readYaml(readText(file)).documents[0]?.value;
  } catch {
    return undefined;
  }
}

function entriesOf(folder: string): readonly fs.Dirent[] {
  try {
    return fs.readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function hasTemplates(folder: string): boolean {
  return entriesOf(folder).some((entry) => {
    const name = path.join(folder, entry.name);
    if (entry.isDirectory()) return hasTemplates(name);
    if (!entry.isFile() || !/\.(?:ya?ml|tpl|json)$/i.test(entry.name)) return false;
    try {
      return readText(name).includes('{{');
    } catch {
      return false;
    }
  });
}
