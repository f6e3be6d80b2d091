import type { JsonObject } from '../../text/json';

/** Whether pods are meant to run on. */
export type Lifetime =
  /** They are: one that ends is started again. */
  | 'lasting'
  /** They end when their work is done, or when a user ends them. */
  | 'ending'
  /** As `restartPolicy` of the pod says. */
  | 'own'
  /** None are made of it by itself: others use it as a template. */
  | 'template';

/** What says how many pods there are at the same time. */
export type PodCount =
  | 'one'
  /** `spec.replicas`, which is 1 where unset, or an autoscaler. */
  | 'replicas'
  | 'one per node'
  /** `parallelism` and `completions` of a JobSpec, while it runs. */
  | 'job'
  /** The same once for each Job that KEDA starts. */
  | 'jobs on demand'
  /** One per node, while it runs. */
  | 'job per node'
  | 'none';

/** What the API server asks of the selector. */
export type SelectorStyle =
  /** It must be written and select the labels of the template. */
  | 'required'
  /** A mapping of labels, by default those of the template. */
  | 'labels'
  /** Given by the controller, and another only with `manualSelector: true`. */
  | 'job'
  /** None may be written for the Jobs. */
  | 'forbidden'
  /** There is none, or it is about something else. */
  | 'none';

/** All that is known of a kind that makes pods of a template as it is written. */
export interface PodKind {
  /** API groups that have it; '' for the core group. */
  readonly groups: readonly string[];
  readonly kind: string;
  /** Paths to what has the pod's `metadata` and `spec`; '' for the object itself. Of several the first that has a `spec` counts. */
  readonly templates: readonly string[];
  readonly lifetime: Lifetime;
  readonly count: PodCount;
  readonly selector: SelectorStyle;
  /** The restart policies that it takes. */
  readonly restartPolicies: readonly string[];
  /** True where it has the subresource `scale`, so that autoscalers and disruption budgets can request the number. */
  readonly hasScale: boolean;
  /**
   * True for what Kubernetes does not define: without `spec` the template is elsewhere, while the API server rejects a Deployment without
   * one.
   */
  readonly isCustom: boolean;
  /** Path of the JobSpec. */
  readonly job?: string;
  /** Path of the list of claims that it makes for each pod. */
  readonly claims?: string;
  /** The field that switches it off, and the value with which no pods are made. */
  readonly off?: readonly [path: string, value: unknown];
  /** Fields of the pod that its controller sets where they are unset. */
  readonly sets?: JsonObject;
}

const ALWAYS = ['Always'];
const ENDING = ['OnFailure', 'Never'];
const ANY = [...ALWAYS, ...ENDING];

const SCALED = {
  templates: ['spec.template'],
  lifetime: 'lasting',
  count: 'replicas',
  selector: 'required',
  restartPolicies: ALWAYS,
  hasScale: true,
  isCustom: false,
} as const;
const PER_NODE = { ...SCALED, count: 'one per node', hasScale: false } as const;
const SINGLE = { lifetime: 'own', count: 'one', selector: 'none', restartPolicies: ANY, hasScale: false, isCustom: false } as const;
const JOB = { ...SINGLE, templates: ['spec.template'], lifetime: 'ending', count: 'job' } as const;
const CUSTOM = { isCustom: true } as const;
const CLAIMS = { claims: 'spec.volumeClaimTemplates' } as const;

/**
 * Every kind whose pods are read as they are written: the one place that knows them.
 *
 * Sources: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/; Argo Rollouts (`RolloutSpec`), OpenShift
 * (`DeploymentConfigSpec`), OpenKruise (`apis/apps/v1beta1` and `v1alpha1`), KEDA (`ScaledJobSpec`, whose `jobTargetRef` is a JobSpec),
 * agent sandboxes (`SandboxSpec.podTemplate`; `replicas` in v1alpha1, `operatingMode` in v1beta1).
 */
export const POD_KINDS: readonly PodKind[] = [
  { ...SINGLE, groups: [''], kind: 'Pod', templates: [''] },
  { ...SINGLE, groups: [''], kind: 'PodTemplate', templates: ['template'], lifetime: 'template', count: 'none' },
  { ...SCALED, groups: [''], kind: 'ReplicationController', selector: 'labels' },
  { ...SCALED, groups: ['apps', 'extensions'], kind: 'Deployment' },
  { ...SCALED, groups: ['apps', 'extensions'], kind: 'ReplicaSet' },
  { ...SCALED, groups: ['apps'], kind: 'StatefulSet', ...CLAIMS },
  { ...PER_NODE, groups: ['apps', 'extensions'], kind: 'DaemonSet' },
  { ...JOB, groups: ['batch'], kind: 'Job', selector: 'job', restartPolicies: ENDING, job: 'spec', off: ['spec.suspend', true] },
  {
    ...JOB,
    groups: ['batch'],
    kind: 'CronJob',
    templates: ['spec.jobTemplate.spec.template'],
    selector: 'forbidden',
    restartPolicies: ENDING,
    job: 'spec.jobTemplate.spec',
    off: ['spec.suspend', true],
  },

  { ...SCALED, ...CUSTOM, groups: ['argoproj.io'], kind: 'Rollout' },
  // The core group is how OpenShift 3 wrote it.
  { ...SCALED, ...CUSTOM, groups: ['apps.openshift.io', ''], kind: 'DeploymentConfig', selector: 'labels' },
  { ...SCALED, ...CUSTOM, groups: ['apps.kruise.io'], kind: 'CloneSet', ...CLAIMS },
  { ...SCALED, ...CUSTOM, groups: ['apps.kruise.io'], kind: 'StatefulSet', ...CLAIMS },
  { ...PER_NODE, ...CUSTOM, groups: ['apps.kruise.io'], kind: 'DaemonSet' },
  {
    ...SCALED,
    ...CUSTOM,
    groups: ['apps.kruise.io'],
    kind: 'UnitedDeployment',
    templates: ['statefulSetTemplate', 'advancedStatefulSetTemplate', 'cloneSetTemplate', 'deploymentTemplate'].map(
      (template) => `spec.template.${template}.spec.template`,
    ),
    // It is about the workloads that are made.
    selector: 'none',
  },
  { ...JOB, ...CUSTOM, groups: ['apps.kruise.io'], kind: 'BroadcastJob', count: 'job per node', off: ['spec.paused', true] },
  {
    ...JOB,
    ...CUSTOM,
    groups: ['apps.kruise.io'],
    kind: 'AdvancedCronJob',
    templates: ['spec.template.jobTemplate.spec.template', 'spec.template.broadcastJobTemplate.spec.template'],
    job: 'spec.template.jobTemplate.spec',
    off: ['spec.paused', true],
  },
  {
    ...JOB,
    ...CUSTOM,
    groups: ['keda.sh'],
    kind: 'ScaledJob',
    templates: ['spec.jobTargetRef.template'],
    count: 'jobs on demand',
    job: 'spec.jobTargetRef',
  },
  {
    ...JOB,
    ...CUSTOM,
    groups: ['agents.x-k8s.io'],
    kind: 'Sandbox',
    templates: ['spec.podTemplate'],
    count: 'replicas',
    off: ['spec.operatingMode', 'Suspended'],
    ...CLAIMS,
  },
  {
    ...JOB,
    ...CUSTOM,
    groups: ['extensions.agents.x-k8s.io'],
    kind: 'SandboxTemplate',
    templates: ['spec.podTemplate'],
    lifetime: 'template',
    count: 'none',
    // Its operator leaves the token out unless it is requested.
    sets: { automountServiceAccountToken: false },
  },
];

/** By kind, which tells most objects at once, then by group. */
const BY_KIND = new Map<string, Map<string, PodKind>>();
/** For a kind in a group that has no such kind. */
const MISPLACED = new Map<string, PodKind>();
for (const row of POD_KINDS) {
  const byGroup = BY_KIND.get(row.kind) ?? new Map<string, PodKind>();
  for (const group of row.groups) byGroup.set(group, row);
  BY_KIND.set(row.kind, byGroup);
  if (!row.isCustom) MISPLACED.set(row.kind, row);
}

/**
 * What is known of a kind; undefined where it makes no pods of a template.
 *
 * Groups without a dot are those of Kubernetes alone: `v1` of a Deployment is a slip, and it is a Deployment all the same.
 */
export function podKindOf({ group, kind }: { readonly group: string; readonly kind: string }): PodKind | undefined {
  const byGroup = BY_KIND.get(kind);
  return byGroup && (byGroup.get(group) ?? (group.includes('.') ? undefined : MISPLACED.get(kind)));
}

/** True for what makes no pods by itself: a template that others use. */
export function isTemplate(object: { readonly group: string; readonly kind: string }): boolean {
  return podKindOf(object)?.lifetime === 'template';
}
