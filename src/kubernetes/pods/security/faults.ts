import { isObject, isUnset, type JsonObject, typeName } from '../../../text/json';
import { formatPath, joinPath, type PathSegment } from '../../../text/path';
import { memo } from '../../objects/memo';
import type { PodView } from '../pod-view';
import type { Place } from './check';
import { VOLUME_SOURCES } from './volume-sources';

/** What a field holds: a scalar, `[entry]` for a list, a mapping of fields, or `{}` for a mapping whose fields are not read. */
type Shape = 'boolean' | 'int32' | 'int64' | 'string' | readonly [Shape] | Fields;
interface Fields {
  readonly [field: string]: Shape;
}

/** A shape made ready to be asked. */
interface Node {
  readonly holds: 'boolean' | 'int32' | 'int64' | 'string' | 'list' | 'mapping';
  /** Of the entries of a list. */
  readonly entry: Node | undefined;
  /** Of the fields of a mapping; undefined when none is read. */
  readonly fields: ReadonlyMap<string, Node> | undefined;
}

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
    ...SHARED_CONTEXT,
    allowPrivilegeEscalation: 'boolean',
    capabilities: { add: ['string'], drop: ['string'] },
    privileged: 'boolean',
    procMount: 'string',
  },
  volumeDevices: [{}],
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

const [CONTAINER_NODE, SPEC_NODE] = [nodeOf(CONTAINER), nodeOf(SPEC)];

function nodeOf(shape: Shape): Node {
  if (typeof shape === 'string') return { holds: shape, entry: undefined, fields: undefined };
  if (isList(shape)) return { holds: 'list', entry: nodeOf(shape[0]), fields: undefined };
  const fields = Object.entries(shape).map(([field, each]) => [field, nodeOf(each)] as const);
  return { holds: 'mapping', entry: undefined, fields: fields.length === 0 ? undefined : new Map(fields) };
}

function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}

const INT32 = 2 ** 31;
const INT64 = 2 ** 63;
const SOURCES: ReadonlySet<string> = new Set(VOLUME_SOURCES);

/**
 * Values that the API server rejects, among the fields that the checks read. A pod that has one is never admitted, so nothing is decided
 * about it.
 */
export const podFaults: (pod: PodView) => readonly Place[] = memo(collect);

function collect(pod: PodView): readonly Place[] {
  const faults: Place[] = [...pod.faults];
  if (!isSound(pod.spec, SPEC_NODE)) walk(pod.spec, SPEC_NODE, new Trail(pod.path, '', faults));
  for (const container of pod.containers) {
    if (!isSound(container.spec, CONTAINER_NODE)) {
      walk(container.spec, CONTAINER_NODE, new Trail(container.path, `${container.label}: `, faults));
    }
  }
  collectAnnotations(pod, faults);
  // Operators have sources of their own.
  if (pod.part === undefined && Array.isArray(pod.spec.volumes)) collectVolumes(pod.spec.volumes, `${pod.path}.volumes`, faults);
  return faults;
}

/** Where a walk is: written out only for a fault, since most pods have none. */
class Trail {
  public readonly segments: PathSegment[] = [];

  constructor(
    private readonly base: string,
    private readonly whose: string,
    private readonly faults: Place[],
  ) {}

  public fault(fact: string): void {
    this.faults.push({ path: joinPath(this.base, ...this.segments), message: `${this.whose}${formatPath(this.segments)} is ${fact}` });
  }
}

/** True for a value in which there is no fault: most pods, of which no more has to be known. */
function isSound(value: unknown, node: Node): boolean {
  if (!isOfType(value, node)) return false;
  if (node.entry) {
    for (const item of value as readonly unknown[]) if (!isUnset(item) && !isSound(item, node.entry)) return false;
  } else if (node.fields) {
    const mapping = value as JsonObject;
    for (const field in mapping) {
      const found = mapping[field];
      const below = isUnset(found) ? undefined : node.fields.get(field);
      if (below && !isSound(found, below)) return false;
    }
  }
  return true;
}

/** True when the value itself is what it has to be, whatever it holds. */
function isOfType(value: unknown, { holds }: Node): boolean {
  switch (holds) {
    case 'boolean':
    case 'string':
      return typeof value === holds;
    case 'int32':
      return Number.isInteger(value) && (value as number) >= -INT32 && (value as number) < INT32;
    case 'int64':
      return Number.isInteger(value) && (value as number) >= -INT64 && (value as number) < INT64;
    case 'list':
      return Array.isArray(value);
    case 'mapping':
      return isObject(value);
  }
}

/** Reports every fault of a value. */
function walk(value: unknown, node: Node, trail: Trail): void {
  if (!isOfType(value, node)) return trail.fault(wrongType(value, node));
  const { entry, fields } = node;
  const below = (segment: PathSegment, found: unknown, next: Node | undefined) => {
    if (!next || isUnset(found)) return;
    trail.segments.push(segment);
    walk(found, next, trail);
    trail.segments.pop();
  };
  if (entry) (value as readonly unknown[]).forEach((item, index) => below(index, item, entry));
  if (fields) for (const [field, found] of Object.entries(value as JsonObject)) below(field, found, fields.get(field));
}

function wrongType(value: unknown, { holds }: Node): string {
  switch (holds) {
    case 'int32':
    case 'int64':
      return typeof value === 'number' ? `${value}, not an integer of ${holds.slice(3)} bits` : `${typeName(value)}, not an integer`;
    default:
      return `${typeName(value)}, not a ${holds}`;
  }
}

function collectAnnotations(pod: PodView, faults: Place[]): void {
  const { annotations } = pod.metadata;
  const path = `${pod.metadataPath}.annotations`;
  if (isUnset(annotations)) return;
  if (!isObject(annotations)) return void faults.push({ path, message: `annotations is ${typeName(annotations)}, not a mapping` });
  for (const key of Object.keys(annotations)) {
    const value = annotations[key];
    if (typeof value !== 'string' && value !== null) {
      faults.push({ path: joinPath(path, key), message: `annotation ${key} is ${typeName(value)}, not a string` });
    }
  }
}

/** A source that no release knows is dropped or refused by the server; a volume without source is an `emptyDir`. */
function collectVolumes(volumes: readonly unknown[], path: string, faults: Place[]): void {
  volumes.forEach((volume, index) => {
    if (!isObject(volume)) return;
    const keys = Object.keys(volume);
    if (keys.some((key) => SOURCES.has(key) && !isUnset(volume[key]))) return;
    for (const key of keys) {
      if (key !== 'name' && !isUnset(volume[key])) {
        faults.push({ path: joinPath(`${path}[${index}]`, key), message: `volumes[${index}].${key} is not a source of volumes` });
      }
    }
  });
}
