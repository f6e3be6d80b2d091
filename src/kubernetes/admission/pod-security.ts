import { asString } from '../../text/json';
import type { PodSecurityLevel } from '../pods/security/check';
import { parsePolicyVersion } from '../pods/security/evaluate';
import type { KubernetesMinor } from '../releases/versions';

/** Prefix of the labels by which a Namespace requests Pod Security admission. */
export const POD_SECURITY_PREFIX = 'pod-security.kubernetes.io/';

/** Label with the level below which no pod is admitted. */
export const ENFORCE_LABEL = `${POD_SECURITY_PREFIX}enforce`;

/** Label with the release whose definition of the level holds. */
export const ENFORCE_VERSION_LABEL = `${POD_SECURITY_PREFIX}enforce-version`;

/** The levels, least strict first. */
export const POD_SECURITY_LEVELS: readonly string[] = ['privileged', 'baseline', 'restricted'];

/** What a level is for: pods below it are refused, written into the audit log, or warned about. */
export type Mode = 'enforce' | 'audit' | 'warn';

export const MODES: readonly Mode[] = ['enforce', 'audit', 'warn'];

/** The labels of a mode: its level, and the release whose definition of it holds. */
export const MODE_LABELS: Readonly<Record<Mode, { readonly level: string; readonly version: string }>> = {
  enforce: { level: ENFORCE_LABEL, version: ENFORCE_VERSION_LABEL },
  audit: { level: `${POD_SECURITY_PREFIX}audit`, version: `${POD_SECURITY_PREFIX}audit-version` },
  warn: { level: `${POD_SECURITY_PREFIX}warn`, version: `${POD_SECURITY_PREFIX}warn-version` },
};

/** The six labels that mean something. */
export const POD_SECURITY_LABELS: readonly string[] = MODES.flatMap((mode) => [MODE_LABELS[mode].level, MODE_LABELS[mode].version]);

/** What a mode requires. A part is undefined where it is unknown; the version is a text that `parsePolicyVersion` reads. */
export interface Ask {
  readonly level: PodSecurityLevel | undefined;
  readonly version: string | undefined;
}

/** What holds in a namespace. */
export type Policy = Readonly<Record<Mode, Ask>>;

const NOTHING: Ask = { level: 'privileged', version: 'latest' };

/** What holds without labels and without configuration: every pod is admitted. */
export const BUILT_IN_POLICY: Policy = { enforce: NOTHING, audit: NOTHING, warn: NOTHING };

/** A level as it is written in a label or in the configuration; undefined for any other text. */
export function readLevel(text: string): PodSecurityLevel | undefined {
  return POD_SECURITY_LEVELS.includes(text) ? (text as PodSecurityLevel) : undefined;
}

/** How strict a level is. */
export function strictness(level: string): number {
  return POD_SECURITY_LEVELS.indexOf(level);
}

/**
 * The policy of a Namespace with these labels, as the API server works it out.
 *
 * It refuses to create a Namespace with an invalid one. For a Namespace that has one all the same, an invalid level to enforce is
 * restricted, one to audit or to warn of is privileged, and an invalid version is latest. Without a level of its own, the level to warn of
 * follows a stricter one to enforce.
 *
 * Source: `PolicyToEvaluate` in https://github.com/kubernetes/pod-security-admission/blob/v0.37.0/api/helpers.go
 */
export function policyOf(labels: Readonly<Record<string, string>>, defaults: Policy): Policy {
  const [enforce, audit, warn] = [
    askOf(labels, 'enforce', defaults, 'restricted'),
    askOf(labels, 'audit', defaults, 'privileged'),
    askOf(labels, 'warn', defaults, 'privileged'),
  ];
  const own = labels[ENFORCE_LABEL];
  const follows = labels[MODE_LABELS.warn.level] === undefined && own !== undefined && readLevel(own) !== undefined;
  if (!follows) return { enforce, audit, warn };
  if (warn.level === undefined) {
    return { enforce, audit, warn: enforce.level === 'privileged' ? warn : { level: undefined, version: undefined } };
  }
  if (strictness(enforce.level!) <= strictness(warn.level)) return { enforce, audit, warn };
  return {
    enforce,
    audit,
    warn: { level: enforce.level, version: labels[MODE_LABELS.warn.version] === undefined ? enforce.version : warn.version },
  };
}

function askOf(labels: Readonly<Record<string, string>>, mode: Mode, defaults: Policy, invalid: PodSecurityLevel): Ask {
  const [level, version] = [labels[MODE_LABELS[mode].level], labels[MODE_LABELS[mode].version]];
  if (level === undefined && version === undefined) return defaults[mode];
  return {
    level: level === undefined ? defaults[mode].level : (readLevel(level) ?? invalid),
    version: version === undefined ? defaults[mode].version : parsePolicyVersion(version) === undefined ? 'latest' : version,
  };
}

/** A level with its version, both decided. There is one for each, so that they can be compared by identity. */
export interface LevelVersion {
  readonly level: PodSecurityLevel;
  readonly version: KubernetesMinor | 'latest';
  /** As the API server writes it: `restricted:v1.36`. */
  readonly name: string;
}

const KNOWN = new Map<string, LevelVersion>();

/** Both parts together; undefined while one is unknown. The version of `privileged` means nothing. */
export function levelVersion({ level, version }: Ask): LevelVersion | undefined {
  if (level === undefined || version === undefined) return level === 'privileged' ? levelVersion(NOTHING) : undefined;
  const name = `${level}:${version}`;
  let found = KNOWN.get(name);
  if (!found) KNOWN.set(name, (found = { level, version: parsePolicyVersion(version)!, name }));
  return found;
}

/**
 * A text of a mapping, or `fallback` where it is unset or empty, as the API server's defaulting has it; undefined for what is not a string.
 */
export function textOr(value: unknown, fallback: string): string | undefined {
  return value === undefined || value === null || value === '' ? fallback : asString(value);
}
