import { findings } from '../../support/findings';
import { kubeadm, kubeadmEtcd, ofFile, pod, rule } from '../support';

const PATH = 'Pod kube-system/etcd spec.containers[0].command';
const FILE = 'HostFile /etc/etcd/etcd.conf.yml';

test.each([
  ['--name=a', []],
  ['--tls-min-version=TLS1.2', []],
  ['--tls-min-version=TLS1.3', []],
  ['--tls-min-version=', []],
  ['--tls-min-version=TLS1.1', [`${PATH}[1]: --tls-min-version is TLS1.1`]],
  ['--tls-min-version=TLS1.0', [`${PATH}[1]: --tls-min-version is TLS1.0`]],
  ['--tls-min-version=VersionTLS10', [`${PATH}[1]: --tls-min-version is VersionTLS10`]],
  ['--tls-min-version=SSLv3', [`${PATH}[1]: --tls-min-version is SSLv3`]],
  [
    '--tls-min-version=VersionTLS12',
    [`? ${PATH}[1]: --tls-min-version is "VersionTLS12", neither TLS1.2 nor TLS1.3, so etcd does not start`],
  ],
  ['--tls-min-version=TLS1.12', [`? ${PATH}[1]: --tls-min-version is "TLS1.12", neither TLS1.2 nor TLS1.3, so etcd does not start`]],
  ['--tls-max-version=TLS1.3', []],
  ['--tls-max-version=TLS1.2', [`${PATH}[1]: --tls-max-version is TLS1.2, so no client can use TLS 1.3`]],
  ['--tls-max-version=TLS1.1', [`${PATH}[1]: --tls-max-version is TLS1.1`]],
])('tls-minimum: %s', (flag, expected) => {
  expect(findings(rule('tls-minimum'), [pod(['etcd', flag])])).toEqual(expected);
});

test("tls-minimum in kubeadm's configuration and in a file", () => {
  expect(findings(rule('tls-minimum'), [kubeadm({})])).toEqual([]);
  expect(findings(rule('tls-minimum'), [kubeadmEtcd({ name: 'tls-min-version', value: 'TLS1.0' })])).toEqual([
    'ClusterConfiguration (unnamed) etcd.local.extraArgs[0].value: --tls-min-version is TLS1.0',
  ]);
  expect(ofFile('tls-minimum', 'tls-min-version: 1.2')).toEqual([
    `? ${FILE} tls-min-version: tls-min-version is not known: etcd expects a string and rejects a number`,
  ]);
});

const AEAD = 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256';

test.each([
  [[`--cipher-suites=${AEAD},TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305,TLS_AES_128_GCM_SHA256`], []],
  [[], [`${PATH}: --cipher-suites is not set, and Go's own choice has CBC suites`]],
  [['--cipher-suites='], [`${PATH}[1]: --cipher-suites is not set, and Go's own choice has CBC suites`]],
  [['--tls-min-version=TLS1.3'], []],
  [['--tls-min-version=TLS1.2'], [`${PATH}: --cipher-suites is not set, and Go's own choice has CBC suites`]],
  [
    [`--cipher-suites=${AEAD},TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA`],
    [`${PATH}[1]: --cipher-suites has TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, which encrypts with CBC`],
  ],
  [
    ['--cipher-suites=TLS_RSA_WITH_AES_128_GCM_SHA256,TLS_RSA_WITH_3DES_EDE_CBC_SHA,TLS_RSA_WITH_RC4_128_SHA'],
    [
      `${PATH}[1]: --cipher-suites has TLS_RSA_WITH_3DES_EDE_CBC_SHA, which encrypts with 3DES`,
      `${PATH}[1]: --cipher-suites has TLS_RSA_WITH_AES_128_GCM_SHA256, which has no forward secrecy`,
      `${PATH}[1]: --cipher-suites has TLS_RSA_WITH_RC4_128_SHA, which encrypts with RC4`,
    ],
  ],
  [['--cipher-suites=constructor'], [`? ${PATH}[1]: --cipher-suites has "constructor", which etcd does not know, so it does not start`]],
  // etcd takes no blanks.
  [[`--cipher-suites=${AEAD}, ${AEAD}`], [`? ${PATH}[1]: --cipher-suites has " ${AEAD}", which etcd does not know, so it does not start`]],
])('strong-ciphers: %j', (flags, expected) => {
  expect(findings(rule('strong-ciphers'), [pod(['etcd', ...flags])])).toEqual(expected);
});

test("strong-ciphers in kubeadm's configuration judges what is given", () => {
  expect(findings(rule('strong-ciphers'), [kubeadm({})])).toEqual([]);
  expect(findings(rule('strong-ciphers'), [kubeadmEtcd({ name: 'cipher-suites', value: '' })])).toEqual([
    "ClusterConfiguration (unnamed) etcd.local.extraArgs[0].value: --cipher-suites is not set, and Go's own choice has CBC suites",
  ]);
  expect(findings(rule('strong-ciphers'), [kubeadmEtcd({ name: 'cipher-suites', value: 'TLS_RSA_WITH_AES_128_CBC_SHA' })])).toEqual([
    'ClusterConfiguration (unnamed) etcd.local.extraArgs[0].value: --cipher-suites has TLS_RSA_WITH_AES_128_CBC_SHA, which has no '
      + 'forward secrecy',
  ]);
});

test.each([
  [`cipher-suites: [${AEAD}]`, []],
  ['cipher-suites: []', [`${FILE} cipher-suites: cipher-suites is not set, and Go's own choice has CBC suites`]],
  ['name: a', [`${FILE} cipher-suites: cipher-suites is not set, and Go's own choice has CBC suites`]],
  [`cipher-suites: ${AEAD}`, [`? ${FILE} cipher-suites: cipher-suites is not known: etcd expects a list of strings and rejects a string`]],
  ['cipher-suites: [5]', [`? ${FILE} cipher-suites: cipher-suites is not known: etcd expects a list of strings and rejects a list`]],
])('strong-ciphers, file: %s', (content, expected) => {
  expect(ofFile('strong-ciphers', content)).toEqual(expected);
});
