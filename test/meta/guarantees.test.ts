import * as fs from 'node:fs';
import * as path from 'node:path';
import { Construct } from 'constructs';
import { guarantees, guaranteesPage, UNPROVEN } from '../../scripts/guarantees';
import { CATALOG } from '../../src/catalog';
import * as api from '../../src/index';

/** Subjects that are neither a construct nor a rule. */
const PARTS = ['Pod Security Standards', 'PodHardening', 'reading YAML', 'reading configurations of kubelets'];

const list = guarantees();
const named = new Set(list.flatMap(({ subjects }) => subjects));
const constructs = Object.entries(api)
  .filter(([, value]) => typeof value === 'function' && value.prototype instanceof Construct)
  .map(([name]) => name);

test('docs/guarantees.md says what the tests say', () => {
  expect(fs.readFileSync(path.join(__dirname, '..', '..', 'docs', 'guarantees.md'), 'utf8')).toBe(guaranteesPage());
});

test('every construct of the public API has a guarantee, or is named as one that has none', () => {
  expect(constructs).toEqual(expect.arrayContaining(['AuditPolicy', 'EtcdTlsConfig', 'IsolatedNamespace']));
  expect(constructs.filter((name) => !named.has(name) && !Object.hasOwn(UNPROVEN, name))).toEqual([]);
});

test('what is named as having no guarantee is a construct and has none', () => {
  expect(Object.keys(UNPROVEN).filter((name) => named.has(name) || !constructs.includes(name))).toEqual([]);
});

test('every subject exists', () => {
  const known = new Set([...constructs, ...CATALOG.map(({ id }) => id), ...PARTS]);
  expect([...named].filter((name) => !known.has(name))).toEqual([]);
});

test('every claim is made once in a file, in a sentence, and says against what it is tried', () => {
  const keys = list.map(({ file, claim }) => `${file} ${claim}`);
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  expect(list.filter(({ claim, on }) => !/^\S+( \S+){3,}[^.\s]$/.test(claim) || on === '')).toEqual([]);
});
