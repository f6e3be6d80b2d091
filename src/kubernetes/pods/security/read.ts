import { isObject, isUnset, type JsonObject } from '../../../text/json';
import { placeIn } from '../../../text/path';
import { NONE } from '../../objects/collect';
import { memo } from '../../objects/memo';
import type { ContainerView, PodView } from '../pod-view';

/** A `securityContext` and whose it is. */
export interface SecurityContext {
  /** `the pod` or `container "api"`. */
  readonly label: string;
  readonly path: string;
  /** Empty when unset. */
  readonly fields: JsonObject;
}

/** A text as Go reads it: '' when unset. Undefined for a value of another type. */
export function textOf(value: unknown): string | undefined {
  if (isUnset(value)) return '';
  return typeof value === 'string' ? value : undefined;
}

/** An int32 as Go reads it: 0 when unset. Undefined for a value of another type. */
export function integerOf(value: unknown): number | undefined {
  if (isUnset(value)) return 0;
  return typeof value === 'number' && Number.isInteger(value) && value >= -(2 ** 31) && value < 2 ** 31 ? value : undefined;
}

/** The mappings of a list, with their positions; null counts as an empty one, entries of another type are left out. */
export function entriesOf(value: unknown): readonly (readonly [number, JsonObject])[] {
  if (!Array.isArray(value)) return NONE;
  const entries: (readonly [number, JsonObject])[] = [];
  value.forEach((item: unknown, index) => {
    if (isObject(item)) entries.push([index, item]);
    else if (isUnset(item)) entries.push([index, {}]);
  });
  return entries;
}

/** The pod's own `securityContext`; undefined for a value of a wrong type. */
export function podContext(pod: PodView): SecurityContext | undefined {
  return contextsOf(pod).own;
}

/** The `securityContext` of a container; undefined for a value of a wrong type. */
function containerContext(container: ContainerView): SecurityContext | undefined {
  return contextOf(container.spec.securityContext, container.label, placeIn(container.contextHolder ?? container.path, 'securityContext'));
}

/** Those of all containers. */
export function containerContexts(pod: PodView): readonly SecurityContext[] {
  return contextsOf(pod).containers;
}

/** The pod's own and those of all containers. */
export function securityContexts(pod: PodView): readonly SecurityContext[] {
  return contextsOf(pod).all;
}

interface Contexts {
  readonly own: SecurityContext | undefined;
  readonly containers: readonly SecurityContext[];
  readonly all: readonly SecurityContext[];
}

/** Most checks use them: they are made once for a pod. */
const contextsOf = memo((pod: PodView): Contexts => {
  const containers: SecurityContext[] = [];
  for (const container of pod.containers) {
    const context = containerContext(container);
    if (context) containers.push(context);
  }
  const own = contextOf(pod.spec.securityContext, 'the pod', pod.contextPath ?? placeIn(pod.path, 'securityContext'));
  return { own, containers, all: own ? [own, ...containers] : containers };
});

function contextOf(value: unknown, label: string, path: string): SecurityContext | undefined {
  if (!isUnset(value) && !isObject(value)) return undefined;
  return { label, path, fields: value ?? {} };
}

/** For messages: `volume "data"`. */
export function volumeLabel(volume: JsonObject, index: number): string {
  return typeof volume.name === 'string' && volume.name !== '' ? `volume ${JSON.stringify(volume.name)}` : `volume ${index}`;
}
