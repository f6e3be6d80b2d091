import { defineRule } from '../../engine/rule';
import { Severity } from '../../engine/severity';
import { policiesFor } from '../image-policies';
import { judgeImages } from '../images';
import { pods } from '../pod-security-rule';

/**
 * Every image says which version it is: none is `latest`, by name or because no tag is written.
 *
 * Nor has one a tag that the image policy of the run or of its Namespace refuses. A digest passes, whatever the tag. Images of all three container lists and of image volumes count; a name that is none (a placeholder) is unknown.
 */
export const imageTag = defineRule({
  id: 'workloads/image-tag',
  title: 'Images must not float on the tag latest',
  severity: Severity.MEDIUM,
  fix: 'Write the version as tag, or better the digest.',
  controls: [],
  sources: ['https://kubernetes.io/docs/concepts/containers/images/#image-names'],
  bad: '{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { containers: [{ name: api, image: registry.example.com/api:latest }] } }',
  good: '{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4.2 }] } }',
  subject: pods,
  revisions: [{
    since: '1.0',
    check: (pod, context) => judgeImages(pod, ({ label, path, text, reference: { tag, digest } }) => {
      if (digest !== undefined) return [];
      if (tag === undefined || tag === 'latest') return [{ path, message: `the image ${text} of ${label} has ${tag === undefined ? 'no tag, which means latest' : 'the tag latest'}` }];
      const policy = policiesFor(pod, context).find(({ demands }) => demands.refusedTags.includes(tag));
      return policy ? [{ path, message: `the image ${text} of ${label} has the tag ${tag}, which ${policy.label} refuses` }] : [];
    }),
  }],
});
