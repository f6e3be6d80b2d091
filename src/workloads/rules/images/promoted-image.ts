import { optionalListOption, type OptionValues } from '../../../engine/options';
import { defineRule, NOT_APPLICABLE, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { pods } from '../../../engine/subjects';
import { collect, NONE } from '../../../kubernetes/objects/collect';
import { podViewOf, type PodView } from '../../../kubernetes/pods/pod-view';

const options = {
  stages: optionalListOption('Namespaces that take over from another: `production=staging`.', { format: 'stage-pair' }),
};

export const promotedImage = defineRule({
  id: 'workloads/promoted-image',
  title: 'Workloads must run the same images as in the namespace that the option stages puts before theirs',
  description:
    'An image that was never tried in staging does not belong in production. Which namespace follows which is for each site to say, so '
    + 'the rule does not apply until `stages` is set. Compared is the workload of the same kind and name, container by container, with '
    + 'tag and digest. A container that is not there is a violation, a workload that is not in the input is unknown.',
  severity: Severity.MEDIUM,
  fix: 'Roll the image out in the namespace before, and take it over from there.',
  sources: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/'],
  exampleOptions: { stages: ['production=staging'] },
  bad: `${example('staging', '1.4')}\n---\n${example('production', '1.5')}`,
  good: `${example('staging', '1.4')}\n---\n${example('production', '1.4')}`,
  operations: true,
  subject: pods,
  options,
  check: requirePromoted,
});

function example(namespace: string, version: string): string {
  return (
    `{ apiVersion: apps/v1, kind: Deployment, metadata: { name: api, namespace: ${namespace} }, spec: { selector: { matchLabels: `
    + `{ app: api } }, template: { metadata: { labels: { app: api } }, spec: { containers: [{ name: api, image: `
    + `"registry.example.com/api:${version}" }] } } } }`
  );
}

function requirePromoted(pod: PodView, { inventory }: CheckContext, { stages }: OptionValues<typeof options>): readonly Outcome[] {
  if (stages === undefined) return NOT_APPLICABLE;
  const { object } = pod;
  return collect(stages, (pair): readonly Outcome[] => {
    const [namespace, before] = pair.split('=') as [string, string];
    if (pod.namespace !== namespace || object.name === '') return NONE;
    const other = inventory.find(object.group, object.kind, before, object.name);
    const theirs = other && podViewOf(other, inventory);
    if (!theirs) return [undecided('', `whether its images are those of namespace ${before} is not known: it is not in the input there`)];
    const images = new Map(theirs.containers.map(({ name, spec: { image } }) => [name, image]));
    return collect(pod.containers, ({ name, label, path, spec: { image } }) => {
      if (images.get(name) === image) return NONE;
      const there = images.has(name) ? `${JSON.stringify(images.get(name))} in namespace ${before}` : `not there in namespace ${before}`;
      return [
        {
          path: `${path}.image`,
          code: before,
          message: `the image of ${label} is ${JSON.stringify(image)}, and ${there}`,
          related: [{ object: other, path: `${theirs.path}.containers`, what: `the workload in namespace ${before}` }],
        },
      ];
    });
  });
}
