import { accepted, faultOf, type ValueSchema } from './schema';

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

/** An integer, of at least 1 unless it says otherwise. */
export function integerOption(
  description: string,
  initial: number,
  { minimum = 1, maximum }: { readonly minimum?: number; readonly maximum?: number } = {},
): RuleOption<number> {
  return optionOf({ type: 'integer', description, minimum, ...(maximum === undefined ? {} : { maximum }) }, initial);
}

/** An integer of at least 1 that nothing is known of unless it is set. */
export function optionalIntegerOption(description: string): RuleOption<number | undefined> {
  return optionOf<number | undefined>({ type: 'integer', description, minimum: 1 }, undefined);
}

/** One of some words, of which none holds unless it is set. */
export function optionalChoiceOption<T extends string>(description: string, ...words: readonly T[]): RuleOption<T | undefined> {
  return optionOf<T | undefined>({ type: 'string', description, enum: words }, undefined);
}

/** What the texts of a list are. */
interface ListOf {
  readonly format?: ValueSchema['format'];
  /** The only ones that there are. */
  readonly enum?: readonly string[];
  readonly minItems?: number;
}

/** A list of texts; it replaces the initial one. */
export function listOption(description: string, initial: readonly string[], texts: ListOf = {}): RuleOption<readonly string[]> {
  return optionOf(listSchema(description, texts), initial);
}

/** A list of texts that nothing is known of unless it is set. */
export function optionalListOption(description: string, texts: ListOf = {}): RuleOption<readonly string[] | undefined> {
  return optionOf<readonly string[] | undefined>(listSchema(description, texts), undefined);
}

function listSchema(description: string, { minItems, ...texts }: ListOf): ValueSchema {
  const items: ValueSchema = { type: 'string', ...(texts.enum ? {} : { minLength: 1 }), ...texts };
  return { type: 'array', description, ...(minItems === undefined ? {} : { minItems }), items };
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

const NO_VALUES: Readonly<Record<string, unknown>> = Object.freeze({});

/** A value for each option: what is set, else the initial one. */
export function optionValues(
  options: RuleOptions | undefined,
  set: Readonly<Record<string, unknown>> = NO_VALUES,
): Readonly<Record<string, unknown>> {
  if (options === undefined) return NO_VALUES;
  return Object.fromEntries(Object.entries(options).map(([name, { initial }]) => [name, set[name] ?? initial]));
}

/** The options whose initial value is not one that may be set. */
export function faultyOptions(options: RuleOptions = {}): readonly string[] {
  return Object.entries(options).flatMap(([name, { schema, initial }]) =>
    initial !== undefined && faultOf(schema, initial) !== undefined ? [name] : [],
  );
}

/** An option in words. */
export interface OptionText {
  readonly name: string;
  readonly description: string;
  /** What may be set: `an integer of at least 1`. */
  readonly accepts: string;
  /** What holds where nothing is set. */
  readonly initial: string;
}

/** The options of a rule in words, in the order in which they are declared. */
export function optionTexts(options: RuleOptions = {}): readonly OptionText[] {
  return Object.entries(options).map(([name, { schema, initial }]) => ({
    name,
    description: schema.description ?? '',
    accepts: accepted(schema),
    initial: initialText(initial),
  }));
}

function initialText(initial: unknown): string {
  if (initial === undefined) return 'unset';
  if (!Array.isArray(initial)) return String(initial);
  return initial.length === 0 ? 'an empty list' : initial.join(', ');
}
