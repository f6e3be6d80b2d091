/** Programs and manifests of docs/recipes do what they say: they are run, and what they write passes. */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as ts from 'typescript';
import { check } from '../../src/cli/check/check';
import { readYaml } from '../../src/text/yaml/yaml';
import { blocksOf, writeFiles } from '../support/page-blocks';

const FOLDER = path.join(__dirname, '../../docs/recipes');
const PAGES = fs.readdirSync(FOLDER).filter((name) => name !== 'README.md');
const AS_OF = '2026-12-01';

const blocks = (page: string, language: string) => blocksOf(path.join(FOLDER, page), language);

let folder: string;
const before = process.cwd();
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'recipes-'));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(before);
  fs.rmSync(folder, { recursive: true });
});

function run(program: string): void {
  const { outputText } = ts.transpileModule(program, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const load = (name: string): unknown => require(name === 'cdk8s-hardened' ? '../../src' : name);
  new Function('require', 'exports', outputText)(load, {});
}

const programs = PAGES.filter((page) => blocks(page, 'ts').length > 0);

test.each(programs)('the program of %s passes, and so does what it writes', (page) => {
  writeFiles(blocks(page, 'yaml'));
  for (const { text } of blocks(page, 'ts')) run(text);
  const profile = page === 'foreign-yaml.md' ? 'pss-baseline' : 'hardened';
  const { report, exitCode } = check({
    paths: ['dist', 'dist-hardening'],
    layers: [{ settings: { kubernetes: '1.36', asOf: AS_OF, profile } }],
  });
  expect(report.result.findings.filter(({ status }) => status === 'violation').map(({ rule, message }) => `${rule}: ${message}`)).toEqual(
    [],
  );
  expect(exitCode).toBe(0);
});

test('the programs are all there', () => {
  expect(programs.sort()).toEqual(['foreign-yaml.md', 'managed-clusters.md', 'nginx.md', 'operator.md', 'postgres.md', 'redis.md']);
});

test('every YAML block can be read, and every page is linked', () => {
  const index = fs.readFileSync(path.join(FOLDER, 'README.md'), 'utf8');
  for (const page of PAGES) {
    expect(index).toContain(`(${page})`);
    for (const { text } of blocks(page, 'yaml')) expect(readYaml(text).faults).toEqual([]);
  }
});
