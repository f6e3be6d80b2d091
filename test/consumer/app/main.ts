import { HardenedApp, IsolatedNamespace } from 'cdk8s-hardened';

const app = new HardenedApp({ kubernetes: '1.36' });
new IsolatedNamespace(app, 'payments', { informationSystem: 'payments' });
app.synth();
