import { lazy } from '../../../text/lazy';
import { formatMinor, type KubernetesMinor } from '../../releases/versions';
import { chooseTable, isWithin, SchemaTable, type FieldType } from '../../schema/table';
import type json from './table.json';

/** A configuration file of a program of the node, of a kind that {@link NodeTable} knows. */
export type NodeKind = 'KubeletConfiguration' | 'KubeProxyConfiguration';

/** Values by path, where releases differ with a range of them behind `@`. */
type Ranged = Readonly<Record<string, unknown>>;

const text = lazy(() => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a start does not pay for it
  return require('./table.json') as typeof json;
});

const schemas = lazy(() => text().releases.map((release) => new SchemaTable(text(), release)));

/**
 * What a release's kubelet and kube-proxy make of their files: fields, defaults, and which flag sets which field. `npm run schema` writes
 * the table from their own packages. A release that is not known is read as the nearest one.
 */
export class NodeTable {
  /** The table of a release. */
  public static of(release: KubernetesMinor): NodeTable {
    const key = formatMinor(release);
    let table = TABLES.get(key);
    if (!table) TABLES.set(key, (table = new NodeTable(release)));
    return table;
  }

  public readonly schema: SchemaTable;
  /** True when the release is newer than every known one. */
  public readonly isNewer: boolean;
  private readonly defaults: Readonly<Record<NodeKind, ReadonlyMap<string, unknown>>>;
  private readonly legacyDefaults: ReadonlyMap<string, unknown>;
  private readonly flags: ReadonlyMap<string, unknown>;
  private readonly pointers: Readonly<Record<NodeKind, ReadonlySet<string>>>;

  private constructor(release: KubernetesMinor) {
    const { table, isNewer } = chooseTable(schemas(), release);
    this.schema = table;
    this.isNewer = isNewer;
    const { defaults, proxyDefaults, legacyDefaults, flags, pointers } = text();
    this.defaults = { KubeletConfiguration: this.valuesOf(defaults), KubeProxyConfiguration: this.valuesOf(proxyDefaults) };
    this.legacyDefaults = this.valuesOf(legacyDefaults);
    this.flags = this.valuesOf(flags);
    this.pointers = {
      KubeletConfiguration: new Set(pointers.KubeletConfiguration.split(',')),
      KubeProxyConfiguration: new Set(pointers.KubeProxyConfiguration.split(',')),
    };
  }

  /** What is in effect where a file leaves a field out; undefined for none. */
  public defaultOf(kind: NodeKind, field: string): unknown {
    return this.defaults[kind].get(field);
  }

  /** The same of a kubelet that is started without a file. */
  public legacyDefaultOf(field: string): unknown {
    return this.legacyDefaults.has(field) ? this.legacyDefaults.get(field) : this.defaultOf('KubeletConfiguration', field);
  }

  /** True when an empty text, zero and `0s` count as absent. */
  public isZeroAbsent(kind: NodeKind, field: string): boolean {
    return !this.pointers[kind].has(field);
  }

  /** The field that a flag of the kubelet sets, and the type of the flag as pflag names it; undefined for a flag that sets none. */
  public flag(name: string): { readonly field: string; readonly type: string } | undefined {
    const entry = this.flags.get(name);
    if (typeof entry !== 'string') return undefined;
    const [type, field] = entry.split(' ') as [string, string];
    return { type, field };
  }

  /** The type of a field, by its path; undefined when the release has no such field. */
  public typeOf(kind: NodeKind, field: string): FieldType | undefined {
    let type: FieldType | undefined = { form: 'struct', name: kind };
    for (const key of field.split('.')) {
      if (type?.form === 'map') type = type.of;
      else type = type?.form === 'struct' ? this.schema.struct(type.name).fields.get(key)?.type : undefined;
    }
    return type;
  }

  private valuesOf(ranged: Ranged): ReadonlyMap<string, unknown> {
    const values = new Map<string, unknown>();
    for (const [key, value] of Object.entries(ranged)) {
      const at = key.indexOf('@');
      if (at < 0) values.set(key, value);
      else if (isWithin(key.slice(at + 1), this.schema.release, text().releases)) values.set(key.slice(0, at), value);
    }
    return values;
  }
}

const TABLES = new Map<string, NodeTable>();
