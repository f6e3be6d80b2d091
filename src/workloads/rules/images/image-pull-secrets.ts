import { optionalListOption, type OptionValues } from '../../../engine/options';
import { defineRule, NOT_APPLICABLE, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { pods } from '../../../engine/subjects';
import { fullImageName, isBelow, parseRegistryPrefix } from '../../../kubernetes/images/image-name';
import { NONE } from '../../../kubernetes/objects/collect';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import { serviceAccountOf } from '../../../kubernetes/pods/pod-account';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { asArray, asObject } from '../../../text/json';
import { readableImages } from './images';

const options = {
  registries: optionalListOption('Registries, or paths within them, that need credentials.', { format: 'registry' }),
};

export const imagePullSecrets = defineRule({
  id: 'workloads/image-pull-secrets',
  title: 'Pods with images of the registries that the option names must have imagePullSecrets',
  description:
    'Without credentials, the image is not pulled, or only while it happens to be on the node. A credential provider of the kubelet is '
    + 'the better place for them, and no manifest shows it, so the rule does not apply until `registries` is set. The field of the pod '
    + 'or that of its ServiceAccount is enough; a ServiceAccount that is not in the input is unknown.',
  severity: Severity.LOW,
  fix: 'Set `imagePullSecrets` on the pod or on its ServiceAccount.',
  sources: ['https://kubernetes.io/docs/concepts/containers/images/#specifying-imagepullsecrets-on-a-pod'],
  exampleOptions: { registries: ['registry.example.com'] },
  bad: `{ apiVersion: v1, kind: ServiceAccount, metadata: { name: default } }\n---\n${examplePod()}`,
  good: examplePod({ spec: 'imagePullSecrets: [{ name: registry }]' }),
  operations: true,
  subject: pods,
  options,
  check: requirePullSecrets,
});

function requirePullSecrets(pod: PodView, { inventory }: CheckContext, { registries }: OptionValues<typeof options>): readonly Outcome[] {
  if (registries === undefined) return NOT_APPLICABLE;
  const prefixes = registries.map((text) => String(parseRegistryPrefix(text)));
  const image = readableImages(pod).find(({ reference }) => prefixes.some((prefix) => isBelow(fullImageName(reference), prefix)));
  if (image === undefined || hasSecrets(pod.spec)) return NONE;
  const path = `${pod.path}.imagePullSecrets`;
  const name = serviceAccountOf(pod);
  const account = name === undefined ? undefined : inventory.find('', 'ServiceAccount', pod.namespace, name);
  if (account && hasSecrets(account.json)) return NONE;
  const fact = `the pod has no imagePullSecrets for ${image.text} of ${image.label}`;
  return account
    ? [{ path, message: `${fact}, and neither has its ServiceAccount ${account.name}` }]
    : [undecided(path, `${fact}, and its ServiceAccount is not in the input`)];
}

function hasSecrets(holder: unknown): boolean {
  return asArray(asObject(holder).imagePullSecrets).some((entry) => {
    const { name } = asObject(entry);
    return typeof name === 'string' && name !== '';
  });
}
