import { LabelSelector } from '../../../src/kubernetes/objects/label-selector';

const labels = { app: 'web', tier: '' };
test.each<[string, unknown, boolean, string | undefined]>([
  ['unset selects nothing', undefined, false, undefined],
  ['null selects nothing', null, false, undefined],
  ['empty selects everything', {}, true, undefined],
  ['empty parts select everything', { matchLabels: {}, matchExpressions: [] }, true, undefined],
  ['null parts select everything', { matchLabels: null, matchExpressions: null }, true, undefined],
  ['a label that is there', { matchLabels: { app: 'web' } }, true, undefined],
  ['an empty value is a value', { matchLabels: { tier: '' } }, true, undefined],
  ['a label of another value', { matchLabels: { app: 'db' } }, false, undefined],
  ['a label that is not there', { matchLabels: { zone: 'a' } }, false, undefined],
  ['all must hold', { matchLabels: { app: 'web', zone: 'a' } }, false, undefined],
  ["a key of every object's prototype", { matchExpressions: [{ key: 'constructor', operator: 'Exists' }] }, false, undefined],
  ['In', { matchExpressions: [{ key: 'app', operator: 'In', values: ['db', 'web'] }] }, true, undefined],
  ['NotIn', { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['web'] }] }, false, undefined],
  ['NotIn holds without the key', { matchExpressions: [{ key: 'zone', operator: 'NotIn', values: ['a'] }] }, true, undefined],
  ['Exists', { matchExpressions: [{ key: 'tier', operator: 'Exists' }] }, true, undefined],
  ['DoesNotExist', { matchExpressions: [{ key: 'zone', operator: 'DoesNotExist' }] }, true, undefined],
  ['In without values', { matchExpressions: [{ key: 'app', operator: 'In' }] }, false, 'In for app names no value'],
  [
    'Exists with values',
    { matchExpressions: [{ key: 'app', operator: 'Exists', values: ['a'] }] },
    false,
    'Exists for app takes no values',
  ],
  [
    'an operator in the wrong case',
    { matchExpressions: [{ key: 'app', operator: 'in', values: ['a'] }] },
    false,
    'the operator for app is not one of In, NotIn, Exists, DoesNotExist',
  ],
  ['a value that is a number', { matchLabels: { app: 1 } }, false, 'matchLabels.app is not a string'],
  [
    'values that are numbers',
    { matchExpressions: [{ key: 'app', operator: 'In', values: [1] }] },
    false,
    'the values for app are not strings',
  ],
  [
    'values that are not list',
    { matchExpressions: [{ key: 'app', operator: 'Exists', values: 'web' }] },
    false,
    'the values for app are not a list',
  ],
  [
    'null is the empty value',
    { matchLabels: { tier: null }, matchExpressions: [{ key: 'tier', operator: 'In', values: [null] }] },
    true,
    undefined,
  ],
  ['null values are none', { matchExpressions: [{ key: 'app', operator: 'Exists', values: null }] }, true, undefined],
  ['no key', { matchExpressions: [{ operator: 'Exists' }] }, false, 'an entry of matchExpressions has no key'],
  ['a list', [], false, 'the selector is not a mapping'],
  ['matchLabels as a list', { matchLabels: [] }, false, 'matchLabels is not a mapping'],
  ['matchExpressions as a mapping', { matchExpressions: {} }, false, 'matchExpressions is not a list'],
])('%s', (_, selector, matches, invalid) => {
  const compiled = LabelSelector.of(selector);
  expect([compiled.matches(labels), compiled.invalid]).toEqual([matches, invalid]);
});

test('only a selector without requirements selects everything', () => {
  expect([undefined, {}, { matchLabels: { a: 'b' } }, []].map((s) => LabelSelector.of(s).selectsEverything)).toEqual([
    false,
    true,
    false,
    false,
  ]);
});

test('what it asks of some labels can be left out', () => {
  const keys = new Set(['hash']);
  const selector = LabelSelector.of({ matchLabels: { app: 'web', hash: 'x' } });
  expect([selector.asksFor(keys), selector.matches(labels), selector.without(keys).matches(labels)]).toEqual([true, false, true]);
  expect(LabelSelector.of({ matchLabels: { app: 'web' } }).asksFor(keys)).toBe(false);
  expect(LabelSelector.of(undefined).without(keys).matches(labels)).toBe(false);
  expect(
    LabelSelector.of({ matchExpressions: [{ key: 'hash', operator: 'In' }] })
      .without(keys)
      .matches(labels),
  ).toBe(false);
});
