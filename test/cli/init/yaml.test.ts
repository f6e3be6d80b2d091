import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { readBaseline } from '../../../src/app/baseline-file';
import { fileLayers } from '../../../src/app/settings-file';
import { PROFILES } from '../../../src/catalog';
import { templateFolder, templateText } from '../../../src/cli/init/template';
import { SEVERITIES } from '../../../src/engine/ranking';
import { BuiltCommand, type Ran } from '../../support/command';

let command: BuiltCommand;
let dir: string;
beforeAll(() => (command = new BuiltCommand()));
afterAll(() => command.remove());
beforeEach(() => {
  dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'init-yaml-')));
  fs.mkdirSync(path.join(dir, '.git'));
});
afterEach(() => fs.rmSync(dir, { recursive: true }));

const [SETTINGS, BASELINE] = ['cdk8s-hardened.yaml', 'cdk8s-hardened-baseline.yaml'];
const pod = (name: string, field = 'hostPID') =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop}\nspec: {${field}: true, containers: [{name: c, image: i}]}\n`;
const write = (name: string, text: string) => {
  fs.mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
  fs.writeFileSync(path.join(dir, name), text);
};
const read = (name: string) => fs.readFileSync(path.join(dir, name), 'utf8');
const run = (...argv: readonly string[]): Ran => command.run(dir, ...argv);
const there = () => fs.readdirSync(dir).filter((name) => name.startsWith('cdk8s') || name.startsWith('.cdk8s'));

describe('a directory of YAML', () => {
  test('the next check passes, one more finding fails, and the commands that are named work', () => {
    write('deploy/a.yaml', pod('a'));
    const { code, out, err } = run('init', 'yaml', 'deploy');
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^Found in 1 file: \d+ violations: 1 high, .*; \d+ unknown\.\nWrote cdk8s-hardened\.yaml: Kubernetes \d\.\d+ /);
    expect(run('check', 'deploy')).toMatchObject({ code: 0, out: expect.stringContaining('No violations that are not in the baseline') });
    const shown = [...out.matchAll(/^ {2}cdk8s-hardened (.*?) {2,}/gm)].map(([, line]) => line!.split(' '));
    expect(shown.map((words) => run(...words).code)).toEqual([1, 0, 0]);
    expect(run('check', 'deploy', '--no-baseline').out).toContain('hostPID');
    write('deploy/b.yaml', pod('b'));
    const after = run('check', 'deploy', '--only', 'workloads/host-namespaces');
    expect([after.code, after.out]).toEqual([1, expect.stringContaining('Pod shop/b')]);
    expect(after.out).not.toContain('Pod shop/a');
  });

  test('settings are those of the arguments', () => {
    write('deploy/a.yaml', pod('a').replace(', namespace: shop', ''));
    write('deploy/skip/b.yaml', pod('b'));
    const asked = ['--profile', 'pss-baseline', '--kubernetes', '1.36', '--fail-on', 'high', '--namespace', 'shop', '--exclude', 'skip'];
    expect(run('init', 'yaml', 'deploy', ...asked).code).toBe(0);
    const [layer] = fileLayers({ config: path.join(dir, SETTINGS) });
    const { kubernetes, profile, failOn, defaultNamespace, files } = layer!.settings;
    expect([kubernetes, profile, failOn, defaultNamespace, files?.exclude]).toEqual(['1.36', 'pss-baseline', 'high', 'shop', ['skip']]);
    expect(readBaseline(path.join(dir, BASELINE)).entries.map(({ rule, object }) => [rule, object])).toEqual([
      ['workloads/host-namespaces', 'Pod a'],
    ]);
    expect(run('check', 'deploy').code).toBe(0);
  });

  test('a dry run says the same, and writes nothing', () => {
    write('a.yaml', pod('a'));
    const { code, out } = run('init', 'yaml', '--dry-run');
    expect([code, there()]).toEqual([0, []]);
    expect(run('init', 'yaml').out.replace(/Wrote/g, 'Would write')).toBe(out);
    expect(run('check', '.').code).toBe(0);
  });

  test('nothing wrong today: an empty baseline', () => {
    write('a.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: shop}\n');
    expect(run('init', 'yaml', '--profile', 'pss-baseline').code).toBe(0);
    expect(read(BASELINE)).toContain('findings: []');
    expect(run('check', '.').code).toBe(0);
  });
});

describe('what cannot be read', () => {
  test('is said, excluded with its reason, and nothing of it is in the baseline', () => {
    write('deploy/a.yaml', pod('a'));
    write('deploy/[b] *?{1}.yaml', `${pod('half')}---\na: [\n`);
    write('deploy/bc .yaml', pod('c'));
    write('deploy/chart/Chart.yaml', 'apiVersion: v2\nname: chart\nversion: 1.0.0\n');
    write('deploy/chart/templates/a.yaml', 'apiVersion: v1\nkind: Pod\nmetadata: {name: {{ .Values.name }}}\n');
    fs.writeFileSync(path.join(dir, 'deploy', 'utf16.yaml'), Buffer.from('\ufeffa: 1', 'utf16le'));
    const { code, out } = run('init', 'yaml', 'deploy');
    expect(code).toBe(0);
    expect(out).toContain('3 parts of the input cannot be read. They are excluded in cdk8s-hardened.yaml, so nothing in there is checked:');
    expect(out).toMatch(/\n {2}deploy\/\[b\] \*\?\{1\}\.yaml:\d+: .*\n {2}deploy\/chart\/Chart\.yaml: it is a Helm chart/);
    expect(read(SETTINGS)).toContain('  - "/deploy/chart/templates" # it is a Helm chart, whose templates are no manifests');
    const objects = new Set(readBaseline(path.join(dir, BASELINE)).entries.map(({ object }) => object));
    expect([objects.has('Pod shop/half'), objects.has('Pod shop/a'), objects.has('Pod shop/c')]).toEqual([false, true, true]);
    expect(run('check', 'deploy').code).toBe(0);
    // What only looks like an excluded one is checked.
    write('deploy/b *?{1}.yaml', 'a: [\n');
    expect(run('check', 'deploy').code).toBe(2);
  });

  test.each([
    ['nothing but what cannot be read', () => write('deploy/a.yaml', 'a: [\n'), /deploy: nothing was checked/],
    ['no manifest', () => write('deploy/a.txt', 'a'), /deploy: nothing was checked/],
    ['no directory', () => undefined, /deploy is not there, so there is nothing to begin with/],
    ['a file', () => write('deploy', pod('a')), /deploy is not a directory/],
  ])('%s: an error, and nothing is written', (_, prepare, message) => {
    prepare();
    expect(run('init', 'yaml', 'deploy')).toMatchObject({ code: 2, out: '', err: expect.stringMatching(message) });
    expect(there()).toEqual([]);
  });
});

describe('what is there already', () => {
  test('every file in the way is named, links too, and nothing is written', () => {
    write('a.yaml', pod('a'));
    fs.symlinkSync('elsewhere', path.join(dir, BASELINE));
    expect(run('init', 'yaml')).toEqual({
      code: 2,
      out: '',
      err: `error: ${BASELINE} exists already, so nothing is written. Move or remove it, or begin elsewhere.\n`,
    });
    write(SETTINGS, '');
    expect(run('init', 'yaml', '--dry-run').err).toContain(`${SETTINGS}, ${BASELINE} exist already`);
    expect([fs.existsSync(path.join(dir, 'elsewhere')), read(SETTINGS)]).toEqual([false, '']);
  });
  test('settings above it, which the new ones would hide', () => {
    write(SETTINGS, 'profile: pss-baseline\n');
    write('inner/a.yaml', pod('a'));
    const { code, err } = command.run(path.join(dir, 'inner'), 'init', 'yaml');
    expect([code, err]).toEqual([2, expect.stringContaining(`../${SETTINGS} has the settings for this folder`)]);
  });
});

describe('the release', () => {
  const cluster = (version: string) => `apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: ${version}\n`;
  const kubernetes = () => /^kubernetes: .*$/m.exec(read(SETTINGS))![0];
  test.each([
    ['one that is stated', { 'c.yaml': cluster('v1.36.4') }, 'kubernetes: "1.36" # stated by ClusterConfiguration (unnamed)'],
    [
      'several',
      { 'c.yaml': cluster('v1.36.4'), 'd.yaml': cluster('v1.35.1') },
      /^kubernetes: "1\.\d+" # the newest supported release; the files state several: 1\.36 .*, 1\.35 /,
    ],
    [
      'one that is out of support',
      { 'c.yaml': cluster('v1.19.0') },
      /^kubernetes: "1\.\d+" # the newest supported release; the files state only 1\.19 \(/,
    ],
    ['none', {}, /^kubernetes: "1\.\d+" # the newest supported release$/],
    ['no text', { 'c.yaml': cluster('1.36') }, /^kubernetes: "1\.\d+" # the newest supported release$/],
  ])('%s', (_, files: Record<string, string>, expected) => {
    write('a.yaml', pod('a'));
    for (const [name, text] of Object.entries(files)) write(name, text);
    expect(run('init', 'yaml').code).toBe(0);
    expect(kubernetes()).toEqual(typeof expected === 'string' ? expected : expect.stringMatching(expected));
    expect(run('check', '.').code).toBe(0);
  });
  test('one that is requested is not looked for', () => {
    write('a.yaml', cluster('v1.36.4'));
    run('init', 'yaml', '--kubernetes', '1.35');
    expect(kubernetes()).toBe('kubernetes: "1.35" # as requested');
    fs.rmSync(path.join(dir, SETTINGS));
    fs.rmSync(path.join(dir, BASELINE));
    expect(run('init', 'yaml', '--kubernetes', 'latest')).toMatchObject({
      code: 2,
      err: expect.stringContaining('--kubernetes is "latest"'),
    });
    expect(there()).toEqual([]);
  });
});

test('the template is a settings file, and its comments name every profile and severity', () => {
  expect(() => fileLayers({ config: path.join(templateFolder('yaml'), SETTINGS) })).not.toThrow();
  for (const name of [...PROFILES.map((profile) => profile.name), ...SEVERITIES]) {
    expect(templateText('yaml/cdk8s-hardened.yaml')).toContain(name);
  }
});
