import { switches } from '../../../../src/control-plane/rules/switches/switches';
import { componentPod, inKubeadm, inPod, kubeadmConfiguration } from '../../../support/components';
import { findings } from '../../../support/findings';

const LOOKUP = 'tokens of accounts and pods that were deleted are accepted';
const EXTEND = 'tokens that are mounted into pods are valid for a year in place of an hour';
const CREDENTIALS = 'all controllers share one identity with the rights of all of them';

const SAFE = '--service-account-extend-token-expiration=false';
const server = (...flags: string[]) => componentPod('kube-apiserver', SAFE, ...flags);
const manager = (...flags: string[]) => componentPod('kube-controller-manager', ...flags);
const id = (name: string) => `control-plane/${name}`;

test.each<[string, object, string[]]>([
  ['what is safe by default', server(), []],
  ['lookup without a value', server('--service-account-lookup'), []],
  ['lookup, another spelling', server('--service-account-lookup=T'), []],
  [
    'lookup off',
    server('--service-account-lookup=0'),
    [`${id('service-account-lookup')} ${inPod('kube-apiserver', 2)}: --service-account-lookup is 0, so ${LOOKUP}`],
  ],
  ['the last one counts', server('--service-account-lookup=false', '--service-account-lookup=true'), []],
  [
    'no boolean',
    server('--service-account-lookup=no'),
    [
      `? ${id('service-account-lookup')} ${inPod('kube-apiserver', 2)}: --service-account-lookup is "no", which is not a boolean, so the `
        + 'component does not start',
    ],
  ],
  [
    'a word of its own',
    server('--service-account-lookup', 'false'),
    [
      `? ${id('service-account-lookup')} ${inPod('kube-apiserver', 3)}: --service-account-lookup is not known: a switch takes no separate `
        + 'word: write --service-account-lookup=false',
    ],
  ],
  [
    'extended by default',
    componentPod('kube-apiserver'),
    [
      `${id('service-account-token-expiration')} ${inPod('kube-apiserver')}: --service-account-extend-token-expiration is not set, and `
        + `true by default, so ${EXTEND}`,
    ],
  ],
  [
    'extended by default, kubeadm',
    kubeadmConfiguration('kube-apiserver'),
    [
      `${id('service-account-token-expiration')} ${inKubeadm('kube-apiserver')}: --service-account-extend-token-expiration is not set, and `
        + `true by default, so ${EXTEND}`,
    ],
  ],
  [
    'the others',
    server('--aggregator-reject-forwarding-redirect=false', '--enable-priority-and-fairness=false', '--enable-logs-handler'),
    [
      `${id('aggregated-api-redirects')} ${inPod('kube-apiserver', 2)}: --aggregator-reject-forwarding-redirect is false, so an `
        + `aggregated API `
        + 'server can redirect clients to where it likes',
      `${id('priority-and-fairness')} ${inPod('kube-apiserver', 3)}: --enable-priority-and-fairness is false, so one client can take the `
        + 'capacity of all others',
      `${id('logs-handler')} ${inPod('kube-apiserver', 4)}: --enable-logs-handler is true, so log files of the node are served at /logs`,
    ],
  ],
  [
    'one identity by default',
    manager(),
    [
      `${id('controller-credentials')} ${inPod('kube-controller-manager')}: --use-service-account-credentials is not set, and false by `
        + `default, so ${CREDENTIALS}`,
    ],
  ],
  ['identities of their own', manager('--use-service-account-credentials'), []],
  [
    'kubeadm sets them',
    { ...kubeadmConfiguration('kube-controller-manager'), apiServer: { extraArgs: [{ name: SAFE.slice(2, -6), value: 'false' }] } },
    [],
  ],
  [
    'kubeadm is told otherwise',
    {
      ...kubeadmConfiguration('kube-controller-manager', 'use-service-account-credentials=false'),
      apiServer: { extraArgs: { [SAFE.slice(2, -6)]: 'false' } },
      apiVersion: 'kubeadm.k8s.io/v1beta3',
    },
    [
      `${id('controller-credentials')} ${inKubeadm('kube-controller-manager', 0)}: --use-service-account-credentials is false, so `
        + `${CREDENTIALS}`,
    ],
  ],
])('%s', (_, manifest, expected) => expect(findings(switches, [manifest]).sort()).toEqual([...expected].sort()));
