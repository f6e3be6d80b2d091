import { likely } from '../text/nearest';
import { patternTest } from '../text/pattern';
import type { Registry } from './registry';
import type { RuleSelection } from './run';
import { SettingError, type Settings } from './settings';

/**
 * The ids of the rules that patterns name: ids, aliases, and `*` for any text.
 *
 * @param setting what the patterns are called, for messages
 * @throws SettingError for a pattern that no rule has
 */
function rulesLike(patterns: readonly string[], setting: string, registry: Registry): ReadonlySet<string> {
  const found = new Set<string>();
  for (const pattern of patterns) {
    const named = registry.find(pattern);
    const matches = patternTest(pattern);
    const ids = named ? [named.id] : registry.rules.map(({ id }) => id).filter(matches);
    if (ids.length === 0) throw noRule(pattern, setting, registry);
    for (const id of ids) found.add(id);
  }
  return found;
}

function noRule(pattern: string, setting: string, registry: Registry): SettingError {
  const ids = registry.rules.map(({ id }) => id);
  const topics = [...new Set(ids.map((id) => id.slice(0, id.indexOf('/'))))];
  const topic = likely(pattern.replace(/\/.*/s, ''), topics);
  const near = likely(pattern, ids) ?? (topic === undefined ? undefined : `${topic}/*`);
  const remedy = near === undefined ? '`cdk8s-hardened rules` lists them all.' : `Did you mean ${near}?`;
  return new SettingError(`${setting}: no rule has the id ${JSON.stringify(pattern)}, so it would select nothing. ${remedy}`);
}

/**
 * The rules that the settings request; undefined for all.
 *
 * @throws SettingError for a pattern that no rule has
 */
export function selectionOf(
  { only, without }: Settings,
  registry: Registry,
  nameOf: (setting: 'only' | 'without') => string,
): RuleSelection | undefined {
  if (!only && !without) return undefined;
  const chosen = only && rulesLike(only, nameOf('only'), registry);
  const dropped = rulesLike(without ?? [], nameOf('without'), registry);
  if (chosen && [...chosen].every((id) => dropped.has(id))) {
    throw new SettingError(
      `${nameOf('without')} names every rule that ${nameOf('only')} names, so no rule would run. Remove one of the two.`,
    );
  }
  return { ...(chosen ? { only: chosen } : {}), without: dropped };
}
