/** What every part of the public API keeps to, read from the assembly: run `npm run compile` before. */
import * as path from 'node:path';
import { elementOf, readTypes, ROOT, type Callable, type Docs, type JsiiType, type Property } from '../support/assembly';

/** What a text of a property looks like: the values of `@shape`. packages/pulumi has a stand-in for each. */
const SHAPES: Readonly<Record<string, string>> = {
  'address': 'an IP address or a DNS name, without port',
  'cpu': 'a quantity of cpu',
  'cpu-maximum': 'a quantity of cpu that others stay below',
  'cpu-request': 'a quantity of cpu that stays below a limit',
  'date': 'a day, YYYY-MM-DD',
  'endpoint': 'an address, with a port or without',
  'etcd-release': 'a release of etcd',
  'label': 'the value of a label',
  'loopback-url': 'a URL on loopback, or one of https',
  'memory': 'a quantity of bytes',
  'memory-maximum': 'a quantity of bytes that others stay below',
  'memory-request': 'a quantity of bytes that stays below a limit',
  'minor-release': 'a minor release of Kubernetes',
  'mode': 'permissions of a file, in octal',
  'name': 'a name, in lower case where Kubernetes wants that',
  'owner': 'owner and group of a file',
  'path': 'an absolute path on a node',
  'pem': 'certificates as PEM',
  'reason': 'a sentence that an auditor can assess',
  'registry': 'a host of a registry, with a path or without',
  'release': 'an exact release of Kubernetes',
  'tag': 'a tag of an image',
  'text': 'any text',
  'url': 'a URL',
  'url-path': 'the path of a URL',
};

/** Where anything is taken or given, and why. */
const ANY: Readonly<Record<string, string>> = {
  'FilledField.value': 'a value of a manifest is JSON',
  'HardenedKubelet.configuration': 'a KubeletConfiguration is JSON',
  'HardenedKubeletProps.settings': 'fields of a KubeletConfiguration have values of many types: JSON',
  'HostFile.isHostFile(x)': 'the signature that jsii libraries use for such tests',
  'IPods.toPodSelectorConfig()': 'every release of cdk8s-plus returns a class of its own',
  'IRbacSubject.toSubjectConfiguration()': 'every release of cdk8s-plus returns a type of its own',
  'LabelledPods.toPodSelectorConfig()': 'as IPods',
  'ManifestView.json': 'a manifest is JSON',
  'RuleSettings.options': 'each rule has options of its own: JSON',
};

/** Numbers whose names sound like ports and are none. */
const COUNTS = ['NamespaceQuota.nodePorts'];

/** Reasons that are given for something else than an unsafe choice. */
const OTHER_REASONS = ['HostFile.overrideContent(reason)', 'WaiverProps.reason', 'Grant.because(reason)', 'Subject.because(reason)'];

const types = Object.values(readTypes());
const callables = (type: JsiiType): readonly Callable[] => [
  ...(type.methods ?? []),
  ...(type.initializer ? [{ ...type.initializer, name: 'constructor' }] : []),
];

/** Everything that has a type, by its place: `Port.first`, `Port.tcp(port)`, `HostFile.collect()`. */
const typed = types.flatMap((type) => [
  ...(type.properties ?? []).map((property) => ({
    place: `${type.name}.${property.name}`,
    of: property,
    inStruct: type.datatype === true,
    type,
  })),
  ...callables(type).flatMap((callable) => [
    ...(callable.parameters ?? []).map((parameter) => ({
      place: `${type.name}.${callable.name}(${parameter.name})`,
      of: parameter,
      inStruct: false,
      type,
    })),
    ...(callable.returns
      ? [{ place: `${type.name}.${callable.name}()`, of: { name: '', type: callable.returns.type } as Property, inStruct: false, type }]
      : []),
  ]),
]);

function placesWhere(test: (of: Property, place: string, inStruct: boolean) => boolean): string[] {
  return typed.filter(({ of, place, inStruct }) => test(of, place, inStruct)).map(({ place }) => place);
}

const primitive = ({ type }: Property) => elementOf(type).primitive;
const shape = ({ docs }: { docs?: Docs }) => docs?.custom?.shape;

test('there is an API to look at', () => {
  expect(types.length).toBeGreaterThan(50);
  expect(typed.length).toBeGreaterThan(250);
});

test('everything is documented', () => {
  const usual = ['scope', 'id', 'props', 'options'];
  const bare = types.flatMap((type) => [
    ...(type.docs?.summary ? [] : [type.name]),
    ...(type.members ?? []).filter(({ docs }) => !docs?.summary).map(({ name }) => `${type.name}.${name}`),
    ...(type.properties ?? []).filter(({ docs }) => !docs?.summary).map(({ name }) => `${type.name}.${name}`),
    ...callables(type)
      .filter(({ docs }) => !docs?.summary)
      .map(({ name }) => `${type.name}.${name}()`),
    ...callables(type).flatMap(({ name, parameters = [] }) =>
      parameters
        .filter((parameter) => !usual.includes(parameter.name) && !parameter.docs?.summary)
        .map((parameter) => `${type.name}.${name}(${parameter.name})`),
    ),
  ]);
  expect(bare).toEqual([]);
});

test('what may be left out says what then holds', () => {
  expect(placesWhere((of, place) => of.optional === true && !place.includes('(') && of.docs?.default === undefined)).toEqual([]);
});

test('only JSON, and what other libraries define, is of any type', () => {
  expect(placesWhere((of) => ['any', 'json'].includes(primitive(of)!)).sort()).toEqual(Object.keys(ANY));
});

test('every text of a struct says what it looks like', () => {
  expect(placesWhere((of, _, inStruct) => inStruct && primitive(of) === 'string' && !Object.hasOwn(SHAPES, shape(of) ?? ''))).toEqual([]);
  const used = new Set(typed.map(({ of }) => shape(of)).filter((one) => one !== undefined));
  expect([...used].sort()).toEqual(Object.keys(SHAPES));
});

test('ports are of class Port, ranges of addresses of class Cidr', () => {
  const named = (pattern: RegExp) => (of: Property, place: string) =>
    pattern.test(of.name) && ['string', 'number'].includes(primitive(of)!) && !place.startsWith('Port.') && !place.startsWith('Cidr.');
  expect(placesWhere(named(/ports?$/i))).toEqual(COUNTS);
  expect(placesWhere(named(/cidrs?$|ranges?$/i))).toEqual([]);
});

test('an unsafe choice is a property unsafe…Reason, or a method unsafe… that takes the reason', () => {
  const isReason = (of: Property) => shape(of) === 'reason' || of.name === 'reason';
  const good = (of: Property, place: string) =>
    place.includes('(') ? /\.unsafe[A-Z]\w*\(reason\)$/.test(place) : /^unsafe[A-Z]\w*Reason$/.test(of.name);
  const stated = ['AcceptedFinding.reason', 'Grant.reason', 'Subject.reason']; // what was given, as it is told
  expect(placesWhere((of, place) => isReason(of) && primitive(of) === 'string' && !good(of, place)).sort()).toEqual(
    [...OTHER_REASONS, ...stated].sort(),
  );
  expect(placesWhere((of) => /^unsafe/.test(of.name) && !(primitive(of) === 'string' && shape(of) === 'reason'))).toEqual([]);
  expect(
    types.flatMap((type) =>
      callables(type)
        .filter(({ name }) => /^unsafe/.test(name!))
        .map(({ parameters }) => parameters!.map(({ name }) => name)),
    ),
  ).toEqual(
    types.flatMap((type) =>
      callables(type)
        .filter(({ name }) => /^unsafe/.test(name!))
        .map(() => ['reason']),
    ),
  );
});

test('no name is a reserved word of a language that jsii writes', () => {
  const { isReservedName } = require(path.join(ROOT, 'node_modules/jsii/lib/reserved-words.js')) as {
    isReservedName(name: string): unknown;
  };
  const names = types.flatMap((type) => [
    type.name,
    ...(type.properties ?? []).map(({ name }) => name),
    ...callables(type).flatMap(({ name, parameters = [] }) => [name!, ...parameters.map((parameter) => parameter.name)]),
  ]);
  expect(isReservedName('from')).toEqual(['Python']);
  expect(names.filter((name) => isReservedName(name))).toEqual([]);
});
