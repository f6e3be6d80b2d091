import * as path from 'node:path';
import type { KubeObject } from '../../kubernetes/objects/object';
import { contentsOf } from '../file-contents';
import { CHART } from '../helm-chart';
import type { Node } from '../kustomize/kustomizations';
import type { ReadError } from '../read-error';
import { objectsOfChart } from './chart-objects';
import type { Renderer, RenderFailure } from './renderer';

const UNCHECKED = 'so what it deploys is not checked';
const BUILT = 'so it is checked as far as it can be built without that';

/** What charts and kustomizations of the input render to. */
export class Renderings {
  /** The charts and kustomizations that were rendered. */
  public readonly files: string[] = [];
  /** How many of them are charts. */
  public charts = 0;
  /** Parts of what was rendered that hold no object: `web/Chart.yaml (rendered, document 2)`. */
  public readonly notKubernetes: string[] = [];
  private readonly problems: ReadError[] = [];
  private readonly general = new Map<string, { readonly failure: RenderFailure; readonly consequence: string; readonly files: string[] }>();

  constructor(private readonly renderer: Renderer) {}

  /** What could not be rendered or read. */
  public get errors(): readonly ReadError[] {
    const general = [...this.general.values()].map(({ failure, consequence, files }) => {
      const [file = '', ...others] = files;
      const more = others.length === 0 ? '' : ` The same holds for ${listOf(others)}.`;
      return errorOf(file, `${failure.fact}, ${consequence}. ${failure.remedy}${more}`);
    });
    return [...this.problems, ...general];
  }

  public chart(folder: string): readonly KubeObject[] {
    const file = path.join(folder, CHART);
    const { text, failure } = this.renderer.chart(folder);
    if (failure) {
      this.fail(file, failure, UNCHECKED);
      return [];
    }
    const { objects, notKubernetes, faults } = objectsOfChart(folder, text);
    this.charts += 1;
    this.note(file, notKubernetes, faults, UNCHECKED);
    return objects;
  }

  /** Undefined for a kustomization that could not be rendered. */
  public kustomization({ file, folder }: Node): readonly KubeObject[] | undefined {
    const { text, failure } = this.renderer.kustomization(folder);
    if (failure) return this.fail(file, failure, BUILT);
    const source = { kind: 'manifests', path: path.join(folder, 'rendered.yaml'), origin: { file }, isWanted: true } as const;
    const { objects, notKubernetes, manifests } = contentsOf(source, text, []);
    this.note(
      file,
      notKubernetes,
      manifests!.faults.map(({ line, message }) => `line ${line}: ${message}`),
      UNCHECKED,
    );
    return objects;
  }

  private note(file: string, notKubernetes: readonly string[], faults: readonly string[], consequence: string): void {
    this.files.push(file);
    for (const part of notKubernetes) this.notKubernetes.push(`${file} (rendered, ${part})`);
    const [fault] = faults;
    if (fault === undefined) return;
    this.problems.push(errorOf(file, `what it renders to cannot be read (${fault}), ${consequence}. Correct the template or the patch.`));
  }

  private fail(file: string, failure: RenderFailure, consequence: string): undefined {
    if (!failure.isGeneral) {
      this.problems.push(errorOf(file, `${failure.fact}, ${consequence}. ${failure.remedy}`));
      return;
    }
    const known = this.general.get(failure.fact);
    if (known) known.files.push(file);
    else this.general.set(failure.fact, { failure, consequence, files: [file] });
  }
}

function errorOf(file: string, message: string): ReadError {
  return { file, line: undefined, message };
}

const MOST_NAMED = 3;

function listOf(files: readonly string[]): string {
  const more = files.length > MOST_NAMED ? ` and ${files.length - MOST_NAMED} more` : '';
  return `${files.slice(0, MOST_NAMED).join(', ')}${more}`;
}
