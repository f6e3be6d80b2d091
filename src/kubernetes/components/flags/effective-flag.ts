import type { KubernetesMinor } from '../../releases/versions';
import type { Flag } from '../component-command';
import type { ComponentFlags } from '../component-flags';
import { knownFlag, type CataloguedComponent } from './catalogue';
import { kubeadmValue } from './kubeadm-flags';

/** One text of a flag that holds a list, and where it is written. */
export interface FlagItem {
  readonly text: string;
  readonly path: string;
}

/** A flag as the program has it once it is started. */
export interface EffectiveFlag {
  readonly name: string;
  /** For messages: `--profiling`. */
  readonly label: string;
  /** Where the value is written, or would be. */
  readonly path: string;
  /** Its text; lists are joined with commas. */
  readonly value: string;
  /** Of a flag that holds a list: each of its texts. */
  readonly items: readonly FlagItem[];
  /** Who says so: the input, kubeadm, or the release of the component. */
  readonly origin: 'input' | 'kubeadm' | 'default';
  /** Why the program may have another value, or does not start: then nothing is decided. */
  readonly unclear?: string;
}

/** The flags of a program whose flags are known by release. */
export type CataloguedFlags = ComponentFlags & { readonly component: CataloguedComponent };

/** Types of flags that hold lists of texts: their occurrences add up. Each is a line of CSV. */
const LISTS = new Set(['int32Slice', 'stringSlice']);
/** Types of flags that hold a text for each occurrence. */
const ARRAYS = new Set(['namedCertKey', 'stringArray']);
/** Types of flags that hold texts by name: the same, but blanks around a text do not count. */
const MAPPINGS = new Set(['colonSeparatedMultimapStringString', 'mapStringBool', 'mapStringString', 'stringToString']);

/**
 * The value of a flag: what the input says, as kubeadm and the component read it, else what kubeadm sets itself, else the default of the
 * release. A flag that the release does not have is empty.
 */
export function effectiveFlag(program: CataloguedFlags, name: string, release: KubernetesMinor): EffectiveFlag {
  const { component, flags, source, path, incomplete, clusterConfiguration } = program;
  const known = knownFlag(component, name, release);
  const type = known?.type ?? '';
  const split = MAPPINGS.has(type) ? fromMapping : ARRAYS.has(type) ? whole : fromCsv;
  const own = source === 'kubeadm' ? kubeadmValue(component, name, clusterConfiguration) : undefined;
  const written = occurrences(flags.get(name), own);
  const base = { name, label: `--${name}` };
  if (written.length === 0) {
    const value = own ?? known?.initial.replace(/^\[(.*)\]$/, '$1') ?? '';
    const unclear = own === undefined && incomplete !== undefined ? `it is not seen, but ${incomplete}` : undefined;
    return { ...base, path, value, items: split(value, path), origin: own === undefined ? 'default' : 'kubeadm', unclear };
  }
  const last = written.at(-1)!;
  const counted = LISTS.has(type) || ARRAYS.has(type) || MAPPINGS.has(type) ? written : [last];
  return {
    ...base,
    path: last.path,
    value: counted.map(({ value }) => value).join(','),
    items: counted.flatMap((one) => split(one.value, one.path)),
    origin: 'input',
    unclear: counted.find(({ unclear }) => unclear !== undefined)?.unclear,
  };
}

/**
 * What the program is given: kubeadm joins the last `mergeMethod` to its own value, or drops it where it has none, and leaves out its own
 * where the last one replaces it. Source: ArgumentsToCommand of cmd/kubeadm/app/util/arguments.go
 */
function occurrences(flag: Flag | undefined, own: string | undefined): readonly Flag[] {
  if (flag === undefined) return [];
  const all = [...(flag.earlier ?? []), flag];
  const replacing = all.filter(({ merge }) => merge === undefined);
  if (flag.merge === undefined || own === undefined) return replacing;
  return [{ ...flag, value: flag.merge === 'append' ? own + flag.value : flag.value + own }, ...replacing];
}

function whole(value: string, path: string): readonly FlagItem[] {
  return value === '' ? [] : [{ text: value, path }];
}

function fromMapping(value: string, path: string): readonly FlagItem[] {
  return value
    .split(',')
    .map((text) => ({ text: text.trim(), path }))
    .filter(({ text }) => text !== '');
}

/** As Go's encoding/csv reads a line: a text may be in quotes, blanks count. */
function fromCsv(value: string, path: string): readonly FlagItem[] {
  if (value === '') return [];
  const texts = value.includes('"') ? [...value.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(unquoted) : value.split(',');
  return texts.map((text) => ({ text, path }));
}

function unquoted([, quoted, plain]: RegExpMatchArray): string {
  return quoted?.replaceAll('""', '"') ?? plain ?? '';
}
