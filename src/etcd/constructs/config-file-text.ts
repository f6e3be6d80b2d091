import { commentLine } from '../../text/comment';
import { doubleQuoted } from '../../text/yaml/write-yaml';
import { SECTIONS } from '../config-file';

const BOOLEAN = /^(true|false)$/;

/**
 * Writes settings as etcd's configuration file: YAML with every text in double quotes, which reads the same in all versions of YAML.
 */
export function renderConfigFile(settings: ReadonlyMap<string, string>, comments: readonly string[]): string {
  const lines = comments.map(commentLine);
  const sections = new Map<string, string[]>();
  for (const [flag, value] of settings) {
    const place = SECTIONS.get(flag);
    if (!place) {
      lines.push(...entry(flag, value));
      continue;
    }
    const [section, key] = place;
    const list = sections.get(section) ?? [];
    list.push(`  ${key}: ${BOOLEAN.test(value) ? value : doubleQuoted(value)}`);
    sections.set(section, list);
  }
  for (const [section, entries] of sections) lines.push(`${section}:`, ...entries);
  return `${lines.join('\n')}\n`;
}

function entry(flag: string, value: string): string[] {
  if (flag !== 'cipher-suites') return [`${flag}: ${doubleQuoted(value)}`];
  return ['cipher-suites:', ...value.split(',').map((suite) => `  - ${doubleQuoted(suite)}`)];
}
