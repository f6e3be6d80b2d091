import { lazy } from '../../text/lazy';
import type { KubeObject } from '../objects/object';
import type { KubernetesMinor } from '../releases/versions';
import { decrypted } from './decrypted';
import { FaultKind, faultsOf, type Fault } from './faults';
import { Soundness } from './soundness';
import { chooseTable, SchemaTable, type SchemaText, type TableChoice } from './table';
import type tables from './tables.json';

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

/** Of each release that is known, oldest first. They are loaded when something is checked for the first time. */
export const schemaTables = lazy((): readonly SchemaTable[] => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a start does not pay for it
  const text: SchemaText = require('./tables.json') as typeof tables;
  return text.releases.map((release) => new SchemaTable(text, release));
});

let chosen: (TableChoice & { readonly release: KubernetesMinor }) | undefined;

/** Asked again and again with the release of one run. */
function tableFor(release: KubernetesMinor): TableChoice {
  if (chosen?.release !== release) chosen = { ...chooseTable(schemaTables(), release), release };
  return chosen;
}

/** Whether a release has a kind of its own in that version: not custom resources, files of a node, and versions that it does not serve. */
export function hasSchema({ apiVersion, kind }: KubeObject, release: KubernetesMinor): boolean {
  return tableFor(release).table.kind(apiVersion, kind) !== undefined;
}

/** Checks an object that has a schema in the release. A release that is not known is checked against the nearest one. */
export function checkSchema(object: KubeObject, release: KubernetesMinor): SchemaVerdict {
  const { table, isNewer } = tableFor(release);
  const faults = faultsIn(object, table);
  return { isNewer, faults: faults.some(isUnknown) ? withReleases(faults, object, table) : faults };
}

/** As what the metadata of any object is checked. */
const ANY_KIND = { apiVersion: 'v1', group: '', version: 'v1', kind: 'ConfigMap' };

/** Values in the metadata of a custom resource that the API server cannot decode: it has the same metadata as every other object. */
export function checkMetadata(object: KubeObject, release: KubernetesMinor): readonly SchemaFault[] {
  const { metadata } = object.json;
  const { faults } = checkSchema({ ...object, ...ANY_KIND, json: { metadata } }, release);
  return faults.filter(({ kind }) => kind === FaultKind.UNDECODABLE);
}

/** Questions about permissions: the API server answers incomplete ones too. */
const UNDEMANDING = 'authorization.k8s.io';

function faultsIn({ apiVersion, group, kind, json }: KubeObject, table: SchemaTable): readonly Fault[] {
  const type = table.kind(apiVersion, kind);
  if (type === undefined) return NONE;
  const demands = group !== UNDEMANDING;
  let soundness = soundnesses.get(table);
  if (!soundness) soundnesses.set(table, (soundness = new Soundness(table)));
  if (soundness.isSound(json, type, demands)) return NONE;
  return faultsOf(decrypted(json), type, table, demands);
}

const soundnesses = new Map<SchemaTable, Soundness>();
const NONE: readonly Fault[] = Object.freeze([]);

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
