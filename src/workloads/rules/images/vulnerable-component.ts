import { defineRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { pods } from '../../../engine/subjects';
import { collect, NONE } from '../../../kubernetes/objects/collect';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { readableImages } from './images';

type Version = readonly [major: number, minor: number, patch: number];

/** A vulnerability of a component that guards the cluster or what is deployed to it. */
interface Vulnerability {
  readonly component: string;
  /** Repositories of its images, whatever the registry: mirrors keep the last words of the name. */
  readonly repository: RegExp;
  readonly id: string;
  /** What an attacker gains. */
  readonly harm: string;
  /** From the first to before the last. */
  readonly ranges: readonly (readonly [from: Version, before: Version])[];
}

const VULNERABILITIES: readonly Vulnerability[] = [
  {
    component: 'Argo CD',
    repository: /(?:^|\/)argo-?cd$/,
    id: 'CVE-2022-24348',
    harm: 'a chart reads files of other applications, with their credentials',
    ranges: [
      [
        [0, 0, 0],
        [2, 1, 9],
      ],
      [
        [2, 2, 0],
        [2, 2, 4],
      ],
    ],
  },
  {
    component: 'Grafana',
    repository: /(?:^|\/)grafana(?:-oss|-enterprise)?$/,
    id: 'CVE-2022-39328',
    harm: 'requests pass without authentication under load',
    ranges: [
      [
        [9, 2, 0],
        [9, 2, 4],
      ],
    ],
  },
  {
    component: 'Kyverno',
    repository: /(?:^|\/)kyverno$/,
    id: 'CVE-2022-47633',
    harm: 'a registry gets unsigned images past verifyImages',
    ranges: [
      [
        [1, 8, 3],
        [1, 8, 5],
      ],
    ],
  },
];

export const vulnerableComponent = defineRule({
  id: 'workloads/vulnerable-component',
  title: 'Pods must not run versions of Argo CD, Grafana and Kyverno with known vulnerabilities',
  description:
    'These components deploy to the cluster or protect it. Checked are the versions of CVE-2022-24348 (Argo CD before 2.1.9, and 2.2.0 '
    + 'to 2.2.3), CVE-2022-39328 (Grafana 9.2.0 to 9.2.3) and CVE-2022-47633 (Kyverno 1.8.3 and 1.8.4). The image is recognised by '
    + 'the last words of its name, in any registry, and the version by its tag.\n\n'
    + 'This is no replacement for a scanner, which knows the vulnerabilities of today. A tag that is not a version, and an image with a '
    + 'digest alone, pass.',
  severity: Severity.HIGH,
  fix: 'Upgrade to a version that is still maintained.',
  sources: [
    'https://github.com/argoproj/argo-cd/security/advisories/GHSA-63qx-x74g-jcr7',
    'https://github.com/grafana/grafana/security/advisories/GHSA-vqc4-mpj8-jxch',
    'https://github.com/kyverno/kyverno/security/advisories/GHSA-m3cq-xcx9-3gvm',
  ],
  bad: examplePod({ image: '"quay.io/argoproj/argocd:v2.2.3"' }),
  good: examplePod({ image: '"quay.io/argoproj/argocd:v3.1.0"' }),
  subject: pods,
  check: forbidVulnerable,
});

function forbidVulnerable(pod: PodView): readonly Outcome[] {
  return collect(readableImages(pod), ({ reference: { repository, tag }, label, path, text }) => {
    const known = VULNERABILITIES.filter((vulnerability) => vulnerability.repository.test(repository));
    const version = known.length === 0 ? undefined : versionOf(tag);
    if (version === undefined) return NONE;
    return known
      .filter(({ ranges }) => ranges.some(([from, before]) => compare(from, version) <= 0 && compare(version, before) < 0))
      .map(({ component, id, harm }) => ({
        path,
        code: id.toLowerCase(),
        message: `the image ${text} of ${label} is a version of ${component} with ${id}: ${harm}`,
      }));
  });
}

/** `v2.2.3`, `9.2.1-ubuntu`: the numbers decide. */
function versionOf(tag = ''): Version | undefined {
  const [, major, minor, patch] = /^v?(\d{1,5})\.(\d{1,5})\.(\d{1,5})(?![\d.])/.exec(tag) ?? [];
  return patch === undefined ? undefined : [Number(major), Number(minor), Number(patch)];
}

function compare(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
