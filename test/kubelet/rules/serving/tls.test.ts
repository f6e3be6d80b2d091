import { findings } from '../../../support/findings';
import { CLUSTER, join, kubelet, rule } from '../../support';

const FILE = 'KubeletConfiguration (unnamed)';
const JOIN = 'JoinConfiguration (unnamed) nodeRegistration.kubeletExtraArgs';
const STRONG = 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256';

test.each([
  [{ serverTLSBootstrap: true }, []],
  [{ tlsCertFile: '/a.crt', tlsPrivateKeyFile: '/a.key' }, []],
  [{}, [`${FILE} serverTLSBootstrap: serverTLSBootstrap is not set, and neither is tlsCertFile, so the certificate is self-signed`]],
  [
    { serverTLSBootstrap: false, tlsCertFile: '' },
    [`${FILE} serverTLSBootstrap: serverTLSBootstrap is false, and neither is tlsCertFile, so the certificate is self-signed`],
  ],
  [{ tlsCertFile: '/a.crt' }, [`${FILE} tlsPrivateKeyFile: tlsPrivateKeyFile is not set, though the other of the pair is`]],
  [{ tlsPrivateKeyFile: '/a.key' }, [`${FILE} tlsCertFile: tlsCertFile is not set, though the other of the pair is`]],
  [
    { serverTLSBootstrap: 'true' },
    [
      `? ${FILE} serverTLSBootstrap: serverTLSBootstrap is not known: it is a string where a boolean belongs, so the `
        + `kubelet does not start`,
    ],
  ],
  [
    { tlsCertFile: 7, tlsPrivateKeyFile: '/a.key' },
    [
      `? ${FILE} tlsCertFile: tlsCertFile is not known: it is a number where a string belongs (YAML reads it so without quotes), so the `
        + 'kubelet does not start',
    ],
  ],
])('serving certificate: %j', (fields, expected) => {
  expect(findings(rule('serving-certificate'), [kubelet(fields)])).toEqual(expected);
  expect(findings(rule('serving-certificate'), [CLUSTER, kubelet(fields)])).toEqual(expected);
});

test('serving certificate: a flag that switches it off', () => {
  expect(findings(rule('serving-certificate'), [join({ 'rotate-server-certificates': 'false' })])).toEqual([
    `? ${JOIN}.rotate-server-certificates: --rotate-server-certificates is not true, and tlsCertFile and tlsPrivateKeyFile are not decided `
      + 'in the same place',
  ]);
  expect(findings(rule('serving-certificate'), [join({ 'rotate-server-certificates': 'true' }), kubelet()])).toEqual([]);
});

test.each([
  [undefined, []],
  [null, []],
  ['', []],
  ['VersionTLS12', []],
  ['VersionTLS13', []],
  ['VersionTLS10', [`${FILE} tlsMinVersion: tlsMinVersion is VersionTLS10`]],
  ['VersionTLS11', [`${FILE} tlsMinVersion: tlsMinVersion is VersionTLS11`]],
  ['TLS1.0', [`? ${FILE} tlsMinVersion: tlsMinVersion is "TLS1.0", which is not a version, so the kubelet does not start`]],
])('least version: %j', (value, expected) => {
  expect(findings(rule('tls-minimum'), [kubelet({ tlsMinVersion: value })])).toEqual(expected);
});

test.each([
  [{}, [`${FILE} tlsCipherSuites: tlsCipherSuites is not set, and Go's own choice has CBC suites`]],
  [{ tlsCipherSuites: [] }, [`${FILE} tlsCipherSuites: tlsCipherSuites is empty, and Go's own choice has CBC suites`]],
  [{ tlsMinVersion: 'VersionTLS13' }, []],
  [{ tlsCipherSuites: [STRONG] }, []],
  [{ tlsCipherSuites: ['TLS_AES_128_GCM_SHA256', STRONG] }, []],
  [
    { tlsCipherSuites: [STRONG, 'TLS_RSA_WITH_RC4_128_SHA'] },
    [`${FILE} tlsCipherSuites: tlsCipherSuites has TLS_RSA_WITH_RC4_128_SHA, which encrypts with RC4`],
  ],
  [
    { tlsCipherSuites: ['NONE'] },
    [`? ${FILE} tlsCipherSuites: tlsCipherSuites has "NONE", which the kubelet does not know, so it does not start`],
  ],
  [
    { tlsCipherSuites: STRONG },
    [`? ${FILE} tlsCipherSuites: tlsCipherSuites is not known: it is a string where a list belongs, so the kubelet does not start`],
  ],
])('suites: %j', (fields, expected) => {
  expect(findings(rule('strong-ciphers'), [kubelet(fields)])).toEqual(expected);
});

test('suites: flags', () => {
  const weak = 'TLS_RSA_WITH_AES_128_CBC_SHA';
  expect(findings(rule('strong-ciphers'), [join({ 'tls-cipher-suites': `${STRONG},${weak}` })])).toEqual([
    `${JOIN}.tls-cipher-suites: --tls-cipher-suites has ${weak}, which has no forward secrecy`,
  ]);
  expect(findings(rule('strong-ciphers'), [join({ 'tls-cipher-suites': weak })], { options: { accepted: [weak] } })).toEqual([]);
  expect(
    findings(rule('strong-ciphers'), [join({ 'tls-min-version': 'VersionTLS12' }), kubelet({ tlsMinVersion: 'VersionTLS13' })]),
  ).toEqual([`? ${FILE} tlsCipherSuites: tlsCipherSuites is not set, and tlsMinVersion is decided in another place`]);
});
