import * as fc from 'fast-check';

const AMOUNTS: Readonly<Record<string, readonly string[]>> = {
  'cpu': ['0', '1m', '50m', '100m', '250m', '500m', '1', '1.5', '2', '0.3333', '100.5m'],
  'memory': ['0', '1', '32Mi', '64Mi', '128Mi', '128M', '1Gi', '1.5Gi', '1e8', '100m'],
  'ephemeral-storage': ['0', '1Gi', '500Mi'],
  'hugepages-2Mi': ['0', '2Mi', '4Mi', '64Mi'],
  'nvidia.com/gpu': ['1', '2'],
};
const RESOURCES = Object.keys(AMOUNTS);

/** Left out with that many chances in ten. */
function rarely<T>(value: fc.Arbitrary<T>, left: number): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 10 - left, arbitrary: value }, { weight: left, arbitrary: fc.constant(undefined) });
}

function mapping(fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Record<string, unknown>> {
  return fc.record(fields).map((value) => Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)));
}

function list(chance: number, names: readonly string[] = RESOURCES): fc.Arbitrary<Record<string, unknown>> {
  return mapping(
    Object.fromEntries(
      names.map((name) => [
        name,
        rarely<unknown>(fc.constantFrom<unknown>(...AMOUNTS[name]!), name === 'cpu' || name === 'memory' ? chance : 9),
      ]),
    ),
  );
}

function requirements(chance: number): fc.Arbitrary<unknown> {
  return mapping({ requests: rarely(list(chance), 2), limits: rarely(list(chance), 3) });
}

function containers(prefix: string, min: number, max: number): fc.Arbitrary<unknown[]> {
  const one = mapping({
    resources: rarely(requirements(3), 2),
    restartPolicy: prefix === 'init' ? rarely<unknown>(fc.constant('Always'), 5) : fc.constant(undefined),
  });
  return fc
    .array(one, { minLength: min, maxLength: max })
    .map((items) => items.map((item, index) => ({ name: `${prefix}${index}`, image: 'app', ...item })));
}

const affinityTerm = mapping({
  topologyKey: fc.constant('zone'),
  namespaces: rarely<unknown>(fc.constantFrom([], ['other']), 6),
  namespaceSelector: rarely<unknown>(fc.constantFrom({}, null), 7),
});

/** Pods with resources in every place, as manifests. */
export const pods: fc.Arbitrary<{ metadata: object; spec: Record<string, unknown> }> = mapping({
  containers: containers('main', 1, 3),
  initContainers: rarely(containers('init', 0, 3), 4),
  resources: rarely(requirements(5), 6),
  overhead: rarely(list(3, ['cpu', 'memory']), 8),
  activeDeadlineSeconds: rarely<unknown>(fc.constantFrom(0, 60), 8),
  priorityClassName: rarely<unknown>(fc.constantFrom('', 'high', 'low'), 4),
  affinity: rarely(
    mapping({
      podAffinity: rarely(
        mapping({ requiredDuringSchedulingIgnoredDuringExecution: rarely(fc.array(affinityTerm, { maxLength: 2 }), 3) }),
        3,
      ),
      podAntiAffinity: rarely(
        mapping({
          preferredDuringSchedulingIgnoredDuringExecution: rarely(
            fc.array(affinityTerm, { maxLength: 1 }).map((terms) => terms.map((term) => ({ weight: 1, podAffinityTerm: term }))),
            3,
          ),
        }),
        5,
      ),
    }),
    7,
  ),
}).map((spec) => ({ metadata: { name: 'p' }, spec }));

const bounds = ['cpu', 'memory', 'ephemeral-storage'];

/** LimitRanges with every kind of bound. */
export const limitRanges: fc.Arbitrary<unknown[]> = fc
  .array(
    fc.array(
      mapping({
        type: fc.constantFrom('Container', 'Container', 'Pod', 'PersistentVolumeClaim'),
        min: rarely(list(6, bounds), 6),
        max: rarely(list(6, bounds), 6),
        default: rarely(list(6, bounds), 7),
        defaultRequest: rarely(list(6, bounds), 7),
        maxLimitRequestRatio: rarely(
          mapping({
            cpu: rarely<unknown>(fc.constantFrom('1', '1.5', '2', '10'), 5),
            memory: rarely<unknown>(fc.constantFrom('1', '2', '3.3333'), 5),
          }),
          8,
        ),
      }),
      { maxLength: 2 },
    ),
    { maxLength: 2 },
  )
  .map((ranges) => ranges.map((limits) => ({ apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'limits' }, spec: { limits } })));

const hard = [
  'cpu',
  'memory',
  'requests.cpu',
  'requests.memory',
  'limits.cpu',
  'limits.memory',
  'pods',
  'count/pods',
  'services',
  'requests.storage',
  'requests.nvidia.com/gpu',
  'requests.ephemeral-storage',
  'hugepages-2Mi',
  'configmaps',
];
const scopeName = fc.constantFrom(
  'Terminating',
  'NotTerminating',
  'BestEffort',
  'NotBestEffort',
  'PriorityClass',
  'CrossNamespacePodAffinity',
  'VolumeAttributesClass',
);
const priorityScope = fc.constantFrom<unknown>(
  { scopeName: 'PriorityClass', operator: 'In', values: ['high', 'low'] },
  { scopeName: 'PriorityClass', operator: 'NotIn', values: ['high'] },
  { scopeName: 'PriorityClass', operator: 'Exists' },
  { scopeName: 'PriorityClass', operator: 'DoesNotExist' },
);

/** Quotas with and without scopes. */
export const quotas: fc.Arbitrary<unknown[]> = fc
  .array(
    mapping({
      hard: fc.subarray(hard, { maxLength: 5 }).map((names) => Object.fromEntries(names.map((name) => [name, '10']))),
      scopes: rarely(fc.array(scopeName, { maxLength: 2 }), 7),
      scopeSelector: rarely(
        mapping({
          matchExpressions: fc.array(
            fc.oneof(
              priorityScope,
              scopeName.map((name) => ({ scopeName: name, operator: 'Exists' })),
            ),
            { maxLength: 2 },
          ),
        }),
        7,
      ),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((specs) => specs.map((spec) => ({ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'quota' }, spec })));
