import { CATALOG, PROFILES } from '../catalog';
import { UsageError } from './usage-error';
import { Registry } from '../engine/registry';
import type { AnyRule } from '../engine/rule';

/** The rules of a profile, one a line, or as JSON. */
export function listRules(profileName: string, format: string): string {
  const profile = PROFILES.find(({ name }) => name === profileName);
  if (!profile) throw new UsageError(`there is no profile "${profileName}". Choose one of ${PROFILES.map(({ name }) => name).join(', ')}.`);
  const rules = CATALOG.filter((rule) => profile.includes(rule));
  if (format === 'json') return `${JSON.stringify(rules.map(plain), undefined, 2)}\n`;
  const width = Math.max(...rules.map(({ id }) => id.length));
  return `${rules.map(({ id, severity, title }) => `${id.padEnd(width)}  ${severity.padEnd(8)}  ${title}`).join('\n')}\n`;
}

/** All about one rule; an alias will do. */
export function explainRule(id: string, format: string): string {
  const rule = new Registry(CATALOG).find(id);
  if (!rule) throw new UsageError(`there is no rule "${id}". \`cdk8s-hardened rules\` lists them all.`);
  if (format === 'json') return `${JSON.stringify(plain(rule), undefined, 2)}\n`;
  const indent = (text: string) => text.split('\n').map((line) => `    ${line}`.trimEnd()).join('\n');
  const lines = [
    `${rule.id}  (${rule.severity})`, '', `  ${rule.title}.`, '', `  What to do: ${rule.fix}`, '',
    ...rule.deprecated === undefined ? [] : [`  No longer run by default: ${rule.deprecated}`],
    ...rule.aliases === undefined || rule.aliases.length === 0 ? [] : [`  Former ids: ${rule.aliases.join(', ')}`],
    `  Looks at: ${rule.subject.name}`,
    `  Since Kubernetes: ${rule.revisions.map(({ since }) => since).join(', revised at ')}`,
    `  Controls: ${rule.controls.length === 0 ? 'none' : rule.controls.join(', ')}`,
    `  Profiles: ${PROFILES.filter((profile) => profile.includes(rule)).map(({ name }) => name).join(', ')}`,
    '  Sources:', ...rule.sources.map((source) => `    ${source}`), '',
    `  Broken by${rule.exampleFile === undefined ? '' : ` (as ${rule.exampleFile})`}:`, '', indent(rule.bad), '', '  Kept by:', '', indent(rule.good),
  ];
  return `${lines.join('\n')}\n`;
}

function plain(rule: AnyRule): object {
  const { id, title, severity, fix, controls, sources, bad, good, exampleFile, aliases, deprecated, subject, revisions } = rule;
  const profiles = PROFILES.filter((profile) => profile.includes(rule)).map(({ name }) => name);
  return { id, title, severity, fix, controls, profiles, sources, subject: subject.name, since: revisions.map(({ since }) => since), aliases, deprecated, exampleFile, bad, good };
}
