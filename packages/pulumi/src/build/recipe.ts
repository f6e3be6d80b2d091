import type { Construct } from 'constructs';
import type { World } from '../values/world';

/** How a component makes its construct, as often as it is asked to. */
export interface Recipe<C> {
  /** True for a construct that needs an app above it; false for one that needs a chart. */
  readonly inApp: boolean;
  /** Makes the construct below a scope. */
  make(scope: Construct, world: World): C;
  /** What the component tells of the construct: plain data. */
  tell(construct: C): Readonly<Record<string, unknown>>;
}
