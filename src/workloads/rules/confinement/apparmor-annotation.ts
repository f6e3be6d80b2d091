import { defineRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { pods } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import type { ContainerView, PodView } from '../../../kubernetes/pods/pod-view';
import { asObject, asString, isObject } from '../../../text/json';
import { joinPath } from '../../../text/path';

const PREFIX = 'container.apparmor.security.beta.kubernetes.io/';

export const appArmorAnnotation = defineRule({
  id: 'workloads/apparmor-annotation',
  title: 'AppArmor annotations must not contradict appArmorProfile',
  description:
    'The annotations from before Kubernetes 1.30 are still in effect: if a container has no field, its annotation becomes the '
    + 'field and overrides the field of the pod.\n\n'
    + 'Violations: an annotation that differs from the field of the container (the API server rejects the pod) or from the field '
    + 'of the pod (the annotation wins), and one for a container that does not exist (rejected). An annotation without a field '
    + 'passes: it is deprecated, and has the same effect. Windows pods are exempt.',
  severity: Severity.LOW,
  fix: 'Remove the annotation and set securityContext.appArmorProfile.',
  sources: [
    'https://kubernetes.io/docs/tutorials/security/apparmor/',
    'https://github.com/kubernetes/enhancements/tree/master/keps/sig-node/24-apparmor#version-skew-strategy',
  ],
  bad:
    `{ apiVersion: v1, kind: Pod, metadata: { name: api, annotations: { ${PREFIX}api: localhost/loose } }, `
    + 'spec: { securityContext: { appArmorProfile: { type: RuntimeDefault } }, '
    + 'containers: [{ name: api, image: registry.example.com/api:1.4 }] } }',
  good:
    `{ apiVersion: v1, kind: Pod, metadata: { name: api, annotations: { ${PREFIX}api: runtime/default } }, `
    + 'spec: { securityContext: { appArmorProfile: { type: RuntimeDefault } }, '
    + 'containers: [{ name: api, image: registry.example.com/api:1.4 }] } }',
  subject: pods,
  revisions: [{ since: '1.30', check: agree }],
});

function agree(pod: PodView): readonly Outcome[] {
  const keys = Object.keys(pod.annotations);
  if (!keys.some((key) => key.startsWith(PREFIX)) || asObject(pod.spec.os).name === 'windows') return NONE;
  return keys
    .filter((key) => key.startsWith(PREFIX))
    .flatMap((key) => {
      const path = joinPath(pod.metadataPath, 'annotations', key);
      const name = key.slice(PREFIX.length);
      const container = pod.containers.find((each) => each.name === name);
      return container
        ? compare(pod, container, pod.annotations[key]!, path)
        : [{ path, message: `the annotation is for a container ${JSON.stringify(name)}, which the pod does not have` }];
    });
}

function compare(pod: PodView, { securityContext, label }: ContainerView, annotation: string, path: string): readonly Outcome[] {
  const [own, shared] = [written(securityContext.appArmorProfile), written(pod.securityContext.appArmorProfile)];
  if (own !== undefined) {
    return own === annotation
      ? NONE
      : [
          {
            path,
            message:
              `the annotation says ${JSON.stringify(annotation)}, the field of ${label} ${JSON.stringify(own)}: the API server rejects `
              + 'the pod',
          },
        ];
  }
  if (shared === undefined || annotation === '' || annotation === shared) return NONE;
  return [
    {
      path,
      message:
        `the annotation gives ${label} the profile ${JSON.stringify(annotation)}, against the field of the pod `
        + `(${JSON.stringify(shared)})`,
    },
  ];
}

/** A profile as an annotation would say it; undefined for none, and for what the API server does not accept. */
function written(profile: unknown): string | undefined {
  if (!isObject(profile)) return undefined;
  switch (profile.type) {
    case 'RuntimeDefault':
      return 'runtime/default';
    case 'Unconfined':
      return 'unconfined';
    case 'Localhost':
      return `localhost/${asString(profile.localhostProfile) ?? ''}`;
    default:
      return undefined;
  }
}
