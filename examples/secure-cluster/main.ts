import { secureCluster } from './cluster';

const app = secureCluster();
app.synth();
process.stdout.write(app.hardening.check().text);
