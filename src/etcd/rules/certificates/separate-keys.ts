import { defineRule, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { describe } from '../../../kubernetes/objects/object';
import { apiServers, fileOf } from '../api-servers';
import { etcdConfig, type EtcdConfig } from '../settings';

/**
 * Each side has a key of its own: clients and peers of etcd, and the API server.
 *
 * Compared are paths as they are on the node. What is not set or not known is left to the rules about these files: nothing can be shared by
 * it.
 */
export const separateKeys = defineRule({
  id: 'etcd/separate-keys',
  title: "etcd's client port, its peer port and the API server must each have a key of their own",
  severity: Severity.HIGH,
  fix: 'Issue a certificate and key for each of the three, so that one stolen key does not open the other doors.',
  controls: [],
  sources: ['https://kubernetes.io/docs/setup/best-practices/certificates/', 'https://etcd.io/docs/v3.6/op-guide/security/'],
  bad: example('server.key'),
  good: example('peer.key'),
  subject: etcdConfig,
  revisions: [{ since: '1.0', check: forbidSharedKeys }],
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
    outcomes.push({ path: peer.path, message: `${peer.label} is ${peer.value}, the key of the client port too` });
  }
  for (const server of apiServers(inventory)) {
    const key = fileOf(server, server.value('etcd-keyfile'));
    for (const [setting, file] of [
      [client, clientFile],
      [peer, peerFile],
    ] as const) {
      if (key !== undefined && key === file) {
        outcomes.push({ path: setting.path, message: `${setting.label} is ${setting.value}, the key of ${describe(server.object)} too` });
      }
    }
  }
  return outcomes;
}
