import { App, Chart, Duration } from 'cdk8s';
import { Hardening, HardenedApp } from '../../../src/app';
import { CATALOG } from '../../../src/catalog';
import {
  HardenedKubelet,
  KubeletCgroupDriver,
  KubeletCipherSuite,
  KubeletDelivery,
  KubeletServingCertificate,
  KubeletTlsVersion,
  type HardenedKubeletProps,
} from '../../../src/kubelet';
import { findings } from '../../support/findings';

const chart = () => new Chart(new App(), 'nodes');
const kubelet = (props: HardenedKubeletProps = {}) => new HardenedKubelet(chart(), 'kubelet', props);

test('the file', () => {
  const { configFile } = kubelet({ settings: { clusterDNS: ['10.96.0.10'], maxPods: 64 } });
  expect([configFile!.path, configFile!.mode, configFile!.nodes]).toEqual(['/var/lib/kubelet/config.yaml', '0600', []]);
  expect(configFile!.content).toMatchInlineSnapshot(`
   "apiVersion: kubelet.config.k8s.io/v1beta1
   kind: KubeletConfiguration
   authentication:
     anonymous:
       enabled: false
     webhook:
       enabled: true
     x509:
       clientCAFile: /etc/kubernetes/pki/ca.crt
   authorization:
     mode: Webhook
   readOnlyPort: 0
   healthzBindAddress: 127.0.0.1
   enableProfilingHandler: false
   enableDebugFlagsHandler: false
   enableContentionProfiling: false
   rotateCertificates: true
   serverTLSBootstrap: true
   tlsMinVersion: VersionTLS12
   tlsCipherSuites:
     - TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256
     - TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
     - TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384
     - TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384
     - TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256
     - TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256
   protectKernelDefaults: true
   makeIPTablesUtilChains: true
   seccompDefault: true
   podPidsLimit: 4096
   eventRecordQPS: 50
   streamingConnectionIdleTimeout: 1800s
   cgroupDriver: systemd
   clusterDNS:
     - 10.96.0.10
   maxPods: 64
   "
  `);
});

const VARIANTS: readonly HardenedKubeletProps[] = [
  {},
  { servingCertificate: KubeletServingCertificate.files('/etc/kubernetes/pki/kubelet.crt', '/etc/kubernetes/pki/kubelet.key') },
  { minimumTlsVersion: KubeletTlsVersion.TLS_1_3 },
  { cipherSuites: [KubeletCipherSuite.ECDHE_RSA_AES_256_GCM_SHA384] },
  { podPidsLimit: 1, eventRecordQps: 1, streamingIdleTimeout: Duration.seconds(1), cgroupDriver: KubeletCgroupDriver.CGROUPFS },
  { settings: { staticPodPath: '/etc/kubernetes/manifests', featureGates: { RotateKubeletServerCertificate: true } } },
];

test.each(VARIANTS)('its output passes every rule: %#', (props) => {
  for (const kubernetes of ['1.35', '1.36', '1.37']) {
    expect(findings(CATALOG, [kubelet(props).configuration], { kubernetes })).toEqual([]);
  }
});

test.each<[HardenedKubeletProps, string]>([
  [
    { clientCaFile: 'ca.crt' },
    'clientCaFile "ca.crt" is not an absolute path of a file, so the kubelet would not find it. Write a path such as '
      + '"/etc/kubernetes/pki/ca.crt".',
  ],
  [
    { servingCertificate: KubeletServingCertificate.files('/a.crt', '') },
    'keyFile "" is not an absolute path of a file, so the kubelet would not find it. Write a path such as "/etc/kubernetes/pki/ca.crt".',
  ],
  ...[0, -1, 1.5, NaN, 4_194_305].map((podPidsLimit): [HardenedKubeletProps, string] => [
    { podPidsLimit },
    `podPidsLimit is ${podPidsLimit}, so a pod could take all process ids of its node. Write an integer from 1 to 4194304.`,
  ]),
  [{ eventRecordQps: 0 }, 'eventRecordQps is 0, so events would have no limit. Write an integer from 1 to 2147483647.'],
  [
    { streamingIdleTimeout: Duration.millis(500) },
    'streamingIdleTimeout (in seconds) is 0.5, so idle sessions would stay open. Write an integer from 1 to 2147483647.',
  ],
  [{ cipherSuites: [] }, 'cipherSuites is empty, so recorded or altered traffic could be read. Use members of KubeletCipherSuite.'],
  [
    { cipherSuites: ['TLS_RSA_WITH_RC4_128_SHA' as KubeletCipherSuite] },
    '"TLS_RSA_WITH_RC4_128_SHA" is not a suite with forward secrecy and authenticated encryption, so recorded or altered traffic could be '
      + 'read. Use members of KubeletCipherSuite.',
  ],
  [
    { minimumTlsVersion: KubeletTlsVersion.TLS_1_3, cipherSuites: [KubeletCipherSuite.ECDHE_RSA_AES_256_GCM_SHA384] },
    'cipherSuites is set, and minimumTlsVersion is TLS 1.3, which has suites of its own, so they would have no effect. Leave one of '
      + 'the two out.',
  ],
  [
    { allowedUnsafeSysctls: ['kernel.msg*'] },
    'allowedUnsafeSysctls has kernel.msg*, so a pod could harm other pods of its node. Leave it out, or say in unsafeSysctlsReason why '
      + 'it has to be.',
  ],
  [
    { allowedUnsafeSysctls: ['a b'], unsafeSysctlsReason: 'a database' },
    'allowedUnsafeSysctls has "a b", which is not a sysctl, so the kubelet does not start. Write a name such as "net.core.somaxconn", or a '
      + 'prefix such as "kernel.msg*".',
  ],
  [{ unsafeSysctlsReason: ' ' }, 'unsafeSysctlsReason is blank, so reviewers cannot assess it. Give the reason in a sentence.'],
  [
    { unsafeKernelDefaultsReason: '' },
    'unsafeKernelDefaultsReason is blank, so reviewers cannot assess it. Give the reason in a sentence.',
  ],
  ...['authentication', 'readOnlyPort', 'tlsCertFile', 'staticPodURL', 'apiVersion'].map((field): [HardenedKubeletProps, string] => [
    { settings: { [field]: 'x' } },
    `settings has ${field}, which this construct decides, so one of the two would have no effect. Use the property for it, or `
      + 'HardenedKubelet.configFile.overrideContent.',
  ]),
  [
    { settings: { maxPod: 3 } },
    'maxPod in settings does not exist in Kubernetes 1.37, so the kubelet ignores it or does not start. Did you mean maxPods?',
  ],
  [
    { settings: { maxPods: '3' } },
    'maxPods in settings is a string where an integer belongs, so the kubelet ignores it or does not start. Remove or correct it.',
  ],
])('refuses %j', (props, message) => {
  expect(() => kubelet(props)).toThrow(new Error(`nodes/kubelet: ${message}`));
});

test('a field that came later than the release', () => {
  const app = new HardenedApp({ kubernetes: '1.35', asOf: '2026-11-23' });
  expect(() => new HardenedKubelet(app, 'kubelet', { settings: { tlsCurvePreferences: [29] } })).toThrow(
    'tlsCurvePreferences in settings does not exist in Kubernetes 1.35',
  );
});

test('what is unsafe is written with its reason, which is its waiver', () => {
  const app = new App();
  const hardening = Hardening.enforce(app, { asOf: '2026-11-23', kubernetes: '1.37', noConfig: true });
  const made = new HardenedKubelet(new Chart(app, 'nodes'), 'kubelet', {
    unsafeKernelDefaultsReason: 'the image of the provider sets none',
    allowedUnsafeSysctls: ['net.core.somaxconn'],
    unsafeSysctlsReason: 'the proxies need it',
  });
  expect(made.configFile!.content).toContain('# cdk8s-hardened/reason: the image of the provider sets none\n');
  expect(made.configuration).toMatchObject({ protectKernelDefaults: false, allowedUnsafeSysctls: ['net.core.somaxconn'] });
  const found = hardening.check().findings.map(({ rule, status, waiver }) => `${rule} ${status}: ${waiver?.reason}`);
  expect(found.sort()).toEqual([
    'kubelet/allowed-unsafe-sysctls waived: the proxies need it',
    'kubelet/protect-kernel-defaults waived: the image of the provider sets none',
  ]);
});

test('the API server proves who it is, and verifies the kubelets', () => {
  expect(kubelet({ clientCaFile: '/pki/ca.crt' }).apiServerFlags).toEqual({
    'kubelet-certificate-authority': '/pki/ca.crt',
    'kubelet-client-certificate': '/pki/apiserver-kubelet-client.crt',
    'kubelet-client-key': '/pki/apiserver-kubelet-client.key',
  });
});

test('for kubeadm, a control plane has to take it', () => {
  const made = kubelet({ delivery: KubeletDelivery.KUBEADM });
  expect(made.configFile).toBeUndefined();
  expect(made.node.validate()).toEqual(['no HardenedControlPlane takes nodes/kubelet (kubelet)']);
});

test('what it returns is a copy', () => {
  const made = kubelet();
  made.configuration.authentication.anonymous.enabled = true;
  expect(made.configuration.authentication.anonymous.enabled).toBe(false);
});
