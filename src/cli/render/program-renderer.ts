import { resolve } from 'node:path';
import type { Rendered, Renderer } from '../../input/render/renderer';
import { formatMinor, type KubernetesMinor } from '../../kubernetes/releases/versions';
import type { RenderRequest } from './flags';
import { programOnPath, runProgram } from './program';

/** What charts are rendered with. */
export interface RenderOptions extends RenderRequest {
  readonly namespace: string;
  readonly kubernetes: KubernetesMinor;
}

/** helm runs none of its plugins, says no more than it has to, and keeps its colours to itself. */
const HELM_ENV = { HELM_NO_PLUGINS: '1', HELM_DEBUG: 'false', NO_COLOR: '1' };
/** kubectl takes no defaults of flags from a file. */
const KUBECTL_ENV = { KUBERC: 'off' };

/**
 * Renders with the programs that the user has: kustomize or else kubectl, and helm. Folders are named by absolute paths, which neither look
 * like flags nor like addresses.
 */
export class ProgramRenderer implements Renderer {
  private readonly known = new Map<string, Rendered>();

  constructor(private readonly options: RenderOptions) {}

  public chart(folder: string): Rendered {
    return this.once('helm', folder, () => this.renderChart(folder));
  }

  public kustomization(folder: string): Rendered {
    return this.once('kustomize', folder, () => renderKustomization(folder));
  }

  private once(what: string, folder: string, render: () => Rendered): Rendered {
    const key = JSON.stringify([what, resolve(folder)]);
    const rendered = this.known.get(key) ?? render();
    this.known.set(key, rendered);
    return rendered;
  }

  private renderChart(folder: string): Rendered {
    const program = programOnPath('helm');
    if (program === undefined) {
      const remedy = `Install helm, or render it elsewhere: \`helm template NAME ${folder} | cdk8s-hardened check -\`.`;
      return { failure: { fact: 'helm is not on the PATH', remedy, isGeneral: true } };
    }
    const { values, releaseName, namespace, kubernetes } = this.options;
    const args = [
      ...['template', '--include-crds', '--namespace', namespace, '--kube-version', formatMinor(kubernetes)],
      ...values.flatMap((file) => ['--values', csvField(resolve(file))]),
      ...['--', ...(releaseName === undefined ? [] : [releaseName]), resolve(folder)],
    ];
    const { text, failure } = runProgram(program, args, HELM_ENV);
    if (failure === undefined) return { text };
    const remedy = /helm dependency build/.test(failure)
      ? `Run \`helm dependency build ${folder}\` first.`
      : 'Correct the chart, or give the values that it needs with --render-values.';
    return { failure: { fact: `\`helm template\` ${failure}`, remedy, isGeneral: false } };
  }
}

/** helm takes the names of several files between commas, as in CSV. */
function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function renderKustomization(folder: string): Rendered {
  const [kustomize, kubectl] = ['kustomize', 'kubectl'].map(programOnPath);
  const [name, program, args] = kustomize ? ['kustomize build', kustomize, ['build']] : ['kubectl kustomize', kubectl, ['kustomize']];
  if (program === undefined) {
    const fact = 'neither kustomize nor kubectl is on the PATH';
    return { failure: { fact, remedy: 'Install one of them.', isGeneral: true } };
  }
  const { text, failure } = runProgram(program as string, [...(args as string[]), '--', resolve(folder)], KUBECTL_ENV);
  if (failure === undefined) return { text };
  const remedy = 'Correct it. If it needs flags of kustomize, build it with them, and check what is printed: `… | cdk8s-hardened check -`.';
  return { failure: { fact: `\`${name as string}\` ${failure}`, remedy, isGeneral: false } };
}
