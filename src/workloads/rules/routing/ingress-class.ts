import { optionalListOption, type OptionValues } from '../../../engine/options';
import { defineRule, NOT_APPLICABLE, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { objectsOfKind } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import { fact } from '../../../kubernetes/objects/fact';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { asObject, isUnset, typeName } from '../../../text/json';
import { joinPath } from '../../../text/path';

const options = {
  classes: optionalListOption('The IngressClasses that Ingresses may have.'),
};

export const ingressClass = defineRule({
  id: 'workloads/ingress-class',
  title: 'Ingresses must have a class that the option classes allows (ingressClassName)',
  description:
    'The class decides which controller serves the Ingress, and with it who can reach the pods: one for the internet and one for the '
    + 'inside are often in the same cluster. Which ones there are is for each cluster to say, so the rule does not apply until '
    + '`classes` is set. The annotation `kubernetes.io/ingress.class` counts where `ingressClassName` is unset.\n\n'
    + 'An Ingress without a class gets the default class: that of the input, if it has one, and else a violation, since any controller '
    + 'may take it.',
  severity: Severity.LOW,
  fix: 'Set `ingressClassName` to a class that is allowed.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#ingress-class'],
  exampleOptions: { classes: ['internal'] },
  bad:
    '{ apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: { name: web, namespace: shop }, '
    + 'spec: { ingressClassName: public, defaultBackend: { service: { name: web, port: { number: 80 } } } } }',
  good:
    '{ apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: { name: web, namespace: shop }, '
    + 'spec: { ingressClassName: internal, defaultBackend: { service: { name: web, port: { number: 80 } } } } }',
  operations: true,
  subject: objectsOfKind('networking.k8s.io/Ingress', 'extensions/Ingress'),
  options,
  check: requireClass,
});

const ANNOTATION = 'kubernetes.io/ingress.class';

/** The IngressClasses of the input that an Ingress without a class gets. */
const defaults = fact('default IngressClasses', (inventory) =>
  inventory
    .byKind('networking.k8s.io', 'IngressClass')
    .filter(({ annotations }) => annotations['ingressclass.kubernetes.io/is-default-class'] === 'true')
    .map(({ name }) => name),
);

function requireClass(
  { json, annotations }: KubeObject,
  { inventory }: CheckContext,
  { classes }: OptionValues<typeof options>,
): readonly Outcome[] {
  if (classes === undefined) return NOT_APPLICABLE;
  const path = 'spec.ingressClassName';
  const { ingressClassName: written } = asObject(json.spec);
  if (!isUnset(written) && typeof written !== 'string') return [undecided(path, `ingressClassName is ${typeName(written)}, not a string`)];
  const isAnnotated = isUnset(written) && annotations[ANNOTATION] !== undefined;
  const names = typeof written === 'string' ? [written] : isAnnotated ? [annotations[ANNOTATION]!] : defaults(inventory);
  if (names.length === 0) return [{ path, message: 'the Ingress names no class, so any controller may serve it' }];
  const stray = names.find((name) => !classes.includes(name));
  if (stray === undefined) return NONE;
  const place = isAnnotated ? joinPath('metadata.annotations', ANNOTATION) : path;
  return [{ path: place, message: `the class of the Ingress is ${JSON.stringify(stray)}, which is not allowed` }];
}
