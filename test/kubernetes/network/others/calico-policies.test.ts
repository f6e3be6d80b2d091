import { calicoPolicy } from '../../../../src/kubernetes/network/others/calico-policies';
import { coverage } from '../../../../src/kubernetes/network/others/other-policy';
import { inventoryOf } from '../../../support/findings';

const apiVersion = 'projectcalico.org/v3';
const tier = (name: string, spec: object) => ({ apiVersion, kind: 'Tier', metadata: { name }, spec });

function read(spec: object, { kind = 'NetworkPolicy', with: others = [] }: { kind?: string; with?: object[] } = {}) {
  const metadata = kind === 'NetworkPolicy' ? { name: 'p', namespace: 'shop' } : { name: 'p' };
  const inventory = inventoryOf([{ apiVersion, kind, metadata, spec }, ...others]);
  return calicoPolicy(inventory.objects[0]!, inventory);
}

const rules = (spec: object, options = {}) =>
  read(spec, options)!.rules.map(({ direction, path, action, peers, unread }) =>
    [
      direction,
      path,
      action,
      peers === undefined
        ? 'all'
        : peers
            .map((peer) =>
              peer.kind === 'ipBlock' ? [peer.cidr.text, ...peer.except.map((range) => `-${range.text}`)].join('') : peer.kind,
            )
            .join(' '),
      ...(unread === undefined ? [] : [unread]),
    ].join('; '),
  );

test('the place among others', () => {
  const of = (spec: object, options = {}) => {
    const { rank, overrides, tierDenies } = read(spec, options)!;
    return [rank, overrides, tierDenies === undefined ? '' : [...tierDenies].join()];
  };
  expect(of({})).toEqual([[1_000_000, Infinity], true, '']);
  expect(of({ order: 5 })).toEqual([[1_000_000, 5], true, '']);
  expect(of({ order: null })).toEqual([[1_000_000, Infinity], true, '']);
  expect(of({ order: '5' })).toEqual([undefined, true, '']);
  expect(of({ tier: 'kube-admin' })).toEqual([[1000, Infinity], true, '']);
  expect(of({ tier: 'adminnetworkpolicy' })).toEqual([[1000, Infinity], true, '']);
  expect(of({ tier: 'kube-baseline' })).toEqual([[10_000_000, Infinity], false, '']);
  expect(of({ tier: 'baselineadminnetworkpolicy' })).toEqual([[10_000_000, Infinity], false, '']);
  expect(of({ tier: 'security' })).toEqual([undefined, true, '']);
  expect(of({ tier: 'security', types: ['Egress'] }, { with: [tier('security', { order: 7 })] })).toEqual([[7, Infinity], true, 'Egress']);
  expect(of({ tier: 'security' }, { with: [tier('security', {})] })).toEqual([[Infinity, Infinity], false, '']);
  expect(of({ tier: 'security' }, { with: [tier('security', { order: 7, defaultAction: 'Pass' })] })).toEqual([[7, Infinity], true, '']);
  expect(of({ tier: 'kube-admin' }, { with: [tier('kube-admin', { order: 9, defaultAction: 'Deny' })] })).toEqual([
    [9, Infinity],
    true,
    'Ingress',
  ]);
});

test('policies for hosts alone are left out', () => {
  for (const field of ['doNotTrack', 'preDNAT']) {
    expect(read({ [field]: true }, { kind: 'GlobalNetworkPolicy' })).toBeUndefined();
    expect(read({ [field]: false }, { kind: 'GlobalNetworkPolicy' })).toBeDefined();
  }
});

test('the directions that it closes', () => {
  const of = (spec: object) => [...read(spec)!.closes].join();
  const rule = [{ action: 'Allow' }];
  expect(of({})).toBe('Ingress');
  expect(of({ ingress: rule })).toBe('Ingress');
  expect(of({ egress: rule })).toBe('Egress');
  expect(of({ ingress: rule, egress: rule })).toBe('Ingress,Egress');
  expect(of({ types: ['Egress'], ingress: rule })).toBe('Egress');
  expect(of({ types: ['Egress', 'Ingress'] })).toBe('Egress,Ingress');
  expect(of({ types: [] })).toBe('Ingress');
  expect(rules({ types: ['Egress'], ingress: rule, egress: rule })).toEqual(['Egress; spec.egress[0]; allow; all']);
});

test('what a rule does', () => {
  const ingress = ['Allow', 'Deny', 'Pass', 'Log', 'Drop'].map((action) => ({ action }));
  const of = (spec: object, options = {}) => rules({ ...spec, ingress }, options).map((line) => line.split('; ').slice(1).join('; '));
  expect(of({})).toEqual([
    'spec.ingress[0]; allow; all',
    'spec.ingress[1]; deny; all',
    'spec.ingress[2]; skip; all',
    'spec.ingress[4]; allow; all; its action is none that is known',
  ]);
  expect(of({ tier: 'kube-admin' })[2]).toBe('spec.ingress[2]; pass; all');
});

test('the peers of a rule', () => {
  const of = (source: object, more: object = {}) => rules({ ingress: [{ action: 'Allow', source, ...more }] })[0]!.split('allow; ')[1];
  expect(of({})).toBe('all');
  expect(of({ nets: ['10.0.0.0/8', '192.0.2.0/24'] })).toBe('10.0.0.0/8 192.0.2.0/24');
  expect(of({ notNets: ['10.0.0.0/8'] })).toBe('0.0.0.0/0-10.0.0.0/8 ::/0');
  expect(of({ nets: ['10.0.0.0/8', '192.0.2.0/24'], notNets: ['10.1.0.0/16', '192.0.0.0/16'] })).toBe('10.0.0.0/8-10.1.0.0/16');
  expect(of({ selector: "a == 'x'" })).toBe('pods');
  expect(of({ selector: "a == 'x'", notSelector: "b == 'y'" })).toBe('pods');
  expect(of({ selector: "a == 'x' || b == 'y'" })).toBe('pods pods');
  expect(of({ namespaceSelector: 'global()' })).toBe('');
  expect(of({ selector: 'a ==' })).toBe('; the selector "a ==" is not read');
  expect(of({ namespaceSelector: 'a ==' })).toBe('; the selector "a ==" is not read');
  expect(of({ selector: 'all()', nets: ['10.0.0.0/8'] })).toBe('');
  for (const some of [{ serviceAccounts: {} }, { services: {} }, { domains: ['a.example'] }]) expect(of(some)).toBe('');
  expect(of({ domains: ['a.example', '*'] })).toBe('0.0.0.0/0 ::/0');
  expect(of({ ports: [80] })).toBe('all; the ports of its source are not read');
  expect(of({ notPorts: [80] })).toBe('all; the ports of its source are not read');
  expect(of({}, { destination: { ports: [80] } })).toBe('all');
  expect(of({}, { destination: { notPorts: [80], nets: ['10.0.0.0/8'] } })).toBe('all; what its destination says of the pods is not read');
});

test('the pods that it is for', () => {
  const of = (spec: object, options: object = { kind: 'GlobalNetworkPolicy' }) =>
    ['shop', 'build']
      .map((name) => coverage(read(spec, options)!.selects, name, { 'kubernetes.io/metadata.name': name, 'team': name }))
      .join();
  expect(of({}, {})).toBe('all,none');
  expect(of({ selector: "a == 'x'" }, {})).toBe('some,none');
  expect(of({})).toBe('all,all');
  expect(of({ selector: 'all()' })).toBe('all,all');
  expect(of({ selector: "a == 'x'" })).toBe('some,some');
  expect(of({ selector: "a == 'x' || !has(b)" })).toBe('all,all');
  expect(of({ selector: "projectcalico.org/namespace == 'build'" })).toBe('none,all');
  expect(of({ selector: "projectcalico.org/orchestrator == 'k8s'" })).toBe('all,all');
  expect(of({ namespaceSelector: "team == 'shop'" })).toBe('all,none');
  expect(of({ namespaceSelector: "projectcalico.org/name == 'build'" })).toBe('none,all');
  expect(of({ namespaceSelector: 'global()' })).toBe('none,none');
  expect(of({ namespaceSelector: ' global() ' })).toBe('none,none');
  expect(of({ serviceAccountSelector: "role == 'a'" })).toBe('some,some');
  expect(of({ serviceAccountSelector: 'all()' })).toBe('all,all');
  expect(of({ selector: 'a ==' })).toBe('unknown,unknown');
});
