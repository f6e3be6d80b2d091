import { defineRule, type AnyRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { apiServers, controllerManagers, staticPod, switchIs } from '../programs';

interface Row {
  readonly name: string;
  readonly component: 'kube-apiserver' | 'kube-controller-manager';
  readonly flag: string;
  readonly wanted: boolean;
  readonly consequence: string;
  readonly title: string;
  readonly description: string;
  readonly severity: Severity;
  readonly controls?: readonly string[];
  readonly fix: string;
}

const ROWS: readonly Row[] = [
  {
    name: 'service-account-lookup',
    component: 'kube-apiserver',
    flag: 'service-account-lookup',
    wanted: true,
    consequence: 'tokens of accounts and pods that were deleted are accepted',
    title: 'kube-apiserver must look service account tokens up (--service-account-lookup)',
    description:
      'Without the lookup, a token is valid until it expires, even if its ServiceAccount, Secret or pod was deleted. Unset passes, since '
      + 'the default is true.',
    severity: Severity.HIGH,
    controls: ['CIS-2.0:1.2.21'],
    fix: 'Remove --service-account-lookup=false.',
  },
  {
    name: 'service-account-token-expiration',
    component: 'kube-apiserver',
    flag: 'service-account-extend-token-expiration',
    wanted: false,
    consequence: 'tokens that are mounted into pods are valid for a year in place of an hour',
    title: 'kube-apiserver must not extend the expiration of service account tokens (--service-account-extend-token-expiration)',
    description:
      'The extension was made for clients that read their token only once. It is on by default, so unset is a violation. The kubelet '
      + 'renews mounted tokens, and the clients of Kubernetes read them again.',
    severity: Severity.LOW,
    controls: ['CIS-2.0:1.2.30'],
    fix: 'Set --service-account-extend-token-expiration=false.',
  },
  {
    name: 'aggregated-api-redirects',
    component: 'kube-apiserver',
    flag: 'aggregator-reject-forwarding-redirect',
    wanted: true,
    consequence: 'an aggregated API server can redirect clients to where it likes',
    title: 'kube-apiserver must not forward redirects of aggregated API servers (--aggregator-reject-forwarding-redirect)',
    description:
      'A redirect from an extension API server would send the request of a client, with its credentials, to another host. Unset passes, '
      + 'since the default is true.',
    severity: Severity.MEDIUM,
    fix: 'Remove --aggregator-reject-forwarding-redirect=false.',
  },
  {
    name: 'priority-and-fairness',
    component: 'kube-apiserver',
    flag: 'enable-priority-and-fairness',
    wanted: true,
    consequence: 'one client can take the capacity of all others',
    title: 'kube-apiserver must use API Priority and Fairness (--enable-priority-and-fairness)',
    description: 'It divides the capacity of the API server among clients. Unset passes, since the default is true.',
    severity: Severity.MEDIUM,
    fix: 'Remove --enable-priority-and-fairness=false.',
  },
  {
    name: 'logs-handler',
    component: 'kube-apiserver',
    flag: 'enable-logs-handler',
    wanted: false,
    consequence: 'log files of the node are served at /logs',
    title: 'kube-apiserver must not serve log files of the node (--enable-logs-handler)',
    description: 'The handler serves the files below /var/log. Unset passes, since the default is false.',
    severity: Severity.MEDIUM,
    fix: 'Remove --enable-logs-handler.',
  },
  {
    name: 'controller-credentials',
    component: 'kube-controller-manager',
    flag: 'use-service-account-credentials',
    wanted: true,
    consequence: 'all controllers share one identity with the rights of all of them',
    title: 'kube-controller-manager must run each controller with its own credentials (--use-service-account-credentials)',
    description:
      'With its own ServiceAccount, a controller has the rights that it needs, and the audit log names it. The default is false, so '
      + 'unset is a violation in a container; kubeadm sets it.',
    severity: Severity.MEDIUM,
    controls: ['CIS-2.0:1.3.3'],
    fix: 'Set --use-service-account-credentials=true.',
  },
];

/** One rule for each switch. */
export const switches: readonly AnyRule[] = ROWS.map(({ name, component, flag, wanted, consequence, ...texts }) =>
  defineRule({
    id: `control-plane/${name}`,
    ...texts,
    takesReason: true,
    sources: [`https://kubernetes.io/docs/reference/command-line-tools-reference/${component}/`],
    bad: staticPod(component, `--${flag}=${!wanted}`),
    good: staticPod(component, `--${flag}=${wanted}`),
    subject: component === 'kube-apiserver' ? apiServers : controllerManagers,
    check: switchIs(flag, wanted, consequence),
  }),
);
