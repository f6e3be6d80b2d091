import { asArray, asObject, isObject, isUnset, objectAt, type JsonObject } from '../../../text/json';
import { joinPath } from '../../../text/path';
import type { KubeObject } from '../../objects/object';
import { podOf, type PodView, type WrittenContainer } from '../pod-view';

/**
 * The pod of a TaskSpec: its steps and sidecars, with the pod template of the run that holds it.
 *
 * A step without `securityContext` has that of `stepTemplate`, and is reported there.
 *
 * Source: https://tekton.dev/docs/pipelines/tasks/, https://tekton.dev/docs/pipelines/podtemplates/
 */
export function taskPods(object: KubeObject, base: string, template?: string): readonly PodView[] {
  const task = objectAt(object.json, base);
  return [...podsOfTask(object, task, base, template), ...templatePods(object, template)];
}

/** The pods of a PipelineSpec: one for each task that is written in it, also in pipelines within. */
export function pipelinePods(object: KubeObject, base: string, template?: string): readonly PodView[] {
  const visit = (pipeline: JsonObject, path: string): readonly PodView[] =>
    ['tasks', 'finally'].flatMap((list) =>
      asArray(pipeline[list]).flatMap((item, index) => {
        const { taskSpec, pipelineSpec } = asObject(item);
        const at = joinPath(path, list, index);
        return [
          ...podsOfTask(object, asObject(taskSpec), `${at}.taskSpec`, template),
          ...(isObject(pipelineSpec) ? visit(pipelineSpec, `${at}.pipelineSpec`) : []),
        ];
      }),
    );
  return [...visit(objectAt(object.json, base), base), ...templatePods(object, template)];
}

/** What pod templates say by themselves: what runs with them may be elsewhere. */
function templatePods(object: KubeObject, template: string | undefined): readonly PodView[] {
  if (template === undefined) return [];
  const each = asArray(asObject(object.json.spec).taskRunSpecs).flatMap((run, index) =>
    ['podTemplate', 'taskPodTemplate'].map((field) => [`spec.taskRunSpecs[${index}].${field}`, asObject(run)[field]] as const),
  );
  return [[template, objectAt(object.json, template)] as const, ...each].flatMap(([path, spec]) =>
    isObject(spec) && Object.keys(spec).length > 0
      ? [podOf(object, { path, metadataPath: 'metadata', metadata: {}, spec, containers: [], part: 'known' })]
      : [],
  );
}

/** What a step template gives to every step in addition to the security context. */
const SHARED = ['args', 'command', 'env', 'envFrom', 'image', 'volumeMounts'];

function podsOfTask(object: KubeObject, task: JsonObject, base: string, template: string | undefined): readonly PodView[] {
  const shared = asObject(task.stepTemplate).securityContext;
  const containers: WrittenContainer[] = [];
  for (const [list, noun] of [
    ['steps', 'step'],
    ['sidecars', 'sidecar'],
  ] as const) {
    asArray(task[list]).forEach((item, index) => {
      if (!isObject(item)) return;
      const inherits = list === 'steps' && !isObject(item.securityContext) && isObject(shared);
      const spec = inherits ? { ...item, securityContext: shared } : item;
      const own = { list: 'containers', noun, index, spec, path: `${base}.${list}[${index}]` } as const;
      containers.push(inherits ? { ...own, contextHolder: `${base}.stepTemplate` } : own);
    });
  }
  const steps = asObject(task.stepTemplate);
  if (SHARED.some((field) => !isUnset(steps[field]))) {
    const isTaken = containers.some(({ contextHolder }) => contextHolder !== undefined);
    const spec = isTaken ? steps : { ...steps, securityContext: undefined };
    containers.push({
      list: 'containers',
      noun: 'step template',
      index: 0,
      spec: { name: 'steps', ...spec },
      path: `${base}.stepTemplate`,
    });
  }
  const { securityContext } = template === undefined ? ({} as JsonObject) : objectAt(object.json, template);
  const place = { metadataPath: 'metadata', metadata: {} };
  const pods = [];
  if (containers.length > 0) {
    pods.push(
      podOf(object, { ...place, path: isObject(securityContext) ? template! : base, spec: { securityContext }, containers, part: 'known' }),
    );
  }
  if (Array.isArray(task.volumes)) {
    pods.push(podOf(object, { ...place, path: base, spec: { volumes: task.volumes }, containers: [], part: 'known' }));
  }
  return pods;
}
