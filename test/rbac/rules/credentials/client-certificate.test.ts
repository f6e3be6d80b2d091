import { clientCertificate } from '../../../../src/rbac/rules/credentials/client-certificate';
import { table } from '../../../support/pods';

const request = (signerName: unknown) => ({
  apiVersion: 'certificates.k8s.io/v1',
  kind: 'CertificateSigningRequest',
  metadata: { name: 'jane' },
  spec: { signerName, request: 'LS0t', usages: ['client auth'] },
});
const at = (text: string) => `CertificateSigningRequest jane spec.signerName: ${text}`;

table(clientCertificate, [
  [
    'for a user',
    request('kubernetes.io/kube-apiserver-client'),
    [at('it requests a client certificate, which cannot be revoked before it expires')],
  ],
  ['for a kubelet', request('kubernetes.io/kube-apiserver-client-kubelet'), []],
  ['of another signer', request('example.com/tls'), []],
  ['unset', request(undefined), [`? ${at('signerName is nothing, not a string, so the API server rejects the request')}`]],
  ['a wrong type', request(7), [`? ${at('signerName is a number, not a string, so the API server rejects the request')}`]],
]);
