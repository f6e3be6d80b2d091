/** `npm run new:rule -- practice/topic/name [--kind group/Kind] [--new-topic]`: the files of a rule that is to be written. */
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import * as ts from 'typescript';
import { CATALOG } from '../src/catalog';
import { Registry } from '../src/engine/registry';
import { nearest } from '../src/text/nearest';

const ROOT = path.join(__dirname, '..');

/** What a new rule is about. */
export interface NewRule {
  /** `practice/topic/name`, or `practice/name` in a practice without topics. */
  readonly place: string;
  /** The kind of its objects as `group/Kind`, `/Service` for the core group. Default: pods. */
  readonly kind?: string;
  /** True when the topic may be a new one. */
  readonly newTopic?: boolean;
}

/**
 * The texts of the files to write, by their path in the repository: the rule, its test, and the list of its practice.
 *
 * @throws Error for a place where no rule can be
 */
export function newRule(wanted: NewRule): ReadonlyMap<string, string> {
  const { practice, topic, name } = placeOf(wanted);
  const id = `${practice}/${name}`;
  const identifier = name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  const folder = path.posix.join(practice, 'rules', topic);
  const list = `src/${practice}/rules/index.ts`;
  return new Map([
    [`src/${folder}/${name}.ts`, ruleText(id, identifier, folder, wanted.kind)],
    [`test/${folder}/${name}.test.ts`, testText(name, identifier, folder, wanted.kind)],
    [list, listed(fs.readFileSync(path.join(ROOT, list), 'utf8'), identifier, `./${path.posix.join(topic, name)}`)],
  ]);
}

function placeOf({ place, kind, newTopic }: NewRule): { practice: string; topic: string; name: string } {
  const parts = place.split('/');
  if (parts.length < 2 || parts.length > 3 || !parts.every((part) => /^[a-z][a-z0-9-]*$/.test(part))) {
    throw new Error(`"${place}" is not practice/topic/name in lower case with dashes. Write it like workloads/jobs/job-cleanup.`);
  }
  const [practice, topic, name] = [parts[0]!, parts.length === 3 ? parts[1]! : '', parts.at(-1)!];
  const practices = fs
    .readdirSync(path.join(ROOT, 'src'))
    .filter((folder) => fs.existsSync(path.join(ROOT, 'src', folder, 'rules', 'index.ts')));
  if (!practices.includes(practice)) {
    throw new Error(
      `there is no practice "${practice}" with rules. Choose one of ${practices.join(', ')}, or add its rules/index.ts first.`,
    );
  }
  const topics = foldersIn(path.join(ROOT, 'src', practice, 'rules'));
  if (topic === '' && topics.length > 0) throw new Error(`the rules of ${practice} have topics. Choose one of ${topics.join(', ')}.`);
  if (topic !== '' && !topics.includes(topic) && newTopic !== true) {
    const near = topics.length === 0 ? '' : ` The nearest is ${nearest(topic, topics)}.`;
    throw new Error(`the rules of ${practice} have no topic "${topic}".${near} For a new one, add --new-topic.`);
  }
  if (new Registry(CATALOG).find(`${practice}/${name}`)) {
    throw new Error(`the id ${practice}/${name} is taken, and ids are never reused. Choose another name.`);
  }
  if (kind !== undefined && !/^[a-z0-9.-]*\/[A-Z][A-Za-z]*$/.test(kind)) {
    throw new Error(`--kind ${kind} is not group/Kind. Write it like apps/Deployment, or /Service for the core group.`);
  }
  return { practice, topic, name };
}

function foldersIn(folder: string): string[] {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
}

function ruleText(id: string, identifier: string, folder: string, kind: string | undefined): string {
  const up = path.posix.relative(folder, '.');
  const check = `check${identifier.charAt(0).toUpperCase()}${identifier.slice(1)}`;
  const [subject, value, valueType, from] =
    kind === undefined
      ? ['pods', 'pod', 'PodView', 'kubernetes/pods/pod-view']
      : [`objectsOfKind('${kind}')`, 'object', 'KubeObject', 'kubernetes/objects/object'];
  const example = kind === undefined ? 'examplePod()' : `'{ kind: ${kind.slice(kind.indexOf('/') + 1)} }'`;
  const examplePod = kind === undefined ? `import { examplePod } from '${up}/kubernetes/pods/example-pod';\n` : '';
  return `import { defineRule, type Outcome } from '${up}/engine/rule';
import { Severity } from '${up}/engine/severity';
import { ${kind === undefined ? 'pods' : 'objectsOfKind'} } from '${up}/engine/subjects';
${examplePod}import type { ${valueType} } from '${up}/${from}';

export const ${identifier} = defineRule({
  id: '${id}',
  title: 'TODO: Pods must (not) …, with the name of the field',
  description: 'TODO: Why. What is exempt, what unset means, what is unknown. Not what the title says.',
  severity: Severity.MEDIUM,
  fix: 'TODO: Set \`field\` to ….',
  sources: ['https://kubernetes.io/docs/TODO'],
  bad: ${example},
  good: ${example},
  subject: ${subject},
  check: ${check},
});

/**
 * TODO: name it after what it requires or forbids. Each finding has the path of the field and the fact; what cannot be decided is
 * \`undecided\`.
 */
function ${check}(${value}: ${valueType}): readonly Outcome[] {
  throw new Error(\`TODO: the check of ${id} is not written (\${Object.keys(${value}).join(', ')})\`);
}
`;
}

function testText(name: string, identifier: string, folder: string, kind: string | undefined): string {
  const up = path.posix.relative(path.posix.join('test', folder), '.');
  const manifest = kind === undefined ? 'pod()' : `{ kind: '${kind.slice(kind.indexOf('/') + 1)}' }`;
  return `import { ${identifier} } from '${up}/src/${folder}/${name}';
import { ${kind === undefined ? 'pod, ' : ''}table } from '${up}/test/support/pods';

// TODO: a row each for unset, null, empty, zero, a wrong type, every list of containers, and both sides of every revision.
table(${identifier}, [['unset', ${manifest}, ['TODO: Pod api spec.field: the fact']]]);
`.replaceAll(`${up}/test/support`, `${path.posix.relative(path.posix.join('test', folder), 'test')}/support`);
}

/** The list of a practice with a rule at its end. */
function listed(text: string, identifier: string, module: string): string {
  const source = ts.createSourceFile('index.ts', text, ts.ScriptTarget.Latest, true);
  const imports = source.statements.filter(ts.isImportDeclaration);
  const array = source.statements.flatMap((statement) =>
    ts.isVariableStatement(statement) ? statement.declarationList.declarations.flatMap(({ initializer }) => initializer ?? []) : [],
  )[0];
  if (!array || !ts.isArrayLiteralExpression(array)) throw new Error('the list of the practice is not an array: add the rule by hand');
  if (new RegExp(`\\b${identifier}\\b`).test(text)) {
    throw new Error(`the practice has a rule that is called ${identifier} in code. Choose another name.`);
  }
  const after = imports.filter(({ moduleSpecifier }) => moduleSpecifier.getText().startsWith("'./")).at(-1)?.end ?? 0;
  const end = array.elements.at(-1)?.end ?? array.getStart() + 1;
  return `${text.slice(0, after)}\nimport { ${identifier} } from '${module}';${text.slice(after, end)}, ${identifier}${text.slice(end)}`;
}

function main(): void {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { 'kind': { type: 'string' }, 'new-topic': { type: 'boolean' } },
  });
  if (positionals.length !== 1) throw new Error('name one rule: npm run new:rule -- practice/topic/name');
  const texts = newRule({ place: positionals[0]!, kind: values.kind, newTopic: values['new-topic'] });
  const [rule, test, list] = [...texts.keys()];
  for (const [file, text] of texts) {
    fs.mkdirSync(path.dirname(path.join(ROOT, file)), { recursive: true });
    fs.writeFileSync(path.join(ROOT, file), text);
  }
  execFileSync('npx', ['prettier', '--write', '--log-level', 'warn', ...texts.keys()], { cwd: ROOT, stdio: 'inherit' });
  const told = `Written: ${rule!}, ${test!}, and an entry at the end of ${list!}.
The order of that list is the order of the documentation: move the entry to where a reader looks for it.

Next:
  1. Write the texts and the check: no TODO may be left.   $EDITOR ${rule!}
  2. Write the rows of the test.                            npx jest ${test!}
  3. See that its examples and texts are complete.          npx jest test/meta/catalog.test.ts
  4. Name it in src/equivalents if it answers a check of another tool, and in CHANGELOG.md.
  5. Write its page and the report of the example.          npm run docs && npm run example:update
`;
  process.stdout.write(told);
}

if (require.main === module) {
  try {
    main();
  } catch (error) {
    process.stderr.write(`error: ${(error as Error).message}\n`);
    process.exitCode = 2;
  }
}
