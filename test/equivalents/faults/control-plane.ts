import { componentPod, kubeadmConfiguration } from '../../support/components';
import { apiServer, of, type Faults } from './objects';

const manager = (...flags: readonly string[]) => componentPod('kube-controller-manager', ...flags);
const HEALTH = { enabled: true, conditions: [{ path: '/livez' }] };

/** Flags of the control plane. */
export const CONTROL_PLANE: Faults = {
  'feature-gate-alpha-or-removed': { found: [apiServer('--feature-gates=AllAlpha=true,DynamicAuditing=true')] },
  'apiserver-anonymous-auth': {
    found: [apiServer('--anonymous-auth=true')],
    passed: [of('apiserver.config.k8s.io/v1', 'AuthenticationConfiguration', { anonymous: HEALTH })],
  },
  'apiserver-token-auth-file': { found: [apiServer('--token-auth-file=/etc/tokens.csv')], passed: [apiServer('--token-auth-file=')] },
  'apiserver-authz-alwaysallow': {
    found: [apiServer('--authorization-mode=AlwaysAllow')],
    passed: [kubeadmConfiguration('kube-apiserver')],
    more: [apiServer()],
  },
  'apiserver-authz-node': { found: [apiServer('--authorization-mode=RBAC')], passed: [kubeadmConfiguration('kube-apiserver')] },
  'apiserver-authz-rbac': { found: [apiServer('--authorization-mode=Node')], passed: [kubeadmConfiguration('kube-apiserver')] },
  'admission-eventratelimit': { found: [apiServer('--enable-admission-plugins=NodeRestriction')] },
  'admission-alwaysadmit': { found: [apiServer('--enable-admission-plugins=AlwaysAdmit')] },
  'admission-alwayspullimages': { found: [apiServer('--enable-admission-plugins=NodeRestriction')] },
  'admission-serviceaccount': {
    found: [apiServer('--disable-admission-plugins=ServiceAccount')],
    more: [apiServer('--admission-control=NodeRestriction')],
  },
  'admission-namespacelifecycle': {
    found: [apiServer('--disable-admission-plugins=NamespaceLifecycle')],
    more: [apiServer('--admission-control=NodeRestriction')],
  },
  'admission-noderestriction': {
    found: [apiServer('--enable-admission-plugins=AlwaysPullImages')],
    passed: [kubeadmConfiguration('kube-apiserver')],
  },
  'admission-denyserviceexternalips': {
    found: [apiServer('--enable-admission-plugins=NodeRestriction')],
    passed: [apiServer('--enable-admission-plugins=DenyServiceExternalIPs')],
  },
  'admission-validatingwebhook': { found: [apiServer('--disable-admission-plugins=ValidatingAdmissionWebhook')] },
  'apiserver-sa-lookup': { found: [apiServer('--service-account-lookup=false')], passed: [apiServer()] },
  'apiserver-sa-key-file': {
    found: [apiServer()],
    passed: [apiServer('--service-account-signing-endpoint=/run/signer.sock'), kubeadmConfiguration('kube-apiserver')],
  },
  'apiserver-sa-extend-token': { found: [apiServer('--service-account-extend-token-expiration=true')], more: [apiServer()] },
  'kcm-use-sa-credentials': {
    found: [manager('--use-service-account-credentials=false')],
    passed: [kubeadmConfiguration('kube-controller-manager')],
    more: [manager()],
  },
  'kcm-sa-private-key': { found: [manager()], passed: [kubeadmConfiguration('kube-controller-manager')] },
  'kcm-root-ca-file': { found: [manager()], passed: [kubeadmConfiguration('kube-controller-manager')] },
  'kcm-rotate-kubelet-server-cert': { found: [manager('--feature-gates=RotateKubeletServerCertificate=false')], passed: [manager()] },
  'apiserver-kubelet-client-cert': { found: [apiServer()], passed: [kubeadmConfiguration('kube-apiserver')] },
  'apiserver-kubelet-ca': { found: [apiServer()], more: [kubeadmConfiguration('kube-apiserver')] },
  'encryption-provider-strength': {
    found: [
      {
        apiVersion: 'apiserver.config.k8s.io/v1',
        kind: 'EncryptionConfiguration',
        resources: [
          { resources: ['secrets'], providers: [{ identity: {} }, { kms: { apiVersion: 'v2', name: 'a', endpoint: 'unix:///a' } }] },
        ],
      },
    ],
  },
  'apiserver-encryption-config-set': { found: [apiServer()], more: [kubeadmConfiguration('kube-apiserver')] },
  'apiserver-secure-port': { found: [apiServer('--secure-port=0')], passed: [apiServer()] },
  'components-profiling': {
    found: [apiServer('--profiling=true'), manager('--profiling=true'), componentPod('kube-scheduler', '--profiling=true')],
    passed: [of('kubescheduler.config.k8s.io/v1', 'KubeSchedulerConfiguration', { enableProfiling: false })],
    more: [of('kubescheduler.config.k8s.io/v1', 'KubeSchedulerConfiguration', {})],
  },
  'apiserver-request-timeout': { found: [apiServer('--request-timeout=1h')], passed: [apiServer()] },
  'apiserver-tls-cert-key': { found: [apiServer()], passed: [kubeadmConfiguration('kube-apiserver')] },
  'apiserver-client-ca': { found: [apiServer()], passed: [kubeadmConfiguration('kube-apiserver')] },
  'apiserver-ciphers': {
    found: [apiServer('--tls-cipher-suites=TLS_RSA_WITH_RC4_128_SHA')],
    passed: [apiServer('--tls-min-version=VersionTLS13')],
    more: [apiServer()],
  },
  'components-tls-min-version': { found: [apiServer('--tls-min-version=VersionTLS11')] },
  'kcm-terminated-pod-gc': { found: [manager('--terminated-pod-gc-threshold=0')], passed: [manager()] },
  'kcm-scheduler-bind-address': {
    found: [manager('--bind-address=0.0.0.0'), componentPod('kube-scheduler', '--bind-address=0.0.0.0')],
    passed: [kubeadmConfiguration('kube-scheduler')],
    more: [manager()],
  },
};
