import { asArray, asString, isObject } from '../../text/json';

type Labels = Readonly<Record<string, string>>;

interface Requirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  /** Each once. */
  readonly values: readonly string[];
  /** The same, where they are many. */
  readonly set?: ReadonlySet<string>;
}

const MANY = 8;
const NO_LABELS: ReadonlySet<string> = new Set();

/**
 * A Kubernetes label selector (`metav1.LabelSelector`), compiled.
 *
 * Nothing (unset, null) selects no object, an empty selector selects every object. A selector that the API server would reject is
 * `invalid` and selects nothing: rules report it as unknown.
 *
 * Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/
 */
export class LabelSelector {
  public static of(value: unknown): LabelSelector {
    if (value === undefined || value === null) return new LabelSelector([], true, undefined);
    if (!isObject(value)) return new LabelSelector([], true, 'the selector is not a mapping');
    const requirements: Requirement[] = [];
    const { matchLabels, matchExpressions } = value;
    if (matchLabels !== undefined && matchLabels !== null) {
      if (!isObject(matchLabels)) return new LabelSelector([], true, 'matchLabels is not a mapping');
      for (const key of Object.keys(matchLabels)) {
        // Go reads null as ''.
        const label = asString(matchLabels[key] ?? '');
        if (label === undefined) return new LabelSelector([], true, `matchLabels.${key} is not a string`);
        requirements.push({ key, operator: 'In', values: [label] });
      }
    }
    if (matchExpressions !== undefined && matchExpressions !== null && !Array.isArray(matchExpressions)) {
      return new LabelSelector([], true, 'matchExpressions is not a list');
    }
    for (const expression of asArray(matchExpressions)) {
      const requirement = toRequirement(expression);
      if (typeof requirement === 'string') return new LabelSelector([], true, requirement);
      requirements.push(requirement);
    }
    return new LabelSelector(requirements, false, undefined);
  }

  private constructor(
    private readonly requirements: readonly Requirement[],
    private readonly nothing: boolean,
    /** Why the API server would reject this selector. */
    public readonly invalid: string | undefined,
  ) {}

  /** The same text for selectors of the same requirements, in whatever order they stand. */
  public get canonical(): string {
    const parts = this.requirements.map(({ key, operator, values }) => JSON.stringify([key, operator, [...values].sort()]));
    return this.nothing ? 'nothing' : [...new Set(parts)].sort().join(' ');
  }

  /** A label that every selected object has, and the values that it may have; undefined when none is known. For indexes. */
  public get anchor(): { readonly key: string; readonly values: readonly string[] } | undefined {
    for (const requirement of this.requirements) if (requirement.operator === 'In') return requirement;
    return undefined;
  }

  /** The values of which a label must have one; undefined where it may have others. */
  public valuesOf(label: string): readonly string[] | undefined {
    return this.requirements.find(({ key, operator }) => key === label && operator === 'In')?.values;
  }

  /** True when it requires one of the labels, or its absence. */
  public asksFor(keys: ReadonlySet<string>): boolean {
    for (const { key } of this.requirements) if (keys.has(key)) return true;
    return false;
  }

  /** The same without what it asks of those labels. */
  public without(keys: ReadonlySet<string>): LabelSelector {
    return this.asksFor(keys)
      ? new LabelSelector(
          this.requirements.filter(({ key }) => !keys.has(key)),
          this.nothing,
          this.invalid,
        )
      : this;
  }

  /** True when it selects every object. */
  public get selectsEverything(): boolean {
    return !this.nothing && this.requirements.length === 0;
  }

  /** True when it selects every object that has these labels, whatever their values. */
  public selectsAllWith(keys: ReadonlySet<string>): boolean {
    if (this.nothing) return false;
    for (const { key, operator } of this.requirements) if (operator !== 'Exists' || !keys.has(key)) return false;
    return true;
  }

  /**
   * True when it selects an object that was not labelled with this selector in mind: one that has those labels alone, with values that
   * it does not name. So do an empty selector and one that only excludes (NotIn, DoesNotExist).
   */
  public selectsUnlabelled(keys: ReadonlySet<string> = NO_LABELS): boolean {
    if (this.nothing) return false;
    for (const { key, operator } of this.requirements) {
      if (operator === 'In') return false;
      if (operator === 'Exists' && !keys.has(key)) return false;
      if (operator === 'DoesNotExist' && keys.has(key)) return false;
    }
    return true;
  }

  /** True when it selects no object, whatever its labels: it is unset, or invalid. */
  public get selectsNothing(): boolean {
    return this.nothing;
  }

  public matches(labels: Labels): boolean {
    if (this.nothing) return false;
    for (const requirement of this.requirements) if (!holds(requirement, labels)) return false;
    return true;
  }
}

function holds({ key, operator, values, set }: Requirement, labels: Labels): boolean {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (operator) {
    case 'In':
      return value !== undefined && (set ? set.has(value) : values.includes(value));
    case 'NotIn':
      return value === undefined || !(set ? set.has(value) : values.includes(value));
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
  }
}

function listing(key: string, operator: 'In' | 'NotIn', values: ReadonlySet<string>): Requirement {
  return values.size > MANY ? { key, operator, values: [...values], set: values } : { key, operator, values: [...values] };
}

function toRequirement(expression: unknown): Requirement | string {
  if (!isObject(expression)) return 'an entry of matchExpressions is not a mapping';
  const key = asString(expression.key);
  if (key === undefined || key === '') return 'an entry of matchExpressions has no key';
  if (expression.values !== undefined && expression.values !== null && !Array.isArray(expression.values)) {
    return `the values for ${key} are not a list`;
  }
  const values = asArray(expression.values).map((value) => value ?? '');
  if (!values.every((value): value is string => typeof value === 'string')) return `the values for ${key} are not strings`;
  switch (expression.operator) {
    case 'In':
    case 'NotIn':
      if (values.length === 0) return `${expression.operator} for ${key} names no value`;
      return listing(key, expression.operator, new Set(values));
    case 'Exists':
    case 'DoesNotExist':
      if (values.length > 0) return `${expression.operator} for ${key} takes no values`;
      return { key, operator: expression.operator, values: [] };
    default:
      return `the operator for ${key} is not one of In, NotIn, Exists, DoesNotExist`;
  }
}
