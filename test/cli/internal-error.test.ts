import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { check } from '../../src/cli/check/check';
import { contentsOf } from '../../src/input/file-contents';
import { layersOf } from '../support/layers';

jest.mock('../../src/input/file-contents', () => {
  const actual = jest.requireActual<{ contentsOf: typeof contentsOf }>('../../src/input/file-contents');
  return { ...actual, contentsOf: jest.fn(actual.contentsOf) };
});

const BIN = path.join(__dirname, '..', '..', 'bin', 'cdk8s-hardened');
let dir: string;
beforeEach(() => {
  dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'internal-')));
  write(
    'pod.yaml',
    'apiVersion: v1\nkind: Pod\nmetadata: { name: the-name, namespace: shop }\n'
      + 'spec: { hostPID: true, containers: [{ name: c, image: i }] }\n',
  );
});
afterEach(() => {
  fs.rmSync(dir, { recursive: true });
});

const write = (name: string, text: string) => fs.writeFileSync(path.join(dir, name), text);
const call = (args: readonly string[], env: object = {}) => {
  const options = { cwd: dir, encoding: 'utf8', maxBuffer: 2 ** 26, env: { ...process.env, NO_COLOR: '1', ...env } } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], options);
  return { status, stdout, stderr };
};
const rule = (id: string, body: string) =>
  `module.exports = [{ id: '${id}', title: 'T', severity: 'low', fix: 'F.', source: 'https://acme.example', check(manifest) { ${body} } }];`;
const FAILING = rule('acme/fails', 'return manifest.json.spec.nothing.there;');

describe('a rule that throws', () => {
  const args = ['check', 'pod.yaml', '--rules', './rules.js', '--kubernetes', '1.37', '--as-of', '2026-11-23'];

  test('is an internal error; what the others found is reported, and the object is undecided for it', () => {
    write('rules.js', FAILING);
    const { status, stdout, stderr } = call([...args, '--format', 'json']);
    const found = (JSON.parse(stdout) as { findings: { rule: string; status: string; message: string }[] }).findings;
    expect(status).toBe(3);
    expect(found.filter((finding) => finding.rule === 'workloads/host-namespaces').map((finding) => finding.status)).toEqual(['violation']);
    expect(found.filter((finding) => finding.rule === 'acme/fails')).toEqual([
      expect.objectContaining({
        status: 'unknown',
        message: expect.stringMatching(/^the rule itself failed \(TypeError: .+\), so nothing is/),
      }),
    ]);
    expect(stderr).toMatch(/^internal error: acme\/fails failed on Pod: TypeError: .+\n {4}at .*check \(rules\.js:1:\d+\)\n/);
    expect(stderr).toMatch(/What is named here is unknown; everything else was checked, .*cdk8s-hardened \d.*Node v.*\/issues\n$/s);
    expect(stderr).not.toMatch(new RegExp(`the-name|shop|${dir}`));
  });

  test('is not outweighed by input that cannot be read', () => {
    write('rules.js', FAILING);
    write('bad.yaml', 'a: [');
    expect(call([...args, 'bad.yaml']).status).toBe(3);
  });

  test('is told by SARIF', () => {
    write('rules.js', FAILING);
    const { runs } = JSON.parse(call([...args, '--format', 'sarif']).stdout) as {
      runs: { invocations: { executionSuccessful: boolean }[] }[];
    };
    expect(runs[0]!.invocations[0]!.executionSuccessful).toBe(false);
  });

  test('is told by fix', () => {
    write('rules.js', FAILING);
    const { status, stderr } = call(['fix', ...args.slice(1)]);
    expect([status, stderr]).toEqual([3, expect.stringContaining('internal error: acme/fails failed on Pod: TypeError: ')]);
  });
});

test('a file on which the reader fails is named, and the others are judged', () => {
  write('other.yaml', fs.readFileSync(path.join(dir, 'pod.yaml'), 'utf8').replace('the-name', 'other'));
  const mocked = jest.mocked(contentsOf);
  const usual = mocked.getMockImplementation()!;
  mocked.mockImplementation((source, ...more) => {
    if (source.path.endsWith('other.yaml')) throw new RangeError('Maximum call stack size exceeded');
    return usual(source, ...more);
  });
  const { report, exitCode, internalError } = check({ paths: [dir], layers: layersOf({ kubernetes: '1.37', asOf: '2026-11-23' }) });
  mocked.mockImplementation(usual);
  expect(exitCode).toBe(3);
  expect(report.errors.map(({ file, message }) => [path.basename(file), message])).toEqual([
    ['other.yaml', 'reading it failed (RangeError: Maximum call stack size exceeded); please report this'],
  ]);
  expect(report.result.findings.map(({ rule: id }) => id)).toContain('workloads/host-namespaces');
  expect(internalError).toMatch(/^internal error: the reader failed on a file: RangeError: Maximum call stack size exceeded\n/);
});

describe('what fails outside of a run', () => {
  test('a promise that nobody waits for', () => {
    write('rules.js', `${rule('acme/late', 'return [];')} Promise.reject(new Error('late'));`);
    const { status, stderr } = call(['check', 'pod.yaml', '--rules', './rules.js']);
    expect([status, stderr]).toEqual([3, expect.stringMatching(/^internal error: the command failed: late\n/)]);
  });

  test('a command that cannot be loaded', () => {
    fs.mkdirSync(path.join(dir, 'bin'));
    fs.mkdirSync(path.join(dir, 'lib/cli'), { recursive: true });
    fs.copyFileSync(BIN, path.join(dir, 'bin/cdk8s-hardened'));
    write('lib/cli/command.js', '(function () { throw new Error("half a file"); })');
    const { status, stderr } = spawnSync(process.execPath, [path.join(dir, 'bin/cdk8s-hardened'), 'rules'], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([3, 'internal error: the command cannot be loaded: half a file\nInstall it anew.\n']);
  });

  test('a reader that goes away is no failure: the verdict stays', () => {
    const piped = `"${process.execPath}" "${BIN}" rules | head -1 >&2; echo "\${PIPESTATUS[0]}"`;
    expect(spawnSync('bash', ['-c', piped], { encoding: 'utf8' }).stdout).toBe('0\n');
    write(
      'many.yaml',
      Array.from({ length: 2000 }, (_, i) => `---\napiVersion: v1\nkind: Pod\nmetadata: { name: p${i} }\nspec: { hostPID: true }\n`).join(
        '',
      ),
    );
    const findings = `"${process.execPath}" "${BIN}" check "${dir}/many.yaml" | head -1 >&2; echo "\${PIPESTATUS[0]}"`;
    expect(spawnSync('bash', ['-c', findings], { encoding: 'utf8' }).stdout).toBe('1\n');
  });

  test('standard output that cannot be written', () => {
    const run = spawnSync('bash', ['-c', `"${process.execPath}" "${BIN}" check pod.yaml > /dev/full`], { encoding: 'utf8', cwd: dir });
    expect([run.status, run.stderr]).toEqual([2, expect.stringContaining('ENOSPC')]);
  });
});
