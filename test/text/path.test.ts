import { formatPath, joinPath, parsePath, placeIn } from '../../src/text/path';

test.each([
  [['spec', 'containers', 0, 'ports'], 'spec.containers[0].ports'],
  [['metadata', 'labels', 'app.kubernetes.io/name'], 'metadata.labels["app.kubernetes.io/name"]'],
  [['items', 3, 'spec'], 'items[3].spec'],
  [[0, 'a"b'], '[0]["a\\"b"]'],
  [[], ''],
])('%j is written %s and read back', (segments, text) => {
  expect(formatPath(segments)).toBe(text);
  expect(parsePath(text)).toEqual(segments);
});

test('joining puts a dot before keys only', () => {
  expect(joinPath('', 'items', 1)).toBe('items[1]');
  expect(joinPath('spec', 0, 'a')).toBe('spec[0].a');
  expect(joinPath('spec', 'a')).toBe('spec.a');
});

test('a place is the joined path, however many lists and entries there are', () => {
  for (let list = 0; list < 1500; list++) {
    const holder = `spec.lists[${list}]`;
    for (const index of [0, 7, 60]) expect(placeIn(holder, index)).toBe(joinPath(holder, index));
    expect(placeIn(holder, 'ports')).toBe(joinPath(holder, 'ports'));
  }
  for (let index = 0; index < 100; index++) expect(placeIn('rules', index)).toBe(joinPath('rules', index));
});
