import type * as pulumi from '@pulumi/pulumi';
import type { HardenedComponent } from '../component';
import type { Later } from './later';

/**
 * The properties of a construct as a component takes them: every text, number, boolean and list of texts may be an `Input`. Enums, other
 * lists and the keys of mappings are plain: they decide which objects there are. Values such as `Subject` are taken as they are, or made
 * {@link later} of texts that are not known yet; where a construct is required, its component is taken.
 */
export type Inputs<T> = T extends string
  ? string extends T
    ? pulumi.Input<string>
    : T
  : T extends boolean
    ? pulumi.Input<boolean>
    : T extends number
      ? number extends T
        ? pulumi.Input<number>
        : T
      : T extends null | undefined
        ? T
        : T extends (infer E)[]
          ? InputList<E>
          : Behaves<T> extends true
            ? T | Later<T> | HardenedComponent<T>
            : { readonly [K in keyof T]: Inputs<T[K]> };

/** A list: of texts or numbers it may be an `Input` as a whole. */
type InputList<E> = readonly Inputs<E>[] | (string extends E ? pulumi.Input<E[]> : number extends E ? pulumi.Input<E[]> : never);

/** True for what has methods: values and constructs, unlike structs. */
type Behaves<T> = true extends { [K in keyof T]-?: T[K] extends (...args: never[]) => unknown ? true : false }[keyof T] ? true : false;
