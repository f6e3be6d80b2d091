import { lazy } from '../../../text/lazy';
import { compareVersions, parseMinor, type KubernetesMinor } from '../../releases/versions';
import type admissionPlugins from './admission-plugins.json';
import type cipherSuites from './cipher-suites.json';
import type featureGates from './feature-gates.json';
import type apiServer from './kube-apiserver.json';
import type controllerManager from './kube-controller-manager.json';
import type proxy from './kube-proxy.json';
import type scheduler from './kube-scheduler.json';
import type kubelet from './kubelet.json';

/**
 * What is known of names: the releases from which on something holds, and what. An entry without facts says that the name is gone. What
 * holds in the oldest release that is known is taken to hold before it as well. `npm run flags` writes the tables.
 */
type Table = Readonly<Record<string, readonly (readonly string[])[]>>;

/** Programs whose flags are known by release. */
export type CataloguedComponent = 'kube-apiserver' | 'kube-controller-manager' | 'kube-proxy' | 'kube-scheduler' | 'kubelet';

/** A flag of a component in one release. */
export interface KnownFlag {
  readonly name: string;
  /** As the library `pflag` names it: `bool`, `stringSlice`, `duration`. */
  readonly type: string;
  /** Its text when it is not set. */
  readonly initial: string;
  /** True when it takes no separate word, and means `true` by itself. */
  readonly isSwitch: boolean;
  /** True when the component warns that it will be removed. */
  readonly isDeprecated: boolean;
}

/** A feature gate in one release. */
export interface KnownGate {
  readonly name: string;
  readonly stage: 'ALPHA' | 'BETA' | 'DEPRECATED' | 'GA';
  readonly isOn: boolean;
  /** True when it cannot be changed. */
  readonly isLocked: boolean;
}

/** Whether a release is among those that the tables are made from. */
export enum Coverage {
  KNOWN = 'known',
  /** Older: what is in the tables is known, what is not may have been removed since. */
  OLDER = 'older',
  /** Newer: what is not in the tables may have been added. */
  NEWER = 'newer',
}

/** The releases that the tables are made from. */
const KNOWN = { from: parseMinor('1.35'), to: parseMinor('1.37') };

export function coverageOf(release: KubernetesMinor): Coverage {
  if (compareVersions(release, KNOWN.from) < 0) return Coverage.OLDER;
  return compareVersions(release, KNOWN.to) > 0 ? Coverage.NEWER : Coverage.KNOWN;
}

/* eslint-disable @typescript-eslint/no-require-imports -- a start does not pay for what few inputs need */
const FLAGS: Readonly<Record<CataloguedComponent, () => Table>> = {
  'kube-apiserver': lazy((): Table => require('./kube-apiserver.json') as typeof apiServer),
  'kube-controller-manager': lazy((): Table => require('./kube-controller-manager.json') as typeof controllerManager),
  'kube-proxy': lazy((): Table => require('./kube-proxy.json') as typeof proxy),
  'kube-scheduler': lazy((): Table => require('./kube-scheduler.json') as typeof scheduler),
  'kubelet': lazy((): Table => require('./kubelet.json') as typeof kubelet),
};
const GATES = lazy((): Table => require('./feature-gates.json') as typeof featureGates);
const PLUGINS = lazy((): Table => require('./admission-plugins.json') as typeof admissionPlugins);
const SUITES = lazy((): Table => require('./cipher-suites.json') as typeof cipherSuites);
/* eslint-enable @typescript-eslint/no-require-imports */

/** The facts that hold for a name in a release; undefined when the release does not have it. */
function factsOf(table: Table, name: string, release: KubernetesMinor): readonly string[] | undefined {
  if (!Object.hasOwn(table, name)) return undefined;
  const entries = table[name]!;
  const [first] = entries;
  const holding = entries.filter(([since]) => compareVersions(parseMinor(since!), release) <= 0).at(-1);
  const entry = holding ?? (compareVersions(parseMinor(first![0]!), KNOWN.from) === 0 ? first : undefined);
  return entry === undefined || entry.length === 1 ? undefined : entry.slice(1);
}

function namesOf(table: Table, release: KubernetesMinor): readonly string[] {
  return Object.keys(table).filter((name) => factsOf(table, name, release) !== undefined);
}

/** A flag by its name without dashes; undefined when the release of the component does not have it. */
export function knownFlag(component: CataloguedComponent, name: string, release: KubernetesMinor): KnownFlag | undefined {
  const facts = factsOf(FLAGS[component](), name, release);
  if (facts === undefined) return undefined;
  const [type, initial, ...more] = facts;
  return { name, type: type!, initial: initial!, isSwitch: more.includes('switch'), isDeprecated: more.includes('deprecated') };
}

/** Names of all flags of a component, without dashes. */
export function flagNames(component: CataloguedComponent, release: KubernetesMinor): readonly string[] {
  return namesOf(FLAGS[component](), release);
}

/**
 * Whether a flag takes the next word when it has no `=`, or is a switch that does not; undefined for one that no release has. No flag of a
 * component has changed in that.
 */
export function flagKind(component: CataloguedComponent, name: string): 'switch' | 'value' | undefined {
  const table = FLAGS[component]();
  if (!Object.hasOwn(table, name)) return undefined;
  return table[name]!.some((entry) => entry.includes('switch', 3)) ? 'switch' : 'value';
}

/** A feature gate; undefined when the release does not have it. The gates of all components are the same. */
export function knownGate(name: string, release: KubernetesMinor): KnownGate | undefined {
  const facts = factsOf(GATES(), name, release);
  if (facts === undefined) return undefined;
  return { name, stage: facts[0] as KnownGate['stage'], isOn: facts[1] === 'on', isLocked: facts[2] === 'locked' };
}

export function gateNames(release: KubernetesMinor): readonly string[] {
  return namesOf(GATES(), release);
}

/** Whether an admission plugin of kube-apiserver is on by default; undefined when the release does not have it. */
export function knownPlugin(name: string, release: KubernetesMinor): { readonly isOn: boolean } | undefined {
  const facts = factsOf(PLUGINS(), name, release);
  return facts && { isOn: facts[0] === 'on' };
}

export function pluginNames(release: KubernetesMinor): readonly string[] {
  return namesOf(PLUGINS(), release);
}

/** Whether the components take the name of a cipher suite. */
export function isKnownSuite(name: string, release: KubernetesMinor): boolean {
  return factsOf(SUITES(), name, release) !== undefined;
}
