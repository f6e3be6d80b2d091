import { defineRule, type Outcome, type Rule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { writtenPods } from '../../../engine/subjects';
import { collect, NONE } from '../../../kubernetes/objects/collect';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { readableImages } from './images';

interface Component {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly severity: Severity;
  readonly fix: string;
  readonly controls?: readonly string[];
  readonly source: string;
  /** Repositories of its images, whatever the registry: mirrors keep the last words of the name. */
  readonly repository: RegExp;
  /** Labels of its pods, for images that were renamed: one is enough. */
  readonly labels: readonly (readonly [key: string, value: string])[];
  readonly fact: string;
  readonly image: string;
}

const DASHBOARD = 'kubernetes-dashboard';

const COMPONENTS: readonly Component[] = [
  {
    name: 'tiller',
    title: 'Pods must not run Tiller (Helm 2)',
    description:
      'Tiller does what its ServiceAccount may do for any client that reaches its port, and has not been supported since November '
      + '2020. It is recognised by its image, in any registry, or by the labels of the pod. A text that is not a valid image name '
      + 'is covered by `workloads/image-tag`.',
    severity: Severity.HIGH,
    fix: 'Move to Helm 3 or later, which needs nothing in the cluster, and delete Tiller.',
    source: 'https://helm.sh/docs/faq/changes_since_helm2/#removal-of-tiller',
    repository: /(?:^|[-./_])tiller$/,
    labels: [
      ['name', 'tiller'],
      ['app', 'tiller'],
      ['app.kubernetes.io/name', 'tiller'],
    ],
    fact: 'is Tiller, which does for anyone who reaches its port what its account may do, and is without support since November 2020',
    image: 'ghcr.io/helm/tiller:v2.17.0',
  },
  {
    name: 'dashboard',
    title: 'Pods must not run the archived Kubernetes Dashboard',
    description:
      'The project was archived in January 2026 and gets no security fixes. It is recognised by its images, in any registry, or '
      + 'by the labels of the pod. A text that is not a valid image name is covered by `workloads/image-tag`.',
    severity: Severity.MEDIUM,
    fix: 'Remove it; use Headlamp outside the cluster, or kubectl.',
    controls: ['STIG:V-242395'],
    source: 'https://github.com/kubernetes-retired/dashboard',
    repository: /(?:^|\/)(?:kubernetes-dashboard(?:-[a-z0-9]+)?|kubernetesui\/(?:dashboard(?:-[a-z0-9]+)*|metrics-scraper))$/,
    labels: [
      ['app', DASHBOARD],
      ['k8s-app', DASHBOARD],
      ['app.kubernetes.io/name', DASHBOARD],
      ['app.kubernetes.io/part-of', DASHBOARD],
    ],
    fact: 'belongs to Kubernetes Dashboard, which is archived since January 2026',
    image: 'docker.io/kubernetesui/dashboard:v2.7.0',
  },
];

/** One rule for each component that is no longer maintained. */
export const retiredComponents: readonly Rule<PodView>[] = COMPONENTS.map((component) =>
  defineRule({
    id: `workloads/${component.name}`,
    title: component.title,
    description: component.description,
    severity: component.severity,
    fix: component.fix,
    controls: component.controls,
    sources: [component.source],
    bad: `{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { containers: [{ name: api, image: "${component.image}" }] } }`,
    good: examplePod(),
    subject: writtenPods,
    check: (pod) => runs(pod, component),
  }),
);

/** What a pod runs of a component, by its images, else by its labels. */
export function runs(pod: PodView, { repository, labels, fact }: Pick<Component, 'repository' | 'labels' | 'fact'>): readonly Outcome[] {
  const images = readableImages(pod);
  if (images.some(({ reference }) => repository.test(reference.repository))) {
    return collect(images, ({ reference, label, path }) =>
      repository.test(reference.repository) ? [{ path, message: `${label} ${fact}` }] : NONE,
    );
  }
  return labels.some(([key, value]) => pod.labels[key] === value)
    ? [{ path: `${pod.metadataPath}.labels`, message: `the pod ${fact}` }]
    : NONE;
}
