import { defineRule } from '../../engine/rule';
import { Severity } from '../../engine/severity';
import { judgeImages } from '../images';
import { pods } from '../pod-security-rule';

/**
 * Every image says which version it is: none is `latest`, by name or because no tag is written.
 *
 * A digest passes, whatever the tag. Images of all three container lists and of image volumes count; a name that is none (a placeholder) is unknown.
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
    check: (pod) => judgeImages(pod, ({ label, path, text, reference: { tag, digest } }) => {
      if (digest !== undefined || (tag !== undefined && tag !== 'latest')) return [];
      return [{ path, message: tag === undefined ? `the image ${text} of ${label} has no tag, which means latest` : `the image ${text} of ${label} has the tag latest` }];
    }),
  }],
});
