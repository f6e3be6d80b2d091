import { optionalListOption, type OptionValues } from '../../../engine/options';
import { defineRule, NOT_APPLICABLE, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { pods } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { pathTest } from '../../../text/glob';
import { asArray, asObject, isObject } from '../../../text/json';

const options = {
  names: optionalListOption('Secrets that pods may use, as `namespace/name`; `*` and `?` stand for parts of a name.'),
};

export const allowedSecrets = defineRule({
  id: 'workloads/allowed-secrets',
  title: 'Pods must use only Secrets that the option names allows',
  description:
    'Which workload may use which Secret is for each cluster to say, so the rule does not apply until `names` is set. Variables '
    + '(`secretKeyRef`, `secretRef`), volumes and projected volumes count, in all three container lists and also if they are '
    + '`optional`. An empty list allows none. `imagePullSecrets`, which the kubelet uses and no container sees, are not checked.',
  severity: Severity.MEDIUM,
  fix: 'Use a Secret that is allowed, or add the Secret to the option.',
  sources: ['https://kubernetes.io/docs/concepts/configuration/secret/#using-a-secret'],
  exampleOptions: { names: ['shop/api-*'] },
  bad: example('root-ca'),
  good: example('api-db'),
  subject: pods,
  options,
  check: requireAllowed,
});

function example(secret: string): string {
  return (
    '{ apiVersion: v1, kind: Pod, metadata: { name: api, namespace: shop }, spec: { containers: [{ name: api, image: '
    + `registry.example.com/api:1.4 }], volumes: [{ name: s, secret: { secretName: ${secret} } }] } }`
  );
}

interface Use {
  readonly name: unknown;
  readonly path: string;
}

function requireAllowed(pod: PodView, _: CheckContext, { names }: OptionValues<typeof options>): readonly Outcome[] {
  if (names === undefined) return NOT_APPLICABLE;
  const tests = names.map(pathTest);
  return usesOf(pod).flatMap(({ name, path }): readonly Outcome[] => {
    if (typeof name !== 'string' || name === '') return NONE;
    const secret = `${pod.namespace}/${name}`;
    return tests.some((test) => test(secret)) ? NONE : [{ path, message: `the pod uses the Secret ${secret}, which is not allowed` }];
  });
}

function usesOf({ containers, spec, path: holder }: PodView): readonly Use[] {
  const ofContainers = containers.flatMap(({ spec: container, path }): readonly Use[] => [
    ...asArray(container.env).flatMap((entry, index) =>
      useOf(asObject(asObject(entry).valueFrom).secretKeyRef, 'name', `${path}.env[${index}].valueFrom.secretKeyRef`),
    ),
    ...asArray(container.envFrom).flatMap((entry, index) =>
      useOf(asObject(entry).secretRef, 'name', `${path}.envFrom[${index}].secretRef`),
    ),
  ]);
  const ofVolumes = asArray(spec.volumes).flatMap((volume, index): readonly Use[] => {
    const { secret, projected } = asObject(volume);
    const path = `${holder}.volumes[${index}]`;
    const sources = asArray(asObject(projected).sources);
    return [
      ...useOf(secret, 'secretName', `${path}.secret`),
      ...sources.flatMap((source, at) => useOf(asObject(source).secret, 'name', `${path}.projected.sources[${at}].secret`)),
    ];
  });
  return [...ofContainers, ...ofVolumes];
}

function useOf(reference: unknown, field: string, path: string): readonly Use[] {
  return isObject(reference) ? [{ name: reference[field], path: `${path}.${field}` }] : NONE;
}
