import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { isEveryAddress, parseUrls } from '../../urls';
import { etcdConfig, type EtcdConfig } from '../settings';

const URLS: readonly string[] = ['listen-client-urls', 'listen-peer-urls', 'listen-client-http-urls', 'listen-metrics-urls'];

export const listenAddresses = defineRule({
  id: 'etcd/listen-addresses',
  title: 'etcd must not listen on all addresses (0.0.0.0 or ::)',
  description: 'A URL with a port and without an address means all addresses. Unset passes: etcd listens on localhost by default.',
  severity: Severity.MEDIUM,
  takesReason: true,
  fix: "Write the member's own addresses in place of 0.0.0.0 or ::, or say why it listens on all.",
  sources: ['https://etcd.io/docs/v3.6/op-guide/configuration/'],
  bad: 'listen-client-urls: https://0.0.0.0:2379\n',
  good: 'listen-client-urls: https://10.0.0.1:2379\n',
  exampleFile: '/etc/etcd/etcd.conf.yml',
  subject: etcdConfig,
  check: (config: EtcdConfig) => URLS.flatMap((flag) => forbidAllAddresses(config, flag)),
});

function forbidAllAddresses(config: EtcdConfig, flag: string): readonly Outcome[] {
  const { label, path, value, unclear } = config.setting(flag);
  const outcomes = parseUrls(value ?? '').flatMap((url): readonly Outcome[] => {
    if (typeof url === 'string') return unclear === undefined ? [undecided(path, `${label}: ${url}, so etcd does not start`)] : NONE;
    const everywhere = (url.scheme === 'http' || url.scheme === 'https') && isEveryAddress(url.host);
    return everywhere ? [{ path, message: `${label} has ${url.text}, which is every address of the node` }] : NONE;
  });
  return outcomes.length === 0 && unclear !== undefined ? [undecided(path, `${label} is not known: ${unclear}`)] : outcomes;
}
