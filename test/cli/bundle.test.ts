import { build } from 'esbuild';
import { BUNDLE } from '../../scripts/bundle-command';

test('the command takes no more with it than it needs: nothing of cdk8s, and these packages', async () => {
  const { metafile } = await build({ ...BUNDLE, metafile: true });
  const packages = Object.keys(metafile.inputs).flatMap((input) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? []);
  expect([...new Set(packages)].sort()).toEqual(['commander', 'ipaddr.js', 'js-yaml']);
  const left = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  const beside = ['../../package.json', '../kubernetes/schema/tables.json'];
  expect(new Set(left.filter((path) => !path.startsWith('node:')))).toEqual(new Set(beside));
});
