import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { etcdConfig, type EtcdConfig } from '../settings';

/** Spellings that mean something older than TLS 1.2, though etcd knows none of them. */
const OLD = /^(version)?_?(ssl|tls)[ _v-]*(2|3|2\.0|3\.0|1|1\.0|10|1\.1|11)$/i;

/**
 * etcd speaks TLS 1.2 or later, and is not kept from 1.3.
 *
 * Unset is fine: etcd has never served less than 1.2 by default. It takes `TLS1.2` and `TLS1.3` only: an older version is a violation
 * though etcd would refuse to start, since that is what is asked for; any other text is undecided.
 */
export const tlsMinimum = defineRule({
  id: 'etcd/tls-minimum',
  title: 'etcd must speak TLS 1.2 or later, and may not be held below 1.3',
  severity: Severity.HIGH,
  fix: 'Set --tls-min-version to TLS1.2 or TLS1.3, and leave --tls-max-version out.',
  controls: [],
  sources: ['https://etcd.io/docs/v3.6/op-guide/configuration/', 'https://www.rfc-editor.org/rfc/rfc9325#section-3.1.1'],
  bad: 'listen-client-urls: https://10.0.0.1:2379\ntls-min-version: TLS1.1\n',
  good: 'listen-client-urls: https://10.0.0.1:2379\ntls-min-version: TLS1.2\n',
  exampleFile: '/etc/etcd/etcd.conf.yml',
  subject: etcdConfig,
  revisions: [{ since: '1.0', check: (config: EtcdConfig) => [...judge(config, 'tls-min-version'), ...judge(config, 'tls-max-version')] }],
});

function judge(config: EtcdConfig, flag: string): readonly Outcome[] {
  const { label, path, value, unclear } = config.setting(flag);
  if (unclear !== undefined) return [undecided(path, `${label} is not known: ${unclear}`)];
  if (value === undefined || value === '' || value === 'TLS1.3') return NONE;
  if (OLD.test(value)) return [{ path, message: `${label} is ${value}` }];
  if (value !== 'TLS1.2') {
    return [undecided(path, `${label} is ${JSON.stringify(value)}, neither TLS1.2 nor TLS1.3, so etcd refuses to start`)];
  }
  return flag === 'tls-max-version' ? [{ path, message: `${label} is TLS1.2, so nobody can use TLS 1.3` }] : NONE;
}
