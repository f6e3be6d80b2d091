import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as fc from 'fast-check';
import { check } from '../../../src/cli/check/check';
import { FORMATS } from '../../../src/cli/check/render';
import { Severity } from '../../../src/engine/severity';
import { layersOf, type FlatSettings } from '../../support/layers';

let dir: string;
const cwd = process.cwd();
beforeEach(() => {
  dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'check-')));
  process.chdir(dir);
});
afterEach(() => {
  process.chdir(cwd);
  fs.rmSync(dir, { recursive: true });
});

const write = (name: string, text: string | Uint8Array) => {
  fs.mkdirSync(path.dirname(name), { recursive: true });
  fs.writeFileSync(name, text);
};
const pod = (name: string, spec: string) => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n  namespace: shop\nspec:\n${spec}\n`;
type Options = FlatSettings & { readonly paths?: readonly string[] };
const judge = ({ paths = ['.'], ...more }: Options = {}) =>
  check({ paths, layers: layersOf({ kubernetes: '1.37', profile: 'pss-baseline', asOf: '2026-11-23', ...more }) });
const lines = (more: Options = {}) => {
  const { report, exitCode } = judge(more);
  const found = report.result.findings.filter(({ rule }) => !rule.startsWith('namespaces/'));
  return {
    exitCode,
    findings: found.map(
      ({ rule, status, object, path: field }) =>
        `${status} ${rule} ${object?.origin.file}:${object ? report.line(object, field) : '-'} ${field}`,
    ),
    errors: report.errors.map(({ file, line, message }) => `${file}:${line ?? '-'} ${message}`),
    notKubernetes: [...report.notKubernetes],
  };
};

describe('what is read', () => {
  test('folders, in order, without what is hidden or installed; files that are named whatever their ending', () => {
    for (const name of ['b/x.yaml', 'a.yml', 'c.json', '.git/x.yaml', 'node_modules/p/x.yaml', 'notes.txt']) {
      write(name, pod('x', '  hostPID: true\n  containers: [{name: c, image: i}]'));
    }
    fs.symlinkSync('..', 'b/loop');
    expect(lines().findings.map((line) => line.split(' ')[2])).toEqual(['a.yml:7', 'b/x.yaml:7', 'c.json:7']);
    expect(lines({ paths: ['notes.txt', 'notes.txt'] }).findings.map((line) => line.split(' ')[2])).toEqual(['notes.txt:7']);
  });

  test('several documents, lists and lines', () => {
    write(
      'all.yaml',
      `# one\n${pod('a', '  hostPID: true\n  containers: [{name: c, image: i}]')}---\n\n`
        + `${pod('b', '  hostIPC: yes\n  containers: [{name: c, image: i}]')}---\napiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, `
        + 'kind: Pod, metadata: {name: c, namespace: shop}, spec: {containers: [{name: c, image: i}], hostNetwork: true}}\n',
    );
    expect(lines()).toEqual({
      exitCode: 1,
      errors: [],
      notKubernetes: [],
      findings: [
        'violation workloads/host-namespaces all.yaml:8 spec.hostPID',
        'violation workloads/host-namespaces all.yaml:18 spec.hostIPC',
        'violation workloads/host-namespaces all.yaml:24 spec.hostNetwork',
      ],
    });
  });

  test('doubled keys are found, and the one that Kubernetes keeps is judged', () => {
    write('a.yaml', pod('a', '  hostPID: false\n  hostPID: true\n  containers: [{name: c, image: i}]'));
    expect(lines({ profile: 'hardened' }).findings.filter((line) => /duplicate|host-namespaces/.test(line))).toEqual([
      'violation manifests/duplicate-keys a.yaml:8 spec.hostPID',
      'violation workloads/host-namespaces a.yaml:8 spec.hostPID',
    ]);
    write('a.yaml', pod('a', '  hostPID: true\n  hostPID: false\n  containers: [{name: c, image: i}]'));
    expect(lines({ profile: 'hardened' }).findings.filter((line) => /duplicate|host-namespaces/.test(line))).toEqual([
      'violation manifests/duplicate-keys a.yaml:8 spec.hostPID',
    ]);
  });

  test('doubled keys of a List belong to the item that has them, and those of the List itself to the first', () => {
    const item = (name: string, more: string) =>
      `- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: ${name}, namespace: n}\n  data: {${more}}\n`;
    const items = [
      item('a', 'x: y'),
      item('b', 'x.y: z, x.y: z'),
      ...Array.from({ length: 9 }, (_, i) => item(`c${i}`, '')),
      item('d', 'q: r, q: r'),
    ];
    write('a.yaml', `apiVersion: v1\nkind: List\nkind: List\nitems:\n${items.join('')}`);
    const { findings } = judge({ profile: 'hardened' }).report.result;
    const doubled = findings.filter(({ rule }) => rule === 'manifests/duplicate-keys').map((each) => `${each.object!.name} ${each.path}`);
    expect(doubled).toEqual(['a ', 'b data["x.y"]', 'd data.q']);
  });

  test('what is unreadable is an error, and the rest is checked all the same', () => {
    write('a.yaml', pod('a', '  hostPID: true\n  containers: [{name: c, image: i}]'));
    write('b.yaml', 'a: [\n');
    write('c.yaml', Buffer.from([0xff, 0xfe, 0x61, 0]));
    write(
      'd.yaml',
      `${pod('d', '  containers: [{name: c, image: i}]')}---\nx: {{ .Values.x }}\n---\n`
        + `${pod('e', '  hostIPC: true\n  containers: [{name: c, image: i}]')}`,
    );
    const { exitCode, findings, errors } = lines();
    expect(exitCode).toBe(2);
    expect(findings).toEqual([
      'violation workloads/host-namespaces a.yaml:7 spec.hostPID',
      'violation workloads/host-namespaces d.yaml:17 spec.hostIPC',
    ]);
    expect(errors.map((error) => error.slice(0, 9))).toEqual([expect.stringMatching(/^b\.yaml:\d+/), 'c.yaml:- ', 'd.yaml:9 ']);
    expect(errors[2]).toContain('has to be rendered first');
  });

  test.each<[string, () => void, Options, string[]]>([
    ['a path that is not there', () => undefined, { paths: ['nowhere'] }, ['nowhere:- there is no such file or folder']],
    [
      'an empty folder',
      () => undefined,
      {},
      ['.:- nothing was checked: there is no Kubernetes object and no file of a node in it that a rule reads'],
    ],
    [
      'files that are not Kubernetes',
      () => write('values.yaml', 'a: 1\n'),
      {},
      ['.:- nothing was checked: there is no Kubernetes object and no file of a node in it that a rule reads'],
    ],
    [
      'empty files',
      () => write('empty.yaml', ''),
      {},
      ['.:- nothing was checked: there is no Kubernetes object and no file of a node in it that a rule reads'],
    ],
    [
      'a waiver file that is not there',
      () => write('a.yaml', pod('a', '  containers: [{name: c, image: i}]')),
      { waivers: 'w.yaml' },
      ['w.yaml:- there is no such file or folder'],
    ],
    [
      'a waiver file that is none',
      () => {
        write('a.yaml', pod('a', '  containers: [{name: c, image: i}]'));
        write('w', 'x: 1');
      },
      { waivers: 'w' },
      ['w:1 a waiver file is one document: a mapping with a list named waivers'],
    ],
  ])('%s is exit 2, never a pass', (_, prepare, options, errors) => {
    prepare();
    expect([lines(options).exitCode, lines(options).errors]).toEqual([2, errors]);
  });

  test('what is not Kubernetes is said', () => {
    write(
      'a.yaml',
      `${pod('a', '  containers: [{name: c, image: i}]')}---\nx: 1\n---\n# nothing\n---\napiVersion: v1\nkind: List\nitems: [7]\n`,
    );
    write('b.yaml', '# only a comment\n');
    expect(lines().notKubernetes).toEqual(['a.yaml (document 2)', 'a.yaml (document 4, items[0])', 'b.yaml (empty)']);
  });

  test('files of nodes are judged by their text', () => {
    write('host/etc/ssh/sshd_config.d/00-x.conf', 'PermitRootLogin yes\n');
    const { report } = judge({ profile: 'hardened' });
    expect(
      report.result.findings
        .filter(({ rule, status }) => rule === 'nodes/sshd-permit-root-login' && status === 'violation')
        .map(({ object, path: field }) => `${object!.origin.file}:${report.line(object!, field)}`),
    ).toEqual(['host/etc/ssh/sshd_config.d/00-x.conf:1']);
  });
});

describe('exit codes', () => {
  const broken = pod('a', '  hostPID: true\n  containers: [{name: c, image: i}]');
  test('the threshold', () => {
    write('a.yaml', broken);
    const { severity } = judge().report.result.findings.find(({ rule }) => rule === 'workloads/host-namespaces')!;
    expect(severity).toBe(Severity.HIGH);
    expect([Severity.LOW, Severity.HIGH, Severity.CRITICAL].map((failOn) => judge({ failOn }).exitCode)).toEqual([1, 1, 0]);
  });

  test('unknown counts only when asked for', () => {
    write(
      'a.yaml',
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: { name: b, namespace: shop }\n'
        + 'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: elsewhere }\n'
        + 'subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: Group, name: devs }]\n',
    );
    expect(lines({ profile: 'hardened' }).findings.filter((line) => line.includes('dangling'))).toEqual([
      'unknown rbac/dangling-role-ref a.yaml:4 roleRef.name',
    ]);
    expect([judge({ profile: 'hardened' }).exitCode, judge({ profile: 'hardened', failOnUnknown: true }).exitCode]).toEqual([0, 1]);
  });

  test('a waiver file accepts, and its entries are judged', () => {
    write('m/a.yaml', broken);
    const entry = (name: string) =>
      `  - { rule: workloads/host-namespaces, object: { kind: Pod, namespace: shop, name: ${name} }, reason: Debugging., `
      + 'approvedBy: ciso, until: 2026-12-31 }\n';
    write('w.yaml', `waivers:\n${entry('a')}`);
    expect(lines({ paths: ['m'], waivers: 'w.yaml' })).toMatchObject({
      exitCode: 0,
      findings: ['waived workloads/host-namespaces m/a.yaml:7 spec.hostPID'],
    });
    write('w.yaml', `waivers:\n${entry('b')}`);
    expect(lines({ paths: ['m'], waivers: 'w.yaml' }).findings).toEqual([
      'violation assurance/waiver-unused undefined:- ',
      'violation workloads/host-namespaces m/a.yaml:7 spec.hostPID',
    ]);
  });
});

describe('bad input', () => {
  const CONTROL = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
  const renderAll = ({ report } = judge({ profile: 'hardened' })) =>
    Object.values(FORMATS).map((render) => [...render(report, { color: false, width: 80 })].join(''));

  test('arbitrary text: no crash, no control code in any output', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.json()), (text) => {
        write('a.yaml', text);
        for (const output of renderAll()) expect(output).not.toMatch(CONTROL);
      }),
      { numRuns: 60 },
    );
  });

  test('arbitrary manifests of every kind that rules read: no crash, no rule that fails, no control code', () => {
    const value = fc.jsonValue({ maxDepth: 4, noUnicodeString: false });
    const kinds = fc.constantFrom(
      'v1 Pod',
      'apps/v1 Deployment',
      'batch/v1 CronJob',
      'v1 Service',
      'v1 Namespace',
      'networking.k8s.io/v1 NetworkPolicy',
      'rbac.authorization.k8s.io/v1 ClusterRole',
      'rbac.authorization.k8s.io/v1 RoleBinding',
      'audit.k8s.io/v1 Policy',
      'kubeadm.k8s.io/v1beta4 ClusterConfiguration',
      'v1 ServiceAccount',
      'v1 LimitRange',
      'v1 ResourceQuota',
      'projectcalico.org/v3 GlobalNetworkPolicy',
    );
    const keys = fc.constantFrom(
      'spec',
      'metadata',
      'rules',
      'subjects',
      'roleRef',
      'containers',
      'template',
      'securityContext',
      'labels',
      'annotations',
      'ingress',
      'egress',
      'podSelector',
      'ports',
      'verbs',
      'resources',
      '__proto__',
      'apiServer',
      'extraArgs',
      'etcd',
      'level',
      'hard',
      'limits',
      'namespace',
      'name',
    );
    const shape = fc.letrec((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        value,
        fc.dictionary(keys, tie('node'), { maxKeys: 4 }),
        fc.array(tie('node'), { maxLength: 3 }),
      ),
    })).node;
    const manifest = fc
      .tuple(kinds, fc.dictionary(keys, shape, { maxKeys: 5 }))
      .map(([kind, rest]) => ({ ...rest, apiVersion: kind.split(' ')[0], kind: kind.split(' ')[1] }));
    fc.assert(
      fc.property(fc.array(manifest, { minLength: 1, maxLength: 4 }), (manifests) => {
        write('a.json', manifests.map((one) => JSON.stringify(one)).join('\n'));
        const judged = judge({ profile: 'operations' });
        expect(
          judged.report.result.findings
            .filter(({ message }) => message.startsWith('the rule itself failed'))
            .map(({ rule, message }) => `${rule}: ${message}`),
        ).toEqual([]);
        for (const output of renderAll(judged)) expect(output).not.toMatch(CONTROL);
      }),
      { numRuns: 120 },
    );
    expect(({} as Record<string, unknown>).spec).toBeUndefined();
  });

  test('alias bombs and deep nesting are faults', () => {
    const bomb = [
      'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
      ...Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(', ')}]`),
    ].join('\n');
    write('bomb.yaml', `${bomb}\n`);
    write('deep.yaml', `${'['.repeat(100_000)}\n`);
    write('deep.json', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}\n`);
    expect(lines().exitCode).toBe(2);
    expect(lines().errors.map((error) => error.split(':')[0])).toEqual(['bomb.yaml', 'deep.json', 'deep.yaml']);
  });
});

describe('the program', () => {
  const bin = path.join(__dirname, '..', '..', '..', 'bin', 'cdk8s-hardened');
  const call = (args: string[], input = '', env: Record<string, string> = {}) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
      input,
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
      env: { ...process.env, NO_COLOR: '', FORCE_COLOR: '', ...env },
    });
    return { status, stdout, stderr };
  };
  const broken = pod('a', '  hostPID: true\n  containers: [{name: c, image: i}]');

  test('reads standard input, and is plain when piped', () => {
    const { status, stdout, stderr } = call(['check', '-', '--profile', 'pss-baseline', '--as-of', '2026-11-23'], broken);
    expect([status, stderr]).toEqual([1, '']);
    expect(stdout).toContain('workloads/host-namespaces');
    expect(stdout).not.toContain('\u001b');
    expect(call(['check', '-'], broken, { FORCE_COLOR: '1' }).stdout).toContain('\u001b[');
    expect(call(['check', '-'], broken, { FORCE_COLOR: '1', NO_COLOR: '1' }).stdout).not.toContain('\u001b');
  });

  test('registries, with blanks about them; one that is none is wrong usage', () => {
    const args = (list: string) => ['check', '-', '--as-of', '2026-11-23', '--format', 'json', '--registries', list];
    const strays = (list: string) =>
      JSON.parse(call(args(list), broken).stdout).findings.filter(({ rule }: { rule: string }) => rule === 'workloads/image-registry')
        .length;
    expect([strays('ghcr.io'), strays(' ghcr.io , docker.io ')]).toEqual([1, 0]);
    expect(call(args('ghcr.io,'), broken)).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(
        /^error: --registries is "", which is not a registry \("" does not begin with the host of a registry; for Docker Hub that is docker\.io\)\. /,
      ),
    });
  });

  test('a terminal is shown so many lines, and the rest on request; a pipe gets all', () => {
    write(
      'a.yaml',
      Array.from({ length: 60 }, (_, index) => pod(`p${index}`, '  hostPID: true\n  containers: [{name: c, image: i}]')).join('---\n'),
    );
    const args = ['check', 'a.yaml', '--as-of', '2026-11-23', '--no-config'];
    const onTerminal = (...more: string[]) =>
      spawnSync('script', ['-qec', [process.execPath, bin, ...args, ...more].join(' '), '/dev/null'], {
        encoding: 'utf8',
        env: { ...process.env, NO_COLOR: '1' },
      }).stdout;
    const findings = (text: string) => text.match(/^ {4}[!?~] /gm)!.length;
    const [piped, cut, all] = [call(args).stdout, onTerminal(), onTerminal('--all')];
    expect(findings(all)).toBe(findings(piped));
    expect(findings(cut)).toBeLessThan(100);
    expect(cut.split('\n').length).toBeLessThan(350);
    expect(cut.replace(/\s+/g, ' ')).toContain(`${findings(all) - findings(cut)} more findings not shown here: --all shows all of them`);
    expect(all).not.toContain('not shown here');
    expect(call([...args, '--group-by', 'rule']).stdout).toContain('\nworkloads/host-namespaces: 60 findings\n');
  });

  test('reads what a shell hands over as a file', () => {
    write('a.yaml', broken);
    const { status, stdout } = spawnSync('bash', ['-c', `"${process.execPath}" "${bin}" check <(cat a.yaml) --profile pss-baseline`], {
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stdout).toContain('workloads/host-namespaces');
  });

  test('writes a report whole, and says so when it cannot', () => {
    write('a.yaml', broken);
    expect(call(['check', 'a.yaml', '--format', 'json', '--output', 'r.json'])).toEqual({
      status: 1,
      stdout: '',
      stderr: expect.stringMatching(/^r\.json \(json\): \d+ violations?: .+\n$/),
    });
    expect(JSON.parse(fs.readFileSync('r.json', 'utf8')).findings.length).toBeGreaterThan(0);
    expect(call(['check', 'a.yaml', '--output', 'no/r.txt'])).toEqual({
      status: 2,
      stdout: '',
      stderr: 'error: the report cannot be written to no/r.txt: there is no such file or folder\n',
    });
    expect(fs.readdirSync('.').sort()).toEqual(['a.yaml', 'r.json']);
  });

  test('runs rules of other authors', () => {
    write('a.yaml', broken);
    write(
      'mine.js',
      'module.exports = [{ id: "acme/no-pods", title: "No pods", severity: "low", fix: "Go away.", source: "https://acme.example", '
        + 'check: (m) => m.kind === "Pod" ? [{ message: "a pod" }] : [] }];',
    );
    expect(call(['check', 'a.yaml', '--profile', 'pss-baseline', '--rules', 'mine.js']).stdout).toContain('acme/no-pods');
    write('bad.js', 'module.exports = [{ id: "acme" }];');
    expect(call(['check', 'a.yaml', '--rules', 'bad.js'])).toMatchObject({ status: 2, stdout: '' });
    expect(call(['check', 'a.yaml', '--rules', 'none.js']).stderr).toMatch(/^error: the rules in none\.js cannot be loaded: /);
  });

  test.each<[string[], RegExp]>([
    [['check'], /missing required argument 'path'/],
    [['check', '.', '--group-by', 'colour'], /Allowed choices are severity, file, rule, object, namespace/],
    [['check', '.', '--format', 'pdf'], /Allowed choices are text, json, sarif, junit, markdown/],
    [
      ['check', '.', '--kubernetes', 'new'],
      /^error: --kubernetes is "new", which is not a release of Kubernetes\. Write a minor release of Kubernetes, such as 1\.36\.\n$/,
    ],
    [['check', '.', '--as-of', 'today'], /^error: --as-of is "today", which is not a day\. Write a day as YYYY-MM-DD\.\n$/],
    [
      ['check', '.', '--profile', 'cis-1.1'],
      /^error: --profile is "cis-1\.1", which is not one of its values\. Did you mean "cis-1\.12"\? Choose one of hardened, .*operations\.\n$/,
    ],
    [
      ['check', '.', '--fail-on', 'hihg'],
      /^error: --fail-on is "hihg", which is not one of its values\. Did you mean "high"\? Choose one of low, medium, high, critical\.\n$/,
    ],
    [['rules', 'no/such'], /^error: there is no rule "no\/such"/],
    [['check', '.', '--fail'], /unknown option/],
  ])('%j is wrong usage', (args, message) => {
    const { status, stdout, stderr } = call(args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });

  test('lists and explains rules', () => {
    expect(call(['rules']).stdout.split('\n').length).toBeGreaterThan(100);
    const { status, stdout } = call(['rules', 'workloads/host-namespaces']);
    expect(status).toBe(0);
    expect(stdout).toContain('  Fix: ');
    expect(stdout).toContain('  Fails:');
    expect(JSON.parse(call(['rules', 'workloads/host-namespaces', '--format', 'json']).stdout)).toMatchObject({
      id: 'workloads/host-namespaces',
      profiles: expect.arrayContaining(['pss-baseline']),
    });
    expect(call(['--version']).status).toBe(0);
    expect(call(['--help']).stdout).toContain('Exit codes:');
  });

  test('a reader that goes away is not an error', () => {
    write('a.yaml', broken);
    const { status, stderr } = spawnSync('sh', ['-c', `"${process.execPath}" "${bin}" check a.yaml | head -n 1`], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });
});
