import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { writtenPods } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import { judgeImages } from './images';

const DIGEST = '0123456789abcdef'.repeat(4);

export const imageDigest = defineRule({
  id: 'workloads/image-digest',
  title: 'Images must be pinned by digest',
  description:
    'A tag can be moved to other content; a digest cannot. Images of all three container lists and of image volumes count. A '
    + 'text that is not a valid image name (a placeholder) is unknown.',
  severity: Severity.LOW,
  fix: 'Add the digest to the name, as in `registry.example.com/api:1.4.2@sha256:…`.',
  sources: ['https://kubernetes.io/docs/concepts/containers/images/#image-names'],
  bad: examplePod({ image: 'registry.example.com/api:1.4.2' }),
  good:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, '
    + `spec: { containers: [{ name: api, image: "registry.example.com/api:1.4.2@sha256:${DIGEST}" }] } }`,
  subject: writtenPods,
  check: (pod) =>
    judgeImages(pod, ({ label, path, text, reference: { digest } }) =>
      digest === undefined ? [{ path, message: `the image ${text} of ${label} has no digest` }] : NONE,
    ),
});
