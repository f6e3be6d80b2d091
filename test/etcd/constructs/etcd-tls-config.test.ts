import { App, Chart } from 'cdk8s';
import * as fc from 'fast-check';
import { Hardening } from '../../../src';
import { Port } from '../../../src/cdk8s/port';
import { EtcdCipherSuite, EtcdClusterState, EtcdTlsConfig, EtcdTlsVersion, type EtcdTlsConfigProps } from '../../../src/etcd';
import { etcdRules } from '../../../src/etcd/rules';
import { readYaml } from '../../../src/text/yaml/yaml';
import { findings } from '../../support/findings';
import { CLIENT_OF_ISSUER, CLIENT_OF_MIDDLE, CLIENT_OF_NAMESAKE, ISSUER, LEAF, MIDDLE, ONE, OTHER, SAME } from '../certificates';
import { BASE, config } from '../support';

const SUITES = [
  'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
  'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
];
const PKI = '/etc/kubernetes/pki';
const SERVER = { certFile: `${PKI}/etcd/server.crt`, keyFile: `${PKI}/etcd/server.key`, trustedCaFile: `${PKI}/etcd/ca.crt` };
const PEER = { certFile: `${PKI}/etcd/peer.crt`, keyFile: `${PKI}/etcd/peer.key`, trustedCaFile: `${PKI}/etcd/ca.crt` };
const CLIENT = { certFile: `${PKI}/apiserver-etcd-client.crt`, keyFile: `${PKI}/apiserver-etcd-client.key` };

function notTcp(fact: string): string {
  return `${fact}, not one TCP port, so nothing could listen there. Write a port such as Port.tcp(2222).`;
}

/** The configuration file, as etcd reads it. */
function read(made: EtcdTlsConfig): unknown {
  return readYaml(made.configFile.content).documents[0]!.value;
}

/** Findings of the whole practice on the file, on a pod with the flags, on kubeadm's arguments, and on the API server. */
function judged(made: EtcdTlsConfig): string[] {
  const server = [
    'kube-apiserver',
    `--client-ca-file=${PKI}/ca.crt`,
    ...Object.entries(made.apiServerFlags).map(([name, value]) => `--${name}=${value}`),
  ];
  const member = ['etcd', ...Object.entries(made.flags).map(([name, value]) => `--${name}=${value}`)];
  const pods = [server, member].map((command, index) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `p${index}` },
    spec: { containers: [{ name: 'a', command }] },
  }));
  const { path, content } = made.configFile;
  return findings(etcdRules, pods, { files: [{ path, content, origin: { hostPath: path } }] });
}

test("the defaults are kubeadm's paths, and everything is TLS", () => {
  const made = config({ release: '3.6.8' });
  expect(read(made)).toEqual({
    'name': 'one',
    'data-dir': '/var/lib/etcd',
    'listen-client-urls': 'https://10.0.0.1:2379,https://127.0.0.1:2379',
    'advertise-client-urls': 'https://10.0.0.1:2379',
    'listen-peer-urls': 'https://10.0.0.1:2380',
    'initial-advertise-peer-urls': 'https://10.0.0.1:2380',
    'initial-cluster': 'one=https://10.0.0.1:2380',
    'initial-cluster-state': 'new',
    'listen-metrics-urls': 'http://127.0.0.1:2381',
    'client-transport-security': {
      'cert-file': SERVER.certFile,
      'key-file': SERVER.keyFile,
      'trusted-ca-file': SERVER.trustedCaFile,
      'client-cert-auth': true,
      'auto-tls': false,
    },
    'peer-transport-security': {
      'cert-file': PEER.certFile,
      'key-file': PEER.keyFile,
      'trusted-ca-file': PEER.trustedCaFile,
      'client-cert-auth': true,
      'auto-tls': false,
    },
    'tls-min-version': 'TLS1.2',
    'cipher-suites': SUITES,
  });
  expect(made.flags).toEqual({
    'name': 'one',
    'data-dir': '/var/lib/etcd',
    'listen-client-urls': 'https://10.0.0.1:2379,https://127.0.0.1:2379',
    'advertise-client-urls': 'https://10.0.0.1:2379',
    'listen-peer-urls': 'https://10.0.0.1:2380',
    'initial-advertise-peer-urls': 'https://10.0.0.1:2380',
    'initial-cluster': 'one=https://10.0.0.1:2380',
    'initial-cluster-state': 'new',
    'listen-metrics-urls': 'http://127.0.0.1:2381',
    'cert-file': SERVER.certFile,
    'key-file': SERVER.keyFile,
    'trusted-ca-file': SERVER.trustedCaFile,
    'client-cert-auth': 'true',
    'auto-tls': 'false',
    'peer-cert-file': PEER.certFile,
    'peer-key-file': PEER.keyFile,
    'peer-trusted-ca-file': PEER.trustedCaFile,
    'peer-client-cert-auth': 'true',
    'peer-auto-tls': 'false',
    'tls-min-version': 'TLS1.2',
    'cipher-suites': SUITES.join(','),
  });
  expect(made.apiServerFlags).toEqual({
    'etcd-servers': 'https://10.0.0.1:2379',
    'etcd-cafile': SERVER.trustedCaFile,
    'etcd-certfile': CLIENT.certFile,
    'etcd-keyfile': CLIENT.keyFile,
  });
  expect([made.configFile.path, made.configFile.mode, made.configFile.owner, made.configFile.nodes]).toEqual([
    '/etc/etcd/etcd.conf.yml',
    '0600',
    'root:root',
    ['one'],
  ]);
  expect(made.notes).toEqual([]);
});

test('kubeadm gets what all members share, as a list and as a mapping', () => {
  const expected = {
    'listen-metrics-urls': 'http://127.0.0.1:2381',
    'cert-file': SERVER.certFile,
    'key-file': SERVER.keyFile,
    'trusted-ca-file': SERVER.trustedCaFile,
    'client-cert-auth': 'true',
    'auto-tls': 'false',
    'peer-cert-file': PEER.certFile,
    'peer-key-file': PEER.keyFile,
    'peer-trusted-ca-file': PEER.trustedCaFile,
    'peer-client-cert-auth': 'true',
    'peer-auto-tls': 'false',
    'tls-min-version': 'TLS1.2',
    'cipher-suites': SUITES.join(','),
  };
  expect(config().kubeadmExtraArgsMap()).toEqual(expected);
  expect(config().kubeadmExtraArgs()).toEqual(Object.entries(expected).map(([name, value]) => ({ name, value })));
  expect(config({ metricsUrls: ['https://10.0.0.1:2381'] }).kubeadmExtraArgsMap()).not.toHaveProperty('listen-metrics-urls');
  expect(
    findings(etcdRules, [
      { apiVersion: 'kubeadm.k8s.io/v1beta4', kind: 'ClusterConfiguration', etcd: { local: { extraArgs: config().kubeadmExtraArgs() } } },
    ]),
  ).toEqual([]);
  expect(() => config({ clientCertificates: { ...SERVER, certFile: '/opt/server.crt' } }).kubeadmExtraArgs()).toThrow(
    'chart/etcd: etcd\'s files are in /opt, /etc/kubernetes/pki/etcd, but kubeadm mounts only the directory "etcd" below its '
      + "certificatesDir into etcd's pod. Keep them in one such directory, such as /etc/kubernetes/pki/etcd.",
  );
});

test('three members', () => {
  const cluster = [
    { name: 'one', address: '10.0.0.1' },
    { name: 'two', address: 'etcd-2.example' },
    { name: 'three', address: '2001:db8::3' },
  ];
  const made = config({
    cluster,
    clusterState: EtcdClusterState.EXISTING,
    clusterToken: 'blue',
    clientPort: Port.tcp(12379),
    peerPort: Port.tcp(12380),
  });
  expect(made.flags).toMatchObject({
    'initial-cluster': 'one=https://10.0.0.1:12380,two=https://etcd-2.example:12380,three=https://[2001:db8::3]:12380',
    'initial-cluster-state': 'existing',
    'initial-cluster-token': 'blue',
  });
  expect(made.clientUrls).toEqual(['https://10.0.0.1:12379', 'https://etcd-2.example:12379', 'https://[2001:db8::3]:12379']);
  expect(made.apiServerFlags['etcd-servers']).toBe(made.clientUrls.join(','));
  expect(config({ cluster, member: cluster[2] }).flags).toMatchObject({
    'listen-client-urls': 'https://[2001:db8::3]:2379,https://[::1]:2379',
    'listen-peer-urls': 'https://[2001:db8::3]:2380',
    'listen-metrics-urls': 'http://[::1]:2381',
  });
  expect(config({ cluster, member: cluster[1], listenAddresses: ['10.0.0.2'] }).flags['listen-client-urls']).toBe('https://10.0.0.2:2379');
  expect(judged(made)).toEqual([]);
});

describe('what the release has', () => {
  const NOTE = (release: string) =>
    `etcd ${release} has no tls-min-version, so none is set: it accepts nothing below TLS 1.2 all the same. Some of these releases `
    + 'know no TLS 1.3.';

  test.each([
    ['3.4.24', false],
    ['3.4.25', true],
    ['3.4', false],
    ['3.5.7', false],
    ['3.5.8', true],
    ['3.5', false],
    ['3.6', true],
    ['3.6.0', true],
    ['v3.7.1', true],
  ])('%s: tls-min-version %s', (release, known) => {
    const made = config({ release });
    expect(made.flags['tls-min-version']).toBe(known ? 'TLS1.2' : undefined);
    expect(made.notes).toEqual(known ? [] : [NOTE(release)]);
    expect(made.configFile.content.includes(`# ${NOTE(release)}\n`)).toBe(!known);
    expect(judged(made)).toEqual([]);
  });

  test('releases before 3.4.22 know the ChaCha20 suites by short names only', () => {
    expect(config({ release: '3.4.21' }).flags['cipher-suites']).toContain('TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305');
    expect(config({ release: '3.4.21' }).flags['cipher-suites']).not.toContain('POLY1305_SHA256');
    expect(config({ release: '3.4.22' }).flags['cipher-suites']).toBe(SUITES.join(','));
  });

  test.each([
    ['1.35', '3.6.6'],
    ['1.36', '3.6.8'],
    ['1.37', '3.7.0'],
  ])('without a release it is what kubeadm %s runs', (kubernetes, release) => {
    const app = new App();
    app.node.setContext('cdk8s-hardened:kubernetes', kubernetes);
    expect(new EtcdTlsConfig(new Chart(app, 'chart'), 'etcd', BASE).release).toBe(release);
  });

  test('a Kubernetes whose etcd is not known needs a release', () => {
    const chart = new Chart(new App(), 'chart');
    chart.node.setContext('cdk8s-hardened:kubernetes', '1.99');
    expect(() => new EtcdTlsConfig(chart, 'etcd', BASE)).toThrow(
      'chart/etcd: which etcd kubeadm runs for Kubernetes 1.99 is not known, so it is unclear which flags etcd has. State release, '
        + 'such as "3.6.8".',
    );
  });
});

test('TLS 1.3 alone leaves no suites to choose', () => {
  const made = config({ minimumTlsVersion: EtcdTlsVersion.TLS_1_3 });
  expect(made.flags['tls-min-version']).toBe('TLS1.3');
  expect(made.flags).not.toHaveProperty('cipher-suites');
  expect(judged(made)).toEqual([]);
});

test('a listener on every address is refused, or kept with its reason', () => {
  const made = config({ listenAddresses: ['0.0.0.0'], unsafeListenOnAllAddressesReason: 'addresses come\n- from: DHCP' });
  expect(made.configFile.content).toContain('\n# cdk8s-hardened/reason: addresses come - from: DHCP\n');
  expect(made.flags['listen-client-urls']).toBe('https://0.0.0.0:2379');
  const sly = 'x\u0085listen-client-urls: "http://0.0.0.0:1"\u2028a:\ufeffb\x7f\rc: d';
  expect(config({ listenAddresses: ['0.0.0.0'], unsafeListenOnAllAddressesReason: sly }).configFile.content).toContain(
    '\n# cdk8s-hardened/reason: x listen-client-urls: "http://0.0.0.0:1" a: b c: d\n',
  );
  const app = new App();
  const hardening = Hardening.enforce(app, { asOf: '2026-11-23', kubernetes: '1.36', noConfig: true });
  const props = { ...BASE, listenAddresses: ['0.0.0.0'], unsafeListenOnAllAddressesReason: 'DHCP' };
  new EtcdTlsConfig(new Chart(app, 'etcd'), 'config', props);
  const found = hardening.check().findings.filter(({ rule }) => rule === 'etcd/listen-addresses');
  expect(found.length).toBeGreaterThan(0);
  expect([...new Set(found.map(({ status, waiver }) => `${status}: ${waiver?.reason}`))]).toEqual(['waived: DHCP']);
});

const cluster = (...members: [string, string][]) => ({ cluster: members.map(([name, address]) => ({ name, address })) });
const NOT_ADDRESS = (text: string) =>
  `"${text}" is not an address of a member, so no client could reach it. Write an IP address or a DNS name in lower case, without scheme `
  + 'and port: every URL is https.';
const SHARED = 'so every client of the cluster could read and write etcd past all RBAC. Use a separate CA for etcd.';
const ONE_FILE =
  'so a client with one of these keys can impersonate the other. Issue a certificate and key for each side, and keep the CA separate '
  + 'from both.';

test.each<[string, Partial<EtcdTlsConfigProps>, string]>([
  [
    'a name with a comma',
    { member: { name: 'a,b', address: '10.0.0.1' } },
    '"a,b" is not a name of a member, so etcd would misread its list of members. Use letters, digits, ".", "_" and "-".',
  ],
  ['a URL for an address', { member: { name: 'one', address: 'http://10.0.0.1' } }, NOT_ADDRESS('http://10.0.0.1')],
  ['a port in an address', { member: { name: 'one', address: '10.0.0.1:2379' } }, NOT_ADDRESS('10.0.0.1:2379')],
  ['half an address', { member: { name: 'one', address: '10.0.0' } }, NOT_ADDRESS('10.0.0')],
  ['an address with a zone', { member: { name: 'one', address: 'fe80::1%eth0' } }, NOT_ADDRESS('fe80::1%eth0')],
  ['no address', { member: { name: 'one', address: '' } }, NOT_ADDRESS('')],
  [
    'every address',
    { member: { name: 'one', address: '0.0.0.0' } },
    'member one has the address 0.0.0.0, which no client can reach. Write the address at which the others reach it.',
  ],
  [
    'a cluster without the member',
    cluster(['two', '10.0.0.2']),
    'the cluster does not list member one at 10.0.0.1, so etcd does not start. Add the member to cluster, or leave cluster out for '
      + 'one member.',
  ],
  [
    'no cluster',
    cluster(),
    'the cluster does not list member one at 10.0.0.1, so etcd does not start. Add the member to cluster, or leave cluster out for '
      + 'one member.',
  ],
  [
    'one name twice',
    cluster(['one', '10.0.0.1'], ['one', '10.0.0.2']),
    'two members have the name one, so etcd could not distinguish them. Each member needs its own.',
  ],
  [
    'one address twice',
    cluster(['one', '10.0.0.1'], ['two', '10.0.0.1']),
    'two members have the address 10.0.0.1, so etcd could not distinguish them. Each member needs its own.',
  ],
  ['port 0, as a number', { clientPort: 0 as unknown as Port }, notTcp('clientPort is 0')],
  ['a UDP port', { peerPort: Port.udp(2380) }, notTcp('peerPort is UDP 2380')],
  [
    'one port twice',
    { clientPort: Port.tcp(2380) },
    'clients and peers have the same port 2380, so etcd does not start. Use a separate port for peers, such as 2380.',
  ],
  [
    'a name to listen on',
    { member: { name: 'one', address: 'a.example' } },
    "listenAddresses is missing and a.example is a name, so it is unclear where etcd listens. Write the member's own IP addresses "
      + 'into listenAddresses.',
  ],
  [
    'nothing to listen on',
    { listenAddresses: [] },
    "listenAddresses is empty, so it is unclear where etcd listens. Write the member's own IP addresses into listenAddresses.",
  ],
  [
    'a URL to listen on',
    { listenAddresses: ['http://10.0.0.1'] },
    'etcd cannot listen on "http://10.0.0.1", which is not an IP address, so it does not start. Write IP addresses into listenAddresses.',
  ],
  [
    'every address to listen on',
    { listenAddresses: ['::'] },
    "listenAddresses holds ::, so etcd is open on every network that the node has or will have. Write the member's own addresses, or "
      + 'say in unsafeListenOnAllAddressesReason what else keeps strangers out.',
  ],
  [
    'a blank reason',
    { listenAddresses: ['0.0.0.0'], unsafeListenOnAllAddressesReason: ' ' },
    'unsafeListenOnAllAddressesReason is blank, so reviewers cannot assess it. Give the reason in a sentence.',
  ],
  [
    'metrics in clear text',
    { metricsUrls: ['http://10.0.0.1:2381'] },
    'metrics are served in plaintext at http://10.0.0.1:2381, so any client on that network can read and forge them. Keep http on '
      + '127.0.0.1 or ::1, or write https, which requires a client certificate.',
  ],
  [
    'metrics everywhere in clear text',
    { metricsUrls: ['http://0.0.0.0:2381'] },
    'metrics are served in plaintext at http://0.0.0.0:2381, so any client on that network can read and forge them. Keep http on '
      + '127.0.0.1 or ::1, or write https, which requires a client certificate.',
  ],
  [
    'metrics everywhere',
    { metricsUrls: ['https://0.0.0.0:2381'] },
    'metrics are served at https://0.0.0.0:2381, which is every network that the node has or will have. Write an address of the member.',
  ],
  [
    'metrics nowhere',
    { metricsUrls: ['127.0.0.1:2381'] },
    'etcd cannot serve metrics at "127.0.0.1:2381", so it does not start. Write a URL with an IP address and a port, such as '
      + '"http://127.0.0.1:2381".',
  ],
  [
    'a plaintext endpoint',
    { apiServerEndpoints: ['http://10.0.0.1:2379'] },
    'the API server would reach etcd at http://10.0.0.1:2379, so every Secret would be sent in plaintext. Write https.',
  ],
  [
    'a socket for an endpoint',
    { apiServerEndpoints: ['unix:///run/etcd'] },
    'the API server would reach etcd at unix:///run/etcd, so every Secret would be sent in plaintext. Write https.',
  ],
  [
    'another endpoint',
    { apiServerEndpoints: ['https://10.0.0.9:2379'] },
    'https://10.0.0.9:2379 is not a client URL of a member, so the API server would talk to something else. Use some of '
      + 'https://10.0.0.1:2379.',
  ],
  [
    'the peer port for an endpoint',
    { apiServerEndpoints: ['https://10.0.0.1:2380'] },
    'https://10.0.0.1:2380 is not a client URL of a member, so the API server would talk to something else. Use some of '
      + 'https://10.0.0.1:2379.',
  ],
  [
    'loopback where etcd does not listen',
    { listenAddresses: ['10.0.0.1'], apiServerEndpoints: ['https://127.0.0.1:2379'] },
    'https://127.0.0.1:2379 is not a client URL of a member, so the API server would talk to something else. Use some of '
      + 'https://10.0.0.1:2379.',
  ],
  [
    'no endpoint',
    { apiServerEndpoints: [] },
    'apiServerEndpoints is empty, so the API server does not start. Leave it out to use the client URLs of all members.',
  ],
  [
    'no key',
    { clientCertificates: { ...SERVER, keyFile: '' } },
    'clientCertificates.keyFile is missing, so one side could not prove who it is, or check the other. Name the file by its absolute path.',
  ],
  [
    'no certificate for the API server',
    { apiServerCertificates: { keyFile: '/k' } as never },
    'apiServerCertificates.certFile is missing, so one side could not prove who it is, or check the other. Name the file by its '
      + 'absolute path.',
  ],
  [
    'a relative path',
    { peerCertificates: { ...PEER, certFile: 'peer.crt' } },
    'peerCertificates.certFile "peer.crt" is not an absolute path of a file, so it is unclear which file is meant. Write a path such '
      + 'as "/etc/kubernetes/pki/etcd/server.crt".',
  ],
  [
    'a path with a line break',
    { peerCertificates: { ...PEER, certFile: '/a\nb' } },
    'peerCertificates.certFile "/a\\nb" is not an absolute path of a file, so it is unclear which file is meant. Write a path such as '
      + '"/etc/kubernetes/pki/etcd/server.crt".',
  ],
  [
    "the cluster's authority",
    { clientCertificates: { ...SERVER, trustedCaFile: `${PKI}/etcd/..//ca.crt` } },
    `clientCertificates.trustedCaFile is /etc/kubernetes/pki/ca.crt, the CA of the cluster's clients, ${SHARED}`,
  ],
  [
    "the cluster's authority for peers",
    { peerCertificates: { ...PEER, trustedCaFile: '/x/ca.crt' }, clusterCaFile: '/x/./ca.crt' },
    `peerCertificates.trustedCaFile is /x/ca.crt, the CA of the cluster's clients, ${SHARED}`,
  ],
  [
    "the cluster's authority by the API server",
    { apiServerCertificates: { ...CLIENT, trustedCaFile: `${PKI}/ca.crt` } },
    `apiServerCertificates.trustedCaFile is /etc/kubernetes/pki/ca.crt, the CA of the cluster's clients, ${SHARED}`,
  ],
  [
    "kubeadm's authority, though another is named",
    { clientCertificates: { ...SERVER, trustedCaFile: `${PKI}/ca.crt` }, clusterCaFile: '/x/ca.crt' },
    `clientCertificates.trustedCaFile is /etc/kubernetes/pki/ca.crt, the CA of the cluster's clients, ${SHARED}`,
  ],
  [
    'a certificate that is its key',
    { clientCertificates: { ...SERVER, keyFile: SERVER.certFile } },
    `clientCertificates.keyFile and clientCertificates.certFile are one file, ${SERVER.certFile}, ${ONE_FILE}`,
  ],
  [
    "peers with the clients' key",
    { peerCertificates: { ...PEER, keyFile: SERVER.keyFile } },
    `peerCertificates.keyFile and clientCertificates.keyFile are one file, ${SERVER.keyFile}, ${ONE_FILE}`,
  ],
  [
    "the API server with etcd's certificate",
    { apiServerCertificates: { ...CLIENT, certFile: SERVER.certFile } },
    `apiServerCertificates.certFile and clientCertificates.certFile are one file, ${SERVER.certFile}, ${ONE_FILE}`,
  ],
  [
    'an authority that is a certificate',
    { peerCertificates: { ...PEER, trustedCaFile: PEER.certFile } },
    `peerCertificates.trustedCaFile and peerCertificates.certFile are one file, ${PEER.certFile}, ${ONE_FILE}`,
  ],
  [
    'another authority for the API server',
    { apiServerCertificates: { ...CLIENT, trustedCaFile: '/x/ca.crt' } },
    'the API server trusts /x/ca.crt for etcd, which is not known to be the CA of etcd, /etc/kubernetes/pki/etcd/ca.crt, so it would '
      + 'reject etcd or trust another server. Name the same file, or give trustedCaCertificate on both sides.',
  ],
  [
    'one key under two names',
    { clientCertificates: { ...SERVER, trustedCaCertificate: SAME }, clusterCaCertificate: ONE },
    `clientCertificates.trustedCaCertificate has the key of clusterCaCertificate, ${SHARED}`,
  ],
  [
    'one key in a bundle',
    { peerCertificates: { ...PEER, trustedCaCertificate: `${OTHER}${SAME}` }, clusterCaCertificate: ONE },
    `peerCertificates.trustedCaCertificate has the key of clusterCaCertificate, ${SHARED}`,
  ],
  [
    'no PEM',
    { clusterCaCertificate: 'ca.crt' },
    'clusterCaCertificate cannot be used: there is no PEM certificate in it, so it is unknown whether etcd has a separate CA. Give the '
      + 'PEM of the CA certificate, the public one.',
  ],
  [
    'a broken PEM',
    { clusterCaCertificate: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----' },
    'clusterCaCertificate cannot be used: a certificate in it cannot be read, so it is unknown whether etcd has a separate CA. Give the '
      + 'PEM of the CA certificate, the public one.',
  ],
  [
    'a PEM of no authority',
    { clusterCaCertificate: LEAF },
    'clusterCaCertificate cannot be used: a certificate in it is not a CA certificate, so it is unknown whether etcd has a separate CA. '
      + 'Give the PEM of the CA certificate, the public one.',
  ],
  [
    'a release that is none',
    { release: 'latest' },
    '"latest" is not a release of etcd, so it is unclear which flags etcd has. Write a release such as "3.6.8".',
  ],
  [
    'a release that is not known',
    { release: '3.3.27' },
    'etcd 3.3 is not one of the known releases 3.4, 3.5, 3.6, 3.7, so it is unclear which flags etcd has. Write a release such as "3.6.8".',
  ],
  [
    'TLS 1.3 of a release without it',
    { release: '3.5', minimumTlsVersion: EtcdTlsVersion.TLS_1_3 },
    'etcd 3.5 has no tls-min-version, so TLS 1.2 cannot be disabled. State a release that has it: 3.4.25, 3.5.8, 3.6 or later.',
  ],
  [
    'TLS 1.3 with suites',
    { minimumTlsVersion: EtcdTlsVersion.TLS_1_3, cipherSuites: [EtcdCipherSuite.ECDHE_RSA_AES_128_GCM_SHA256] },
    'cipherSuites are given and TLS 1.3 is the least version, which etcd rejects, because suites of TLS 1.3 cannot be chosen. Leave '
      + 'cipherSuites out.',
  ],
  [
    'TLS 1.1',
    { minimumTlsVersion: 'TLS1.1' as never },
    '"TLS1.1" is not a TLS version, so etcd does not start. Use a member of EtcdTlsVersion.',
  ],
  [
    'no suites',
    { cipherSuites: [] },
    'cipherSuites is empty, so Go would choose, CBC suites included. Leave it out, or name some of EtcdCipherSuite.',
  ],
  [
    'a weak suite',
    { cipherSuites: ['TLS_RSA_WITH_AES_128_CBC_SHA' as never] },
    '"TLS_RSA_WITH_AES_128_CBC_SHA" is not a suite with forward secrecy and authenticated encryption, so recorded or altered traffic '
      + 'could be read. Use members of EtcdCipherSuite.',
  ],
  [
    'a relative data directory',
    { dataDir: 'default.etcd' },
    'dataDir "default.etcd" is not an absolute path of a directory, so etcd would store its data relative to the directory in which it '
      + 'is started. Write a '
      + 'path such as "/var/lib/etcd".',
  ],
  [
    'a token with a blank',
    { clusterToken: 'a b' },
    '"a b" is not a token, so etcd could misread it. Use letters, digits, ".", "_" and "-".',
  ],
])('%s is refused', (_, props, message) => {
  expect(() => config(props)).toThrow(new Error(`chart/etcd: ${message}`));
});

test.each<[string, string]>([
  ['of the authority', CLIENT_OF_ISSUER],
  ['of an intermediate authority, with its certificate', CLIENT_OF_MIDDLE + MIDDLE],
])('a client certificate %s is taken', (_, certificate) => {
  const props = {
    clientCertificates: { ...SERVER, trustedCaCertificate: OTHER + ISSUER },
    apiServerCertificates: { ...CLIENT, certificate },
  };
  expect(config(props).apiServerFlags['etcd-certfile']).toBe(CLIENT.certFile);
});

const NOT_ISSUED =
  'is not issued by the CA of clientCertificates.trustedCaCertificate, so the other side would reject the connection. Issue it '
  + 'with the CA of etcd.';
const WITH_CA = { ...SERVER, trustedCaCertificate: ISSUER };

test.each<[string, Partial<EtcdTlsConfigProps>, string]>([
  [
    'of another authority',
    { clientCertificates: WITH_CA, apiServerCertificates: { ...CLIENT, certificate: LEAF } },
    `apiServerCertificates.certificate ${NOT_ISSUED}`,
  ],
  [
    'of a namesake',
    { clientCertificates: WITH_CA, apiServerCertificates: { ...CLIENT, certificate: CLIENT_OF_NAMESAKE } },
    `apiServerCertificates.certificate ${NOT_ISSUED}`,
  ],
  [
    'of an intermediate authority that is missing',
    { clientCertificates: WITH_CA, apiServerCertificates: { ...CLIENT, certificate: CLIENT_OF_MIDDLE } },
    `apiServerCertificates.certificate ${NOT_ISSUED}`,
  ],
  [
    'of a leaf in place of an authority',
    { clientCertificates: WITH_CA, apiServerCertificates: { ...CLIENT, certificate: CLIENT_OF_MIDDLE + CLIENT_OF_ISSUER } },
    `apiServerCertificates.certificate ${NOT_ISSUED}`,
  ],
  [
    'of the server, of another authority',
    { clientCertificates: { ...WITH_CA, certificate: CLIENT_OF_NAMESAKE } },
    `clientCertificates.certificate ${NOT_ISSUED}`,
  ],
  [
    "of a peer, of the clients' authority",
    { clientCertificates: WITH_CA, peerCertificates: { ...PEER, trustedCaCertificate: OTHER, certificate: CLIENT_OF_ISSUER } },
    'peerCertificates.certificate is not issued by the CA of peerCertificates.trustedCaCertificate, so the other side would '
      + 'reject the connection. Issue it with the CA of etcd.',
  ],
  [
    'without an authority',
    { apiServerCertificates: { ...CLIENT, certificate: CLIENT_OF_ISSUER } },
    'apiServerCertificates.certificate is given and clientCertificates.trustedCaCertificate is not, so it is unknown whether the CA '
      + 'issued it. Give both, or neither.',
  ],
  [
    'that is none',
    { clientCertificates: WITH_CA, apiServerCertificates: { ...CLIENT, certificate: '' } },
    'apiServerCertificates.certificate cannot be used: there is no PEM certificate in it, so its issuer is unknown. Give the '
      + 'PEM of the certificate, the public one.',
  ],
])('a certificate %s is refused', (_, props, message) => {
  expect(() => config(props)).toThrow(new Error(`chart/etcd: ${message}`));
});

test("the API server may keep etcd's authority elsewhere when both certificates are given", () => {
  const client = { ...CLIENT, trustedCaFile: '/srv/etcd-ca.crt' };
  const oneAuthority = {
    clientCertificates: { ...SERVER, trustedCaCertificate: ONE },
    apiServerCertificates: { ...client, trustedCaCertificate: SAME },
  };
  expect(config(oneAuthority).apiServerFlags['etcd-cafile']).toBe('/srv/etcd-ca.crt');
  const twoAuthorities = {
    clientCertificates: { ...SERVER, trustedCaCertificate: ONE },
    apiServerCertificates: { ...client, trustedCaCertificate: OTHER },
  };
  expect(() => config(twoAuthorities)).toThrow('which is not known to be the CA of etcd');
  expect(
    config({ clientCertificates: { ...SERVER, trustedCaCertificate: ONE }, clusterCaCertificate: OTHER }).apiServerFlags['etcd-cafile'],
  ).toBe(SERVER.trustedCaFile);
});

test('an API server beside etcd may use loopback', () => {
  expect(config({ apiServerEndpoints: ['https://127.0.0.1:2379'] }).apiServerFlags['etcd-servers']).toBe('https://127.0.0.1:2379');
});

test('lists are copied in and out', () => {
  const props = {
    ...BASE,
    cluster: [{ ...BASE.member }],
    listenAddresses: ['10.0.0.1'],
    metricsUrls: ['http://127.0.0.1:2381'],
    apiServerEndpoints: ['https://10.0.0.1:2379'],
    cipherSuites: [EtcdCipherSuite.ECDHE_RSA_AES_128_GCM_SHA256],
    nodes: ['cp'],
  };
  const made = new EtcdTlsConfig(new Chart(new App(), 'chart'), 'etcd', props);
  const state = () => [
    made.configFile.content,
    made.flags,
    made.apiServerFlags,
    made.clientUrls,
    made.notes,
    made.configFile.nodes,
    made.kubeadmExtraArgs(),
  ];
  const before = state();
  props.cluster[0]!.address = '6.6.6.6';
  props.cluster.push({ name: 'x', address: '6.6.6.6' });
  for (const list of [props.listenAddresses, props.metricsUrls, props.apiServerEndpoints, props.cipherSuites, props.nodes]) {
    (list as string[]).push('http://6.6.6.6:1');
  }
  Object.assign(made.flags, { name: 'x' });
  Object.assign(made.apiServerFlags, { 'etcd-servers': 'http://6.6.6.6:1' });
  made.clientUrls.push('http://6.6.6.6:1');
  made.notes.push('x');
  made.kubeadmExtraArgs().pop();
  expect(state()).toEqual(before);
});

test('what replaces the file is what rules see', () => {
  const made = config();
  expect(judged(made)).toEqual([]);
  made.configFile.overrideContent(
    made.configFile.content
      .replace('client-cert-auth: true', 'client-cert-auth: false')
      .replace('https://127.0.0.1:2379', 'http://127.0.0.1:2379'),
    'a test',
  );
  expect(judged(made)).toEqual([
    'etcd/client-cert-auth HostFile /etc/etcd/etcd.conf.yml client-transport-security.client-cert-auth: '
      + 'client-transport-security.client-cert-auth is false',
    'etcd/no-plaintext-urls HostFile /etc/etcd/etcd.conf.yml listen-client-urls: listen-client-urls has http://127.0.0.1:2379',
  ]);
});

test('whatever is put in: an error in full form, or a configuration that passes every rule', () => {
  let good = 0;
  /** Mostly sound values, with unsound ones and any text among them. */
  const mostly = (sound: readonly string[], unsound: readonly string[]) =>
    fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom(...sound) },
      { weight: 1, arbitrary: fc.constantFrom(...unsound) },
      { weight: 1, arbitrary: fc.string() },
    );
  const address = mostly(
    ['10.0.0.1', '::1', '127.0.0.1', '2001:db8::1', '10.0.0.2'],
    ['0.0.0.0', '::', 'a.example', 'http://10.0.0.1', '[::1]', '__proto__', ''],
  );
  const files = (side: string) =>
    fc.record({
      certFile: mostly([`/${side}.crt`, `/x//${side}.crt`], ['/a.key', '/b.key', 'a', '/', '/a\n']),
      keyFile: mostly([`/${side}.key`], ['/a.crt', '/b.key', 'a']),
      trustedCaFile: mostly(['/ca.crt'], ['/etc/kubernetes/pki/ca.crt', '/etc/kubernetes/pki/etcd/../ca.crt', '//', '']),
    });
  const props = fc.record(
    {
      member: fc.record({ name: mostly(['one', 'a.b_c-d'], ['a=b', 'a,b', '']), address }),
      listenAddresses: fc.array(address, { maxLength: 3 }),
      metricsUrls: fc.array(
        fc
          .tuple(fc.constantFrom('http', 'https'), fc.constantFrom('127.0.0.1', '[::1]', 'localhost', '10.0.0.1', '0.0.0.0', ''))
          .map(([scheme, host]) => `${scheme}://${host}:2381`),
        { maxLength: 2 },
      ),
      clientCertificates: files('a'),
      peerCertificates: files('b'),
      release: mostly(['3.4.23', '3.5', '3.6.8', '3.7'], ['3.3', 'latest']),
      clusterToken: mostly(['blue'], ['a b', '']),
      dataDir: mostly(['/var/lib/etcd', '/data'], ['data', '/a/../b c']),
    },
    { requiredKeys: ['member'] },
  );
  fc.assert(
    fc.property(props, (input) => {
      let made: EtcdTlsConfig;
      try {
        made = new EtcdTlsConfig(new Chart(new App(), 'chart'), 'etcd', input);
      } catch (error) {
        expect((error as Error).message).toMatch(/^chart\/etcd: [\s\S]+, [\s\S]+\. [\s\S]+\.$/);
        return;
      }
      good += 1;
      expect(judged(made)).toEqual([]);
    }),
    { numRuns: 1000 },
  );
  expect(good).toBeGreaterThan(50);
});
