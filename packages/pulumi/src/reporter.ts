import * as pulumi from '@pulumi/pulumi';
import { FindingStatus } from 'cdk8s-hardened';
import type { Checker, HardeningFinding } from 'cdk8s-hardened/embedding';
import type { Plan } from './build/build';
import { alternativesOf, draft, rebuild, type Content, type Draft } from './build/draft';
import { judge, type Judged, type StandIn } from './build/judge';
import { besides, membersOfProgram, type Member } from './program';
import type { Settled, Unknowns } from './values/unknowns';

/** Of what the findings are, in messages. */
export interface Subject {
  readonly name: string;
  /** What the log files the messages under. */
  readonly resource: pulumi.Resource;
  readonly urn: string;
}

/** The URN of each object of a draft. */
type Urns = readonly string[];

/** Content that the rules have checked. */
export type Checked = { readonly content: Promise<Content> | undefined; readonly gate: pulumi.Output<unknown> };

/** Has what a component or a native resource comes to checked: fails for what is broken, warns of what is unknown. */
export class Reporter<C> implements Member {
  public judged: Judged | undefined;
  private readonly warned = new Set<string>();

  constructor(
    public readonly checker: Checker,
    private readonly subject: Subject,
    private readonly unknowns: Unknowns,
  ) {
    membersOfProgram().add(this);
  }

  /** @throws ResourceError when a construct refuses */
  public draft(plan: Plan<C>): Draft {
    try {
      return draft(plan, this.unknowns);
    } catch (error) {
      throw this.failure([this.withStandIns((error as Error).message)]);
    }
  }

  /** Checks a draft: at once where it is made of plain values; else as soon as its outputs are known, or known to stay unknown. */
  public check(plan: Plan<C>, made: Draft, urns: Urns): Checked {
    this.judged = { ...made.built, standIns: this.standIns([]), alternatives: made.alternatives };
    if (this.unknowns.sources.length === 0) {
      this.report(made, urns, (text) => text);
      return { content: undefined, gate: pulumi.output<unknown>(made.template) };
    }
    const content = this.settle(plan, made, urns);
    return { content, gate: pulumi.output<unknown>(content) };
  }

  public failure(lines: readonly string[]): Error {
    const { resource, urn } = this.subject;
    return failureOf(resource, urn, lines);
  }

  private async settle(plan: Plan<C>, made: Draft, urns: Urns): Promise<Content> {
    const settled = await this.unknowns.settle();
    const redact = (text: string) => redacted(text, settled);
    let result;
    try {
      result = rebuild(plan, this.unknowns, settled, made.template);
    } catch (error) {
      throw this.failure([redact((error as Error).message)]);
    }
    const { built, content } = result;
    const alternatives = alternativesOf(plan, this.unknowns, built, made.template, settled);
    this.judged = { ...built, standIns: this.standIns(settled), alternatives };
    this.report({ ...made, built }, urns, redact);
    return content;
  }

  private standIns(settled: readonly Settled[]): StandIn[] {
    return this.unknowns.sources.flatMap(({ form: { shape } }, index) => {
      const sample = settled[index]?.known ? undefined : this.unknowns.sample(index, 'low');
      const texts = Array.isArray(sample) ? (sample as unknown[]) : [sample];
      return texts.flatMap((text) => (typeof text === 'string' ? [{ text, shape }] : []));
    });
  }

  /** Fails for what is broken at once; says what is unknown when the program has made all that it makes. */
  private report({ built }: Draft, urns: Urns, redact: (text: string) => string): void {
    const judged = this.judged!;
    const spoken = (text: string) =>
      judged.standIns.reduce((spelt, standIn) => spelt.split(standIn.text).join('(not known yet)'), redact(text));
    const indexOf = ({ construct }: HardeningFinding) => built.objects.findIndex(({ path }) => path === construct);
    const placeOf = (finding: HardeningFinding) => urns[indexOf(finding)] ?? this.subject.urn;
    const nameOf = (finding: HardeningFinding) => (built.isAlone ? this.subject.name : (finding.construct ?? this.subject.name));
    const { violations, undecided } = judge(this.checker, judged, besides(this));
    const failing = [...violations, ...undecided.filter(({ waits }) => !waits)].filter(({ fails }) => fails);
    const broken = failing.map((finding) =>
      spoken(
        `${nameOf(finding)}: ${finding.status === FindingStatus.UNKNOWN ? 'unknown: ' : ''}${finding.message}`
          + `${finding.field === '' ? '' : ` (${finding.field})`}. ${finding.fix} [${finding.rule}, ${finding.severity}] `
          + `${placeOf(finding)}`,
      ),
    );
    const all = [...built.faults.map((fault) => spoken(`${fault} ${this.subject.urn}`)), ...broken];
    if (all.length > 0) throw this.failure(all);
    if (violations.length + undecided.length > 0) setImmediate(() => this.warnOf(judged, nameOf, placeOf, spoken));
  }

  private warnOf(
    judged: Judged,
    nameOf: (finding: HardeningFinding) => string,
    placeOf: (finding: HardeningFinding) => string,
    spoken: (text: string) => string,
  ): void {
    if (this.judged !== judged) return;
    const { violations, undecided } = judge(this.checker, judged, besides(this));
    const unenforced = this.checker.reportOnly ? 'reportOnly: not enforced' : 'below failOn';
    for (const finding of violations.filter(({ fails }) => !fails)) {
      this.warn(
        spoken(
          `${nameOf(finding)}: ${finding.message}. ${finding.fix} [${finding.rule}, ${finding.severity}, ${unenforced}] `
            + placeOf(finding),
        ),
      );
    }
    for (const finding of undecided.filter(({ waits }) => !waits)) {
      this.warn(
        spoken(
          `${nameOf(finding)}: ${finding.message}. The result is unknown, which is not a pass. `
            + `[${finding.rule}, ${finding.severity}] `
            + `${placeOf(finding)}`,
        ),
      );
    }
    const waiting = [...new Set(undecided.filter(({ waits }) => waits).map(({ rule }) => rule))];
    if (waiting.length > 0) {
      this.warn(
        `${this.subject.name}: ${waiting.length === 1 ? 'a rule needs' : `${waiting.length} rules need`} values that are not known yet: `
          + `${waiting.join(', ')}. They decide when the values are known. ${this.subject.urn}`,
      );
    }
  }

  /** Two places of one text, such as two fields of a file, can give the same message. */
  private warn(message: string): void {
    if (this.warned.has(message)) return;
    this.warned.add(message);
    void pulumi.log.warn(message, this.subject.resource);
  }

  private withStandIns(message: string): string {
    const shown = this.unknowns.sources.flatMap(({ place }, index) => {
      const sample = this.unknowns.sample(index, 'low');
      return typeof sample === 'string' && message.includes(sample)
        ? [`${place}, which is not known yet, stands here as ${sample}: say with unknownAs what it looks like.`]
        : [];
    });
    return [message, ...shown].join(' ');
  }
}

export function failureOf(resource: pulumi.Resource, urn: string, lines: readonly string[]): Error {
  const message = lines.length === 1 ? lines[0]! : `${lines.length} violations:\n  ${lines.join('\n  ')}`;
  return new pulumi.ResourceError(message.includes('urn:pulumi:') ? message : `${message} ${urn}`, resource, true);
}

/** Takes the texts of secrets out of a message. */
function redacted(message: string, settled: readonly Settled[]): string {
  const texts = settled.flatMap(({ secret, value }) => (secret ? textsIn(value) : []));
  return texts.reduce((text, secret) => text.split(secret).join('[secret]'), message);
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
