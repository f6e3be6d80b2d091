import * as fs from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { checkerOf, waiversOfSettings } from '../../app/checker';
import { PRODUCT } from '../../catalog';
import type { Checker } from '../../engine/checker';
import type { Finding } from '../../engine/finding';
import { FindingStatus } from '../../engine/finding-status';
import type { SettingsLayer } from '../../engine/settings';
import { readsOf } from '../../engine/subjects';
import { WaiverBook, type Waiver } from '../../engine/waiver';
import { admitted, annotationWaivers } from '../../engine/waiver-sources';
import { findFiles, realPathOf, type FoundFile } from '../../input/find-files';
import { Kustomizations, KUSTOMIZATIONS, Part } from '../../input/kustomize/kustomizations';
import { containerWithoutImage } from '../../input/patches';
import type { ReadError } from '../../input/read-error';
import { nothingRead, readInput, type Input } from '../../input/read-input';
import type { KubeObject } from '../../kubernetes/objects/object';
import type { ObjectFill, PodFillOptions } from '../../kubernetes/pods/fill/pod-fill';
import { podViews, type PodView } from '../../kubernetes/pods/pod-view';
import type { LineChange } from '../../text/edit/edits';
import { aboutFailures } from '../internal-error';
import { UsageError } from '../usage-error';
import { fillsIn, fillText, type LeftFill } from './fill-text';
import { rulesOfFills } from './fixable';

/** What `fix` is asked to do. */
export interface FixOptions {
  readonly paths: readonly string[];
  /** What was set, the first having the last word. */
  readonly layers: readonly SettingsLayer[];
  readonly fills: PodFillOptions;
  readonly progress?: (done: number, of: number) => void;
}

const READS = readsOf(PRODUCT.rules);

/** A file whose text changes. */
export interface FixedFile {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly changes: readonly LineChange[];
  /** How many fields get a value. */
  readonly filled: number;
}

/** A field that stays unset, though it could be hardened. */
export interface LeftField extends LeftFill {
  readonly file: string;
  readonly line: number | undefined;
}

/** An object that is laid over another, so that what is unset in it may be set there. */
export interface PartialObject {
  readonly file: string;
  readonly line: number | undefined;
  readonly object: KubeObject;
  /** A clause that goes on from "since". */
  readonly reason: string;
}

/** What can be fixed; nothing is written yet. */
export interface FixResult {
  /** In the order in which they were found. */
  readonly files: readonly FixedFile[];
  readonly left: readonly LeftField[];
  /** Objects in which nothing is filled. */
  readonly partial: readonly PartialObject[];
  readonly errors: readonly ReadError[];
  /** What standard input has to be, if it was read and is sound. */
  readonly standardInput: string | undefined;
  /** Violations in the files as they would be then. */
  readonly violations: number;
  /** What is to be reported of an internal error; undefined when there was none. */
  readonly internalError: string | undefined;
}

/**
 * Reads the paths as `check` does, and fills what is unset on their pods. A file of which a part cannot be read stays as it is: a template
 * is not what it becomes. What a waiver accepts is not filled: that was decided.
 *
 * @throws UsageError for a waiver file that cannot be read, since what it accepts would be filled
 */
export function fix(options: FixOptions): FixResult {
  const checker = checkerOf(options.layers);
  const found = findFiles(options.paths, { reads: READS, ...checker.settings.files, alsoExclude: checker.settings.alsoExclude });
  const fixer = new Fixer(options, checker, onceEach(found.files));
  fixer.fix();
  const { input, errors } = fixer;
  const findings = fixer.findings();
  return {
    files: [...fixer.files.values()],
    left: fixer.left,
    partial: fixer.partial,
    errors: [...found.errors, ...errors, ...nothingRead(options.paths, input, found.errors)],
    standardInput:
      input.manifests.get('-')?.read.faults.length === 0 ? (fixer.files.get('-')?.after ?? input.manifests.get('-')!.text) : undefined,
    violations: findings.filter(({ status }) => status === FindingStatus.VIOLATION).length,
    internalError: aboutFailures(findings, errors),
  };
}

class Fixer {
  public readonly files = new Map<string, FixedFile>();
  public readonly left: LeftField[] = [];
  public readonly partial: PartialObject[] = [];
  public readonly errors: ReadError[];
  public readonly input: Input;
  private readonly waivers: readonly Waiver[];
  private readonly kustomizations: Kustomizations;

  constructor(
    private readonly options: FixOptions,
    private readonly checker: Checker,
    private readonly found: readonly FoundFile[],
  ) {
    this.waivers = waiversOf(this.checker);
    this.input = readInput(found, { reads: READS, withPatches: true, progress: (done) => options.progress?.(done, found.length) });
    this.kustomizations = new Kustomizations(
      new Map([...this.input.manifests, ...kustomizationsBeside(found)].map(([name, { read }]) => [name, read])),
    );
    this.errors = this.input.errors.map((error) => {
      const remedy = error.message.includes('template') ? 'Render the template, and fix what comes of it.' : 'Fix it first.';
      return { ...error, message: `${error.message}, so nothing in the file is changed. ${remedy}` };
    });
  }

  public fix(): void {
    for (const [name, fills] of this.fillsByFile(this.input)) {
      const { text, read } = this.input.manifests.get(name)!;
      if (read.faults.length > 0) continue;
      const { text: after, changes, filled, left } = fillText(text, read, fills);
      if (filled.length > 0) this.files.set(name, { name, before: text, after, changes, filled: filled.length });
      this.left.push(...left.map((each) => ({ ...each, file: name, line: this.input.line(each.object, each.fill.path) })));
    }
    this.refuseUnstable();
    this.notePartial();
  }

  /** In what the files would be. */
  public findings(): readonly Finding[] {
    return this.checker.check(this.reread(false).inventory, this.waivers).findings;
  }

  /** A second run has to find nothing in what the first has written. */
  private refuseUnstable(): void {
    if (this.files.size === 0) return;
    const known = new Set(this.left.map(keyOf));
    for (const [name, fills] of this.fillsByFile(this.reread(true))) {
      const more = fills.find((each) => !known.has(keyOf(each)));
      if (more === undefined || !this.files.delete(name)) continue;
      const message = `${more.fill.path} would be unset still after the fix, so nothing in the file is changed. Please report this.`;
      this.errors.push({ file: name, line: this.input.line(more.object, more.fill.path), message });
    }
  }

  private reread(withPatches: boolean): Input {
    if (this.files.size === 0 && withPatches) return this.input;
    const texts = new Map([...this.input.manifests].map(([name, { text }]) => [name, this.files.get(name)?.after ?? text]));
    return readInput(this.found, { reads: READS, withPatches, texts });
  }

  private fillsByFile({ inventory: read }: Input): ReadonlyMap<string, readonly ObjectFill[]> {
    const inventory = this.checker.settle(read);
    const { registry, waiverTest, settings } = this.checker;
    const isOff = (rule: string) => settings.rules?.[rule] === 'off';
    const book = new WaiverBook(
      [...this.waivers, ...annotationWaivers(inventory, waiverTest)].map((waiver) => admitted(waiver, settings.inBandWaivers)),
      (id) => registry.canonical(id),
    );
    const byFile = new Map<string, ObjectFill[]>();
    for (const pod of podViews(inventory)) {
      const { file } = pod.object.origin;
      if (file === undefined || this.reasonAgainst(pod, file) !== undefined) continue;
      const fills = fillsIn(pod, inventory, this.options.fills).filter(({ fill, object }) => {
        const rule = rulesOfFills().get(fill.by)!;
        return !isOff(rule) && book.accept(rule, object) === undefined;
      });
      const list = byFile.get(file);
      if (list) list.push(...fills);
      else if (fills.length > 0) byFile.set(file, fills);
    }
    return byFile;
  }

  private notePartial(): void {
    for (const pod of podViews(this.input.inventory)) {
      const { object, path } = pod;
      const { file } = object.origin;
      const reason = file === undefined ? undefined : this.reasonAgainst(pod, file);
      if (file !== undefined && reason !== undefined) this.partial.push({ file, line: this.input.line(object, path), object, reason });
    }
  }

  private reasonAgainst(pod: PodView, file: string): string | undefined {
    if (this.kustomizations.partOf(file) === Part.PATCH) return 'a kustomization names this file as a patch';
    const container = containerWithoutImage(pod);
    return container && `${container} names no image, as in a patch`;
  }
}

/** @throws UsageError for a waiver file that cannot be read */
function waiversOf(checker: Checker): readonly Waiver[] {
  const {
    waivers,
    errors: [error],
  } = waiversOfSettings(checker);
  if (!error) return waivers;
  throw new UsageError(
    `${error.file}${error.line === undefined ? '' : `:${error.line}`}: ${error.message}. What the waivers accept is not known, so `
      + 'nothing is fixed.',
  );
}

function keyOf({
  object: {
    origin: { file, document, prefix },
  },
  fill: { path },
}: ObjectFill): string {
  return JSON.stringify([file, document, prefix, path]);
}

/**
 * Kustomizations next to the files, or in the folder above, that are not among them: a patch may be named alone, and `Kustomization` has no
 * ending.
 */
function kustomizationsBeside(found: readonly FoundFile[]): Input['manifests'] {
  const folders = new Set(found.flatMap(({ name }) => (name === '-' ? [] : [dirname(name), join(dirname(name), '..')])));
  const names = [...folders].flatMap((folder) => KUSTOMIZATIONS.map((name) => join(folder, name))).filter((name) => fs.existsSync(name));
  const known = new Set(found.map(({ name }) => resolve(name)));
  const missing = names.filter((name) => !known.has(resolve(name)));
  return readInput(
    missing.map((name) => ({ name, kind: 'manifests', isNamed: true, isHidden: false })),
    { reads: [] },
  ).manifests;
}

/** A file that is reached by two names is one file. */
function onceEach(files: readonly FoundFile[]): readonly FoundFile[] {
  const seen = new Set<string>();
  return files.filter(({ name }) => {
    const real = name === '-' ? name : realPathOf(name);
    return !seen.has(real) && seen.add(real);
  });
}
