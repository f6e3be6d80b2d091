import { faultOf, type ValueSchema } from './schema';

/** A value of a rule that users may set otherwise. */
export interface RuleOption<T> {
  readonly schema: ValueSchema;
  /** What holds where nothing is set. */
  readonly initial: T;
}

/** The options of a rule, by name. */
export type RuleOptions = Readonly<Record<string, RuleOption<unknown>>>;

/** What a check gets: a value for each option. */
export type OptionValues<O> = { readonly [K in keyof O]: O[K] extends RuleOption<infer T> ? T : never };

/** A whole number, of at least 1 unless it says otherwise. */
export function integerOption(
  description: string,
  initial: number,
  { minimum = 1, maximum }: { readonly minimum?: number; readonly maximum?: number } = {},
): RuleOption<number> {
  return optionOf({ type: 'integer', description, minimum, ...(maximum === undefined ? {} : { maximum }) }, initial);
}

/** A list of texts; it replaces the initial one. */
export function listOption(description: string, initial: readonly string[], format?: ValueSchema['format']): RuleOption<readonly string[]> {
  return optionOf(listSchema(description, format), initial);
}

/** A list of texts that nothing is known of unless it is set. */
export function optionalListOption(description: string, format?: ValueSchema['format']): RuleOption<readonly string[] | undefined> {
  return optionOf<readonly string[] | undefined>(listSchema(description, format), undefined);
}

export function textOption(description: string, initial: string, format?: ValueSchema['format']): RuleOption<string> {
  return optionOf({ type: 'string', description, minLength: 1, ...(format ? { format } : {}) }, initial);
}

function listSchema(description: string, format: ValueSchema['format']): ValueSchema {
  return { type: 'array', description, items: { type: 'string', minLength: 1, ...(format ? { format } : {}) } };
}

function optionOf<T>(schema: ValueSchema, initial: T): RuleOption<T> {
  return Object.freeze({ schema: initial === undefined ? schema : { ...schema, default: initial }, initial });
}

/** What a mapping of options has to be. */
export function optionsSchema(options: RuleOptions = {}): ValueSchema {
  return {
    type: 'object',
    noun: 'option',
    additionalProperties: false,
    properties: Object.fromEntries(Object.entries(options).map(([name, { schema }]) => [name, schema])),
  };
}

/** A value for each option: what is set, else the initial one. */
export function optionValues(options: RuleOptions = {}, set: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(options).map(([name, { initial }]) => [name, set[name] ?? initial]));
}

/** The options whose initial value is not one that may be set. */
export function faultyOptions(options: RuleOptions = {}): readonly string[] {
  return Object.entries(options).flatMap(([name, { schema, initial }]) =>
    initial !== undefined && faultOf(schema, initial) !== undefined ? [name] : [],
  );
}
