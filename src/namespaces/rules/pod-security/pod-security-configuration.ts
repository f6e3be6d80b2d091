import { defineRule, type Outcome, type Selected } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { subject } from '../../../engine/subjects';
import type { Inventory } from '../../../kubernetes/objects/inventory';
import { podSecuritySettings } from './pod-security-configuration-file';

/**
 * The configuration of Pod Security admission is as kube-apiserver reads it: a PodSecurityConfiguration of a version that it knows, by
 * itself or in the one entry of an AdmissionConfiguration for the plugin PodSecurity; no field that is none (`metadata` is none either), no
 * wrong type, level, version or name, no exemption twice. kube-apiserver reads it strictly and does not start with anything else. An entry
 * or a file that it never reads is a finding too, since what it says does not hold. Unknown: a `path` to a file that is not in the set.
 */
export const podSecurityConfigurationRule = defineRule({
  id: 'namespaces/pod-security-configuration',
  title: 'The configuration of Pod Security admission must be one that kube-apiserver reads',
  severity: Severity.LOW,
  fix: 'Write the configuration as the reference has it, once; kube-apiserver does not start with anything else.',
  controls: [],
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
  subject: subject('AdmissionConfigurations and PodSecurityConfigurations', ({ inventory }) => inventory.derive(select)),
  revisions: [{ since: '1.23', check: (faults) => faults }],
});

function select(inventory: Inventory): readonly Selected<readonly Outcome[]>[] {
  const { configurations, admission } = podSecuritySettings(inventory);
  return [...admission, ...configurations].map(({ object, faults }) => ({ value: faults, object }));
}
