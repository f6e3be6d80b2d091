import { integerOption, type OptionValues } from '../../../engine/options';
import { defineRule, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { effectiveFlag, type CataloguedFlags } from '../../../kubernetes/components/flags/effective-flag';
import { parseGoDuration } from '../../../kubernetes/components/flags/go-values';
import { NONE } from '../../../kubernetes/objects/collect';
import { apiServers, malformed, notKnown, staticPod } from '../programs';

const options = { longest: integerOption('The longest lifetime of a token, in hours.', 48) };

export const serviceAccountTokenLifetime = defineRule({
  id: 'control-plane/service-account-token-lifetime',
  title: 'kube-apiserver must limit the lifetime of service account tokens (--service-account-max-token-expiration)',
  description:
    'A caller that may request a token chooses its lifetime, if nothing limits it: such a token outlives the access that it was made '
    + 'with. The default is no limit, so unset and zero are violations. The tokens that the kubelet mounts into pods live an hour.',
  severity: Severity.LOW,
  takesReason: true,
  fix: 'Set --service-account-max-token-expiration to 48h or less, such as 24h.',
  sources: [
    'https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/',
    'https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#bound-service-account-tokens',
  ],
  bad: staticPod('kube-apiserver', '--service-account-max-token-expiration=8760h'),
  good: staticPod('kube-apiserver', '--service-account-max-token-expiration=24h'),
  subject: apiServers,
  options,
  check: limitLifetime,
});

function limitLifetime(
  program: CataloguedFlags,
  { kubernetes }: CheckContext,
  { longest }: OptionValues<typeof options>,
): readonly Outcome[] {
  const flag = effectiveFlag(program, 'service-account-max-token-expiration', kubernetes);
  if (flag.unclear !== undefined) return notKnown(flag);
  const { label, path, value, origin } = flag;
  const seconds = parseGoDuration(value);
  // Source: completeServiceAccountOptions in pkg/controlplane/apiserver/options/options.go
  if (seconds === undefined || (seconds !== 0 && (seconds < 3600 || seconds > 2 ** 32))) {
    return malformed(flag, 'a duration from an hour to 2^32 seconds');
  }
  if (seconds === 0) {
    return [{ path, message: `${label} is ${origin === 'input' ? value : 'not set'}, so tokens of any lifetime can be requested` }];
  }
  return seconds > longest * 3600 ? [{ path, message: `${label} is ${value}, longer than ${longest} hours` }] : NONE;
}
