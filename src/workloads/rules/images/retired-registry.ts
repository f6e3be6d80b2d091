import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { writtenPods } from '../../../engine/subjects';
import type { ImageReference } from '../../../kubernetes/images/image-reference';
import { collect, NONE } from '../../../kubernetes/objects/collect';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import { readableImages } from './images';

/** `gcr.io` and its mirrors by region. */
const GOOGLE = /^(?:(?:asia|eu|us)\.)?gcr\.io$/;
const PROJECTS = /^(?:google_containers|google-containers|k8s-artifacts-prod)\//;

export const retiredRegistry = defineRule({
  id: 'workloads/retired-registry',
  title: 'Images must not come from retired registries such as k8s.gcr.io',
  description:
    '`k8s.gcr.io` has been frozen since April 2023, and `gcr.io/google_containers` since 2020, so images there get no security '
    + 'fixes; `registry.k8s.io` replaces both. Their regional names count too. A text that is not a valid image name is covered '
    + 'by `workloads/image-tag`.',
  severity: Severity.MEDIUM,
  fix: 'Take the image from `registry.k8s.io`, in a version that is still maintained.',
  sources: [
    'https://kubernetes.io/blog/2023/02/06/k8s-gcr-io-freeze-announcement/',
    'https://github.com/kubernetes/k8s.io/wiki/New-Registry-url-for-Kubernetes-(registry.k8s.io)',
    'https://github.com/kubernetes/release/issues/270',
  ],
  bad: examplePod({ image: '"k8s.gcr.io/ingress-nginx/controller:v1.3.0"' }),
  good: examplePod({ image: '"registry.k8s.io/coredns/coredns:v1.12.1"' }),
  subject: writtenPods,
  check: (pod) =>
    collect(readableImages(pod), ({ reference, label, path, text }) =>
      isRetired(reference) ? [{ path, message: `the image ${text} of ${label} comes from a registry that is frozen` }] : NONE,
    ),
});

function isRetired({ registry, repository }: ImageReference): boolean {
  return (
    registry === 'k8s.gcr.io'
    || registry.endsWith('-k8s.gcr.io')
    || registry.endsWith('.k8s.gcr.io')
    || (GOOGLE.test(registry) && PROJECTS.test(repository))
  );
}
