import { nearest } from '../../src/text/nearest';

test.each([
  ['deployment', ['daemonsets', 'deployments', 'pods'], 'deployments'],
  ['secert', ['services', 'secrets'], 'secrets'],
  ['x', [], ''],
  ['a', ['b', 'c'], 'b'],
  ['x'.repeat(100_000), ['pods'], 'pods'],
])('%.20s is nearest to one of %j', (text, candidates, expected) => {
  expect(nearest(text, candidates)).toBe(expected);
});
