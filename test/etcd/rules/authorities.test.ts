import { findings } from '../../support/findings';
import { ONE, OTHER, SAME } from '../certificates';
import { kubeadm, kubeadmEtcd, ofFile, pod, rule } from '../support';

const ETCD = 'Pod kube-system/etcd spec.containers[0].command';
const SERVER = 'Pod kube-system/kube-apiserver spec.containers[0].command';
const apiServer = (...flags: string[]) => pod(['kube-apiserver', ...flags]);
const CLIENT_CA = '--client-ca-file=/etc/kubernetes/pki/ca.crt';
const BOTH = ['--trusted-ca-file=/etc/kubernetes/pki/etcd/ca.crt', '--peer-trusted-ca-file=/etc/kubernetes/pki/etcd/ca.crt'];

describe('own-ca', () => {
  const check = (...manifests: object[]) => findings(rule('own-ca'), manifests);

  test('two authorities', () => {
    expect(check(pod(['etcd', ...BOTH]), apiServer(CLIENT_CA, '--etcd-cafile=/etc/kubernetes/pki/etcd/ca.crt'))).toEqual([]);
  });

  test('one authority, for clients, for peers, by the API server', () => {
    expect(
      check(
        pod(['etcd', '--trusted-ca-file=/x/ca.crt', '--peer-trusted-ca-file=/x//./ca.crt']),
        apiServer('--client-ca-file=/x/ca.crt', '--etcd-cafile=/y/../x/ca.crt'),
      ),
    ).toEqual([
      `${ETCD}[1]: --trusted-ca-file is /x/ca.crt, the CA of the cluster's clients by --client-ca-file of Pod `
        + 'kube-system/kube-apiserver',
      `${ETCD}[2]: --peer-trusted-ca-file is /x//./ca.crt, the CA of the cluster's clients by --client-ca-file of Pod `
        + 'kube-system/kube-apiserver',
      `${SERVER}[2]: --etcd-cafile is /y/../x/ca.crt, the CA of the cluster's clients by --client-ca-file`,
    ]);
  });

  test('paths are compared as they are on the node', () => {
    const mounted = (path: string, at: string) =>
      [{ volumeMounts: [{ name: 'pki', mountPath: at }] }, { volumes: [{ name: 'pki', hostPath: { path } }] }] as const;
    expect(
      check(pod(['etcd', '--trusted-ca-file=/certs/ca.crt'], ...mounted('/etc/kubernetes/pki/', '/certs/')), apiServer(CLIENT_CA)),
    ).toEqual([
      `${ETCD}[1]: --trusted-ca-file is /certs/ca.crt, the CA of the cluster's clients by --client-ca-file of Pod `
        + 'kube-system/kube-apiserver',
    ]);
    expect(
      check(
        pod(['etcd', '--trusted-ca-file=/etc/kubernetes/pki/ca.crt'], ...mounted('/etc/kubernetes/pki/etcd', '/etc/kubernetes/pki')),
        apiServer(CLIENT_CA),
      ),
    ).toEqual([]);
  });

  test("without an API server only kubeadm's usual path decides", () => {
    expect(check(pod(['etcd', '--trusted-ca-file=/etc/kubernetes/pki/ca.crt', '--peer-trusted-ca-file=/x/ca.crt']))).toEqual([
      `${ETCD}[1]: --trusted-ca-file is /etc/kubernetes/pki/ca.crt, where kubeadm keeps the CA of the cluster's clients`,
      `? ${ETCD}[2]: no API server in the input names the CA of the cluster's clients, so it is unknown whether /x/ca.crt is a `
        + 'different CA',
    ]);
  });

  test('an API server that names none says nothing', () => {
    expect(check(pod(['etcd', '--trusted-ca-file=/x/ca.crt']), apiServer('--etcd-cafile=/x/ca.crt'))).toEqual([
      `? ${ETCD}[1]: no API server in the input names the CA of the cluster's clients, so it is unknown whether /x/ca.crt is a `
        + 'different CA',
    ]);
  });

  test('a value that is not known decides nothing', () => {
    const env = [{ name: 'CA', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }];
    expect(check(pod(['etcd', '--trusted-ca-file=$(CA)'], { env }), apiServer(CLIENT_CA))).toEqual([
      `? ${ETCD}[1]: --trusted-ca-file is not known: CA in it is not known (it takes its value from Secret s)`,
    ]);
    expect(check(pod(['kube-apiserver', CLIENT_CA, '--etcd-cafile=$(CA)'], { env }))).toEqual([
      `? ${SERVER}[2]: --etcd-cafile is not known: CA in it is not known (it takes its value from Secret s)`,
    ]);
  });

  test('kubeadm keeps them apart until told otherwise', () => {
    expect(check(kubeadm({}))).toEqual([]);
    expect(
      check(kubeadm({ certificatesDir: '/pki', etcd: { local: { extraArgs: [{ name: 'trusted-ca-file', value: '/pki/ca.crt' }] } } })),
    ).toEqual([
      "ClusterConfiguration (unnamed) etcd.local.extraArgs[0].value: --trusted-ca-file is /pki/ca.crt, the CA of the cluster's "
        + 'clients by --client-ca-file of ClusterConfiguration (unnamed)',
    ]);
    expect(check(kubeadm({ etcd: { external: { endpoints: ['https://10.0.0.1:2379'], caFile: '/etc/kubernetes/pki/ca.crt' } } }))).toEqual([
      'ClusterConfiguration (unnamed) etcd.external.caFile: etcd.external.caFile is /etc/kubernetes/pki/ca.crt, the CA of the '
        + "cluster's clients by --client-ca-file",
    ]);
  });

  test('files of the input are compared by their keys', () => {
    const judge = (etcdCa: string) =>
      findings(rule('own-ca'), [pod(['etcd', '--trusted-ca-file=/e/ca.crt']), apiServer('--client-ca-file=/k/ca.crt')], {
        files: [
          { path: '/e/ca.crt', content: etcdCa, origin: {} },
          { path: 'dist/host/k/ca.crt', content: ONE, origin: { hostPath: '/k/ca.crt' } },
        ],
      });
    const shared = [
      `${ETCD}[1]: --trusted-ca-file is /e/ca.crt, the CA of the cluster's clients by --client-ca-file of Pod `
        + 'kube-system/kube-apiserver',
    ];
    expect(judge(ONE)).toEqual(shared);
    expect(judge(SAME)).toEqual(shared);
    expect(judge(`${OTHER}${SAME}`)).toEqual(shared);
    expect(judge(OTHER)).toEqual([]);
    expect(judge('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n')).toEqual([]);
  });
});

describe('separate-keys', () => {
  const check = (...manifests: object[]) => findings(rule('separate-keys'), manifests);

  test('clients, peers and the API server', () => {
    expect(check(pod(['etcd', '--key-file=/a.key', '--peer-key-file=/b.key']), apiServer('--etcd-keyfile=/c.key'))).toEqual([]);
    expect(check(pod(['etcd', '--key-file=/a.key', '--peer-key-file=//a.key']), apiServer('--etcd-keyfile=/a.key'))).toEqual([
      `${ETCD}[1]: --key-file is /a.key, the key of Pod kube-system/kube-apiserver too`,
      `${ETCD}[2]: --peer-key-file is //a.key, the key of Pod kube-system/kube-apiserver too`,
      `${ETCD}[2]: --peer-key-file is //a.key, the key of the client port too`,
    ]);
  });

  test('nothing is shared by what is not there', () => {
    expect(check(pod(['etcd']), apiServer())).toEqual([]);
    expect(check(pod(['etcd', '--key-file=', '--peer-key-file=']), apiServer('--etcd-keyfile='))).toEqual([]);
  });

  test('kubeadm, and a file', () => {
    expect(check(kubeadm({}))).toEqual([]);
    expect(check(kubeadmEtcd({ name: 'peer-key-file', value: '/etc/kubernetes/pki/etcd/server.key' }))).toEqual([
      'ClusterConfiguration (unnamed) etcd.local.extraArgs[0].value: --peer-key-file is /etc/kubernetes/pki/etcd/server.key, the key '
        + 'of the client port too',
    ]);
    expect(ofFile('separate-keys', 'client-transport-security: { key-file: /a }\npeer-transport-security: { key-file: /a }')).toEqual([
      'HostFile /etc/etcd/etcd.conf.yml peer-transport-security.key-file: peer-transport-security.key-file is /a, the key of the '
        + 'client port too',
    ]);
  });
});

describe('api-server-etcd-tls', () => {
  const FILES = ['--etcd-cafile=/ca', '--etcd-certfile=/cert', '--etcd-keyfile=/key'];
  const check = (...manifests: object[]) => findings(rule('api-server-etcd-tls'), manifests);

  test.each([
    [['--etcd-servers=https://10.0.0.1:2379,https://a.example:2379', ...FILES], []],
    [['--etcd_servers=https://10.0.0.1:2379', '--etcd_cafile=/ca', '--etcd-certfile', '/cert', '--etcd-keyfile', '/key'], []],
    [['--etcd-servers=https://10.0.0.1', ...FILES], []],
    [
      ['--etcd-servers=https://10.0.0.1:2379'],
      [`${SERVER}: --etcd-cafile is not set`, `${SERVER}: --etcd-certfile is not set`, `${SERVER}: --etcd-keyfile is not set`],
    ],
    [['--etcd-servers=https://10.0.0.1:2379', ...FILES, '--etcd-cafile='], [`${SERVER}[5]: --etcd-cafile is not set`]],
    [['--etcd-servers=http://127.0.0.1:2379', ...FILES], [`${SERVER}[1]: --etcd-servers has http://127.0.0.1:2379`]],
    [['--etcd-servers=https://10.0.0.1:2379, HTTP://10.0.0.2:2379', ...FILES], [`${SERVER}[1]: --etcd-servers has HTTP://10.0.0.2:2379`]],
    // A list: the second flag adds to the first.
    [
      ['--etcd-servers=http://10.0.0.1:2379', '--etcd-servers=https://10.0.0.2:2379', ...FILES],
      [`${SERVER}[1]: --etcd-servers has http://10.0.0.1:2379`],
    ],
    [FILES, [`? ${SERVER}: --etcd-servers is not set, so the API server does not start`]],
    [['--etcd-servers=', ...FILES], [`? ${SERVER}[1]: --etcd-servers is not set, so the API server does not start`]],
    [['--etcd-servers=10.0.0.1:2379', ...FILES], [`? ${SERVER}[1]: --etcd-servers has "10.0.0.1:2379", which names no protocol`]],
    [
      ['--etcd-servers=unix:///run/kine.sock', ...FILES],
      [`? ${SERVER}[1]: --etcd-servers has unix:///run/kine.sock, a plaintext socket that only its file permissions protect`],
    ],
    [
      ['--etcd-servers=https://10.0.0.1:2379', '--etcd-servers-overrides=/events#https://10.0.0.2:2379;https://10.0.0.3:2379', ...FILES],
      [],
    ],
    [
      ['--etcd-servers=https://10.0.0.1:2379', '--etcd-servers-overrides=/events#https://10.0.0.2:2379;http://10.0.0.3:2379', ...FILES],
      [`${SERVER}[2]: --etcd-servers-overrides has http://10.0.0.3:2379`],
    ],
  ])('%j', (flags, expected) => {
    expect(check(apiServer(...flags))).toEqual(expected);
  });

  test.each([
    ['a local etcd', {}, []],
    [
      'a flag that overrides',
      {
        apiServer: {
          extraArgs: [
            { name: 'etcd-servers', value: 'http://10.0.0.1:2379' },
            { name: 'etcd-certfile', value: '' },
          ],
        },
      },
      [
        'ClusterConfiguration (unnamed) apiServer.extraArgs[0].value: --etcd-servers has http://10.0.0.1:2379',
        'ClusterConfiguration (unnamed) apiServer.extraArgs[1].value: --etcd-certfile is not set',
      ],
    ],
    [
      'an external etcd',
      { etcd: { external: { endpoints: ['https://10.0.0.1:2379'], caFile: '/ca', certFile: '/cert', keyFile: '/key' } } },
      [],
    ],
    [
      'an external etcd in clear text',
      { etcd: { external: { endpoints: ['https://10.0.0.1:2379', 'http://10.0.0.2:2379'], caFile: '', certFile: 5 } } },
      [
        'ClusterConfiguration (unnamed) etcd.external.caFile: etcd.external.caFile is not set',
        '? ClusterConfiguration (unnamed) etcd.external.certFile: etcd.external.certFile is not known: kubeadm expects a string there '
          + 'and rejects a number',
        'ClusterConfiguration (unnamed) etcd.external.endpoints[1]: etcd.external.endpoints has http://10.0.0.2:2379',
        'ClusterConfiguration (unnamed) etcd.external.keyFile: etcd.external.keyFile is not set',
      ],
    ],
    [
      'endpoints of another kind',
      { etcd: { external: { endpoints: 'https://10.0.0.1:2379', caFile: '/ca', certFile: '/cert', keyFile: '/key' } } },
      [
        '? ClusterConfiguration (unnamed) etcd.external.endpoints: etcd.external.endpoints is not known: kubeadm expects a list there '
          + 'and rejects a string',
      ],
    ],
    [
      'no endpoints',
      { etcd: { external: { endpoints: [], caFile: '/ca', certFile: '/cert', keyFile: '/key' } } },
      ['? ClusterConfiguration (unnamed) etcd.external.endpoints: etcd.external.endpoints is not set, so the API server does not start'],
    ],
  ])('kubeadm: %s', (_, fields, expected) => {
    expect(check(kubeadm(fields))).toEqual(expected);
  });
});
