import type * as pulumi from '@pulumi/pulumi';
import type { HardenedComponent } from '../component';
import type { Later } from './later';

/**
 * The properties of a construct as a component takes them: every text may be an `Input`. What decides the structure (numbers, booleans,
 * enums, the lengths of lists, the keys of mappings) is plain. Values such as `Subject` are taken as they are, or made {@link later} of
 * texts that are not known yet; where a construct is required, its component is taken.
 */
export type Inputs<T> = T extends string
  ? string extends T
    ? pulumi.Input<string>
    : T
  : T extends number | boolean | null | undefined
    ? T
    : T extends (infer E)[]
      ? readonly Inputs<E>[]
      : Behaves<T> extends true
        ? T | Later<T> | HardenedComponent<T>
        : { readonly [K in keyof T]: Inputs<T[K]> };

/** True for what has methods: values and constructs, unlike structs. */
type Behaves<T> = true extends { [K in keyof T]-?: T[K] extends (...args: never[]) => unknown ? true : false }[keyof T] ? true : false;
