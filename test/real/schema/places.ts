const metadata = { name: 'x', namespace: 'shop' };
const schemaWith = (fields: object) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'x.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Cluster',
    names: { plural: 'x', kind: 'X' },
    versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: fields } }],
  },
});

/** An object with a value at a place for it, by letter of the tables. */
export const PLACES: Readonly<Record<string, (value: unknown) => Record<string, unknown>>> = {
  s: (nodeName) => ({ apiVersion: 'v1', kind: 'Pod', metadata, spec: { nodeName } }),
  b: (hostNetwork) => ({ apiVersion: 'v1', kind: 'Pod', metadata, spec: { hostNetwork } }),
  i: (replicas) => ({ apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { replicas } }),
  l: (activeDeadlineSeconds) => ({ apiVersion: 'v1', kind: 'Pod', metadata, spec: { activeDeadlineSeconds } }),
  d: (minimum) => schemaWith({ minimum }),
  x: (targetPort) => ({ apiVersion: 'v1', kind: 'Service', metadata, spec: { ports: [{ port: 1, targetPort }] } }),
  q: (cpu) => ({ apiVersion: 'v1', kind: 'ResourceQuota', metadata, spec: { hard: { cpu } } }),
  t: (creationTimestamp) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { ...metadata, creationTimestamp } }),
  m: (renewTime) => ({ apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata, spec: { renewTime } }),
  y: (value) => ({ apiVersion: 'v1', kind: 'Secret', metadata, data: { value } }),
  a: (data) => ({ apiVersion: 'apps/v1', kind: 'ControllerRevision', metadata, revision: 1, data }),
  B: (additionalProperties) => schemaWith({ additionalProperties }),
  L: (items) => schemaWith({ items }),
  S: (value) => schemaWith({ dependencies: { a: value } }),
};
