import { defineRule, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { describe } from '../../../kubernetes/objects/object';
import { apiServers, fileOf } from '../api-servers';
import { etcdConfig, type EtcdConfig } from '../settings';

export const separateKeys = defineRule({
  id: 'etcd/separate-keys',
  title: "etcd's client port, etcd's peer port and kube-apiserver must use separate private keys",
  description:
    'One stolen key then gives access to one of the three only. Paths are compared as they are on the node. Keys that are unset '
    + 'or unknown are covered by the rules about those files.',
  severity: Severity.HIGH,
  fix: 'Issue a certificate and key for each of the three, so that one stolen key does not give access to the others.',
  sources: ['https://kubernetes.io/docs/setup/best-practices/certificates/', 'https://etcd.io/docs/v3.6/op-guide/security/'],
  bad: example('server.key'),
  good: example('peer.key'),
  subject: etcdConfig,
  check: forbidSharedKeys,
});

function example(file: string): string {
  return (
    '{ apiVersion: v1, kind: Pod, metadata: { name: etcd, namespace: kube-system }, '
    + `spec: { containers: [{ name: etcd, command: [etcd, --key-file=/etc/etcd/server.key, --peer-key-file=/etc/etcd/${file}] }] } }`
  );
}

function forbidSharedKeys(config: EtcdConfig, { inventory }: CheckContext): Outcome[] {
  const [client, peer] = [config.setting('key-file'), config.setting('peer-key-file')];
  const [clientFile, peerFile] = [fileOf(config, client), fileOf(config, peer)];
  const outcomes: Outcome[] = [];
  if (clientFile !== undefined && clientFile === peerFile) {
    const message = `${peer.label} is ${peer.value}, the key of the client port too`;
    const related = [{ object: config.object, path: client.path, what: 'the key of the client port' }];
    outcomes.push({ path: peer.path, code: 'client-key', message, related });
  }
  for (const server of apiServers(inventory)) {
    const key = fileOf(server, server.value('etcd-keyfile'));
    for (const [setting, file] of [
      [client, clientFile],
      [peer, peerFile],
    ] as const) {
      if (key !== undefined && key === file) {
        const message = `${setting.label} is ${setting.value}, the key of ${describe(server.object)} too`;
        const related = [{ object: server.object, path: server.value('etcd-keyfile').path, what: 'the key of the API server' }];
        outcomes.push({ path: setting.path, code: 'api-server-key', message, related });
      }
    }
  }
  return outcomes;
}
