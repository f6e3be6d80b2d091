import * as fc from 'fast-check';
import { allowsPort, networkPolicies, policiesIn, type NetworkPolicyView } from '../../../src/kubernetes/network/network-policy';
import { openings, opensMostPorts, reachOf } from '../../../src/kubernetes/network/reach';
import { inventoryOf } from '../../support/findings';

function read(spec: unknown): NetworkPolicyView {
  return networkPolicies(
    inventoryOf([
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: 'p', namespace: 'payments' },
        ...(spec === undefined ? {} : { spec }),
      },
    ]),
  )[0]!;
}
const directions = (spec: unknown) => [...read(spec).directions];
const faults = (spec: unknown) => read(spec).faults.map(({ path, message }) => `${path}: ${message}`);
const egress = (rule: unknown) => ({ podSelector: {}, policyTypes: ['Egress'], egress: [rule] });

test.each([
  ['without spec', undefined, ['Ingress']],
  ['spec null', null, ['Ingress']],
  ['nothing', {}, ['Ingress']],
  ['an empty list of egress rules', { egress: [] }, ['Ingress']],
  ['egress rules', { egress: [{}] }, ['Ingress', 'Egress']],
  ['types null, with egress rules', { policyTypes: null, egress: [{}] }, ['Ingress', 'Egress']],
  ['types empty', { policyTypes: [], egress: null }, ['Ingress']],
  ['types', { policyTypes: ['Egress'] }, ['Egress']],
  ["types that leave out the rules' direction", { policyTypes: ['Ingress'], egress: [{}] }, ['Ingress']],
])('policyTypes default as the API server has it: %s', (_, spec, expected) => {
  expect(directions(spec)).toEqual(expected);
  expect(faults(spec)).toEqual([]);
});

test.each([[undefined], [null], [{}], [{ podSelector: null }], [{ podSelector: {} }], [{ podSelector: { matchLabels: {} } }]])(
  '%j selects every pod',
  (spec) => {
    expect(read(spec).podSelector.selectsEverything).toBe(true);
  },
);

const EXCLUDING = 'every pod of every namespace that its selectors do not exclude';
const nsExpr = (key: string, operator: string, ...values: string[]) => ({
  namespaceSelector: { matchExpressions: [{ key, operator, ...(values.length > 0 ? { values } : {}) }] },
});

test('rules of a direction that is not in force are left out', () => {
  expect(read({ policyTypes: ['Ingress'], ingress: [{}], egress: [{}] }).rules.map(({ path }) => path)).toEqual(['spec.ingress[0]']);
});

test.each([
  [{}, 'everything', true],
  [null, 'everything', true],
  [{ to: [] }, 'everything', true],
  [{ to: null, ports: null }, 'everything', true],
  [{ to: [{ podSelector: {} }] }, 'some', true],
  [{ to: [{ namespaceSelector: {} }] }, 'every pod of every namespace', true],
  [{ to: [{ namespaceSelector: {}, podSelector: {} }] }, 'every pod of every namespace', true],
  [{ to: [{ namespaceSelector: {}, podSelector: { matchLabels: { a: 'b' } } }] }, 'some', true],
  [{ to: [{ namespaceSelector: {}, podSelector: null }] }, 'every pod of every namespace', true],
  [{ ports: [{ port: 80 }] }, 'everything', false],
  [{ ports: [{}] }, 'everything', true],
  [{ ports: [null] }, 'everything', true],
  [{ ports: [{ protocol: 'UDP' }] }, 'everything', false],
  [{ ports: [{ port: 1, endPort: 65_535 }] }, 'everything', true],
  [
    {
      ports: [
        { port: 30_000, endPort: 65_535 },
        { port: 1, endPort: 30_000 },
      ],
    },
    'everything',
    true,
  ],
  // Which port is left out hardly matters: what is open counts.
  [{ ports: [{ port: 2, endPort: 65_535 }] }, 'everything', true],
  [{ ports: [{ port: 32_768, endPort: 65_535 }] }, 'everything', true],
  [{ ports: [{ port: 32_769, endPort: 65_535 }] }, 'everything', false],
  [{ to: [nsExpr('zz', 'DoesNotExist')] }, EXCLUDING, true],
  [{ to: [nsExpr('env', 'NotIn', 'dev')] }, EXCLUDING, true],
  [{ to: [nsExpr('kubernetes.io/metadata.name', 'NotIn', 'kube-system')] }, EXCLUDING, true],
  [
    {
      to: [
        {
          namespaceSelector: {
            matchExpressions: [
              { key: 'zz', operator: 'DoesNotExist' },
              { key: 'a', operator: 'NotIn', values: ['b'] },
            ],
          },
        },
      ],
    },
    EXCLUDING,
    true,
  ],
  [{ to: [{ namespaceSelector: {}, podSelector: { matchExpressions: [{ key: 'zz', operator: 'DoesNotExist' }] } }] }, EXCLUDING, true],
  [{ to: [{ podSelector: { matchExpressions: [{ key: 'zz', operator: 'DoesNotExist' }] } }] }, 'some', true],
  [{ to: [nsExpr('kubernetes.io/metadata.name', 'DoesNotExist')] }, 'some', true],
  [{ to: [nsExpr('kubernetes.io/metadata.name', 'Exists')] }, 'every pod of every namespace', true],
  [{ to: [nsExpr('kubernetes.io/metadata.name', 'In', 'a', 'b')] }, 'some', true],
  [{ to: [nsExpr('team', 'Exists')] }, 'some', true],
  [
    { to: [{ namespaceSelector: { matchLabels: { team: 'a' }, matchExpressions: [{ key: 'zz', operator: 'DoesNotExist' }] } }] },
    'some',
    true,
  ],
  [{ to: [nsExpr('team', 'In', 'a'), nsExpr('zz', 'DoesNotExist')] }, EXCLUDING, true],
  [{ ports: [{ port: 'http' }] }, 'everything', false],
])('reach and ports of %j', (rule, reach, everyPort) => {
  const view = read(egress(rule)).rules[0]!;
  expect([reachOf(view) ?? 'some', opensMostPorts(view)]).toEqual([reach, everyPort]);
  expect(faults(egress(rule))).toEqual([]);
});

const everyPod = { namespaceSelector: {} };
const half = (cidr: string, ports?: unknown) => ({ to: [{ ipBlock: { cidr } }], ...(ports === undefined ? {} : { ports }) });

test.each<[string, unknown[], string[]]>([
  ['nothing', [{ to: [{ podSelector: {} }] }], []],
  ['each alone', [{}, { to: [everyPod] }], ['0 everything on every port (1)', '1 every pod of every namespace on every port (1)']],
  [
    'ports of several rules',
    [
      { to: [everyPod], ports: [{ port: 1, endPort: 30_000 }] },
      { to: [everyPod], ports: [{ port: 30_001, endPort: 60_000 }] },
    ],
    ['1 every pod of every namespace on 60,000 of 65,535 TCP ports (2)'],
  ],
  [
    'ports of several rules, some for other peers',
    [
      { to: [everyPod], ports: [{ port: 1, endPort: 30_000 }] },
      { to: [{ podSelector: {} }], ports: [{ port: 30_001, endPort: 65_535 }] },
    ],
    [],
  ],
  [
    'halves in one rule',
    [{ to: [{ ipBlock: { cidr: '0.0.0.0/1' } }, { ipBlock: { cidr: '128.0.0.0/1' } }] }],
    ['0 the whole internet on every port (1)'],
  ],
  ['quarters in rules', [half('0.0.0.0/2'), half('128.0.0.0/2'), half('64.0.0.0/3')], ['2 the whole internet on every port (3)']],
  ['a half is enough', [half('::/0'), half('10.0.0.0/8')], ['0 the whole internet on every port (1)']],
  ['quarters on a port', [half('0.0.0.0/2', [{ port: 443 }]), half('128.0.0.0/2', [{ port: 443 }])], []],
  [
    'all but one port',
    [
      {
        ports: [
          { port: 1, endPort: 21 },
          { port: 23, endPort: 65_535 },
        ],
      },
    ],
    ['0 everything on 65,534 of 65,535 TCP ports (1)'],
  ],
])('what rules open: %s', (_, rules, expected) => {
  const views = read({ podSelector: {}, policyTypes: ['Egress'], egress: rules }).rules;
  const found = openings(views).map(({ rule, reach, ports, rules: count }) => `${views.indexOf(rule)} ${reach} on ${ports} (${count})`);
  expect(found).toEqual(expected);
});

test('ports are those of their protocol', () => {
  const rule = read(egress({ ports: [{ port: 53, protocol: 'UDP' }, { port: 8000, endPort: 8010 }, { port: 'dns' }] })).rules[0]!;
  expect(
    [
      ['UDP', 53],
      ['TCP', 53],
      ['TCP', 8010],
      ['TCP', 8011],
      ['UDP', 8000],
    ].map(([protocol, port]) => allowsPort(rule, protocol as string, port as number)),
  ).toEqual([true, false, true, false, false]);
});

test.each([
  ['nonsense', ['spec: spec is a string, not a mapping']],
  [{ podSelector: 'api' }, ['spec.podSelector: the selector is not a mapping']],
  [{ policyTypes: ['ingress'] }, ['spec.policyTypes[0]: "ingress" is neither "Ingress" nor "Egress"']],
  [{ policyTypes: 'Egress' }, ['spec.policyTypes: it is a string, not a list']],
  [{ policyTypes: ['Ingress', 'Egress', 'Egress'] }, ['spec.policyTypes: it has more than two entries']],
  [{ ingress: {} }, ['spec.ingress: it is a mapping, not a list']],
  [{ egress: 1 }, ['spec.egress: it is a number, not a list']],
  [egress('all'), ['spec.egress[0]: the rule is a string, not a mapping']],
  [egress({ to: {} }), ['spec.egress[0].to: it is a mapping, not a list']],
  [egress({ to: [{}] }), ['spec.egress[0].to[0]: the peer names neither pods, namespaces nor an ipBlock']],
  [egress({ to: [null] }), ['spec.egress[0].to[0]: the peer names neither pods, namespaces nor an ipBlock']],
  [egress({ to: ['10.0.0.0/8'] }), ['spec.egress[0].to[0]: the peer is a string, not a mapping']],
  [
    egress({ to: [{ ipBlock: { cidr: '10.0.0.0/8' }, podSelector: {} }] }),
    ['spec.egress[0].to[0]: the peer has an ipBlock together with a selector'],
  ],
  [egress({ to: [{ ipBlock: {} }] }), ['spec.egress[0].to[0].ipBlock.cidr: the range is nothing, not a string']],
  [
    egress({ to: [{ ipBlock: { cidr: '10.0.0.0/33' } }] }),
    ['spec.egress[0].to[0].ipBlock.cidr: "10.0.0.0/33" is not a range of addresses'],
  ],
  [
    egress({ to: [{ ipBlock: { cidr: '::ffff:10.0.0.0/104' } }] }),
    ['spec.egress[0].to[0].ipBlock.cidr: "::ffff:10.0.0.0/104" writes IPv4 addresses as IPv6, which implementations read differently'],
  ],
  [
    egress({ to: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['11.0.0.0/8'] } }] }),
    ['spec.egress[0].to[0].ipBlock.except[0]: 11.0.0.0/8 is not a strict part of 10.0.0.0/8'],
  ],
  [
    egress({ to: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.0.0.0/8'] } }] }),
    ['spec.egress[0].to[0].ipBlock.except[0]: 10.0.0.0/8 is not a strict part of 10.0.0.0/8'],
  ],
  [
    egress({ to: [{ podSelector: { matchExpressions: [{ key: 'a', operator: 'In' }] } }] }),
    ['spec.egress[0].to[0].podSelector: In for a names no value'],
  ],
  [egress({ ports: [{ port: 0 }] }), ['spec.egress[0].ports[0].port: 0 is not a port']],
  [egress({ ports: [{ port: '80' }] }), ['spec.egress[0].ports[0].port: "80" is neither a number nor the name of a port']],
  [egress({ ports: [{ port: 'http', endPort: 90 }] }), ['spec.egress[0].ports[0].endPort: endPort cannot be combined with a port name']],
  [egress({ ports: [{ endPort: 90 }] }), ['spec.egress[0].ports[0].endPort: endPort requires port']],
  [egress({ ports: [{ port: 90, endPort: 80 }] }), ['spec.egress[0].ports[0].endPort: 80 is not a port from 90 on']],
  [egress({ ports: [{ port: 80, protocol: 'tcp' }] }), ['spec.egress[0].ports[0].protocol: "tcp" is not one of TCP, UDP, SCTP']],
])('what the server rejects is a fault: %j', (spec, expected) => {
  expect(faults(spec)).toEqual(expected);
});

test('a list whose peers are all refused names none, which is not every one', () => {
  expect(read(egress({ to: [{}], ports: [{ port: 0 }] })).rules.map(({ peers, ports }) => [peers, ports])).toEqual([[[], []]]);
});

test.each([
  ['10.1.2.3/8', '10.0.0.0/8'],
  ['1.2.3.4/0', '0.0.0.0/0'],
  ['010.000.0.0/08', '10.0.0.0/8'],
  ['2001:DB8::1/32', '2001:db8::/32'],
  ['::/0', '::/0'],
])('%s is read as %s, as lenient servers do', (text, expected) => {
  const [peer] = read(egress({ to: [{ ipBlock: { cidr: text } }] })).rules[0]!.peers!;
  expect(peer!.kind === 'ipBlock' && peer!.cidr.text).toBe(expected);
});

test('policies are found by the namespace in which they land', () => {
  const policy = (name: string, namespace?: string) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace },
  });
  const inventory = inventoryOf([policy('a', 'x'), policy('b'), policy('c', 'x')]);
  expect(['x', 'default', 'y'].map((name) => policiesIn(inventory, name).map(({ object }) => object.name))).toEqual([
    ['a', 'c'],
    ['b'],
    [],
  ]);
});

test('no spec makes the reading fail', () => {
  const keys = [
    'podSelector',
    'policyTypes',
    'ingress',
    'egress',
    'to',
    'from',
    'ports',
    'ipBlock',
    'cidr',
    'except',
    'namespaceSelector',
    'port',
    'endPort',
    '__proto__',
    'constructor',
  ];
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'medium' },
      fc.constantFrom(null, 0, 80, '', 'Egress', '0.0.0.0/0', '::/0', 'x', true),
      fc.array(tie('value'), { maxLength: 3 }),
      tie('mapping'),
    ),
    mapping: fc.dictionary(fc.constantFrom(...keys), tie('value'), { maxKeys: 5 }),
  })).value;
  fc.assert(
    fc.property(json, (spec) => {
      for (const rule of read(spec).rules) reachOf(rule);
      expect(Array.isArray(read(spec).faults)).toBe(true);
    }),
    { numRuns: 300 },
  );
});
