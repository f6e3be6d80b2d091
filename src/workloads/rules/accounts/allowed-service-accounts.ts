import { optionalListOption, type OptionValues } from '../../../engine/options';
import { defineRule, NOT_APPLICABLE, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { pods } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import { serviceAccountOf } from '../../../kubernetes/pods/pod-account';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { pathTest } from '../../../text/glob';

const options = {
  accounts: optionalListOption('ServiceAccounts that pods may run as, as `namespace/name`; `*` and `?` stand for parts of a name.'),
};

export const allowedServiceAccounts = defineRule({
  id: 'workloads/allowed-service-accounts',
  title: 'Pods must run as a ServiceAccount that the option accounts allows',
  description:
    'Who may run as which account is for each cluster to say, so the rule does not apply until `accounts` is set. A pod that names no '
    + 'account runs as `default`. An empty list allows none. Static pods have no ServiceAccount and are exempt. A name of a wrong type '
    + 'is covered by `workloads/service-account-token`.',
  severity: Severity.MEDIUM,
  fix: 'Name an account that is allowed in `serviceAccountName`, or add the account to the option.',
  sources: ['https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/'],
  exampleOptions: { accounts: ['shop/api', 'build/runner-*'] },
  bad:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api, namespace: shop }, '
    + 'spec: { serviceAccountName: deployer, containers: [{ name: api, image: registry.example.com/api:1.4 }] } }',
  good:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api, namespace: shop }, '
    + 'spec: { serviceAccountName: api, containers: [{ name: api, image: registry.example.com/api:1.4 }] } }',
  subject: pods,
  options,
  check: requireAllowed,
});

function requireAllowed(pod: PodView, _: CheckContext, { accounts }: OptionValues<typeof options>): readonly Outcome[] {
  if (accounts === undefined) return NOT_APPLICABLE;
  const name = serviceAccountOf(pod);
  if (name === undefined || pod.object.origin.hostPath !== undefined) return NONE;
  const account = `${pod.namespace}/${name}`;
  if (accounts.some((pattern) => pathTest(pattern)(account))) return NONE;
  return [{ path: `${pod.path}.serviceAccountName`, message: `the pod runs as the ServiceAccount ${account}, which is not allowed` }];
}
