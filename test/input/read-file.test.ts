import { execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { check } from '../../src/cli/check/check';
import { writeWhole } from '../../src/cli/check/write-output';
import { layersOf as layersOfFlags } from '../../src/cli/settings';
import { LARGEST_FILE, readBytes } from '../../src/input/read-file';
import { layersOf } from '../support/layers';

let dir: string;
const cwd = process.cwd();
beforeEach(() => {
  dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'read-file-')));
  process.chdir(dir);
});
afterEach(() => {
  process.chdir(cwd);
  fs.rmSync(dir, { recursive: true });
});

const PIPE = 'it is a named pipe, which is not waited for; pipe it into - instead';
const DEVICE = 'it is a device, which is not waited for; pipe it into - instead';
const KERNEL = 'it is made by the kernel when it is read, which is not waited for; pipe it into - instead';
const noModule = () => Promise.reject(new Error('waited for'));
const POD = 'apiVersion: v1\nkind: Pod\nmetadata: { name: a, namespace: shop }\nspec: { hostPID: true }\n';
const judge = (paths: string[], more: object = {}) => {
  const { report, exitCode } = check({ paths, layers: layersOf({ kubernetes: '1.37', asOf: '2026-11-23', ...more }) });
  return { exitCode, objects: report.result.objects, errors: report.errors.map(({ file, message }) => `${file}: ${message}`) };
};

test('nothing is waited for, whatever it is named as', async () => {
  execFileSync('mkfifo', ['pipe', 'pipe.js']);
  fs.writeFileSync('a.yaml', POD);
  expect(() => readBytes('pipe')).toThrow(PIPE);
  expect(() => readBytes('/dev/zero')).toThrow(DEVICE);
  expect(() => readBytes('/proc/kmsg')).toThrow(/not waited for|may not be read|permission denied/);
  expect(() => readBytes('/proc/self/status')).toThrow(KERNEL);
  expect(() => readBytes('.')).toThrow('it is a folder');
  expect(judge(['a.yaml'], { waivers: 'pipe' })).toEqual({ exitCode: 2, objects: 1, errors: [`pipe: ${PIPE}`] });
  expect(judge(['a.yaml', 'pipe', '/proc/self/environ'])).toEqual({
    exitCode: 2,
    objects: 1,
    errors: [`/proc/self/environ: ${KERNEL}`, `pipe: ${PIPE}`],
  });
  await expect(layersOfFlags({ config: 'pipe' }, noModule)).rejects.toThrow(`pipe: the settings file cannot be read (${PIPE})`);
  await expect(layersOfFlags({ config: '/dev/zero' }, noModule)).rejects.toThrow(DEVICE);
  await expect(layersOfFlags({ config: false, rules: 'pipe.js' }, noModule)).rejects.toThrow(
    `the rules in pipe.js cannot be loaded: ${PIPE}`,
  );
  fs.mkdirSync('k');
  execFileSync('mkfifo', ['k/kustomization.yaml']);
  fs.copyFileSync('a.yaml', 'k/a.yaml');
  const fixed = spawnSync(process.execPath, [path.join(__dirname, '../../bin/cdk8s-hardened'), 'fix', 'k/a.yaml'], { encoding: 'utf8' });
  expect([fixed.signal, fixed.stderr]).toEqual([null, expect.not.stringContaining('internal error')]);
});

test('what is too large is refused by name, and the rest is judged', () => {
  fs.writeFileSync('a.yaml', POD);
  fs.writeFileSync('most.yaml', Buffer.alloc(LARGEST_FILE, '#'));
  fs.writeFileSync('large.yaml', '');
  fs.truncateSync('large.yaml', LARGEST_FILE + 1);
  const errors = ['large.yaml: it has 65 MiB, and 64 MiB are read at most; split it'];
  expect(judge(['.'])).toEqual({ exitCode: 2, objects: 1, errors });
  expect(judge(['a.yaml', 'large.yaml'])).toEqual({ exitCode: 2, objects: 1, errors });
});

test('standard input that does not end', () => {
  fs.writeFileSync('a.yaml', POD);
  const bin = path.join(__dirname, '../../bin/cdk8s-hardened');
  const zero = fs.openSync('/dev/zero', 'r');
  const { status, stdout } = spawnSync(process.execPath, [bin, 'check', '-', 'a.yaml'], {
    stdio: [zero, 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  fs.closeSync(zero);
  expect(status).toBe(2);
  expect(stdout).toContain('(standard input)');
  expect(stdout.replace(/\s+/g, ' ')).toContain('it goes on, and 64 MiB are read at most; split it');
  expect(stdout).toContain('workloads/host-namespaces');
});

test('what is written to stays what it is', () => {
  fs.writeFileSync('real', 'old');
  fs.symlinkSync('real', 'link');
  writeWhole('link', ['new']);
  expect([fs.readFileSync('real', 'utf8'), fs.lstatSync('link').isSymbolicLink()]).toEqual(['new', true]);
  writeWhole('/dev/null', ['gone']);
  expect(fs.statSync('/dev/null').isCharacterDevice()).toBe(true);
  expect(() => writeWhole('.', ['x'])).toThrow('the report cannot be written to .: ');
});
