import { FaultKind, faultsOf, type Fault } from './faults';
import { chooseTable, SchemaTable } from './table';
import { TABLES } from './tables.generated';
import type { KubeObject } from '../objects/object';
import type { KubernetesMinor } from '../releases/versions';

/** A fault of an object, with what other releases know of it. */
export interface SchemaFault extends Fault {
  /** For a field that does not exist: the newest release that has it, if any does. */
  readonly existsIn?: string;
}

/** Where an object does not fit the schema of its kind. */
export interface SchemaVerdict {
  /** True when the release is newer than all that are known: it may have fields and values that none of those has. */
  readonly isNewer: boolean;
  readonly faults: readonly SchemaFault[];
}

/** Read when the first object is checked: commands that check nothing do not need them. */
let known: readonly SchemaTable[] | undefined;

/** Of each release that is known, oldest first. */
export function schemaTables(): readonly SchemaTable[] {
  return (known ??= SchemaTable.read(TABLES));
}

/** Whether a release has a kind of its own in that version: not custom resources, files of a node, and versions that it does not serve. */
export function hasSchema({ apiVersion, kind }: KubeObject, release: KubernetesMinor): boolean {
  return chooseTable(schemaTables(), release).table.kind(apiVersion, kind) !== undefined;
}

/** Checks an object that has a schema in the release. A release that is not known is judged by the nearest one. */
export function checkSchema(object: KubeObject, release: KubernetesMinor): SchemaVerdict {
  const { table, isNewer } = chooseTable(schemaTables(), release);
  const faults = faultsIn(object, table);
  return { isNewer, faults: faults.some(isUnknown) ? withReleases(faults, object, table) : faults };
}

/** Questions about permissions: the API server answers incomplete ones too. */
const UNDEMANDING = 'authorization.k8s.io';

function faultsIn({ apiVersion, group, kind, json }: KubeObject, table: SchemaTable): readonly Fault[] {
  const type = table.kind(apiVersion, kind);
  return type === undefined ? [] : faultsOf(json, type, table, group !== UNDEMANDING);
}

function withReleases(faults: readonly Fault[], object: KubeObject, table: SchemaTable): SchemaFault[] {
  const newestFirst = [...schemaTables()]
    .reverse()
    .filter((other) => other !== table && other.kind(object.apiVersion, object.kind) !== undefined)
    .map((other) => ({
      release: other.release,
      unknown: new Set(
        faultsIn(object, other)
          .filter(isUnknown)
          .map(({ path }) => path),
      ),
    }));
  return faults.map((fault) => {
    const existsIn = isUnknown(fault) ? newestFirst.find(({ unknown }) => !unknown.has(fault.path))?.release : undefined;
    return existsIn === undefined ? fault : { ...fault, existsIn };
  });
}

function isUnknown({ kind }: Fault): boolean {
  return kind === FaultKind.UNKNOWN_FIELD;
}
