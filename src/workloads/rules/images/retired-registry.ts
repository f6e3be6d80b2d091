import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { collect, NONE } from '../../../kubernetes/objects/collect';
import type { ImageReference } from '../../../kubernetes/images/image-reference';
import { readableImages } from './images';
import { pods } from '../pod-security-rule';

/** `gcr.io` and its mirrors by region. */
const GOOGLE = /^(?:(?:asia|eu|us)\.)?gcr\.io$/;
const PROJECTS = /^(?:google_containers|google-containers|k8s-artifacts-prod)\//;

/**
 * Images come from `registry.k8s.io`, not from the registries that it replaced: `k8s.gcr.io` is frozen since April 2023,
 * `gcr.io/google_containers` since 2020, so that no fix of a vulnerability gets there.
 *
 * The regional names of both count. What is no name of an image is left to `workloads/image-tag`.
 */
export const retiredRegistry = defineRule({
  id: 'workloads/retired-registry',
  title: 'Images must not come from a registry that gets no more fixes',
  severity: Severity.MEDIUM,
  fix: 'Take the image from `registry.k8s.io`, in a version that is still maintained.',
  controls: [],
  sources: [
    'https://kubernetes.io/blog/2023/02/06/k8s-gcr-io-freeze-announcement/',
    'https://github.com/kubernetes/k8s.io/wiki/New-Registry-url-for-Kubernetes-(registry.k8s.io)',
    'https://github.com/kubernetes/release/issues/270',
  ],
  bad:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, '
    + 'spec: { containers: [{ name: api, image: "k8s.gcr.io/ingress-nginx/controller:v1.3.0" }] } }',
  good:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, '
    + 'spec: { containers: [{ name: api, image: "registry.k8s.io/coredns/coredns:v1.12.1" }] } }',
  subject: pods,
  revisions: [
    {
      since: '1.0',
      check: (pod) =>
        collect(readableImages(pod), ({ reference, label, path, text }) =>
          isRetired(reference) ? [{ path, message: `the image ${text} of ${label} comes from a registry that is frozen` }] : NONE,
        ),
    },
  ],
});

function isRetired({ registry, repository }: ImageReference): boolean {
  return (
    registry === 'k8s.gcr.io'
    || registry.endsWith('-k8s.gcr.io')
    || registry.endsWith('.k8s.gcr.io')
    || (GOOGLE.test(registry) && PROJECTS.test(repository))
  );
}
