import * as pulumi from '@pulumi/pulumi';
import type { Construct } from 'constructs';
import { HardenedComponent } from '../component';
import type { Declared } from './declared';
import { Later } from './later';
import type { Shape, Variant } from './shape';
import type { Settled, Unknowns } from './unknowns';

/** One way in which the outputs could turn out: as known as they are, with stand-ins for the rest. */
export class World {
  private readonly given = new Map<HardenedComponent<unknown>, unknown>();

  /** `variantOf` chooses the stand-in of an output that is not settled. */
  constructor(
    private readonly unknowns: Unknowns,
    private readonly variantOf: (index: number) => Variant,
    private readonly settled?: readonly Settled[],
  ) {}

  /** The text that stands for an input here; undefined where it is left out as long as it is not known. */
  public text(input: pulumi.Input<string>, place: string, shape: Shape): string | undefined {
    const plain = this.unknowns.plain(input);
    if (plain !== undefined) return plain;
    const index = this.unknowns.indexOf(input as pulumi.Output<string>, place, shape);
    const settled = this.settled?.[index];
    if (!settled?.known) return this.unknowns.sample(index, this.variantOf(index));
    if (settled.value === undefined) return undefined;
    if (typeof settled.value !== 'string') {
      throw new Error(
        `${place} is ${describe(settled.value)}, not a text. Give a text; what decides the structure, such as numbers and lists, has `
          + 'to be plain.',
      );
    }
    return settled.value;
  }

  /** What a construct is given here, of which it declares something. `scope` is where constructs that it names are made again. */
  public resolve(value: unknown, declared: Declared, scope: Construct, place = ''): unknown {
    if (pulumi.Output.isInstance(value) || value instanceof Promise) {
      return this.text(value as pulumi.Input<string>, place, declared.shape);
    }
    if (value instanceof Later) return this.make(value, place);
    if (value instanceof HardenedComponent) return this.construct(value, scope);
    if (Array.isArray(value)) return value.map((item, index) => this.resolve(item, declared, scope, `${place}[${index}]`));
    if (!isStruct(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        this.resolve(item, declared.at(key), scope, place === '' ? key : `${place}.${key}`),
      ]),
    );
  }

  private make({ make, texts }: Later<unknown>, place: string): unknown {
    const indexes = texts.flatMap((text, index) =>
      this.unknowns.plain(text) !== undefined ? [] : [this.unknowns.indexOf(text, `${place} (text ${index + 1})`, 'name')],
    );
    const call = () => make(...texts.map((text) => this.text(text, place, 'name')!));
    if (this.settled === undefined && indexes.length > 0 && indexes.every((index) => this.variantOf(index) === 'low')) {
      this.unknowns.tryShapes(indexes, call);
    }
    return call();
  }

  private construct(component: HardenedComponent<unknown>, scope: Construct): unknown {
    let construct = this.given.get(component);
    if (construct === undefined) this.given.set(component, (construct = component._rebuild(scope, this)));
    return construct;
  }
}

/** A mapping of values, unlike an instance of a class. */
function isStruct(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function describe(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `a ${typeof value === 'object' ? 'mapping' : typeof value}`;
}
