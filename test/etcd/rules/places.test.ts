import { readsOf } from '../../../src/engine/subjects';
import { etcdRules } from '../../../src/etcd/rules';
import { findings, relatedPlaces } from '../../support/findings';
import { kubeadm, kubeadmEtcd, pod, rule } from '../support';

test('rules about etcd read its files, those about API servers objects, and the one that compares authorities certificates', () => {
  const read = etcdRules.map((each) => [each.id, readsOf([each]).map(({ name }) => name)]);
  const others: Record<string, string[]> = {
    'etcd/own-ca': ['etcd configuration', 'certificates'],
    'etcd/api-server-etcd-tls': [],
    'etcd/encryption-providers': [],
    'etcd/encryption-keys': [],
  };
  const expected = etcdRules.map(({ id }) => [id, others[id] ?? ['etcd configuration']]);
  expect(read).toEqual(expected);
});

const CLUSTER = 'ClusterConfiguration (unnamed)';
const flag = (name: string, value: string) => ({ name, value });
const withFlags = (certificatesDir: unknown) =>
  kubeadm({
    certificatesDir,
    etcd: { local: {} },
    apiServer: {
      extraArgs: [
        flag('client-ca-file', '/pki/etcd/ca.crt'),
        flag('etcd-cafile', '/pki/etcd/ca.crt'),
        flag('etcd-keyfile', '/pki/etcd/server.key'),
      ],
    },
  });

test('files that kubeadm makes are below its certificatesDir', () => {
  const ofServer =
    `${CLUSTER} apiServer.extraArgs[1].value: --etcd-cafile is /pki/etcd/ca.crt, the CA of the cluster's clients by ` + '--client-ca-file';
  expect(findings(rule('own-ca'), [withFlags('/pki')])).toEqual([
    ofServer,
    ...['--peer-trusted-ca-file', '--trusted-ca-file'].map(
      (name) =>
        `${CLUSTER} etcd.local.extraArgs: ${name} is /pki/etcd/ca.crt, the CA of the cluster's clients by --client-ca-file of ${CLUSTER}`,
    ),
  ]);
  expect(findings(rule('separate-keys'), [withFlags('/pki')])).toEqual([
    `${CLUSTER} etcd.local.extraArgs: --key-file is /pki/etcd/server.key, the key of ${CLUSTER} too`,
  ]);
  for (const unset of [undefined, null, '']) {
    expect(findings(rule('own-ca'), [withFlags(unset)])).toEqual([ofServer]);
    expect(findings(rule('separate-keys'), [withFlags(unset)])).toEqual([]);
  }
});

test('the file that two share is shown at both', () => {
  const flagOfServer = `the flag of the API server is ${CLUSTER} apiServer.extraArgs[0].value`;
  expect(relatedPlaces(rule('own-ca'), [withFlags('/pki')])).toEqual([
    `${CLUSTER} apiServer.extraArgs[1].value: ${flagOfServer}`,
    `${CLUSTER} etcd.local.extraArgs: ${flagOfServer}`,
    `${CLUSTER} etcd.local.extraArgs: ${flagOfServer}`,
  ]);
  expect(relatedPlaces(rule('separate-keys'), [withFlags('/pki'), pod(['etcd', '--key-file=/a', '--peer-key-file=/a'])])).toEqual([
    `${CLUSTER} etcd.local.extraArgs: the key of the API server is ${CLUSTER} apiServer.extraArgs[2].value`,
    'Pod kube-system/etcd spec.containers[0].command[2]: the key of the client port is Pod kube-system/etcd spec.containers[0].command[1]',
  ]);
});

describe('a list of addresses that is known in part', () => {
  const env = [{ name: 'URL', valueFrom: { secretKeyRef: { name: 'a', key: 'b' } } }];
  const unknown =
    '? Pod kube-system/etcd spec.containers[0].command[1]: --listen-client-urls is not known: URL in it is not known (it takes '
    + 'its value from Secret a)';
  const check = (name: string, urls: string) =>
    findings(rule(name), [pod(['etcd', `--listen-client-urls=${urls}`], { env })]).filter((line) => line.includes('[1]'));

  test.each(['$(URL)', 'https://$(URL):2379,https://10.0.0.1:2379'])('%s is unknown', (urls) => {
    expect(check('listen-addresses', urls)).toEqual([unknown]);
    expect(check('no-plaintext-urls', urls)).toEqual([unknown]);
  });

  test('what is known of it still counts', () => {
    expect(check('listen-addresses', 'http://0.0.0.0:2379,$(URL)')).toEqual([
      'Pod kube-system/etcd spec.containers[0].command[1]: --listen-client-urls has http://0.0.0.0:2379, which is every address of the node',
    ]);
    expect(check('no-plaintext-urls', 'http://0.0.0.0:2379,$(URL)')).toEqual([
      'Pod kube-system/etcd spec.containers[0].command[1]: --listen-client-urls has http://0.0.0.0:2379',
    ]);
  });

  test('a merge that kubeadm rejects is unknown', () => {
    const merged = kubeadmEtcd({ name: 'listen-client-urls', value: 'https://10.0.0.1:2379,https://10.0.0.1', mergeMethod: 'Append' });
    for (const name of ['listen-addresses', 'no-plaintext-urls']) {
      expect(findings(rule(name), [merged])).toEqual([
        `? ${CLUSTER} etcd.local.extraArgs[0].value: --listen-client-urls is not known: its mergeMethod is neither append nor prepend, so `
          + 'kubeadm rejects it',
      ]);
    }
  });
});
