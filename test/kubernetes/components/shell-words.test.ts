import * as fc from 'fast-check';
import { shellCommands } from '../../../src/kubernetes/components/shell-words';

/** Words as text; those that only the shell knows with `?` and the part that it puts in. */
function words(script: string): string[][] {
  return shellCommands(script).map((command) => command.map(({ text, unclear }) => (unclear === undefined ? text : `${text} ?${unclear}`)));
}

test.each([
  ['', []],
  ['etcd --a=b', [['etcd', '--a=b']]],
  [
    'cd /x && exec etcd --a; echo done',
    [
      ['cd', '/x'],
      ['exec', 'etcd', '--a'],
      ['echo', 'done'],
    ],
  ],
  ['etcd \\\n  --a=b \\\n  --c', [['etcd', '--a=b', '--c']]],
  ['etcd "--a=b c" \'--d=$E\' f\\ g', [['etcd', '--a=b c', '--d=$E', 'f g']]],
  ['etcd --a="" \'\'', [['etcd', '--a=', '']]],
  ['etcd "a\\"b" "c\\d"', [['etcd', 'a"b', 'c\\d']]],
  ['etcd $A ${B} $(hostname -i) `id` "$@"', [['etcd', '$A ?$A', '${B} ?${B}', '$(hostname -i) ?$(hostname -i)', '`id` ?`id`', '$@ ?$@']]],
  ['etcd --a=$A-x', [['etcd', '--a=$A-x ?$A']]],
  ['etcd --a=* --price=5$', [['etcd', '--a=* ?*', '--price=5$']]],
  ['etcd --a >> /var/log/x 2>&1', [['etcd', '--a']]],
  ['etcd --a > "/x" --b', [['etcd', '--a', '--b']]],
  ['# etcd --x\netcd --a # not --b\n', [['etcd', '--a']]],
  ['etcd --a#b', [['etcd', '--a#b']]],
  [
    '(etcd --a) | tee x',
    [
      ['etcd', '--a'],
      ['tee', 'x'],
    ],
  ],
  ['etcd "open', [['etcd', 'open']]],
  ["etcd 'open", [['etcd', 'open']]],
])('%j', (script, expected) => {
  expect(words(script)).toEqual(expected);
});

test('any text is read', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(fc.constantFrom(...' \n\'"\\$`(){};&|<>#=-a1@')).map((parts) => parts.join('')),
      ),
      (script) => {
        for (const command of shellCommands(script)) expect(command.length).toBeGreaterThan(0);
      },
    ),
    { numRuns: 1000 },
  );
});

// What it costs: `bench/scaling.ts`.
test.each([
  ['$(', 50_000, 50_000],
  ['`', 1, 50_000],
  ['"$', 1, 50_000],
  ['> ', 0, 0],
  ['\\', 1, 25_000],
  ['\'"', 1, 33_333],
  ['<<', 0, 0],
])('%j 50,000 times over', (part, commands, characters) => {
  const found = shellCommands(part.repeat(50_000));
  const all = found.flat().reduce((sum, { text }) => sum + text.length, 0);
  expect([found.length, all]).toEqual([commands, characters]);
});
