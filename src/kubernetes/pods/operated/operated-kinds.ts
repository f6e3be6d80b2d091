import { isObject, objectAt } from '../../../text/json';
import type { KubeObject } from '../../objects/object';
import { podIn, podOf, type PodView } from '../pod-view';
import { workflowPods } from './argo-workflows';
import { pipelinePods, taskPods } from './tekton';

/** A custom kind whose operator makes pods of what is written, and adds something of its own. */
export interface OperatedKind {
  /** API group. */
  readonly group: string;
  readonly kind: string;
  /** Where the pods are written: for the documentation. */
  readonly places: readonly string[];
  /** The pods as they are written. One without containers has what is written for several. */
  readonly read: (object: KubeObject) => readonly PodView[];
}

const KNATIVE = 'serving.knative.dev';
const ARGO = 'argoproj.io';
const TEKTON = 'tekton.dev';

/** A template as Kubernetes has it. */
function template(group: string, kind: string, place: string): OperatedKind {
  const base = place === '' ? '' : `${place}.`;
  const read = (object: KubeObject) => {
    const holder = objectAt(object.json, place);
    return isObject(holder.spec)
      ? [{ ...podIn(object, holder, { path: `${base}spec`, metadataPath: `${base}metadata` }), part: 'known' as const }]
      : [];
  };
  return { group, kind, places: [place], read };
}

function workflow(kind: string, base: string): OperatedKind {
  return { group: ARGO, kind, places: [`${base}.templates[*]`], read: (object) => workflowPods(object, base) };
}

/** Every kind that is read so: other custom kinds are searched for what looks like a pod. */
export const OPERATED_KINDS: readonly OperatedKind[] = [
  template(KNATIVE, 'Service', 'spec.template'),
  template(KNATIVE, 'Configuration', 'spec.template'),
  template(KNATIVE, 'Revision', ''),
  workflow('Workflow', 'spec'),
  workflow('WorkflowTemplate', 'spec'),
  workflow('ClusterWorkflowTemplate', 'spec'),
  workflow('CronWorkflow', 'spec.workflowSpec'),
  { group: TEKTON, kind: 'Task', places: ['spec.steps[*]'], read: (object) => taskPods(object, 'spec') },
  { group: TEKTON, kind: 'ClusterTask', places: ['spec.steps[*]'], read: (object) => taskPods(object, 'spec') },
  {
    group: TEKTON,
    kind: 'TaskRun',
    places: ['spec.taskSpec.steps[*]', 'spec.podTemplate'],
    read: (object) => taskPods(object, 'spec.taskSpec', 'spec.podTemplate'),
  },
  { group: TEKTON, kind: 'StepAction', places: ['spec'], read: stepAction },
  { group: TEKTON, kind: 'Pipeline', places: ['spec.tasks[*].taskSpec'], read: (object) => pipelinePods(object, 'spec') },
  {
    group: TEKTON,
    kind: 'PipelineRun',
    places: ['spec.pipelineSpec.tasks[*].taskSpec', 'spec.taskRunTemplate.podTemplate'],
    read: (object) => pipelinePods(object, 'spec.pipelineSpec', runTemplate(object)),
  },
];

/** A step by itself. */
function stepAction(object: KubeObject): readonly PodView[] {
  const { spec } = object.json;
  if (!isObject(spec)) return [];
  const container = { list: 'containers', noun: 'step', index: 0, path: 'spec', spec: { name: object.name, ...spec } } as const;
  return [podOf(object, { path: 'spec', metadataPath: 'metadata', metadata: {}, spec: {}, containers: [container], part: 'known' })];
}

/** Where the pod template of a PipelineRun stands: v1beta1 has it in `spec`. */
function runTemplate({ version }: KubeObject): string {
  return version === 'v1beta1' ? 'spec.podTemplate' : 'spec.taskRunTemplate.podTemplate';
}
