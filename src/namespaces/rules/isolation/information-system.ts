import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { CLUSTER_NAMESPACES, namespaceViews, type NamespaceView } from '../../../kubernetes/namespaces/namespace-view';
import { INFORMATION_SYSTEM_LABEL } from '../../../kubernetes/objects/annotations';
import { isLabelValue } from '../../../kubernetes/objects/label-syntax';
import { labelOf, placeOf, wrongLabel } from '../namespace-subjects';

export const informationSystem = defineRule({
  id: 'namespaces/information-system',
  title: 'Namespaces must set the label cdk8s-hardened/information-system',
  description:
    'The label assigns the namespace to the one information system whose parts it holds. An empty value is a violation. Exempt: '
    + '`kube-system`, `kube-public` and `kube-node-lease`, which belong to the cluster. Unknown: namespaces that objects name but '
    + 'whose Namespace is not in the input.',
  severity: Severity.LOW,
  fix: `Label the Namespace with ${INFORMATION_SYSTEM_LABEL} and the name of the one information system whose parts it holds.`,
  controls: ['CIS-2.0:5.6.1'],
  sources: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#when-to-use-multiple-namespaces'],
  bad: '{ apiVersion: v1, kind: Namespace, metadata: { name: payments } }',
  good: `{ apiVersion: v1, kind: Namespace, metadata: { name: payments, labels: { ${INFORMATION_SYSTEM_LABEL}: payments } } }`,
  subject: {
    name: 'namespaces but kube-system, kube-public and kube-node-lease',
    select: ({ inventory }) =>
      namespaceViews(inventory)
        .filter(({ name }) => !CLUSTER_NAMESPACES.has(name))
        .filter(({ objects, users }) => objects.length > 0 || users.some(({ namespace }) => namespace !== undefined))
        .map((value) => ({ value, ...placeOf(value) })),
  },
  check: requireLabel,
});

function requireLabel({ label, objects }: NamespaceView): Outcome[] {
  if (objects.length === 0) {
    return [undecided('', `which information system ${label} belongs to is unknown: its Namespace is not in the input`)];
  }
  return objects.flatMap((object) => {
    const found = labelOf(object, INFORMATION_SYSTEM_LABEL);
    const { value, path } = found;
    if (value === undefined || value === '') return [{ object, path, message: `${label} names no information system` }];
    if (typeof value !== 'string') return [{ ...wrongLabel(INFORMATION_SYSTEM_LABEL, found), object }];
    return isLabelValue(value)
      ? []
      : [{ ...undecided(path, `${JSON.stringify(value)} is not a valid label value, so the API server rejects the Namespace`), object }];
  });
}
