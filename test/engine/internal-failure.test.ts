import { internalFailure } from '../../src/engine/internal-failure';

function thrown(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}

test('what was thrown, and where, without the folders of the user', () => {
  const cause = new TypeError('no such thing');
  cause.stack = [
    'TypeError: no such thing',
    '    at check (/home/ada/my secrets/node_modules/cdk8s-hardened/lib/cli/command.js:12:3)',
    '    at C:\\Users\\ada\\rules.js:1:2',
    '    at async file:///srv/a/b.mjs:3:4',
    '    at Array.map (<anonymous>)',
  ].join('\n');
  expect(internalFailure(cause)).toEqual({
    error: 'TypeError: no such thing',
    stack: ['at check (command.js:12:3)', 'at rules.js:1:2', 'at b.mjs:3:4', 'at Array.map (<anonymous>)'],
  });
});

test.each<[string, unknown, string]>([
  ['an error of syntax quotes what may be a secret', thrown(() => JSON.parse('hunter2')), 'SyntaxError'],
  ['so does one of numbers', thrown(() => BigInt('hunter2')), 'SyntaxError'],
  ['no error at all', 'gone', 'gone'],
  ['nothing', undefined, 'undefined'],
  ['a long one', new Error('x'.repeat(1000)), 'x'.repeat(200)],
])('%s', (_, cause, error) => expect(internalFailure(cause).error).toBe(error));
