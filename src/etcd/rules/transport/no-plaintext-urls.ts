import { coded, defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import type { Setting } from '../../setting';
import { isLoopback, parseUrls } from '../../urls';
import { etcdConfig, type EtcdConfig } from '../settings';

/** Each setting with the URL that etcd takes when it is not set. Source: embed/config.go of etcd. */
const URLS: readonly (readonly [string, string | undefined])[] = [
  ['listen-client-urls', 'http://localhost:2379'],
  ['listen-peer-urls', 'http://localhost:2380'],
  ['advertise-client-urls', 'http://localhost:2379'],
  ['initial-advertise-peer-urls', 'http://localhost:2380'],
  ['initial-cluster', undefined],
  ['listen-client-http-urls', undefined],
  ['listen-metrics-urls', undefined],
];

export const noPlaintextUrls = defineRule({
  id: 'etcd/no-plaintext-urls',
  title: 'etcd must not listen on or advertise plaintext URLs',
  description:
    'An HTTP listener of its own (`--listen-client-http-urls`) serves keys through the gateway, so it counts. Plaintext is '
    + 'accepted for metrics and health on loopback, as kubeadm configures it. Plaintext for clients on loopback is a violation: '
    + 'every process on the node could read and write all Secrets.\n\n'
    + "Unset means etcd's default, which is plaintext. A `unix://` socket is plaintext that only file permissions protect, so it "
    + 'is unknown.',
  severity: Severity.CRITICAL,
  fix: 'Write https:// in every listen and advertise URL, and serve plaintext metrics only on 127.0.0.1 or ::1.',
  sources: ['https://etcd.io/docs/v3.6/op-guide/security/', 'https://etcd.io/docs/v3.6/op-guide/configuration/'],
  bad: 'listen-client-urls: http://127.0.0.1:2379\n',
  good: `listen-client-urls: https://10.0.0.1:2379,https://127.0.0.1:2379
advertise-client-urls: https://10.0.0.1:2379
listen-peer-urls: https://10.0.0.1:2380
initial-advertise-peer-urls: https://10.0.0.1:2380
initial-cluster: a=https://10.0.0.1:2380
listen-metrics-urls: http://127.0.0.1:2381
`,
  exampleFile: '/etc/etcd/etcd.conf.yml',
  subject: etcdConfig,
  check: (config: EtcdConfig) => URLS.flatMap(([flag, unset]) => coded(flag, forbidPlaintext(config, flag, unset))),
});

function forbidPlaintext(config: EtcdConfig, flag: string, unset: string | undefined): readonly Outcome[] {
  const setting = config.setting(flag);
  const { label, path, value, unclear, byKubeadm } = setting;
  if (byKubeadm) return NONE;
  if (value === undefined || value === '') {
    if (unclear !== undefined) return [undecided(path, `${label} is not known: ${unclear}`)];
    // By flags, though not in a file, etcd wants both or none.
    if (flag === 'advertise-client-urls' && config.source === 'static-pod' && config.setting('listen-client-urls').value !== undefined) {
      return [undecided(path, `${label} is not set while --listen-client-urls is, so etcd does not start`)];
    }
    return unset === undefined ? NONE : [{ path, message: `${label} is not set, and ${unset} by default` }];
  }
  const outcomes = parseUrls(flag === 'initial-cluster' ? urlsOf(value) : value).flatMap((url) => {
    if (typeof url === 'string') return unclear === undefined ? [undecided(path, `${label}: ${url}, so etcd does not start`)] : NONE;
    return ofUrl(setting, flag, url.scheme, url.host, url.text);
  });
  // A value that is known in part still shows plaintext; it never shows that there is none.
  return outcomes.length === 0 && unclear !== undefined ? [undecided(path, `${label} is not known: ${unclear}`)] : outcomes;
}

function ofUrl({ label, path }: Setting, flag: string, scheme: string, host: string, text: string): readonly Outcome[] {
  if (scheme === 'https' || scheme === 'unixs') return NONE;
  if (flag === 'listen-metrics-urls' && (scheme === 'unix' || isLoopback(host))) return NONE;
  if (scheme === 'unix') return [undecided(path, `${label} has ${text}, a plaintext socket that only its file permissions protect`)];
  return [{ path, message: `${label} has ${text}` }];
}

/** `a=https://…,b=https://…`: the names are not part of the URLs. */
function urlsOf(cluster: string): string {
  return cluster
    .split(',')
    .map((member) => member.slice(member.indexOf('=') + 1))
    .join(',');
}
