import * as fc from 'fast-check';

const UNSET = Symbol('unset');
const LEVELS = ['privileged', 'baseline', 'restricted'];
const NO_LEVELS = ['Restricted', 'strict', '', ' baseline', 'latest', 'restricted\n', 'constructor', null];
const VERSIONS = [
  'latest',
  'v1.0',
  'v1.7',
  'v1.8',
  'v1.19',
  'v1.24',
  'v1.29',
  'v1.33',
  'v1.34',
  'v1.35',
  'v1.36',
  'v1.37',
  'v1.38',
  'v1.99',
  'v1.9223372036854775807',
];
const NO_VERSIONS = [
  'v1.9223372036854775808',
  'v1.99999999999999999999',
  'v1.036',
  'v1',
  '1.36',
  'v1.36.2',
  'v2.0',
  'v1.-1',
  'V1.36',
  'v1.36\n',
  'Latest',
  '',
  null,
];

function mapping(fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<any> {
  return fc.record(fields).map((value) => Object.fromEntries(Object.entries(value).filter(([, field]) => field !== UNSET)));
}

function choice(usual: readonly unknown[], unset: number, odd: readonly unknown[], oddWeight: number): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 10, arbitrary: fc.constantFrom(...usual) },
    { weight: unset, arbitrary: fc.constant<unknown>(UNSET) },
    { weight: oddWeight, arbitrary: fc.constantFrom(...odd) },
  );
}

const level = (odd: number) => choice(LEVELS, 6, NO_LEVELS, odd);
const version = (odd: number) => choice(VERSIONS, 6, NO_VERSIONS, odd);

/** Labels of a Namespace; `wrong` adds values that are not strings, with which it cannot be decoded. */
export function labels(wrong = false): fc.Arbitrary<Record<string, unknown>> {
  const prefix = 'pod-security.kubernetes.io/';
  const odd = (arbitrary: fc.Arbitrary<unknown>) =>
    wrong ? fc.oneof({ weight: 30, arbitrary }, { weight: 1, arbitrary: fc.constantFrom<unknown>(true, 1.36, [], {}) }) : arbitrary;
  return mapping({
    ...Object.fromEntries(
      ['enforce', 'audit', 'warn'].flatMap((mode) => [
        [`${prefix}${mode}`, odd(level(2))],
        [`${prefix}${mode}-version`, odd(version(2))],
      ]),
    ),
    [`${prefix}enforced`]: fc.constantFrom<unknown>(UNSET, UNSET, 'restricted'),
    app: fc.constantFrom<unknown>(UNSET, 'x'),
  });
}

export const namespace = (found: unknown, name = 'payments') => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, ...(found === undefined ? {} : { labels: found }) },
});

/** Defaults: mostly valid; `odd` is the weight of values that are not. */
export function defaults(odd: number): fc.Arbitrary<unknown> {
  const named = ['enforce', 'audit', 'warn'].flatMap(
    (mode) =>
      [
        [mode, level(odd)],
        [`${mode}-version`, version(odd)],
      ] as [string, fc.Arbitrary<unknown>][],
  );
  return mapping({
    ...Object.fromEntries(named),
    ...(odd === 0 ? {} : { enforced: fc.constantFrom<unknown>(...Array.from({ length: 30 }, () => UNSET), 'restricted') }),
  });
}

function names(usual: readonly string[], odd: readonly unknown[], weight: number): fc.Arbitrary<unknown> {
  const one = fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom<unknown>(...usual) },
    ...(weight === 0 ? [] : [{ weight, arbitrary: fc.constantFrom(...odd) }]),
  );
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant<unknown>(UNSET) },
    { weight: 2, arbitrary: weight === 0 ? fc.uniqueArray(one, { maxLength: 2 }) : fc.array(one, { maxLength: 2 }) },
  );
}

/** A PodSecurityConfiguration: one that the plugin takes, or with `odd` one that it may not. */
export function configuration(odd: number): fc.Arbitrary<unknown> {
  return mapping({
    apiVersion:
      odd === 0
        ? fc.constantFrom('v1', 'v1beta1', 'v1alpha1').map((name) => `pod-security.admission.config.k8s.io/${name}`)
        : fc.constantFrom(
            ...[...Array.from({ length: 20 }, () => 'v1'), 'v1beta1', 'v1alpha1', 'v2'].map(
              (name) => `pod-security.admission.config.k8s.io/${name}`,
            ),
          ),
    kind: fc.constant('PodSecurityConfiguration'),
    defaults:
      odd === 0
        ? fc.oneof(defaults(0), fc.constantFrom<unknown>(UNSET, null))
        : fc.oneof({ weight: 20, arbitrary: defaults(odd) }, { weight: 1, arbitrary: fc.constantFrom<unknown>([], 'restricted', null) }),
    exemptions: fc.oneof(
      {
        weight: 8,
        arbitrary: mapping({
          namespaces: names(['payments', 'kube-system', 'billing'], ['', 'Payments', 'a.b', '-', null, 7], odd),
          runtimeClasses: names(['gvisor', 'kata.example', 'runc'], ['', 'Kata', 'a..b', null, true], odd),
          usernames: names(['admin', 'system:serviceaccount:kube-system:replicaset-controller'], ['', null, {}], odd),
          ...(odd === 0 ? {} : { groups: fc.constantFrom<unknown>(...Array.from({ length: 40 }, () => UNSET), ['admins']) }),
        }),
      },
      { weight: 1, arbitrary: fc.constantFrom<unknown>(UNSET, null, ...(odd === 0 ? [] : [[], 'payments'])) },
    ),
    ...(odd === 0 ? {} : { metadata: fc.constantFrom<unknown>(...Array.from({ length: 40 }, () => UNSET), { name: 'x' }) }),
  });
}

/** How the plugin comes by its configuration: an AdmissionConfiguration with an entry or without, or a file of its own. */
export interface Given {
  readonly admission?: object;
  readonly files?: Readonly<Record<string, unknown>>;
}

const OTHERS = [{ name: 'NamespaceLifecycle' }];

export function given(odd: number): fc.Arbitrary<Given> {
  const admission = (plugins: unknown) => ({ apiVersion: 'apiserver.config.k8s.io/v1', kind: 'AdmissionConfiguration', plugins });
  return fc
    .tuple(
      configuration(odd),
      configuration(odd),
      fc.constantFrom('none', 'embedded', 'embedded', 'alpha', 'path', 'file', 'empty', 'other'),
    )
    .map(([first, second, form]): Given => {
      switch (form) {
        case 'none':
          return {};
        case 'embedded':
          return {
            admission: admission([
              ...OTHERS,
              { name: 'PodSecurity', configuration: first },
              { name: 'PodSecurity', configuration: second },
            ]),
          };
        case 'alpha':
          return { admission: { ...admission([{ name: 'PodSecurity', configuration: first }]), apiVersion: 'apiserver.k8s.io/v1alpha1' } };
        case 'path':
          return {
            admission: admission([{ name: 'PodSecurity', path: 'psa.json', configuration: null }, ...OTHERS]),
            files: { 'psa.json': first },
          };
        case 'empty':
          return { admission: admission([{ name: 'PodSecurity' }]) };
        case 'other':
          return { admission: admission(OTHERS) };
        default:
          return { files: { 'psa.json': first } };
      }
    });
}
