import * as fs from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { BUNDLE } from '../../scripts/bundle-command';

const ROOT = join(__dirname, '..', '..');

test('the command takes no more with it than it needs: nothing of cdk8s, and these packages', async () => {
  const { metafile } = await build({ ...BUNDLE, metafile: true });
  const packages = Object.keys(metafile.inputs).flatMap((input) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? []);
  expect([...new Set(packages)].sort()).toEqual(['commander', 'ipaddr.js', 'js-yaml']);
  const left = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  const beside = new Set(left.filter((path) => !path.startsWith('node:')));
  const isTable = (path: string) => /^\.\.\/kubernetes\/[\w/-]+\.json$/.test(path);
  expect([...beside].filter((path) => !isTable(path))).toEqual(['../../package.json']);
  for (const path of beside) expect(fs.existsSync(join(ROOT, 'src/cli', path))).toBe(true);
  expect(beside).toContain('../kubernetes/schema/tables.json');
});
