import { isIP } from 'node:net';
import { coded, defineRule, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { Coverage, coverageOf, isKnownSuite, knownFlag, knownPlugin, pluginNames } from '../../../kubernetes/components/flags/catalogue';
import { effectiveFlag, type CataloguedFlags, type EffectiveFlag } from '../../../kubernetes/components/flags/effective-flag';
import { parseGoBool, parseGoDuration, parseGoInt } from '../../../kubernetes/components/flags/go-values';
import { REMOVED_PLUGINS } from '../../../kubernetes/components/flags/removed';
import { NONE } from '../../../kubernetes/objects/collect';
import { formatMinor, type KubernetesMinor } from '../../../kubernetes/releases/versions';
import { misspelt } from '../../../text/nearest';
import { catalogued, staticPod } from '../programs';

export const flagValues = defineRule({
  id: 'control-plane/flag-values',
  title: 'Components of Kubernetes must set flags to values that they accept',
  description:
    'A component does not start with a value that it cannot read. Checked are booleans, integers, numbers, durations and IP addresses, '
    + 'as the type of the flag asks, and the names of admission plugins, cipher suites, TLS versions and authorization modes. Booleans '
    + 'are `true` and `false`, not `yes` and `on`. What the texts of other flags mean is not checked, and a value that is not known is '
    + 'not either: the rule about its flag says so.',
  severity: Severity.HIGH,
  fix: 'Correct the value.',
  sources: [
    'https://kubernetes.io/docs/reference/command-line-tools-reference/',
    'https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/',
  ],
  bad: staticPod('kube-apiserver', '--anonymous-auth=no'),
  good: staticPod('kube-apiserver', '--anonymous-auth=false'),
  subject: catalogued,
  check: (program: CataloguedFlags, { kubernetes }: CheckContext) =>
    [...program.flags.keys()].flatMap((name) => {
      const known = knownFlag(program.component, name, kubernetes);
      if (known === undefined) return NONE;
      const flag = effectiveFlag(program, name, kubernetes);
      return flag.unclear !== undefined || flag.origin !== 'input' ? NONE : faultsOf(program, flag, known.type, kubernetes);
    }),
});

const INTEGER: readonly [string, (value: string) => boolean] = ['an integer', (value) => parseGoInt(value) !== undefined];
const NUMBER: readonly [string, (value: string) => boolean] = ['a number', (value) => value !== '' && !Number.isNaN(Number(value))];
const NATURAL: readonly [string, (value: string) => boolean] = ['a natural number', (value) => (parseGoInt(value) ?? -1) >= 0];

/** What a type takes, in words, and whether a text is that. */
const TYPES: Readonly<Record<string, readonly [string, (value: string) => boolean]>> = {
  bool: ['a boolean', (value) => parseGoBool(value) !== undefined],
  duration: ['a duration, such as 30s', (value) => parseGoDuration(value) !== undefined],
  float32: NUMBER,
  float64: NUMBER,
  int: INTEGER,
  int32: INTEGER,
  int64: INTEGER,
  ip: ['an IP address', (value) => isIP(value) !== 0],
  uint: NATURAL,
  uint64: NATURAL,
};

const MODES = ['ABAC', 'AlwaysAllow', 'AlwaysDeny', 'Node', 'RBAC', 'Webhook'];
const TLS_VERSIONS = ['VersionTLS10', 'VersionTLS11', 'VersionTLS12', 'VersionTLS13'];
const PLUGIN_LISTS = ['admission-control', 'disable-admission-plugins', 'enable-admission-plugins'];

function faultsOf({ component }: CataloguedFlags, flag: EffectiveFlag, type: string, kubernetes: KubernetesMinor): readonly Outcome[] {
  const { name, label, path, value, items } = flag;
  const doesNot = `so ${component} does not start`;
  const wanted = TYPES[type];
  if (wanted) return wanted[1](value) ? NONE : [{ path, message: `${label} is ${JSON.stringify(value)}, not ${wanted[0]}, ${doesNot}` }];
  const named = namesOf(name, kubernetes);
  if (named === undefined) return NONE;
  const texts = type === 'string' ? [{ text: value, path }].filter(({ text }) => text !== '') : items;
  return texts.flatMap((item) => {
    if (named.has(item.text)) return NONE;
    const near = misspelt(item.text.trim(), named.all);
    const hint = near === undefined ? '' : `; ${near} is one`;
    const message = `${label} has ${JSON.stringify(item.text)}, which is no ${named.noun}, ${doesNot}${hint}`;
    return coded(item.text.toLowerCase().replace(/[^a-z0-9]+/g, '-'), [{ path: item.path, message }]);
  });
}

/** The names that a flag takes; undefined where it takes any text. */
function namesOf(
  flag: string,
  kubernetes: KubernetesMinor,
): { readonly noun: string; readonly all: readonly string[]; has(name: string): boolean } | undefined {
  const fixed = (noun: string, all: readonly string[]) => ({ noun, all, has: (name: string) => all.includes(name) });
  if (flag === 'authorization-mode') return fixed('authorization mode', MODES);
  if (flag === 'tls-min-version') return fixed('version of TLS', TLS_VERSIONS);
  if (coverageOf(kubernetes) !== Coverage.KNOWN) return undefined;
  if (flag === 'tls-cipher-suites') return { noun: 'cipher suite', all: [], has: (name) => isKnownSuite(name, kubernetes) };
  if (!PLUGIN_LISTS.includes(flag)) return undefined;
  return {
    noun: `admission plugin of Kubernetes ${formatMinor(kubernetes)}`,
    all: pluginNames(kubernetes),
    has: (name) => knownPlugin(name, kubernetes) !== undefined || REMOVED_PLUGINS.has(name),
  };
}
