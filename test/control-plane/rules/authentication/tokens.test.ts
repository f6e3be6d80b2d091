import { serviceAccountIssuer } from '../../../../src/control-plane/rules/authentication/service-account-issuer';
import { serviceAccountTokenLifetime } from '../../../../src/control-plane/rules/authentication/service-account-token-lifetime';
import { tokenAuthFile } from '../../../../src/control-plane/rules/authentication/token-auth-file';
import { componentPod, inKubeadm, inPod, kubeadmConfiguration } from '../../../support/components';
import { findings } from '../../../support/findings';
import { table } from '../../../support/pods';

const SERVER = 'kube-apiserver';
const pod = (...flags: string[]) => componentPod(SERVER, ...flags);

describe('static tokens', () => {
  table(tokenAuthFile, [
    ['unset', pod(), []],
    ['empty', pod('--token-auth-file='), []],
    ['a file', pod('--token-auth-file', '/t.csv'), [`${inPod(SERVER, 2)}: --token-auth-file is /t.csv, so static tokens are accepted`]],
    [
      'kubeadm',
      kubeadmConfiguration(SERVER, 'token-auth-file=/t.csv'),
      [`${inKubeadm(SERVER, 0)}: --token-auth-file is /t.csv, so static tokens are accepted`],
    ],
    ['emptied later', pod('--token-auth-file=/t.csv', '--token-auth-file='), []],
  ]);
});

describe('the issuer', () => {
  const unset = `? ${inPod(SERVER)}: --service-account-issuer is not set, so the API server does not start`;
  table(serviceAccountIssuer, [
    ['https', pod('--service-account-issuer=https://a'), []],
    ['a name', pod('--service-account-issuer=kubernetes/serviceaccount'), []],
    ['unset', pod(), [unset]],
    ['kubeadm', kubeadmConfiguration(SERVER), []],
    ['http', pod('--service-account-issuer=http://a'), [`${inPod(SERVER, 1)}: --service-account-issuer is http://a, which is not https`]],
    [
      'an earlier one',
      pod('--service-account-issuer=HTTP://a', '--service-account-issuer=https://a'),
      [`${inPod(SERVER, 1)}: --service-account-issuer is HTTP://a, which is not https`],
    ],
  ]);
});

describe('the lifetime', () => {
  const name = '--service-account-max-token-expiration';
  const at = inPod(SERVER, 1);
  const wrong = (value: string) =>
    `? ${at}: ${name} is "${value}", which is not a duration from an hour to 2^32 seconds, so the component does not start`;
  table(serviceAccountTokenLifetime, [
    ['short', pod(`${name}=1h`), []],
    ['the longest', pod(`${name}=48h0m0s`), []],
    ['longer', pod(`${name}=48h0m1s`), [`${at}: ${name} is 48h0m1s, longer than 48 hours`]],
    ['unset', pod(), [`${inPod(SERVER)}: ${name} is not set, so tokens of any lifetime can be requested`]],
    [
      'unset, kubeadm',
      kubeadmConfiguration(SERVER),
      [`${inKubeadm(SERVER)}: ${name} is not set, so tokens of any lifetime can be requested`],
    ],
    ['zero', pod(`${name}=0s`), [`${at}: ${name} is 0s, so tokens of any lifetime can be requested`]],
    ['too short', pod(`${name}=59m`), [wrong('59m')]],
    ['a number', pod(`${name}=3600`), [wrong('3600')]],
    ['negative', pod(`${name}=-1h`), [wrong('-1h')]],
  ]);

  test('as set', () => {
    expect(findings(serviceAccountTokenLifetime, [pod(`${name}=2h`)], { options: { longest: 1 } })).toEqual([
      `${at}: ${name} is 2h, longer than 1 hours`,
    ]);
  });
});
