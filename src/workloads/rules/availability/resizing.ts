import type { Selected, Subject } from '../../../engine/rule';
import { subject } from '../../../engine/subjects';
import { collect, NONE } from '../../../kubernetes/objects/collect';
import { fact } from '../../../kubernetes/objects/fact';
import { namespaceOf, type KubeObject } from '../../../kubernetes/objects/object';
import { autoscalersByTarget, scaleTarget, targetKey, type Autoscaler, type ScaleTarget } from '../../../kubernetes/scale/autoscalers';
import { asArray, asObject, asString } from '../../../text/json';
import { MultiMap } from '../../../text/multi-map';

/** A VerticalPodAutoscaler that acts. */
export interface Resizer {
  readonly object: KubeObject;
  readonly target: ScaleTarget;
}

/** What two autoscalers or more name, in the input or not. */
export interface ContestedTarget {
  readonly scalers: readonly Autoscaler[];
  readonly resizers: readonly Resizer[];
}

/** See {@link ContestedTarget}; findings are about the autoscalers. */
export const contestedTargets: Subject<ContestedTarget> = subject('what two autoscalers or more name', ({ inventory }) =>
  contested(inventory),
);

const contested = fact('targets of several autoscalers', (inventory): readonly Selected<ContestedTarget>[] => {
  const result: Selected<ContestedTarget>[] = [];
  const [scaled, resized] = [autoscalersByTarget(inventory), resizers(inventory)];
  for (const key of new Set([...scaled.keys(), ...resized.keys()])) {
    const value = { scalers: distinct(scaled.get(key)), resizers: distinct(resized.get(key)) };
    const autoscalers = [...value.scalers, ...value.resizers];
    if (autoscalers.length > 1) result.push({ value, object: autoscalers[0]!.object });
  }
  return result;
});

/** Once for each name: of the variants of one object, a cluster has the last that it is given. Without a name each is one of its own. */
function distinct<T extends { readonly object: KubeObject }>(autoscalers: readonly T[]): readonly T[] {
  return autoscalers.length < 2
    ? autoscalers
    : [...new Map(autoscalers.map((each) => [each.object.name === '' ? each : `${each.object.kind} ${each.object.name}`, each])).values()];
}

/**
 * VerticalPodAutoscalers by what they name, in input order: those of mode Off only recommend.
 *
 * Source: https://github.com/kubernetes/autoscaler/blob/master/vertical-pod-autoscaler/docs/api.md
 */
const resizers = fact('VerticalPodAutoscalers by target', (inventory) => {
  const result = new MultiMap<string, Resizer>();
  for (const object of inventory.byKind('autoscaling.k8s.io', 'VerticalPodAutoscaler')) {
    const spec = asObject(object.json.spec);
    const target = scaleTarget(spec.targetRef);
    if (!target || asObject(spec.updatePolicy).updateMode === 'Off') continue;
    result.add(targetKey(namespaceOf(object), target), { object, target });
  }
  return result;
});

/** The resources whose requests a VerticalPodAutoscaler sets: cpu and memory, except what its policies leave out. */
export function resourcesOf({ json }: KubeObject): ReadonlySet<string> {
  const policies = asArray(asObject(asObject(json.spec).resourcePolicy).containerPolicies).map(asObject);
  const result = new Set<string>();
  if (!policies.some(({ containerName }) => containerName === '*')) policies.push({});
  for (const { mode, controlledResources } of policies) {
    if (mode === 'Off') continue;
    for (const resource of Array.isArray(controlledResources) ? controlledResources : ['cpu', 'memory']) {
      if (typeof resource === 'string') result.add(resource);
    }
  }
  return result;
}

/** The resources by whose use a HorizontalPodAutoscaler or ScaledObject scales; cpu where it states no metric. */
export function metricsOf({ group, json }: KubeObject): ReadonlySet<string> {
  const spec = asObject(json.spec);
  if (group === 'keda.sh') {
    return new Set(
      asArray(spec.triggers)
        .map(asObject)
        .map(({ type }) => asString(type) ?? '')
        .filter((type) => type === 'cpu' || type === 'memory'),
    );
  }
  const metrics = asArray(spec.metrics).map(asObject);
  if (metrics.length === 0) return new Set(['cpu']);
  return new Set(
    metrics.flatMap(({ type, resource, containerResource }) => {
      const name = asObject(type === 'Resource' ? resource : type === 'ContainerResource' ? containerResource : undefined).name;
      return typeof name === 'string' ? [name] : [];
    }),
  );
}

/** A metric that is measured in percent of what containers request. */
export interface Utilization {
  readonly resource: string;
  /** The one container that counts; undefined for all. */
  readonly container: string | undefined;
}

const BY_CPU: readonly Utilization[] = [{ resource: 'cpu', container: undefined }];

/** The metrics of a HorizontalPodAutoscaler that need requests. */
export function utilizationOf({ json }: KubeObject): readonly Utilization[] {
  const metrics = asArray(asObject(json.spec).metrics);
  if (metrics.length === 0) return BY_CPU;
  return collect(metrics, (entry) => {
    const metric = asObject(entry);
    const source = asObject(
      metric.type === 'Resource' ? metric.resource : metric.type === 'ContainerResource' ? metric.containerResource : undefined,
    );
    if (typeof source.name !== 'string' || asObject(source.target).type !== 'Utilization') return NONE;
    return [{ resource: source.name, container: metric.type === 'ContainerResource' ? asString(source.container) : undefined }];
  });
}
