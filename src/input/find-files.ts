import * as fs from 'node:fs';
import * as path from 'node:path';
import type { FilePattern } from '../kubernetes/objects/node-files';
import { globTest, type GlobTest } from '../text/glob';
import { isSkippedByKubelet, kindOf, type FileKind } from './file-kinds';
import { CHART, chartIn, holdsTemplates, isOfChart, TEMPLATES } from './helm-chart';
import {
  EXCLUDED,
  HELM_LIBRARY,
  HELM_RENDERED,
  HELM_TEMPLATE,
  LeftOut,
  NO_RULE,
  NOT_INCLUDED,
  SKIPPED,
  SPECIAL,
  TEMPLATE,
} from './left-out';
import { nodePlace, withSlashes, type NodePlace } from './node-place';
import type { ReadError } from './read-error';
import { reasonOf, requireOrdinary, specialKindOf } from './read-file';

/** A file to be read. */
export interface FoundFile {
  /** As it is named to the user: relative where the user gave a relative path; `-` for standard input. */
  readonly name: string;
  readonly kind: FileKind;
  readonly place?: NodePlace;
  /** True when the user named it, so that it is read whatever it looks like. */
  readonly isNamed: boolean;
  /** True for a file that begins with a dot or is in such a folder: its YAML is rarely Kubernetes'. */
  readonly isHidden: boolean;
}

/** Which files are looked for. */
export interface FindOptions {
  /** What rules read as text, in addition to manifests. */
  readonly reads: readonly FilePattern[];
  /** Globs: only what one of them covers is read. Default: everything. */
  readonly include?: readonly string[];
  /** Globs: what one of them covers is not read. Default: nothing. */
  readonly exclude?: readonly string[];
  /** Globs relative to the working folder: what one of them covers is not read either. Default: nothing. */
  readonly alsoExclude?: readonly string[];
  /** The folder from which the globs count. Default: the working folder. */
  readonly base?: string;
  /** True where Helm charts are rendered: then they are no error. Default: false. */
  readonly rendersCharts?: boolean;
}

/** What was found, and what was left. */
export interface FoundFiles {
  readonly files: readonly FoundFile[];
  readonly errors: readonly ReadError[];
  readonly leftOut: LeftOut;
  /** Those of which nothing is known by their names: they are left out, unless another file tells what they are. */
  readonly rest: readonly FoundFile[];
  /** Folders of Helm charts that are to be rendered: none where charts are not. */
  readonly charts: readonly string[];
}

/** What package managers fill: none of it is the user's own. */
const PACKAGES = new Set(['node_modules', '.terraform', '.venv', '.yarn']);
/** The data of version control is not part of what is checked in. */
const VERSION_CONTROL = new Set(['.git', '.hg', '.svn']);

/**
 * The files of the given paths, in order of names: folders are searched through, except packages of other authors, and links are
 * followed once. A path that is not there, or cannot be listed, is an error. A file that is named is read whatever its ending.
 */
export function findFiles(paths: readonly string[], options: FindOptions): FoundFiles {
  const finder = new Finder(options);
  for (const name of paths) finder.visitNamed(name);
  const { files, errors, leftOut, rest, charts } = finder;
  return { files: [...files.values()], errors, leftOut, rest, charts: [...charts.values()] };
}

class Finder {
  public readonly files = new Map<string, FoundFile>();
  public readonly errors: ReadError[] = [];
  public readonly leftOut = new LeftOut();
  public readonly rest: FoundFile[] = [];
  /** By the folder that the name leads to. */
  public readonly charts = new Map<string, string>();
  private readonly folders = new Set<string>();
  private readonly include: readonly GlobTest[] | undefined;
  private readonly exclude: readonly GlobTest[];
  private readonly alsoExclude: readonly GlobTest[];

  constructor(private readonly options: FindOptions) {
    this.include = options.include?.map(globTest);
    this.exclude = (options.exclude ?? []).map(globTest);
    this.alsoExclude = (options.alsoExclude ?? []).map(globTest);
  }

  public visitNamed(name: string): void {
    if (name === '-') return this.take({ name, kind: 'manifests', isNamed: true, isHidden: false }, name);
    if (name === '') {
      const message = 'a path is empty, so nothing is read for it: name a file or a folder; an unset variable may have been meant';
      return void this.errors.push({ file: "''", line: undefined, message });
    }
    this.orFail(name, () => {
      const stat = fs.statSync(name);
      if (stat.isDirectory()) return this.visitFolder(name, false);
      requireOrdinary(name, stat);
      if (this.options.rendersCharts === true && path.basename(name) === CHART) {
        const folder = path.dirname(name);
        this.charts.set(fs.realpathSync(folder), folder);
        return this.leftOut.add(HELM_RENDERED);
      }
      const place = nodePlace(name);
      const kind = kindOf(place?.path ?? withSlashes(name), this.options.reads);
      this.take({ name, kind: kind === 'template' ? 'manifests' : kind, isNamed: true, isHidden: false, place }, realPathOf(name));
    });
  }

  private visitFolder(folder: string, isHidden: boolean): void {
    const real = fs.realpathSync(folder);
    if (this.folders.has(real)) return;
    this.folders.add(real);
    const entries = fs.readdirSync(folder, { withFileTypes: true }).sort(byName);
    const isLeftOut = this.chartTest(folder, entries, real);
    for (const entry of entries) {
      if (VERSION_CONTROL.has(entry.name)) continue;
      const name = path.join(folder, entry.name);
      if (isLeftOut?.(entry, name) === true) continue;
      this.orFail(name, () => this.visitEntry(name, entry, real, isHidden || entry.name.startsWith('.')));
    }
  }

  /** Notes the chart that a folder is. What is told by the result to be a part of it is left out; undefined where nothing is. */
  private chartTest(
    folder: string,
    entries: readonly fs.Dirent[],
    real: string,
  ): ((entry: fs.Dirent, name: string) => boolean) | undefined {
    const chart = chartIn(folder, entries);
    if (!chart) return undefined;
    const renders = this.options.rendersCharts === true;
    if (!chart.isLibrary && !renders && !chart.needsRendering) return undefined;
    const isExcluded = this.isChartExcluded(folder);
    if (!chart.isLibrary && !isExcluded) {
      if (renders) this.charts.set(real, folder);
      else this.errors.push({ file: path.join(folder, CHART), line: undefined, message: unrendered(folder) });
    }
    const reason = chart.isLibrary ? HELM_LIBRARY : isExcluded ? EXCLUDED : renders ? HELM_RENDERED : HELM_TEMPLATE;
    return (entry, name) => {
      const isFolder = statOf(name)?.isDirectory() === true;
      const isPart = renders ? isOfChart(entry.name, isFolder) : isFolder && holdsTemplates(entry.name);
      if (isPart) this.leftOut.add(reason, isFolder ? countFiles(name) : 1);
      return isPart;
    };
  }

  private isChartExcluded(folder: string): boolean {
    return [CHART, TEMPLATES].some((entry) => this.isExcluded(path.join(folder, entry)));
  }

  private visitEntry(name: string, entry: fs.Dirent, folder: string, isHidden: boolean): void {
    const stat = entry.isSymbolicLink() ? statOf(name) : entry;
    if (stat?.isDirectory() === true) {
      if (PACKAGES.has(entry.name)) this.leftOut.add(`in ${entry.name}`, countFiles(name));
      else if (this.isExcluded(name)) this.leftOut.add(EXCLUDED, countFiles(name));
      else this.visitFolder(name, isHidden);
      return;
    }
    if (this.isExcluded(name)) return this.leftOut.add(EXCLUDED);
    if (this.include !== undefined && !this.covers(this.include, name)) return this.leftOut.add(NOT_INCLUDED);
    const place = nodePlace(name);
    const kind = kindOf(place?.path ?? withSlashes(name), this.options.reads);
    if (place && (place.certain || kind === 'manifests') && isSkippedByKubelet(place.path)) return this.leftOut.add(SKIPPED);
    if (kind === 'template') return this.leftOut.add(TEMPLATE);
    // What lies below the root of a node may be of use to a rule by its text, or because another file names it.
    if (kind === 'unknown' && place?.certain !== true) {
      if (stat?.isFile() === true) this.rest.push({ name, kind, isNamed: false, isHidden, place });
      return this.leftOut.add(NO_RULE);
    }
    if (stat === undefined && kind === 'unknown') return this.leftOut.add(NO_RULE);
    if (specialKindOf(stat ?? fs.statSync(name)) !== undefined) return this.leftOut.add(SPECIAL);
    this.take(
      { name, kind, isNamed: false, isHidden, place },
      entry.isSymbolicLink() ? fs.realpathSync(name) : path.join(folder, entry.name),
    );
  }

  /** Once for each place that it has: a file may be reached by several names. */
  private take(file: FoundFile, real: string): void {
    const key = file.place ? `${real}\n${file.place.root}\n${file.place.path}` : real;
    if (!this.files.has(key)) this.files.set(key, file);
  }

  private isExcluded(name: string): boolean {
    return this.covers(this.exclude, name) || this.covers(this.alsoExclude, name, '');
  }

  private covers(globs: readonly GlobTest[], name: string, base = this.options.base ?? ''): boolean {
    if (globs.length === 0) return false;
    const relative = withSlashes(path.relative(base, name));
    return globs.some((covers) => covers(relative));
  }

  private orFail(file: string, visit: () => void): void {
    try {
      visit();
    } catch (error) {
      this.errors.push({ file, line: undefined, message: reasonOf(error) });
    }
  }
}

function unrendered(chart: string): string {
  return (
    'it is a Helm chart, whose templates are no manifests, so what it deploys is not checked. Render it: '
    + `\`helm template NAME ${chart} | cdk8s-hardened check -\`, or check with --render, which runs helm`
  );
}

function byName(one: fs.Dirent, other: fs.Dirent): number {
  return one.name < other.name ? -1 : 1;
}

/** Undefined for a link that leads nowhere, or back to itself. */
function statOf(link: string): fs.Stats | undefined {
  try {
    return fs.statSync(link);
  } catch {
    return undefined;
  }
}

/** How many files are below a folder of which none is read. Links are not followed; what cannot be listed counts nothing. */
function countFiles(folder: string): number {
  let entries: fs.Dirent[];
  try {
    entries = fs.readdirSync(folder, { withFileTypes: true });
  } catch {
    return 0;
  }
  return entries.reduce((sum, entry) => sum + (entry.isDirectory() ? countFiles(path.join(folder, entry.name)) : 1), 0);
}

/** Where a name leads; itself where that cannot be told, as of a pipe. */
export function realPathOf(name: string): string {
  try {
    return fs.realpathSync(name);
  } catch {
    return name;
  }
}
