import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { judgeImages } from './images';
import { pods } from '../pod-security-rule';

const DIGEST = '0123456789abcdef'.repeat(4);

/**
 * Every image is pinned by digest: a tag can be moved to other content, a digest cannot.
 *
 * Images of all three container lists and of image volumes count; a name that is none (a placeholder) is unknown.
 */
export const imageDigest = defineRule({
  id: 'workloads/image-digest',
  title: 'Images must be pinned by digest',
  severity: Severity.LOW,
  fix: 'Add the digest to the name, as in `registry.example.com/api:1.4.2@sha256:…`.',
  controls: [],
  sources: ['https://kubernetes.io/docs/concepts/containers/images/#image-names'],
  bad:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, '
    + 'spec: { containers: [{ name: api, image: registry.example.com/api:1.4.2 }] } }',
  good:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, '
    + `spec: { containers: [{ name: api, image: "registry.example.com/api:1.4.2@sha256:${DIGEST}" }] } }`,
  subject: pods,
  revisions: [
    {
      since: '1.0',
      check: (pod) =>
        judgeImages(pod, ({ label, path, text, reference: { digest } }) =>
          digest === undefined ? [{ path, message: `the image ${text} of ${label} has no digest` }] : NONE,
        ),
    },
  ],
});
