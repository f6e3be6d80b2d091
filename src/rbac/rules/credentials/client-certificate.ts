import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { objectsOfKind } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { asObject, isUnset, typeName } from '../../../text/json';

export const clientCertificate = defineRule({
  id: 'rbac/client-certificate',
  title: 'CertificateSigningRequests must not request client certificates of users (kube-apiserver-client)',
  description:
    'The API server has no way to revoke a client certificate: anyone who has the key is the user, in the groups that the certificate '
    + 'names, until it expires. People are better authenticated by OpenID Connect, programs by a ServiceAccount. Checked is the signer '
    + '`kubernetes.io/kube-apiserver-client`; those for kubelets and serving certificates, and signers of others, pass. Certificates '
    + 'that were issued elsewhere are in no manifest.',
  severity: Severity.MEDIUM,
  fix: 'Let people authenticate by OpenID Connect (structured authentication configuration), and give programs a ServiceAccount.',
  sources: [
    'https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/#kubernetes-signers',
    'https://kubernetes.io/docs/concepts/security/hardening-guide/authentication-mechanisms/',
  ],
  bad:
    '{ apiVersion: certificates.k8s.io/v1, kind: CertificateSigningRequest, metadata: { name: jane }, '
    + 'spec: { request: LS0tLS1CRUdJTg==, signerName: kubernetes.io/kube-apiserver-client, usages: [client auth] } }',
  good:
    '{ apiVersion: certificates.k8s.io/v1, kind: CertificateSigningRequest, metadata: { name: node }, '
    + 'spec: { request: LS0tLS1CRUdJTg==, signerName: kubernetes.io/kube-apiserver-client-kubelet, usages: [client auth] } }',
  subject: objectsOfKind('certificates.k8s.io/CertificateSigningRequest'),
  check: forbidUserCertificates,
});

function forbidUserCertificates({ json }: KubeObject): readonly Outcome[] {
  const path = 'spec.signerName';
  const { signerName } = asObject(json.spec);
  if (isUnset(signerName) || typeof signerName !== 'string') {
    return [undecided(path, `signerName is ${typeName(signerName)}, not a string, so the API server rejects the request`)];
  }
  return signerName === 'kubernetes.io/kube-apiserver-client'
    ? [{ path, message: 'it requests a client certificate, which cannot be revoked before it expires' }]
    : NONE;
}
