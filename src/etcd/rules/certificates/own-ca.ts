import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { subject } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import type { Inventory } from '../../../kubernetes/objects/inventory';
import { describe, type Origin } from '../../../kubernetes/objects/object';
import { certificateFiles, readCertificates, shareKey } from '../../certificates';
import { etcdConfigFiles } from '../../config-file';
import { apiServers, fileOf, type ApiServer } from '../api-servers';
import { etcdConfigs, type EtcdConfig } from '../settings';

const CONVENTION = '/etc/kubernetes/pki/ca.crt';

export const ownCa = defineRule({
  id: 'etcd/own-ca',
  title: "etcd must use a CA separate from the cluster's client CA",
  description:
    'With a shared CA, every client of the cluster can authenticate to etcd, and read and change all Secrets.\n\n'
    + 'Paths are compared as they are on the node (through hostPath mounts) with those of every API server in the input. If both '
    + 'files are in the input, the certificates are compared too. If no API server in the input sets `--client-ca-file`, only '
    + "kubeadm's path `/etc/kubernetes/pki/ca.crt` is a violation; any other path is unknown.",
  severity: Severity.CRITICAL,
  fix:
    'Issue the certificates of etcd and of its clients with a CA that is used for nothing else, and name it in --trusted-ca-file, '
    + "--peer-trusted-ca-file and the API server's --etcd-cafile.",
  controls: ['CIS-2.0:2.7'],
  sources: ['https://kubernetes.io/docs/setup/best-practices/certificates/', 'https://etcd.io/docs/v3.6/op-guide/security/'],
  bad: example('ca.crt'),
  good: example('etcd/ca.crt'),
  subject: subject<EtcdConfig | ApiServer>(
    'etcd configurations, API servers',
    ({ inventory }) => [...etcdConfigs(inventory), ...apiServers(inventory)].map((value) => ({ value, object: value.object })),
    [etcdConfigFiles, certificateFiles],
  ),
  check: (value: EtcdConfig | ApiServer, { inventory }: CheckContext) =>
    'setting' in value ? ofEtcd(value, inventory) : ofApiServer(value, inventory),
});

function example(file: string): string {
  return (
    '{ apiVersion: v1, kind: Pod, metadata: { name: etcd, namespace: kube-system }, spec: { containers: [{ name: etcd, '
    + `command: [etcd, --trusted-ca-file=/etc/kubernetes/pki/${file}, --peer-trusted-ca-file=/etc/kubernetes/pki/etcd/ca.crt] }] } }\n`
    + '---\n'
    + '{ apiVersion: v1, kind: Pod, metadata: { name: kube-apiserver, namespace: kube-system }, '
    + 'spec: { containers: [{ name: kube-apiserver, command: [kube-apiserver, --client-ca-file=/etc/kubernetes/pki/ca.crt] }] } }'
  );
}

function ofEtcd(config: EtcdConfig, inventory: Inventory): readonly Outcome[] {
  return ['trusted-ca-file', 'peer-trusted-ca-file'].flatMap((flag): readonly Outcome[] => {
    const setting = config.setting(flag);
    const { label, path, value, unclear } = setting;
    if (unclear !== undefined) return [undecided(path, `${label} is not known: ${unclear}`)];
    const file = fileOf(config, setting);
    if (file === undefined) return NONE;
    const servers = apiServers(inventory);
    const known = servers.flatMap((server) => fileOf(server, server.value('client-ca-file')) ?? []);
    for (const server of servers) {
      const other = fileOf(server, server.value('client-ca-file'));
      if (other !== undefined && isSameCa({ path: file, by: config.object.origin }, { path: other, by: server.object.origin }, inventory)) {
        return [
          {
            path,
            message: `${label} is ${value}, the CA of the cluster's clients by --client-ca-file of ${describe(server.object)}`,
            related: [{ object: server.object, path: server.value('client-ca-file').path, what: 'the flag of the API server' }],
          },
        ];
      }
    }
    if (file === CONVENTION) return [{ path, message: `${label} is ${value}, where kubeadm keeps the CA of the cluster's clients` }];
    return known.length > 0
      ? NONE
      : [
          undecided(
            path,
            `no API server in the input names the CA of the cluster's clients, so it is unknown whether ${value} is a different CA`,
          ),
        ];
  });
}

function ofApiServer(server: ApiServer, inventory: Inventory): readonly Outcome[] {
  const { label, path, value, unclear } = server.value('etcd-cafile');
  if (unclear !== undefined) return [undecided(path, `${label} is not known: ${unclear}`)];
  const [file, other] = [fileOf(server, server.value('etcd-cafile')), fileOf(server, server.value('client-ca-file'))];
  const by = server.object.origin;
  if (file === undefined || other === undefined || !isSameCa({ path: file, by }, { path: other, by }, inventory)) return NONE;
  return [
    {
      path,
      message: `${label} is ${value}, the CA of the cluster's clients by --client-ca-file`,
      related: [{ object: server.object, path: server.value('client-ca-file').path, what: 'the flag of the API server' }],
    },
  ];
}

/** A file that something on a node names. */
interface Named {
  readonly path: string;
  readonly by: Origin;
}

function isSameCa(one: Named, other: Named, { files }: Inventory): boolean {
  if (one.path === other.path) return true;
  const [first, second] = [one, other].map(({ path, by }) => readCertificates(files.at(certificateFiles, path, by)?.content ?? ''));
  return Array.isArray(first) && Array.isArray(second) && shareKey(first, second);
}
