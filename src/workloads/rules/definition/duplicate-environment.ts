import { defineRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { writtenPods } from '../../../engine/subjects';
import { collect, NONE } from '../../../kubernetes/objects/collect';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import type { ContainerView } from '../../../kubernetes/pods/pod-view';
import { entriesOf } from '../../../kubernetes/pods/security/read';
import { asArray, asObject, isObject } from '../../../text/json';

export const duplicateEnvironment = defineRule({
  id: 'workloads/duplicate-environment',
  title: 'Containers must not define an environment variable twice',
  description:
    'If a name is repeated in `env`, the later entry wins, and `kubectl apply` may drop either of them. A later entry that '
    + 'extends the earlier one (`PATH=$(PATH):/opt/bin`) passes, as in the warning of the API server. Variables from `envFrom` '
    + 'may be overridden.',
  severity: Severity.LOW,
  fix: 'Remove the entry that is not meant.',
  sources: [
    'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#environment-variables',
    'https://github.com/kubernetes/kubernetes/issues/58477',
  ],
  operations: true,
  bad: examplePod({ container: 'env: [{ name: MODE, value: safe }, { name: MODE, value: fast }]' }),
  good: examplePod({ container: 'env: [{ name: MODE, value: safe }]' }),
  subject: writtenPods,
  check: ({ containers }) => (containers.some(({ spec }) => asArray(spec.env).length > 1) ? collect(containers, doubled) : NONE),
});

function doubled({ spec, path, label }: ContainerView): readonly Outcome[] {
  if (!mayRepeat(asArray(spec.env))) return NONE;
  const seen = new Set<string>();
  return collect(entriesOf(spec.env), ([index, { name, value, valueFrom }]) => {
    if (typeof name !== 'string') return NONE;
    if (!seen.has(name)) {
      seen.add(name);
      return NONE;
    }
    const reference = `$(${name})`;
    if (!isObject(valueFrom) && typeof value === 'string' && value !== reference && value.includes(reference)) return NONE;
    return [
      { path: `${path}.env[${index}]`, message: `${label} names the variable ${JSON.stringify(name)} again, which hides the earlier one` },
    ];
  });
}

/** Up to so many names are told apart one by one, which is faster than to collect them. */
const FEW = 8;

function mayRepeat(env: readonly unknown[]): boolean {
  if (env.length > FEW) return true;
  for (let i = 1; i < env.length; i++) {
    const { name } = asObject(env[i]);
    for (let j = 0; j < i; j++) if (asObject(env[j]).name === name) return true;
  }
  return false;
}
