import type { Selected, Subject } from '../../../engine/rule';
import { subject } from '../../../engine/subjects';
import { fact } from '../../../kubernetes/objects/fact';
import type { Inventory } from '../../../kubernetes/objects/inventory';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { asArray, asObject, asString, isObject, type JsonObject } from '../../../text/json';
import { MultiMap } from '../../../text/multi-map';

/** Group of the admission policies and webhooks that the API server itself knows. */
export const ADMISSION = 'admissionregistration.k8s.io';

/** Something that the API server asks about requests: a policy, the binding of one, or a webhook. */
export interface Guard {
  readonly object: KubeObject;
  /** For messages: `the policy`, `the binding`, `webhook "pods.example.com"`. */
  readonly label: string;
  /** The policy's spec, or the webhook. */
  readonly json: JsonObject;
  readonly path: string;
  /** What says which requests it is asked about: resource rules and selectors. */
  readonly match: JsonObject;
  readonly matchPath: string;
  readonly rules: readonly JsonObject[];
  readonly isWebhook: boolean;
  /** Whether it can refuse requests; else it changes them. */
  readonly isValidating: boolean;
}

/** Policies and webhooks. */
export const guards: Subject<Guard> = subject('admission policies and webhooks', ({ inventory }) => allGuards(inventory));

/** Policies alone. */
export const policies: Subject<Guard> = subject('admission policies', ({ inventory }) => onlyPolicies(inventory));

/** Webhooks alone. */
export const webhooks: Subject<Guard> = subject('admission webhooks', ({ inventory }) => onlyWebhooks(inventory));

/** Policies, their bindings, and webhooks that validate requests for objects of Kubernetes itself. */
export const validators: Subject<Guard> = subject('validating admission policies, their bindings, and webhooks', ({ inventory }) =>
  onlyValidators(inventory),
);

const allGuards = fact('admission policies and webhooks', (inventory): readonly Selected<Guard>[] => [
  ...onlyPolicies(inventory),
  ...onlyWebhooks(inventory),
]);

const onlyPolicies = fact('admission policies', (inventory): readonly Selected<Guard>[] =>
  ['Validating', 'Mutating'].flatMap((kind) =>
    inventory.byKind(ADMISSION, `${kind}AdmissionPolicy`).map((object) => ofSpec(object, 'the policy', 'matchConstraints')),
  ),
);

const onlyWebhooks = fact('admission webhooks', (inventory): readonly Selected<Guard>[] =>
  ['Validating', 'Mutating'].flatMap((kind) =>
    inventory.byKind(ADMISSION, `${kind}WebhookConfiguration`).flatMap((object) =>
      asArray(object.json.webhooks).flatMap((webhook, index) => {
        if (!isObject(webhook)) return [];
        const path = `webhooks[${index}]`;
        const value: Guard = {
          object,
          path,
          json: webhook,
          match: webhook,
          matchPath: path,
          isWebhook: true,
          isValidating: kind === 'Validating',
          label: `webhook ${JSON.stringify(asString(webhook.name) ?? index)}`,
          rules: asArray(webhook.rules).filter(isObject),
        };
        return [{ value, object }];
      }),
    ),
  ),
);

const onlyValidators = fact('validating admission policies and webhooks', (inventory): readonly Selected<Guard>[] => {
  const bound = inventory
    .byKind(ADMISSION, 'ValidatingAdmissionPolicyBinding')
    .map((object) => ofSpec(object, 'the binding', 'matchResources'));
  return [...allGuards(inventory), ...bound].filter(
    ({ value }) => value.isValidating && (value.label === 'the binding' || isAboutKubernetes(value)),
  );
});

function ofSpec(object: KubeObject, label: string, field: string): Selected<Guard> {
  const spec = asObject(object.json.spec);
  const match = asObject(spec[field]);
  const value: Guard = {
    object,
    label,
    json: spec,
    path: 'spec',
    match,
    matchPath: `spec.${field}`,
    rules: asArray(match.resourceRules).filter(isObject),
    isWebhook: false,
    isValidating: object.kind.startsWith('Validating'),
  };
  return { value, object };
}

const BUILT_IN: ReadonlySet<unknown> = new Set([
  '*',
  '',
  ADMISSION,
  'apiextensions.k8s.io',
  'apiregistration.k8s.io',
  'apps',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'autoscaling',
  'batch',
  'certificates.k8s.io',
  'coordination.k8s.io',
  'discovery.k8s.io',
  'events.k8s.io',
  'extensions',
  'flowcontrol.apiserver.k8s.io',
  'networking.k8s.io',
  'node.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
  'resource.k8s.io',
  'scheduling.k8s.io',
  'storage.k8s.io',
]);

/** Whether it is asked about objects of Kubernetes itself: what guards only custom kinds is the affair of who defines them. */
export function isAboutKubernetes({ rules }: Guard): boolean {
  return rules.some(({ apiGroups }) => asArray(apiGroups).some((group) => BUILT_IN.has(group)));
}

/** The bindings of the input by the name of their policy. */
export function bindingsOf(inventory: Inventory, policy: KubeObject): readonly KubeObject[] {
  return bindingsByPolicy(inventory).get(`${policy.kind}/${policy.name}`);
}

const bindingsByPolicy = fact('bindings of admission policies', (inventory) => {
  const result = new MultiMap<string, KubeObject>();
  for (const kind of ['ValidatingAdmissionPolicy', 'MutatingAdmissionPolicy']) {
    for (const object of inventory.byKind(ADMISSION, `${kind}Binding`)) {
      result.add(`${kind}/${asString(asObject(object.json.spec).policyName) ?? ''}`, object);
    }
  }
  return result;
});

/**
 * Entries of a selector that leave out what carries a label: a user who sets the label decides. Those that go by the name of a namespace
 * are left out: no user can set it.
 */
export function optOuts(selector: unknown): { readonly index: number; readonly fact: string }[] {
  return asArray(asObject(selector).matchExpressions).flatMap((expression, index) => {
    const { key, operator, values } = asObject(expression);
    if (typeof key !== 'string' || key === 'kubernetes.io/metadata.name') return [];
    if (operator === 'DoesNotExist') return [{ index, fact: `with the label ${key}` }];
    return operator === 'NotIn'
      ? [
          {
            index,
            fact: `with the label ${key} of ${asArray(values)
              .map((value) => JSON.stringify(value))
              .join(' or ')}`,
          },
        ]
      : [];
  });
}
