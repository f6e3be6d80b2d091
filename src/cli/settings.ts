import { fileLayers } from '../app/settings-file';
import type { Settings, SettingsLayer } from '../engine/settings';
import { loadRules, type ImportModule } from './own-rules';
import { UsageError } from './usage-error';

/** The flags that say what the checks use: the same for every command that checks. */
export interface SettingFlags {
  readonly kubernetes?: string;
  readonly profile?: string;
  readonly failOn?: string;
  readonly failOnUnknown?: boolean;
  readonly waivers?: string;
  readonly inBandWaivers?: string;
  readonly asOf?: string;
  readonly rules?: string;
  readonly registries?: string;
  readonly cluster?: string;
  readonly defaultNamespace?: string;
  readonly namespace?: string;
  readonly exclude?: readonly string[];
  /** False for none. */
  readonly baseline?: string | false;
  readonly format?: string;
  readonly output?: string;
  /** A settings file; false for none. */
  readonly config?: string | false;
}

const NAMES: Readonly<Record<string, string>> = {
  kubernetes: '--kubernetes',
  profile: '--profile',
  failOn: '--fail-on',
  asOf: '--as-of',
  inBandWaivers: '--in-band-waivers',
  images: '--registries',
  cluster: '--cluster',
  defaultNamespace: '--namespace',
  only: '--only',
  without: '--without',
};

/** What was set by flags, and in the settings file. A module with rules is run. */
export async function layersOf(flags: SettingFlags, importModule: ImportModule, more: Settings = {}): Promise<readonly SettingsLayer[]> {
  const { kubernetes, profile, failOn, failOnUnknown, waivers, inBandWaivers, asOf, rules, registries, cluster } = flags;
  const { format, output, config, namespace, defaultNamespace, exclude, baseline } = flags;
  if (namespace !== undefined && defaultNamespace !== undefined && namespace !== defaultNamespace) {
    throw new UsageError('--namespace and --default-namespace are two names of one setting, and say different things. Remove one.');
  }
  const settings: Settings = {
    kubernetes,
    profile,
    failOn: failOn as Settings['failOn'],
    failOnUnknown,
    cluster: cluster as Settings['cluster'],
    inBandWaivers: inBandWaivers as Settings['inBandWaivers'],
    asOf,
    ...more,
    baseline,
    alsoExclude: exclude,
    defaultNamespace: namespace ?? defaultNamespace,
    format,
    output,
    waivers: waivers === undefined ? undefined : [{ file: waivers }],
    ownRules: rules === undefined ? undefined : await loadRules(rules, importModule),
    images: registries === undefined ? undefined : { registries: registries.split(',').map((registry) => registry.trim()) },
  };
  const own = { settings, name: (path: string) => NAMES[/^\w+/.exec(path)![0]] ?? path };
  return [own, ...fileLayers(config === false ? { noConfig: true } : { config })];
}
