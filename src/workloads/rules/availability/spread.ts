import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { LabelSelector } from '../../../kubernetes/objects/label-selector';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import type { Workload } from '../../../kubernetes/scale/workloads';
import { asArray, asObject } from '../../../text/json';
import { scaledWorkloads } from '../scale';

export const spread = defineRule({
  id: 'workloads/spread',
  title: 'Workloads with several pods must set topologySpreadConstraints or podAntiAffinity',
  description:
    'Otherwise all pods can be on one node and fail with it. Hard and soft constraints pass, if their selector matches the pods '
    + 'of the workload itself. Without constraints, the defaults of the scheduler spread pods only a little.\n\n'
    + 'The number of pods is the minimum, from the autoscaler or `replicas`. A single pod is exempt. An unknown number is '
    + 'unknown.',
  severity: Severity.LOW,
  fix: 'Add a topologySpreadConstraint over kubernetes.io/hostname or topology.kubernetes.io/zone with the labels of the pods.',
  sources: [
    'https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/',
    'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity',
  ],
  bad:
    '{ apiVersion: apps/v1, kind: Deployment, metadata: { name: api }, spec: { replicas: 2, selector: { matchLabels: { app: api } }, '
    + 'template: { metadata: { labels: { app: api } }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4 }] } } } }',
  good:
    '{ apiVersion: apps/v1, kind: Deployment, metadata: { name: api }, '
    + 'spec: { replicas: 2, selector: { matchLabels: { app: api } }, template: { metadata: { labels: { app: api } }, '
    + 'spec: { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway, '
    + 'labelSelector: { matchLabels: { app: api } } }], containers: [{ name: api, image: registry.example.com/api:1.4 }] } } } }',
  operations: true,
  subject: scaledWorkloads,
  check: requireSpread,
});

function requireSpread({ pod, scale: { floor, fact: number } }: Workload): readonly Outcome[] {
  if (floor !== undefined && floor < 2) return NONE;
  const constraints = asArray(pod.spec.topologySpreadConstraints).map(asObject).filter(hasTopology);
  const selectsThem = (selector: unknown) => LabelSelector.of(selector).matches(pod.labels);
  if (constraints.some(({ labelSelector }) => selectsThem(labelSelector))) return NONE;
  const terms = antiAffinityTerms(pod).filter(hasTopology);
  if (terms.some((term) => selectsThem(term.labelSelector) && isAtHome(term, pod))) return NONE;
  const path = `${pod.path}.topologySpreadConstraints`;
  if (floor === undefined) return [undecided(path, `${number}, so whether there are pods to keep apart is not known`)];
  const fact =
    constraints.length + terms.length === 0
      ? 'nothing keeps its'
      : 'its spread constraints and anti-affinity select other pods, so nothing keeps its';
  return [{ path, message: `${fact} ${floor} pods apart` }];
}

type Term = Readonly<Record<string, unknown>>;

function antiAffinityTerms({ spec }: PodView): readonly Term[] {
  const rules = asObject(asObject(spec.affinity).podAntiAffinity);
  const hard = asArray(rules.requiredDuringSchedulingIgnoredDuringExecution).map(asObject);
  return [
    ...hard,
    ...asArray(rules.preferredDuringSchedulingIgnoredDuringExecution).map((entry) => asObject(asObject(entry).podAffinityTerm)),
  ];
}

/** The API server rejects what names no label of nodes. */
function hasTopology({ topologyKey }: Term): boolean {
  return typeof topologyKey === 'string' && topologyKey !== '';
}

/** Neither names nor selector of namespaces: the pod's own. What a selector of namespaces selects is taken to include it. */
function isAtHome({ namespaces, namespaceSelector }: Term, { namespace }: PodView): boolean {
  const names = asArray(namespaces);
  return names.length === 0 || names.includes(namespace) || (namespaceSelector !== undefined && namespaceSelector !== null);
}
