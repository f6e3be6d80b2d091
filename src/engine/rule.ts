import type { Inventory } from '../kubernetes/objects/inventory';
import type { FilePattern } from '../kubernetes/objects/node-files';
import type { KubeObject } from '../kubernetes/objects/object';
import type { PodFiller } from '../kubernetes/pods/fill/filler';
import type { KubernetesMinor } from '../kubernetes/releases/versions';
import type { InternalFailure } from './internal-failure';
import type { OptionValues, RuleOptions } from './options';
import type { Severity } from './severity';
import type { WaiverUse } from './waiver';

/** What a rule may know in addition to its subject. */
export interface CheckContext {
  readonly inventory: Inventory;
  readonly kubernetes: KubernetesMinor;
  /** The day that counts as today, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** How the waivers of this run were used: filled when the rules about waivers run, after all others. */
  readonly waivers: readonly WaiverUse[];
}

/** Where something is in an object or a text file of a node. */
export interface Place {
  /** Path of the field within the object; '' for the object as a whole and in a text file. The field may be absent. */
  readonly path: string;
  /** Line in a text file of a node, from 1. */
  readonly line?: number;
}

/** Another place that an outcome names: the other of two objects, the file on the other side, the next step of a path. */
export interface Related extends Place {
  readonly object: KubeObject;
  /** What is there, in a few words without full stop: `the other autoscaler`. */
  readonly what: string;
}

/**
 * Why something is found, where other rules, or the same one elsewhere, find something for the same reason. Of one cause reports show the
 * worst finding, and the others under it.
 */
export interface Cause {
  /** The same text for the same cause: `rules[0] "*"`. */
  readonly of: string;
  /** Where the text means the same. Default: `object`. */
  readonly within?: 'object' | 'file' | 'run';
  /** True for what says it best: of findings that are equally severe it is the one that is shown. */
  readonly leads?: boolean;
}

/** What a check found on its subject. Nothing found is a pass. */
export interface Outcome extends Place {
  /** The fact, without a full stop: `container "api" runs as uid 0`. */
  readonly message: string;
  /** True when the rule could not decide: shown, never a pass. */
  readonly unknown?: boolean;
  /**
   * True when the field does not fit the schema of its kind. What other rules cannot decide there follows from it, and is folded into it.
   */
  readonly malformed?: boolean;
  /** Set by the run alone: the rule has thrown instead of deciding. */
  readonly failure?: InternalFailure;
  /** The object it is about, when it is not the subject's own. */
  readonly object?: KubeObject;
  /** Tells it from other outcomes of the rule at the same place, in kebab case: unlike the message it is never reworded. */
  readonly code?: string;
  readonly related?: readonly Related[];
  /** Default: nothing else is found for the same reason. */
  readonly cause?: Cause;
}

/** One thing that a rule looks at. */
export interface Selected<S> {
  readonly value: S;
  /** The object that findings are about; undefined when there is none (the run as a whole). */
  readonly object: KubeObject | undefined;
  /** What findings are about where the object only shows it: `namespace shop`, whose Namespace is not in the input. */
  readonly about?: string;
}

/** Picks and types what a rule reads. Nothing selected = the rule does not apply. */
export interface Subject<S> {
  /** For the documentation: `pods`, `Services`. */
  readonly name: string;
  /**
   * Files of nodes that its rules read as text, in addition to Kubernetes objects. What no subject of the catalogue names here is not
   * opened.
   *
   * Default: none.
   */
  readonly reads?: readonly FilePattern[];
  select(context: CheckContext): readonly Selected<S>[];
}

/** What a check returns for a subject of which the rule, as it is set, asks nothing: neither a pass nor a violation. */
export const NOT_APPLICABLE: readonly Outcome[] = Object.freeze([]);

/** Checks one subject. Nothing found is a pass. */
export type Check<S, O extends RuleOptions = RuleOptions> = (
  subject: S,
  context: CheckContext,
  options: OptionValues<O>,
) => readonly Outcome[];

/** A rule's check from one Kubernetes version on, until the next revision. */
export interface Revision<S, O extends RuleOptions = RuleOptions> {
  /** First minor release it applies to: `1.23`. */
  readonly since: string;
  readonly check: Check<S, O>;
}

/** A rule: one requirement, one file. All texts about it live here. */
export interface Rule<S = never, O extends RuleOptions = RuleOptions> {
  /** `practice/file-name`; never reused. */
  readonly id: string;
  /** The requirement, as a sentence without full stop. It names the field, so that a search finds it. */
  readonly title: string;
  /**
   * What the title does not say: why, what is exempt, what unset means, what is unknown. Paragraphs of plain text with code in backticks,
   * without headings and lists. Empty for a rule of another author that gives none.
   */
  readonly description: string;
  readonly severity: Severity;
  /** What to do about a violation: imperative, with full stop. */
  readonly fix: string;
  /** Controls that it covers: `CIS-2.0:5.2.7`, `PSS:restricted`, `NSA-CISA:1.2`. */
  readonly controls: readonly string[];
  /** Where the rule comes from: URLs. At least one. */
  readonly sources: readonly string[];
  /** YAML of the smallest input that violates it (several documents when it takes several). */
  readonly bad: string;
  /** YAML of the smallest input that passes. */
  readonly good: string;
  /** How the examples are read: as manifests, or as a text file of a node with this path. Default: manifests. */
  readonly exampleFile?: string;
  /** What is set where the examples are read: for a rule that asks nothing until an option is set. Default: nothing. */
  readonly exampleOptions?: Readonly<Record<string, unknown>>;
  /** What changes fields that are unset, so that the rule passes: for `fix`, `PodHardening` and the documentation. */
  readonly fixable?: readonly PodFiller[];
  readonly subject: Subject<S>;
  readonly revisions: readonly Revision<S, O>[];
  /** What users may set otherwise, by name. */
  readonly options?: O;
  /** When it runs: with `waivers` after all others, in every profile, and no waiver accepts what it finds. Default: `objects`. */
  readonly phase?: 'objects' | 'waivers';
  /** True where a reason is enough to accept what it finds: it needs neither approver nor end. Never for what is critical. */
  readonly takesReason?: boolean;
  /** Former ids: waivers that name them still work. */
  readonly aliases?: readonly string[];
  /** Why it no longer runs by default. */
  readonly deprecated?: string;
  /** True for checks of good housekeeping that are not a matter of security: only the profile `operations` runs them. */
  readonly operations?: boolean;
}

/** A rule as it is written: no `controls` means none, and `check` in place of `revisions` means the same check on every release. */

export type RuleDefinition<S, O extends RuleOptions = {}> = Omit<Rule<S, O>, 'controls' | 'revisions'> & {
  readonly controls?: readonly string[];
} & (
    | { readonly check: Check<S, O>; readonly revisions?: undefined }
    | { readonly check?: undefined; readonly revisions: readonly Revision<S, O>[] }
  );

/** A rule with its subject's type forgotten: what the engine runs. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a rule gets only what its own subject selected, and its own options
export type AnyRule = Rule<any, any>;

/** Declares a rule. The types of subject, options and checks are held together here; the registry checks the rest. */
export function defineRule<S, O extends RuleOptions = {}>({ check, revisions, controls = [], ...rule }: RuleDefinition<S, O>): Rule<S, O> {
  return Object.freeze({ ...rule, controls, revisions: revisions ?? [{ since: EVERY_RELEASE, check }] });
}

/** Older than any release that is still known: a check since then is the check on every release. */
export const EVERY_RELEASE = '1.0';

/** Outcomes with a code, for a rule that says several things about one place. */
export function coded(code: string, outcomes: readonly Outcome[]): readonly Outcome[] {
  return outcomes.map((outcome) => ({ ...outcome, code }));
}

/** An outcome for a value of a type that Kubernetes does not accept there: the server rejects the object, so nothing is decided. */
export function undecided(path: string, message: string): Outcome {
  return { path, message, unknown: true };
}
