import type { KubeObject } from '../kubernetes/objects/object';
import { daysBetween, isDate } from '../text/dates';
import { asString, isObject } from '../text/json';
import { isReason } from '../text/reason';

/** A decision to live with a finding: why, and, unless a reason is enough for the rule, who decided and until when. */
export interface WaiverTerms {
  readonly rule: string;
  readonly reason: string;
  /** Undefined for a reason that stands alone. */
  readonly approvedBy?: string;
  /** Last day on which it holds, `YYYY-MM-DD`; undefined for a reason that stands alone. */
  readonly until?: string;
  /** What its pattern covers, `Pod shop/api-*`; undefined where it names one object. */
  readonly scope?: string;
}

/** What is wrong with a waiver. A waiver with a fault accepts nothing. */
export interface WaiverFault {
  readonly kind: 'incomplete' | 'expired' | 'over-broad' | 'not-accepted';
  readonly message: string;
}

/** Which findings a waiver is about. */
export interface WaiverScope {
  /** For messages: `waivers.yaml entry 1`, `construct app/payments`, `annotation of Deployment payments/api`. */
  readonly place: string;
  /** The object that carries it, when it is in an annotation. */
  readonly object?: KubeObject;
  /** Path within the object or file. */
  readonly path: string;
  /** What it covers, where that is a pattern. */
  readonly text?: string;
  /** True when it names no object: then it covers only findings about the run as a whole. */
  readonly everywhere: boolean;
  /** Objects of other names are not covered, which saves asking. Default: those of any name may be. */
  readonly name?: string;
  /** True when it stands inside the input: in an annotation, or on a construct. */
  readonly isInBand?: boolean;
  /** Why the scope is not acceptable at all. */
  readonly fault?: WaiverFault;
  covers(object: KubeObject): boolean;
}

/** A waiver as it was written, checked. */
export interface Waiver {
  readonly terms: WaiverTerms;
  readonly scope: WaiverScope;
  readonly faults: readonly WaiverFault[];
}

/** A waiver and what it did in a run. */
export interface WaiverUse {
  readonly waiver: Waiver;
  /** Findings that it accepted. */
  readonly accepted: number;
  /** Findings about objects that a waiver without scope would have hidden. */
  readonly refused: number;
  /** True when the run's profile had the rule. */
  readonly ruleRan: boolean;
}

/** What a waiver is measured by. */
export interface WaiverTest {
  readonly asOf: string;
  /** The most days from today for which a finding can be accepted. */
  readonly longest: number;
  /** Whether a rule of that id exists. */
  isRule(id: string): boolean;
  /** Whether a reason is enough for that rule. */
  takesReason(id: string): boolean;
}

/** Checks a waiver as it was written. */
export function readWaiver(value: unknown, scope: WaiverScope, { asOf, isRule, longest }: WaiverTest): Waiver {
  const faults: WaiverFault[] = scope.fault ? [scope.fault] : [];
  const incomplete = (message: string) => void faults.push({ kind: 'incomplete', message });
  if (!isObject(value)) incomplete('the waiver is not a mapping with rule, reason, approvedBy and until');
  const fields = isObject(value) ? value : {};
  const terms = {
    rule: asString(fields.rule) ?? '',
    reason: asString(fields.reason) ?? '',
    approvedBy: asString(fields.approvedBy) ?? '',
    until: asString(fields.until) ?? '',
    ...(scope.text === undefined ? {} : { scope: scope.text }),
  };
  if (isObject(value)) {
    if (fields.rules !== undefined && fields.rule !== undefined) incomplete('the waiver has rule and rules, of which one would not count');
    else if (fields.rules !== undefined) incomplete('rules of the waiver is not a list of ids of rules');
    else if (terms.rule === '') incomplete('the waiver names no rule');
    else if (terms.rule.includes('*') || terms.rule.endsWith('/')) {
      faults.push({ kind: 'over-broad', message: `the waiver is for "${terms.rule}", not for one rule` });
    } else if (!isRule(terms.rule)) incomplete(`the waiver names "${terms.rule}", which is not a rule`);
    if (!isReason(terms.reason)) incomplete('the waiver gives no reason');
    if (!isReason(terms.approvedBy)) incomplete('the waiver names no approver (approvedBy)');
    if (!isDate(terms.until)) incomplete('the waiver has no end date (until: YYYY-MM-DD)');
    else if (terms.until < asOf) faults.push({ kind: 'expired', message: `the waiver for ${terms.rule} ended on ${terms.until}` });
    else if (daysBetween(asOf, terms.until) > longest) {
      faults.push({
        kind: 'over-broad',
        message: `the waiver for ${terms.rule} runs until ${terms.until}, more than ${longest} days from ${asOf}`,
      });
    }
  }
  return { terms, scope, faults };
}

/** Checks a reason that stands alone: a construct was given it for what it does, or it was written with the object. */
export function readReason(rule: string, reason: unknown, scope: WaiverScope, { isRule, takesReason }: WaiverTest): Waiver {
  const faults: WaiverFault[] = [];
  const incomplete = (message: string) => void faults.push({ kind: 'incomplete', message });
  if (!isRule(rule)) incomplete(`a reason is given for "${rule}", which is not a rule`);
  else if (!takesReason(rule)) {
    incomplete(`a reason alone does not accept findings of ${rule}: it takes a waiver with approver and end date`);
  }
  if (!isReason(reason)) incomplete(`the reason for ${rule} is blank`);
  return { terms: { rule, reason: asString(reason) ?? '' }, scope, faults };
}

interface BookEntry {
  readonly waiver: Waiver;
  readonly number: number;
  accepted: number;
  refused: number;
}

/** Waivers of a run, looked up by rule and object. */
export class WaiverBook {
  /** By rule, then by the name of their objects; undefined where that is any. */
  private readonly byRule = new Map<string, Map<string | undefined, BookEntry[]>>();
  private readonly entries: BookEntry[] = [];

  /** `canonical` turns aliases into ids. */
  constructor(waivers: readonly Waiver[], canonical: (id: string) => string) {
    for (const waiver of waivers) {
      const entry = { waiver, number: this.entries.length, accepted: 0, refused: 0 };
      this.entries.push(entry);
      const id = canonical(waiver.terms.rule);
      let byName = this.byRule.get(id);
      if (!byName) this.byRule.set(id, (byName = new Map()));
      const list = byName.get(waiver.scope.name);
      if (list) list.push(entry);
      else byName.set(waiver.scope.name, [entry]);
    }
  }

  /** The waiver that accepts a finding of this rule about this object, if any: the first of several. */
  public accept(rule: string, object: KubeObject | undefined): WaiverTerms | undefined {
    const byName = this.byRule.get(rule);
    if (!byName) return undefined;
    let first: BookEntry | undefined;
    for (const entry of [...(byName.get(undefined) ?? []), ...((object && byName.get(object.name)) ?? [])]) {
      const { scope, faults } = entry.waiver;
      if (scope.everywhere && object) {
        entry.refused += 1;
        continue;
      }
      if (object ? !scope.covers(object) : !scope.everywhere) continue;
      entry.accepted += 1;
      if (faults.length === 0 && !(first && first.number < entry.number)) first = entry;
    }
    return first?.waiver.terms;
  }

  public uses(ruleRan: (id: string) => boolean): WaiverUse[] {
    return this.entries.map(({ waiver, accepted, refused }) => ({ waiver, accepted, refused, ruleRan: ruleRan(waiver.terms.rule) }));
  }
}
