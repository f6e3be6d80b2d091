import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { App, Chart } from 'cdk8s';
import { CATALOG } from '../../src/catalog';
import { HostFile } from '../../src/cdk8s/host-file';
import { Registry } from '../../src/engine/registry';
import type { AnyRule } from '../../src/engine/rule';
import { run } from '../../src/engine/run';
import { readsOf } from '../../src/engine/subjects';
import { annotationWaivers } from '../../src/engine/waiver-sources';
import { inventoryOfApp } from '../../src/input/app-inventory';
import { findFiles } from '../../src/input/find-files';
import { readInput } from '../../src/input/read-input';
import { judge } from '../../src/jest/judge';
import { Inventory } from '../../src/kubernetes/objects/inventory';
import { NodeFiles, type FilePattern } from '../../src/kubernetes/objects/node-files';
import { describe as nameOf } from '../../src/kubernetes/objects/object';
import { parseMinor } from '../../src/kubernetes/releases/versions';
import { inventoryOf } from '../support/findings';

const AS_OF = '2026-11-23';
const KUBERNETES = '1.37';
const registry = new Registry(CATALOG);
const reads = readsOf(CATALOG);

let dir: string;
beforeEach(() => {
  dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'reads-')));
});
afterEach(() => fs.rmSync(dir, { recursive: true }));

function verdict(rule: AnyRule, inventory: Inventory, isAlone = !rule.id.startsWith('assurance/')): string[] {
  const waivers = annotationWaivers(inventory, {
    asOf: AS_OF,
    isRule: (id) => registry.find(id) !== undefined,
    takesReason: () => false,
    longest: 366,
  });
  // Rules about waivers look at what all others have found.
  const profile = { name: 'one', title: '', includes: (each: AnyRule) => !isAlone || each === rule };
  const settings = new Map([[rule.id, { options: rule.exampleOptions }]]);
  const result = run({ inventory, registry, profile, kubernetes: parseMinor(KUBERNETES), asOf: AS_OF, waivers, settings });
  return result.findings
    .filter((finding) => finding.rule === rule.id)
    .map(({ status, object, path: field, message }) => `${status} ${object ? nameOf(object) : '(run)'} ${field}: ${message}`)
    .sort();
}

/** As the engine judges it, with nothing to find or to read. */
function direct(rule: AnyRule, example: string): string[] {
  const file = rule.exampleFile;
  if (file === undefined) return verdict(rule, inventoryOf(example));
  return verdict(rule, inventoryOf([], [{ path: file, content: example, origin: { hostPath: file } }]));
}

function fromFolder(rule: AnyRule, example: string, root: string): string[] {
  const name = path.join(dir, root, rule.exampleFile ?? 'example.yaml');
  fs.mkdirSync(path.dirname(name), { recursive: true });
  fs.writeFileSync(name, example);
  const { files, errors } = findFiles([dir], { reads });
  const input = readInput(files, { reads });
  expect([...errors, ...input.errors]).toEqual([]);
  return verdict(rule, input.inventory);
}

function fromApp(rule: AnyRule, example: string): App {
  const app = new App();
  const chart = new Chart(app, 'chart');
  new HostFile(chart, 'file', { path: rule.exampleFile!, content: { render: () => example } });
  return app;
}

const rows = CATALOG.flatMap((rule) => [[`${rule.id}, bad`, rule, rule.bad] as const, [`${rule.id}, good`, rule, rule.good] as const]);

describe('an example is judged the same, however it comes in', () => {
  test.each(rows)('%s: from a folder', (name, rule, example) => {
    const expected = direct(rule, example);
    expect(expected.some((line) => line.startsWith('violation'))).toBe(name.endsWith('bad'));
    expect(fromFolder(rule, example, rule.exampleFile === undefined ? 'deploy' : 'dist/host/workers')).toEqual(expected);
  });

  const ofFiles = rows.filter(([, { exampleFile }]) => exampleFile !== undefined);

  test('there are rules about files of nodes', () => expect(ofFiles.length).toBeGreaterThan(40));

  test.each(ofFiles)('%s: from a folder that only looks like one of a node', (_, rule, example) => {
    expect(fromFolder(rule, example, 'roles/node/files')).toEqual(direct(rule, example));
  });

  test.each(ofFiles)('%s: from an app, and in jest', (_, rule, example) => {
    const expected = direct(rule, example);
    expect(verdict(rule, inventoryOfApp(fromApp(rule, example)))).toEqual(expected);
    const { report } = judge(fromApp(rule, example), { kubernetes: KUBERNETES, asOf: AS_OF, noConfig: true }, { ruleId: rule.id });
    expect(report.result.findings.map(({ status, message }) => `${status} ${message}`).sort()).toEqual(
      expected.map((line) => line.replace(/^(\S+) .*?: /, '$1 ')).sort(),
    );
  });

  test.each(rows.filter(([, { exampleFile }]) => exampleFile === undefined))('%s: as YAML in jest', (_, rule, example) => {
    const ruleSettings = rule.exampleOptions === undefined ? {} : { [rule.id]: { options: rule.exampleOptions } };
    const { report } = judge(example, { kubernetes: KUBERNETES, asOf: AS_OF, noConfig: true, ruleSettings }, { ruleId: rule.id });
    const statuses = report.result.findings.map(({ status }) => status);
    expect(statuses.sort()).toEqual(direct(rule, example).map((line) => line.slice(0, line.indexOf(' '))));
  });
});

/** Objects that make rules look for files, beside every example. */
const component = (name: string, ...flags: string[]) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'kube-system' },
  spec: { containers: [{ name, image: name, command: [name, ...flags] }] },
});
const CONFINED = {
  seccompProfile: { type: 'Localhost', localhostProfile: 'a.json' },
  appArmorProfile: { type: 'Localhost', localhostProfile: 'a' },
};
const EVERYTHING = [
  component('etcd', '--config-file=/etc/etcd/member'),
  component('etcd', '--trusted-ca-file=/etc/etcd/ca', '--peer-trusted-ca-file=/etc/etcd/ca'),
  component('kube-apiserver', '--client-ca-file=/etc/kubernetes/ca', '--etcd-cafile=/etc/etcd/ca', '--audit-policy-file=/etc/audit'),
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'api' },
    spec: { securityContext: CONFINED, containers: [{ name: 'c', image: 'a' }] },
  },
].map((manifest) => JSON.stringify(manifest));
const FILES = {
  '/etc/ssh/sshd_config': 'Include /etc/ssh/other/*.conf\nInclude sshd_config.d/*.conf\n',
  '/etc/ssh/other/a.conf': 'PermitRootLogin yes\n',
  '/etc/etcd/member': 'name: a\n',
  '/etc/etcd/ca': '-----BEGIN CERTIFICATE-----\n',
  '/var/lib/kubelet/seccomp/a.json': '{}',
};

describe('a rule reads the files that its subject declares', () => {
  const asked = new Map<string, Set<FilePattern>>();
  let current = '';
  beforeAll(() => {
    const record = (pattern: FilePattern) => void asked.set(current, (asked.get(current) ?? new Set()).add(pattern));
    const { of, named } = NodeFiles.prototype;
    jest.spyOn(NodeFiles.prototype, 'of').mockImplementation(function (this: NodeFiles, pattern) {
      record(pattern);
      return of.call(this, pattern);
    });
    jest.spyOn(NodeFiles.prototype, 'named').mockImplementation(function (this: NodeFiles, pattern, ...rest) {
      record(pattern);
      return named.call(this, pattern, ...rest);
    });
    const manifests = [
      ...EVERYTHING,
      ...CATALOG.filter(({ exampleFile }) => exampleFile === undefined).flatMap(({ bad, good }) => [bad, good]),
    ];
    const examples = CATALOG.flatMap(({ exampleFile, bad }) => (exampleFile === undefined ? [] : [[exampleFile, bad] as const]));
    const files = [...Object.entries(FILES), ...examples].map(([file, content]) => ({ path: file, content, origin: { hostPath: file } }));
    const objects = manifests.flatMap((text) => inventoryOf(text).objects);
    for (const rule of CATALOG) {
      current = rule.id;
      // Each has an inventory of its own, since what is derived from one is derived once.
      verdict(rule, new Inventory(objects, files), true);
    }
  });
  afterAll(() => jest.restoreAllMocks());

  test.each(CATALOG.map((rule) => [rule.id, rule] as const))('%s', (id, { subject }) => {
    const declared = new Set(subject.reads);
    expect([...(asked.get(id) ?? [])].filter((pattern) => !declared.has(pattern)).map(({ name }) => name)).toEqual([]);
  });

  test('and every pattern is asked for by a rule that declares it', () => {
    for (const { id, subject } of CATALOG) {
      for (const pattern of subject.reads ?? []) expect([id, asked.get(id)?.has(pattern), pattern.name]).toEqual([id, true, pattern.name]);
    }
    expect(reads.map(({ name }) => name).sort()).toEqual([
      'AppArmor profiles',
      'certificates',
      'etcd configuration',
      'flags of the kubelet',
      'nftables rulesets',
      'seccomp profiles',
      'sshd configuration',
    ]);
  });
});
