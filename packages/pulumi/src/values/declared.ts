import * as fs from 'node:fs';
import * as path from 'node:path';
import * as zlib from 'node:zlib';
import { isShape, type Shape } from './shape';

interface TypeRef {
  readonly fqn?: string;
  readonly collection?: { readonly kind: string; readonly elementtype: TypeRef };
}

interface Member {
  readonly name: string;
  readonly type: TypeRef;
  readonly docs?: { readonly custom?: Readonly<Record<string, string>> };
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

  private constructor(
    private readonly root: () => TypeRef | undefined,
    private readonly keys: readonly string[],
  ) {}

  /** What stands under a key of a struct or mapping. */
  public at(key: string): Declared {
    return new Declared(this.root, [...this.keys, key]);
  }

  /** What a text looks like; a name where the library does not say. */
  public get shape(): Shape {
    let type = withoutLists(this.root());
    let shape: string | undefined;
    for (const key of this.keys) {
      if (type?.collection) {
        type = withoutLists(type.collection.elementtype);
        continue;
      }
      const member = type?.fqn === undefined ? undefined : memberOf(type.fqn, key);
      shape = member?.docs?.custom?.shape;
      type = withoutLists(member?.type);
    }
    return isShape(shape) ? shape : 'name';
  }
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
