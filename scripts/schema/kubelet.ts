/** The table of the files of kubelet and kube-proxy: fields, defaults and flags, as the packages of the pinned releases have them. */
import * as path from 'node:path';
import { kubeletLibrary, MINORS, type KubeletTable } from '../../test/oracle/kubelet/library';

/** The generated file. */
export const KUBELET_TABLE = path.join(__dirname, '..', '..', 'src', 'kubernetes', 'components', 'kubelet', 'table.json');

const KINDS = {
  'kubelet.config.k8s.io/v1beta1': 'KubeletConfiguration',
  'kubeproxy.config.k8s.io/v1alpha1': 'KubeProxyConfiguration',
};

/** What it has to be: an entry on each line. */
export async function kubeletSource(): Promise<string> {
  const tables = await Promise.all(
    MINORS.map(async (minor) => {
      const library = kubeletLibrary<KubeletTable>(minor);
      const table = await library.ask({ table: true });
      library.stop();
      return table;
    }),
  );
  const parts = {
    kinds: KINDS,
    types: typesOf(tables),
    pointers: Object.fromEntries(Object.values(KINDS).map((kind) => [kind, pointersOf(kind, tables.at(-1)!.types).join()])),
    defaults: ranged(tables.map(({ defaults }) => leaves(defaults))),
    legacyDefaults: ranged(tables.map(({ defaults, legacyDefaults }) => differing(leaves(legacyDefaults), leaves(defaults)))),
    proxyDefaults: ranged(tables.map(({ proxyDefaults }) => leaves(proxyDefaults))),
    flags: ranged(
      tables.map(({ flags }) =>
        Object.fromEntries(Object.entries(flags).flatMap(([name, { type, field }]) => (field ? [[name, `${type} ${field}`]] : []))),
      ),
    ),
  };
  const texts = Object.entries(parts).map(([name, part]) => {
    const entries = Object.entries(part).map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
    return `  ${JSON.stringify(name)}: {\n${entries.join(',\n')}\n  }`;
  });
  return `{\n  "releases": ${JSON.stringify(MINORS)},\n${texts.join(',\n')}\n}\n`;
}

/** Scalar fields for which zero is a value of its own, and not the same as absent. */
function pointersOf(type: string, types: KubeletTable['types'], prefix = ''): string[] {
  return Object.entries(types[type] ?? {}).flatMap(([field, kind]) => {
    if (/^\*.$/.test(kind)) return [`${prefix}${field}`];
    return /^\*?[A-Z]./.test(kind) ? pointersOf(kind.replace('*', ''), types, `${prefix}${field}.`) : [];
  });
}

function typesOf(tables: readonly KubeletTable[]): Record<string, string> {
  const names = [...new Set(tables.flatMap(({ types }) => Object.keys(types)))].sort();
  return Object.fromEntries(
    names.map((name) => {
      const having = tables.flatMap(({ types }, index) => (types[name] ? [{ minor: MINORS[index]!, fields: types[name]! }] : []));
      const entries = new Set(having.flatMap(({ fields }) => Object.entries(fields).map(([field, type]) => `${field}:${type}`)));
      const texts = [...entries].sort().map((entry) => {
        const [field, type] = entry.split(':') as [string, string];
        const minors = having.filter(({ fields }) => fields[field] === type).map(({ minor }) => minor);
        return `${field}:${type.replace('*', '')}${rangeOf(
          minors,
          having.map(({ minor }) => minor),
        )}`;
      });
      return [name, texts.join(',')];
    }),
  );
}

function leaves(value: object, prefix = ''): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => {
      const place = prefix === '' ? key : `${prefix}.${key}`;
      if (typeof item === 'object' && item !== null && !Array.isArray(item)) return Object.entries(leaves(item as object, place));
      return item === null ? [] : [[place, item as unknown]];
    }),
  );
}

function differing(own: Record<string, unknown>, other: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(own).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(other[key])));
}

/** One mapping of several: where releases differ, a key has the releases behind it. */
function ranged(perRelease: readonly Record<string, unknown>[]): Record<string, unknown> {
  const keys = [...new Set(perRelease.flatMap((one) => Object.keys(one)))].sort();
  return Object.fromEntries(
    keys.flatMap((key) => {
      const values = [...new Set(perRelease.flatMap((one) => (Object.hasOwn(one, key) ? [JSON.stringify(one[key])] : [])))];
      return values.map((text) => {
        const minors = MINORS.filter((_, index) => JSON.stringify(perRelease[index]![key]) === text);
        return [`${key}${rangeOf(minors, MINORS)}`, JSON.parse(text) as unknown];
      });
    }),
  );
}

/** Nothing for all of them, else `@1.36+`, `@-1.36` or `@1.36-1.36`. */
function rangeOf(some: readonly string[], all: readonly string[]): string {
  if (some.length === all.length) return '';
  const [first, last] = [some[0]!, some.at(-1)!];
  return last === all.at(-1) ? `@${first}+` : first === all[0] ? `@-${last}` : `@${first}-${last}`;
}
