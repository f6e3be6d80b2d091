import { listOption, type OptionValues } from '../../../engine/options';
import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import type { NamespaceView } from '../../../kubernetes/namespaces/namespace-view';
import { NONE } from '../../../kubernetes/objects/collect';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { amountOf } from '../../../kubernetes/resources/resources';
import { asArray, asObject, isObject, isUnset, type JsonObject } from '../../../text/json';
import { lacking, limitedNamespaces, usersOfKind } from '../namespace-subjects';

const options = { resources: listOption('What containers must have a limit for.', ['cpu', 'memory'], { minItems: 1 }) };

export const limitRange = defineRule({
  id: 'namespaces/limit-range',
  title: 'Namespaces must have a LimitRange that sets CPU and memory limits for containers',
  description:
    'The limits come from `default` or from `max`, which the API server uses as the default if none is set. Zero limits '
    + 'nothing, and so does a LimitRange without entries. Unknown: a Namespace that is not in the input, limits of a wrong type, and '
    + 'invalid quantities.',
  severity: Severity.LOW,
  takesReason: true,
  fix: 'Add a LimitRange with an entry of type Container that sets default, defaultRequest and max for cpu and memory.',
  sources: ['https://kubernetes.io/docs/concepts/policy/limit-range/'],
  bad: '{ apiVersion: v1, kind: Namespace, metadata: { name: payments } }',
  good:
    '\n{ apiVersion: v1, kind: Namespace, metadata: { name: payments } }\n'
    + '---\n'
    + '{ apiVersion: v1, kind: LimitRange, metadata: { name: limits, namespace: payments }, '
    + 'spec: { limits: [{ type: Container, default: { cpu: 500m, memory: 512Mi } }] } }\n',
  subject: limitedNamespaces,
  options,
  check: requireLimits,
});

function requireLimits(view: NamespaceView, _: CheckContext, { resources }: OptionValues<typeof options>): readonly Outcome[] {
  const ranges = usersOfKind(view, 'LimitRange');
  if (ranges.length === 0) return [lacking(view, `${view.label} has no LimitRange`)];
  const wrong = ranges.filter(({ json }) => {
    const { limits } = asObject(json.spec);
    return !isUnset(limits) && (!Array.isArray(limits) || !limits.every(isObject));
  });
  if (wrong.length > 0) {
    return wrong.map((object) => ({
      ...undecided('spec.limits', 'limits is not a list of mappings, so the API server rejects the LimitRange'),
      object,
    }));
  }
  const malformed = ranges.find((range) =>
    containerLimits(range).some((values) => resources.some((resource) => amountOf(values, resource) === 'malformed')),
  );
  if (malformed) {
    return [
      {
        ...undecided(
          'spec.limits',
          'a limit is not a quantity from 0 on, so the API server rejects the LimitRange, or the pods that get it',
        ),
        object: malformed,
      },
    ];
  }
  const empty = ranges.filter(({ json }) => asArray(asObject(json.spec).limits).length === 0);
  if (empty.length === ranges.length && view.objects.length === 0) {
    return empty.map((object) => ({ object, path: 'spec.limits', message: 'the LimitRange has no entry, so it limits nothing' }));
  }
  const limited = ranges.flatMap(containerLimits);
  const missing = resources.filter((resource) => !limited.some((values) => amountOf(values, resource) === 'set'));
  if (missing.length === 0) return NONE;
  return [
    lacking(view, `no LimitRange gives containers of ${view.label} a limit for ${missing.join(' and ')}`, {
      object: ranges[0]!,
      path: 'spec.limits',
    }),
  ];
}

function containerLimits({ json }: KubeObject): readonly JsonObject[] {
  return asArray(asObject(json.spec).limits)
    .map(asObject)
    .filter(({ type }) => type === 'Container')
    .flatMap((item) => [asObject(item.default), asObject(item.max)]);
}
