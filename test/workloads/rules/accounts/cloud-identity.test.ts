import { cloudIdentity } from '../../../../src/workloads/rules/accounts/cloud-identity';
import { table } from '../../../support/pods';

const account = (name: string, annotations?: unknown) => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, annotations } });
const found = (annotation: string, text: string) =>
  `ServiceAccount default metadata.annotations["${annotation}"]: every pod that names no ServiceAccount gets ${text}`;

table(cloudIdentity, [
  ['unset, null, none', [account('default'), account('default', null), account('default', {})], []],
  ['AWS', account('default', { 'eks.amazonaws.com/role-arn': 'arn:x' }), [found('eks.amazonaws.com/role-arn', 'the AWS role arn:x')]],
  [
    'Google and Azure at once',
    account('default', { 'iam.gke.io/gcp-service-account': 'a@b', 'azure.workload.identity/client-id': '7' }),
    [
      found('azure.workload.identity/client-id', 'the Azure identity 7'),
      found('iam.gke.io/gcp-service-account', 'the Google Cloud service account a@b'),
    ],
  ],
  ['empty', account('default', { 'eks.amazonaws.com/role-arn': '' }), []],
  ['a wrong type', [account('default', { 'eks.amazonaws.com/role-arn': 7 }), account('default', 'x')], []],
  ['other annotations', account('default', { 'eks.amazonaws.com/audience': 'sts' }), []],
  ['an account of its own', account('ledger', { 'eks.amazonaws.com/role-arn': 'arn:x' }), []],
]);
