import { optionalListOption, type OptionValues } from '../../../engine/options';
import { defineRule, NOT_APPLICABLE, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import type { NamespaceImagePolicy } from '../../../kubernetes/images/image-demands';
import { fullImageName, isBelow, parseRegistryPrefix } from '../../../kubernetes/images/image-name';
import { IMAGE_POLICY_ANNOTATION } from '../../../kubernetes/objects/annotations';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { joinPath } from '../../../text/path';
import { demandsOn, podsAndPolicies } from './image-policies';
import { judgeImages } from './images';

/** What users may set: what the run requires in addition to the policies of namespaces. */
const options = {
  registries: optionalListOption('Where images may come from: hosts of registries, or paths within them, which allow all that is below.', {
    format: 'registry',
  }),
};

export const imageRegistry = defineRule({
  id: 'workloads/image-registry',
  title: 'Images must come from the registries that the image policy allows',
  description:
    'The policy is that of the run (`imagePolicy` of the app, `check --registries`) and that of the Namespace (annotation '
    + '`cdk8s-hardened/image-policy`); if both are set, both apply. Hosts and whole path segments are compared, and `nginx` means '
    + '`docker.io/library/nginx`. An empty list allows nothing.\n\n'
    + 'Without a policy that names registries, the rule does not apply. A policy that cannot be read is a violation. Images of '
    + 'all three container lists and of image volumes count. A text that is not a valid image name (a placeholder) is unknown.',
  severity: Severity.HIGH,
  fix: 'Take the image from an allowed registry, or add its registry or path to the policy.',
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
  subject: podsAndPolicies,
  options,
  check: (judged, context, values) => ('pod' in judged ? strays(judged.pod, context, values) : unreadable(judged.policy)),
});

function strays(pod: PodView, context: CheckContext, { registries: asked }: OptionValues<typeof options>): readonly Outcome[] {
  const demands = demandsOn(pod, context, 'registries', asked?.map(prefixOf));
  if (demands.length === 0) return NOT_APPLICABLE;
  return judgeImages(pod, ({ label, path, text, reference }) => {
    const name = fullImageName(reference);
    return demands.flatMap(({ label: policy, values: registries }) => {
      if (registries.some((prefix) => isBelow(name, prefix))) return [];
      const allowed = registries.length === 0 ? 'no registry' : `only ${registries.join(', ')}`;
      return [{ path, message: `the image ${text} of ${label} is ${name}, and ${policy} allows ${allowed}` }];
    });
  });
}

/** In full form: `nginx` is below `docker.io/library`. */
function prefixOf(text: string): string {
  const prefix = parseRegistryPrefix(text);
  if (typeof prefix !== 'string') throw new Error(`${text} is not a registry`);
  return prefix;
}

function unreadable({ object, fault }: NamespaceImagePolicy): readonly Outcome[] {
  return [
    {
      path: joinPath('metadata.annotations', IMAGE_POLICY_ANNOTATION),
      message: `the image policy of namespace ${object.name} holds for nothing: ${fault}`,
    },
  ];
}
