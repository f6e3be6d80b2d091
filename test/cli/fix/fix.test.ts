import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { replaceText } from '../../../src/cli/check/write-output';
import { fix, type FixOptions } from '../../../src/cli/fix/fix';
import { renderDiff, renderSummary } from '../../../src/cli/fix/render-fix';
import { layersOf, type FlatSettings } from '../../support/layers';
import { describeProof, requireTools } from '../../support/requirements';

/** The file system, with functions that a test puts in the place of the real ones. */
jest.mock('node:fs', () => {
  const real = jest.requireActual<typeof fs>('node:fs');
  const standIns: Partial<typeof fs> = {};
  return new Proxy(real, {
    get: (_, key: keyof typeof fs) => ({ __esModule: true, standIns })[key as string] ?? standIns[key] ?? real[key],
  });
});
function withStandIns(given: Partial<typeof fs>, body: () => void): void {
  const { standIns } = jest.requireMock<{ standIns: Partial<typeof fs> }>('node:fs');
  Object.assign(standIns, given);
  try {
    body();
  } finally {
    for (const key of Object.keys(given)) delete standIns[key as keyof typeof fs];
  }
}

let dir: string;
const cwd = process.cwd();
beforeEach(() => {
  dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'fix-')));
  process.chdir(dir);
});
afterEach(() => {
  process.chdir(cwd);
  fs.rmSync(dir, { recursive: true });
});

const write = (name: string, text: string) => {
  fs.mkdirSync(path.dirname(name), { recursive: true });
  fs.writeFileSync(name, text);
};
const read = (name: string) => fs.readFileSync(name, 'utf8');
const pod = (name: string, more = '') =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n  namespace: shop\nspec:\n  containers:\n  - name: c\n`
  + `    image: i@sha256:${'0'.repeat(64)}\n${more}`;
const CONTEXT =
  '    securityContext:\n      allowPrivilegeEscalation: false\n      capabilities:\n        drop:\n        - ALL\n'
  + '      readOnlyRootFilesystem: true\n';
const POD = '  securityContext:\n    runAsNonRoot: true\n    seccompProfile:\n      type: RuntimeDefault\n';
const fixed = (name: string) => `${pod(name)}${CONTEXT}  automountServiceAccountToken: false\n${POD}`;
type Options = FlatSettings & Partial<Pick<FixOptions, 'paths' | 'fills'>>;
const plan = ({ paths = ['.'], fills = { resourceRequests: false }, ...more }: Options = {}) =>
  fix({ paths, fills, layers: layersOf({ kubernetes: '1.37', asOf: '2026-11-23', ...more }) });
const filesOf = (result: ReturnType<typeof fix>) =>
  Object.fromEntries(result.files.map(({ name, after, filled }) => [name, [filled, after]]));

describe('what is fixed', () => {
  test('every pod of every file, once, however the file is named', () => {
    write('m/a.yaml', `# one\n${pod('a')}---\n${pod('b')}`);
    write('m/fine.yaml', fixed('f'));
    fs.symlinkSync('a.yaml', 'm/link.yaml');
    const result = plan({ paths: ['m', './m/a.yaml'] });
    expect(filesOf(result)).toEqual({ 'm/a.yaml': [12, `# one\n${fixed('a')}---\n${fixed('b')}`] });
    expect([result.errors, result.left, result.partial]).toEqual([[], [], []]);
  });

  test('what another file says counts: a ServiceAccount that mounts its token, a LimitRange that gives requests', () => {
    write('a.yaml', pod('a'));
    write(
      'b.yaml',
      'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: default, namespace: shop}\nautomountServiceAccountToken: true\n---\n'
        + 'apiVersion: v1\nkind: LimitRange\nmetadata: {name: l, namespace: shop}\n'
        + 'spec: {limits: [{type: Container, defaultRequest: {cpu: 10m}}]}\n',
    );
    expect(filesOf(plan({ fills: {} }))).toEqual({
      'a.yaml': [6, `${pod('a')}${CONTEXT}    resources:\n      requests:\n        memory: 128Mi\n${POD}`],
    });
  });

  test('the token of an account to which a binding grants something stays', () => {
    const binding = (subject: string, namespace = 'shop') =>
      `apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: b, namespace: ${namespace}}\n`
      + `roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: r}\nsubjects: [${subject}]\n`;
    const asked = (account: string, subject: string, namespace = 'shop') => {
      write(
        'a.yaml',
        pod('a', account === '' ? '' : `  serviceAccountName: ${account}\n`).replace(
          '  namespace: shop\n',
          namespace === '' ? '' : `  namespace: ${namespace}\n`,
        ),
      );
      write('b.yaml', binding(subject));
      return !plan().files[0]!.after.includes('automountServiceAccountToken');
    };
    expect(asked('robot', '{kind: ServiceAccount, name: robot}')).toBe(true);
    expect(asked('robot', '{kind: ServiceAccount, name: robot, namespace: shop}')).toBe(true);
    expect(asked('robot', '{kind: User, name: "system:serviceaccount:shop:robot"}')).toBe(true);
    expect(asked('', '{kind: ServiceAccount, name: default, namespace: shop}')).toBe(true);
    expect(asked('robot', '{kind: ServiceAccount, name: robot}', '')).toBe(true);
    expect(asked('', '{kind: ServiceAccount, name: default, namespace: shop}', '')).toBe(false);
    expect(asked('robot', '{kind: ServiceAccount, name: robot, namespace: yard}')).toBe(false);
    expect(asked('robot', '{kind: ServiceAccount, name: other}')).toBe(false);
    expect(asked('robot', '{kind: Group, name: robot}')).toBe(false);
  });

  test('what a waiver accepts is left; one that has ended accepts nothing', () => {
    const waiver = (until: string) =>
      `[{ rule: workloads/read-only-root-filesystem, reason: Writes its cache., approvedBy: ciso, until: ${until} }]`;
    const annotated = (until: string) =>
      pod('a').replace('metadata:\n', `metadata:\n  annotations:\n    cdk8s-hardened/waivers: '${waiver(until)}'\n`);
    write('a.yaml', annotated('2026-12-31'));
    expect(plan().files[0]!.after).not.toContain('readOnly');
    write('a.yaml', annotated('2026-11-22'));
    expect(plan().files[0]!.after).toContain('readOnlyRootFilesystem: true');
    write('a.yaml', pod('a'));
    write(
      'w',
      'waivers:\n  - { rule: workloads/run-as-non-root, object: { kind: Pod, namespace: shop, name: a }, reason: Root., '
        + 'approvedBy: ciso, until: 2026-12-31 }\n',
    );
    expect(plan({ waivers: 'w' }).files[0]!.after).not.toContain('runAsNonRoot');
    write('w', 'waivers: 1\n');
    expect(() => plan({ waivers: 'w' })).toThrow(
      'w:1: a waiver file is one document: a mapping with a list named waivers. What the waivers accept is not known, so nothing is fixed.',
    );
  });

  test('patches are left: those that a kustomization names, and those that show it', () => {
    write('base/a.yaml', pod('a'));
    write(
      'over/kustomization.yaml',
      'resources: [../base]\npatches:\n- path: p.yaml\n- patch: |-\n    - op: add\npatchesStrategicMerge: [../q/q.yaml, 7]\n',
    );
    write('over/p.yaml', pod('a'));
    write('q/q.yaml', pod('a'));
    write('z.yaml', pod('a').replace(/    image.*\n/, ''));
    const result = plan();
    expect(result.files.map(({ name }) => name)).toEqual(['base/a.yaml']);
    expect(result.partial.map(({ file, line, reason }) => [file, line, reason])).toEqual([
      ['over/p.yaml', 6, 'a kustomization names this file as a patch'],
      ['q/q.yaml', 6, 'a kustomization names this file as a patch'],
      ['z.yaml', 6, 'container "c" names no image, as in a patch'],
    ]);
  });

  test('patches are left that a kustomization names which is not among the paths', () => {
    write('a/kustomization.yml', 'patches: [{path: p.yaml}, {path: more/q.yaml}]\n');
    write('b/Kustomization', 'patchesStrategicMerge: [p.yaml]\n');
    for (const name of ['a/p.yaml', 'a/more/q.yaml', 'a/more/r.yaml', 'b/p.yaml']) write(name, pod('a'));
    const result = plan({ paths: ['a/p.yaml', 'a/more', 'b'] });
    expect([result.files.map(({ name }) => name), result.errors]).toEqual([['a/more/r.yaml'], []]);
    expect(result.partial.map(({ file, reason }) => [file, reason])).toEqual(
      ['a/p.yaml', 'a/more/q.yaml', 'b/p.yaml'].map((file) => [file, 'a kustomization names this file as a patch']),
    );
  });

  test('a file of which a part cannot be read stays as it is, the others are fixed', () => {
    write('a.yaml', `${pod('a')}---\nx: {{ .Values.x }}\n`);
    write('b.yaml', `${pod('b')}---\na: [\n`);
    fs.writeFileSync('c.yaml', Buffer.from([0xff, 0xfe, 0x61, 0]));
    write('d.yaml', pod('d'));
    const result = plan({ paths: ['.', 'nowhere'] });
    expect(result.files.map(({ name }) => name)).toEqual(['d.yaml']);
    expect(result.errors.map(({ file, line, message }) => `${file}:${line ?? '-'}: ${message}`)).toEqual([
      'nowhere:-: there is no such file or folder',
      'a.yaml:11: a list or mapping stands where a key is expected; a template has to be rendered first, so nothing in the file is '
        + 'changed. Render the template, and fix what comes of it.',
      expect.stringMatching(/^b\.yaml:1[12]: .*, so nothing in the file is changed\. Fix it first\.$/),
      'c.yaml:-: it is not UTF-8 but UTF-16; save it as UTF-8, so nothing in the file is changed. Fix it first.',
    ]);
  });

  test('what cannot be written in the text is said, and the rest is', () => {
    write('a.yaml', `x: &x {runAsUser: 7}\n${pod('a', '    securityContext: *x\n')}`);
    const result = plan();
    expect(result.files.map(({ filled }) => filled)).toEqual([3]);
    expect(result.left.map(({ line, fill }) => [line, fill.path])).toEqual(
      ['allowPrivilegeEscalation', 'capabilities.drop', 'readOnlyRootFilesystem'].map((field) => [
        11,
        `spec.containers[0].securityContext.${field}`,
      ]),
    );
    expect(renderSummary(result, false).split('\n')[0]).toBe(
      'a.yaml:11: Pod shop/a: spec.containers[0].securityContext.allowPrivilegeEscalation is left unset, since it is written once, '
        + 'with an anchor, for several places that do not all want it. Write it by hand.',
    );
  });

  test('violations that remain are counted in the fixed files', () => {
    write('a.yaml', pod('a', '    securityContext: {privileged: true}\n'));
    const before = plan();
    write('a.yaml', before.files[0]!.after);
    const after = plan();
    expect(after.files).toEqual([]);
    expect(after.violations).toBe(before.violations);
    expect(before.violations).toBeGreaterThan(0);
  });
});

describeProof('the diff, with git and patch', requireTools(['git', 'patch']), () => {
  const applied = (...command: string[]) => {
    const { status, stderr } = spawnSync(command[0]!, command.slice(1), {
      encoding: 'utf8',
      input: renderDiff(plan(), { color: false, isShown: false }),
      // The folder may lie in a repository, of which git would take the paths to be.
      env: { PATH: process.env.PATH, GIT_CEILING_DIRECTORIES: path.dirname(dir) },
    });
    expect([status, stderr]).toEqual([0, '']);
  };

  test.each([
    ['git', ['git', 'apply', '-']],
    ['patch', ['patch', '-s', '-p1']],
  ])('is applied by %s, and gives what --write does', (_, command) => {
    const names = [
      'a.yaml',
      'b c/d e.yaml',
      'crlf.yaml',
      'end.yaml',
      'ü.yaml',
      'json.json',
      ...(command[0] === 'git' ? ['q"\\\t.yaml'] : []),
    ];
    for (const name of names) write(name, pod('a'));
    write('crlf.yaml', `${pod('a')}---\n${pod('b')}`.replaceAll('\n', '\r\n'));
    write('end.yaml', pod('a').trimEnd());
    write(
      'json.json',
      JSON.stringify(
        {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'a' },
          spec: { securityContext: null, containers: [{ name: 'c', image: 'i' }] },
        },
        null,
        2,
      ),
    );
    const wanted = Object.fromEntries(plan().files.map(({ name, after }) => [name, after]));
    expect(Object.keys(wanted).sort()).toEqual([...names].sort());
    applied(...command);
    expect(Object.fromEntries(names.map((name) => [name, read(name)]))).toEqual(wanted);
  });

  test('names files outside the folder from the root, and what a link leads to, since git and patch refuse else', () => {
    write('out/a.yaml', pod('a'));
    write('in/real/b.yaml', pod('b'));
    fs.mkdirSync('in/links');
    fs.symlinkSync('../real/b.yaml', 'in/links/b.yaml');
    process.chdir('in');
    const linked = plan({ paths: ['links'] });
    expect(renderDiff(linked, { color: false, isShown: false })).toMatch(/^--- a\/real\/b\.yaml\n\+\+\+ b\/real\/b\.yaml\n/);
    expect(renderSummary(linked, false)).not.toContain('-d /');
    const outside = plan({ paths: ['../out'] });
    expect(renderSummary(outside, true)).not.toContain('-d /');
    expect(renderSummary(outside, false)).toContain(
      '\nThe diff names files outside of this directory from the root of the file system: apply it with `patch -p1 -d /`.\n',
    );
    expect(
      spawnSync('patch', ['-s', '-p1', '-d', '/'], { encoding: 'utf8', input: renderDiff(outside, { color: false, isShown: false }) }),
    ).toMatchObject({ status: 0, stderr: '' });
    expect(read('../out/a.yaml')).toBe(fixed('a'));
  });
});

describe('the diff', () => {
  test('is as git writes it', () => {
    write('a.yaml', pod('a', '    securityContext: {}\n# end\n'));
    expect(
      renderDiff(
        plan({
          fills: {
            resourceRequests: false,
            seccomp: false,
            runAsNonRoot: false,
            capabilities: false,
            privilegeEscalation: false,
            serviceAccountToken: false,
          },
        }),
        { color: false, isShown: false },
      ),
    ).toBe(
      [
        '--- a/a.yaml',
        '+++ b/a.yaml',
        '@@ -7,5 +7,6 @@',
        '   containers:',
        '   - name: c',
        `     image: i@sha256:${'0'.repeat(64)}`,
        '-    securityContext: {}',
        '+    securityContext:',
        '+      readOnlyRootFilesystem: true',
        ' # end',
        '',
      ].join('\n'),
    );
  });

  test('is coloured, and shows what would deceive a terminal; what goes into a pipe stays as it is', () => {
    write('a.yaml', `${pod('a')}    # \u202e evil\u200b\n`);
    const shown = renderDiff(plan(), { color: true, isShown: true });
    expect(shown).toContain('\u001b[32m+    securityContext:\u001b[0m');
    expect(shown).toContain('\u001b[36m@@ -');
    expect(shown).toContain('# \\u202e evil\\u200b');
    expect(shown).not.toMatch(/[\u202e\u200b]/);
    expect(renderDiff(plan(), { color: false, isShown: false })).toContain('# \u202e evil\u200b');
  });
});

describe('writing', () => {
  test('keeps the mode, follows links, and leaves nothing else behind', () => {
    write('real/a.yaml', pod('a'));
    fs.chmodSync('real/a.yaml', 0o640);
    fs.symlinkSync('real/a.yaml', 'link.yaml');
    replaceText('link.yaml', pod('a'), fixed('a'));
    expect([
      read('real/a.yaml'),
      fs.statSync('real/a.yaml').mode % 0o1000,
      fs.lstatSync('link.yaml').isSymbolicLink(),
      fs.readdirSync('real'),
    ]).toEqual([fixed('a'), 0o640, true, ['a.yaml']]);
  });

  test('a name of any length', () => {
    const name = `${'n'.repeat(240)}.yaml`;
    write(name, pod('a'));
    replaceText(name, pod('a'), fixed('a'));
    expect([read(name), fs.readdirSync('.')]).toEqual([fixed('a'), [name]]);
  });

  test('refuses to make the file of somebody else one of ours', () => {
    write('a.yaml', pod('a'));
    const { uid, gid } = fs.statSync('a.yaml');
    const fstatSync = (() => ({ uid: uid + 1, gid })) as unknown as typeof fs.fstatSync;
    const fchownSync = () => {
      throw Object.assign(new Error('EPERM'), { code: 'EPERM' });
    };
    withStandIns({ fstatSync, fchownSync }, () => {
      expect(() => replaceText('a.yaml', pod('a'), fixed('a'))).toThrow(
        /^it belongs to another user, and writing it would change the owner$/,
      );
    });
    expect([read('a.yaml'), fs.readdirSync('.')]).toEqual([pod('a'), ['a.yaml']]);
  });

  test('refuses what is read-only, and what has changed', () => {
    write('a.yaml', pod('a'));
    expect(() => replaceText('a.yaml', 'other', 'new')).toThrow(/^it has been changed since it was read$/);
    fs.chmodSync('a.yaml', 0o444);
    expect(() => replaceText('a.yaml', pod('a'), 'new')).toThrow(/^it is read-only$/);
    expect([read('a.yaml'), fs.readdirSync('.')]).toEqual([pod('a'), ['a.yaml']]);
  });

  test('never writes half a file: what fails on the way leaves the old text, and no trace', () => {
    write('a.yaml', pod('a'));
    const renameSync = () => {
      throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    };
    withStandIns({ renameSync }, () => {
      expect(() => replaceText('a.yaml', pod('a'), fixed('a'))).toThrow('ENOSPC: no space left on device');
    });
    expect([read('a.yaml'), fs.readdirSync('.')]).toEqual([pod('a'), ['a.yaml']]);
    // Somebody else's file of that name is not touched.
    write(`.a.yaml.${process.pid}.tmp`, 'mine');
    expect(() => replaceText('a.yaml', pod('a'), fixed('a'))).toThrow(/EEXIST/);
    expect([read('a.yaml'), read(`.a.yaml.${process.pid}.tmp`)]).toEqual([pod('a'), 'mine']);
  });
});

describe('the program', () => {
  const bin = path.join(__dirname, '..', '..', '..', 'bin', 'cdk8s-hardened');
  const call = (args: string[], input = '', env: Record<string, string> = {}, ofNode: string[] = []) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [...ofNode, bin, ...args], {
      input,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '', FORCE_COLOR: '', ...env },
    });
    return { status, stdout, stderr };
  };
  const asOf = ['--as-of', '2026-11-23'];

  test('0 for nothing to fix, 1 for a diff, 0 once it is written, 2 for what cannot be read', () => {
    write('a.yaml', pod('a'));
    const shown = call(['fix', '.', ...asOf]);
    expect([shown.status, shown.stdout.split('\n')[0]]).toEqual([1, '--- a/a.yaml']);
    expect(shown.stderr).toMatch(
      /^Would fill 6 fields in 1 file: nothing is written without --write\.\n\d+ violations? remains? that people have to decide: see `cdk8s-hardened check`\.\n$/,
    );
    expect(read('a.yaml')).toBe(pod('a'));
    const written = call(['fix', '.', '--write', ...asOf]);
    expect([written.status, written.stdout, written.stderr.split('\n')[0], read('a.yaml')]).toEqual([
      0,
      '',
      'Filled 6 fields in 1 file.',
      fixed('a'),
    ]);
    expect(call(['fix', '.', ...asOf])).toMatchObject({ status: 0, stdout: '', stderr: expect.stringMatching(/^Nothing to fix\.\n/) });
    write('b.yaml', 'a: [\n');
    expect(call(['fix', '.', '--write'])).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(/^error: b\.yaml:\d+: .*\nNothing was fixed\.\n/),
    });
    expect(call(['fix', 'nowhere'])).toMatchObject({ status: 2, stdout: '' });
    write('c/values.yaml', 'a: 1\n');
    expect(call(['fix', 'c'])).toMatchObject({ status: 2, stdout: '' });
  });

  test('standard input: a diff, or the whole text, or nothing', () => {
    expect(call(['fix', '-'], pod('a')).stdout.split('\n').slice(0, 2)).toEqual(['--- a/stdin', '+++ b/stdin']);
    expect(call(['fix', '-', '--write'], pod('a'))).toMatchObject({ status: 0, stdout: fixed('a') });
    expect(call(['fix', '-', '--write'], fixed('a'))).toMatchObject({ status: 0, stdout: fixed('a') });
    expect(call(['fix', '-', '--write'], `${pod('a')}---\na: [\n`)).toMatchObject({ status: 2, stdout: '' });
  });

  test('what is chosen, and with which quantities', () => {
    write('a.yaml', pod('a'));
    const text = (...args: string[]) =>
      call(['fix', '.', ...args])
        .stdout.split('\n')
        .filter((line) => /^\+ /.test(line))
        .map((line) => line.slice(1));
    expect(text('--only', 'workloads/run-as-non-root, workloads/service-account-token')).toEqual([
      '  automountServiceAccountToken: false',
      '  securityContext:',
      '    runAsNonRoot: true',
    ]);
    expect(
      text(
        '--without',
        'workloads/seccomp-restricted,workloads/read-only-root-filesystem,workloads/capabilities-restricted,workloads/run-as-non-root',
      ),
    ).toEqual(['    securityContext:', '      allowPrivilegeEscalation: false', '  automountServiceAccountToken: false']);
    expect(text('--only', 'workloads/read-only-root-filesystem', '--tmp', '64Mi', '--requests', '50m, 1Gi')).toEqual([
      '    securityContext:',
      '      readOnlyRootFilesystem: true',
      '    resources:',
      '      requests:',
      '        cpu: 50m',
      '        memory: 1Gi',
      '    volumeMounts:',
      '    - name: tmp',
      '      mountPath: /tmp',
      '  volumes:',
      '  - name: tmp',
      '    emptyDir:',
      '      sizeLimit: 64Mi',
    ]);
  });

  test.each<[string[], RegExp]>([
    [['fix'], /missing required argument 'path'/],
    [
      ['fix', '.', '--only', 'workloads/image-tag'],
      /^error: --only: "workloads\/image-tag" is not a rule that can be fixed\. Choose from workloads\/capabilities-restricted, /,
    ],
    [['fix', '.', '--without', ','], /^error: --without: "," is not a rule/],
    [['fix', '.', '--requests', '100m'], /^error: --requests: "100m" is not two quantities\. Write CPU,MEMORY, such as 100m,128Mi\.\n$/],
    [['fix', '.', '--requests', '0,1Gi'], /^error: --requests: "0" is not a quantity above zero/],
    [['fix', '.', '--tmp', 'big'], /^error: --tmp: "big" is not a quantity above zero/],
    [['fix', '.', '--kubernetes', 'x'], /^error: --kubernetes is "x", which is not a release of Kubernetes\./],
    [['fix', '.', '--as-of', 'x'], /^error: --as-of is "x", which is not a day/],
  ])('%j is wrong usage', (args, message) => {
    const { status, stdout, stderr } = call(args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });

  test('colour on request, and never against one', () => {
    expect(call(['fix', '-'], pod('a'), { FORCE_COLOR: '1' }).stdout).toContain('\u001b[32m+');
    expect(call(['fix', '-'], pod('a'), { FORCE_COLOR: '1', NO_COLOR: '1' }).stdout).not.toContain('\u001b');
    expect(call(['fix', '--help']).stdout).toContain('workloads/run-as-non-root');
  });

  test('a folder that may not be written to: an error for that file, the rest is written', () => {
    for (const name of ['closed/a.yaml', 'open/b.yaml']) write(name, pod('x'));
    fs.chmodSync('closed', 0o555);
    // Root may write anywhere: for root the refusal is made up. `.ci/run` runs the tests as another user as well.
    write(
      'refuse.cjs',
      `const { openSync } = require('node:fs');
      require('node:fs').openSync = (file, flags, ...more) => {
        if (/^w/.test(flags) && String(file).includes('/closed/')) throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
        return openSync(file, flags, ...more);
      };`,
    );
    const { status, stderr } = call(['fix', '.', '--write'], '', {}, process.getuid?.() === 0 ? ['-r', './refuse.cjs'] : []);
    expect(status).toBe(2);
    expect(stderr.split('\n').slice(0, 2)).toEqual([
      'error: closed/a.yaml: it, or its directory, is not writable, so it stays as it was. Fix that and run fix again, or apply '
        + 'the diff elsewhere.',
      'Filled 6 fields in 1 file.',
    ]);
    expect([read('closed/a.yaml'), read('open/b.yaml'), fs.readdirSync('closed'), fs.readdirSync('open')]).toEqual([
      pod('x'),
      fixed('x'),
      ['a.yaml'],
      ['b.yaml'],
    ]);
    fs.chmodSync('closed', 0o755);
  });
});
