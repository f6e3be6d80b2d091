import * as fs from 'node:fs';
import * as path from 'node:path';
import * as zlib from 'node:zlib';
import { isShape, type Form, type Shape } from './shape';

interface TypeRef {
  readonly fqn?: string;
  readonly primitive?: string;
  readonly collection?: { readonly kind: string; readonly elementtype: TypeRef };
}

interface Member {
  readonly name: string;
  readonly type: TypeRef;
  readonly docs?: { readonly default?: string; readonly custom?: Readonly<Record<string, string>> };
}

interface AssemblyType {
  readonly interfaces?: readonly string[];
  readonly properties?: readonly Member[];
  readonly initializer?: { readonly parameters?: readonly Member[] };
  readonly methods?: readonly { readonly name: string; readonly parameters?: readonly Member[] }[];
}

interface Assembly {
  readonly schema: string;
  readonly filename?: string;
  readonly types: Readonly<Record<string, AssemblyType>>;
}

/** What cdk8s-hardened declares of a value that it is given: read from its jsii assembly, and only when a text is not known. */
export class Declared {
  /** The properties of a construct. */
  public static propsOf(construct: string): Declared {
    return new Declared(() => typeOf(construct).initializer?.parameters?.find(({ name }) => name === 'props')?.type, []);
  }

  /** The options of a method of a construct. */
  public static optionsOf(construct: string, method: string): Declared {
    return new Declared(() => typeOf(construct).methods?.find(({ name }) => name === method)?.parameters?.[0]?.type, []);
  }

  /** Of which nothing is declared: the properties of a native resource. */
  public static anything(): Declared {
    return new Declared(undefined, []);
  }

  private constructor(
    private readonly root: (() => TypeRef | undefined) | undefined,
    private readonly keys: readonly string[],
    private readonly isItem = false,
  ) {}

  /** What stands under a key of a struct or mapping. */
  public at(key: string): Declared {
    return new Declared(this.root, [...this.keys, key]);
  }

  /** What a text looks like; a name where the library does not say. */
  public get shape(): Shape {
    return this.form.shape;
  }

  /** What an output that stands here may be. */
  public get form(): Form {
    if (!this.root) return { shape: 'any' };
    let type = this.root();
    let member: Member | undefined;
    for (const key of this.keys) {
      const within = withoutLists(type);
      if (within?.collection) {
        type = within.collection.elementtype;
        continue;
      }
      member = within?.fqn === undefined ? undefined : memberOf(within.fqn, key);
      type = member?.type;
    }
    const { shape, isList } = { shape: member?.docs?.custom?.shape, isList: type?.collection?.kind === 'array' };
    const usual = usualOf(withoutLists(type)?.primitive, member?.docs?.default);
    return {
      shape: isShape(shape) ? shape : 'name',
      ...(isList && !this.isItem ? { isList } : {}),
      ...(usual === undefined ? {} : { usual }),
    };
  }

  /** The items of a list that is given plainly. */
  public get item(): Declared {
    return new Declared(this.root, this.keys, true);
  }
}

/** The default of a number or a boolean, which every construct takes. */
function usualOf(primitive: string | undefined, text = ''): number | boolean | undefined {
  if (primitive === 'boolean') return /^(?:- )?true\b/.test(text);
  return primitive === 'number' ? Number(/^(?:- )?(\d+)\b/.exec(text)?.[1] ?? 1) : undefined;
}

function withoutLists(type: TypeRef | undefined): TypeRef | undefined {
  return type?.collection?.kind === 'array' ? withoutLists(type.collection.elementtype) : type;
}

function memberOf(fqn: string, key: string): Member | undefined {
  const { properties = [], interfaces = [] } = assembly().types[fqn] ?? {};
  return properties.find(({ name }) => name === key) ?? interfaces.map((base) => memberOf(base, key)).find((found) => found !== undefined);
}

function typeOf(construct: string): AssemblyType {
  return assembly().types[`cdk8s-hardened.${construct}`] ?? {};
}

let read: Assembly | undefined;

function assembly(): Assembly {
  if (read) return read;
  const file = require.resolve('cdk8s-hardened/.jsii');
  const parsed = JSON.parse(fs.readFileSync(file, 'utf8')) as Assembly;
  const compressed = parsed.schema === 'jsii/file-redirect' ? path.join(path.dirname(file), parsed.filename!) : undefined;
  read = compressed === undefined ? parsed : (JSON.parse(zlib.gunzipSync(fs.readFileSync(compressed)).toString()) as Assembly);
  return read;
}
