const { TestEnvironment } = require('jest-environment-node');

/** jest gives tests a copy of `process`; what nobody awaited is reported on the real one. */
module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.realProcess = process;
  }
};
