import type { Severity } from './severity';

/** A manifest as rules of other authors see it. Read-only. */
export interface ManifestView {
  /**
   * `apps/v1`.
   *
   * @shape name
   */
  readonly apiVersion: string;
  /**
   * `Deployment`.
   *
   * @shape name
   */
  readonly kind: string;
  /**
   * Its name; empty when it has none.
   *
   * @shape name
   */
  readonly name: string;
  /**
   * The namespace it states.
   *
   * @default - none stated
   * @shape name
   */
  readonly namespaceName?: string;
  /**
   * Former name of `namespaceName`. In TypeScript alone: other languages reserve the name.
   *
   * @default - none stated
   * @deprecated It is called `namespaceName`.
   * @jsii ignore
   */
  readonly namespace?: string;
  /** The whole manifest. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- jsii's type for JSON
  readonly json: any;
}

/** What a rule of another author found. */
export interface RuleViolation {
  /**
   * The fact, without full stop: `container "api" has no owner label`.
   *
   * @shape text
   */
  readonly message: string;
  /**
   * The offending field, such as `spec.replicas`.
   *
   * @default - the manifest as a whole
   * @shape text
   */
  readonly path?: string;
  /**
   * True when the rule could not decide: shown, but not a violation.
   *
   * @default false
   */
  readonly unknown?: boolean;
}

/** All manifests of a run: for rules that look at more than one. */
export interface IManifestSet {
  /**
   * Manifests of a kind: `find('apps', 'Deployment')`.
   *
   * @param group API group without version, empty for the core group
   * @param kind such as `Deployment`
   */
  find(group: string, kind: string): ManifestView[];
}

/** A rule of your own. It is run, waived and reported like the built-in ones. */
export interface IRule {
  /** `<your prefix>/<name>` in lower case, such as `acme/owner-label`; never reuse one. */
  readonly id: string;
  /** The requirement, without full stop. */
  readonly title: string;
  /** What a violation means. */
  readonly severity: Severity;
  /** What to do about it: imperative, with full stop. */
  readonly fix: string;
  /** A page that explains the rule. */
  readonly source: string;
  /**
   * Checks one manifest; an empty list is a pass. Called for every manifest of the run.
   *
   * @param manifest the manifest to check
   * @param all every manifest of the run, this one included
   */
  check(manifest: ManifestView, all: IManifestSet): RuleViolation[];
}
