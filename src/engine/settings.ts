import { parsePath } from '../text/path';
import { ClusterProvider } from './cluster-provider';
import { InBandWaivers } from './in-band-waivers';
import { optionsSchema } from './options';
import type { IRule } from './outside-rule';
import type { Profile } from './profile';
import { SEVERITIES } from './ranking';
import type { AnyRule } from './rule';
import { faultOf, faultText, type ValueSchema } from './schema';
import type { Severity } from './severity';

/**
 * How a rule is run: off, or by another severity or with options than its own. What names a rule and does not say "off" makes it run in
 * every profile.
 */
export type RuleSetting =
  'off' | `${Severity}` | { readonly severity?: `${Severity}`; readonly options?: Readonly<Record<string, unknown>> };

/** Which images pods may run, in the words of the annotation `cdk8s-hardened/image-policy`. */
export interface ImageSettings {
  readonly registries?: readonly string[];
  readonly digest?: boolean;
  readonly refusedTags?: readonly string[];
}

/** A waiver that is in no manifest: a file of them, or one that is written where the settings are. */
export type WaiverSource = { readonly file: string } | { readonly place: string; readonly entry: unknown };

/** What a run is to use for its checks. Every way in takes all of it. What is left out has its default. */
export interface Settings {
  /** The minor release that the manifests are for. Default: the newest supported one. */
  readonly kubernetes?: string;
  /** Default: that of the product. */
  readonly profile?: string;
  readonly rules?: Readonly<Record<string, RuleSetting>>;
  /** Rules of other authors: they run in every profile. */
  readonly ownRules?: readonly IRule[];
  readonly images?: ImageSettings;
  readonly waivers?: readonly WaiverSource[];
  /** Who runs the control plane. Default: its owner does. */
  readonly cluster?: `${ClusterProvider}`;
  /** The namespace of objects that state none. Default: `default`. */
  readonly defaultNamespace?: string;
  /**
   * Which reasons and waivers inside the input count. Default: all that are in files, and in an app those of its own constructs, not
   * those of the YAML that it includes.
   */
  readonly inBandWaivers?: `${InBandWaivers}`;
  /** The least severity of a violation that makes a run fail. Default: low. */
  readonly failOn?: `${Severity}`;
  /** Whether what is unknown makes a run fail. Default: false. */
  readonly failOnUnknown?: boolean;
  /** True when nothing makes a run fail: findings are reported alone. Default: false. */
  readonly reportOnly?: boolean;
  /** Reports announce waivers that end within so many days. Default: 30; 0 for those that end today. */
  readonly waiverNoticeDays?: number;
  /** Ids of rules, `*` standing for any text: these alone run, whatever the profile. Default: all that the settings say. */
  readonly only?: readonly string[];
  /** Ids of rules, `*` standing for any text: these do not run. */
  readonly without?: readonly string[];
  /** The file of the findings that are accepted as they were; false for none, whatever else is set. Default: none are. */
  readonly baseline?: string | false;
  /** The day that counts as today. Default: today. */
  readonly asOf?: string;
  /** Which files the command reads of those that it is given. Default: all. */
  readonly files?: { readonly base: string; readonly include?: readonly string[]; readonly exclude?: readonly string[] };
  /** Globs, relative to the working directory, of files that the command does not read either. */
  readonly alsoExclude?: readonly string[];
  /** How the command writes its report. Default: text. */
  readonly format?: string;
  /** The file that the command writes its report to. Default: standard output. */
  readonly output?: string;
}

/** Settings that were written in one place. */
export interface SettingsLayer {
  readonly settings: Settings;
  /** The name of the settings file, where they are in one. */
  readonly file?: string;
  /** How messages begin: `(app): `, `cdk8s-hardened.yaml:3: `. */
  place?(path: string): string;
  /** What a setting is called there: `--fail-on`. Default: its path. */
  name?(path: string): string;
}

/** A setting that cannot be honoured: *place: fact, consequence. Remedy.* */
export class SettingError extends Error {}

/** @throws SettingError for the first value that is not what the schema says */
export function requireValid(
  schema: ValueSchema,
  value: unknown,
  { place = () => '', name = (path) => path }: Omit<SettingsLayer, 'settings'>,
): void {
  const fault = faultOf(schema, value);
  if (fault) throw new SettingError(`${place(fault.path)}${faultText(fault, name)}`);
}

/** The settings that are in every place, as a settings file has them: for a set of rules and profiles. */
export function settingProperties(rules: readonly AnyRule[], profiles: readonly Profile[]): Readonly<Record<string, ValueSchema>> {
  return {
    kubernetes: {
      type: 'string',
      format: 'kubernetes-release',
      description: 'The minor release of Kubernetes that the manifests are for.',
    },
    profile: { type: 'string', enum: profiles.map(({ name }) => name), description: 'The profile whose rules run.' },
    rules: {
      type: 'object',
      noun: 'rule',
      description: 'By id of a rule: `off`, a severity, or a mapping of severity and options. What is not `off` runs whatever the profile.',
      additionalProperties: false,
      properties: Object.fromEntries(rules.flatMap((rule) => [rule.id, ...(rule.aliases ?? [])].map((id) => [id, ruleSchema(rule)]))),
    },
    images: {
      type: 'object',
      description: 'Which images pods may run or mount. Its rules run whatever the profile.',
      additionalProperties: false,
      properties: {
        registries: {
          type: 'array',
          minItems: 1,
          items: { type: 'string', format: 'registry' },
          description: 'Where images may come from: hosts of registries, or paths within them.',
        },
        digest: { type: 'boolean', description: 'Whether images must be pinned by digest.' },
        refusedTags: {
          type: 'array',
          items: { type: 'string', format: 'image-tag' },
          description: 'Forbidden tags, in addition to latest.',
        },
      },
    },
    cluster: {
      type: 'string',
      enum: Object.values(ClusterProvider),
      description:
        'Who runs the control plane: in a managed cluster, controls that its provider decides are not applicable. Default: self-managed.',
    },
    defaultNamespace: {
      type: 'string',
      format: 'namespace',
      description: 'The namespace that objects are put into which state none, as `kubectl apply --namespace` does.',
    },
    inBandWaivers: {
      type: 'string',
      enum: Object.values(InBandWaivers),
      description:
        "Which reasons and waivers inside the input (annotations, constructs) count: all, those of the program's own constructs, or none. "
        + 'Default: all that are in files, and in an app those of its own constructs.',
    },
    failOn: { type: 'string', enum: SEVERITIES, description: 'The least severity of a violation that makes a run fail.' },
    failOnUnknown: { type: 'boolean', description: 'Whether what is unknown makes a run fail too.' },
    waiverNoticeDays: {
      type: 'integer',
      minimum: 0,
      description: 'Reports announce waivers that end within so many days. Default: 30.',
    },
    reportOnly: {
      type: 'boolean',
      description: 'True when nothing makes a run fail: findings are reported, and the reports say that nothing is enforced.',
    },
  };
}

function ruleSchema({ title, options }: AnyRule): ValueSchema {
  return {
    description: `${title}.`,
    anyOf: [
      { type: 'string', enum: ['off', ...SEVERITIES] },
      {
        type: 'object',
        additionalProperties: false,
        properties: { severity: { type: 'string', enum: SEVERITIES }, options: optionsSchema(options) },
      },
    ],
  };
}

/**
 * One set of settings out of several, the first having the last word: for rules, their options and images one by one, for all else as a
 * whole.
 */
export function mergeSettings(layers: readonly Settings[], canonical: (id: string) => string): Settings {
  const merged: Record<string, unknown> = {};
  const rules: Record<string, RuleSetting> = {};
  let images: ImageSettings | undefined;
  for (const { rules: stated, images: asked, ...rest } of [...layers].reverse()) {
    for (const [key, value] of Object.entries(rest)) if (value !== undefined) merged[key] = value;
    images = asked ? { ...images, ...asked } : images;
    for (const [id, setting] of Object.entries(stated ?? {})) rules[canonical(id)] = over(setting, rules[canonical(id)]);
  }
  return { ...merged, rules, ...(images ? { images } : {}) };
}

function over(setting: RuleSetting, below: RuleSetting | undefined): RuleSetting {
  if (setting === 'off') return 'off';
  const [own, other] = [partsOf(setting), partsOf(below)];
  return { ...other, ...own, ...(own.options || other.options ? { options: { ...other.options, ...own.options } } : {}) };
}

/** Severity and options; none of both where a rule is off. */
export function partsOf(setting: RuleSetting | undefined): Exclude<RuleSetting, string> {
  if (setting === undefined || setting === 'off') return {};
  return typeof setting === 'string' ? { severity: setting } : setting;
}

/** The first key of a path: which setting it is about. */
export function settingOf(path: string): string {
  return String(parsePath(path)[0] ?? '');
}
