import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { checkSetting, FIELDS, kubeletWith, kubelets, stateOf } from '../subjects';

export const clientCa = defineRule({
  id: 'kubelet/client-ca',
  title: 'The kubelet must set the CA for client certificates (authentication.x509.clientCAFile)',
  description:
    'Without it the kubelet verifies no client certificate, so the API server cannot identify itself, and clusters without it turn to '
    + 'anonymous access. Unset is a violation, also where anonymous requests are rejected; kubeadm sets it.',
  severity: Severity.HIGH,
  fix: 'Set authentication.x509.clientCAFile to the CA of the cluster, such as /etc/kubernetes/pki/ca.crt.',
  controls: ['CIS-2.0:4.2.3'],
  sources: [FIELDS, 'https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/'],
  bad: kubeletWith('authentication:\n  x509: {}'),
  good: kubeletWith('authentication:\n  x509:\n    clientCAFile: /etc/kubernetes/pki/ca.crt'),
  subject: kubelets,
  check: checkSetting('authentication.x509.clientCAFile', (value, setting) =>
    value === undefined || value === '' ? `${stateOf(setting)}, so no client certificate is verified` : undefined,
  ),
});
