import { defineRule, type Outcome, type Selected } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { subject } from '../../../engine/subjects';
import { podSecuritySettings } from '../../../kubernetes/admission/pod-security-configuration';
import { fact } from '../../../kubernetes/objects/fact';

export const podSecurityConfigurationRule = defineRule({
  id: 'namespaces/pod-security-configuration',
  title: 'PodSecurityConfiguration must be valid, and kube-apiserver must read it',
  description:
    'kube-apiserver reads the configuration strictly and does not start if it has an unknown field (`metadata` is one too), a '
    + 'wrong type, an invalid level, version or name, or a repeated exemption. It must be of a known version, on its own or in '
    + 'the one entry of an AdmissionConfiguration for the plugin PodSecurity.\n\n'
    + 'A second entry, and a file that kube-apiserver never reads, are violations too, since what they set has no effect. A '
    + '`path` to a file that is not in the input is unknown.',
  severity: Severity.LOW,
  fix: 'Write the configuration as the reference has it, once; kube-apiserver does not start with anything else.',
  sources: [
    'https://kubernetes.io/docs/reference/config-api/apiserver-admission.v1/',
    'https://kubernetes.io/docs/tasks/configure-pod-container/enforce-standards-admission-controller/',
    'https://github.com/kubernetes/pod-security-admission/blob/v0.37.0/admission/api/validation/validation.go',
  ],
  bad:
    '\napiVersion: apiserver.config.k8s.io/v1\n'
    + 'kind: AdmissionConfiguration\n'
    + 'plugins:\n'
    + '- name: PodSecurity\n'
    + '  configuration: { apiVersion: pod-security.admission.config.k8s.io/v1, kind: PodSecurityConfiguration, '
    + 'defaults: { enforce: Restricted } }',
  good:
    '\napiVersion: apiserver.config.k8s.io/v1\n'
    + 'kind: AdmissionConfiguration\n'
    + 'plugins:\n'
    + '- name: PodSecurity\n'
    + '  configuration: { apiVersion: pod-security.admission.config.k8s.io/v1, kind: PodSecurityConfiguration, '
    + 'defaults: { enforce: restricted, enforce-version: v1.35 } }',
  subject: subject('AdmissionConfigurations and PodSecurityConfigurations', ({ inventory }) => select(inventory)),
  revisions: [{ since: '1.23', check: (faults) => faults }],
});

const select = fact('faults of Pod Security configurations', (inventory): readonly Selected<readonly Outcome[]>[] => {
  const { configurations, admission } = podSecuritySettings(inventory);
  return [...admission, ...configurations].map(({ object, faults }) => ({ value: faults, object }));
});
