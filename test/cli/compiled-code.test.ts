import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const BIN = path.resolve('bin/cdk8s-hardened');
let dir: string;
beforeEach(() => (dir = fs.mkdtempSync(path.join(os.tmpdir(), 'compiled-'))));
afterEach(() => fs.rmSync(dir, { recursive: true }));

/** The folder in which the command has Node keep compiled code, on a Node that can, for a user with this home. */
function folderFor(home: string, env: Readonly<Record<string, string>> = {}): string {
  const preload = path.join(dir, 'preload.js');
  fs.writeFileSync(
    preload,
    `require('node:os').userInfo = () => ({ homedir: ${JSON.stringify(home)} });
     require('node:module').enableCompileCache = (folder) => process.stderr.write(folder);`,
  );
  const { stderr, stdout, status } = spawnSync(process.execPath, ['-r', preload, BIN, '--version'], {
    env: { PATH: process.env.PATH, HOME: '/nowhere', ...env },
    encoding: 'utf8',
  });
  expect([stdout.trim(), status]).toEqual([(require('../../package.json') as { version: string }).version, 0]);
  return stderr;
}

test('it is the cache folder of the user, which nobody else can write to or read', () => {
  const folder = path.join(dir, '.cache', 'cdk8s-hardened', 'compiled');
  expect(folderFor(dir)).toBe(folder);
  expect(fs.statSync(folder).mode % 0o1000).toBe(0o700);
  expect(folderFor(dir)).toBe(folder);
});

test.each<[string, () => void, Record<string, string>]>([
  ['others can write to the home', () => fs.chmodSync(dir, 0o1777), {}],
  ['the group can write to a folder on the way', () => fs.chmodSync(path.join(dir, '.cache'), 0o770), {}],
  ['a folder on the way is a link', () => fs.symlinkSync(dir, path.join(dir, '.cache', 'cdk8s-hardened')), {}],
  ['a file stands in the way', () => fs.writeFileSync(path.join(dir, '.cache', 'cdk8s-hardened'), ''), {}],
  ['the user has decided on another', () => undefined, { NODE_COMPILE_CACHE: '' }],
])('there is none where %s', (_, prepare, env) => {
  fs.mkdirSync(path.join(dir, '.cache'), { mode: 0o700 });
  prepare();
  expect(folderFor(dir, env)).toBe('');
});

test('there is none without a home', () => expect(folderFor('/dev/null/home')).toBe(''));
