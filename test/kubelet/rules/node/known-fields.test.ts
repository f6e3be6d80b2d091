import { findings } from '../../../support/findings';
import { kubelet, kubeProxy, rule } from '../../support';

const FILE = 'KubeletConfiguration (unnamed)';

test.each([
  [kubelet(), []],
  [kubelet({ metadata: { annotations: {} } }), []],
  [kubelet({ authentication: { x509: { clientCAFile: '/a' } }, featureGates: { Anything: true }, evictionHard: null }), []],
  [kubelet({ registerWithTaints: [{ key: 'a', effect: 'NoSchedule' }], logging: { verbosity: 3, format: 'json' } }), []],
  [
    kubelet({ authentification: { anonymous: {} } }),
    [`${FILE} authentification: authentification does not exist in Kubernetes 1.37, so it has no effect; did you mean authentication?`],
  ],
  [
    kubelet({ anonymous: { enabled: false } }),
    [`${FILE} anonymous: anonymous does not exist in Kubernetes 1.37, so it has no effect; did you mean authentication.anonymous?`],
  ],
  [
    kubelet({ readonlyPort: 0 }),
    [`${FILE} readonlyPort: readonlyPort does not exist in Kubernetes 1.37, so it has no effect; did you mean readOnlyPort?`],
  ],
  [
    kubelet({ readOnlyPort: '0' }),
    [`${FILE} readOnlyPort: readOnlyPort is a string where an integer belongs, so the kubelet does not start`],
  ],
  [
    kubelet({ syncFrequency: 60 }),
    [
      `${FILE} syncFrequency: syncFrequency is a number where a duration belongs (YAML reads it so without quotes), `
        + `so the kubelet does not `
        + 'start',
    ],
  ],
  [
    kubelet({ syncFrequency: null }),
    [`${FILE} syncFrequency: syncFrequency is null where a duration belongs, so the kubelet does not start`],
  ],
  [kubelet({ containerLogMonitorInterval: null }), []],
  [
    kubelet({ syncFrequency: '1 minute' }),
    [`${FILE} syncFrequency: syncFrequency is "1 minute", which is not a duration such as 4h or 90s, so the kubelet does not start`],
  ],
  [
    { ...kubelet(), apiVersion: 'kubelet.config.k8s.io/v1' },
    [
      `${FILE} apiVersion: apiVersion is kubelet.config.k8s.io/v1, and KubeletConfiguration has v1beta1 alone, so the `
        + `kubelet does not start`,
    ],
  ],
  [kubeProxy({ mode: 'nftables', conntrack: { maxPerCore: null } }), []],
  [
    kubeProxy({ metricsAddress: '127.0.0.1' }),
    ['KubeProxyConfiguration (unnamed) metricsAddress: metricsAddress does not exist in Kubernetes 1.37, so it has no effect'],
  ],
  [
    kubeProxy({ iptables: [] }),
    ['KubeProxyConfiguration (unnamed) iptables: iptables is a list where a mapping belongs, so kube-proxy does not start'],
  ],
])('%j', (object, expected) => {
  expect(findings(rule('known-fields'), [object])).toEqual(expected);
});

test('fields come with releases', () => {
  const fields = kubelet({ tlsCurvePreferences: [29] });
  expect(findings(rule('known-fields'), [fields], { kubernetes: '1.37' })).toEqual([]);
  expect(findings(rule('known-fields'), [fields], { kubernetes: '1.35' })).toEqual([
    `${FILE} tlsCurvePreferences: tlsCurvePreferences does not exist in Kubernetes 1.35, so it has no effect`,
  ]);
  expect(findings(rule('known-fields'), [kubelet({ brandNew: 1 })], { kubernetes: '1.38' })).toEqual([
    `? ${FILE} brandNew: brandNew does not exist in Kubernetes 1.38, so it has no effect (as far as is known here)`,
  ]);
});

test('the texts of kubeadm', () => {
  const map = (name: string, key: string, text: string) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'kube-system' },
    data: { [key]: text },
  });
  const typo = (object: object) => JSON.stringify({ ...object, featureGate: {} });
  expect(
    findings(rule('known-fields'), [
      map('kubelet-config', 'kubelet', typo(kubelet())),
      map('kube-proxy', 'config.conf', typo(kubeProxy())),
    ]),
  ).toEqual([
    'ConfigMap kube-system/kubelet-config data.kubelet: featureGate does not exist in Kubernetes 1.37, so it has no effect; did you mean '
      + 'featureGates?',
    'ConfigMap kube-system/kube-proxy data["config.conf"]: featureGate does not exist in Kubernetes 1.37, so it has '
      + 'no effect; did you mean '
      + 'featureGates?',
  ]);
  expect(findings(rule('known-fields'), [map('kubelet-config', 'kubelet', 'a: b')])).toEqual([
    '? ConfigMap kube-system/kubelet-config data.kubelet: it is not a KubeletConfiguration',
  ]);
});
