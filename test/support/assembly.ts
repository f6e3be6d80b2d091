/** The public API as jsii sees it: `.jsii`, which `npm run compile` writes. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as zlib from 'node:zlib';

export interface TypeRef {
  readonly primitive?: string;
  readonly fqn?: string;
  readonly collection?: { readonly kind: string; readonly elementtype: TypeRef };
}

export interface Docs {
  readonly summary?: string;
  readonly default?: string;
  readonly deprecated?: string;
  readonly custom?: Readonly<Record<string, string>>;
}

interface Documented {
  readonly name: string;
  readonly docs?: Docs;
}

export interface Property extends Documented {
  readonly type: TypeRef;
  readonly optional?: boolean;
}

export interface Callable {
  readonly name?: string;
  readonly docs?: Docs;
  readonly parameters?: readonly Property[];
  readonly returns?: { readonly type: TypeRef };
}

export interface JsiiType extends Documented {
  readonly kind: string;
  readonly base?: string;
  readonly abstract?: boolean;
  readonly datatype?: boolean;
  readonly interfaces?: readonly string[];
  readonly properties?: readonly Property[];
  readonly methods?: readonly Callable[];
  readonly members?: readonly Documented[];
  readonly initializer?: Callable;
}

export const ROOT = path.join(__dirname, '../..');

/** Types of the library by their full name. Throws where it has not been compiled. */
export function readTypes(): Readonly<Record<string, JsiiType>> {
  const file = path.join(ROOT, '.jsii');
  if (!fs.existsSync(file)) throw new Error('there is no .jsii: run `npm run compile` first');
  const assembly = JSON.parse(fs.readFileSync(file, 'utf8')) as { schema: string; filename?: string; types: Record<string, JsiiType> };
  if (assembly.schema !== 'jsii/file-redirect') return assembly.types;
  return (JSON.parse(zlib.gunzipSync(fs.readFileSync(path.join(ROOT, assembly.filename!))).toString()) as typeof assembly).types;
}

/** The type itself, or that of the elements of a list or mapping. */
export function elementOf(type: TypeRef): TypeRef {
  return type.collection ? elementOf(type.collection.elementtype) : type;
}
