import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { checkSetting, FIELDS, kubeletWith, kubelets, stateOf } from '../subjects';

export const rotateServingCertificate = defineRule({
  id: 'kubelet/rotate-serving-certificate',
  title: 'The kubelet must not switch off rotation of its serving certificate (featureGates.RotateKubeletServerCertificate)',
  description:
    'With `serverTLSBootstrap` the kubelet requests and renews its serving certificate, unless the feature gate is false: then it serves '
    + 'a self-signed one. Unset passes, since the gate is on by default.',
  severity: Severity.MEDIUM,
  fix: 'Remove RotateKubeletServerCertificate from featureGates.',
  controls: ['CIS-2.0:4.2.11'],
  sources: [FIELDS, 'https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/'],
  bad: kubeletWith('featureGates:\n  RotateKubeletServerCertificate: false'),
  good: kubeletWith('featureGates:\n  RotateKubeletServerCertificate: true'),
  subject: kubelets,
  check: checkSetting('featureGates.RotateKubeletServerCertificate', (value, setting) => (value === false ? stateOf(setting) : undefined)),
});
