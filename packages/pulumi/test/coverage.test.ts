/**
 * The components against the assembly of cdk8s-hardened: a construct without component, or a property that a component does not take, fails
 * here.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as zlib from 'node:zlib';
import * as pulumi from '@pulumi/pulumi';
import * as ts from 'typescript';
import * as sdk from '../src';

interface Property {
  readonly name: string;
  readonly type: TypeRef;
}
interface TypeRef {
  readonly primitive?: string;
  readonly fqn?: string;
  readonly collection?: { readonly kind: string; readonly elementtype: TypeRef };
}
interface JsiiType {
  readonly kind: string;
  readonly name: string;
  readonly base?: string;
  readonly datatype?: boolean;
  readonly interfaces?: readonly string[];
  readonly properties?: readonly Property[];
  readonly initializer?: { readonly parameters?: readonly { readonly name: string; readonly type: TypeRef }[] };
}

const ROOT = path.join(__dirname, '../../..');
const TYPES = readTypes();

/** Constructs that have no component, and why. */
const WITHOUT: Readonly<Record<string, string>> = {
  HardenedApp:
    'Pulumi itself is what writes and applies; its properties are the options of every component, and whole charts are taken by '
    + 'HardenedChart.',
};

function readTypes(): Record<string, JsiiType> {
  const text = fs.readFileSync(path.join(ROOT, '.jsii'), 'utf8');
  const assembly = JSON.parse(text) as { schema: string; filename?: string; types: Record<string, JsiiType> };
  if (assembly.schema !== 'jsii/file-redirect') return assembly.types;
  return (JSON.parse(zlib.gunzipSync(fs.readFileSync(path.join(ROOT, assembly.filename!))).toString()) as typeof assembly).types;
}

function isConstruct(type: JsiiType): boolean {
  for (let base: string | undefined = type.base; base; base = TYPES[base]?.base) {
    if (['constructs.Construct', 'cdk8s.Chart', 'cdk8s.App'].includes(base)) return true;
  }
  return false;
}

/** The names of constructs among what is public that have no component. */
function missingComponents(constructs: readonly string[], components: Record<string, unknown>): string[] {
  return constructs.filter(
    (name) =>
      !(
        typeof components[name] === 'function' && (components[name] as { prototype: unknown }).prototype instanceof pulumi.ComponentResource
      ),
  );
}

const constructs = Object.values(TYPES).filter((type) => type.kind === 'class' && isConstruct(type));
const names = constructs.map(({ name }) => name);

/** Every property of a struct and of the structs within it: `sshd.allowUsers`. */
function propertiesOf(fqn: string, prefix = '', seen: readonly string[] = []): string[] {
  const type = TYPES[fqn];
  if (!type?.datatype || seen.includes(fqn)) return [];
  const own = [...(type.properties ?? []), ...(type.interfaces ?? []).flatMap((base) => TYPES[base]?.properties ?? [])];
  return own.flatMap(({ name, type: ref }) => {
    const inner = ref.fqn ?? ref.collection?.elementtype.fqn;
    return [`${prefix}${name}`, ...(inner === undefined ? [] : propertiesOf(inner, `${prefix}${name}.`, [...seen, fqn]))];
  });
}

function typeAt(checker: ts.TypeChecker, type: ts.Type, property: string, at: ts.Node): ts.Type | undefined {
  let current = checker.getNonNullableType(type);
  for (const name of property.split('.')) {
    const candidates = (current.isUnion() ? current.types : [current]).map(
      (candidate) => checker.getIndexTypeOfType(candidate, ts.IndexKind.Number) ?? candidate,
    );
    const symbol = candidates
      .map((candidate) => checker.getNonNullableType(candidate))
      .map((candidate) => candidate.getProperty(name))
      .find((found) => found !== undefined);
    if (!symbol) return undefined;
    current = checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(symbol, at));
  }
  return current;
}

describe('the components against the assembly', () => {
  test('there are constructs to look at', () =>
    expect(names).toEqual(expect.arrayContaining(['AuditPolicy', 'IsolatedNamespace', 'LeastPrivilegeRole'])));

  test('every construct has a component of its name, or a reason', () => {
    expect(missingComponents(names, sdk as Record<string, unknown>)).toEqual(Object.keys(WITHOUT));
  });

  test('a construct without component is noticed', () => {
    const { LeastPrivilegeRole: _, ...others } = sdk as Record<string, unknown>;
    expect(missingComponents(names, others)).toEqual(['HardenedApp', 'LeastPrivilegeRole'].sort());
  });

  test('everything else that is public is exported as it is', () => {
    const others = Object.values(TYPES)
      .filter((type) => (type.kind === 'class' || type.kind === 'enum') && !names.includes(type.name))
      .map(({ name }) => name);
    expect(
      others.filter((name) => (sdk as Record<string, unknown>)[name] !== (require('cdk8s-hardened') as Record<string, unknown>)[name]),
    ).toEqual([]);
    expect(others.length).toBeGreaterThan(10);
  });

  describe('properties', () => {
    const entry = path.join(ROOT, 'packages/pulumi/src/index.ts');
    const config = ts.parseJsonConfigFileContent(
      ts.readConfigFile(path.join(ROOT, 'packages/pulumi/tsconfig.json'), (file) => fs.readFileSync(file, 'utf8')).config,
      ts.sys,
      path.join(ROOT, 'packages/pulumi'),
    );
    const program = ts.createProgram([entry], config.options);
    const checker = program.getTypeChecker();
    const source = program.getSourceFile(entry)!;
    const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(source)!);

    test.each(constructs.filter(({ name }) => !Object.hasOwn(WITHOUT, name)).map((type) => [type.name, type] as const))(
      '%s takes every property of the construct',
      (name, type) => {
        const struct = type.initializer!.parameters!.find((parameter) => parameter.name === 'props')!.type.fqn!;
        const wanted = propertiesOf(struct);
        let symbol = exported.find((candidate) => candidate.name === name)!;
        // eslint-disable-next-line no-bitwise -- how TypeScript keeps flags
        if (symbol.flags & ts.SymbolFlags.Alias) symbol = checker.getAliasedSymbol(symbol);
        const constructor = checker.getTypeOfSymbolAtLocation(symbol, source).getConstructSignatures()[0]!;
        const props = checker.getTypeOfSymbolAtLocation(constructor.getParameters()[1]!, source);
        expect(wanted.length).toBeGreaterThan(0);
        expect(wanted.filter((property) => typeAt(checker, props, property, source) === undefined)).toEqual([]);
      },
    );
  });
});
