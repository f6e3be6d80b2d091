import { apiServer, pod, of, service, type Faults } from './objects';

/** Supported versions, SSH and ownership. */
export const VERSIONS: Faults = {
  'api-deprecated': {
    found: [of('extensions/v1beta1', 'Ingress', { spec: {} })],
    passed: [of('v1', 'Endpoints', { subsets: [] })],
  },
  'schema-strict': {
    found: `{ apiVersion: v1, kind: ConfigMap, metadata: { name: a, name: b }, dat: {} }
---
{ apiVersion: extensions/v1beta1, kind: Ingress, metadata: { name: web } }`,
    passed: [of('example.com/v1', 'Widget', { spec: { nothing: 1 } })],
  },
  'cve-conditional-on-version': {
    found: [of('kubeadm.k8s.io/v1beta4', 'ClusterConfiguration', { kubernetesVersion: 'v1.21.0' })],
    passed: [pod({ volumeMounts: [{ name: 'v', mountPath: '/v', subPath: 'a' }] }, { volumes: [{ name: 'v', emptyDir: {} }] })],
  },
  'apiserver-insecure-port': { found: [apiServer('--insecure-port=8080')], more: [apiServer('--insecure-port=0')] },
  'apiserver-basic-auth-file': { found: [apiServer('--basic-auth-file=/etc/users.csv')] },
  'apiserver-kubelet-https': { found: [apiServer('--kubelet-https=false')], more: [apiServer('--kubelet-https=true')] },
  'admission-removed-plugins': {
    found: [apiServer('--enable-admission-plugins=PodSecurityPolicy')],
    passed: [apiServer('--enable-admission-plugins=NodeRestriction')],
  },
  'k8s-version-unsupported': {
    found: [{ apiVersion: 'v1', kind: 'Node', metadata: { name: 'node-1' }, status: { nodeInfo: { kubeletVersion: 'v1.28.3' } } }],
    more: [of('kubeadm.k8s.io/v1beta4', 'ClusterConfiguration', { kubernetesVersion: 'v1.28.0' })],
  },
  'field-deprecated-serviceaccount': {
    found: [pod({}, { serviceAccount: 'old' }), pod({}, { serviceAccount: 'old', serviceAccountName: 'new' }, { name: 'both' })],
    passed: [pod({}, { serviceAccount: 'api', serviceAccountName: 'api' })],
  },
  'image-registry-retired': {
    found: [pod({ image: 'k8s.gcr.io/pause:3.9' })],
    more: [pod({ image: 'gcr.io/google_containers/pause:3.9' })],
  },
  'component-tiller': {
    found: [
      pod({ image: 'ghcr.io/helm/tiller:v2.17.0' }),
      service({ selector: { app: 'helm', name: 'tiller' }, ports: [{ port: 44134 }] }),
    ],
    passed: [pod({}, {}, { labels: { app: 'helm' } })],
  },
  'component-eol-or-vulnerable-image': {
    found: [
      pod({ image: 'quay.io/argoproj/argocd:v2.2.3' }),
      pod({ image: 'registry.k8s.io/ingress-nginx/controller:v1.12.0' }, {}, { name: 'ingress' }),
    ],
    passed: [pod({ image: 'quay.io/argoproj/argocd:v2.2.4' })],
  },
  'contact-annotation': {
    found: [pod({}, {}, { annotations: { 'fluxcd.io/ignore': 'true' } })],
    passed: [pod({}, {}, { annotations: { email: 'team' } })],
    options: { required: ['email'], forbidden: ['fluxcd.io/*'] },
  },
  'policy-prefix-ambiguous': {
    found: [of('constraints.gatekeeper.sh/v1beta1', 'K8sAllowedRepos', { spec: { parameters: { repos: ['registry.example.com'] } } })],
    more: [of('constraints.gatekeeper.sh/v1beta1', 'K8sAllowedRepos', { spec: { parameters: { repos: ['ghcr.io/acme'] } } })],
  },
  'prod-image-not-promoted': {
    found: [pod({}, {}, { namespace: 'production' }), pod({ image: 'registry.example.com/api:1.3' }, {}, { namespace: 'staging' })],
    passed: [[pod({}, {}, { namespace: 'production' }), pod({}, {}, { namespace: 'staging' })]],
    options: { stages: ['production=staging'] },
  },
  'exception-scope': {
    found: [
      of('kyverno.io/v2', 'PolicyException', {
        spec: { exceptions: [{ policyName: 'a', ruleNames: ['b'] }], match: { any: [{ resources: { kinds: ['Pod'] } }] } },
      }),
    ],
    passed: [
      of('kyverno.io/v2', 'PolicyException', {
        spec: {
          exceptions: [{ policyName: 'a', ruleNames: ['b'] }],
          match: { any: [{ resources: { kinds: ['Pod'], names: ['agent'], namespaces: ['tools'] } }] },
        },
      }),
    ],
  },
  'component-dashboard': { found: [pod({ image: 'docker.io/kubernetesui/dashboard:v2.7.0' })] },
  'container-ssh-port': {
    found: [pod({ ports: [{ containerPort: 22 }] })],
    more: [pod({ ports: [{ containerPort: 2222, name: 'ssh' }] })],
  },
  'service-exposes-ssh': {
    found: [service({ selector: { app: 'api' }, ports: [{ port: 22 }] })],
  },
  'owner-label': {
    found: [pod(), { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }],
    passed: [pod({}, {}, { labels: { app: 'api' } })],
  },
};
