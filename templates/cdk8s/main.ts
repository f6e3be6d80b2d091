import { Size } from 'cdk8s';
import { Grant, HardenedApp, IsolatedNamespace, LeastPrivilegeRole, Port, Subject } from 'cdk8s-hardened';
import * as kplus from 'cdk8s-plus-28';

/** All that this program writes. */
export function createApp(): HardenedApp {
  const app = new HardenedApp({ kubernetes: '1.36' });

  // A Chart for one information system: what is created in it belongs to its namespace, which denies all traffic but DNS.
  const shop = new IsolatedNamespace(app, 'shop', { informationSystem: 'shop' });

  const web = new kplus.Deployment(shop, 'web', {
    metadata: { name: 'web' },
    replicas: 2,
    containers: [
      {
        name: 'web',
        image: `registry.example.com/shop/web@sha256:${'0'.repeat(64)}`, // yours, by digest
        portNumber: 8080,
        securityContext: { user: 65532, group: 65532 },
        resources: {
          cpu: { request: kplus.Cpu.millis(100), limit: kplus.Cpu.millis(500) },
          memory: { request: Size.mebibytes(128), limit: Size.mebibytes(256) },
        },
      },
    ],
  });

  // What may reach it: each way in or out of the namespace is opened by a method.
  shop.allowFromIngressController({
    to: web,
    ports: [Port.tcp(8080)],
    namespaceName: 'ingress-nginx',
    podLabels: { 'app.kubernetes.io/name': 'ingress-nginx' },
  });

  // Who may do what: to scale this one Deployment, and nothing else.
  new LeastPrivilegeRole(shop, 'scaler', {
    grants: [
      Grant.on('apps', 'deployments').named('web').verbs('get'),
      Grant.on('apps', 'deployments/scale').named('web').verbs('get', 'patch'),
    ],
    subjects: [Subject.group('shop-on-call')],
  });

  return app;
}

if (require.main === module) createApp().synth();
