import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Linter } from 'eslint';
import * as tseslint from 'typescript-eslint';
import { POD_KINDS } from '../../src/kubernetes/pods/pod-kinds';

const ROOT = path.join(__dirname, '..', '..');

function lint(rule: string, file: string, code: string, parserOptions: object = {}): string[] {
  const config = {
    files: ['**/*.ts'],
    languageOptions: { parser: tseslint.parser as Linter.Parser, parserOptions },
    plugins: { local: { rules: { rule: require(path.join(ROOT, 'scripts', rule)) } } },
    rules: { 'local/rule': 'error' as const },
  };
  return new Linter({ cwd: path.dirname(file) }).verify(code, config, file).map(({ line, message }) => `${line}: ${message}`);
}

describe('import arrows', () => {
  const judge = (file: string, specifier: string) =>
    lint('import-arrows.cjs', path.join(ROOT, 'src', file), `import { x } from '${specifier}';`);

  test.each<[string, string, string]>([
    ['text/yaml/yaml.ts', '../../kubernetes/objects/object', 'src/text may not import src/kubernetes'],
    ['kubernetes/pods/pod-view.ts', '../../engine/rule', 'src/kubernetes may not import src/engine'],
    ['analysis/access/access.ts', '../../engine/rule', 'src/analysis may not import src/engine'],
    ['cdk8s/port.ts', '../engine/rule', 'src/cdk8s may not import src/engine'],
    ['engine/run.ts', '../catalog', 'src/engine may not import src/catalog'],
    ['engine/run.ts', '../workloads', 'src/engine may not import src/workloads'],
    ['input/find-files.ts', '../workloads/rules', 'src/input may not import src/workloads'],
    ['workloads/rules/x.ts', '../../namespaces/index', 'src/workloads may not import src/namespaces'],
    ['workloads/index.ts', '../app', 'src/workloads may not import src/app'],
    ['a-new-practice/constructs/x.ts', '../../rbac', 'src/a-new-practice may not import src/rbac'],
    ['equivalents/etcd.ts', '../etcd', 'src/equivalents may not import src/etcd'],
    ['reports/text.ts', '../catalog', 'src/reports may not import src/catalog'],
    ['catalog.ts', './app', 'src/catalog may not import src/app'],
    ['app/hardening.ts', '../cli/main', 'src/app may not import src/cli'],
    ['cli/main.ts', '../jest', 'src/cli may not import src/jest'],
    ['cli/main.ts', '..', 'src/cli may not import src/index'],
    ['jest/index.ts', '../etcd/rules', 'src/jest may not import src/etcd'],
    ['embedding.ts', './rbac', 'src/embedding may not import src/rbac'],
    ['index.ts', './cli/main', 'src/index may not import src/cli'],
    ['rbac/rules/x.ts', '../constructs/grant', 'src/rbac/rules may not import src/rbac/constructs'],
    ['rbac/constructs/grant.ts', '../rules/x', 'src/rbac/constructs may not import src/rbac/rules'],
  ])('%s may not import %s', (file, specifier, message) => {
    expect(judge(file, specifier)).toEqual([expect.stringMatching(new RegExp(`^1: ${message}: .+\\.$`))]);
  });

  test.each([
    ['text/yaml/yaml.ts', './yaml-lines'],
    ['engine/run.ts', '../kubernetes/objects/inventory'],
    ['rbac/rules/x.ts', '../powerful-grants'],
    ['rbac/constructs/grant.ts', '../powerful-grants'],
    ['rbac/index.ts', './rules'],
    ['catalog.ts', './rbac/rules'],
    ['app/hardening.ts', '../etcd'],
    ['cli/main.ts', '../../package.json'],
    ['cli/main.ts', 'node:fs'],
    ['../test/x.ts', '../src/cli/main'],
  ])('%s may import %s', (file, specifier) => {
    expect(judge(file, specifier)).toEqual([]);
  });

  test.each([
    "export { x } from '../rbac';",
    "export * from '../rbac';",
    "import type { X } from '../rbac';",
    "import x = require('../rbac');",
    "const x = require('../rbac');",
    "const x = import('../rbac');",
    "let x: import('../rbac').X;",
  ])('%s counts', (code) => {
    expect(lint('import-arrows.cjs', path.join(ROOT, 'src/etcd/index.ts'), code)).toHaveLength(1);
  });
});

describe('shared views', () => {
  const views = (file: string, code: string) => lint('shared-views.cjs', path.join(ROOT, file), code);
  const said = (kind: string, view: string) =>
    `A practice must not read ${kind} objects from the inventory itself: use ${view}. Where a fact is read twice, two rules come to `
    + 'contradict each other in one report.';
  const SERVICE = said('Service', 'services, servicesIn or podsOfService of kubernetes/services');

  test.each<[string, string, string, string[]]>([
    ['a kind that has a view', 'src/nodes/a.ts', "inventory.byKind('', 'Service');", [`1: ${SERVICE}`]],
    ['through a constant', 'src/nodes/rules/a.ts', "const KIND = 'Service';\nfunction f(i) { i.byKind('', KIND); }", [`2: ${SERVICE}`]],
    ['of a context', 'src/traffic/a.ts', 'context.inventory.byKind(``, `Service`);', [`1: ${SERVICE}`]],
    ['a kind without view', 'src/nodes/a.ts', "inventory.byKind('', 'ConfigMap');", []],
    ['the kind in another group', 'src/nodes/a.ts', "inventory.byKind('serving.knative.dev', 'Service');", []],
    ['a kind that is not written', 'src/nodes/a.ts', 'function f(i, kind) { i.byKind("", kind); }', []],
    ['the layer that has the view', 'src/kubernetes/services/service.ts', "inventory.byKind('', 'Service');", []],
    ['a test', 'test/nodes/a.test.ts', "inventory.byKind('', 'Service');", []],
  ])('%s', (_, file, code, expected) => expect(views(file, code)).toEqual(expected));

  test.each(POD_KINDS.filter(({ isCustom }) => !isCustom).map(({ groups, kind }) => [groups[0]!, kind]))(
    '%s/%s has a view: it makes pods',
    (group, kind) => expect(views('src/nodes/a.ts', `inventory.byKind('${group}', '${kind}');`)).toHaveLength(1),
  );
});

test('types: what the compiler says is said, and nothing else', () => {
  const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'types-'));
  try {
    const file = path.join(folder, 'a.ts');
    const code = "export const right: number = 1;\nexport const wrong: string = right;\nconst unused = missing('a');\n";
    fs.writeFileSync(file, code);
    fs.writeFileSync(
      path.join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: { strict: true, noUnusedLocals: true, target: 'es2022', types: [] }, files: ['a.ts'] }),
    );
    expect(lint('types.cjs', file, code, { project: 'tsconfig.json', tsconfigRootDir: folder })).toEqual([
      "2: TS2322: Type 'number' is not assignable to type 'string'.",
      "3: TS6133: 'unused' is declared but its value is never read.",
      "3: TS2304: Cannot find name 'missing'.",
    ]);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});
