import { resourceQuota } from '../../../../src/namespaces/rules/quota/resource-quota';
import { findings } from '../../../support/findings';
import { namespace, object, pod } from '../../manifests';

const payments = namespace('payments');
const full = { 'requests.cpu': '4', 'requests.memory': '8Gi', 'limits.cpu': '8', 'limits.memory': '16Gi' };
const quota = (hard: unknown, more: object = {}, name = 'quota') => object('ResourceQuota', name, 'payments', { spec: { hard, ...more } });
const priority = (operator: string, values: string[] = [], name = 'quota') =>
  quota(full, { scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator, values }] } }, name);
const lacks = (what: string) =>
  `ResourceQuota payments/quota spec.hard: no ResourceQuota limits ${what} for all pods of namespace payments`;

test.each<[string, object[], string[]]>([
  ['none', [payments], ['Namespace payments: namespace payments has no ResourceQuota']],
  ['full', [payments, quota(full)], []],
  ['the short names', [payments, quota({ 'cpu': 4, 'memory': '8Gi', 'limits.cpu': '8', 'limits.memory': '16Gi' })], []],
  ['zero is a limit', [payments, quota({ ...full, 'limits.cpu': '0' })], []],
  ['null is zero to the server', [payments, quota({ ...full, 'limits.cpu': null })], []],
  ['in two quotas', [payments, quota({ cpu: '4', memory: '8Gi' }), quota({ 'limits.cpu': '8', 'limits.memory': '16Gi' }, {}, 'more')], []],
  ['counts only', [payments, quota({ pods: '10' })], [lacks('requests.cpu, requests.memory, limits.cpu, limits.memory')]],
  ['without limits', [payments, quota({ cpu: '4', memory: '8Gi' })], [lacks('limits.cpu, limits.memory')]],
  ['no spec', [payments, object('ResourceQuota', 'quota')], [lacks('requests.cpu, requests.memory, limits.cpu, limits.memory')]],
  ['scopes', [payments, quota(full, { scopes: ['BestEffort'] })], [lacks('requests.cpu, requests.memory, limits.cpu, limits.memory')]],
  [
    'a scope selector that requires nothing: it selects every pod',
    [
      payments,
      quota(full, { scopeSelector: { matchExpressions: [] } }),
      namespace('billing'),
      object('ResourceQuota', 'quota', 'billing', { spec: { hard: full, scopeSelector: {} } }),
      namespace('orders'),
      object('ResourceQuota', 'quota', 'orders', { spec: { hard: full, scopeSelector: { matchExpressions: null } } }),
    ],
    [],
  ],
  [
    'a quantity that is none, beside a scope selector that requires nothing',
    [payments, quota({ ...full, cpu: 'lots' }, { scopeSelector: {} }), priority('Exists', [], 'more')],
    ['? ResourceQuota payments/quota spec.hard.cpu: "lots" is not a quantity from 0 on, so the API server rejects the quota'],
  ],
  [
    'scope selectors of a wrong type',
    [payments, quota(full, { scopeSelector: 'all' }), quota(full, { scopeSelector: { matchExpressions: {} } }, 'more')],
    [
      '? ResourceQuota payments/quota spec.scopeSelector: scopeSelector is a string, not a mapping, so the API server rejects the quota',
      '? ResourceQuota payments/more spec.scopeSelector.matchExpressions: matchExpressions is a mapping, not a list, so the API server '
        + 'rejects the quota',
    ],
  ],
  [
    'values that do not fit the operator: the API server rejects the quota',
    [payments, priority('NotIn'), priority('DoesNotExist', ['high'], 'more'), priority('Exists', [], 'most')],
    [lacks('requests.cpu, requests.memory, limits.cpu, limits.memory')],
  ],
  [
    'terminating pods and the others',
    [payments, quota(full, { scopes: ['Terminating'] }), quota(full, { scopes: ['NotTerminating'] }, 'more')],
    [],
  ],
  [
    'terminating pods twice',
    [payments, quota(full, { scopes: ['Terminating'] }), quota(full, { scopes: ['Terminating'] }, 'more')],
    [lacks('requests.cpu, requests.memory, limits.cpu, limits.memory')],
  ],
  [
    'a part of them in one of two quotas',
    [payments, quota(full, { scopes: ['Terminating'] }), quota({ cpu: '4', memory: '8Gi' }, { scopes: ['NotTerminating'] }, 'more')],
    [lacks('limits.cpu, limits.memory')],
  ],
  [
    'terminating pods in the selector',
    [
      payments,
      quota(full, { scopeSelector: { matchExpressions: [{ scopeName: 'Terminating', operator: 'Exists' }] } }),
      quota(full, { scopes: ['NotTerminating'] }, 'more'),
    ],
    [],
  ],
  [
    'pods without requests by number, and the others',
    [payments, quota({ pods: '2' }, { scopes: ['BestEffort'] }), quota(full, { scopes: ['NotBestEffort'] }, 'more')],
    [],
  ],
  [
    'pods with requests alone',
    [payments, quota(full, { scopes: ['NotBestEffort'] })],
    [lacks('requests.cpu, requests.memory, limits.cpu, limits.memory')],
  ],
  [
    'claims alone, with a class of their attributes: no pod is of the scope',
    [payments, quota(full, { scopes: ['VolumeAttributesClass'] })],
    [lacks('requests.cpu, requests.memory, limits.cpu, limits.memory')],
  ],
  [
    'four parts',
    [
      payments,
      quota({ pods: '2' }, { scopes: ['BestEffort'] }),
      quota(full, { scopes: ['NotBestEffort', 'Terminating'] }, 'a'),
      quota(full, { scopes: ['NotBestEffort', 'NotTerminating'] }, 'b'),
    ],
    [],
  ],
  [
    'three of four parts',
    [
      payments,
      quota({ pods: '2' }, { scopes: ['BestEffort', 'Terminating'] }),
      quota(full, { scopes: ['NotBestEffort', 'Terminating'] }, 'a'),
      quota(full, { scopes: ['NotBestEffort', 'NotTerminating'] }, 'b'),
    ],
    [lacks('requests.cpu, requests.memory, limits.cpu, limits.memory')],
  ],
  ['a priority class and the others', [payments, priority('In', ['high']), priority('NotIn', ['high'], 'more')], []],
  ['with a priority class and without', [payments, priority('Exists'), priority('DoesNotExist', [], 'more')], []],
  [
    'two priority classes',
    [payments, priority('In', ['high']), priority('In', ['low'], 'more')],
    [lacks('requests.cpu, requests.memory, limits.cpu, limits.memory')],
  ],
  [
    'all but two priority classes, and one of them',
    [payments, priority('NotIn', ['high', 'low']), priority('In', ['low'], 'more')],
    [lacks('requests.cpu, requests.memory, limits.cpu, limits.memory')],
  ],
  [
    'a scope that is none',
    [payments, quota(full, { scopes: ['Terminating'] }), quota(full, { scopes: ['NonTerminating'] }, 'more')],
    [lacks('requests.cpu, requests.memory, limits.cpu, limits.memory')],
  ],
  ['scopes null', [payments, quota(full, { scopes: null, scopeSelector: null })], []],
  [
    'no quantity',
    [payments, quota({ ...full, 'limits.cpu': 'lots' })],
    ['? ResourceQuota payments/quota spec.hard["limits.cpu"]: "lots" is not a quantity from 0 on, so the API server rejects the quota'],
  ],
  [
    'less than zero',
    [payments, quota({ ...full, cpu: -1 })],
    ['? ResourceQuota payments/quota spec.hard.cpu: -1 is not a quantity from 0 on, so the API server rejects the quota'],
  ],
  [
    'scopes of a wrong type',
    [payments, quota(full, { scopes: 'BestEffort' })],
    ['? ResourceQuota payments/quota spec.scopes: scopes is a string, not a list, so the API server rejects the quota'],
  ],
  ['another namespace', [payments, namespace('billing'), quota(full)], ['Namespace billing: namespace billing has no ResourceQuota']],
  [
    'pods of an unseen namespace',
    [pod('a'), pod('b')],
    ['? Pod payments/a: namespace payments has no ResourceQuota, but its Namespace is not in the input, so it may be elsewhere'],
  ],
  [
    'an incomplete one of an unseen namespace',
    [pod('a'), quota({ pods: '1' })],
    [
      `? ${lacks('requests.cpu, requests.memory, limits.cpu, limits.memory')}, but its Namespace is not in the input, so it may be `
        + 'elsewhere',
    ],
  ],
  [
    'an incomplete one alone',
    [quota({ pods: '1' })],
    [
      `? ${lacks('requests.cpu, requests.memory, limits.cpu, limits.memory')}, but its Namespace is not in the input, so it may be `
        + 'elsewhere',
    ],
  ],
  ['a full one alone', [quota(full)], []],
  ['a limit range alone', [object('LimitRange', 'limits')], []],
  ['one alone in kube-system', [object('ResourceQuota', 'quota', 'kube-system')], []],
  [
    'namespaces of the cluster',
    [namespace('kube-system'), namespace('kube-public'), namespace('kube-node-lease'), pod('a', 'kube-system')],
    [],
  ],
])('%s', (_, manifests, expected) => {
  expect(findings(resourceQuota, manifests)).toEqual(expected);
});
