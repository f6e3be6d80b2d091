import { formatPath, joinPath, parsePath } from '../../src/model/path';

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
