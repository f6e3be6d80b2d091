import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { pods } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import { LabelSelector } from '../../../kubernetes/objects/label-selector';
import { GIVEN_LABELS } from '../../../kubernetes/pods/pod-index';
import { podKindOf } from '../../../kubernetes/pods/pod-kinds';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { asObject, isObject, isUnset, objectAt } from '../../../text/json';

export const workloadSelector = defineRule({
  id: 'workloads/workload-selector',
  title: 'The selector of a workload must match the labels of its pod template',
  description:
    'The API server rejects the object otherwise. Deployment, StatefulSet, DaemonSet and ReplicaSet need a selector that is not '
    + 'empty. An unset selector of a ReplicationController means the labels of the template. Kubernetes sets the selector of a '
    + 'Job, and accepts another one only with `manualSelector: true`; a CronJob must not set one for its Jobs.',
  severity: Severity.LOW,
  fix: 'Write the same labels in `spec.selector.matchLabels` and `spec.template.metadata.labels`.',
  sources: [
    'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector',
    'https://kubernetes.io/docs/concepts/workloads/controllers/job/#specifying-your-own-pod-selector',
  ],
  bad:
    '{ apiVersion: apps/v1, kind: Deployment, metadata: { name: api }, spec: { selector: { matchLabels: { app: web } }, '
    + 'template: { metadata: { labels: { app: api } }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4 }] } } } }',
  good:
    '{ apiVersion: apps/v1, kind: Deployment, metadata: { name: api }, spec: { selector: { matchLabels: { app: api } }, '
    + 'template: { metadata: { labels: { app: api } }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4 }] } } } }',
  operations: true,
  subject: pods,
  check: requireMatchingSelector,
});

const PATH = 'spec.selector';

function requireMatchingSelector(pod: PodView): readonly Outcome[] {
  const { object, labels } = pod;
  const { kind, json } = object;
  const { selector: style, job } = podKindOf(object)!;
  if (style === 'none') return NONE;
  if (style === 'forbidden') {
    return isUnset(objectAt(json, job!).selector) ? NONE : refused(kind, 'a selector is written for its Jobs', `${job}.selector`);
  }
  const { selector: written, manualSelector } = asObject(json.spec);
  const isPlain = style === 'labels';
  if (isUnset(written) || (isPlain && isObject(written) && Object.keys(written).length === 0)) {
    if (style !== 'required') return NONE;
    return refused(kind, 'there is no selector').map((outcome) => ({ ...outcome, malformed: true }));
  }
  const selector = LabelSelector.of(isPlain ? { matchLabels: written } : written);
  if (selector.invalid !== undefined) return [undecided(PATH, `${selector.invalid}, so the API server rejects the ${kind}`)];
  if (style === 'job' && manualSelector !== true) {
    return selector.without(GIVEN_LABELS).selectsEverything ? NONE : refused(kind, 'a selector is written without manualSelector: true');
  }
  if (selector.selectsEverything) return refused(kind, 'the selector is empty');
  return selector.matches(labels) ? NONE : refused(kind, 'the selector does not select the labels of the template');
}

function refused(kind: string, fact: string, path = PATH): readonly Outcome[] {
  return [{ path, message: `${fact}, so the API server rejects the ${kind}` }];
}
