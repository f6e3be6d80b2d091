import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { asObject, isObject } from '../../../text/json';
import { LabelSelector } from '../../../kubernetes/objects/label-selector';
import { GIVEN_LABELS } from '../../../kubernetes/pods/pod-index';
import { isUnset } from '../../../kubernetes/pods/security/read';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { pods } from '../pod-security-rule';

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
const WITHOUT_SELECTOR: ReadonlySet<string> = new Set(['Pod', 'PodTemplate', 'BroadcastJob', 'Sandbox', 'SandboxTemplate', 'ScaledJob']);

function requireMatchingSelector(pod: PodView): readonly Outcome[] {
  const {
    object: { kind, json },
    labels,
  } = pod;
  if (WITHOUT_SELECTOR.has(kind)) return NONE;
  const spec = asObject(json.spec);
  if (kind === 'CronJob') {
    return isUnset(asObject(asObject(spec.jobTemplate).spec).selector)
      ? NONE
      : refused(kind, 'a selector is written for its Jobs', 'spec.jobTemplate.spec.selector');
  }
  const written = spec.selector;
  if (isUnset(written) || (hasPlainSelector(kind) && isObject(written) && Object.keys(written).length === 0)) {
    return kind === 'Job' || hasPlainSelector(kind) ? NONE : refused(kind, 'there is no selector');
  }
  const selector = LabelSelector.of(hasPlainSelector(kind) ? { matchLabels: written } : written);
  if (selector.invalid !== undefined) return [undecided(PATH, `${selector.invalid}, so the API server refuses the ${kind}`)];
  if (kind === 'Job' && spec.manualSelector !== true) {
    return selector.without(GIVEN_LABELS).selectsEverything ? NONE : refused(kind, 'a selector is written without manualSelector: true');
  }
  if (selector.selectsEverything) return refused(kind, 'the selector is empty');
  return selector.matches(labels) ? NONE : refused(kind, 'the selector does not select the labels of the template');
}

/** Kinds whose selector is a map of labels, by default those of the template. */
function hasPlainSelector(kind: string): boolean {
  return kind === 'ReplicationController' || kind === 'DeploymentConfig';
}

function refused(kind: string, fact: string, path = PATH): readonly Outcome[] {
  return [{ path, message: `${fact}, so the API server refuses the ${kind}` }];
}
