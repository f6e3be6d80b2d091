import { optionalListOption, type OptionValues } from '../../../engine/options';
import { defineRule, NOT_APPLICABLE, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { everyPod } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { pathTest } from '../../../text/glob';
import { joinPath } from '../../../text/path';

const options = {
  required: optionalListOption('Annotations that each workload must have, on itself or on its pods.'),
  forbidden: optionalListOption('Annotations that no workload and no pod may have; `*` and `?` stand for parts of a name.'),
  allowed: optionalListOption('Annotations that are the only ones of their prefix (`example.com/`) that workloads and pods may have.'),
};

export const annotations = defineRule({
  id: 'workloads/annotations',
  title: 'Workloads must have the annotations that the options require, and none that they forbid',
  description:
    'Whom to call, and which annotations of which controllers are in use, is for each cluster to say, so the rule does not apply until '
    + 'an option is set. The annotations of the workload and of its pod template count. An empty value does not '
    + 'count as one that is required. Which value is right is not checked.',
  severity: Severity.LOW,
  fix: 'Add the annotation that is required, or remove the one that is forbidden.',
  sources: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/'],
  exampleOptions: { required: ['example.com/contact'] },
  bad:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, '
    + 'spec: { containers: [{ name: api, image: registry.example.com/api:1.4 }] } }',
  good:
    "{ apiVersion: v1, kind: Pod, metadata: { name: api, annotations: { example.com/contact: 'team@example.com' } }, "
    + 'spec: { containers: [{ name: api, image: registry.example.com/api:1.4 }] } }',
  operations: true,
  subject: everyPod,
  options,
  check: judgeAnnotations,
});

function judgeAnnotations(
  { object, metadataPath, annotations: ofPods }: PodView,
  _: CheckContext,
  { required = NONE, forbidden = NONE, allowed = NONE }: OptionValues<typeof options>,
): readonly Outcome[] {
  if (required.length + forbidden.length + allowed.length === 0) return NOT_APPLICABLE;
  const own = 'metadata.annotations';
  const theirs = `${metadataPath}.annotations`;
  const absent = required
    .filter((key) => !object.annotations[key] && !ofPods[key])
    .map((key) => ({ path: joinPath(own, key), message: `the annotation ${key} is not set` }));
  const tests = forbidden.map(pathTest);
  const prefixes = new Set(allowed.map(prefixOf));
  const isForbidden = (key: string) => tests.some((test) => test(key)) || (prefixes.has(prefixOf(key)) && !allowed.includes(key));
  const stray = (path: string, keys: readonly string[]) =>
    keys.filter(isForbidden).map((key) => ({ path: joinPath(path, key), message: `the annotation ${key} is not allowed` }));
  return [...absent, ...stray(own, Object.keys(object.annotations)), ...(theirs === own ? NONE : stray(theirs, Object.keys(ofPods)))];
}

function prefixOf(key: string): string {
  return key.slice(0, key.indexOf('/') + 1);
}
