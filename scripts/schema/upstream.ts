/**
 * What a release of Kubernetes says of its kinds: the OpenAPI documents of k8s.io/kubernetes at the version that the tests pin, and the
 * enumerations of its Go source, which those documents leave out.
 */
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';

const PINS = path.join(__dirname, '..', '..', 'test', 'real', 'kube-apiserver');

/** What the tables keep of a JSON schema. */
export interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly type?: string;
  readonly format?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

/** One release. */
export interface UpstreamRelease {
  /** `1.37` */
  readonly minor: string;
  /** Names of the schemas of the kinds that can be created, by `apps/v1 Deployment`. */
  readonly kinds: ReadonlyMap<string, string>;
  /** By the name that OpenAPI has for them: `io.k8s.api.core.v1.Container`. */
  readonly schemas: ReadonlyMap<string, Schema>;
}

/** An OpenAPI v3 document of one group and version. */
export interface OpenApiDocument {
  readonly paths?: Readonly<Record<string, { readonly post?: Operation }>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

interface Operation {
  readonly 'x-kubernetes-action'?: string;
  readonly 'x-kubernetes-group-version-kind'?: { readonly group: string; readonly version: string; readonly kind: string };
  readonly 'requestBody'?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

/** Releases that are pinned in test/real/kube-apiserver, oldest first. */
export function pinnedMinors(): string[] {
  const minors = fs
    .readdirSync(PINS)
    .filter((name) => /^v\d+\.\d+$/.test(name))
    .map((name) => name.slice(1));
  return minors.sort((a, b) => Number(a.slice(a.indexOf('.') + 1)) - Number(b.slice(b.indexOf('.') + 1)));
}

/** Reads a release from the module that its go.mod pins, which is downloaded when the module cache has none. Needs Go. */
export function upstreamRelease(minor: string): UpstreamRelease {
  const output = execFileSync('go', ['mod', 'download', '-json', 'k8s.io/kubernetes'], {
    cwd: path.join(PINS, `v${minor}`),
    encoding: 'utf8',
    env: { ...process.env, GOWORK: 'off', GOFLAGS: '-mod=readonly' },
  });
  const { Dir: module } = JSON.parse(output) as { readonly Dir: string };
  const folder = path.join(module, 'api', 'openapi-spec', 'v3');
  const documents = fs
    .readdirSync(folder)
    .sort()
    .map((name) => JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8')) as OpenApiDocument);
  const enums = enumsOf(fs.readFileSync(path.join(module, 'pkg', 'generated', 'openapi', 'zz_generated.openapi.go'), 'utf8'));
  return releaseOf(minor, documents, (name, field) => enums.get(`${functionOf(name)} ${field}`));
}

/** A release from its OpenAPI documents. `enumOf` knows the enumeration of a field where the documents do not say it. */
export function releaseOf(
  minor: string,
  documents: readonly OpenApiDocument[],
  enumOf: (schema: string, field: string) => readonly string[] | undefined = () => undefined,
): UpstreamRelease {
  const kinds = new Map<string, string>();
  const schemas = new Map<string, Schema>();
  for (const { paths = {}, components } of documents) {
    for (const [name, schema] of Object.entries(components?.schemas ?? {})) {
      schemas.set(
        name,
        withEnums(schema, (field) => enumOf(name, field)),
      );
    }
    for (const [url, { post }] of Object.entries(paths)) {
      const kind = post?.['x-kubernetes-group-version-kind'];
      // What is posted below an object (`…/pods/{name}/eviction`) stands in no manifest.
      if (!kind || post['x-kubernetes-action'] !== 'post' || url.includes('{name}')) continue;
      const body = Object.values(post.requestBody?.content ?? {})[0]?.schema.$ref;
      if (body === undefined) throw new Error(`POST ${url} has no schema of its body.`);
      kinds.set(`${kind.group === '' ? '' : `${kind.group}/`}${kind.version} ${kind.kind}`, nameOf(body));
    }
  }
  return { minor, kinds, schemas };
}

/** The last part of a reference: `#/components/schemas/io.k8s.api.core.v1.Container`. */
export function nameOf(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1);
}

function withEnums(schema: Schema, enumOf: (field: string) => readonly string[] | undefined): Schema {
  const properties = Object.entries(schema.properties ?? {}).map(([field, property]): [string, Schema] => {
    const values = enumOf(field);
    return [field, values ? withEnum(property, values) : property];
  });
  return properties.length === 0 ? schema : { ...schema, properties: Object.fromEntries(properties) };
}

/** The enumeration is that of the innermost values: the source states it there. */
function withEnum(schema: Schema, values: readonly string[]): Schema {
  if (schema.items) return { ...schema, items: withEnum(schema.items, values) };
  if (schema.additionalProperties) return { ...schema, additionalProperties: withEnum(schema.additionalProperties, values) };
  return { ...schema, enum: values };
}

const FUNCTION = /^func (schema_\w+)\(/;
const PROPERTY = /^\t{5}"([^"]+)": \{$/;
const ENUM = /^\t+Enum: +\[\]interface\{\}\{(.*)\},$/;

/** Enumerations of the generated Go source, by function and property: the source is formatted, so that each stands on a line of its own. */
function enumsOf(source: string): Map<string, readonly string[]> {
  const enums = new Map<string, readonly string[]>();
  let [name, property] = ['', ''];
  for (const line of source.split('\n')) {
    name = FUNCTION.exec(line)?.[1] ?? name;
    property = PROPERTY.exec(line)?.[1] ?? property;
    const values = ENUM.exec(line)?.[1];
    if (values !== undefined) enums.set(`${name} ${property}`, JSON.parse(`[${values}]`) as string[]);
  }
  if (enums.size === 0) throw new Error('The generated Go source has no enumerations where they are looked for.');
  return enums;
}

/**
 * `io.k8s.api.core.v1.Container` → `schema_k8sio_api_core_v1_Container`, and `io.k8s.apimachinery.pkg.apis.meta.v1.Status` →
 * `schema_pkg_apis_meta_v1_Status`.
 */
function functionOf(name: string): string {
  const parts = name.replace(/^io\.k8s\./, '').split('.');
  return `schema_${[...(parts[0] === 'api' ? ['k8sio', 'api'] : []), ...parts.slice(1)].join('_')}`;
}
