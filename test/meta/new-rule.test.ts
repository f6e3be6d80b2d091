import * as path from 'node:path';
import * as ts from 'typescript';
import { newRule } from '../../scripts/new-rule';
import type { AnyRule } from '../../src/engine/rule';
import { findings } from '../support/findings';

const ROOT = path.join(__dirname, '..', '..');

/** What a text of a module exports, as if the module stood at that place. */
function exportsOf(file: string, text: string): Record<string, unknown> {
  const { outputText } = ts.transpileModule(text, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
  const exports: Record<string, unknown> = {};

  new Function('exports', 'require', outputText)(exports, (module: string) => require(path.resolve(ROOT, path.dirname(file), module)));
  return exports;
}

const POD = '{ kind: Pod, apiVersion: v1, metadata: { name: api }, spec: { containers: [{ name: api, image: api }] } }';
const SERVICE = '{ kind: Service, apiVersion: v1, metadata: { name: api }, spec: {} }';

test.each([
  ['workloads/jobs/made-up-rule', undefined, 'workloads/made-up-rule', POD],
  ['versions/made-up-rule', undefined, 'versions/made-up-rule', POD],
  ['nodes/ssh/made-up-rule', '/Service', 'nodes/made-up-rule', SERVICE],
])('%s with kind %s: a rule that fails until it is written', (place, kind, id, manifest) => {
  const texts = newRule({ place, kind });
  const [practice] = place.split('/');
  const file = `src/${place.replace('/', '/rules/')}.ts`;
  expect([...texts.keys()]).toEqual([file, file.replace('src/', 'test/').replace('.ts', '.test.ts'), `src/${practice}/rules/index.ts`]);
  const { madeUpRule } = exportsOf(file, texts.get(file)!) as { madeUpRule: AnyRule };
  expect(madeUpRule.id).toBe(id);
  expect(JSON.stringify(madeUpRule)).toContain('TODO');
  expect(findings(madeUpRule, manifest)).toEqual([
    expect.stringMatching(`the rule itself failed \\(TODO: the check of ${id} is not written`),
  ]);
  const list = texts.get(`src/${practice}/rules/index.ts`)!;
  expect(
    Object.values(
      exportsOf(`src/${practice}/rules/index.ts`, list.replace(/^import \{ madeUpRule \}.*$/m, `const madeUpRule = { id: '${id}' };`)),
    )[0],
  ).toContainEqual({ id });
});

test.each([
  ['workloads', '"workloads" is not practice/topic/name in lower case with dashes. Write it like workloads/jobs/job-cleanup.'],
  ['workloads/jobs/JobCleanup', '"workloads/jobs/JobCleanup" is not practice/topic/name in lower case with dashes.'],
  ['workload/jobs/made-up', 'there is no practice "workload" with rules. Choose one of assurance, audit, '],
  ['workloads/made-up', 'the rules of workloads have topics. Choose one of accounts, availability, '],
  ['workloads/job/made-up', 'the rules of workloads have no topic "job". The nearest is jobs. For a new one, add --new-topic.'],
  ['workloads/storage/job-cleanup', 'the id workloads/job-cleanup is taken, and ids are never reused. Choose another name.'],
])('%s is refused', (place, message) => {
  expect(() => newRule({ place })).toThrow(message);
});

test('a kind without its group is refused', () => {
  expect(() => newRule({ place: 'workloads/jobs/made-up', kind: 'Deployment' })).toThrow(
    '--kind Deployment is not group/Kind. Write it like apps/Deployment, or /Service for the core group.',
  );
});

test('a new topic on request', () => {
  expect([...newRule({ place: 'workloads/made-up-topic/made-up', newTopic: true }).keys()][0]).toBe(
    'src/workloads/rules/made-up-topic/made-up.ts',
  );
});
