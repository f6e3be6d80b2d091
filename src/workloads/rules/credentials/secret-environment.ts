import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { writtenPods } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import type { ContainerView } from '../../../kubernetes/pods/pod-view';
import { isObject, isUnset, type JsonObject, typeName } from '../../../text/json';

export const secretEnvironment = defineRule({
  id: 'workloads/secret-environment',
  title: 'Containers must not expose Secrets as environment variables',
  description:
    'Environment variables are inherited by every child process, and end up in crash reports and logs; a Secret can be mounted '
    + 'as files instead. A single key (`env`) and a whole Secret (`envFrom`) count, also if they are `optional`. Literal values '
    + 'are covered by `workloads/literal-credentials`.',
  severity: Severity.LOW,
  fix: 'Mount the Secret as a volume and read the file.',
  controls: ['CIS-2.0:5.4.1', 'STIG:V-242415'],
  sources: ['https://kubernetes.io/docs/concepts/configuration/secret/#using-secrets-as-files-from-a-pod'],
  bad: examplePod({ container: 'env: [{ name: TOKEN, valueFrom: { secretKeyRef: { name: api, key: token } } }]' }),
  good: examplePod({
    container: 'volumeMounts: [{ name: token, mountPath: /run/token }]',
    spec: 'volumes: [{ name: token, secret: { secretName: api } }]',
  }),
  subject: writtenPods,
  check: (pod) =>
    pod.containers.every(isFree) ? NONE : pod.containers.flatMap((container) => [...variables(container), ...wholeSecrets(container)]),
});

/** Most containers take nothing from a Secret, and all of it is well-formed: they are told at once. */
function isFree({ spec: { env, envFrom } }: ContainerView): boolean {
  if (!isUnset(envFrom)) return false;
  if (isUnset(env)) return true;
  if (!Array.isArray(env)) return false;
  for (const entry of env as readonly unknown[]) {
    if (!isObject(entry)) return false;
    const { valueFrom } = entry;
    if (!isUnset(valueFrom) && (!isObject(valueFrom) || !isUnset(valueFrom.secretKeyRef))) return false;
  }
  return true;
}

function variables({ spec, path, label }: ContainerView): readonly Outcome[] {
  return judgeList(spec.env, `${path}.env`, label, (entry, index) => {
    const { valueFrom } = entry;
    if (isUnset(valueFrom)) return NONE;
    const place = `${path}.env[${index}]`;
    if (!isObject(valueFrom)) return [undecided(`${place}.valueFrom`, `valueFrom of ${label} is ${typeName(valueFrom)}, not a mapping`)];
    return judgeReference(
      valueFrom.secretKeyRef,
      `${place}.valueFrom.secretKeyRef`,
      `${label} takes the variable ${JSON.stringify(entry.name ?? '')} from a Secret`,
      label,
    );
  });
}

function wholeSecrets({ spec, path, label }: ContainerView): readonly Outcome[] {
  return judgeList(spec.envFrom, `${path}.envFrom`, label, (entry, index) =>
    judgeReference(entry.secretRef, `${path}.envFrom[${index}].secretRef`, `${label} takes all variables of a Secret`, label),
  );
}

function judgeList(
  value: unknown,
  path: string,
  label: string,
  judge: (entry: JsonObject, index: number) => readonly Outcome[],
): readonly Outcome[] {
  if (isUnset(value)) return NONE;
  if (!Array.isArray(value)) return [undecided(path, `the environment of ${label} is ${typeName(value)}, not a list`)];
  return value.flatMap((entry: unknown, index) => {
    if (isUnset(entry)) return NONE;
    return isObject(entry)
      ? judge(entry, index)
      : [undecided(`${path}[${index}]`, `an entry of the environment of ${label} is ${typeName(entry)}, not a mapping`)];
  });
}

function judgeReference(value: unknown, path: string, message: string, label: string): readonly Outcome[] {
  if (isUnset(value)) return NONE;
  return isObject(value)
    ? [{ path, message }]
    : [undecided(path, `a reference to a Secret of ${label} is ${typeName(value)}, not a mapping`)];
}
