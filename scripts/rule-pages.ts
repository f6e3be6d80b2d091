/** docs/rules: a page about every rule, and their list. */
import { CATALOG, PROFILES } from '../src/catalog';
import { fixSentences } from '../src/cli/fix/fixable';
import { optionTexts, type RuleOptions } from '../src/engine/options';
import type { AnyRule } from '../src/engine/rule';
import { rowsOf } from '../src/equivalents/find';
import { remarkOn } from '../src/equivalents/row';
import { exampleText, fenced } from '../src/reports/example-text';
import { reasonSentences } from '../src/reports/rule-reason';
import { releasesOf } from '../src/reports/rule-releases';

const GENERATED = '<!-- Generated from the rule by `npm run docs`: change the rule, not this page. -->';

export const cell = (text: string) => text.replace(/\|/g, '\\|').replace(/\s+/g, ' ');
export const profilesOf = (rule: AnyRule) =>
  PROFILES.filter((profile) => profile.aliasOf === undefined && profile.includes(rule)).map(({ name }) => name);
const practiceOf = ({ id }: AnyRule) => id.slice(0, id.indexOf('/'));

/** Every page below docs/rules, by its path there. */
export function rulePages(): ReadonlyMap<string, string> {
  return new Map([['README.md', listPage()], ...CATALOG.map((rule) => [`${rule.id}.md`, rulePage(rule)] as const)]);
}

function listPage(): string {
  const practices = [...new Set(CATALOG.map(practiceOf))];
  return lines(
    GENERATED,
    '# Rules',
    `${CATALOG.length} rules, by practice. \`cdk8s-hardened rules ID\` shows the same text.`,
    ...practices.flatMap((practice) => [
      `## [${practice}](../../src/${practice}/README.md)`,
      [
        '| rule | requirement | severity |',
        '|---|---|---|',
        ...CATALOG.filter((rule) => practiceOf(rule) === practice).map(
          (rule) =>
            `| [\`${rule.id}\`](${rule.id}.md) | ${cell(rule.title)} | ${rule.severity}${rule.operations ? ', operations only' : ''} |`,
        ),
      ].join('\n'),
    ]),
  );
}

function rulePage(rule: AnyRule): string {
  return lines(
    GENERATED,
    `# ${rule.title}`,
    `\`${rule.id}\` · severity ${rule.severity} · practice [${practiceOf(rule)}](../../../src/${practiceOf(rule)}/README.md)`,
    ...(rule.deprecated === undefined ? [] : [`**Deprecated.** ${rule.deprecated}`]),
    linked(rule.description),
    '## Fix',
    [rule.fix, ...fixSentences(rule), ...reasonSentences(rule)].join('\n\n'),
    `## Fails${circumstances(rule)}`,
    example(rule, rule.bad),
    `## Passes${rule.exampleOptions === undefined ? '' : circumstances(rule)}`,
    example(rule, rule.good),
    '## Details',
    ['| | |', '|---|---|', ...details(rule).map(([name, value]) => `| ${name} | ${cell(value)} |`)].join('\n'),
    ...options(rule),
    ...otherTools(rule),
    '## Waive',
    ...waiving(rule),
    '## Sources',
    rule.sources.map((source) => `* <${source}>`).join('\n'),
  );
}

function circumstances({ exampleFile, exampleOptions }: AnyRule): string {
  if (exampleOptions !== undefined) return ' (with the options below)';
  return exampleFile === undefined ? '' : ` (as \`${exampleFile}\`)`;
}

function example(rule: AnyRule, text: string): string {
  return fenced(exampleText(rule, text), rule.exampleFile === undefined ? 'yaml' : '');
}

function details(rule: AnyRule): (readonly [string, string])[] {
  return [
    ['Checks', rule.subject.name],
    ['Kubernetes', releasesOf(rule)],
    ['Profiles', profilesOf(rule).join(', ')],
    ['Controls', rule.controls.length === 0 ? 'none' : `${rule.controls.join(', ')} ([all controls](../../controls.md))`],
    ...(rule.aliases === undefined ? [] : [['Former ids', rule.aliases.join(', ')] as const]),
  ];
}

/** What users may set, and how. */
function options(rule: AnyRule): string[] {
  const texts = optionTexts(rule.options);
  if (texts.length === 0) return [];
  const rows = texts.map(
    ({ name, description, accepts, initial }) => `| \`${name}\` | ${cell(`${description} Accepts ${accepts}.`)} | ${cell(initial)} |`,
  );
  const values =
    rule.exampleOptions
    ?? Object.fromEntries(Object.entries(rule.options as RuleOptions).map(([name, { initial }]) => [name, initial ?? ['…']]));
  const settings = [
    'rules:',
    `  ${rule.id}:`,
    '    options:',
    ...Object.entries(values).map(([name, value]) => `      ${name}: ${JSON.stringify(value)}`),
  ];
  return [
    '## Options',
    ['| option | meaning | default |', '|---|---|---|', ...rows].join('\n'),
    'In the settings file `cdk8s-hardened.yaml`:',
    fenced(settings.join('\n')),
  ];
}

/** What the same is called elsewhere, and where ours answers otherwise. */
function otherTools({ id }: AnyRule): string[] {
  const rows = rowsOf(id).filter(({ peers }) => peers.length > 0);
  if (rows.length === 0) return [];
  const entries = rows.map(
    (row) => `* ${[row.peers.map((peer) => `\`${peer}\``).join(', '), remarkOn(row)].filter((text) => text !== undefined).join(': ')}`,
  );
  return ['## In other tools', entries.join('\n'), '[All checks of other tools](../../equivalents.md)'];
}

function waiving(rule: AnyRule): string[] {
  const { id, exampleFile } = rule;
  if (practiceOf(rule) === 'assurance') return ['Findings about waivers cannot be waived.'];
  const terms = { rule: id, reason: '"why it is acceptable"', approvedBy: 'name@example.com', until: 'YYYY-MM-DD' };
  const fields = Object.entries(terms).map(([key, value]) => `${key}: ${value}`);
  const waiver =
    exampleFile === undefined
      ? ['metadata:', '  annotations:', '    cdk8s-hardened/waivers: |', ...listItem(fields, 6)]
      : ['waivers:', ...listItem([fields[0]!, `object: { kind: HostFile, name: ${exampleFile} }`, ...fields.slice(1)], 2)];
  return [
    exampleFile === undefined
      ? 'On the object that the finding names, or see [Waivers](../../../README.md#waivers) for cdk8s apps and files:'
      : 'In a file for `--waivers`, or see [Waivers](../../../README.md#waivers) for cdk8s apps:',
    fenced(waiver.join('\n')),
  ];
}

function listItem(entries: readonly string[], indent: number): string[] {
  return entries.map((entry, index) => `${' '.repeat(indent)}${index === 0 ? '- ' : '  '}${entry}`);
}

/** Names of rules become links to their pages. */
function linked(text: string): string {
  return text.replace(/`([a-z-]+\/[a-z0-9-]+)`/g, (code, id: string) =>
    CATALOG.some((rule) => rule.id === id) ? `[${code}](../${id}.md)` : code,
  );
}

function lines(...blocks: readonly string[]): string {
  return `${blocks.join('\n\n')}\n`;
}
