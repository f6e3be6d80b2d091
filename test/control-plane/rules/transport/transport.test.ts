import { cipherSuites } from '../../../../src/control-plane/rules/transport/cipher-suites';
import { securePort } from '../../../../src/control-plane/rules/transport/secure-port';
import { tlsMinimum } from '../../../../src/control-plane/rules/transport/tls-minimum';
import { componentPod, inKubeadm, inPod, kubeadmConfiguration } from '../../../support/components';
import { findings } from '../../../support/findings';
import { table } from '../../../support/pods';

const SERVER = 'kube-apiserver';
const MANAGER = 'kube-controller-manager';
const pod = (...flags: string[]) => componentPod(SERVER, ...flags);

describe('the port', () => {
  table(securePort, [
    ['unset', pod(), []],
    ['kubeadm', kubeadmConfiguration(SERVER), []],
    ['set', pod('--secure-port=443'), []],
    ['zero', pod('--secure-port=0'), [`${inPod(SERVER, 1)}: --secure-port is 0, so the API server serves no TLS port and does not start`]],
    [
      'hexadecimal zero',
      pod('--secure-port=0x0'),
      [`${inPod(SERVER, 1)}: --secure-port is 0, so the API server serves no TLS port and does not start`],
    ],
    [
      'too high',
      pod('--secure-port=65536'),
      [`? ${inPod(SERVER, 1)}: --secure-port is "65536", which is not a port, so the component does not start`],
    ],
    [
      'a word',
      pod('--secure-port=https'),
      [`? ${inPod(SERVER, 1)}: --secure-port is "https", which is not a port, so the component does not start`],
    ],
    ['of the scheduler', componentPod('kube-scheduler', '--secure-port=0'), []],
  ]);
});

describe('the minimum', () => {
  table(tlsMinimum, [
    ['unset', pod(), []],
    ['empty', pod('--tls-min-version='), []],
    ['1.2', pod('--tls-min-version=VersionTLS12'), []],
    ['1.3', pod('--tls-min-version=VersionTLS13'), []],
    ['1.0', pod('--tls-min-version=VersionTLS10'), [`${inPod(SERVER, 1)}: --tls-min-version is VersionTLS10, so clients can use TLS 1.0`]],
    [
      '1.1, of the controller manager',
      kubeadmConfiguration(MANAGER, 'tls-min-version=VersionTLS11'),
      [`${inKubeadm(MANAGER, 0)}: --tls-min-version is VersionTLS11, so clients can use TLS 1.1`],
    ],
    [
      'another spelling',
      pod('--tls-min-version=TLS1.2'),
      [`? ${inPod(SERVER, 1)}: --tls-min-version is "TLS1.2", which is not a version of TLS, so the component does not start`],
    ],
  ]);
});

describe('cipher suites', () => {
  const unset = "--tls-cipher-suites is not set, and Go's own choice has CBC suites";
  table(cipherSuites, [
    ['strong', pod('--tls-cipher-suites=TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,TLS_AES_128_GCM_SHA256'), []],
    ['unset', pod(), [`${inPod(SERVER)}: ${unset}`]],
    ['unset, kubeadm', kubeadmConfiguration(SERVER), [`${inKubeadm(SERVER)}: ${unset}`]],
    ['empty', pod('--tls-cipher-suites='), [`${inPod(SERVER, 1)}: ${unset}`]],
    ['TLS 1.3 only', pod('--tls-min-version=VersionTLS13'), []],
    ['unset, of the controller manager', componentPod(MANAGER), []],
    [
      'weak, of the controller manager',
      componentPod(MANAGER, '--tls-cipher-suites=TLS_RSA_WITH_RC4_128_SHA'),
      [`${inPod(MANAGER, 1)}: --tls-cipher-suites has TLS_RSA_WITH_RC4_128_SHA, which encrypts with RC4`],
    ],
    [
      'weak ones in two occurrences',
      pod('--tls-cipher-suites=TLS_RSA_WITH_AES_128_GCM_SHA256', '--tls-cipher-suites=TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA'),
      [
        `${inPod(SERVER, 1)}: --tls-cipher-suites has TLS_RSA_WITH_AES_128_GCM_SHA256, which has no forward secrecy`,
        `${inPod(SERVER, 2)}: --tls-cipher-suites has TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, which encrypts with CBC`,
      ],
    ],
    [
      'no suite',
      pod('--tls-cipher-suites=HIGH'),
      [`? ${inPod(SERVER, 1)}: --tls-cipher-suites has "HIGH", which is no suite, so kube-apiserver does not start`],
    ],
  ]);

  test('accepted ones', () => {
    const options = { accepted: ['TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA'] };
    expect(findings(cipherSuites, [pod('--tls-cipher-suites=TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA')], { options })).toEqual([]);
  });
});
