import { listOption } from '../../../engine/options';
import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import type { Kubelet } from '../../../kubernetes/components/kubelet/kubelets';
import { OTHER_STRONG_NAMES, STRONG_SUITES, WEAK_SUITES } from '../../../kubernetes/components/tls-suites';
import { NONE } from '../../../kubernetes/objects/collect';
import { FIELDS, kubeletWith, kubelets, outcomesOf } from '../subjects';

const FIELD = 'tlsCipherSuites';
const STRONG = new Set([...STRONG_SUITES, ...OTHER_STRONG_NAMES]);

export const strongCiphers = defineRule({
  id: 'kubelet/strong-ciphers',
  title: 'The kubelet must allow only strong cipher suites (tlsCipherSuites)',
  description:
    'Strong are suites with forward secrecy and authenticated encryption. If none is set, Go decides, which offers CBC suites for TLS '
    + '1.2: a violation, unless `tlsMinVersion` is `VersionTLS13`, which has strong suites only. With a name that is no suite the kubelet '
    + 'does not start, so that is unknown.',
  severity: Severity.MEDIUM,
  fix: `Set tlsCipherSuites to suites of this list: ${STRONG_SUITES.join(', ')}.`,
  controls: ['CIS-2.0:4.2.12'],
  sources: [FIELDS, 'https://www.rfc-editor.org/rfc/rfc9325#section-4.2'],
  bad: kubeletWith('tlsCipherSuites: [TLS_RSA_WITH_AES_128_CBC_SHA]'),
  good: kubeletWith('tlsCipherSuites: [TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256]'),
  subject: kubelets,
  options: { accepted: listOption('Accepted suites, in addition to the strong ones.', []) },
  check: forbidWeakSuites,
});

function forbidWeakSuites(kubelet: Kubelet, _: CheckContext, { accepted }: { readonly accepted: readonly string[] }): readonly Outcome[] {
  const setting = kubelet.setting(FIELD);
  if (setting === undefined) return NONE;
  if (setting.unclear !== undefined) return outcomesOf(kubelet, FIELD, () => undefined);
  const { label, path, line } = setting;
  const suites = Array.isArray(setting.value) ? setting.value.map((suite) => String(suite ?? '')) : [];
  const minimum = kubelet.setting('tlsMinVersion');
  if (suites.length === 0) {
    if (minimum?.value === 'VersionTLS13') return NONE;
    if (minimum === undefined) return [{ ...undecided(path, `${label} is not set, and tlsMinVersion is decided in another place`), line }];
    return [{ path, line, message: `${label} is ${setting.isDefault ? 'not set' : 'empty'}, and Go's own choice has CBC suites` }];
  }
  return weakOf(suites);

  function weakOf(all: readonly string[]): readonly Outcome[] {
    return all.flatMap((suite): readonly Outcome[] => {
      if (STRONG.has(suite) || accepted.includes(suite)) return NONE;
      const weakness = WEAK_SUITES.get(suite);
      if (weakness !== undefined) return [{ path, line, message: `${label} has ${suite}, which ${weakness}` }];
      const message = `${label} has ${JSON.stringify(suite)}, which the kubelet does not know, so it does not start`;
      return [{ ...undecided(path, message), line }];
    });
  }
}
