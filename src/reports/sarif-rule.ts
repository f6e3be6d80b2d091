import { NO_EXAMPLE } from '../engine/adapt-rule';
import type { AnyRule } from '../engine/rule';
import { Severity } from '../engine/severity';
import { fenced } from './example-text';
import { helpUri } from './package-facts';

/** How SARIF calls our severities. */
export const LEVELS: Readonly<Record<Severity, 'note' | 'warning' | 'error'>> = {
  [Severity.LOW]: 'note',
  [Severity.MEDIUM]: 'warning',
  [Severity.HIGH]: 'error',
  [Severity.CRITICAL]: 'error',
};

/** A number in the middle of what code scanning calls low (from 0.1), medium (4.0), high (7.0) and critical (9.0). */
const SCORES: Readonly<Record<Severity, string>> = {
  [Severity.LOW]: '2.0',
  [Severity.MEDIUM]: '5.5',
  [Severity.HIGH]: '8.0',
  [Severity.CRITICAL]: '9.5',
};

/** A rule as a SARIF `reportingDescriptor`: with its texts and examples, so that viewers can explain it. */
export function sarifRule(rule: AnyRule): object {
  const [room, name] = rule.id.split('/') as [string, string];
  const described = rule.description === '' ? [] : [rule.description];
  const sources = rule.sources.map((source) => `- <${source}>`).join('\n');
  return {
    id: rule.id,
    name: name
      .split('-')
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
      .join(''),
    ...(rule.aliases ? { deprecatedIds: rule.aliases } : {}),
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.description || `${rule.title}. ${rule.fix}` },
    defaultConfiguration: { level: LEVELS[rule.severity] },
    helpUri: helpUri(rule),
    help: {
      text: [
        `${rule.title}.`,
        ...described,
        `Fix: ${rule.fix}`,
        ...examples(rule).map(([heading, text]) => `${heading}\n\n${text}`),
        ['Sources:', ...rule.sources].join('\n'),
      ].join('\n\n'),
      markdown: [
        `**${rule.title}.**`,
        ...described,
        `Fix: ${rule.fix}`,
        ...examples(rule).map(([heading, text]) => `${heading}\n\n${fenced(text)}`),
        `Sources:\n\n${sources}`,
      ].join('\n\n'),
    },
    properties: {
      ...(rule.operations ? {} : { 'security-severity': SCORES[rule.severity] }),
      tags: [rule.operations ? 'maintainability' : 'security', 'kubernetes', room, ...rule.controls],
    },
  };
}

/** As they are written: to lay out those of all rules takes longer than to check a file. */
function examples({ bad, good }: AnyRule): [string, string][] {
  if (bad === NO_EXAMPLE) return [];
  return [
    ['Fails:', bad.trim()],
    ['Passes:', good.trim()],
  ];
}
