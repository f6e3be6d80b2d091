import { limitRange } from '../../../../src/namespaces/rules/quota/limit-range';
import { findings } from '../../../support/findings';
import { namespace, object, pod } from '../../manifests';

const payments = namespace('payments');
const range = (...limits: unknown[]) => object('LimitRange', 'limits', 'payments', { spec: { limits } });
const both = { cpu: '500m', memory: '512Mi' };
const lacks = (what: string) =>
  `LimitRange payments/limits spec.limits: no LimitRange gives containers of namespace payments a limit for ${what}`;

test.each<[string, object[], string[]]>([
  ['none', [payments], ['Namespace payments: namespace payments has no LimitRange']],
  ['defaults', [payments, range({ type: 'Container', default: both })], []],
  ['max, which stands in for the default', [payments, range({ type: 'Container', max: both })], []],
  ['one of each', [payments, range({ type: 'Container', max: { cpu: 2 }, default: { memory: '1Gi' } })], []],
  ['in two entries', [payments, range({ type: 'Pod', max: both }, { type: 'Container', default: both })], []],
  ['requests only', [payments, range({ type: 'Container', defaultRequest: both, min: both })], [lacks('cpu and memory')]],
  ['cpu only', [payments, range({ type: 'Container', default: { cpu: '1' } })], [lacks('memory')]],
  ['null', [payments, range({ type: 'Container', default: { cpu: null, memory: '1Gi' } })], [lacks('cpu')]],
  [
    'zero, which limits nothing',
    [payments, range({ type: 'Container', default: { cpu: 0, memory: '512Mi' }, max: { cpu: '0' } })],
    [lacks('cpu')],
  ],
  [
    'no quantity',
    [payments, range({ type: 'Container', default: { cpu: '', memory: '512Mi' } })],
    [
      '? LimitRange payments/limits spec.limits: a limit is not a quantity from 0 on, so the API server rejects the LimitRange, or the '
        + 'pods that get it',
    ],
  ],
  [
    'less than zero',
    [payments, range({ type: 'Container', default: both, max: { memory: '-1Gi' } })],
    [
      '? LimitRange payments/limits spec.limits: a limit is not a quantity from 0 on, so the API server rejects the LimitRange, or the '
        + 'pods that get it',
    ],
  ],
  ['for pods only', [payments, range({ type: 'Pod', max: both })], [lacks('cpu and memory')]],
  ['an empty list', [payments, range()], [lacks('cpu and memory')]],
  [
    'limits of a wrong type',
    [payments, object('LimitRange', 'limits', 'payments', { spec: { limits: { type: 'Container' } } })],
    ['? LimitRange payments/limits spec.limits: limits is not a list of mappings, so the API server rejects the LimitRange'],
  ],
  ['no spec, which the API server takes', [payments, object('LimitRange', 'limits')], [lacks('cpu and memory')]],
  ['null', [payments, object('LimitRange', 'limits', 'payments', { spec: { limits: null } })], [lacks('cpu and memory')]],
  [
    'one without entries beside a full one',
    [payments, range(), object('LimitRange', 'b', 'payments', { spec: { limits: [{ type: 'Container', default: both }] } })],
    [],
  ],
  [
    'one without entries, of an unseen namespace',
    [range()],
    ['LimitRange payments/limits spec.limits: the LimitRange has no entry, so it limits nothing'],
  ],
  ['for claims only', [payments, range({ type: 'PersistentVolumeClaim', max: { storage: '1Gi' } })], [lacks('cpu and memory')]],
  [
    'a wrong entry',
    [payments, range('Container')],
    ['? LimitRange payments/limits spec.limits: limits is not a list of mappings, so the API server rejects the LimitRange'],
  ],
  [
    'pods of an unseen namespace',
    [pod('a')],
    ['? Pod payments/a: namespace payments has no LimitRange, but its Namespace is not in the input, so it may be elsewhere'],
  ],
  [
    'an incomplete one alone',
    [range({ type: 'Container', min: both })],
    [`? ${lacks('cpu and memory')}, but its Namespace is not in the input, so it may be elsewhere`],
  ],
  ['a full one alone', [range({ type: 'Container', default: both })], []],
  ['a quota alone', [object('ResourceQuota', 'quota')], []],
  ['one alone in kube-system', [object('LimitRange', 'limits', 'kube-system')], []],
  ['kube-system', [namespace('kube-system')], []],
])('%s', (_, manifests, expected) => {
  expect(findings(limitRange, manifests)).toEqual(expected);
});
