import * as path from 'node:path';
import { asString, isObject } from '../../text/json';
import { completed, type Node } from './kustomizations';

/** Source: https://github.com/kubernetes-sigs/kustomize/blob/master/api/types/kustomization.go */
const FIELDS = new Set(
  (
    'apiVersion kind metadata openapi namePrefix nameSuffix namespace commonLabels labels commonAnnotations patchesStrategicMerge '
    + 'patchesJson6902 patches images imageTags replacements replicas vars sortOptions resources components crds bases configMapGenerator '
    + 'secretGenerator helmGlobals helmCharts helmChartInflationGenerator generatorOptions configurations generators transformers '
    + 'validators buildMetadata'
  ).split(' '),
);

/** Why kustomize rejects a kustomization whatever the files say that it names, each with the field. */
export function rejections({ value, beside }: Node): readonly (readonly [string, string])[] {
  const { apiVersion, kind } = completed(value) as Readonly<Record<string, unknown>>;
  // A Kustomization of Flux may have the name of a file of kustomize.
  if (!asString(apiVersion)?.startsWith('kustomize.config.k8s.io/')) return [];
  return [
    ...beside.map((name) => [`another kustomization in its folder, ${path.basename(name)}, so that its build fails`, ''] as const),
    ...(kind === 'Kustomization' || kind === 'Component' ? [] : [[`the kind ${String(kind)}, so that its build fails`, 'kind'] as const]),
    ...Object.keys(value).flatMap((field) =>
      FIELDS.has(field) ? [] : [[`the unknown field ${field}, so that its build fails`, field] as const],
    ),
  ];
}

/** Undefined for what can be taken into resources, or into components; else why kustomize does not. */
export function wrongKind({ value }: Node, wanted: 'Kustomization' | 'Component'): string | undefined {
  const whole = completed(value);
  const kind = isObject(whole) ? whole.kind : undefined;
  return (kind === 'Component') === (wanted === 'Component')
    ? undefined
    : `a ${String(kind)} where a ${wanted} belongs, so that its build fails`;
}

/** True for a file that kustomize does not read for a kustomization of this folder, unless its user allows it. */
export function isOutside(folder: string, file: string): boolean {
  return path.relative(folder, file).split(path.sep)[0] === '..';
}
