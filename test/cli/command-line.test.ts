import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { REPORT_FORMATS } from '../../src/app/settings-schema';
import { BuiltCommand } from '../support/command';
import { describeProof, requireTools } from '../support/requirements';

let command: BuiltCommand;
let dir: string;
beforeAll(() => (command = new BuiltCommand()));
afterAll(() => command.remove());
beforeEach(() => {
  dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'command-line-')));
  fs.writeFileSync(
    path.join(dir, 'a.yaml'),
    'apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: shop}\nspec: {hostPID: true, containers: [{name: c, image: i}]}\n',
  );
});
afterEach(() => fs.rmSync(dir, { recursive: true }));
const run = (...argv: readonly string[]) => command.run(dir, ...argv);
const ONLY = ['--only', 'workloads/host-namespaces'];

describe('several reports in one run', () => {
  test('each where it belongs, with a line for each file', () => {
    const { code, out, err } = run('check', '.', ...ONLY, '--format', 'sarif', '--output', 'a.sarif', '--format', 'text');
    expect(code).toBe(1);
    expect(out).toContain('1 violation: 1 high');
    expect(err).toBe('a.sarif (sarif): 1 violation: 1 high\n');
    expect((JSON.parse(fs.readFileSync(path.join(dir, 'a.sarif'), 'utf8')) as { version: string }).version).toBe('2.1.0');
  });
  test('one that cannot be written does not lose the others', () => {
    const { code, out, err } = run(
      'check',
      '.',
      ...ONLY,
      '--format=json',
      '--output=no/a',
      '--format=junit',
      '--output=b',
      '--format=text',
    );
    expect([code, out]).toEqual([2, expect.stringContaining('1 violation: 1 high')]);
    expect(err).toContain('error: the report cannot be written to no/a');
    expect(fs.existsSync(path.join(dir, 'b'))).toBe(true);
  });
  test('wrong words', () => {
    expect(run('check', '.', '--format', 'txt')).toMatchObject({ code: 2, err: expect.stringContaining('Allowed choices are text, json') });
    expect(run('check', '.', '--format', 'json', '--format', 'text')).toMatchObject({ code: 2, out: '' });
    expect(run('check', '.', '--only', 'workloads/*,')).toMatchObject({ code: 2, err: expect.stringContaining('has an empty entry') });
    expect(run('check', '.', '--only', 'rback/*').err).toBe(
      'error: --only: no rule has the id "rback/*", so it would select nothing. Did you mean rbac/*?\n',
    );
  });
});

test('quiet: errors alone, files as ever', () => {
  expect(run('check', '.', ...ONLY, '--quiet')).toEqual({ code: 1, out: '', err: '' });
  expect(run('check', '.', ...ONLY, '--quiet', '--output', 'o', '--format', 'json')).toEqual({ code: 1, out: '', err: '' });
  expect(fs.existsSync(path.join(dir, 'o'))).toBe(true);
  fs.writeFileSync(path.join(dir, 'b.yaml'), 'a: [\n');
  expect(run('check', '.', ...ONLY, '--quiet')).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/^error: b\.yaml:\d+: /) });
  expect(run('check', '.', '--quiet', '--summary').code).toBe(2);
});

test('summary: how it stands, without the findings one by one', () => {
  const { code, out } = run('check', '.', ...ONLY, '--summary');
  expect([code, out]).toEqual([1, expect.stringContaining('1 violation: 1 high')]);
  expect(out).not.toContain('What to do');
});

test('a namespace by both of its names', () => {
  expect(run('check', '.', '--namespace', 'a', '--default-namespace', 'b')).toMatchObject({ code: 2 });
  expect(run('check', '.', ...ONLY, '--namespace', 'a').out).toContain('Objects that state no namespace are put into a');
});

test('a baseline from the first day on', () => {
  expect(run('baseline', 'update', '.')).toMatchObject({ code: 0, err: '' });
  expect(run('check', '.', '--baseline', 'cdk8s-hardened-baseline.yaml').code).toBe(0);
  fs.writeFileSync(path.join(dir, 'cdk8s-hardened.yaml'), 'baseline: cdk8s-hardened-baseline.yaml\n');
  expect(run('check', '.')).toMatchObject({ code: 0 });
  fs.writeFileSync(path.join(dir, 'b.yaml'), fs.readFileSync(path.join(dir, 'a.yaml'), 'utf8').replace('name: a', 'name: b'));
  expect(run('check', '.').code).toBe(1);
  expect(run('baseline', 'update', '.').code).toBe(1);
  expect(run('baseline', 'update', '--add', '.').code).toBe(0);
  expect(run('check', '.').code).toBe(0);
  fs.writeFileSync(path.join(dir, 'c.yaml'), 'a: [\n');
  expect(run('baseline', 'update', '.').code).toBe(2);
});

describe('completion', () => {
  const COMPLETE = (words: readonly string[]) =>
    `COMP_WORDS=(cdk8s-hardened ${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}; `
    + '_cdk8s_hardened; printf "%s\\n" "${COMPREPLY[@]}"';
  const bash = (...words: string[]) => {
    const script = `${run('completion', 'bash').out}\n${COMPLETE(words)}`;
    const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', script], { cwd: dir, encoding: 'utf8' });
    expect(stderr).toBe('');
    return stdout.split('\n').filter((line) => line !== '');
  };
  test('bash: commands, options, values, files', () => {
    expect(bash('')).toEqual(['check', 'fix', 'baseline', 'access', 'audit-log', 'init', 'upgrade', 'completion', 'rules']);
    expect(bash('init', '')).toEqual(['cdk8s', 'pulumi', 'yaml']);
    expect(bash('ba')).toEqual(['baseline']);
    expect(bash('baseline', '')).toEqual(['update']);
    expect(bash('check', '--f')).toEqual(['--format', '--fail-on', '--fail-on-unknown']);
    expect(bash('check', '--format', 's')).toEqual(['sarif']);
    expect(bash('check', '--profile', 'pss-')).toEqual(['pss-baseline', 'pss-restricted']);
    expect(bash('check', '--only', 'workloads/host-name')).toEqual(['workloads/host-namespaces']);
    expect(bash('check', '--only', 'rbac/*,workloads/host-name')).toEqual(['rbac/*,workloads/host-namespaces']);
    expect(bash('rules', 'workloads/host-name')).toEqual(['workloads/host-namespaces']);
    expect(bash('baseline', 'update', '--ad')).toEqual(['--add']);
    expect(bash('check', '--output', 'a')).toEqual(['a.yaml']);
    expect(bash('check', '.', '--as-of', '')).toEqual([]);
    expect(bash('check', 'a')).toEqual(['a.yaml']);
  });

  describeProof('in fish', requireTools(['fish']), () =>
    test('commands, options, values, files', () => {
      fs.writeFileSync(path.join(dir, 'c.fish'), run('completion', 'fish').out);
      const fish = (line: string) => {
        const { stdout, stderr } = spawnSync('fish', ['--no-config', '-c', `source c.fish; complete -C '${line}'`], {
          cwd: dir,
          encoding: 'utf8',
          env: { ...process.env, HOME: dir },
        });
        expect(stderr).toBe('');
        return stdout.split('\n').flatMap((each) => (each === '' ? [] : [each.split('\t')[0]!]));
      };
      expect(fish('cdk8s-hardened ').sort()).toEqual([
        'access',
        'audit-log',
        'baseline',
        'check',
        'completion',
        'fix',
        'init',
        'rules',
        'upgrade',
      ]);
      expect(fish('cdk8s-hardened check --format s')).toEqual(['sarif']);
      expect(fish('cdk8s-hardened rules workloads/host-name')).toEqual(['workloads/host-namespaces']);
      expect(fish('cdk8s-hardened baseline ')).toEqual(['update']);
      expect(fish('cdk8s-hardened baseline update --ad')).toEqual(['--add']);
      expect(fish('cdk8s-hardened check a')).toEqual(['a.yaml']);
      expect(fish('cdk8s-hardened check --only workloads/host-name')).toEqual(['workloads/host-namespaces']);
      expect(fish('cdk8s-hardened check --without a,rbac/*,workloads/host-name')).toEqual(['a,rbac/*,workloads/host-namespaces']);
      expect(fish('cdk8s-hardened check --only=a,workloads/host-name')).toEqual(['--only=a,workloads/host-namespaces']);
    }),
  );
  describeProof('in zsh', requireTools(['zsh']), () =>
    test('commands, formats, rules', () => {
      fs.writeFileSync(path.join(dir, '_cdk8s-hardened'), run('completion', 'zsh').out);
      const { stdout, stderr } = spawnSync('zsh', ['-f', '-c', ZSH], { cwd: dir, encoding: 'utf8' });
      expect(stderr).toBe('');
      const lines = stdout.split('\n');
      expect(lines[0]).toContain('check');
      expect(lines[0]).toContain('baseline');
      expect(lines[0]).toContain('init');
      expect(lines.slice(1, 4)).toEqual([REPORT_FORMATS.join(' '), 'update', 'workloads/host-namespaces']);
      const typed = [
        '--only workloads/host-name',
        '--only a,rbac/x,workloads/host-name',
        '--without=a,workloads/host-name',
        '--format sar',
      ];
      const keys = spawnSync('zsh', ['-f', '-c', ZSH_KEYS, 'zsh', ...typed], { cwd: dir, encoding: 'utf8' });
      expect(keys.stdout.match(/(?<=GOT<).*(?=>)/g)).toEqual([
        'check --only workloads/host-namespaces',
        'check --only a,rbac/x,workloads/host-namespaces',
        'check --without=a,workloads/host-namespaces',
        'check --format sarif',
      ]);
    }),
  );
  test('a shell that is not known', () => {
    expect(run('completion', 'tcsh')).toMatchObject({ code: 2, err: expect.stringContaining('bash, zsh, fish') });
  });
});

/** A terminal in which each line is typed, completed and run, with a command that prints what it gets. */
const ZSH_KEYS = `
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell 'PS1=; autoload -U compinit; compinit -u -d ./dump; source ./_cdk8s-hardened'
zpty -w shell 'cdk8s-hardened() { print -r -- "GOT<$*>" }; stty -echo; print REA"DY"'
while zpty -r shell line; do [[ $line == *READY* ]] && break; done
for text in "$@"; do
  zpty -w -n shell "cdk8s-hardened check $text"$'\\t\\n'
  while zpty -r shell line; do [[ $line == *'GOT<'* ]] && { print -r -- "$line"; break }; done
done
zpty -d shell
`;

/** Runs the function with an `_arguments` that tells what it is given. */
const ZSH = `
compdef() { : }
_arguments() {
  local spec flag="\${words[CURRENT-1]}" said="\${argv[-1]}"
  for spec in "$@"; do [[ "$flag" == --* && "$spec" == "*\${flag}"(|=)"["* ]] && said="$spec"; done
  said="\${said##*:\\(}"
  print -r -- "\${said%\\)}"
}
source ./_cdk8s-hardened
complete_() { words=("$@"); CURRENT=$#words; _cdk8s-hardened }
complete_ cdk8s-hardened ''
complete_ cdk8s-hardened check --format ''
complete_ cdk8s-hardened baseline ''
complete_ cdk8s-hardened rules '' | tr ' ' '\\n' | grep '^workloads/host-namespaces$'
`;
