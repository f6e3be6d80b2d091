import * as pulumi from '@pulumi/pulumi';
import { TRIED_SHAPES, standInFor, statedShape, type Form, type ShapeContext, type Variant } from './shape';

/** What is known of an output when all that can be known now is known. */
export interface Settled {
  readonly known: boolean;
  readonly value: unknown;
  readonly secret: boolean;
}

/** An output that a construct is made of. */
export interface Source {
  readonly output: pulumi.Output<unknown>;
  /** Where it stands: for messages. */
  readonly place: string;
  form: Form;
}

/** The parts of an output that pulumi's own SDK reads, across its versions, and does not declare. */
interface OutputParts {
  readonly isKnown: Promise<boolean>;
  readonly isSecret: Promise<boolean>;
  promise(withUnknowns?: boolean): Promise<unknown>;
}

/** Outputs whose text is known at once, with the resource that it is the name of. */
const NAMES = new WeakMap<object, { readonly text: string; readonly resource: pulumi.Resource }>();

/**
 * Marks an output as the name of a resource of ours that was given plainly: it stands for itself, and what uses it comes after the
 * resource.
 */
export function nameOf(output: pulumi.Output<string>, text: unknown, resource: pulumi.Resource): pulumi.Output<string> {
  if (typeof text === 'string') NAMES.set(output, { text, resource });
  return output;
}

/** Stand-ins are told apart over the whole program. */
let next = 0;

/** The outputs of one component, in the order in which its constructs requested them, with a stand-in for each. */
export class Unknowns {
  public readonly sources: Source[] = [];
  /** Resources whose names were used. */
  public readonly named = new Set<pulumi.Resource>();
  private readonly numbers: number[] = [];
  private readonly indexes = new Map<object, number>();
  private readonly outputs = new WeakMap<object, pulumi.Output<unknown>>();

  constructor(public readonly context: ShapeContext) {}

  /** The text of an input that is known at once. */
  public plain(input: unknown): string | undefined {
    if (typeof input === 'string') return input;
    const name = NAMES.get(input as object);
    if (name) this.named.add(name.resource);
    return name?.text;
  }

  /** The number of an output; the first to ask says what it looks like. */
  public indexOf(input: unknown, place: string, form: Form): number {
    const output = this.asOutput(input);
    let index = this.indexes.get(output);
    if (index === undefined) {
      index = this.sources.length;
      this.indexes.set(output, index);
      this.numbers.push(next);
      next += form.isList ? 2 : 1;
      const shape = statedShape(input as object);
      this.sources.push({ output, place, form: shape === undefined ? form : { ...form, shape } });
    }
    return index;
  }

  public sample(index: number, variant: Variant): unknown {
    return standInFor(this.sources[index]!.form, this.numbers[index]!, variant, this.context);
  }

  /** Gives the sources the first shape that a function accepts for all of them together. */
  public tryShapes(indexes: readonly number[], accepts: () => void): void {
    const sources = indexes.map((index) => this.sources[index]!).filter(({ output }) => statedShape(output) === undefined);
    let first: unknown;
    for (const shape of TRIED_SHAPES) {
      for (const source of sources) source.form = { shape };
      try {
        return accepts();
      } catch (error) {
        first ??= error;
      }
    }
    throw first;
  }

  /** Waits until every output is known, or known to be unknown until the next update. Rejects when one of them does. */
  public async settle(): Promise<Settled[]> {
    return Promise.all(
      [...this.sources].map(async ({ output }) => {
        const parts = output as unknown as OutputParts;
        const [known, secret, value] = await Promise.all([parts.isKnown, parts.isSecret, parts.promise(true)]);
        return { known, secret, value: known ? value : undefined };
      }),
    );
  }

  private asOutput(input: unknown): pulumi.Output<unknown> {
    if (pulumi.Output.isInstance(input)) return input;
    const key = input as object;
    let output = this.outputs.get(key);
    if (!output) this.outputs.set(key, (output = pulumi.output(input)));
    return output;
  }
}
