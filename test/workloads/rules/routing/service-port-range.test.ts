import { parsePortRange } from '../../../../src/kubernetes/services/port-range';
import { servicePortRange } from '../../../../src/workloads/rules/routing/service-port-range';
import { findings } from '../../../support/findings';
import { table } from '../../../support/pods';

const service = (...ports: readonly unknown[]) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'api' }, spec: { ports } });
const found = (index: number, port: number) =>
  `Service api spec.ports[${index}].port: the port ${port} is not allowed: only 443, 8000-8999`;

table(
  servicePortRange,
  [
    ['none', [service(), { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' } }], []],
    ['single, and both ends of a range', service({ port: 443 }, { port: 8000 }, { port: 8999 }), []],
    ['outside', service({ port: 444 }, { port: 7999 }, { port: 443 }, { port: 9000 }), [found(0, 444), found(1, 7999), found(3, 9000)]],
    ['the target and the node', service({ port: 443, targetPort: 22, nodePort: 30022 }), []],
    ['a wrong type', service({ port: '22' }, 7), []],
  ],
  { ranges: ['443', '8000-8999'] },
);

test('unset, the rule asks nothing; an empty list allows none', () => {
  expect(findings(servicePortRange, [service({ port: 22 })])).toEqual([]);
  expect(findings(servicePortRange, [service({ port: 22 })], { options: { ranges: [] } })).toEqual([
    'Service api spec.ports[0].port: the port 22 is not allowed: no port is',
  ]);
});

test.each([
  ['443', { first: 443, last: 443 }],
  ['1-65535', { first: 1, last: 65535 }],
  ['0', undefined],
  ['65536', undefined],
  ['9-8', undefined],
  ['8-', undefined],
  ['-8', undefined],
  [' 8', undefined],
  ['', undefined],
])('%j is %j', (text, range) => expect(parsePortRange(text)).toEqual(range));
