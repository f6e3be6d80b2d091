import * as fs from 'node:fs';
import * as path from 'node:path';
import { Linter } from 'eslint';
import { POD_KINDS } from '../../src/kubernetes/pods/pod-kinds';

const ROOT = path.join(__dirname, '..', '..');
const rule = require('../../scripts/shared-views.cjs');
const parser = require('@typescript-eslint/parser');

const linter = new Linter({ configType: 'flat', cwd: ROOT });

/** The messages of the rule about a file of this path. */
function messages(file: string, code: string): string[] {
  return linter
    .verify(
      code,
      [
        {
          files: ['**/*.ts'],
          languageOptions: { parser },
          plugins: { local: { rules: { 'shared-views': rule } } },
          rules: { 'local/shared-views': 'error' },
        },
      ],
      { filename: path.join(ROOT, file) },
    )
    .map(({ message, line }) => `${line}: ${message}`);
}

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
])('%s', (_, file, code, expected) => expect(messages(file, code)).toEqual(expected));

test.each(POD_KINDS.filter(({ isCustom }) => !isCustom).map(({ groups, kind }) => [groups[0]!, kind]))(
  '%s/%s has a view: it makes pods',
  (group, kind) => expect(messages('src/nodes/a.ts', `inventory.byKind('${group}', '${kind}');`)).toHaveLength(1),
);

test('no practice scans a kind that has a view', () => {
  const files = fs.readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const found = files.flatMap((name) => {
    const file = path.join('src', name);
    const code = fs.readFileSync(path.join(ROOT, file), 'utf8');
    return code.includes('byKind') ? messages(file, code).map((message) => `${file}:${message}`) : [];
  });
  expect(files.length).toBeGreaterThan(300);
  expect(found).toEqual([]);
});
