import type { Construct, IConstruct } from 'constructs';
import type { World } from '../values/world';

/** How a component makes its construct, as often as it is asked to. */
export interface Recipe<C> {
  /** True for a construct that needs an app above it; false for one that needs a chart. */
  readonly inApp: boolean;
  /** For an object whose surroundings are checked by themselves. */
  readonly alone?: Alone;
  /** Makes the construct below a scope. */
  make(scope: Construct, world: World): C;
  /** What the component tells of the construct: plain data. */
  tell(construct: C): Readonly<Record<string, unknown>>;
}

/** What is particular to an object that is given, and stands within a construct that is none of its own. */
export interface Alone {
  /** True for an object that a file or a chart of others says. */
  readonly isForeign: boolean;
  /** What becomes of its manifest last. */
  finish(construct: IConstruct, manifest: unknown): unknown;
  /** Widens the holes of a template to all that their outputs may decide. `path` is where the template is. */
  widen(template: unknown, path: readonly (string | number)[]): unknown;
}
