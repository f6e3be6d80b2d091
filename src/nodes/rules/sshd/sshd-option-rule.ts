import type { RuleOption } from '../../../engine/options';
import { defineRule, undecided, type AnyRule, type Outcome } from '../../../engine/rule';
import type { Severity } from '../../../engine/severity';
import { subject } from '../../../engine/subjects';
import { ofEachSshd, sshdConfigs, sshdFiles, type Directive, type SshdConfig } from './sshd-config';

type Judgement = 'ok' | 'bad';

/** An option of sshd and what its values mean. */
export interface SshdOption {
  readonly id: string;
  readonly title: string;
  /** What follows from a bad value, and which values are not obvious. */
  readonly why: string;
  readonly severity: Severity;
  readonly keyword: string;
  /** Older names, in lower case. */
  readonly aliases?: readonly string[];
  /** sshd's default. */
  readonly unset: string;
  /** By value in lower case. */
  readonly values?: Readonly<Record<string, Judgement>>;
  /** Any other value; undefined for one that sshd refuses. `most` is the value of the option of that name. */
  readonly other?: (value: string, most: number) => Judgement | undefined;
  /** What users may set as the most. */
  readonly most?: RuleOption<number>;
  /** True when `DisableForwarding yes` settles it. Not so for agents and X11: before OpenSSH 10.0 it left them open (CVE-2025-32728). */
  readonly forwarding?: boolean;
  /** True where a reason is enough to accept what the rule finds. */
  readonly takesReason?: boolean;
  readonly good: string;
  readonly bad: string;
}

/** What each sshd reads. */
export const sshdConfig = subject(
  'sshd configurations',
  ({ inventory }) => sshdConfigs(inventory).map((value) => ({ value, object: value[0]?.object })),
  [sshdFiles],
);

/**
 * A rule about one option of sshd. The first value outside of Match blocks counts, and every value inside of one, since somebody gets it.
 * Unset counts as sshd's default when all files that sshd reads are there; else it is unknown.
 */
export function sshdOption(option: SshdOption): AnyRule {
  return defineRule({
    id: option.id,
    title: option.title,
    description: describeOption(option),
    severity: option.severity,
    takesReason: option.takesReason,
    fix: `Set \`${option.keyword} ${option.good}\` in the first file of sshd_config.d, outside of Match blocks.`,
    sources: ['https://man.openbsd.org/sshd_config'],
    bad: `${option.keyword} ${option.bad}\n`,
    good: `${option.keyword} ${option.good}\n`,
    exampleFile: '/etc/ssh/sshd_config.d/00-hardened.conf',
    subject: sshdConfig,
    options: option.most ? { most: option.most } : {},
    check: (configs, _, { most = Infinity }: { readonly most?: number }) => ofEachSshd((config) => check(option, config, most))(configs),
  });
}

function describeOption({ why, unset, forwarding }: SshdOption): string {
  return [
    why,
    'The first value outside `Match` blocks counts, and every value inside one, since it applies to some connections. '
      + `Unset means \`${unset}\`, the default of sshd, and is unknown if not all files that sshd reads are in the input.`
      + (forwarding === true ? ' `DisableForwarding yes` passes too.' : ''),
  ].join('\n\n');
}

function check(option: SshdOption, config: SshdConfig, most: number): Outcome[] {
  const first = (...keywords: string[]) =>
    config.directives.find(({ keyword, match }) => match === undefined && keywords.includes(keyword));
  const keywords = [option.keyword.toLowerCase(), ...(option.aliases ?? [])];
  if (option.forwarding && first('disableforwarding')?.args[0]?.toLowerCase() === 'yes') return [];
  const general = first(...keywords);
  const inMatch = config.directives.filter(({ keyword, match }) => match !== undefined && keywords.includes(keyword));
  const outcomes = [...(general ? [general] : []), ...inMatch].flatMap((directive) => judge(option, directive, most));
  if (general) return outcomes;
  if (config.incomplete) {
    return [...outcomes, undecided('', `${option.keyword} is not set here, and not all files that sshd reads are in the input`)];
  }
  if (verdict(option, option.unset, most) === 'bad') {
    outcomes.push({ path: '', message: `${option.keyword} is not set, which means ${option.unset}` });
  }
  return outcomes;
}

function judge(option: SshdOption, { args, line, match, file }: Directive, most: number): Outcome[] {
  const value = args[0] ?? '';
  const where = match === undefined ? '' : ` for Match ${match}`;
  const place = { path: '', line, object: file, code: match === undefined ? 'general' : 'in-match' };
  switch (verdict(option, value, most)) {
    case 'ok':
      return [];
    case 'bad':
      return [{ ...place, message: `${option.keyword} is ${value}${where}` }];
    default:
      return [{ ...undecided('', `${option.keyword} is ${JSON.stringify(value)}${where}, which sshd refuses`), ...place }];
  }
}

function verdict({ values, other }: SshdOption, value: string, most: number): Judgement | undefined {
  const key = value.toLowerCase();
  if (values && Object.hasOwn(values, key)) return values[key];
  return value === '' ? undefined : other?.(value, most);
}
