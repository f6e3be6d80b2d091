import type { AnyRule } from '../../src/engine/rule';
import { findings } from './findings';

const IMAGE = 'registry.example.com/api:1.4';

/** A container that passes both levels of the Pod Security Standards except what the pod has to say. */
export const CONTAINER = {
  name: 'api',
  image: IMAGE,
  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
};

/** Pod `api` that passes both levels, with other fields in its spec. */
export function pod(spec: object = {}, metadata: object = {}): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'api', ...metadata },
    spec: { securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } }, containers: [CONTAINER], ...spec },
  };
}

/** The same with fields of its one container replaced. */
export function withContainer(fields: object, spec: object = {}): object {
  return pod({ ...spec, containers: [{ ...CONTAINER, ...fields }] });
}

/** The same with fields of the container's security context replaced. */
export function withContext(fields: object, spec: object = {}): object {
  return withContainer({ securityContext: { ...CONTAINER.securityContext, ...fields } }, spec);
}

/** The same with fields of the pod's security context replaced. */
export function withPodContext(fields: object, spec: object = {}): object {
  return pod({ securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' }, ...fields }, ...spec });
}

/** A pod with such a container in each of the three lists: `setup`, `api`, `debug`. */
export function inEachList(fields: object): object {
  const named = (name: string) => ({ ...CONTAINER, name, ...fields });
  return pod({ initContainers: [named('setup')], containers: [named('api')], ephemeralContainers: [named('debug')] });
}

/** What is the case, the manifests, the whole list of findings, and the Kubernetes release if it matters. */
export type Row = readonly [name: string, manifests: object | readonly object[], expected: readonly string[], kubernetes?: string];

/** One test for each row, with options of the rule: see `findings` for how a finding is written. */
export function table(rule: AnyRule, rows: readonly Row[], options?: Readonly<Record<string, unknown>>): void {
  test.each(
    rows.map(([name, manifests, expected, kubernetes]) => ({
      name: kubernetes ? `${name} (${kubernetes})` : name,
      manifests,
      expected,
      kubernetes,
    })),
  )('$name', ({ manifests, expected, kubernetes }) => {
    expect(findings(rule, Array.isArray(manifests) ? manifests : [manifests], { kubernetes, options })).toEqual(expected);
  });
}
