import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { writtenPods } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import { isUnset, typeName } from '../../../text/json';
import { isMoving, judgeImages, movingTagsOption, type PodImage } from './images';

const POLICIES = new Set(['Always', 'IfNotPresent', 'Never']);

export const imagePullPolicy = defineRule({
  id: 'workloads/image-pull-policy',
  title: 'imagePullPolicy must not let nodes run outdated images',
  description:
    '`Never` runs any image that is on the node under that name, and `IfNotPresent` keeps an outdated image if the tag is '
    + 'floating (no tag, `latest`, `main`, `stable`, …). Unset means `Always` for `latest` and for no tag, and `IfNotPresent` for '
    + 'everything else.\n\n'
    + 'A digest passes with any policy, since it identifies the image. A version tag passes with `IfNotPresent`: from Kubernetes '
    + '1.35 on, the kubelet verifies the credentials of a pod before it uses a private image that another pod pulled '
    + '(`imagePullCredentialsVerificationPolicy`).',
  severity: Severity.LOW,
  fix: 'Pin the image by digest, or set the pull policy to `Always`.',
  sources: [
    'https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy',
    'https://kubernetes.io/docs/concepts/containers/images/#ensureimagepullcredentialverification',
  ],
  bad: examplePod({ container: 'imagePullPolicy: IfNotPresent', image: 'registry.example.com/api:latest' }),
  good: examplePod({ container: 'imagePullPolicy: IfNotPresent', image: 'registry.example.com/api:1.4.2' }),
  subject: writtenPods,
  options: { movingTags: movingTagsOption },
  check: (pod, _, { movingTags }) =>
    judgeImages(pod, (image) => (pod.part !== undefined && isUnset(image.pullPolicy) ? NONE : stale(image, movingTags))),
});

function stale({ label, text, reference, pullPolicy, pullPolicyPath: path }: PodImage, moving: readonly string[]): readonly Outcome[] {
  if (!isUnset(pullPolicy) && (typeof pullPolicy !== 'string' || (pullPolicy !== '' && !POLICIES.has(pullPolicy)))) {
    return [
      undecided(
        path,
        `the pull policy of ${label} is `
          + `${typeof pullPolicy === 'string' ? `${JSON.stringify(pullPolicy)}, which is none` : `${typeName(pullPolicy)}, not a string`}`,
      ),
    ];
  }
  if (reference.digest !== undefined) return NONE;
  if (pullPolicy === 'Never') return [{ path, message: `${label} runs whatever image its node has under the name ${text}` }];
  if (pullPolicy === 'Always' || !isMoving(reference, moving)) return NONE;
  const unset = isUnset(pullPolicy) || pullPolicy === '';
  if (unset && (reference.tag === undefined || reference.tag === 'latest')) return NONE;
  return [{ path, message: `${label} runs the image ${text} that its node pulled once, whatever the tag means today` }];
}
