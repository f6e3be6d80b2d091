import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import type { EffectiveFlag } from '../../../kubernetes/components/flags/effective-flag';
import { NONE } from '../../../kubernetes/objects/collect';
import { apiServers, onFlag, staticPod } from '../programs';

export const serviceAccountIssuer = defineRule({
  id: 'control-plane/service-account-issuer',
  title: 'kube-apiserver must name an https issuer of service account tokens (--service-account-issuer)',
  description:
    'Other systems fetch the keys for tokens from the URL of the issuer: over plaintext, anyone on the way can replace the keys. The '
    + 'flag may be repeated, and all issuers are checked. A name that is no URL passes, since no keys are fetched from it. kubeadm sets '
    + 'the flag.\n\n'
    + 'Unset and empty in a container are unknown: the API server does not start.',
  severity: Severity.MEDIUM,
  fix: 'Set --service-account-issuer to an https URL.',
  sources: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#service-account-issuer-discovery',
    'https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata',
  ],
  bad: staticPod('kube-apiserver', '--service-account-issuer=http://kubernetes.default.svc'),
  good: staticPod('kube-apiserver', '--service-account-issuer=https://kubernetes.default.svc'),
  subject: apiServers,
  check: onFlag('service-account-issuer', requireHttps),
});

function requireHttps({ label, path, items }: EffectiveFlag): readonly Outcome[] {
  if (items.length === 0) return [undecided(path, `${label} is not set, so the API server does not start`)];
  const plain = items.filter(({ text }) => /^http:/i.test(text));
  return plain.length === 0 ? NONE : plain.map((item) => ({ path: item.path, message: `${label} is ${item.text}, which is not https` }));
}
