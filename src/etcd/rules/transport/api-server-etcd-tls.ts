import { coded, defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { subject } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import { parseUrl } from '../../urls';
import { apiServers, type ApiServer, type ApiServerValue } from '../api-servers';

export const apiServerEtcdTls = defineRule({
  id: 'etcd/api-server-etcd-tls',
  title: 'kube-apiserver must connect to etcd over TLS, with --etcd-cafile, --etcd-certfile and --etcd-keyfile',
  description:
    "The URLs are those of `--etcd-servers` and `--etcd-servers-overrides`. Unset files are violations, also in kubeadm's "
    + '`etcd.external`; for a local etcd kubeadm sets them.\n\n'
    + 'Unknown: an API server without `--etcd-servers`, which does not start, and a `unix://` socket (a shim such as kine), which '
    + 'needs no TLS but whose permissions are not in the input.',
  severity: Severity.CRITICAL,
  fix: 'Write https:// in --etcd-servers and --etcd-servers-overrides, and set --etcd-cafile, --etcd-certfile and --etcd-keyfile.',
  controls: ['CIS-2.0:1.2.23', 'CIS-2.0:1.2.26'],
  sources: [
    'https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/',
    'https://kubernetes.io/docs/tasks/administer-cluster/configure-upgrade-etcd/#securing-etcd-clusters',
  ],
  bad: example('--etcd-servers=http://10.0.0.1:2379'),
  good: example(
    '--etcd-servers=https://10.0.0.1:2379, --etcd-cafile=/etc/kubernetes/pki/etcd/ca.crt, '
      + '--etcd-certfile=/etc/kubernetes/pki/apiserver-etcd-client.crt, --etcd-keyfile=/etc/kubernetes/pki/apiserver-etcd-client.key',
  ),
  subject: subject<ApiServer>('API servers', ({ inventory }) => apiServers(inventory).map((value) => ({ value, object: value.object }))),
  check: requireTls,
});

function example(flags: string): string {
  return (
    '{ apiVersion: v1, kind: Pod, metadata: { name: kube-apiserver, namespace: kube-system }, '
    + `spec: { containers: [{ name: kube-apiserver, command: [kube-apiserver, ${flags}] }] } }`
  );
}

function requireTls(server: ApiServer): readonly Outcome[] {
  const servers = server.list('etcd-servers');
  const overrides = server.list('etcd-servers-overrides');
  return [
    ...servers.flatMap((value) => ofUrls(value, (text) => text.split(','), true)),
    ...overrides.flatMap((value) =>
      ofUrls(value, (text) => text.split(',').flatMap((one) => one.slice(one.indexOf('#') + 1).split(';')), false),
    ),
    ...['etcd-cafile', 'etcd-certfile', 'etcd-keyfile'].flatMap((flag) => coded(flag, ofFile(server.value(flag)))),
  ];
}

function ofUrls(
  { label, path, value, unclear }: ApiServerValue,
  split: (text: string) => readonly string[],
  needed: boolean,
): readonly Outcome[] {
  const unknown = unclear === undefined ? NONE : [undecided(path, `${label} is not known: ${unclear}`)];
  const urls = split(value ?? '')
    .map((text) => text.trim())
    .filter((text) => text !== '');
  if (urls.length === 0) {
    return unknown.length > 0 || !needed ? unknown : [undecided(path, `${label} is not set, so the API server does not start`)];
  }
  const outcomes = urls.flatMap((text): readonly Outcome[] => {
    if (/^http:/i.test(text)) return [{ path, message: `${label} has ${text}` }];
    const url = parseUrl(text.replace(/\/$/, ''));
    if (typeof url !== 'string') {
      return url.scheme === 'unix'
        ? [undecided(path, `${label} has ${text}, a plaintext socket that only its file permissions protect`)]
        : NONE;
    }
    // Without a port or scheme the client still decides by itself what to speak.
    return /^https:\/\/[^/]+$/i.test(text) || unclear !== undefined
      ? NONE
      : [undecided(path, `${label} has ${JSON.stringify(text)}, which names no protocol`)];
  });
  return outcomes.length > 0 ? outcomes : unknown;
}

function ofFile({ label, path, value, unclear }: ApiServerValue): readonly Outcome[] {
  if (unclear !== undefined) return [undecided(path, `${label} is not known: ${unclear}`)];
  return value === undefined || value === '' ? [{ path, message: `${label} is not set` }] : NONE;
}
