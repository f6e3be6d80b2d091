import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { policiesFor } from './image-policies';
import { isMoving, judgeImages } from './images';
import { pods } from '../pod-security-rule';

/**
 * Every image says which version it is: none is `latest`, by name or because no tag is written, nor another tag that moves by custom
 * (`main`, `stable`, `nightly`, …; case does not count), nor a variant of one (`latest-alpine`).
 *
 * Nor has one a tag that the image policy of the run or of its Namespace refuses. A digest passes, whatever the tag. Images of all three
 * container lists and of image volumes count; a name that is none (a placeholder) is unknown.
 */
export const imageTag = defineRule({
  id: 'workloads/image-tag',
  title: 'Images must not float on a tag such as latest',
  severity: Severity.MEDIUM,
  fix: 'Write the version as tag, or better the digest.',
  controls: [],
  sources: ['https://kubernetes.io/docs/concepts/containers/images/#image-names'],
  bad:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, '
    + 'spec: { containers: [{ name: api, image: registry.example.com/api:latest }] } }',
  good:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, '
    + 'spec: { containers: [{ name: api, image: registry.example.com/api:1.4.2 }] } }',
  subject: pods,
  revisions: [
    {
      since: '1.0',
      check: (pod, context) =>
        judgeImages(pod, ({ label, path, text, reference }) => {
          const { tag, digest } = reference;
          if (digest !== undefined) return NONE;
          const objection = (fact: string) => [{ path, message: `the image ${text} of ${label} has ${fact}` }];
          if (tag === undefined) return objection('no tag, which means latest');
          if (tag === 'latest') return objection('the tag latest');
          const policy = policiesFor(pod, context).find(({ demands }) => demands.refusedTags.includes(tag));
          if (policy) return objection(`the tag ${tag}, which ${policy.label} refuses`);
          return isMoving(reference) ? objection(`the tag ${tag}, which names no version`) : NONE;
        }),
    },
  ],
});
