import { ApiObject } from 'cdk8s';
import { HardenedApp, IsolatedNamespace } from 'cdk8s-hardened';

const app = new HardenedApp({ kubernetes: '1.36', outdir: 'dist-broken' });
const payments = new IsolatedNamespace(app, 'payments', { informationSystem: 'payments' });
new ApiObject(payments, 'api', {
  apiVersion: 'v1',
  kind: 'Pod',
  spec: { containers: [{ name: 'api', image: 'registry.example.com/api', securityContext: { runAsUser: 0 } }] },
});
app.synth();
