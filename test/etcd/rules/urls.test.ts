import { findings } from '../../support/findings';
import { kubeadm, kubeadmEtcd, ofFile, pod, rule } from '../support';

const PATH = 'Pod kube-system/etcd spec.containers[0].command';
const GOOD = [
  'etcd',
  '--listen-client-urls=https://10.0.0.1:2379',
  '--advertise-client-urls=https://10.0.0.1:2379',
  '--listen-peer-urls=https://10.0.0.1:2380',
  '--initial-advertise-peer-urls=https://a.example:2380',
];

describe('no-plaintext-urls', () => {
  const check = (command: readonly unknown[], container: object = {}) => findings(rule('no-plaintext-urls'), [pod(command, container)]);

  test.each([
    [[], []],
    [['--listen-client-urls=http://127.0.0.1:2379'], [`${PATH}[5]: --listen-client-urls has http://127.0.0.1:2379`]],
    [['--listen-client-urls=https://10.0.0.1:2379,HTTP://localhost:2379'], [`${PATH}[5]: --listen-client-urls has HTTP://localhost:2379`]],
    [['--listen-client-urls', 'https://[::1]:2379, https://10.0.0.1:2379'], []],
    [['--listen-client-urls=unixs:///run/etcd'], []],
    [
      ['--listen-client-urls=unix:///run/etcd'],
      [`? ${PATH}[5]: --listen-client-urls has unix:///run/etcd, a plaintext socket that only its file permissions protect`],
    ],
    [
      ['--listen-client-urls=10.0.0.1:2379'],
      [`? ${PATH}[5]: --listen-client-urls: "10.0.0.1:2379" is not a URL with http, https, unix or unixs, so etcd does not start`],
    ],
    [
      ['--listen-client-urls=https://10.0.0.1'],
      [`? ${PATH}[5]: --listen-client-urls: "https://10.0.0.1" is not of the form https://host:port, so etcd does not start`],
    ],
    [['--listen-client-urls='], [`${PATH}[5]: --listen-client-urls is not set, and http://localhost:2379 by default`]],
    [['--listen-peer-urls=http://10.0.0.1:2380'], [`${PATH}[5]: --listen-peer-urls has http://10.0.0.1:2380`]],
    [['--listen-client-http-urls=http://127.0.0.1:2382'], [`${PATH}[5]: --listen-client-http-urls has http://127.0.0.1:2382`]],
    [['--initial-cluster=a=https://10.0.0.1:2380,b=http://10.0.0.2:2380'], [`${PATH}[5]: --initial-cluster has http://10.0.0.2:2380`]],
    [['--listen-metrics-urls=http://127.0.0.1:2381'], []],
    [['--listen-metrics-urls=http://127.1.2.3:2381,http://[::1]:2381,http://localhost:2382,unix:///run/m'], []],
    [['--listen-metrics-urls=http://10.0.0.1:2381'], [`${PATH}[5]: --listen-metrics-urls has http://10.0.0.1:2381`]],
    [['--listen-metrics-urls=http://0.0.0.0:2381'], [`${PATH}[5]: --listen-metrics-urls has http://0.0.0.0:2381`]],
    [
      ['--listen-metrics-urls=http://127.0.0.1.evil.example:2381'],
      [`${PATH}[5]: --listen-metrics-urls has http://127.0.0.1.evil.example:2381`],
    ],
    [['--listen-metrics-urls=http://[::]:2381'], [`${PATH}[5]: --listen-metrics-urls has http://[::]:2381`]],
    [['--listen-metrics-urls=https://10.0.0.1:2381'], []],
  ])('%j', (flags, expected) => {
    expect(check([...GOOD, ...flags])).toEqual(expected);
  });

  test('unset is clear text', () => {
    expect(check(['etcd'])).toEqual([
      `${PATH}: --advertise-client-urls is not set, and http://localhost:2379 by default`,
      `${PATH}: --initial-advertise-peer-urls is not set, and http://localhost:2380 by default`,
      `${PATH}: --listen-client-urls is not set, and http://localhost:2379 by default`,
      `${PATH}: --listen-peer-urls is not set, and http://localhost:2380 by default`,
    ]);
  });

  test('etcd refuses to start when only one of two flags is given, but not with a file', () => {
    expect(check(GOOD.filter((flag) => !flag.startsWith('--advertise')))).toEqual([
      `? ${PATH}: --advertise-client-urls is not set while --listen-client-urls is, so etcd does not start`,
    ]);
    expect(
      ofFile(
        'no-plaintext-urls',
        'listen-client-urls: https://10.0.0.1:2379\nlisten-peer-urls: https://10.0.0.1:2380\n'
          + 'initial-advertise-peer-urls: https://10.0.0.1:2380',
      ),
    ).toEqual([
      'HostFile /etc/etcd/etcd.conf.yml advertise-client-urls: advertise-client-urls is not set, and http://localhost:2379 by default',
    ]);
  });

  test('an address that the node fills in leaves it open, clear text in it does not', () => {
    const env = { env: [{ name: 'IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } }] };
    expect(check([...GOOD, '--listen-client-urls=https://$(IP):2379'], env)).toEqual([
      `? ${PATH}[5]: --listen-client-urls is not known: IP in it is not known (it takes its value from status.podIP)`,
    ]);
    expect(check([...GOOD, '--listen-client-urls=http://127.0.0.1:2379,https://$(IP):2379'], env)).toEqual([
      `${PATH}[5]: --listen-client-urls has http://127.0.0.1:2379`,
    ]);
    expect(check([...GOOD, '--listen-client-urls=https://$(IP):2379'], { env: [{ name: 'IP', value: '10.0.0.1' }] })).toEqual([]);
  });

  test('what only a Secret holds is unknown', () => {
    const env = [{ name: 'ETCD_LISTEN_METRICS_URLS', valueFrom: { secretKeyRef: { name: 'etcd', key: 'metrics' } } }];
    expect(check(GOOD, { env })).toEqual([
      '? Pod kube-system/etcd spec.containers[0].env[0].valueFrom: --listen-metrics-urls is not known: it takes its value from Secret etcd',
    ]);
  });

  test("kubeadm's own are TLS; what is joined to them is judged", () => {
    const judge = (manifest: object) => findings(rule('no-plaintext-urls'), [manifest]);
    expect(judge(kubeadm({}))).toEqual([]);
    expect(judge(kubeadmEtcd({ name: 'listen-metrics-urls', value: 'http://0.0.0.0:2381' }))).toEqual([
      'ClusterConfiguration (unnamed) etcd.local.extraArgs[0].value: --listen-metrics-urls has http://0.0.0.0:2381',
    ]);
    expect(judge(kubeadmEtcd({ name: 'listen-client-urls', value: ',http://10.0.0.1:2399', mergeMethod: 'append' }))).toEqual([
      'ClusterConfiguration (unnamed) etcd.local.extraArgs[0].value: --listen-client-urls has http://10.0.0.1:2399',
    ]);
    expect(judge(kubeadmEtcd({ name: 'listen-client-urls', value: 'https://10.0.0.1:2399,', mergeMethod: 'prepend' }))).toEqual([]);
    expect(judge(kubeadmEtcd({ name: 'listen-client-urls', value: ',http://10.0.0.1:2399', mergeMethod: 'insert' }))).toEqual([
      'ClusterConfiguration (unnamed) etcd.local.extraArgs[0].value: --listen-client-urls has http://10.0.0.1:2399',
    ]);
  });
});

describe('listen-addresses', () => {
  const check = (flag: string, metadata: object = {}) => findings(rule('listen-addresses'), [pod(['etcd', flag], {}, {}, metadata)]);

  test.each([
    ['--name=a', []],
    ['--listen-client-urls=https://10.0.0.1:2379,https://127.0.0.1:2379', []],
    [
      '--listen-client-urls=https://0.0.0.0:2379',
      [`${PATH}[1]: --listen-client-urls has https://0.0.0.0:2379, which is every address of the node`],
    ],
    ['--listen-peer-urls=https://[::]:2380', [`${PATH}[1]: --listen-peer-urls has https://[::]:2380, which is every address of the node`]],
    [
      '--listen-peer-urls=https://[0:0:0:0:0:0:0:0]:2380',
      [`${PATH}[1]: --listen-peer-urls has https://[0:0:0:0:0:0:0:0]:2380, which is every address of the node`],
    ],
    [
      '--listen-client-http-urls=https://:2382',
      [`${PATH}[1]: --listen-client-http-urls has https://:2382, which is every address of the node`],
    ],
    [
      '--listen-metrics-urls=http://0.0.0.0:2381',
      [`${PATH}[1]: --listen-metrics-urls has http://0.0.0.0:2381, which is every address of the node`],
    ],
    [
      '--listen-metrics-urls=x',
      [`? ${PATH}[1]: --listen-metrics-urls: "x" is not a URL with http, https, unix or unixs, so etcd does not start`],
    ],
    ['--advertise-client-urls=https://0.0.0.0:2379', []],
  ])('%s', (flag, expected) => {
    expect(check(flag)).toEqual(expected);
  });

  test('a bare reason accepts nothing, be it the annotation of the pod or a comment in the file', () => {
    const flag = '--listen-client-urls=https://0.0.0.0:2379';
    expect(check(flag, { annotations: { 'cdk8s-hardened/reason': 'nftables lets only API servers in' } })).toEqual(check(flag));
    expect(check(flag)).toHaveLength(1);
    for (const reason of ['nftables', '']) {
      expect(ofFile('listen-addresses', `# cdk8s-hardened/reason: ${reason}\nlisten-client-urls: https://0.0.0.0:2379\n`)).toEqual([
        'HostFile /etc/etcd/etcd.conf.yml listen-client-urls: listen-client-urls has https://0.0.0.0:2379, which is every address of '
          + 'the node',
      ]);
    }
  });
});
