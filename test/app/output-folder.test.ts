/** What a synthesis may do to its folder: nothing outside of it, all of it or nothing. */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import { HardenedApp, Hardening, type HardenedAppProps } from '../../src/app';
import { writeOutput } from '../../src/app/output-folder';
import { HostFile } from '../../src/cdk8s/host-file';

let base: string;
let outdir: string;
let hardening: string;
beforeEach(() => {
  base = fs.mkdtempSync(path.join(os.tmpdir(), 'output-folder-'));
  outdir = path.join(base, 'dist');
  hardening = path.join(base, 'dist-hardening');
});
afterEach(() => fs.rmSync(base, { recursive: true }));

const SETTINGS = { kubernetes: '1.36', asOf: '2026-11-23', profile: 'pss-baseline', noConfig: true };
const at = (...names: string[]) => path.join(outdir, ...names);
const beside = (...names: string[]) => path.join(hardening, ...names);
const read = (...names: string[]) => fs.readFileSync(at(...names), 'utf8');
const written = (folder = outdir): string[] =>
  fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .filter((name) => !name.startsWith('hardening-report.') && name !== 'manifests.txt')
    .sort();
const appWith = (charts: readonly string[], hosts: readonly [string, string[]?][] = [], props: HardenedAppProps = {}) => {
  const app = new HardenedApp({ outdir, ...SETTINGS, ...props });
  for (const id of charts) new ApiObject(new Chart(app, id), 'a', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `${id}-a` } });
  const nodes = new Chart(app, 'nodes');
  hosts.forEach(
    ([file, groups], index) => new HostFile(nodes, `${index}`, { path: file, nodes: groups, content: { render: () => 'x\n' } }),
  );
  return app;
};
const messageOf = (run: () => void) => {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  return 'no error';
};

describe('what is not synthesised any more', () => {
  test.each<[string, YamlOutputType, string[], string[]]>([
    ['a file for each chart', YamlOutputType.FILE_PER_CHART, ['new.k8s.yaml', 'nodes.k8s.yaml'], ['nodes.k8s.yaml', 'old.k8s.yaml']],
    [
      'a folder for each chart',
      YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
      ['new/ConfigMap.new-a.k8s.yaml'],
      ['old/ConfigMap.old-a.k8s.yaml'],
    ],
    ['a file for each object', YamlOutputType.FILE_PER_RESOURCE, ['ConfigMap.new-a.k8s.yaml'], ['ConfigMap.old-a.k8s.yaml']],
  ])('is removed: %s', (_, yamlOutputType, after, before) => {
    appWith(['old'], [], { yamlOutputType }).synth();
    expect(written()).toEqual(before);
    appWith(['new'], [], { yamlOutputType }).synth();
    expect(written()).toEqual(after);
    expect(fs.existsSync(at('old'))).toBe(false);
  });

  test('is removed in a plain App too', () => {
    const synth = (id: string) => {
      const app = new App({ outdir });
      Hardening.enforce(app, SETTINGS);
      new ApiObject(new Chart(app, id), 'a', { apiVersion: 'v1', kind: 'ConfigMap' });
      app.synth();
    };
    synth('old');
    synth('new');
    expect(written()).toEqual(['new.k8s.yaml']);
  });

  test('and nothing else is: neither what others wrote nor what they put in its place', () => {
    appWith(['old', 'linked', 'folder']).synth();
    fs.writeFileSync(at('mine.k8s.yaml'), 'mine');
    fs.writeFileSync(path.join(base, 'target'), 'target');
    fs.rmSync(at('linked.k8s.yaml'));
    fs.symlinkSync(path.join(base, 'target'), at('linked.k8s.yaml'));
    fs.rmSync(at('folder.k8s.yaml'));
    fs.mkdirSync(at('folder.k8s.yaml'));
    appWith(['new']).synth();
    expect(written()).toEqual(['linked.k8s.yaml', 'mine.k8s.yaml', 'new.k8s.yaml', 'nodes.k8s.yaml']);
    expect(fs.readFileSync(path.join(base, 'target'), 'utf8')).toBe('target');
  });

  test('a name in another case is another file, or the same', () => {
    appWith([], [['/etc/A']]).synth();
    appWith([], [['/etc/a']]).synth();
    expect(written(beside('host'))).toEqual(['all-nodes/etc/a', 'host-files.json']);
  });

  test('is left by a synthesis that fails, and its message says so', () => {
    const broken = () => appWith(['renamed'], [], { kubernetes: '1.33', profile: 'hardened' }).synth();
    expect(messageOf(broken)).toContain('so no manifest and no host file was written.');
    expect(messageOf(broken)).not.toContain(`${outdir} `);
    appWith(['shop']).synth();
    expect(messageOf(broken)).toContain(
      `so no manifest and no host file was written. The complete report is in ${beside('hardening-report.txt')}. The manifests in `
        + `${outdir} are those of the last synthesis that passed.\n`,
    );
    expect(written()).toEqual(['nodes.k8s.yaml', 'shop.k8s.yaml']);
  });
});

describe('symbolic links', () => {
  test.each([
    'dist/shop.k8s.yaml',
    'dist-hardening/hardening-report.txt',
    'dist-hardening/manifests.txt',
    'dist-hardening/host/host-files.json',
    'dist-hardening/host/all-nodes/etc/x',
  ])('one in the place of %s is replaced, and what it leads to stays', (name) => {
    const target = path.join(base, 'target');
    const link = path.join(base, name);
    fs.writeFileSync(target, 'target');
    fs.mkdirSync(path.dirname(link), { recursive: true });
    fs.symlinkSync(target, link);
    appWith(['shop'], [['/etc/x']]).synth();
    expect(fs.readFileSync(target, 'utf8')).toBe('target');
    expect(fs.lstatSync(link).isFile()).toBe(true);
  });

  test.each(['host', 'host/all-nodes', 'host/all-nodes/etc'])('one in the place of the folder %s is refused', (name) => {
    const target = path.join(base, 'target');
    fs.mkdirSync(target);
    fs.mkdirSync(path.dirname(beside(name)), { recursive: true });
    fs.symlinkSync(target, beside(name));
    expect(messageOf(() => appWith(['shop'], [['/etc/x']]).synth())).toMatch(
      new RegExp(
        `^${hardening}: ${name} is a symbolic link, so host/.+ would not be in the output directory, and nothing was written\\. Remove`
          + ' it\\.$',
      ),
    );
    expect([written(target), written(hardening), fs.existsSync(outdir)]).toEqual([[], [name], false]);
  });

  test('nothing is removed through one', () => {
    appWith(['shop'], [['/etc/x']]).synth();
    const target = path.join(base, 'target');
    fs.renameSync(beside('host', 'all-nodes'), target);
    fs.symlinkSync(target, beside('host', 'all-nodes'));
    expect(messageOf(() => appWith(['shop']).synth())).toContain('host/all-nodes is a symbolic link');
    expect(written(target)).toEqual(['etc/x']);
  });

  test('the output folder itself may be one', () => {
    fs.mkdirSync(path.join(base, 'elsewhere'));
    fs.symlinkSync(path.join(base, 'elsewhere'), outdir);
    appWith(['shop']).synth();
    expect(written(path.join(base, 'elsewhere'))).toEqual(['nodes.k8s.yaml', 'shop.k8s.yaml']);
  });
});

describe('an index that is not as it was left', () => {
  const CORRUPT = [
    '',
    '{',
    'null',
    '[]',
    '{"files": {}}',
    '{"files": [{}]}',
    '{"files": [{"file": "../../escaped"}]}',
    '{"files": [{"file": "/etc/x"}]}',
  ];
  test.each(CORRUPT)('host-files.json: %j', (text) => {
    appWith(['old'], [['/etc/x']]).synth();
    fs.writeFileSync(path.join(base, 'escaped'), 'x');
    fs.writeFileSync(beside('host', 'host-files.json'), text);
    const before = written();
    expect(messageOf(() => appWith(['new'], [['/etc/y']]).synth())).toBe(
      `${beside('host', 'host-files.json')}: it is not an index as a synthesis leaves it, so it is not known which host files of earlier `
        + 'ones are to be removed, and nothing was written. Remove it, and the host files next to it that are no longer synthesised.',
    );
    expect([written(), fs.existsSync(path.join(base, 'escaped'))]).toEqual([before, true]);
  });

  test.each(['', 'x', '../escaped\n', '/etc/x\n', 'a\\b\n', 'a//b\n', 'cut'])('manifests.txt: %j', (rest) => {
    appWith(['old']).synth();
    fs.writeFileSync(path.join(base, 'escaped'), 'x');
    const record = beside('manifests.txt');
    const [heading] = fs.readFileSync(record, 'utf8').split('\n');
    fs.writeFileSync(record, rest === '' ? '' : rest === 'x' ? 'x\n' : `${heading}\n${rest}`);
    const before = written();
    expect(messageOf(() => appWith(['new']).synth())).toContain(
      `${record}: it is not as a synthesis left it, so it is not known which files of earlier ones are to be removed`,
    );
    expect([written(), fs.existsSync(path.join(base, 'escaped'))]).toEqual([before, true]);
  });
});

describe('names that are one', () => {
  test.each<[string, () => HardenedApp, string]>([
    [
      'paths that differ in case',
      () => appWith([], [['/etc/X'], ['/etc/x']]),
      'host/all-nodes/etc/X and host/all-nodes/etc/x cannot both be files on a file system that ignores case',
    ],
    [
      'node groups that differ in case',
      () => appWith([], [['/etc/x', ['CP', 'cp']]]),
      'host/CP/etc/x and host/cp/etc/x cannot both be files on a file system that ignores case',
    ],
    [
      'a file that is a folder of another',
      () => appWith([], [['/etc/x'], ['/etc/x/y']]),
      'host/all-nodes/etc/x is a file, and host/all-nodes/etc/x/y needs a directory of that name',
    ],
  ])('%s', (_, make, fact) => {
    expect(messageOf(() => make().synth())).toContain(`${hardening}: ${fact}, so one of them would be lost, and nothing was written.`);
    expect([outdir, hardening].filter((folder) => fs.existsSync(folder))).toEqual([]);
  });
});

describe('writeOutput', () => {
  test.each(['../x', 'a/../x', '/x', 'a//x', 'a/', '', '.', 'a\\x', 'C:x', 'a\0', 'a\n'])('refuses %j', (name) => {
    expect(() => writeOutput({ folder: outdir, files: [{ path: name, content: 'x' }] })).toThrow(
      `${outdir}: ${JSON.stringify(name)} is outside of the directory, so nothing was written.`,
    );
    expect(() => writeOutput({ folder: outdir, files: [], stale: [name] })).toThrow('is outside of the directory');
    expect(fs.existsSync(outdir)).toBe(false);
  });

  test('writes nothing when one file cannot be written', () => {
    fs.mkdirSync(outdir);
    fs.writeFileSync(at('a'), 'before');
    const files = (second: string) => [
      { path: 'a', content: 'after' },
      { path: second, content: 'b' },
    ];
    const fault = /: a file cannot be written \(E.+\), so nothing was written\./;
    expect(messageOf(() => writeOutput({ folder: outdir, files: files('x'.repeat(300)) }))).toMatch(fault);
    // Too long as a whole: it is found out when the folders are made.
    expect(messageOf(() => writeOutput({ folder: outdir, files: files(`${'x/'.repeat(2200)}b`) }))).toMatch(fault);
    expect([written(), read('a')]).toEqual([['a'], 'before']);
  });

  test('a folder in the place of a file is refused', () => {
    fs.mkdirSync(at('a'), { recursive: true });
    expect(messageOf(() => writeOutput({ folder: outdir, files: [{ path: 'a', content: 'x' }] }))).toBe(
      `${outdir}: a is a directory, so no file can be written there, and nothing was written. Remove it, or name the chart, the object or `
        + 'the host file otherwise.',
    );
  });

  test('permissions of a file that is replaced stay, unless others are asked for', () => {
    const mode = (name: string) => fs.statSync(at(name)).mode % 0o1000;
    fs.mkdirSync(outdir);
    for (const name of ['a', 'b']) fs.writeFileSync(at(name), 'x', { mode: 0o640 });
    writeOutput({
      folder: outdir,
      files: [
        { path: 'a', content: 'y' },
        { path: 'b', content: 'y', mode: 0o600 },
      ],
    });
    expect([read('a'), mode('a'), read('b'), mode('b')]).toEqual(['y', 0o640, 'y', 0o600]);
  });
});
