import { VOLUME_SOURCES } from './volume-sources';
import { isObject, typeName, type JsonObject } from '../json';
import { formatPath, joinPath, type PathSegment } from '../path';
import type { PodView } from '../pod-view';
import type { Place } from './check';
import { isUnset } from './read';

/** What a field holds: a scalar, `[entry]` for a list, a mapping of fields, or `{}` for a mapping whose fields are not read. */
type Shape = 'boolean' | 'int32' | 'int64' | 'string' | readonly [Shape] | Fields;
interface Fields { readonly [field: string]: Shape }

const HANDLER: Fields = { httpGet: { host: 'string' }, tcpSocket: { host: 'string' } };
const SHARED_CONTEXT: Fields = {
  appArmorProfile: { type: 'string' },
  runAsNonRoot: 'boolean',
  runAsUser: 'int64',
  seLinuxOptions: { type: 'string', user: 'string', role: 'string' },
  seccompProfile: { type: 'string' },
  windowsOptions: { hostProcess: 'boolean' },
};

const CONTAINER: Fields = {
  name: 'string',
  livenessProbe: HANDLER,
  readinessProbe: HANDLER,
  startupProbe: HANDLER,
  lifecycle: { postStart: HANDLER, preStop: HANDLER },
  ports: [{ containerPort: 'int32', hostPort: 'int32' }],
  securityContext: {
    ...SHARED_CONTEXT, allowPrivilegeEscalation: 'boolean', capabilities: { add: ['string'], drop: ['string'] }, privileged: 'boolean', procMount: 'string',
  },
};

const SPEC: Fields = {
  hostIPC: 'boolean',
  hostNetwork: 'boolean',
  hostPID: 'boolean',
  hostUsers: 'boolean',
  os: { name: 'string' },
  securityContext: { ...SHARED_CONTEXT, sysctls: [{ name: 'string' }] },
  volumes: [{ name: 'string', ...Object.fromEntries(VOLUME_SOURCES.map((source) => [source, {}])) }],
};

const SOURCES: ReadonlySet<string> = new Set(VOLUME_SOURCES);

const FAULTS = new WeakMap<PodView, readonly Place[]>();

/** Values that the API server refuses, among the fields that the checks read. A pod that has one is never admitted, so nothing is decided about it. */
export function podFaults(pod: PodView): readonly Place[] {
  let faults = FAULTS.get(pod);
  if (!faults) {
    faults = collect(pod);
    FAULTS.set(pod, faults);
  }
  return faults;
}

function collect(pod: PodView): readonly Place[] {
  const faults: Place[] = [...pod.faults];
  walk(pod.spec, SPEC, new Trail(pod.path, '', faults));
  for (const container of pod.containers) walk(container.spec, CONTAINER, new Trail(container.path, `${container.label}: `, faults));
  collectAnnotations(pod, faults);
  if (Array.isArray(pod.spec.volumes)) collectVolumes(pod.spec.volumes, `${pod.path}.volumes`, faults);
  return faults;
}

/** Where a walk is: written out only for a fault, since most pods have none. */
class Trail {
  public readonly segments: PathSegment[] = [];

  constructor(private readonly base: string, private readonly whose: string, private readonly faults: Place[]) {}

  public fault(fact: string): void {
    this.faults.push({ path: joinPath(this.base, ...this.segments), message: `${this.whose}${formatPath(this.segments)} is ${fact}` });
  }
}

function walk(value: JsonObject, shape: Fields, trail: Trail): void {
  for (const field of Object.keys(value)) {
    const found = value[field];
    if (isUnset(found) || !Object.hasOwn(shape, field)) continue;
    trail.segments.push(field);
    judge(found, shape[field]!, trail);
    trail.segments.pop();
  }
}

function judge(value: unknown, shape: Shape, trail: Trail): void {
  if (shape === 'boolean' || shape === 'string') {
    if (typeof value !== shape) trail.fault(`${typeName(value)}, not a ${shape}`);
  } else if (shape === 'int32' || shape === 'int64') {
    const limit = shape === 'int32' ? 2 ** 31 : 2 ** 63;
    if (typeof value !== 'number') trail.fault(`${typeName(value)}, not an integer`);
    else if (!Number.isInteger(value) || value < -limit || value >= limit) trail.fault(`${value}, not an integer of ${shape.slice(3)} bits`);
  } else if (isList(shape)) {
    if (!Array.isArray(value)) return trail.fault(`${typeName(value)}, not a list`);
    value.forEach((item: unknown, index) => {
      if (isUnset(item)) return;
      trail.segments.push(index);
      judge(item, shape[0], trail);
      trail.segments.pop();
    });
  } else if (isObject(value)) walk(value, shape, trail);
  else trail.fault(`${typeName(value)}, not a mapping`);
}

function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}

function collectAnnotations(pod: PodView, faults: Place[]): void {
  const { annotations } = pod.metadata;
  const path = `${pod.metadataPath}.annotations`;
  if (isUnset(annotations)) return;
  if (!isObject(annotations)) return void faults.push({ path, message: `annotations is ${typeName(annotations)}, not a mapping` });
  for (const key of Object.keys(annotations)) {
    const value = annotations[key];
    if (typeof value !== 'string' && value !== null) faults.push({ path: joinPath(path, key), message: `annotation ${key} is ${typeName(value)}, not a string` });
  }
}

/** A source that no release knows is dropped or refused by the server; a volume without source is an `emptyDir`. */
function collectVolumes(volumes: readonly unknown[], path: string, faults: Place[]): void {
  volumes.forEach((volume, index) => {
    if (!isObject(volume)) return;
    const keys = Object.keys(volume);
    if (keys.some((key) => SOURCES.has(key) && !isUnset(volume[key]))) return;
    for (const key of keys) {
      if (key !== 'name' && !isUnset(volume[key])) faults.push({ path: joinPath(`${path}[${index}]`, key), message: `volumes[${index}].${key} is no source of volumes` });
    }
  });
}
