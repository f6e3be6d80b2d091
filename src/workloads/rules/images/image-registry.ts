import { defineRule, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { IMAGE_POLICY_ANNOTATION } from '../../../kubernetes/objects/annotations';
import type { NamespaceImagePolicy } from '../../../kubernetes/images/image-demands';
import { fullImageName, isBelow } from '../../../kubernetes/images/image-name';
import { joinPath } from '../../../text/path';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { policiesFor, underRegistryPolicy } from './image-policies';
import { judgeImages } from './images';

/**
 * Images come from the registries that the image policy allows: that of the run (`imagePolicy` of the app, `check --registries`) and that
 * of the Namespace (annotation `cdk8s-hardened/image-policy`); where both are stated, both hold.
 *
 * Hosts and whole segments of paths are compared, `nginx` being `docker.io/library/nginx`. An empty list allows nothing. Without a policy
 * that names registries the rule does not apply; a policy that cannot be read is a violation. Images of all three container lists and of
 * image volumes count; a name that is none (a placeholder) is unknown.
 */
export const imageRegistry = defineRule({
  id: 'workloads/image-registry',
  title: 'Images must come from the registries that the image policy allows',
  severity: Severity.HIGH,
  fix: 'Take the image from an allowed registry, or add its registry or path to the policy.',
  controls: [],
  sources: ['https://kubernetes.io/docs/concepts/containers/images/#image-names', 'https://pkg.go.dev/github.com/distribution/reference'],
  bad:
    '{ apiVersion: v1, kind: Namespace, '
    + `metadata: { name: shop, annotations: { ${IMAGE_POLICY_ANNOTATION}: "registries: [registry.example.com]" } } }\n`
    + '---\n'
    + '{ apiVersion: v1, kind: Pod, metadata: { name: api, namespace: shop }, spec: { containers: [{ name: api, image: nginx:1.29 }] } }',
  good:
    '{ apiVersion: v1, kind: Namespace, '
    + `metadata: { name: shop, annotations: { ${IMAGE_POLICY_ANNOTATION}: "registries: [registry.example.com]" } } }\n`
    + '---\n'
    + '{ apiVersion: v1, kind: Pod, metadata: { name: api, namespace: shop }, '
    + 'spec: { containers: [{ name: api, image: registry.example.com/api:1.4 }] } }',
  subject: underRegistryPolicy,
  revisions: [{ since: '1.0', check: (judged, context) => ('pod' in judged ? strays(judged.pod, context) : unreadable(judged.policy)) }],
});

function strays(pod: PodView, context: CheckContext): readonly Outcome[] {
  const policies = policiesFor(pod, context);
  return judgeImages(pod, ({ label, path, text, reference }) => {
    const name = fullImageName(reference);
    return policies.flatMap(({ label: policy, demands: { registries } }) => {
      if (registries === undefined || registries.some((prefix) => isBelow(name, prefix))) return [];
      const allowed = registries.length === 0 ? 'no registry' : `only ${registries.join(', ')}`;
      return [{ path, message: `the image ${text} of ${label} is ${name}, and ${policy} allows ${allowed}` }];
    });
  });
}

function unreadable({ object, fault }: NamespaceImagePolicy): readonly Outcome[] {
  return [
    {
      path: joinPath('metadata.annotations', IMAGE_POLICY_ANNOTATION),
      message: `the image policy of namespace ${object.name} holds for nothing: ${fault}`,
    },
  ];
}
