import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { etcdConfig, type EtcdConfig } from '../settings';

/** Spellings that mean something older than TLS 1.2, though etcd knows none of them. */
const OLD = /^(version)?_?(ssl|tls)[ _v-]*(2|3|2\.0|3\.0|1|1\.0|10|1\.1|11)$/i;

export const tlsMinimum = defineRule({
  id: 'etcd/tls-minimum',
  title: 'etcd must require TLS 1.2 or later and must not disable TLS 1.3',
  description:
    'Unset passes: the default minimum of etcd has always been TLS 1.2. `--tls-max-version=TLS1.2` disables TLS 1.3, so it is a '
    + 'violation.\n\n'
    + 'etcd accepts `TLS1.2` and `TLS1.3` only. A value that means an older version is a violation although etcd does not start '
    + 'with it; any other value is unknown.',
  severity: Severity.HIGH,
  fix: 'Set --tls-min-version to TLS1.2 or TLS1.3, and leave --tls-max-version out.',
  sources: ['https://etcd.io/docs/v3.6/op-guide/configuration/', 'https://www.rfc-editor.org/rfc/rfc9325#section-3.1.1'],
  bad: 'listen-client-urls: https://10.0.0.1:2379\ntls-min-version: TLS1.1\n',
  good: 'listen-client-urls: https://10.0.0.1:2379\ntls-min-version: TLS1.2\n',
  exampleFile: '/etc/etcd/etcd.conf.yml',
  subject: etcdConfig,
  check: (config: EtcdConfig) => [...forbidOldTls(config, 'tls-min-version'), ...forbidOldTls(config, 'tls-max-version')],
});

function forbidOldTls(config: EtcdConfig, flag: string): readonly Outcome[] {
  const { label, path, value, unclear } = config.setting(flag);
  if (unclear !== undefined) return [undecided(path, `${label} is not known: ${unclear}`)];
  if (value === undefined || value === '' || value === 'TLS1.3') return NONE;
  if (OLD.test(value)) return [{ path, message: `${label} is ${value}` }];
  if (value !== 'TLS1.2') {
    return [undecided(path, `${label} is ${JSON.stringify(value)}, neither TLS1.2 nor TLS1.3, so etcd does not start`)];
  }
  return flag === 'tls-max-version' ? [{ path, message: `${label} is TLS1.2, so no client can use TLS 1.3` }] : NONE;
}
