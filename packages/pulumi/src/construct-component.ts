import type { Construct } from 'constructs';
import { HardenedComponent } from './component';
import type { HardenedOptions } from './settings';
import { Declared } from './values/declared';

type ConstructClass<C, P> = new (scope: Construct, id: string, props: P) => C;

/** What differs from one component to the next. */
interface Wrapping<C, P> {
  readonly construct: ConstructClass<C, P>;
  /** Name of the construct, where the class has another. */
  readonly type?: string;
  /** True for charts. */
  readonly inApp?: boolean;
  /** What the component tells of the construct: plain data. */
  readonly tell?: (construct: C) => Readonly<Record<string, unknown>>;
}

/** The component of one construct of cdk8s-hardened: the construct's name, its properties as inputs, its objects as resources. */
export class ConstructComponent<C extends Construct, P> extends HardenedComponent<C> {
  /** @internal */
  protected constructor(
    name: string,
    props: object,
    options: HardenedOptions | undefined,
    { construct: Class, type = Class.name, inApp = false, tell = () => ({}) }: Wrapping<C, P>,
  ) {
    super(
      `cdk8s-hardened:index:${type}`,
      name,
      {
        inApp,
        tell,
        make: (scope, world) => new Class(scope, name, world.resolve(props, Declared.propsOf(type), scope) as P),
      },
      options,
    );
  }
}
