import { removedFlag } from '../../../src/versions/rules/removed-flag';
import { apiServerPod, cluster } from '../../support/audit';
import { table } from '../../support/pods';

const gone = (flag: string, release = '1.37') =>
  `Pod kube-system/kube-apiserver spec.containers[0].command[1]: Kubernetes ${release} has no --${flag}, so kube-apiserver does not start`;
const noPlugin = (plugin: string, list = 'enable-admission-plugins', release = '1.37') =>
  `Pod kube-system/kube-apiserver spec.containers[0].command[1]: Kubernetes ${release} has no admission plugin ${plugin}, which `
  + `--${list} names, so kube-apiserver does not start`;

table(removedFlag, [
  ['none of them', apiServerPod(['--secure-port=6443', '--enable-admission-plugins=NodeRestriction']), []],
  ['no flags', apiServerPod([]), []],
  ['no insecure port, as other tools ask', apiServerPod(['--insecure-port=0']), [gone('insecure-port')]],
  ['without a value', apiServerPod(['--kubelet-https']), [gone('kubelet-https')]],
  ['an empty value', apiServerPod(['--basic-auth-file=']), [gone('basic-auth-file')]],
  ['the address', apiServerPod(['--insecure-bind-address=127.0.0.1']), [gone('insecure-bind-address')]],
  ['before it was removed', apiServerPod(['--insecure-port=0']), [], '1.23'],
  ['since it was removed', apiServerPod(['--insecure-port=0']), [gone('insecure-port', '1.24')], '1.24'],
  ['basic authentication, 1.18', apiServerPod(['--basic-auth-file=/a']), [], '1.18'],
  ['basic authentication, 1.19', apiServerPod(['--basic-auth-file=/a']), [gone('basic-auth-file', '1.19')], '1.19'],
  [
    'plugins',
    apiServerPod(['--enable-admission-plugins=NodeRestriction,PodSecurityPolicy,SecurityContextDeny']),
    [noPlugin('PodSecurityPolicy'), noPlugin('SecurityContextDeny')],
  ],
  [
    'plugins that are switched off',
    apiServerPod(['--disable-admission-plugins=PodSecurityPolicy']),
    [noPlugin('PodSecurityPolicy', 'disable-admission-plugins')],
  ],
  ['plugins, 1.24', apiServerPod(['--enable-admission-plugins=PodSecurityPolicy,SecurityContextDeny']), [], '1.24'],
  [
    'plugins, 1.29',
    apiServerPod(['--enable-admission-plugins=PodSecurityPolicy,SecurityContextDeny']),
    [noPlugin('PodSecurityPolicy', 'enable-admission-plugins', '1.29')],
    '1.29',
  ],
  ['names are compared exactly', apiServerPod(['--enable-admission-plugins=podsecuritypolicy']), []],
  ['a list that is not known, of what is switched off', apiServerPod(['--disable-admission-plugins=$(PLUGINS)']), []],
  [
    'a list that is not known',
    apiServerPod(
      ['--enable-admission-plugins=$(PLUGINS)'],
      {},
      { env: [{ name: 'PLUGINS', valueFrom: { configMapKeyRef: { name: 'a', key: 'b' } } }] },
    ),
    [
      '? Pod kube-system/kube-apiserver spec.containers[0].command[1]: which admission plugins --enable-admission-plugins names is not '
        + 'known: PLUGINS in it is not known (it takes its value from ConfigMap a)',
    ],
  ],
  [
    'kubeadm',
    cluster({ 'insecure-port': '0' }),
    ['ClusterConfiguration cluster apiServer.extraArgs[0].value: Kubernetes 1.37 has no --insecure-port, so kube-apiserver does not start'],
  ],
  ['another component', { ...apiServerPod([]), spec: { containers: [{ name: 'a', command: ['kube-scheduler', '--port=0'] }] } }, []],
]);
