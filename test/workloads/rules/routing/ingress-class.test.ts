import { ingressClass } from '../../../../src/workloads/rules/routing/ingress-class';
import { findings } from '../../../support/findings';
import { table } from '../../../support/pods';

const ingress = (spec: unknown = {}, annotations: unknown = undefined) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'web', annotations },
  spec,
});
const klass = (name: string, isDefault: string) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'IngressClass',
  metadata: { name, annotations: { 'ingressclass.kubernetes.io/is-default-class': isDefault } },
});
const ANNOTATION = 'kubernetes.io/ingress.class';
const none = 'Ingress web spec.ingressClassName: the Ingress names no class, so any controller may serve it';
const stray = (name: string, place = 'spec.ingressClassName') =>
  `Ingress web ${place}: the class of the Ingress is "${name}", which is not allowed`;

table(
  ingressClass,
  [
    ['allowed', ingress({ ingressClassName: 'internal' }), []],
    ['another', ingress({ ingressClassName: 'public' }), [stray('public')]],
    ['unset, null, no spec', [ingress(), ingress({ ingressClassName: null }), ingress(null)], [none, none, none]],
    ['of the former API', { ...ingress(), apiVersion: 'extensions/v1beta1' }, [none]],
    ['empty', ingress({ ingressClassName: '' }), [stray('')]],
    ['a wrong type', ingress({ ingressClassName: 7 }), ['? Ingress web spec.ingressClassName: ingressClassName is a number, not a string']],
    ['by annotation', ingress({}, { [ANNOTATION]: 'internal' }), []],
    ['another by annotation', ingress({}, { [ANNOTATION]: 'public' }), [stray('public', `metadata.annotations["${ANNOTATION}"]`)]],
    ['the field before the annotation', ingress({ ingressClassName: 'internal' }, { [ANNOTATION]: 'public' }), []],
    ['the default class of the input', [ingress(), klass('internal', 'true')], []],
    ['another default class', [ingress(), klass('public', 'true')], [stray('public')]],
    ['a class that is not the default', [ingress(), klass('internal', 'false')], [none]],
  ],
  { classes: ['internal'] },
);

test('unset, the rule asks nothing; an empty list allows none', () => {
  expect(findings(ingressClass, [ingress()])).toEqual([]);
  expect(findings(ingressClass, [ingress({ ingressClassName: 'a' })], { options: { classes: [] } })).toEqual([stray('a')]);
});
