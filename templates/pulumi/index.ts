import * as kubernetes from '@pulumi/kubernetes';
import { Grant, IsolatedNamespace, LeastPrivilegeRole, Port, selectPods, Subject } from 'cdk8s-hardened-pulumi';

// One information system, one namespace: it denies all traffic but DNS.
const shop = new IsolatedNamespace('shop', { informationSystem: 'shop' });

const labels = { 'app.kubernetes.io/name': 'web' };
new kubernetes.apps.v1.Deployment(
  'web',
  {
    metadata: { name: 'web' },
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          // What is left open here, such as the seccomp profile, is filled in.
          securityContext: { runAsUser: 65532, runAsGroup: 65532 },
          containers: [
            {
              name: 'web',
              image: `registry.example.com/shop/web@sha256:${'0'.repeat(64)}`, // yours, by digest
              ports: [{ containerPort: 8080 }],
              resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '500m', memory: '256Mi' } },
            },
          ],
        },
      },
    },
  },
  { parent: shop },
);

// What may reach it: each way in or out of the namespace is opened by a method.
shop.allowFromIngressController({
  to: selectPods('web', labels),
  ports: [Port.tcp(8080)],
  namespaceName: 'ingress-nginx',
  podLabels: { 'app.kubernetes.io/name': 'ingress-nginx' },
});

// Who may do what: to scale this one Deployment, and nothing else.
new LeastPrivilegeRole('scaler', {
  namespaceName: shop.namespaceName,
  grants: [
    Grant.on('apps', 'deployments').named('web').verbs('get'),
    Grant.on('apps', 'deployments/scale').named('web').verbs('get', 'patch'),
  ],
  subjects: [Subject.group('shop-on-call')],
});

export const namespace = shop.namespaceName;
