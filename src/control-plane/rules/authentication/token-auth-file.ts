import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { apiServers, onFlag, staticPod } from '../programs';

export const tokenAuthFile = defineRule({
  id: 'control-plane/token-auth-file',
  title: 'kube-apiserver must not accept static tokens (--token-auth-file)',
  description:
    'Static tokens are in plaintext on the node, never expire, and are withdrawn only with a restart. Unset and empty pass: there is no '
    + 'file by default.',
  severity: Severity.HIGH,
  takesReason: true,
  fix: 'Remove --token-auth-file. Use OpenID Connect, client certificates or service account tokens.',
  controls: ['CIS-2.0:1.2.2'],
  sources: ['https://kubernetes.io/docs/reference/access-authn-authz/authentication/#static-token-file'],
  bad: staticPod('kube-apiserver', '--token-auth-file=/etc/kubernetes/tokens.csv'),
  good: staticPod('kube-apiserver', '--client-ca-file=/etc/kubernetes/pki/ca.crt'),
  subject: apiServers,
  check: onFlag('token-auth-file', ({ label, path, value }) =>
    value === '' ? NONE : [{ path, message: `${label} is ${value}, so static tokens are accepted` }],
  ),
});
