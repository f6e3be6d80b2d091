import { deprecatedFlags } from '../../../../src/control-plane/rules/start/deprecated-flags';
import { flagValues } from '../../../../src/control-plane/rules/start/flag-values';
import { knownFeatureGates } from '../../../../src/control-plane/rules/start/known-feature-gates';
import { knownFlags } from '../../../../src/control-plane/rules/start/known-flags';
import { protectiveFeatures } from '../../../../src/control-plane/rules/start/protective-features';
import { unfinishedFeatures } from '../../../../src/control-plane/rules/start/unfinished-features';
import { componentPod, inKubeadm, inPod, kubeadmConfiguration } from '../../../support/components';
import { findings } from '../../../support/findings';
import { table } from '../../../support/pods';

const [SERVER, MANAGER, SCHEDULER] = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'] as const;
const pod = (...flags: string[]) => componentPod(SERVER, ...flags);
const has = (component: string, flag: string, hint = '', release = '1.37') =>
  `${component} ${release} has no --${flag}, so it does not start${hint === '' ? '' : `; --${hint} is a flag`}`;

describe('flags', () => {
  table(knownFlags, [
    ['known', pod('--profiling=false', '--audit_log_path', '-', '-v=2', '--help', '--version'), []],
    ['none', pod(), []],
    ['misspelt', pod('--anonymus-auth=false'), [`${inPod(SERVER, 1)}: ${has(SERVER, 'anonymus-auth', 'anonymous-auth')}`]],
    ['like nothing', pod('--xyzzyxyzzy'), [`${inPod(SERVER, 1)}: ${has(SERVER, 'xyzzyxyzzy')}`]],
    [
      'of another component',
      pod('--root-ca-file=/c'),
      [`${inPod(SERVER, 1)}: ${has(SERVER, 'root-ca-file')}; it is a flag of kube-controller-manager`],
    ],
    ['deprecated', pod('--apiserver-count=3'), []],
    ['that versions/removed-flag finds', pod('--insecure-port=0'), []],
    ['which the scheduler has no longer', componentPod(SCHEDULER, '--port=0'), [`${inPod(SCHEDULER, 1)}: ${has(SCHEDULER, 'port')}`]],
    [
      'with dashes, in kubeadm',
      kubeadmConfiguration(SERVER, '--profiling=false'),
      [`${inKubeadm(SERVER, 0)}: ${has(SERVER, '--profiling', 'profiling')}`],
    ],
    [
      'not yet there',
      pod('--tls-curve-preferences=23'),
      [`${inPod(SERVER, 1)}: ${has(SERVER, 'tls-curve-preferences', '', '1.35')}`],
      '1.35',
    ],
    ['there', pod('--tls-curve-preferences=23'), [], '1.36'],
    [
      'an older release',
      pod('--experimental-x', '--profiling=false'),
      [`? ${inPod(SERVER, 1)}: it is not known here whether kube-apiserver 1.34 has --experimental-x`],
      '1.34',
    ],
    [
      'a newer release',
      pod('--experimental-x', '--profiling=false'),
      [`? ${inPod(SERVER, 1)}: it is not known here whether kube-apiserver 1.38 has --experimental-x`],
      '1.38',
    ],
    [
      'kube-proxy',
      componentPod('kube-proxy', '--config=/c', '--metrics-bind-adress=127.0.0.1'),
      [`${inPod('kube-proxy', 2)}: ${has('kube-proxy', 'metrics-bind-adress', 'metrics-bind-address')}`],
    ],
    [
      'kubelets',
      {
        apiVersion: 'kubeadm.k8s.io/v1beta4',
        kind: 'JoinConfiguration',
        metadata: { name: 'join' },
        nodeRegistration: {
          kubeletExtraArgs: [
            { name: 'node-labels', value: 'a=b' },
            { name: 'network-plugin', value: 'cni' },
          ],
        },
      },
      [`JoinConfiguration join nodeRegistration.kubeletExtraArgs[1].value: ${has('kubelet', 'network-plugin')}`],
    ],
    [
      'kubelets, Cluster API and v1beta3',
      {
        apiVersion: 'bootstrap.cluster.x-k8s.io/v1beta1',
        kind: 'KubeadmConfigTemplate',
        metadata: { name: 'md' },
        spec: {
          template: {
            spec: { joinConfiguration: { nodeRegistration: { kubeletExtraArgs: { 'node-labels': 'a=b', 'cadvisor-port': '0' } } } },
          },
        },
      },
      [
        'KubeadmConfigTemplate md spec.template.spec.joinConfiguration.nodeRegistration.kubeletExtraArgs.cadvisor-port: '
          + has('kubelet', 'cadvisor-port'),
      ],
    ],
  ]);
});

describe('values', () => {
  const wrong = (fact: string, component: string = SERVER) => `${inPod(component, 1)}: ${fact}, so ${component} does not start`;
  table(flagValues, [
    [
      'right',
      pod('--profiling=F', '--request-timeout=1m', '--secure-port=0x1bb', '--bind-address=::', '--tls-min-version=VersionTLS13', '--v=4'),
      [],
    ],
    ['a boolean', pod('--profiling=off'), [wrong('--profiling is "off", not a boolean')]],
    ['an empty boolean', pod('--profiling='), [wrong('--profiling is "", not a boolean')]],
    ['an integer', pod('--secure-port=1.5'), [wrong('--secure-port is "1.5", not an integer')]],
    ['a duration', pod('--request-timeout=60'), [wrong('--request-timeout is "60", not a duration, such as 30s')]],
    ['an address', componentPod(MANAGER, '--bind-address=localhost'), [wrong('--bind-address is "localhost", not an IP address', MANAGER)]],
    ['a number', componentPod(SCHEDULER, '--kube-api-qps=many'), [wrong('--kube-api-qps is "many", not a number', SCHEDULER)]],
    [
      'a mode',
      pod('--authorization-mode=Node,Rbac'),
      [`${wrong('--authorization-mode has "Rbac", which is no authorization mode')}; RBAC is one`],
    ],
    ['a version', pod('--tls-min-version=1.2'), [wrong('--tls-min-version has "1.2", which is no version of TLS')]],
    ['a suite', pod('--tls-cipher-suites=TLS_AES'), [wrong('--tls-cipher-suites has "TLS_AES", which is no cipher suite')]],
    [
      'a plugin behind a blank',
      pod('--enable-admission-plugins=AlwaysPullImages, NodeRestriction'),
      [
        `${wrong('--enable-admission-plugins has " NodeRestriction", which is no admission plugin of Kubernetes 1.37')}; NodeRestriction `
          + `is one`,
      ],
    ],
    ['plugins in quotes', pod('--enable-admission-plugins="NodeRestriction","ResourceQuota"'), []],
    ['plugins that versions/removed-flag finds', pod('--enable-admission-plugins=PodSecurityPolicy'), []],
    ['a plugin, where plugins are not known', pod('--enable-admission-plugins=Foo'), [], '1.38'],
    ['the last of several', pod('--profiling=off', '--profiling=true'), []],
    ['a flag that is not known', pod('--profilng=off'), []],
  ]);
});

describe('feature gates', () => {
  const none = (gate: string, hint = '') =>
    `${inPod(SERVER, 1)}: Kubernetes 1.37 has no feature gate ${gate}, so kube-apiserver does not start`
    + (hint === '' ? '' : `; ${hint} is one`);
  table(knownFeatureGates, [
    ['known', pod('--feature-gates=AllAlpha=false,RotateKubeletServerCertificate=true'), []],
    ['none', pod(), []],
    ['empty', pod('--feature-gates='), []],
    ['removed', pod('--feature-gates=AnonymousAuthConfigurableEndpoints=true'), [none('AnonymousAuthConfigurableEndpoints')]],
    ['before it was removed', pod('--feature-gates=AnonymousAuthConfigurableEndpoints=true'), [], '1.36'],
    [
      'locked',
      pod('--feature-gates=AnonymousAuthConfigurableEndpoints=false'),
      [
        `${inPod(SERVER, 1)}: the feature gate AnonymousAuthConfigurableEndpoints is locked to true in Kubernetes 1.36, so `
          + `kube-apiserver does `
          + 'not start',
      ],
      '1.36',
    ],
    [
      'misspelt',
      pod('--feature-gates=RotateKubeletServerCertificates=true'),
      [none('RotateKubeletServerCertificates', 'RotateKubeletServerCertificate')],
    ],
    [
      'no boolean',
      pod('--feature-gates=AllAlpha'),
      [`${inPod(SERVER, 1)}: the feature gate AllAlpha is set to a text that is not a boolean, so kube-apiserver does not start`],
    ],
    ['with the name of a component', pod('--feature-gates=kube:AllAlpha=false'), []],
    [
      'a newer release',
      pod('--feature-gates=New=true'),
      [`? ${inPod(SERVER, 1)}: it is not known here whether Kubernetes 1.38 has the feature gate New`],
      '1.38',
    ],
  ]);
});

describe('features in alpha', () => {
  table(unfinishedFeatures, [
    ['all', pod('--feature-gates=AllAlpha=true'), [`${inPod(SERVER, 1)}: AllAlpha switches on every feature in alpha of kube-apiserver`]],
    ['all in beta', pod('--feature-gates=AllBeta=1'), [`${inPod(SERVER, 1)}: AllBeta switches on every feature in beta of kube-apiserver`]],
    ['off later', pod('--feature-gates=AllAlpha=true', '--feature-gates=AllAlpha=false'), []],
    ['one in beta', pod('--feature-gates=RotateKubeletServerCertificate=true'), []],
    ['unset', pod(), []],
  ]);

  test('single ones, and those that are accepted', () => {
    const flags = pod('--feature-gates=APIServingWithRoutine=true,StorageVersionAPI=true');
    const found = findings(unfinishedFeatures, [flags]);
    expect(found).toEqual([
      `${inPod(SERVER, 1)}: the feature APIServingWithRoutine is in alpha, and on`,
      `${inPod(SERVER, 1)}: the feature StorageVersionAPI is in alpha, and on`,
    ]);
    expect(findings(unfinishedFeatures, [flags], { options: { accepted: ['StorageVersionAPI'] } })).toEqual(found.slice(0, 1));
  });
});

describe('features that limit access', () => {
  table(protectiveFeatures, [
    ['on', pod('--feature-gates=TokenRequestServiceAccountUIDValidation=true'), []],
    ['unset', pod(), []],
    [
      'off',
      componentPod(MANAGER, '--feature-gates=RotateKubeletServerCertificate=false'),
      [`${inPod(MANAGER, 1)}: RotateKubeletServerCertificate is off, so serving certificates of kubelets are not renewed`],
    ],
    ['locked, so that the component does not start', pod('--feature-gates=KubeletFineGrainedAuthz=false'), []],
    [
      'not yet locked',
      pod('--feature-gates=KubeletFineGrainedAuthz=false'),
      [`${inPod(SERVER, 1)}: KubeletFineGrainedAuthz is off, so reading the health of a kubelet takes the right to everything on it`],
      '1.35',
    ],
  ]);
});

describe('what is deprecated', () => {
  table(deprecatedFlags, [
    ['nothing', pod('--endpoint-reconciler-type=lease', '--feature-gates=TreatTypo=true'), []],
    ['no flags', pod(), []],
    ['a flag', pod('--apiserver-count=3'), [`${inPod(SERVER, 1)}: --apiserver-count is deprecated in kube-apiserver 1.37`]],
    ['a flag of another component', componentPod(SCHEDULER, '--apiserver-count=3'), []],
    ['a flag that is not known', pod('--xyzzyxyzzy'), []],
    [
      'of the controller manager',
      componentPod(MANAGER, '--node-sync-period=1s'),
      [`${inPod(MANAGER, 1)}: --node-sync-period is deprecated in kube-controller-manager 1.37`],
    ],
    [
      'a gate that is deprecated',
      pod('--feature-gates=AllowDNSOnlyNodeCSR=true'),
      [`${inPod(SERVER, 1)}: the feature gate AllowDNSOnlyNodeCSR is deprecated in Kubernetes 1.37`],
    ],
    [
      'a gate that is fixed',
      pod('--feature-gates=AggregatedDiscoveryRemoveBetaType=true'),
      [`${inPod(SERVER, 1)}: the feature gate AggregatedDiscoveryRemoveBetaType can no longer be changed in Kubernetes 1.37`],
    ],
    ['gates that are not known', pod('--feature-gates=$(GATES)'), []],
    [
      'in kubeadm',
      kubeadmConfiguration(SERVER, 'apiserver-count=3'),
      [`${inKubeadm(SERVER, 0)}: --apiserver-count is deprecated in kube-apiserver 1.37`],
    ],
  ]);
});
