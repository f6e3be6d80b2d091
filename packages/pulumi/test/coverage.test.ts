/**
 * The components against the assembly of cdk8s-hardened: a construct without component, or a property that a component does not take, fails
 * here.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as pulumi from '@pulumi/pulumi';
import * as ts from 'typescript';
import { elementOf, readTypes, ROOT, type JsiiType } from '../../../test/support/assembly';
import * as sdk from '../src';
import { Declared } from '../src/values/declared';
import { isShape } from '../src/values/shape';

const TYPES = readTypes();

const PART = 'A firewall and its parts are objects of one program: HardenedChart takes a chart with all of them.';

/** Constructs that have no component, and why. */
const CLUSTER_API = 'They go to a management cluster: HardenedChart.fromCdk8s takes them, and the rules see them there.';
const WITHOUT: Readonly<Record<string, string>> = {
  AwsNodeFirewall: PART,
  AzureNodeFirewall: PART,
  BastionFirewall: PART,
  BreakGlass: PART,
  ClusterApiControlPlane: CLUSTER_API,
  ClusterApiWorkers: CLUSTER_API,
  ControlPlaneFirewall: PART,
  EtcdFirewall: PART,
  GoogleNodeFirewall: PART,
  HardenedApp:
    'Pulumi itself is what writes and applies; its properties are the options of every component, and whole charts are taken by '
    + 'HardenedChart.',
  KubeadmJoin: 'A file of one node, that no cluster takes: written by cdk8s, in a program of its own.',
  KubeletFirewall: PART,
  LabelledPods: 'It makes no object: selectPods makes one for the verbs of IsolatedNamespace.',
  NodeFirewall: PART,
};

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

const constructs = Object.values(TYPES).filter((type) => type.kind === 'class' && !type.abstract && isConstruct(type));
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

/** The texts among them, with what the library declares of each. */
function shapesOf(fqn: string, seen: readonly string[] = []): [string, string | undefined][] {
  const type = TYPES[fqn];
  if (!type?.datatype || seen.includes(fqn)) return [];
  const properties = [...(type.properties ?? []), ...(type.interfaces ?? []).flatMap((base) => TYPES[base]?.properties ?? [])];
  return properties.flatMap(({ name, type: ref, docs }) => {
    const { primitive, fqn: inner } = elementOf(ref);
    if (primitive === 'string') return [[`${type.name}.${name}`, docs?.custom?.shape] as [string, string | undefined]];
    return inner === undefined ? [] : shapesOf(inner, [...seen, fqn]);
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
    expect(missingComponents(names, others)).toEqual([...Object.keys(WITHOUT), 'LeastPrivilegeRole'].sort());
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

  describe('shapes of texts', () => {
    const structs = constructs
      .filter(({ name }) => !Object.hasOwn(WITHOUT, name))
      .map(({ initializer }) => initializer!.parameters!.find(({ name }) => name === 'props')!.type.fqn!);
    const verbs = TYPES['cdk8s-hardened.ClosedNamespace']!.methods!.flatMap(({ parameters }) => parameters?.[0]?.type.fqn ?? []);
    const options = ['cdk8s-hardened.PodHardeningProps', 'cdk8s-hardened.LabelledPodsProps'];

    test('there is a stand-in for every one', () => {
      const declared = [...structs, ...verbs, ...options].flatMap((struct) => shapesOf(struct));
      expect(declared.length).toBeGreaterThan(60);
      expect(declared.filter(([, shape]) => !isShape(shape))).toEqual([]);
    });

    test.each<[Declared, string]>([
      [Declared.propsOf('IsolatedNamespace').at('name'), 'name'],
      [Declared.propsOf('IsolatedNamespace').at('labels').at('team'), 'label'],
      [Declared.propsOf('IsolatedNamespace').at('quota').at('limitsCpu'), 'cpu-maximum'],
      [Declared.propsOf('EtcdTlsConfig').at('cluster').at('address'), 'address'],
      [Declared.propsOf('EtcdTlsConfig').at('listenAddresses'), 'address'],
      [Declared.propsOf('EtcdTlsConfig').at('clientCertificates').at('certificate'), 'pem'],
      [Declared.propsOf('HardenedControlPlane').at('endpoint'), 'endpoint'],
      [Declared.propsOf('HostFile').at('path'), 'path'],
      [Declared.propsOf('BastionOnlyNodeAccess').at('sources').at('name'), 'name'],
      [Declared.optionsOf('ClosedNamespace', 'allowToCidr').at('unsafeWorldReason'), 'reason'],
      [Declared.optionsOf('ClosedNamespace', 'allowFromIngressController').at('podLabels').at('app'), 'label'],
      [Declared.propsOf('HostFile').at('content'), 'name'],
      [Declared.propsOf('Nobody').at('name'), 'name'],
    ])('%# is read from the assembly', (declared, shape) => expect(declared.shape).toBe(shape));
  });
});
