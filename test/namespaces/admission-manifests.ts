/** Minimal admission policies and webhooks for the tests of this practice. */

const PODS = { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] };
const GROUP = 'admissionregistration.k8s.io/v1';

export const rule = (fields: object = {}) => ({ ...PODS, ...fields });

/** Policy `guard` for new pods, with other fields of its spec. */
export const policy = (spec: object = {}, kind = 'ValidatingAdmissionPolicy') => ({
  apiVersion: GROUP,
  kind,
  metadata: { name: 'guard' },
  spec: { matchConstraints: { resourceRules: [PODS] }, validations: [{ expression: 'object.spec.x' }], ...spec },
});

export const binding = (spec: object = {}, kind = 'ValidatingAdmissionPolicy', name = 'guard') => ({
  apiVersion: GROUP,
  kind: `${kind}Binding`,
  metadata: { name },
  spec: { policyName: 'guard', validationActions: ['Deny'], ...spec },
});

/** Configuration `guard` of one webhook for new pods, with other fields. */
export const webhook = (fields: object = {}, kind = 'Validating') => ({
  apiVersion: GROUP,
  kind: `${kind}WebhookConfiguration`,
  metadata: { name: 'guard' },
  webhooks: [{ name: 'pods.example.com', rules: [PODS], clientConfig: { service: { namespace: 'guard', name: 'guard' } }, ...fields }],
});

/** The same with custom kinds as what it is about. */
export const ofCustomKinds = (fields: object = {}) =>
  webhook({ rules: [rule({ apiGroups: ['example.com'], resources: ['*'] })], ...fields });
