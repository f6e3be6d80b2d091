import { loadRules } from './own-rules';
import type { Settings, SettingsLayer } from '../engine/settings';

/** The flags that say what to judge by: the same for every command that judges. */
export interface SettingFlags {
  readonly kubernetes?: string;
  readonly profile?: string;
  readonly failOn?: string;
  readonly failOnUnknown?: boolean;
  readonly waivers?: string;
  readonly asOf?: string;
  readonly rules?: string;
  readonly registries?: string;
  readonly defaultNamespace?: string;
}

const NAMES: Readonly<Record<string, string>> = {
  kubernetes: '--kubernetes',
  profile: '--profile',
  failOn: '--fail-on',
  asOf: '--as-of',
  images: '--registries',
  defaultNamespace: '--default-namespace',
};

/** What was set. A module with rules is run. */
export async function layersOf(flags: SettingFlags): Promise<readonly SettingsLayer[]> {
  const { kubernetes, profile, failOn, failOnUnknown, waivers, asOf, rules, registries, defaultNamespace } = flags;
  const settings: Settings = {
    kubernetes,
    profile,
    failOn: failOn as Settings['failOn'],
    failOnUnknown,
    asOf,
    defaultNamespace,
    waivers: waivers === undefined ? undefined : [{ file: waivers }],
    ownRules: rules === undefined ? undefined : await loadRules(rules),
    images: registries === undefined ? undefined : { registries: registries.split(',').map((registry) => registry.trim()) },
  };
  return [{ settings, name: (path) => NAMES[/^\w+/.exec(path)![0]] ?? path }];
}
