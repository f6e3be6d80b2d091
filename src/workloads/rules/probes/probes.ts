import { undecided, type Outcome } from '../../../engine/rule';
import { NONE } from '../../../kubernetes/objects/collect';
import { containerPorts } from '../../../kubernetes/pods/container-ports';
import { isLasting, runsOn } from '../../../kubernetes/pods/lifetime';
import type { ContainerView, PodView } from '../../../kubernetes/pods/pod-view';
import { integerOf } from '../../../kubernetes/pods/security/read';
import { asArray, asObject, isObject, isUnset, type JsonObject, typeName } from '../../../text/json';

/** The fields of a container that hold a probe. */
export type ProbeField = 'livenessProbe' | 'readinessProbe' | 'startupProbe';

/** The check that each lasting container of a pod that is meant to run on has a probe. */
export function requireProbe(field: ProbeField, noun: string): (pod: PodView) => readonly Outcome[] {
  return (pod) => {
    if (!runsOn(pod)) return NONE;
    let outcomes: Outcome[] | undefined;
    for (const container of pod.containers) {
      const probe = container.spec[field];
      if (!isLasting(container) || (isObject(probe) && handlerOf(probe))) continue;
      const path = `${container.path}.${field}`;
      outcomes ??= [];
      if (isUnset(probe)) outcomes.push({ path, message: `${container.label} has no ${noun}` });
      else {
        outcomes.push(
          undecided(
            path,
            isObject(probe)
              ? `the ${noun} of ${container.label} has no handler`
              : `the ${noun} of ${container.label} is ${typeName(probe)}, not a mapping`,
          ),
        );
      }
    }
    return outcomes ?? NONE;
  };
}

/** What a probe does. */
export interface ProbeHandler {
  readonly type: 'exec' | 'httpGet' | 'tcpSocket' | 'grpc';
  readonly fields: JsonObject;
}

const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc'] as const;

/** The one handler of a probe; undefined when there is none. */
export function handlerOf(probe: JsonObject): ProbeHandler | undefined {
  for (const type of HANDLERS) {
    const fields = probe[type];
    if (isObject(fields)) return { type, fields };
  }
  return undefined;
}

/** True for handlers that ask the same. */
export function askTheSame(one: ProbeHandler, other: ProbeHandler, container: ContainerView): boolean {
  if (one.type !== other.type) return false;
  // Most differ in their path, which needs no closer look.
  const [path, otherPath] = [one.fields.path, other.fields.path];
  if (
    one.type === 'httpGet'
    && typeof path === 'string'
    && typeof otherPath === 'string'
    && path !== otherPath
    && path !== ''
    && otherPath !== ''
  ) {
    return false;
  }
  return handlerText(one, container) === handlerText(other, container);
}

/** The same text for handlers that ask the same, with the API's defaults filled in and named ports resolved. */
function handlerText({ type, fields }: ProbeHandler, container: ContainerView): string {
  const or = (value: unknown, standard: unknown) => (isUnset(value) || value === '' ? standard : value);
  const port = containerPorts(container).find(({ name }) => name !== '' && name === fields.port)?.port ?? fields.port;
  switch (type) {
    case 'exec':
      return JSON.stringify([type, asArray(fields.command)]);
    case 'httpGet':
      return JSON.stringify([
        type,
        port,
        or(fields.path, '/'),
        or(fields.scheme, 'HTTP'),
        or(fields.host, ''),
        asArray(fields.httpHeaders)
          .map(asObject)
          .map(({ name, value }) => [name, or(value, '')]),
        or(fields.protocol, ''),
      ]);
    case 'tcpSocket':
      return JSON.stringify([type, port, or(fields.host, '')]);
    case 'grpc':
      return JSON.stringify([type, port, or(fields.service, ''), or(fields.mode, '')]);
  }
}

/** For how many seconds a probe may fail before the kubelet acts; undefined for values of a wrong type. */
export function patience(probe: JsonObject): number | undefined {
  const [period, failures] = [integerOf(probe.periodSeconds), integerOf(probe.failureThreshold)];
  return period === undefined || failures === undefined ? undefined : (period || 10) * (failures || 3);
}
