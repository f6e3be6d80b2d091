import { fact, factFor } from '../../../src/kubernetes/objects/fact';
import { Inventory } from '../../../src/kubernetes/objects/inventory';
import { memo } from '../../../src/kubernetes/objects/memo';
import { inventoryOf } from '../../support/findings';

describe('fact', () => {
  test('is worked out once for an inventory, whatever it comes to', () => {
    const compute = jest.fn((inventory: Inventory) => (inventory.objects.length === 0 ? undefined : 'some'));
    const some = fact('test: once', compute);
    const [one, other] = [new Inventory([]), new Inventory([])];
    expect([some(one), some(one), some(other)]).toEqual([undefined, undefined, undefined]);
    expect(compute.mock.calls).toEqual([[one], [other]]);
  });

  test('rests on others', () => {
    const count = fact('test: count', ({ objects }) => objects.length);
    const twice = fact('test: twice', (inventory) => 2 * count(inventory));
    expect(twice(inventoryOf([{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }]))).toBe(2);
  });

  test('has a name of its own, so that one that is made within a function is found out at its second call', () => {
    const inline = (inventory: Inventory) => fact('test: inline', ({ objects }) => objects.length)(inventory);
    const inventory = new Inventory([]);
    expect(inline(inventory)).toBe(0);
    expect(() => inline(inventory)).toThrow('there are two facts named "test: inline"');
  });
});

describe('factFor', () => {
  test('is worked out once for each key', () => {
    const compute = jest.fn((_: Inventory, key: string) => (key === '' ? undefined : key.toUpperCase()));
    const upper = factFor('test: keyed', compute);
    const inventory = new Inventory([]);
    expect(['a', '', 'a', '', 'b'].map((key) => upper(inventory, key))).toEqual(['A', undefined, 'A', undefined, 'B']);
    expect(compute.mock.calls.map(([, key]) => key)).toEqual(['a', '', 'b']);
    upper(new Inventory([]), 'a');
    expect(compute).toHaveBeenCalledTimes(4);
  });

  test('tells keys apart as it is told to', () => {
    const compute = jest.fn((_: Inventory, { name }: { name: string }) => name);
    const named = factFor('test: told apart', compute, ({ name }) => name);
    const inventory = new Inventory([]);
    expect([named(inventory, { name: 'a' }), named(inventory, { name: 'a' })]).toEqual(['a', 'a']);
    expect(compute).toHaveBeenCalledTimes(1);
  });
});

test('a memo reads each holder once', () => {
  const read = jest.fn(({ value }: { value: number }) => ({ double: 2 * value }));
  const kept = memo(read);
  const [one, two] = [{ value: 1 }, { value: 2 }];
  expect([kept(one), kept(two), kept(one)].map(({ double }) => double)).toEqual([2, 4, 2]);
  expect(kept(one)).toBe(kept(one));
  expect(read).toHaveBeenCalledTimes(2);
});
