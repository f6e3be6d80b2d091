import * as pulumi from '@pulumi/pulumi';
import type { Construct } from 'constructs';
import { HardenedComponent } from '../component';
import type { Declared } from './declared';
import { Later } from './later';
import type { Form, Shape, Variant } from './shape';
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
    return this.value(input, place, { shape }) as string | undefined;
  }

  /** The value that stands for an input here. */
  private value(input: unknown, place: string, form: Form): unknown {
    const plain = this.unknowns.plain(input);
    if (plain !== undefined) return plain;
    const index = this.unknowns.indexOf(input, place, form);
    const settled = this.settled?.[index];
    if (!settled?.known) return this.unknowns.sample(index, this.variantOf(index));
    if (settled.value === undefined || form.shape === 'any') return settled.value;
    const items = form.isList ? settled.value : [settled.value];
    const [type, noun] = form.usual === undefined ? ['string', 'text'] : [typeof form.usual, typeof form.usual];
    if (!Array.isArray(items) || items.some((item) => typeof item !== type)) {
      throw new Error(
        `${place} is ${describe(settled.value)}, not a ${form.isList ? `list of ${noun}s` : noun}. Give a ${form.isList ? 'list' : noun}.`,
      );
    }
    return settled.value;
  }

  /** What a construct is given here, of which it declares something. `scope` is where constructs that it names are made again. */
  public resolve(value: unknown, declared: Declared, scope: Construct, place = ''): unknown {
    if (pulumi.Output.isInstance(value) || value instanceof Promise) {
      return this.value(value, place, declared.form);
    }
    if (value instanceof Later) return this.make(value, place);
    if (value instanceof HardenedComponent) return this.construct(value, scope);
    if (Array.isArray(value)) return value.map((item, index) => this.resolve(item, declared.item, scope, `${place}[${index}]`));
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
      this.unknowns.plain(text) !== undefined ? [] : [this.unknowns.indexOf(text, `${place} (text ${index + 1})`, { shape: 'name' })],
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
export function isStruct(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function describe(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `a ${typeof value === 'object' ? 'mapping' : typeof value}`;
}
