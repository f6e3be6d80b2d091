const { TestEnvironment } = require('jest-environment-node');

/** What jest's sandbox withholds from a proof: an import of ES modules, and whether a test of the file has failed. */
module.exports = class ProofEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.realProcess = process;
    this.global.importKubernetesClient = () => import('@kubernetes/client-node');
    this.global.proofFailed = false;
  }

  handleTestEvent({ name }) {
    if (name === 'test_fn_failure' || name === 'hook_failure') this.global.proofFailed = true;
  }
};
