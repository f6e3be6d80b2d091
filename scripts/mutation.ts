/**
 * Changes the code in small ways, one at a time, and runs the tests of the folder: a change that no test notices is a survivor.
 *
 * `npm run mutation -- --folder src/text --sample 50 --seed 1`; with `--write`, the score is put into docs/mutation.md. The changes are
 * made in a copy. The same seed takes the same sample of the same code.
 */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import * as ts from 'typescript';

const ROOT = path.join(__dirname, '..');
const TABLE = path.join(ROOT, 'docs', 'mutation.md');
/** A change that makes the tests hang is noticed. */
const LONGEST = 10 * 60 * 1000;

interface Mutant {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const OPERATORS: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.EqualsEqualsEqualsToken, '!=='],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, '==='],
  [ts.SyntaxKind.LessThanToken, '<='],
  [ts.SyntaxKind.LessThanEqualsToken, '<'],
  [ts.SyntaxKind.GreaterThanToken, '>='],
  [ts.SyntaxKind.GreaterThanEqualsToken, '>'],
  [ts.SyntaxKind.AmpersandAmpersandToken, '||'],
  [ts.SyntaxKind.BarBarToken, '&&'],
  [ts.SyntaxKind.QuestionQuestionToken, '&&'],
  [ts.SyntaxKind.PlusToken, '-'],
  [ts.SyntaxKind.MinusToken, '+'],
]);

/** The changes that can be made in a file. */
export function mutantsOf(file: string, source: string): readonly Mutant[] {
  const mutants: Mutant[] = [];
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const add = (node: ts.Node, text: string) => void mutants.push({ file, start: node.getStart(tree), end: node.getEnd(), text });
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isInterfaceDeclaration(node)) return;
    if (ts.isBinaryExpression(node)) {
      const other = OPERATORS.get(node.operatorToken.kind);
      const isText = node.operatorToken.kind === ts.SyntaxKind.PlusToken && /['"`]/.test(node.getText(tree));
      if (other !== undefined && !isText) add(node.operatorToken, other);
    } else if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) add(node, node.operand.getText(tree));
    else if (node.kind === ts.SyntaxKind.TrueKeyword) add(node, 'false');
    else if (node.kind === ts.SyntaxKind.FalseKeyword) add(node, 'true');
    else if (ts.isStringLiteral(node) && node.text !== '' && !ts.isPropertyAssignment(node.parent)) add(node, "''");
    else if (ts.isArrayLiteralExpression(node) && node.elements.length > 0) add(node, '[]');
    else if (ts.isIfStatement(node)) {
      add(node.expression, 'true');
      add(node.expression, 'false');
    } else if (ts.isConditionalExpression(node)) {
      add(node.condition, 'true');
      add(node.condition, 'false');
    } else if (ts.isExpressionStatement(node)) add(node, ';');
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return mutants;
}

/** Random numbers from 0 to 1, the same for a seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    /* eslint-disable no-bitwise -- of a generator of random numbers */
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    /* eslint-enable no-bitwise */
  };
}

/** A sample without order, the same for a seed. */
export function sampleOf<T>(items: readonly T[], size: number, seed: number): readonly T[] {
  const random = randomOf(seed);
  const left = [...items];
  return Array.from({ length: Math.min(size, left.length) }, () => left.splice(Math.floor(random() * left.length), 1)[0]!);
}

/** The tests that are run for a file, the nearest first: `test/a/b/c.test.ts`, `test/a/b`, `test/a`. */
export function testsOf(file: string, exists: (name: string) => boolean = (name) => fs.existsSync(path.join(ROOT, name))): string[] {
  const parts = file
    .replace(/^src\//, '')
    .replace(/\.ts$/, '')
    .split('/');
  const folders = parts.slice(0, -1).map((_, i) => ['test', ...parts.slice(0, parts.length - 1 - i)].join('/'));
  return [`test/${parts.join('/')}.test.ts`, ...folders].filter(exists);
}

function filesBelow(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('index.ts'))
    .map((name) => path.join(folder, name))
    .sort();
}

/** All that the tests read; what is installed or built is linked. */
function copyOfProject(): string {
  const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'mutation-'));
  const linked = new Set(['node_modules', 'lib', 'docs', 'bin', 'bench', 'examples']);
  for (const name of fs.readdirSync(ROOT)) {
    if (['.git', 'coverage', 'dist', 'artifacts', '.work'].includes(name)) continue;
    if (linked.has(name)) fs.symlinkSync(path.join(ROOT, name), path.join(copy, name));
    else fs.cpSync(path.join(ROOT, name), path.join(copy, name), { recursive: true, filter: (file) => !file.includes('node_modules') });
  }
  return copy;
}

/** True when the tests of the file pass. */
function passes(copy: string, file: string): boolean {
  return testsOf(file).every((tests) => {
    const { status } = spawnSync('npx', ['jest', '--ci', '--bail', '--silent', tests], { cwd: copy, stdio: 'ignore', timeout: LONGEST });
    return status === 0;
  });
}

/** Tests that fail anyway would notice every change. */
function requireSound(copy: string, files: readonly string[]): void {
  const seen = new Set<string>();
  for (const file of files) {
    const tests = testsOf(file);
    if (seen.has(tests.join()) || !seen.add(tests.join()) || passes(copy, file)) continue;
    throw new Error(`the tests of ${file} fail without any change, so no score would mean anything. Correct them first.`);
  }
}

const quoted = (text: string) => JSON.stringify(text.slice(0, 60));

function main(): void {
  const { values } = parseArgs({
    options: {
      folder: { type: 'string' },
      sample: { type: 'string', default: '100' },
      seed: { type: 'string', default: '1' },
      write: { type: 'boolean', default: false },
    },
  });
  const { folder, sample, seed, write } = values;
  if (folder === undefined) throw new Error('no --folder is named, so it is not known what to change. Name one, such as src/text.');
  const files = filesBelow(path.join(ROOT, folder)).map((file) => path.relative(ROOT, file));
  const mutants = files
    .filter((file) => testsOf(file).length > 0)
    .flatMap((file) => mutantsOf(file, fs.readFileSync(path.join(ROOT, file), 'utf8')));
  const chosen = sampleOf(mutants, Number(sample), Number(seed));
  const copy = copyOfProject();
  let killed = 0;
  try {
    requireSound(
      copy,
      chosen.map(({ file }) => file),
    );
    for (const { file, start, end, text } of chosen) {
      const source = fs.readFileSync(path.join(ROOT, file), 'utf8');
      fs.writeFileSync(path.join(copy, file), source.slice(0, start) + text + source.slice(end));
      const survives = passes(copy, file);
      fs.writeFileSync(path.join(copy, file), source);
      if (!survives) killed += 1;
      const line = source.slice(0, start).split('\n').length;
      process.stdout.write(
        `${survives ? 'SURVIVED' : 'killed  '} ${file}:${line} ${quoted(source.slice(start, end))} -> ${quoted(text)}\n`,
      );
    }
  } finally {
    fs.rmSync(copy, { recursive: true });
  }
  const score = `${((100 * killed) / chosen.length).toFixed(1)} %`;
  process.stdout.write(`${folder}: ${killed} of ${chosen.length} killed (${score}), seed ${seed}, of ${mutants.length} possible changes\n`);
  if (write) publish(folder, `| \`${folder}\` | ${mutants.length} | ${chosen.length} | ${seed} | ${killed} | ${score} |`);
}

const HEAD = `# Mutation scores

Small changes of the code, one at a time, and whether the tests of the folder notice them:
\`npm run mutation -- --folder src/text --sample 50 --write\` (\`scripts/mutation.ts\`). A row is of the day on which it was written.

| folder | possible changes | tried | seed | noticed | score |
|---|---|---|---|---|---|
`;

/** Puts a folder's row into the table, or in the place of its former one. */
function publish(folder: string, row: string): void {
  const rows = fs.existsSync(TABLE)
    ? fs
        .readFileSync(TABLE, 'utf8')
        .split('\n')
        .filter((line) => line.startsWith('| `'))
    : [];
  const others = rows.filter((line) => !line.startsWith(`| \`${folder}\``));
  fs.writeFileSync(TABLE, `${HEAD}${[...others, row].sort().join('\n')}\n`);
}

if (require.main === module) main();
