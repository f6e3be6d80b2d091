/** What docs/releasing.md has a release change in several places. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { load } from 'js-yaml';

const ROOT = path.join(__dirname, '..', '..');
const text = (file: string) => fs.readFileSync(path.join(ROOT, file), 'utf8');
const json = (file: string) => JSON.parse(text(file));
const { version } = json('package.json');
const pulumi = json('packages/pulumi/package.json');

test('both packages have one version, which is the one that the second requires', () => {
  expect(version).toMatch(/^\d+\.\d+\.\d+(?:-[\da-z.]+)?$/);
  expect(pulumi.version).toBe(version);
  expect(pulumi.peerDependencies['cdk8s-hardened']).toBe(version);
  expect(text('.projenrc.ts')).toContain(`addField('version', '${version}')`);
});

test('the newest release of the changelog is this version, with its day', () => {
  const released = [...text('CHANGELOG.md').matchAll(/^## (\d.*)$/gm)].map(([, heading]) => heading!);
  if (version === '0.0.0') return expect(released).toEqual([]);
  expect(released[0]).toMatch(/^\S+ \(\d{4}-\d{2}-\d{2}\)$/);
  expect(released[0]!.split(' ')[0]).toBe(version);
});

test('both packages are linked to the repository that publishes them, and are public', () => {
  for (const { repository, license, publishConfig } of [json('package.json'), pulumi]) {
    expect(repository.url).toBe('https://github.com/cdk8s-hardened/cdk8s-hardened.git');
    expect(license).toBe('Apache-2.0');
    expect(publishConfig?.access ?? 'public').toBe('public');
  }
  expect(pulumi.repository.directory).toBe('packages/pulumi');
});

test('nothing of what is published runs when it is installed', () => {
  for (const { scripts = {} } of [json('package.json'), pulumi]) {
    expect(
      Object.keys(scripts).filter((name) => /^(?:(?:pre|post)?(?:install|prepare|pack|publish)|prepublishOnly|dependencies)$/.test(name)),
    ).toEqual([]);
  }
});

test('the workflow of the release pins the actions of others, and has no more rights than it needs', () => {
  const [, source] = /^```yaml \.github\/workflows\/release\.yml\n([\s\S]*?)^```/m.exec(text('docs/releasing.md'))!;
  const { permissions, jobs } = load(source!) as any;
  expect(permissions).toEqual({});
  expect(jobs.publish.permissions).toEqual({ 'contents': 'read', 'id-token': 'write', 'packages': 'write' });
  const used = [...source!.matchAll(/uses: (.*)$/gm)].map(([, it]) => it!);
  expect(used).toHaveLength(jobs.publish.steps.filter((step: { uses?: string }) => step.uses).length);
  // The same commits as in the samples for users.
  for (const one of used) expect(text('docs/ci.md')).toContain(`uses: ${one}\n`);
  for (const { run } of jobs.publish.steps) expect(run ?? '').not.toContain('${{');
});
