/** The example, run as a preview and as an update against Pulumi's mocks. */
import { manifestsOf, runProgram, UNKNOWN } from './support/pulumi';

const program = () => {
  jest.isolateModules(() => {
    require('../examples/payments');
  });
};

test('a preview passes, without warnings, and leaves open what only the API server knows', async () => {
  const ran = await runProgram(program, { preview: true });
  expect(ran.errors).toEqual([]);
  expect(ran.warnings).toEqual([]);
  const namespace = manifestsOf(ran).find(({ kind }) => kind === 'Namespace')!.metadata as Record<string, Record<string, string>>;
  expect(namespace.annotations!['example.com/registry-uid']).toBe(UNKNOWN);
  expect(namespace.labels!['example.com/owner']).toBe('team-payments');
});

test('an update registers the same resources, with every value', async () => {
  const [preview, update] = [await runProgram(program, { preview: true }), await runProgram(program)];
  expect(update.errors).toEqual([]);
  expect(update.resources.map(({ urn }) => urn).sort()).toEqual(preview.resources.map(({ urn }) => urn).sort());
  expect(JSON.stringify(update.resources)).not.toContain(UNKNOWN);
  expect(
    manifestsOf(update)
      .map(({ kind }) => kind)
      .sort(),
  ).toEqual([
    'ConfigMap',
    'Deployment',
    'LimitRange',
    'Namespace',
    'NetworkPolicy',
    'NetworkPolicy',
    'NetworkPolicy',
    'ResourceQuota',
    'Role',
    'RoleBinding',
    'ServiceAccount',
    'ServiceAccount',
  ]);
});
