import { defineRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { objectsOfKind } from '../../../engine/subjects';
import { collect, NONE } from '../../../kubernetes/objects/collect';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { joinPath } from '../../../text/path';

/** Annotations that give an account an identity at a cloud, and what they name. */
const IDENTITIES: readonly (readonly [annotation: string, what: string])[] = [
  ['eks.amazonaws.com/role-arn', 'the AWS role'],
  ['iam.gke.io/gcp-service-account', 'the Google Cloud service account'],
  ['azure.workload.identity/client-id', 'the Azure identity'],
];

export const cloudIdentity = defineRule({
  id: 'workloads/cloud-identity',
  title: 'The default ServiceAccount must not carry a cloud identity',
  description:
    'Every pod that names no ServiceAccount runs as `default`, and gets what the cloud grants to the identity. Checked are the '
    + 'annotations of EKS (`eks.amazonaws.com/role-arn`), GKE (`iam.gke.io/gcp-service-account`) and Azure Workload Identity '
    + '(`azure.workload.identity/client-id`). An empty value names nothing and passes.\n\n'
    + 'On an account of its own, such an identity is better than keys in a Secret. What the cloud grants to it is not in the '
    + 'manifests, and not checked.',
  severity: Severity.HIGH,
  fix: 'Make a ServiceAccount for the workload that needs the identity, with the annotation, and name it in the pods.',
  sources: [
    'https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html',
    'https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity',
    'https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html',
  ],
  bad:
    '{ apiVersion: v1, kind: ServiceAccount, metadata: { name: default, namespace: payments, '
    + "annotations: { eks.amazonaws.com/role-arn: 'arn:aws:iam::111122223333:role/ledger' } } }",
  good:
    '{ apiVersion: v1, kind: ServiceAccount, metadata: { name: ledger, namespace: payments, '
    + "annotations: { eks.amazonaws.com/role-arn: 'arn:aws:iam::111122223333:role/ledger' } } }",
  subject: objectsOfKind('/ServiceAccount'),
  check: forbidOnDefault,
});

function forbidOnDefault({ name, annotations }: KubeObject): readonly Outcome[] {
  if (name !== 'default') return NONE;
  return collect(IDENTITIES, ([annotation, what]) => {
    const value = annotations[annotation];
    if (value === undefined || value === '') return NONE;
    const path = joinPath('metadata.annotations', annotation);
    return [{ path, message: `every pod that names no ServiceAccount gets ${what} ${value}` }];
  });
}
