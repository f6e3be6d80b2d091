/** Manifests for the examples of the rules about admission: whole except what a rule is about. */

/** A configuration of one webhook for new pods, with another field as a line of YAML. */
export function webhookExample(fields: string, kind: 'Validating' | 'Mutating' = 'Validating'): string {
  return `
apiVersion: admissionregistration.k8s.io/v1
kind: ${kind}WebhookConfiguration
metadata: { name: pods }
webhooks:
  - name: pods.example.com
    rules: [{ apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods] }]
    clientConfig: { service: { namespace: guard, name: guard } }
    sideEffects: None
    admissionReviewVersions: [v1]
    ${fields}
`;
}

/** A policy for new pods, with another field of its spec as a line of YAML. */
export function policyExample(fields: string): string {
  return `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: { name: no-volumes }
spec:
  matchConstraints: { resourceRules: [{ apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods] }] }
  validations: [{ expression: "!has(object.spec.volumes)" }]
  ${fields}
`;
}

/** A binding of that policy, with more fields of its spec in flow style. */
export function bindingExample(fields: string): string {
  return `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: { name: no-volumes }
spec: { policyName: no-volumes, ${fields} }
`;
}
