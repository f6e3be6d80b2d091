import { defineRule, undecided, type CheckContext, type Outcome } from '../../engine/rule';
import { Severity } from '../../engine/severity';
import { everyObject, subject } from '../../engine/subjects';
import { NONE } from '../../kubernetes/objects/collect';
import { Scope } from '../../kubernetes/objects/kinds';
import type { KubeObject } from '../../kubernetes/objects/object';
import { apiVersionOf, isKubernetesGroup, Served, servedBy, servedVersions } from '../../kubernetes/releases/api-versions';
import { compareVersions, formatMinor } from '../../kubernetes/releases/versions';

export const servedApiVersion = defineRule({
  id: 'versions/served-api-version',
  title: 'Objects must use an apiVersion that the target release serves',
  description:
    'The API server rejects an object in a version that it does not serve, so a policy in a removed version protects nothing. '
    + 'Checked are objects in the API groups of Kubernetes; custom resources and node files are not.\n\n'
    + 'Unknown: an alpha or beta version that is served only with `--runtime-config`, and a release older or newer than the data '
    + 'of this tool.',
  severity: Severity.HIGH,
  fix: 'Write the object in a version that the release serves by default; the deprecation guide says what changed.',
  sources: [
    'https://kubernetes.io/docs/reference/using-api/deprecation-guide/',
    'https://kubernetes.io/docs/reference/using-api/deprecation-policy/',
  ],
  bad: '{ apiVersion: extensions/v1beta1, kind: NetworkPolicy, metadata: { name: deny, namespace: shop }, spec: { podSelector: {} } }',
  good: '{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: deny, namespace: shop }, spec: { podSelector: {} } }',
  subject: subject<KubeObject>("objects of Kubernetes' own groups", (context) =>
    everyObject.select(context).filter(({ value: { group, scope } }) => scope !== Scope.FILE && isKubernetesGroup(group)),
  ),
  check: requireServedVersion,
});

function requireServedVersion({ apiVersion, group, kind }: KubeObject, { kubernetes }: CheckContext): readonly Outcome[] {
  const served = servedBy(kubernetes, apiVersion, kind);
  if (served === Served.YES) return NONE;
  const what = `${apiVersion} ${kind}`;
  const release = `Kubernetes ${formatMinor(kubernetes)}`;
  if (served === Served.UNKNOWN) return [undecided('apiVersion', `it is not known here whether ${release} serves ${what}`)];
  const others = servedVersions(kubernetes, group, kind);
  const instead = others.length === 0 ? '' : `; it serves ${others.join(' and ')}`;
  if (served === Served.ON_REQUEST) {
    return [undecided('apiVersion', `${release} serves ${what} only where --runtime-config turns it on${instead}`)];
  }
  const found = apiVersionOf(apiVersion, kind);
  if (found?.removed && compareVersions(found.removed, kubernetes) <= 0) {
    return [
      {
        path: 'apiVersion',
        message:
          `${what} was removed in Kubernetes `
          + `${formatMinor(found.removed)}${others.length === 0 ? '' : `; ${release} serves ${others.join(' and ')}`}`,
      },
    ];
  }
  return [
    {
      path: 'apiVersion',
      message: found
        ? `${release} does not serve ${what} yet, Kubernetes ${formatMinor(found.since)} does${instead}`
        : `${release} has no resource for ${what}${instead}`,
    },
  ];
}
