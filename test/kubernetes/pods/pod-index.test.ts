import * as fc from 'fast-check';
import { LabelSelector } from '../../../src/kubernetes/objects/label-selector';
import { holdsAllPods, podsSelected } from '../../../src/kubernetes/pods/pod-index';
import { podViews } from '../../../src/kubernetes/pods/pod-view';
import { inventoryOf } from '../../support/findings';

const pod = (name: string, labels: object, namespace?: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace, labels },
  spec: { containers: [] },
});
const names = (selector: unknown, manifests: readonly object[], namespace = 'default') =>
  podsSelected(inventoryOf(manifests), namespace, LabelSelector.of(selector))
    .map(({ object }) => object.name)
    .sort();

const three = [pod('a', { app: 'a' }), pod('b', { app: 'b', tier: 'x' }), pod('c', {}), pod('d', { app: 'a' }, 'other')];

test.each([
  ['all', {}, ['a', 'b', 'c']],
  ['nothing', undefined, []],
  ['a label', { matchLabels: { app: 'a' } }, ['a']],
  ['one of two values', { matchExpressions: [{ key: 'app', operator: 'In', values: ['a', 'b'] }] }, ['a', 'b']],
  ['absence', { matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] }, ['c']],
  ['presence', { matchExpressions: [{ key: 'tier', operator: 'Exists' }] }, ['b']],
  ['labels that controllers give', { matchLabels: { 'app': 'a', 'pod-template-hash': 'x' } }, ['a']],
  ['those alone', { matchLabels: { 'pod-template-hash': 'x' } }, ['a', 'b', 'c']],
])('%s', (_, selector, expected) => expect(names(selector, three)).toEqual(expected));

test('keys of every object are ordinary labels', () => {
  expect(names({ matchLabels: { constructor: 'x' } }, three)).toEqual([]);
  expect(names({ matchLabels: { constructor: 'x' } }, [pod('a', { constructor: 'x' })])).toEqual(['a']);
});

test('the index finds what asking every pod finds', () => {
  const key = fc.constantFrom('a', 'b');
  const value = fc.constantFrom('', '1', '2');
  const expression = fc.oneof(
    fc.record({ key, operator: fc.constantFrom('In', 'NotIn'), values: fc.array(value, { minLength: 1, maxLength: 2 }) }),
    fc.record({ key, operator: fc.constantFrom('Exists', 'DoesNotExist') }),
  );
  const selectors = fc.record(
    { matchLabels: fc.dictionary(key, value), matchExpressions: fc.array(expression, { maxLength: 2 }) },
    { requiredKeys: [] },
  );
  let found = 0;
  fc.assert(
    fc.property(selectors, fc.array(fc.dictionary(key, value), { maxLength: 6 }), (selector, labels) => {
      const inventory = inventoryOf(labels.map((set, index) => pod(`p${index}`, set)));
      const compiled = LabelSelector.of(selector);
      const expected = podViews(inventory)
        .filter((view) => compiled.matches(view.labels))
        .map(({ object }) => object.name);
      found += expected.length;
      expect(
        podsSelected(inventory, 'default', compiled)
          .map(({ object }) => object.name)
          .sort(),
      ).toEqual(expected.sort());
    }),
    { numRuns: 500 },
  );
  expect(found).toBeGreaterThan(100);
});

test('all pods of a namespace are known where it is in the input and no operator makes others', () => {
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
  const custom = (apiVersion: string, kind: string, spec: object = {}) => ({
    apiVersion,
    kind,
    metadata: { name: 'a', namespace: 'shop' },
    spec,
  });
  const known = (...manifests: object[]) => holdsAllPods(inventoryOf(manifests), 'shop');
  expect([known(pod('a', {}, 'shop')), known(namespace), known(namespace, custom('monitoring.coreos.com/v1', 'Prometheus'))]).toEqual([
    false,
    true,
    false,
  ]);
  expect(known(namespace, custom('argoproj.io/v1alpha1', 'Rollout', { template: { spec: { containers: [] } } }))).toBe(true);
  expect(known(namespace, custom('argoproj.io/v1alpha1', 'Rollout', { workloadRef: { name: 'a' } }))).toBe(false);
});
