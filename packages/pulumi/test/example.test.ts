import { runProgram } from './support/pulumi';

describe.each([true, false])('the example, preview %s', (preview) => {
  test('runs', async () => {
    const ran = await runProgram(() => { jest.isolateModules(() => { require('../examples/payments'); }); }, { preview, config: { 'project:owner': 'x' } });
    console.log(ran.errors, ran.warnings, JSON.stringify(ran.resources.map((r) => r.name)));
    console.log(JSON.stringify(ran.resources.filter(r=>/api|Role|deployer/.test(r.name)).map((r) => r.inputs), null, 1));
  });
});
