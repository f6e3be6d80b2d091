import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { podSecuritySettings } from '../../../kubernetes/admission/pod-security-configuration';
import type { ComponentFlags } from '../../../kubernetes/components/component-flags';
import { NONE } from '../../../kubernetes/objects/collect';
import { apiServers } from './api-servers';

const FLAG = 'admission-control-config-file';

export const admissionConfigurationFlag = defineRule({
  id: 'namespaces/admission-configuration-flag',
  title: 'kube-apiserver must set --admission-control-config-file to use the AdmissionConfiguration',
  description:
    'Otherwise the defaults and exemptions in the file have no effect. The rule applies if an AdmissionConfiguration is in the '
    + 'input. It does not compare which of several files the flag names.',
  severity: Severity.MEDIUM,
  fix: 'Set --admission-control-config-file to the path of the AdmissionConfiguration.',
  sources: ['https://kubernetes.io/docs/tasks/configure-pod-container/enforce-standards-admission-controller/'],
  bad: `
{ apiVersion: kubeadm.k8s.io/v1beta4, kind: ClusterConfiguration, apiServer: { extraArgs: [] } }
---
{ apiVersion: apiserver.config.k8s.io/v1, kind: AdmissionConfiguration, plugins: [] }`,
  good:
    '\n{ apiVersion: kubeadm.k8s.io/v1beta4, kind: ClusterConfiguration, '
    + 'apiServer: { extraArgs: [{ name: admission-control-config-file, value: /etc/kubernetes/admission.yaml }] } }\n'
    + '---\n'
    + '{ apiVersion: apiserver.config.k8s.io/v1, kind: AdmissionConfiguration, plugins: [] }',
  subject: {
    name: 'API servers in an input with an AdmissionConfiguration',
    select: (context) => (podSecuritySettings(context.inventory).admission.length === 0 ? NONE : apiServers.select(context)),
  },
  revisions: [{ since: '1.23', check: requireFlag }],
});

function requireFlag({ flags, path, incomplete }: ComponentFlags): readonly Outcome[] {
  const flag = flags.get(FLAG);
  if (flag?.unclear !== undefined) return [undecided(flag.path, `--${FLAG} is not known: ${flag.unclear}`)];
  if (flag && flag.value !== '') return NONE;
  if (!flag && incomplete !== undefined) return [undecided(path, `--${FLAG} is not seen, but ${incomplete}`)];
  return [
    {
      path: flag?.path ?? path,
      message: `--${FLAG} is ${flag ? 'empty' : 'not set'}, so the AdmissionConfiguration of the input is not read`,
    },
  ];
}
