import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import type { Kubelet } from '../../../kubernetes/components/kubelet/kubelets';
import { NONE } from '../../../kubernetes/objects/collect';
import { FIELDS, kubeletWith, kubelets, outcomesOf, stateOf } from '../subjects';

export const servingCertificate = defineRule({
  id: 'kubelet/serving-certificate',
  title: 'The kubelet must serve a certificate of a CA (serverTLSBootstrap, or tlsCertFile and tlsPrivateKeyFile)',
  description:
    'Without one the kubelet makes itself a certificate that no CA has signed, so the API server cannot verify the kubelet to which it '
    + 'sends commands and tokens. `serverTLSBootstrap` has the cluster sign one, once the request is approved; '
    + '`tlsCertFile` and `tlsPrivateKeyFile` name one that is there. A certificate without key, or a key without certificate, is a '
    + 'violation, too. Unset is a violation; kubeadm sets neither.',
  severity: Severity.MEDIUM,
  fix: 'Set serverTLSBootstrap to true and approve the requests, or set tlsCertFile and tlsPrivateKeyFile.',
  controls: ['CIS-2.0:4.2.9'],
  sources: [FIELDS, 'https://kubernetes.io/docs/reference/access-authn-authz/kubelet-tls-bootstrapping/#certificate-rotation'],
  bad: kubeletWith('tlsCertFile: /var/lib/kubelet/pki/kubelet.crt'),
  good: kubeletWith('serverTLSBootstrap: true'),
  subject: kubelets,
  check: requireCertificate,
});

function requireCertificate(kubelet: Kubelet): readonly Outcome[] {
  const bootstrap = kubelet.setting('serverTLSBootstrap');
  const [cert, key] = [kubelet.setting('tlsCertFile'), kubelet.setting('tlsPrivateKeyFile')];
  const isSet = (setting: typeof cert) => setting === undefined || (setting.value !== undefined && setting.value !== '');
  if (bootstrap === undefined || bootstrap.value === true) return NONE;
  if (cert === undefined || key === undefined) {
    const { path, line, label } = bootstrap;
    const outcome = undecided(path, `${label} is not true, and tlsCertFile and tlsPrivateKeyFile are not decided in the same place`);
    return [{ ...outcome, line }];
  }
  if (bootstrap.unclear !== undefined || (isSet(cert) && isSet(key))) return outcomesOf(kubelet, 'serverTLSBootstrap', () => undefined);
  if (cert.unclear !== undefined || key.unclear !== undefined) {
    return ['tlsCertFile', 'tlsPrivateKeyFile'].flatMap((field) => outcomesOf(kubelet, field, () => undefined));
  }
  if (isSet(cert) !== isSet(key)) {
    const [field, missing] = isSet(cert) ? ['tlsPrivateKeyFile', key] : ['tlsCertFile', cert];
    return outcomesOf(kubelet, field!, () => `${stateOf(missing!)}, though the other of the pair is`);
  }
  return outcomesOf(
    kubelet,
    'serverTLSBootstrap',
    (_, setting) => `${stateOf(setting)}, and neither is tlsCertFile, so the certificate is self-signed`,
  );
}
