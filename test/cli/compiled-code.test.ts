import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const BIN = path.resolve('bin/cdk8s-hardened');
let dir: string;
beforeEach(() => (dir = fs.mkdtempSync(path.join(os.tmpdir(), 'compiled-'))));
afterEach(() => fs.rmSync(dir, { recursive: true }));

/** Runs the command as a user with this home. Returns the files that keep compiled code, with their inodes. */
function check(home = dir, env: Readonly<Record<string, string>> = {}, args: readonly string[] = ['check', '-']): string[] {
  const preload = path.join(dir, 'preload.js');
  fs.writeFileSync(preload, `require('node:os').userInfo = () => ({ homedir: ${JSON.stringify(home)} });`);
  const { stderr, stdout, status } = spawnSync(process.execPath, ['-r', preload, BIN, ...args], {
    env: { PATH: process.env.PATH, HOME: '/nowhere', ...env },
    input: '{ apiVersion: v1, kind: Namespace, metadata: { name: a } }',
    encoding: 'utf8',
  });
  expect([stdout, stderr, status]).toEqual([expect.stringMatching(/1 object in|^\d/), '', expect.any(Number)]);
  const folder = path.join(dir, '.cache', 'cdk8s-hardened', 'compiled');
  const names = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  return names.map((name) => `${name} ${fs.statSync(path.join(folder, name)).ino}`);
}

function keptFile(): string {
  return path.join(dir, '.cache', 'cdk8s-hardened', 'compiled', `${process.version}-${process.arch}`);
}

test('check keeps its compiled code in the cache folder of the user, which is closed to others, and takes it from there', () => {
  const kept = check();
  expect(kept).toEqual([expect.stringContaining(`${process.version}-${process.arch} `)]);
  expect(fs.statSync(path.dirname(keptFile())).mode % 0o1000).toBe(0o700);
  expect(check()).toEqual(kept);
});

test.each([
  ['of another bundle', (code: Buffer) => code.fill('0', 0, 64)],
  ['of which V8 cannot make anything', (code: Buffer) => code.fill(0, 64)],
  ['cut off', (code: Buffer) => code.subarray(0, 5000)],
  ['empty', () => Buffer.of()],
])('code %s is not taken, and made anew', (_, change) => {
  const kept = check();
  fs.writeFileSync(keptFile(), change(fs.readFileSync(keptFile())));
  const anew = check();
  expect(anew).toHaveLength(1);
  expect(anew).not.toEqual(kept);
  expect(check()).toEqual(anew);
});

test('a command that comes by little keeps nothing', () => expect(check(dir, {}, ['--version'])).toEqual([]));

test.each<[string, () => void, Record<string, string>]>([
  ['others can write to the home', () => fs.chmodSync(dir, 0o1777), {}],
  ['the group can write to a folder on the way', () => fs.chmodSync(path.join(dir, '.cache'), 0o770), {}],
  ['a folder on the way is a link', () => fs.symlinkSync(dir, path.join(dir, '.cache', 'cdk8s-hardened')), {}],
  ['a file stands in the way', () => fs.writeFileSync(path.join(dir, '.cache', 'cdk8s-hardened'), ''), {}],
  ['the user wants none', () => undefined, { NODE_DISABLE_COMPILE_CACHE: '1' }],
])('nothing is kept where %s', (_, prepare, env) => {
  fs.mkdirSync(path.join(dir, '.cache'), { mode: 0o700 });
  prepare();
  check(dir, env);
  expect(fs.readdirSync(dir, { recursive: true }).filter((name) => String(name).includes(process.version))).toEqual([]);
});

test('nothing is kept without a home', () => expect(check('/dev/null/home')).toEqual([]));
