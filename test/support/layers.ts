import type { Settings, SettingsLayer } from '../../src/engine/settings';

/** Settings as a test writes them: a waiver file by its name. */
export type FlatSettings = Omit<Settings, 'waivers'> & { readonly waivers?: string };

/** These settings alone. */
export function layersOf({ waivers, ...settings }: FlatSettings): SettingsLayer[] {
  return [{ settings: { ...settings, ...(waivers === undefined ? {} : { waivers: [{ file: waivers }] }) } }];
}
