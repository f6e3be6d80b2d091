import type * as pulumi from '@pulumi/pulumi';

/** Two stand-ins for the same text. They differ in every part that could be used alone, and sort at opposite ends. */
export type Variant = 'low' | 'high';

/** What the stand-ins may depend on. */
export interface ShapeContext {
  /** The minor release that the constructs are for. */
  readonly kubernetes: string;
}

/** What an input may be: a text, a number, a boolean, a list of one of them, or anything. */
export interface Form {
  readonly shape: Shape;
  /** True for a list of texts, or of numbers. */
  readonly isList?: boolean;
  /** For numbers and booleans: the default that is documented. */
  readonly usual?: number | boolean;
}

type Sample = (index: number, high: boolean, context: ShapeContext) => string | undefined;

const digits = (index: number, high: boolean) => `${high ? 9 : 1}${String(index).padStart(3, '0')}`;
const octets = (index: number, high: boolean) => `198.${high ? 19 : 18}.${Math.floor(index / 256) % 256}.${index % 256}`;

const place = (index: number, high: boolean) => `${high ? 'zz9' : 'aa1'}-unknown-${digits(index, high)}`;
const name = (index: number, high: boolean) => `${place(index, high)}${high ? '-z' : ''}`;

/**
 * By shape: those that cdk8s-hardened declares of its properties (`@shape`), and those of texts that values are made of.
 *
 * Addresses are those set apart for benchmarks (198.18.0.0/15, 2001:2::/48), names and registries those of examples: none of them has an
 * owner. Certificates are absent until they are known, since they are only checked and never written. Amounts are large enough for a limit
 * and small enough for a request of the defaults.
 *
 * Source: https://www.rfc-editor.org/rfc/rfc2544, https://www.rfc-editor.org/rfc/rfc5180, https://www.rfc-editor.org/rfc/rfc2606
 */
const SAMPLES = {
  'name': name,
  'label': name,
  'text': name,
  'any': name,
  'reason': (index, high) => `unknown reason ${digits(index, high)}`,
  'cidr': (index, high) => `${octets(index, high)}/32`,
  'cidr6': (index, high) => `2001:2:0:${high ? 'f' : 'a'}${index.toString(16).padStart(3, '0')}::/64`,
  'address': (index, high) => octets(index, high),
  'endpoint': (index, high) => `${place(index, high)}.example.com:${high ? 9443 : 8443}`,
  'url': (index, high) => `https://${place(index, high)}.example.com:${high ? 9443 : 8443}`,
  'loopback-url': (index, high) => `http://127.0.0.1:${(high ? 30000 : 20000) + (index % 10000)}`,
  'url-path': (index, high) => `/${place(index, high)}`,
  'path': (index, high) => `/etc/${place(index, high)}/file`,
  'mode': (_, high) => (high ? '0640' : '0600'),
  'owner': (index, high) => `${place(index, high)}:${place(index, high)}`,
  'cpu': (_, high) => (high ? '1500m' : '1'),
  'memory': (_, high) => (high ? '1536Mi' : '1Gi'),
  'cpu-request': (_, high) => (high ? '75m' : '50m'),
  'memory-request': (_, high) => (high ? '96Mi' : '64Mi'),
  'cpu-maximum': (_, high) => (high ? '12' : '8'),
  'memory-maximum': (_, high) => (high ? '24Gi' : '16Gi'),
  'image': (index, high) =>
    `${high ? 'zz9' : 'aa1'}.registry.example.com/unknown-${digits(index, high)}@sha256:${(high ? 'f' : 'a').repeat(60)}`
    + `${digits(index, high)}`,
  'release': (_, high, { kubernetes }) => `${kubernetes}.${high ? 99 : 0}`,
  'etcd-release': (_, high) => `3.6.${high ? 99 : 0}`,
  'pem': () => undefined,
} satisfies Readonly<Record<string, Sample>>;

/** What a text looks like: enough for a construct to accept a stand-in while the text itself is not known. */
export type Shape = keyof typeof SAMPLES;

export function isShape(text: string | undefined): text is Shape {
  return text !== undefined && Object.hasOwn(SAMPLES, text);
}

/** Shapes in the order in which they are tried where only a function knows what it accepts. */
export const TRIED_SHAPES: readonly Shape[] = ['name', 'cidr', 'cidr6', 'address', 'url', 'path', 'cpu', 'memory', 'image', 'release'];

function sampleOf(shape: Shape, index: number, variant: Variant, context: ShapeContext): string | undefined {
  const sample: Sample = SAMPLES[shape];
  return sample(index, variant === 'high', context);
}

/** The stand-in for an input. Lists differ in their length, so that nothing can hang on it. */
export function standInFor(form: Form, index: number, variant: Variant, context: ShapeContext): unknown {
  const isHigh = variant === 'high';
  const one = (number: number) => {
    if (typeof form.usual === 'boolean') return form.usual !== isHigh;
    if (typeof form.usual === 'number') return form.usual + (isHigh ? 1 : 0);
    return sampleOf(form.shape, number, variant, context);
  };
  if (!form.isList) return one(index);
  return [one(index), ...(isHigh ? [one(index + 1)] : [])];
}

const STATED = new WeakMap<object, Shape>();

/**
 * Says what an output looks like, where the library cannot know: `unknownAs('cidr6', subnet.ipv6CidrBlock)`. Returns the same output.
 *
 * Needed only where the construct refuses the stand-in that it is given while the value is not known.
 */
export function unknownAs(shape: Shape, output: pulumi.Output<string>): pulumi.Output<string> {
  STATED.set(output, shape);
  return output;
}

export function statedShape(output: object): Shape | undefined {
  return STATED.get(output);
}
