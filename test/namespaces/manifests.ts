/** Minimal manifests for the tests of this practice. */

export const namespace = (name: string, labels?: object) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, ...(labels ? { labels } : {}) },
});

export const policy = (name: string, spec: unknown, ns: string | undefined = 'payments') => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name, namespace: ns },
  spec,
});

export const pod = (name: string, ns: string | undefined = 'payments', spec: object = {}, labels: object = { app: name }) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: ns, labels },
  spec: { containers: [{ name: 'main', image: 'app' }], ...spec },
});

export const object = (kind: string, name: string, ns: string | undefined = 'payments', fields: object = {}, apiVersion = 'v1') => ({
  apiVersion,
  kind,
  metadata: { name, namespace: ns },
  ...fields,
});

/** A policy of one egress rule for every pod. */
export const egress = (rule: unknown, name = 'open') => policy(name, { podSelector: {}, policyTypes: ['Egress'], egress: [rule] });

export const block = (cidr: unknown, ...except: unknown[]) => ({ ipBlock: { cidr, ...(except.length > 0 ? { except } : {}) } });
