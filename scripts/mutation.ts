/**
 * Changes the code in small ways, one at a time, and runs the tests of the folder: a change that no test notices is a survivor.
 *
 * `npm run mutation -- --folder src/text --sample 50 --seed 1`; several folders may be named, and a star in the place of a practice stands
 * for each of them: the constructs of all practices are one group. With `--write`, the scores are put into
 * docs/mutation.md. The changes are made in a copy that holds all of them, each behind its number, so that one process can try them all:
 * the tests run once without any, which tells what each file of tests reaches; then, for each change, the files that reach it, the nearest
 * first, until one fails. The same seed takes the same sample of the same code.
 */
import { fork, type ChildProcess } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { mutantsOf, withSwitches, type Mutant } from './mutation/mutants';
import type { Report, Task } from './mutation/runner';

const ROOT = path.join(__dirname, '..');
const TABLE = path.join(ROOT, 'docs', 'mutation.md');
/** A file of tests that takes this much longer than without a change hangs: that is noticed. */
const LONGEST = { times: 10, more: 20_000 };
/** A process is started again after as many changes: what tests leave behind adds up. */
const CHANGES_OF_A_PROCESS = 250;
/** A table is reached by every file of tests that loads it: the nearest ones have to tell. */
const MOST_TESTS = 25;

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

/** Files of tests, the nearest to a file of the code first: its own, then by the folders they share, then the faster one. */
export function nearestFirst(file: string, tests: readonly string[], msOf: (test: string) => number): readonly string[] {
  const own = file.replace(/^src\//, 'test/').replace(/\.ts$/, '.test.ts');
  const shared = (test: string) => {
    const parts = own.split('/');
    const other = test.split('/').findIndex((part, i) => part !== parts[i]);
    return other === -1 ? Infinity : other;
  };
  return [...tests].sort((a, b) => shared(b) - shared(a) || msOf(a) - msOf(b));
}

/** `*` stands for each folder of the source that has such a one. */
function filesBelow(folder: string, isWanted: (name: string) => boolean): string[] {
  if (folder.includes('*')) {
    const each = fs.readdirSync(path.join(ROOT, 'src')).map((name) => folder.replace('*', name));
    return each.filter((one) => fs.existsSync(path.join(ROOT, one))).flatMap((one) => filesBelow(one, isWanted));
  }
  return fs
    .readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter(isWanted)
    .map((name) => path.posix.join(folder, name))
    .sort();
}

/** All that the tests read; what is installed or built is linked. */
function copyOfProject(): string {
  const copy = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'mutation-')));
  const linked = new Set(['node_modules', 'lib', 'docs', 'bin', 'bench', 'examples']);
  for (const name of fs.readdirSync(ROOT)) {
    if (['.git', 'coverage', 'dist', 'artifacts', '.work'].includes(name)) continue;
    if (linked.has(name)) fs.symlinkSync(path.join(ROOT, name), path.join(copy, name));
    else fs.cpSync(path.join(ROOT, name), path.join(copy, name), { recursive: true, filter: (file) => !file.includes('node_modules') });
  }
  return copy;
}

type Answer = Exclude<Report, { readonly starts: number }>;

/** Runs tasks in one process after the other; a task that hangs ends its process, and is told by `onHang`. */
async function run(copy: string, tasks: readonly Task[], msOf: (test: string) => number, onAnswer: (answer: Answer) => void) {
  const hung: number[] = [];
  for (let left = tasks; left.length > 0;) {
    const part = left.slice(0, CHANGES_OF_A_PROCESS);
    let done = -1;
    const hangs = await inProcess(copy, part, (report) => {
      if ('starts' in report) done += 1;
      else onAnswer(report);
      return LONGEST.more + LONGEST.times * Math.max(...part[Math.max(done, 0)]!.tests.map(msOf));
    });
    if (hangs) hung.push(part[Math.max(done, 0)]!.id);
    left = left.slice(done + 1);
  }
  return hung;
}

/** True if the process was ended because nothing came from it for as long as was said. */
function inProcess(copy: string, tasks: readonly Task[], onReport: (report: Report) => number): Promise<boolean> {
  const list = path.join(copy, 'tasks.json');
  fs.writeFileSync(list, JSON.stringify(tasks));
  const module = (name: string) => path.join(copy, 'scripts', 'mutation', `${name}.ts`);
  const tests = [...new Set(tasks.flatMap((task) => task.tests))];
  const args = ['--ci', '--runInBand', '--silent', '--runner', module('runner'), '--env', module('environment'), '--runTestsByPath'];
  const jest: ChildProcess = fork(path.join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js'), [...args, ...tests], {
    cwd: copy,
    env: { ...process.env, MUTATION_TASKS: list, CI: 'true' },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  let isHanging = false;
  let heard = false;
  const end = () => {
    isHanging = true;
    jest.kill('SIGKILL');
  };
  let timer = setTimeout(end, 60_000);
  jest.stderr!.on('data', (text: Buffer) => void (said = (said + text.toString()).slice(-5000)));
  jest.on('message', (report: Report) => {
    heard = true;
    clearTimeout(timer);
    timer = setTimeout(end, onReport(report));
  });
  return new Promise((resolve, reject) => {
    jest.on('close', () => {
      clearTimeout(timer);
      if (heard) resolve(isHanging);
      else reject(new Error(`jest ran no test: ${said}`));
    });
  });
}

const quoted = (text: string) => JSON.stringify(text.slice(0, 60));

/** What all practices use is tested through their rules too. */
const SHARED: ReadonlySet<string> = new Set(['kubernetes', 'engine', 'text', 'input']);
/** What is tested through those that use it. The other tests of the command need the compiled library. */
const USERS: Readonly<Record<string, readonly string[]>> = { engine: ['app', 'reports', 'cli/baseline', 'cli/check'] };

function testFoldersOf(folder: string): readonly string[] {
  const top = folder.split('/')[1]!;
  const folders = fs.readdirSync(path.join(ROOT, 'src'));
  const practices = folders.filter((name) => name !== 'cli' && fs.existsSync(path.join(ROOT, 'src', name, 'rules')));
  const own = top === '*' ? folders.filter((name) => fs.existsSync(path.join(ROOT, folder.replace('*', name)))) : [top];
  return [...own, ...(SHARED.has(top) ? practices : []), ...(USERS[top] ?? [])]
    .map((name) => `test/${name}`)
    .filter((name) => fs.existsSync(path.join(ROOT, name)));
}

interface Wish {
  readonly folder: string;
  readonly sample: number;
  readonly seed: number;
}

/** The row of a folder in the table. */
async function scoreOf({ folder, sample, seed }: Wish): Promise<string> {
  const files = filesBelow(folder, (name) => name.endsWith('.ts') && path.basename(name) !== 'index.ts');
  const tests = testFoldersOf(folder).flatMap((below) => filesBelow(below, (name) => name.endsWith('.test.ts')));
  const sources = new Map(files.map((file) => [file, fs.readFileSync(path.join(ROOT, file), 'utf8')]));
  const all = [...sources].map(([file, source]) => mutantsOf(file, source));
  const possible = all.flatMap(({ made }) => made);
  const leftOut = all.reduce((sum, each) => sum + each.leftOut, 0);
  const chosen = sampleOf(possible, sample, seed).map((mutant, id) => ({ id, mutant }));
  const copy = copyOfProject();
  try {
    for (const [file, source] of sources) {
      const text = withSwitches(
        source,
        chosen.filter(({ mutant }) => mutant.file === file),
      );
      fs.writeFileSync(path.join(copy, file), text);
    }
    const tell = (what: string, id: number) => {
      const { mutant } = chosen[id]!;
      process.stdout.write(`${what} ${described(mutant, sources.get(mutant.file)!)}\n`);
    };
    const killed = await killedOf(copy, tests, chosen, tell);
    const score = `${((100 * killed.size) / chosen.length).toFixed(1)} %`;
    process.stdout.write(`${folder}: ${killed.size} of ${chosen.length} noticed (${score}), of ${possible.length} possible changes\n`);
    const cells = [files.length, possible.length, leftOut, chosen.length, seed, killed.size, chosen.length - killed.size, score];
    return `| \`${folder}\` | ${cells.join(' | ')} |`;
  } finally {
    fs.rmSync(copy, { recursive: true });
  }
}

function described({ file, start, end, text }: Mutant, source: string): string {
  return `${file}:${source.slice(0, start).split('\n').length} ${quoted(source.slice(start, end))} -> ${quoted(text)}`;
}

/** The numbers of the changes that a test notices. */
async function killedOf(
  copy: string,
  tests: readonly string[],
  chosen: readonly { readonly id: number; readonly mutant: Mutant }[],
  tell: (what: 'SURVIVED' | 'HANGS   ', id: number) => void,
): Promise<ReadonlySet<number>> {
  const ms = new Map<string, number>();
  const reaching = new Map<number, string[]>(chosen.map(({ id }) => [id, []]));
  const broken: string[] = [];
  const onAnswer = ({ test, passes, ms: taken, reached }: Answer) => {
    if (!passes) broken.push(test);
    ms.set(test, taken);
    reached.forEach((id) => void reaching.get(id)!.push(test));
  };
  await run(copy, [{ id: -1, tests }], () => 60_000, onAnswer);
  if (broken.length > 0) throw new Error(`${broken.join(', ')} fails without any change, so no score would mean anything.`);
  if (ms.size !== tests.length) throw new Error(`of ${tests.length} files of tests, ${ms.size} ran, so no score would mean anything.`);
  const msOf = (test: string) => ms.get(test)!;
  const tasks = chosen.map(({ id, mutant }) => ({ id, tests: nearestFirst(mutant.file, reaching.get(id)!, msOf).slice(0, MOST_TESTS) }));
  const killed = new Set<number>();
  const last = new Map(tasks.map((task) => [task.id, task.tests.at(-1)]));
  for (const [id, test] of last) if (test === undefined) tell('SURVIVED', id);
  const onTried = ({ id, test, passes }: Answer) => {
    if (!passes) killed.add(id);
    else if (test === last.get(id)) tell('SURVIVED', id);
  };
  const reached = tasks.filter((task) => task.tests.length > 0);
  for (const id of await run(copy, reached, msOf, onTried)) {
    tell('HANGS   ', id);
    killed.add(id);
  }
  return killed;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      folder: { type: 'string', multiple: true, default: [] },
      sample: { type: 'string', default: '100' },
      seed: { type: 'string', default: '1' },
      write: { type: 'boolean', default: false },
    },
  });
  if (values.folder.length === 0) throw new Error('no --folder is named, so it is not known what to change. Name one, such as src/text.');
  for (const folder of values.folder) {
    const row = await scoreOf({ folder, sample: Number(values.sample), seed: Number(values.seed) });
    if (values.write) publish(folder, row);
  }
}

const HEAD = `# Mutation scores

Small changes of the code, one at a time, and whether the tests of the folder notice them: \`scripts/mutation.ts\`.
\`npm run mutation -- --folder src/text --sample 100 --seed 1 --write\` writes its row again. Changes of texts are left out: they decide
nothing. A change that none of the ${MOST_TESTS} nearest files of tests notices is a survivor, also if it changes nothing that can be seen.
The files are those of the practice or folder, and for what all practices use those of their rules too. A row says what was measured
when it was written.

| folder | files | possible changes | texts left out | tried | seed | noticed | survived | score |
|---|---|---|---|---|---|---|---|---|
`;

/** Puts a folder's row into the table, or in the place of its former one. What follows the table stays. */
function publish(folder: string, row: string): void {
  const [table, ...after] = (fs.existsSync(TABLE) ? fs.readFileSync(TABLE, 'utf8') : '').split(/^(?=## )/m);
  const rows = table!.split('\n').filter((line) => line.startsWith('| `'));
  const others = rows.filter((line) => !line.startsWith(`| \`${folder}\``));
  const rest = after.length === 0 ? '' : `\n${after.join('')}`;
  fs.writeFileSync(TABLE, `${HEAD}${[...others, row].sort().join('\n')}\n${rest}`);
}

if (require.main === module) void main();
