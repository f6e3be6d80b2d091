/** action.yml, whose scripts are run by bash as GitHub's runner runs them. */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { load } from 'js-yaml';
import { BuiltCommand, type Ran } from '../support/command';

const ROOT = path.join(__dirname, '..', '..');
const text = (file: string) => fs.readFileSync(path.join(ROOT, file), 'utf8');

interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly env?: Record<string, string>;
}
interface Action {
  readonly inputs: Record<string, { description: string; default: string }>;
  readonly outputs: Record<string, { description: string; value: string }>;
  readonly runs: { using: string; steps: readonly Step[] };
}
/** An action by its commit, with its version. */
const PINNED = /^[\w-]+\/[\w/-]+@[\da-f]{40} # v\d+\.\d+\.\d+$/;
const source = text('action.yml');
const action = load(source) as Action;
const { steps } = action.runs;
const [install, check, upload] = steps as [Step, Step, Step];

describe('action.yml', () => {
  test('no script contains an expression, and each is for bash', () => {
    expect(action.runs.using).toBe('composite');
    expect(steps.map(({ id, uses }) => id ?? uses?.split('@')[0])).toEqual(['install', 'check', 'github/codeql-action/upload-sarif']);
    for (const { run, shell } of steps.filter((step) => step.run !== undefined)) {
      expect(run).not.toContain('${{');
      expect(shell).toBe('bash');
    }
  });

  test('actions of others are pinned by commit, with their version', () => {
    const used = [...source.matchAll(/^\s*(?:- )?uses: (.*)$/gm)].map(([, it]) => it);
    expect(used).toHaveLength(steps.filter(({ uses }) => uses !== undefined).length);
    for (const one of used) expect(one).toMatch(PINNED);
  });

  test('every input is used and documented, and nothing else is', () => {
    const names = Object.keys(action.inputs).sort();
    const used = [...source.matchAll(/\binputs\.([\w-]+)/g)].map(([, name]) => name!);
    expect([...new Set(used)].sort()).toEqual(names);
    const documented = [...text('docs/ci.md').matchAll(/^\| `([\w-]+)` \| (.*) \|$/gm)].map(([, name]) => name!);
    expect(documented.sort()).toEqual([...names, ...Object.keys(action.outputs)].sort());
    for (const { run, env = {} } of steps) {
      for (const name of Object.keys(env)) expect(run).toContain(`$${name}`);
    }
  });

  test('the samples of docs/ci.md use inputs that there are, and pin the actions of others', () => {
    const samples = [...text('docs/ci.md').matchAll(/^```yaml (\S+)\n([\s\S]*?)^```/gm)].map(([, file, yaml]) => [file!, yaml!] as const);
    const workflows = samples.filter(([file]) => file.startsWith('.github/workflows/'));
    expect(workflows.length).toBeGreaterThan(1);
    for (const [, yaml] of samples) expect(load(yaml)).toBeInstanceOf(Object);
    for (const [, yaml] of workflows) {
      const jobs = Object.values((load(yaml) as { jobs: Record<string, { steps: { uses?: string; with?: object }[] }> }).jobs);
      const own = jobs.flatMap((job) => job.steps).filter(({ uses }) => uses?.startsWith('cdk8s-hardened/'));
      expect(own).toHaveLength(1);
      for (const name of Object.keys(own[0]!.with!)) expect(action.inputs).toHaveProperty(name);
      const others = [...yaml.matchAll(/uses: (.*)$/gm)].map(([, it]) => it!).filter((it) => !it.startsWith('cdk8s-hardened/'));
      for (const one of others) expect(one).toMatch(PINNED);
    }
  });

  test('what is uploaded is what a check that failed has found, too', () => {
    expect(upload.if).toBe("always() && inputs.upload-sarif == 'true' && steps.check.outputs.sarif-file != ''");
  });

  test('it requires the release of Node that the package requires', () => {
    const [, major, minor] = /^>= (\d+)\.(\d+)\.\d+$/.exec(JSON.parse(text('package.json')).engines.node)!;
    expect(install.run).toContain(`major > ${major} || (major == ${major} && minor >= ${minor})`);
    expect(install.run).toContain(`${major}.${minor} or later is needed`);
  });
});

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: api
  annotations:
    note: |
      ::add-mask::api
spec:
  hostNetwork: true
  containers: [{ name: api, image: registry.example.com/api:1 }]
`;

describe('its scripts', () => {
  let command: BuiltCommand;
  let work: string;
  let temp: string;
  beforeAll(() => {
    command = new BuiltCommand();
  });
  afterAll(() => command.remove());
  beforeEach(() => {
    work = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'action-')));
    temp = path.join(work, 'runner temp');
    fs.mkdirSync(temp);
    fs.mkdirSync(path.join(work, 'repository'));
    process.chdir(path.join(work, 'repository'));
  });
  const before = process.cwd();
  afterEach(() => {
    process.chdir(before);
    fs.rmSync(work, { recursive: true });
  });

  const write = (file: string, content: string) => {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
  };

  interface Outcome extends Ran {
    readonly outputs: Record<string, string>;
  }

  /** Runs a step, with the inputs that differ from their defaults. */
  function run(step: Step, inputs: Record<string, string>, environment: Record<string, string> = {}): Outcome {
    for (const name of Object.keys(inputs)) expect(action.inputs).toHaveProperty(name);
    const script = path.join(temp, 'script.sh');
    const output = path.join(temp, 'output');
    fs.writeFileSync(script, step.run!);
    fs.writeFileSync(output, '');
    const env: Record<string, string> = {};
    for (const [variable, value] of Object.entries(step.env ?? {})) {
      const name = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(value)?.[1];
      env[variable] = name === undefined ? command.file : (inputs[name] ?? action.inputs[name]!.default);
    }
    const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
      encoding: 'utf8',
      env: {
        PATH: process.env.PATH,
        HOME: work,
        NODE_DISABLE_COMPILE_CACHE: '1',
        GITHUB_WORKSPACE: process.cwd(),
        GITHUB_ACTION_PATH: ROOT,
        GITHUB_OUTPUT: output,
        RUNNER_TEMP: temp,
        ...env,
        ...environment,
      },
    });
    const outputs = Object.fromEntries(
      fs
        .readFileSync(output, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
    return { code: status, out: stdout, err: stderr, outputs };
  }

  /** The report: what is between the lines that stop and resume the commands of the workflow. */
  function report({ out }: Ran): string {
    const [, token, between] = /^::stop-commands::([\da-f-]{36})\n([\s\S]*)\n::\1::\n$/.exec(out)!;
    expect(between).not.toContain(token);
    return between!;
  }

  test.each([
    ['one file', ['pod.yaml'], 1],
    ['a name with blanks', ['a b  c.yaml'], 1],
    ['two files', ['pod.yaml', 'x/other.yaml'], 1],
    [
      'a name that is a command',
      ['$(touch hacked).yaml', '`touch hacked`.yaml', '; touch hacked', '&& touch hacked', '"; touch hacked; "'],
      1,
    ],
    ['a name that is a pattern', ['*.yaml'], 1],
    ['a name that is an option', ['--config', '--help', '-'], 1],
    ['standard input, which is empty', ['-'], 2],
    ['a name with an expression', ['${{ github.token }}.yaml', '$HOME.yaml', "';touch hacked;'.yaml"], 1],
    ['a file that is not there', ['gone.yaml'], 2],
  ])('%s: the verdict and the report of the command', (_, paths, code) => {
    for (const file of paths.filter((one) => one !== 'gone.yaml' && one !== '-')) write(file, POD);
    // A pattern, expanded, would find more.
    write('unnamed.yaml', POD.replace('name: api', 'name: unnamed'));
    const outcome = run(check, { paths: paths.join('\n') });
    const direct = spawnSync(process.execPath, [command.file, 'check', '--', ...paths], { encoding: 'utf8', input: '' });
    expect({ code: outcome.code, report: report(outcome), err: outcome.err }).toEqual({
      code: direct.status,
      report: direct.stdout,
      err: direct.stderr,
    });
    expect(outcome.code).toBe(code);
    expect(outcome.outputs).toEqual({ 'exit-code': String(code) });
    expect(fs.existsSync('hacked')).toBe(false);
    if (!paths.includes('*.yaml')) expect(outcome.out).not.toContain('unnamed');
  });

  test('a chart is rendered with the values that are named, by the helm of the job', () => {
    write('chart/Chart.yaml', 'apiVersion: v2\nname: api\nversion: 1.0.0\n');
    write('chart/templates/pod.yaml', POD.replace('name: api', 'name: {{ .Release.Name }}'));
    write('my values.yaml', 'a: 1\n');
    write('bin/helm', `#!/bin/sh\nprintf '%s\\n' "$@" > called\ncat <<'END'\n---\n# Source: api/templates/pod.yaml\n${POD}END\n`);
    fs.chmodSync('bin/helm', 0o755);
    const inputs = { 'paths': 'chart', 'render': 'true', 'render-values': 'my values.yaml\n' };
    const { code, out, err } = run(check, inputs, { PATH: `${path.resolve('bin')}:${process.env.PATH}` });
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toContain('chart/templates/pod.yaml');
    expect(fs.readFileSync('called', 'utf8')).toContain('my values.yaml\n');
    expect(run(check, { paths: 'chart' }).code).toBe(2);
  });

  test.each([
    [{ render: 'yes' }, 'cdk8s-hardened: render is neither true nor false.\n'],
    [{ 'render-values': 'pod.yaml' }, expect.stringContaining('--render-values has no effect without --render')],
  ])('%j is refused', (inputs, message) => {
    write('pod.yaml', POD);
    expect(run(check, { paths: 'pod.yaml', ...inputs })).toMatchObject({ code: 2, err: message });
  });

  test('a folder, with names of any kind in it', () => {
    write('deploy/new\nline.yaml', POD);
    write('deploy/--config x.yaml', POD.replace('name: api', 'name: second'));
    const outcome = run(check, {});
    expect(outcome.code).toBe(1);
    expect(report(outcome)).toBe(spawnSync(process.execPath, [command.file, 'check', '.'], { encoding: 'utf8' }).stdout);
  });

  test.each(['', '\n', '\r\n\r\n'])('paths that are empty (%j) are an error, not a pass', (paths) => {
    const { code, err, outputs } = run(check, { paths });
    expect({ code, err, outputs }).toEqual({
      code: 2,
      err: 'cdk8s-hardened: paths is empty. State what is to be checked, one path a line.\n',
      outputs: { 'exit-code': '2' },
    });
  });

  test('lines end as on any system', () => {
    write('pod.yaml', POD);
    expect(run(check, { paths: 'pod.yaml\r\n', args: '--only=workloads/host-namespaces\r\n' }).code).toBe(1);
  });

  test.each([
    [{ 'fail-on': 'critical' }, 0],
    [{ args: '--only=workloads/privileged' }, 0],
    [{ args: '--only\nworkloads/host-namespaces\n\n--kind=Pod' }, 1],
    [{ profile: 'pss-baseline', kubernetes: '1.36' }, 1],
    [{ profile: '--config' }, 2],
    [{ profile: 'hardened --config x' }, 2],
    [{ kubernetes: '1.36; touch hacked' }, 2],
    [{ 'fail-on': '$(touch hacked)' }, 2],
    [{ format: 'sarif --output x' }, 2],
    [{ args: '--only=workloads/privileged --quiet' }, 2],
    [{ args: '; touch hacked' }, 2],
  ])('the inputs %j end with %d', (inputs: Record<string, string>, code) => {
    write('pod.yaml', POD);
    const outcome = run(check, { paths: 'pod.yaml', ...inputs });
    expect(outcome.code).toBe(code);
    expect(outcome.outputs['exit-code']).toBe(String(code));
    expect(fs.readdirSync('.').sort()).toEqual(['pod.yaml']);
  });

  test('the report goes to a file, whatever its name, and findings to SARIF', () => {
    write('pod.yaml', POD);
    const output = 'a $(touch hacked)\nexit-code=0';
    const outcome = run(check, { 'paths': 'pod.yaml', 'format': 'json', output, 'upload-sarif': 'true' });
    expect(outcome.code).toBe(1);
    expect(report(outcome)).toBe('');
    expect(JSON.parse(fs.readFileSync(output, 'utf8')).findings.length).toBeGreaterThan(0);
    expect(Object.keys(outcome.outputs).sort()).toEqual(['exit-code', 'sarif-file']);
    expect(outcome.outputs['exit-code']).toBe('1');
    const { results } = JSON.parse(fs.readFileSync(outcome.outputs['sarif-file']!, 'utf8')).runs[0];
    expect(results.map(({ ruleId }: { ruleId: string }) => ruleId)).toContain('workloads/host-namespaces');
    expect(fs.readdirSync('.').sort()).toEqual([output, 'pod.yaml'].sort());
  });

  test('a report without a part of the input is not uploaded: alerts about that part would be closed', () => {
    write('pod.yaml', POD);
    const outcome = run(check, { 'paths': 'pod.yaml\ngone.yaml', 'upload-sarif': 'true' });
    expect(outcome.code).toBe(2);
    expect(outcome.outputs).toEqual({ 'exit-code': '2' });
  });

  test('no findings: the empty report is uploaded, so that alerts close', () => {
    write('pod.yaml', POD);
    const outcome = run(check, { 'paths': 'pod.yaml', 'args': '--only=workloads/privileged', 'upload-sarif': 'true' });
    expect(outcome.code).toBe(0);
    expect(JSON.parse(fs.readFileSync(outcome.outputs['sarif-file']!, 'utf8')).runs[0].results).toEqual([]);
  });

  test.each(['True', 'yes', '', 'true\nfalse'])('upload-sarif: %j is an error, not a quiet no', (value) => {
    write('pod.yaml', POD);
    const { code, err } = run(check, { 'paths': 'pod.yaml', 'upload-sarif': value });
    expect([code, err]).toEqual([2, 'cdk8s-hardened: upload-sarif is neither true nor false.\n']);
  });

  test('each run stops the commands of the workflow with a word of its own', () => {
    write('pod.yaml', POD);
    const tokens = [1, 2].map(() => /^::stop-commands::(.*)$/m.exec(run(check, { paths: 'pod.yaml' }).out)![1]);
    expect(tokens[0]).not.toBe(tokens[1]);
  });

  describe('the installation', () => {
    /** What stands for npm: it says how it was called, and installs an empty command. */
    const NPM = `#!/bin/sh
printf '%s\\n' "$PWD" "$@" > "$CALLED"
mkdir -p node_modules/cdk8s-hardened/bin
`;
    const withNpm = (inputs: Record<string, string>, environment: Record<string, string> = {}) => {
      write(path.join(work, 'bin', 'npm'), NPM);
      fs.chmodSync(path.join(work, 'bin', 'npm'), 0o755);
      const called = path.join(work, 'called');
      const outcome = run(install, inputs, { PATH: `${work}/bin:${process.env.PATH}`, CALLED: called, ...environment });
      return { ...outcome, called: fs.existsSync(called) ? fs.readFileSync(called, 'utf8').trimEnd().split('\n') : [] };
    };

    test.each(['1.2.3', '1.0.0-beta.1'])('of version %s takes that version alone, outside of the repository', (version) => {
      write('.npmrc', 'registry=http://127.0.0.1:9/');
      const { code, called, outputs } = withNpm({ version });
      expect(code).toBe(0);
      const [folder, ...args] = called;
      expect(args).toEqual([
        'install',
        '--ignore-scripts',
        '--omit=peer',
        '--no-audit',
        '--no-fund',
        '--save-exact',
        `cdk8s-hardened@${version}`,
      ]);
      expect(path.dirname(folder!)).toBe(temp);
      expect(outputs).toEqual({ command: `${folder}/node_modules/cdk8s-hardened/bin/cdk8s-hardened` });
    });

    test.each([
      '1',
      '^1.2.3',
      'latest',
      '*',
      'npm:other@1.0.0',
      'file:.',
      'https://example.com/x.tgz',
      '1.2.3 --ignore-scripts=false',
      '1.2.3\n--registry=x',
      '1.2.3; touch hacked',
      '$(touch hacked)',
      ' 1.2.3',
      '-1.2.3',
    ])('of %j is refused before npm is called', (version) => {
      const { code, err, called, outputs } = withNpm({ version });
      expect({ code, err, called, outputs }).toEqual({
        code: 2,
        err: 'cdk8s-hardened: version is not a version such as 1.2.3, and not installed.\n',
        called: [],
        outputs: {},
      });
      expect(fs.readdirSync('.')).toEqual([]);
    });

    test('without a version takes that of the action, and a branch has none', () => {
      write(path.join(work, 'action', 'package.json'), '{ "version": "4.5.6" }');
      const released = withNpm({}, { GITHUB_ACTION_PATH: path.join(work, 'action') });
      expect(released.called.at(-1)).toBe('cdk8s-hardened@4.5.6');
      fs.rmSync(path.join(work, 'called'));
      write(path.join(work, 'action', 'package.json'), '{ "version": "0.0.0" }');
      const branch = withNpm({}, { GITHUB_ACTION_PATH: path.join(work, 'action') });
      expect([branch.code, branch.called]).toEqual([2, []]);
      expect(branch.err).toBe('cdk8s-hardened: this is the action of a branch, which has no version of its own. State version.\n');
    });

    test('`installed` takes what npm ci has installed, or says that it is not there', () => {
      const package_ = path.join(process.cwd(), 'node_modules', 'cdk8s-hardened');
      const absent = withNpm({ version: 'installed' });
      expect([absent.code, absent.called, absent.outputs]).toEqual([2, [], {}]);
      expect(absent.err).toBe(
        `cdk8s-hardened: version is installed, and ${package_} is not there. Run npm ci before this action, or state a version.\n`,
      );
      write(path.join(package_, 'bin', 'cdk8s-hardened'), '');
      const there = withNpm({ version: 'installed' });
      expect([there.code, there.called, there.outputs]).toEqual([0, [], { command: path.join(package_, 'bin', 'cdk8s-hardened') }]);
    });

    test('Node that is too old or absent is named', () => {
      write(path.join(work, 'old', 'node'), '#!/bin/sh\ncase $1 in --version) echo v18.20.0 ;; *) exit 1 ;; esac\n');
      fs.chmodSync(path.join(work, 'old', 'node'), 0o755);
      const old = withNpm({ version: '1.2.3' }, { PATH: `${work}/old:${work}/bin:${process.env.PATH}` });
      expect([old.code, old.err, old.called]).toEqual([
        2,
        'cdk8s-hardened: Node v18.20.0 is too old: 20.16 or later is needed. Use actions/setup-node before this action.\n',
        [],
      ]);
    });
  });
});
