import { MultiMap } from '../../src/text/multi-map';

test('keeps the values of a key in the order in which they were added', () => {
  const map = new MultiMap<string, number>();
  for (const [key, value] of [
    ['b', 1],
    ['a', 2],
    ['b', 3],
  ] as const) {
    map.add(key, value);
  }
  expect([...map]).toEqual([
    ['b', [1, 3]],
    ['a', [2]],
  ]);
  expect([[...map.keys()], [...map.values()], map.size]).toEqual([['b', 'a'], [[1, 3], [2]], 2]);
  expect([map.get('a'), map.get('c'), map.has('a'), map.has('c')]).toEqual([[2], [], true, false]);
});

test('what is given for an unknown key cannot be changed', () => {
  expect(() => (new MultiMap<string, number>().get('a') as number[]).push(1)).toThrow(TypeError);
});

test('groups a list; undefined is a key like any other', () => {
  const byLength = MultiMap.by(['a', 'bb', '', 'c'], (text) => (text === '' ? undefined : text.length));
  expect([...byLength]).toEqual([
    [1, ['a', 'c']],
    [2, ['bb']],
    [undefined, ['']],
  ]);
});
