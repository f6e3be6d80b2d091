/** What `cdk8s-hardened init pulumi` writes, run as a preview against Pulumi's mocks. */
import { manifestsOf, runProgram } from './support/pulumi';

test('a preview of the new project passes, without warnings', async () => {
  const program = () => {
    jest.isolateModules(() => {
      require('../../../templates/pulumi');
    });
  };
  const ran = await runProgram(program, { preview: true });
  expect([ran.errors, ran.warnings]).toEqual([[], []]);
  const kinds = manifestsOf(ran).map(({ kind }) => kind as string);
  expect(kinds).toEqual(expect.arrayContaining(['Namespace', 'NetworkPolicy', 'Deployment', 'Role', 'RoleBinding']));
});
