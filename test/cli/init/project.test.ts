import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { CDK8S_PROJECT, initProject, PULUMI_PROJECT, TEMPLATE_RELEASE, type ProjectKind } from '../../../src/cli/init/init-project';
import { writeNew } from '../../../src/cli/init/new-files';
import { templateFolder } from '../../../src/cli/init/template';
import { latestRelease } from '../../../src/kubernetes/releases/versions';
import { today } from '../../../src/text/dates';
import { BuiltCommand } from '../../support/command';

const { version, devDependencies, peerDependencies } = require('../../../package.json') as {
  version: string;
  devDependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
};
const { packages } = require('../../../package-lock.json') as { packages: Record<string, { version: string }> };

jest.mock('node:fs', () => {
  const actual = jest.requireActual<typeof fs>('node:fs');
  return { ...actual, linkSync: jest.fn(actual.linkSync) };
});

let dir: string;
const cwd = process.cwd();
beforeEach(() => {
  dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'init-project-')));
  process.chdir(dir);
});
afterEach(() => {
  process.chdir(cwd);
  fs.rmSync(dir, { recursive: true });
});

const below = (folder: string) =>
  fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
const read = (...names: string[]) => fs.readFileSync(path.join(...names), 'utf8');
const init = (kind: ProjectKind, folder: string, more: object = {}) => initProject(kind, { folder, specs: {}, dryRun: false, ...more });
const manifest = (folder: string) =>
  JSON.parse(read(folder, 'package.json')) as {
    name: string;
    dependencies: Record<string, string>;
    devDependencies: Record<string, string>;
  };

describe.each([
  ['cdk8s', CDK8S_PROJECT],
  ['pulumi', PULUMI_PROJECT],
])('a new project of %s', (template, kind) => {
  test('is the template, with its name, the newest release and this version', () => {
    const lines = init(kind, 'pay ments', { kubernetes: '1.35' });
    const names = below(templateFolder(template));
    expect(below('pay ments')).toEqual(names.map((name) => (name === 'gitignore' ? '.gitignore' : name)).sort());
    for (const name of below('pay ments')) expect(lines).toContain(`  ${name}`);
    const old = manifest(templateFolder(template)).name;
    for (const name of below('pay ments')) {
      const text = read('pay ments', name);
      expect(text).not.toContain(old);
      expect(text).not.toMatch(new RegExp(`(?<![\\d.])${TEMPLATE_RELEASE}(?![\\d.])`));
    }
    const { name, dependencies } = manifest('pay ments');
    expect([name, dependencies['cdk8s-hardened']]).toEqual(['pay-ments', version]);
    init(kind, 'newest');
    expect(
      below('newest')
        .map((file) => read('newest', file))
        .join(''),
    ).toContain(latestRelease(today()).version);
  });

  test('has the versions that are tested here, exactly, and such that the library accepts', () => {
    const { dependencies, devDependencies: tools } = manifest(templateFolder(template));
    for (const [name, pinned] of Object.entries({ ...dependencies, ...tools })) {
      if (kind.packages.some((own) => own === name)) continue;
      // ts-jest is not needed here: test/consumer installs it.
      if (name !== 'ts-jest') expect([name, pinned]).toEqual([name, packages[`node_modules/${name}`]!.version]);
      expect(pinned).toMatch(/^\d+\.\d+\.\d+$/);
    }
    for (const name of Object.keys(peerDependencies)) {
      expect([dependencies[name], peerDependencies[name]]).toEqual([devDependencies[name], `^${devDependencies[name]}`]);
    }
  });

  test('a dry run says the same, and writes nothing', () => {
    const lines = init(kind, 'a', { dryRun: true });
    expect(fs.existsSync('a')).toBe(false);
    expect(init(kind, 'a').map((line) => line.replace('Wrote', 'Would write'))).toEqual(lines);
  });
});

test.each([
  ['.', /^init-project-/],
  ['CDK8S', /^cdk8s-project$/],
  ['._-', /^hardened-app$/],
  ['Été/', /^t$/],
  [`${'x'.repeat(59)}.y`, /^x{59}$/],
])('the name of a project in %s', (folder, name) => {
  init(CDK8S_PROJECT, folder);
  expect(manifest(folder).name).toMatch(name);
});

describe('where the packages come from', () => {
  test('a file, from the folder of the project; anything else as it is', () => {
    fs.mkdirSync('packed');
    fs.writeFileSync('packed/a b.tgz', '');
    init(PULUMI_PROJECT, 'x/y', { specs: { 'cdk8s-hardened': 'packed/a b.tgz', 'cdk8s-hardened-pulumi': '^1.2.0' } });
    expect(manifest('x/y').dependencies).toMatchObject({
      'cdk8s-hardened': 'file:../../packed/a b.tgz',
      'cdk8s-hardened-pulumi': '^1.2.0',
    });
    init(CDK8S_PROJECT, 'z', { specs: { 'cdk8s-hardened': 'https://example.com/a.tgz' } });
    expect(manifest('z').dependencies['cdk8s-hardened']).toBe('https://example.com/a.tgz');
  });
  test('a file that is not there', () => {
    expect(() => init(CDK8S_PROJECT, 'a', { specs: { 'cdk8s-hardened': 'none.tgz' } })).toThrow(
      '--package none.tgz: there is no such file, so it cannot be installed. Name a tarball, or a version.',
    );
    expect(fs.existsSync('a')).toBe(false);
  });
  test('a version that no registry has is said', () => {
    const note = (specs: object) => init(PULUMI_PROJECT, 'a', { dryRun: true, specs }).find((line) => line.includes('not published'));
    expect(version).toBe('0.0.0');
    expect(note({})).toContain('with --package and --pulumi-package.');
    expect(note({ 'cdk8s-hardened': '1.0.0' })).toMatch(/tarball of cdk8s-hardened-pulumi with --pulumi-package\.$/);
    expect(note({ 'cdk8s-hardened': '1.0.0', 'cdk8s-hardened-pulumi': '1.0.0' })).toBeUndefined();
  });
});

describe('nothing is overwritten', () => {
  const kinds = ['a file', 'a directory', 'a link', 'a link that leads nowhere'] as const;
  const put = (kind: (typeof kinds)[number], name: string) => {
    if (kind === 'a file') fs.writeFileSync(name, 'mine');
    if (kind === 'a directory') fs.mkdirSync(name);
    if (kind.startsWith('a link')) fs.symlinkSync(path.join(dir, kind === 'a link' ? 'target' : 'nowhere'), name);
  };
  beforeEach(() => {
    fs.mkdirSync('a');
    fs.writeFileSync('target', 'mine');
  });

  test.each(kinds)('%s in the way of two files: both are named, and nothing is written', (kind) => {
    put(kind, 'a/main.ts');
    put(kind, 'a/.gitignore');
    for (const dryRun of [false, true]) {
      expect(() => init(CDK8S_PROJECT, 'a', { dryRun })).toThrow(
        'a/.gitignore, a/main.ts exist already, so nothing is written. Move or remove them, or begin elsewhere.',
      );
    }
    expect([below('a').length <= 2, fs.readdirSync('a').sort(), read('target')]).toEqual([true, ['.gitignore', 'main.ts'], 'mine']);
    expect(fs.existsSync('nowhere')).toBe(false);
  });
  test.each(['a file', 'a link'] as const)('%s where a folder of the project is to be', (kind) => {
    put(kind, 'a/__snapshots__');
    expect(() => init(CDK8S_PROJECT, 'a')).toThrow('a/__snapshots__ exists already');
    expect([fs.readdirSync('a'), read('target')]).toEqual([['__snapshots__'], 'mine']);
  });
  test('a link, or a file, in place of the directory itself', () => {
    fs.symlinkSync('a', 'b');
    expect(() => init(CDK8S_PROJECT, 'b')).toThrow('b is a symbolic link, so nothing is written there. Name a directory, or a new one.');
    expect(() => init(CDK8S_PROJECT, 'b/')).toThrow('b/ is a symbolic link');
    expect(() => init(CDK8S_PROJECT, 'target')).toThrow('target is not a directory');
    expect(() => init(CDK8S_PROJECT, 'target/a')).toThrow();
    expect([fs.readdirSync('a'), read('target')]).toEqual([[], 'mine']);
  });
  test('other files are no obstacle, and stay', () => {
    fs.writeFileSync('a/notes.txt', 'mine');
    init(CDK8S_PROJECT, 'a');
    expect([read('a/notes.txt'), below('a').length]).toEqual(['mine', below(templateFolder('cdk8s')).length + 1]);
    expect(fs.readdirSync('a').filter((name) => name.startsWith('.cdk8s'))).toEqual([]);
  });
  test('a file that comes to be there meanwhile takes back what was written', () => {
    const files = [
      { name: 'one', text: '1' },
      {
        name: 'deep/two',
        get text() {
          fs.mkdirSync('new/deep');
          fs.writeFileSync('new/deep/two', 'first');
          return '2';
        },
      },
    ];
    const message = 'the files cannot be written to new: new/deep/two exists already. None of them is left there.';
    expect(() => writeNew('new', files)).toThrow(message);
    expect([below('new'), read('new/deep/two')]).toEqual([['deep/two'], 'first']);
  });
  test('a folder that cannot be made', () => {
    const files = [
      { name: 'one', text: '1' },
      {
        name: 'deep/two',
        get text() {
          fs.writeFileSync('new/deep', 'first');
          return '2';
        },
      },
    ];
    expect(() => writeNew('new', files)).toThrow('the files cannot be written to new: ');
    expect(below('new')).toEqual(['deep']);
  });
  test('a file system without hard links', () => {
    const link = jest.mocked(fs.linkSync);
    link.mockImplementation(() => {
      throw Object.assign(new Error('EPERM'), { code: 'EPERM' });
    });
    writeNew('new', [{ name: 'one', text: '1' }]);
    expect([read('new/one'), link.mock.calls.length]).toEqual(['1', 1]);
    link.mockImplementation(jest.requireActual<typeof fs>('node:fs').linkSync);
  });
});

test('the command: what it says, its help and its mistakes', () => {
  const command = new BuiltCommand();
  try {
    const { code, out, err } = command.run(dir, 'init', 'cdk8s', 'pay ments', '--kubernetes', '1.36');
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain("Next:\n  cd 'pay ments'\n  npm install\n  npx ts-node main.ts   writes dist/");
    expect(read(dir, 'pay ments/main.ts')).toContain("kubernetes: '1.36'");
    expect(command.run(dir, 'init', 'cdk8s', 'pay ments')).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/main\.ts, .*exist already/),
    });
    expect(command.run(dir, 'init', 'pulumi', '--help').out).toContain('--pulumi-package <spec>');
    expect(command.run(dir, 'init', 'cdk8s', '--help').out).not.toContain('--pulumi-package');
    expect(command.run(dir, 'init', 'cdk8s', 'x', '--kubernetes', '1.20')).toMatchObject({
      code: 2,
      err: expect.stringContaining('Allowed choices'),
    });
    expect(command.run(dir, 'init').code).toBe(2);
    expect(command.run(dir, 'init', 'helm', 'x').code).toBe(2);
  } finally {
    command.remove();
  }
});
