import type { RuleOption } from '../../../engine/options';
import { defineRule, undecided, type AnyRule, type Outcome } from '../../../engine/rule';
import type { Severity } from '../../../engine/severity';
import { subject } from '../../../engine/subjects';
import { deciding, ofEachSshd, sshdConfigs } from './sshd-config';
import type { Directive } from './sshd-lines';
import { sshdFiles, type SshdConfig } from './sshd-tree';

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
  /** True where sshd takes it once, when it starts: it may be in no Match block but `Match all`. */
  readonly isGlobal?: boolean;
  /** True where sshd tells upper from lower case in values. */
  readonly isExact?: boolean;
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
 * A rule about one option of sshd. What decides for some connections counts as much as what decides for the rest: see {@link deciding}.
 * Unset counts as sshd's default. Unknown is what a file may set that sshd reads and that is not in the input.
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
    'sshd takes the first value outside `Match` blocks, and for the connections of a block the first value in it; `Match all` '
      + `outdoes what stands outside. Unset means \`${unset}\`, the default of sshd.`
      + (forwarding === true ? ' `DisableForwarding yes` passes too.' : ''),
    'A good value that follows an `Include` whose files are not in the input is unknown, since the first value wins.',
  ].join('\n\n');
}

function check(option: SshdOption, config: SshdConfig, most: number): Outcome[] {
  if (option.forwarding === true && isForwardingOff(config)) return [];
  const { forSome, forAll, otherwise } = deciding(config, keywordsOf(option), option.isGlobal === true);
  const outcomes = forSome.flatMap((line) => judge(option, line, most));
  if (forAll === undefined) {
    if (verdict(option, option.unset, most) === 'bad') {
      outcomes.push({ path: '', message: `${option.keyword} is not set, which means ${option.unset}` });
    }
    return outcomes;
  }
  if (forAll.keyword !== 'include') return [...outcomes, ...judge(option, forAll, most)];
  if (otherwise === undefined) {
    return [...outcomes, undecided('', `${option.keyword} is not set here, and not all files that sshd reads are in the input`)];
  }
  const next = judge(option, otherwise, most);
  if (next.length > 0) return [...outcomes, ...next];
  const message =
    `${option.keyword} is ${otherwise.args[0]!} unless a file that sshd reads before sets it: ${includeAt(forAll, otherwise)} names `
    + `${forAll.args[0]!}, of which nothing is in the input`;
  return [...outcomes, { ...undecided('', message), line: otherwise.line, object: otherwise.file, code: 'general' }];
}

function keywordsOf({ keyword, aliases = [] }: SshdOption): readonly string[] {
  return [keyword.toLowerCase(), ...aliases];
}

/** True where it is off for every connection. */
function isForwardingOff(config: SshdConfig): boolean {
  const { forSome, forAll } = deciding(config, ['disableforwarding'], false);
  const isOff = ({ keyword, args }: Directive) => keyword !== 'include' && args[0]?.toLowerCase() === 'yes';
  return forAll !== undefined && [forAll, ...forSome].every(isOff);
}

function includeAt({ line, file }: Directive, other: Directive): string {
  return file === other.file ? `the Include in line ${line}` : `the Include in ${file.name} line ${line}`;
}

function judge(option: SshdOption, { keyword, args, line, conditions, file }: Directive, most: number): Outcome[] {
  const value = args[0] ?? '';
  const where = conditions.length === 0 ? '' : ` for Match ${conditions.join(' ')}`;
  const place = { path: '', line, object: file, code: conditions.length === 0 ? 'general' : 'in-match' };
  if (keyword === 'include') {
    return [{ ...undecided('', `${option.keyword}${where} may be set by ${value}, of which nothing is in the input`), ...place }];
  }
  switch (verdict(option, value, most)) {
    case 'ok':
      return [];
    case 'bad':
      return [{ ...place, message: `${option.keyword} is ${value}${where}` }];
    default:
      return [{ ...undecided('', `${option.keyword} is ${JSON.stringify(value)}${where}, which sshd refuses`), ...place }];
  }
}

function verdict({ values, other, isExact }: SshdOption, value: string, most: number): Judgement | undefined {
  const key = isExact === true ? value : value.toLowerCase();
  if (values && Object.hasOwn(values, key)) return values[key];
  return value === '' ? undefined : other?.(value, most);
}
