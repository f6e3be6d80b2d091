import { listOption, type OptionValues } from '../../../engine/options';
import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { effectiveFlag, type CataloguedFlags } from '../../../kubernetes/components/flags/effective-flag';
import { OTHER_STRONG_NAMES, STRONG_SUITES, WEAK_SUITES } from '../../../kubernetes/components/tls-suites';
import { NONE } from '../../../kubernetes/objects/collect';
import { controlPlane, notKnown, staticPod } from '../programs';

const STRONG = new Set([...STRONG_SUITES, ...OTHER_STRONG_NAMES]);
const options = { accepted: listOption('Accepted suites, in addition to the strong ones.', []) };

export const cipherSuites = defineRule({
  id: 'control-plane/cipher-suites',
  title: 'Control-plane components must allow only strong cipher suites (--tls-cipher-suites)',
  description:
    'Strong are suites with forward secrecy and authenticated encryption. Unset and empty, the Go release that built the component '
    + 'decides, and every Go release offers CBC suites for TLS 1.2: a violation for the API server, unless its minimum version is TLS '
    + '1.3, which has strong suites only. Of the controller manager and the scheduler, which serve metrics and health on loopback, only '
    + 'a list that is set is checked.',
  severity: Severity.LOW,
  takesReason: true,
  fix: `Set --tls-cipher-suites to suites of this list: ${STRONG_SUITES.join(', ')}.`,
  controls: ['CIS-2.0:1.2.29'],
  sources: [
    'https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/',
    'https://www.rfc-editor.org/rfc/rfc9325#section-4.2',
  ],
  bad: staticPod('kube-apiserver', '--tls-cipher-suites=TLS_RSA_WITH_AES_128_CBC_SHA'),
  good: staticPod('kube-apiserver', '--tls-cipher-suites=TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256'),
  subject: controlPlane,
  options,
  check: forbidWeakSuites,
});

function forbidWeakSuites(
  program: CataloguedFlags,
  { kubernetes }: CheckContext,
  { accepted }: OptionValues<typeof options>,
): readonly Outcome[] {
  const flag = effectiveFlag(program, 'tls-cipher-suites', kubernetes);
  const minimum = effectiveFlag(program, 'tls-min-version', kubernetes);
  if (minimum.unclear === undefined && minimum.value === 'VersionTLS13') return NONE;
  const { label, path, items, unclear } = flag;
  if (items.length === 0 && program.component !== 'kube-apiserver') return NONE;
  if (unclear !== undefined) return notKnown(flag);
  if (items.length === 0) return [{ path, message: `${label} is not set, and Go's own choice has CBC suites` }];
  return items.flatMap((item): readonly Outcome[] => {
    if (STRONG.has(item.text) || accepted.includes(item.text)) return NONE;
    const weakness = WEAK_SUITES.get(item.text);
    return weakness === undefined
      ? [undecided(item.path, `${label} has ${JSON.stringify(item.text)}, which is no suite, so ${program.component} does not start`)]
      : [{ path: item.path, message: `${label} has ${item.text}, which ${weakness}` }];
  });
}
