import { defineRule, undecided, type AnyRule, type Outcome } from '../../../engine/rule';
import type { Severity } from '../../../engine/severity';
import { objectsOfKind } from '../../../engine/subjects';
import { collect, NONE } from '../../../kubernetes/objects/collect';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { asArray, asObject, isUnset, scalarText, typeName } from '../../../text/json';
import { joinPath } from '../../../text/path';

/** A field of the object that an operator of a cloud makes a cluster or its nodes of, and what it has to be. */
export interface ManagedSetting {
  /** `group/Kind`. */
  readonly kind: string;
  /** Below `spec`; `[]` stands for each entry of a list: `agentPoolProfiles[].enableNodePublicIP`. */
  readonly field: string;
  /** The values that keep to the rule; `set` for any that is not empty, `unset` for none. */
  readonly accepted: readonly unknown[] | 'set' | 'unset';
  /** What an absent field means: a value of the operator or cloud; `unknown` where it depends on what is elsewhere. */
  readonly unset: unknown;
  /** What follows from another value. */
  readonly consequence: string;
  /** Fields, with the value of each, where the setting does not matter: what it is about is off. */
  readonly unless?: readonly (readonly [field: string, value: unknown])[];
}

/** A rule about settings of managed clusters. */
export interface ManagedRule {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly severity: Severity;
  readonly fix: string;
  readonly controls: readonly string[];
  readonly sources: readonly string[];
  readonly settings: readonly ManagedSetting[];
  /** What other rules find for the same reason. Default: nothing. */
  readonly cause?: string;
}

/** What `unset` says where the value depends on what is not in the object. */
export const ELSEWHERE = Symbol('elsewhere');

/** The cause of what is found about an endpoint that the internet reaches. */
export const PUBLIC_ENDPOINT = 'public endpoint';

/** The API versions for examples. */
const VERSIONS: Readonly<Record<string, string>> = {
  'eks.services.k8s.aws': 'v1alpha1',
  'ec2.services.k8s.aws': 'v1alpha1',
  'controlplane.cluster.x-k8s.io': 'v1beta2',
  'karpenter.k8s.aws': 'v1',
  'container.cnrm.cloud.google.com': 'v1beta1',
  'containerservice.azure.com': 'v1api20240901',
};

/** What is said where a text, a number or a boolean is in place of the mapping or list at a path below `spec`, as a template is. */
export function opaqueAt({ json }: KubeObject, path: string): readonly Outcome[] {
  let value: unknown = json.spec;
  for (const key of path.split('.')) {
    value = asObject(value)[key];
    if (isUnset(value)) return NONE;
    if (typeof value !== 'object') return [undecided(`spec.${path}`, `${path} is ${typeName(value)}, so what it says is not known`)];
  }
  return NONE;
}

/** A manifest with this spec. */
export function managedExample(kind: string, spec: object): string {
  const [group, name] = kind.split('/') as [string, string];
  return `${JSON.stringify({ apiVersion: `${group}/${VERSIONS[group]!}`, kind: name, metadata: { name: 'prod' }, spec })}\n`;
}

export function managedRule({ name, settings, cause, ...texts }: ManagedRule): AnyRule {
  const byKind = new Map<string, readonly ManagedSetting[]>();
  for (const setting of settings) byKind.set(setting.kind, [...(byKind.get(setting.kind) ?? []), setting]);
  const [first] = settings;
  const ofFirst = byKind.get(first!.kind)!;
  const good = (setting: ManagedSetting) => (setting.accepted === 'set' ? 'projects/acme' : [...setting.accepted][0]);
  const bad = (setting: ManagedSetting) =>
    setting.accepted === 'set' ? undefined : typeof good(setting) === 'boolean' ? !good(setting) : 'none';
  return defineRule({
    ...texts,
    id: `control-plane/${name}`,
    bad: managedExample(
      first!.kind,
      specOf(ofFirst, (setting) => (setting === first ? bad(setting) : good(setting))),
    ),
    good: managedExample(first!.kind, specOf(ofFirst, good)),
    subject: objectsOfKind(...byKind.keys()),
    check: (object: KubeObject) =>
      collect(byKind.get(`${object.group}/${object.kind}`) ?? NONE, (setting) => {
        const found = judged(object, setting);
        return cause === undefined ? found : found.map((outcome): Outcome => ({ ...outcome, cause: { of: cause } }));
      }),
  });
}

/** A spec in which each field has a value. */
function specOf(settings: readonly ManagedSetting[], valueOf: (setting: ManagedSetting) => unknown): object {
  const spec: Record<string, unknown> = {};
  for (const setting of settings) {
    const value = valueOf(setting);
    if (value !== undefined) put(spec, setting.field.split('.'), value);
  }
  return spec;
}

function put(target: Record<string, unknown>, [key = '', ...rest]: readonly string[], value: unknown): void {
  const isList = key.endsWith('[]');
  const name = isList ? key.slice(0, -2) : key;
  if (rest.length === 0) {
    target[name] = value;
    return;
  }
  const inner = (isList ? (target[name] as object[] | undefined)?.[0] : target[name]) ?? {};
  target[name] = isList ? [inner] : inner;
  put(inner as Record<string, unknown>, rest, value);
}

interface Found {
  readonly path: string;
  readonly value: unknown;
}

/** The values of a field, one for each entry of the lists on the way to it. */
function valuesAt(value: unknown, keys: readonly string[], path: string): readonly Found[] {
  const [key, ...rest] = keys;
  if (key === undefined) return [{ path, value }];
  if (key.endsWith('[]')) {
    const name = key.slice(0, -2);
    return asArray(asObject(value)[name]).flatMap((entry, index) => valuesAt(entry, rest, `${joinPath(path, name)}[${index}]`));
  }
  return valuesAt(asObject(value)[key], rest, joinPath(path, key));
}

function judged({ json }: KubeObject, setting: ManagedSetting): readonly Outcome[] {
  const spec = json.spec;
  const isOff = (setting.unless ?? []).some(([field, wanted]) =>
    valuesAt(spec, field.split('.'), 'spec').some(({ value }) => value === wanted),
  );
  return isOff ? NONE : valuesAt(spec, setting.field.split('.'), 'spec').flatMap((found) => outcomes(found, setting));
}

function outcomes({ path, value }: Found, { accepted, unset, consequence, field }: ManagedSetting): readonly Outcome[] {
  const name = field.replaceAll('[]', '');
  if (accepted === 'unset') {
    return isUnset(value) || value === '' ? NONE : [{ path, message: `${name} is set, so ${consequence}` }];
  }
  const isAbsent = isUnset(value) || value === '';
  if (isAbsent && unset === ELSEWHERE) return [undecided(path, `${name} is not set, and what it is then is not in this object`)];
  const effective = isAbsent ? unset : value;
  const state = isAbsent ? `${name} is not set${unset === undefined ? '' : `, and ${scalarText(unset)} by default`}` : undefined;
  if (accepted === 'set') return isUnset(effective) ? [{ path, message: `${state!}, so ${consequence}` }] : NONE;
  if (accepted.includes(effective)) return NONE;
  if (isAbsent) return [{ path, message: `${state!}, so ${consequence}` }];
  if (!isSameType(value, accepted)) return [undecided(path, `${name} is ${JSON.stringify(value)}, which is not of the type of the field`)];
  return [{ path, message: `${name} is ${scalarText(value)}, so ${consequence}` }];
}

/** A template that is not rendered is of another type, or a text that no value of the field looks like. */
function isSameType(value: unknown, accepted: readonly unknown[]): boolean {
  if (typeof value !== typeof accepted[0]) return false;
  return typeof value !== 'string' || !/\$\{|\{\{|\$\(/.test(value);
}
