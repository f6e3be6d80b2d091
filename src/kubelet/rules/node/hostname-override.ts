import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import type { Kubelet } from '../../../kubernetes/components/kubelet/kubelets';
import { NONE } from '../../../kubernetes/objects/collect';
import { kubelets } from '../subjects';

export const hostnameOverride = defineRule({
  id: 'kubelet/hostname-override',
  title: 'The kubelet must not override the host name (--hostname-override)',
  description:
    'The name of a node is then what the flag says, not what the machine and its certificate say, so logs, certificates and rules that '
    + 'go by it can be led astray. There is only a flag, no field. Unset and empty pass. kubeadm sets the flag where '
    + '`nodeRegistration.name` differs from the host name; that is not checked.',
  severity: Severity.LOW,
  fix: 'Remove --hostname-override, and set the host name of the machine.',
  controls: ['CIS-2.0:4.2.7'],
  sources: ['https://kubernetes.io/docs/reference/command-line-tools-reference/kubelet/'],
  bad: example('[{ name: hostname-override, value: worker-1 }]'),
  good: example('[{ name: node-ip, value: 10.0.0.1 }]'),
  subject: kubelets,
  check: forbidOverride,
});

function example(args: string): string {
  return `{ apiVersion: kubeadm.k8s.io/v1beta4, kind: JoinConfiguration, nodeRegistration: { kubeletExtraArgs: ${args} } }`;
}

function forbidOverride(kubelet: Kubelet): readonly Outcome[] {
  const flag = kubelet.flag('hostname-override');
  if (!flag || (flag.value === '' && flag.unclear === undefined)) return NONE;
  const { path, line, value, unclear } = flag;
  if (unclear !== undefined) return [{ ...undecided(path, `--hostname-override is not known: ${unclear}`), line }];
  return [{ path, line, message: `--hostname-override is ${value}` }];
}
