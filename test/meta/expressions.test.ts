import { execFileSync } from 'node:child_process';
import * as path from 'node:path';

/** Lint sees the expressions that are written as such. These are the ones that modules put together when they are loaded. */
function composed(): readonly RegExp[] {
  const made: RegExp[] = [];
  const Usual = RegExp;
  const watched = new Proxy(Usual, {
    construct(target, args, self) {
      const expression = Reflect.construct(target, args, self) as RegExp;
      made.push(expression);
      return expression;
    },
  });
  try {
    globalThis.RegExp = watched;
    jest.isolateModules(() => {
      for (const entry of ['index', 'embedding', 'cli/main', 'jest/index']) require(`../../src/${entry}`);
    });
  } finally {
    globalThis.RegExp = Usual;
  }
  return made;
}

/** In a process of its own: the plugin is an ES module, which jest does not load under every Node. */
const LINT = `
  import { readFileSync } from 'node:fs';
  import { Linter } from 'eslint';
  import regexp from 'eslint-plugin-regexp';
  const on = ['error', { report: 'potential' }];
  const rules = { 'regexp/no-super-linear-backtracking': on, 'regexp/no-super-linear-move': on };
  const faults = (code) => new Linter().verify(code + ';', { plugins: { regexp }, rules }).map(({ message }) => message);
  console.log(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(faults)));
`;

function faults(expressions: readonly string[]): string[][] {
  const cwd = path.join(__dirname, '..', '..');
  const options = { cwd, input: JSON.stringify(expressions), encoding: 'utf8' } as const;
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', LINT], options)) as string[][];
}

test('no expression that a module puts together takes more than linear time', () => {
  const expressions = composed().map(String);
  const found = faults(expressions);
  expect(expressions.length).toBeGreaterThan(20);
  expect(expressions.flatMap((expression, i) => (found[i]!.length > 0 ? [[expression, ...found[i]!]] : []))).toEqual([]);
});

test('the check tells what goes back, and what starts again', () => {
  const [back, nested, again] = faults(['/^a+a+b/', '/^(?:a*b?)*c$/', '/a+$/']);
  expect([back, nested]).toEqual([[expect.stringContaining('backtracking')], [expect.stringContaining('backtracking')]]);
  expect(again).toEqual([expect.stringContaining('quadratic')]);
});
