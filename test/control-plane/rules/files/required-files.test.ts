import { requiredFiles } from '../../../../src/control-plane/rules/files/required-files';
import { componentPod, inKubeadm, inPod, kubeadmConfiguration } from '../../../support/components';
import { findings } from '../../../support/findings';

const FILES = [
  'kubelet-client-certificate',
  'kubelet-client-key',
  'kubelet-certificate-authority',
  'service-account-key-file',
  'tls-cert-file',
  'tls-private-key-file',
  'client-ca-file',
  'encryption-provider-config',
];
const all = FILES.map((name) => `--${name}=/etc/${name}`);
const without = (...names: string[]) =>
  componentPod('kube-apiserver', ...all.filter((flag) => !names.some((name) => flag.startsWith(`--${name}=`))));
const at = inPod('kube-apiserver');
const KUBELETS = 'the API server does not verify the certificates of kubelets';
const PLAIN = 'Secrets are stored in etcd unencrypted';

test.each<[string, object, string[]]>([
  ['all are set', componentPod('kube-apiserver', ...all), []],
  [
    'none is set',
    componentPod('kube-apiserver'),
    [
      `control-plane/kubelet-client-certificate ${at}: --kubelet-client-certificate and --kubelet-client-key are not set, so `
        + `the API `
        + 'server has no identity towards kubelets',
      `control-plane/kubelet-certificate-authority ${at}: --kubelet-certificate-authority is not set, so ${KUBELETS}`,
      `control-plane/service-account-key-file ${at}: --service-account-key-file is not set, so tokens are verified with the key of the `
        + `serving `
        + 'certificate',
      `control-plane/serving-certificate ${at}: --tls-cert-file and --tls-private-key-file are not set, so the API server `
        + `generates a `
        + 'certificate that no CA has issued',
      `control-plane/client-ca-file ${at}: --client-ca-file is not set, so components cannot authenticate with client certificates`,
      `control-plane/encryption-provider-config ${at}: --encryption-provider-config is not set, so ${PLAIN}`,
    ],
  ],
  [
    'one of a pair',
    without('tls-private-key-file'),
    [
      `control-plane/serving-certificate ${at}: --tls-private-key-file is not set, so the API server generates a certificate that no CA `
        + `has `
        + 'issued',
    ],
  ],
  [
    'empty',
    componentPod('kube-apiserver', ...all, '--encryption-provider-config='),
    [`control-plane/encryption-provider-config ${inPod('kube-apiserver', 9)}: --encryption-provider-config is empty, so ${PLAIN}`],
  ],
  [
    'an external signer',
    {
      ...without('service-account-key-file'),
      spec: {
        containers: [
          {
            name: 'kube-apiserver',
            command: [
              'kube-apiserver',
              ...all.filter((flag) => !flag.includes('key-file')),
              '--service-account-signing-endpoint=/run/s.sock',
            ],
            args: ['--tls-private-key-file=/k'],
          },
        ],
      },
    },
    [],
  ],
  [
    'kubeadm sets all but two',
    kubeadmConfiguration('kube-apiserver'),
    [
      `control-plane/kubelet-certificate-authority ${inKubeadm('kube-apiserver')}: --kubelet-certificate-authority is not set, so `
        + `${KUBELETS}`,
      `control-plane/encryption-provider-config ${inKubeadm('kube-apiserver')}: --encryption-provider-config is not set, so ${PLAIN}`,
    ],
  ],
  [
    'kubeadm is told otherwise',
    kubeadmConfiguration('kube-apiserver', 'client-ca-file=', 'kubelet-certificate-authority=/c', 'encryption-provider-config=/e'),
    [
      `control-plane/client-ca-file ${inKubeadm('kube-apiserver', 0)}: --client-ca-file is empty, so components cannot authenticate with `
        + 'client certificates',
    ],
  ],
  [
    'a controller manager',
    componentPod('kube-controller-manager'),
    [
      `control-plane/service-account-private-key-file ${inPod('kube-controller-manager')}: --service-account-private-key-file is not `
        + `set, so the `
        + 'controller manager does not sign token Secrets',
      `control-plane/root-ca-file ${inPod('kube-controller-manager')}: --root-ca-file is not set, so pods get no CA certificate to `
        + `verify the API `
        + 'server with',
    ],
  ],
  [
    'a controller manager with both',
    componentPod('kube-controller-manager', '--service-account-private-key-file=/k', '--root-ca-file', '/c'),
    [],
  ],
  ['a scheduler', componentPod('kube-scheduler'), []],
])('%s', (_, manifest, expected) => expect(findings(requiredFiles, [manifest]).sort()).toEqual([...expected].sort()));
