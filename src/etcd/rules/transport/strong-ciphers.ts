import { listOption } from '../../../engine/options';
import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { OTHER_STRONG_NAMES, STRONG_SUITES, WEAK_SUITES } from '../../../kubernetes/components/tls-suites';
import { NONE } from '../../../kubernetes/objects/collect';
import { etcdConfig, type EtcdConfig } from '../settings';

const STRONG = new Set([...STRONG_SUITES, ...OTHER_STRONG_NAMES]);

export const strongCiphers = defineRule({
  id: 'etcd/strong-ciphers',
  title: 'etcd must allow only strong cipher suites (--cipher-suites)',
  description:
    'Strong are suites with forward secrecy and authenticated encryption. If the flag is unset, the Go release that built etcd '
    + 'decides, and every Go release offers CBC suites for TLS 1.2: a violation, unless the minimum version is TLS 1.3, which has '
    + 'strong suites only.\n\n'
    + 'In a kubeadm configuration only a list that is set is checked, since kubeadm does not set the flag.',
  severity: Severity.MEDIUM,
  fix: `Set --cipher-suites to suites of this list: ${STRONG_SUITES.join(', ')}.`,
  sources: ['https://etcd.io/docs/v3.6/op-guide/security/', 'https://www.rfc-editor.org/rfc/rfc9325#section-4.2'],
  bad: 'listen-client-urls: https://10.0.0.1:2379\ncipher-suites: [TLS_RSA_WITH_AES_128_CBC_SHA]\n',
  good: 'listen-client-urls: https://10.0.0.1:2379\ncipher-suites: [TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256]\n',
  exampleFile: '/etc/etcd/etcd.conf.yml',
  subject: etcdConfig,
  options: { accepted: listOption('Accepted suites, in addition to the strong ones.', []) },
  check: forbidWeakSuites,
});

function forbidWeakSuites(config: EtcdConfig, _: CheckContext, { accepted }: { readonly accepted: readonly string[] }): readonly Outcome[] {
  const { label, path, value, unclear } = config.setting('cipher-suites');
  if (unclear !== undefined) return [undecided(path, `${label} is not known: ${unclear}`)];
  if (value === undefined || value === '') {
    if ((config.source === 'kubeadm' && value === undefined) || config.setting('tls-min-version').value === 'TLS1.3') return NONE;
    return [{ path, message: `${label} is not set, and Go's own choice has CBC suites` }];
  }
  return value.split(',').flatMap((suite): readonly Outcome[] => {
    if (STRONG.has(suite) || accepted.includes(suite)) return NONE;
    const weakness = WEAK_SUITES.get(suite);
    if (weakness === undefined) {
      return [undecided(path, `${label} has ${JSON.stringify(suite)}, which etcd does not know, so it does not start`)];
    }
    return [{ path, message: `${label} has ${suite}, which ${weakness}` }];
  });
}
