import type { App } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { CATALOG, DEFAULT_PROFILE, PROFILES } from '../catalog';
import { inventoryOfApp } from '../input/app-inventory';
import { waiversOfApp } from './app-waivers';
import { HardeningReport } from './hardening-report';
import { imageRules } from './image-rules';
import { adaptRule } from '../engine/adapt-rule';
import type { IRule } from '../engine/outside-rule';
import type { Profile } from '../engine/profile';
import { Registry } from '../engine/registry';
import { run, type RunResult } from '../engine/run';
import { annotationWaivers } from '../engine/waiver-sources';
import { AS_OF_CONTEXT, IMAGE_POLICY_CONTEXT, KUBERNETES_CONTEXT } from '../cdk8s/context';
import { isDate, today } from '../text/dates';
import type { ImagePolicy } from '../cdk8s/image-policy';
import { whileReached } from '../cdk8s/pod-hardening-aspect';
import { refusal } from '../cdk8s/refusal';
import { formatMinor, parseMinor, type KubernetesMinor } from '../kubernetes/releases/versions';

/** What the checks are to judge by. */
export interface HardeningProps {
  /** The minor release of Kubernetes that the manifests are for, such as `1.36`. */
  readonly kubernetes: string;
  /**
   * Name of the profile whose rules run: `hardened`, `cis-1.12`, `nsa-cisa`, `pss-baseline`, `pss-restricted` or `operations`.
   *
   * @default 'hardened' - every security rule
   */
  readonly profile?: string;
  /**
   * Rules of your own, run beside the built-in ones whatever the profile.
   *
   * @default - none
   */
  readonly rules?: IRule[];
  /**
   * Which images every pod may run or mount, beside what the policies of their namespaces say. Its rules run whatever the profile.
   *
   * @default - what the rules of the profile ask for
   */
  readonly imagePolicy?: ImagePolicy;
  /**
   * The day that counts as today for support windows and waivers, `YYYY-MM-DD`. Set it where results must not change from day to day.
   *
   * @default - today, in UTC
   */
  readonly asOf?: string;
}

/**
 * The checks of an app: every rule of a profile over all that is synthesised.
 *
 * `HardenedApp` has them built in; a plain `App` gets them with {@link Hardening.enforce}.
 */
export class Hardening {
  /**
   * Adds the checks to an app: from then on `app.synth()`, `app.synthYaml()` and `Testing.synth(chart)` throw while any rule is broken and
   * not waived. Call it before constructs are made, so that they learn the release they are for.
   *
   * An error is thrown when the app has the checks already, or when a property is not what it should be.
   */
  public static enforce(app: App, props: HardeningProps): Hardening {
    if (APPS.has(app)) {
      throw refusal(app, {
        fact: 'the checks are added twice',
        consequence: 'so two sets of properties would compete',
        remedy: 'Call Hardening.enforce once; HardenedApp needs no call at all.',
      });
    }
    const hardening = Hardening._builtIn(app, props);
    const synth = app.synth.bind(app);
    app.synth = () => hardening._during(hardening.check(), synth);
    return hardening;
  }

  /**
   * The checks of an app that runs them in its own `synth`.
   *
   * @internal
   */
  public static _builtIn(app: App, props: HardeningProps): Hardening {
    const hardening = new Hardening(app, props);
    APPS.set(app, hardening);
    return hardening;
  }

  /**
   * The checks of an app; undefined when it has none.
   *
   * @internal
   */
  public static _of(app: IConstruct): Hardening | undefined {
    return APPS.get(app);
  }

  /** The minor release that the manifests are for. */
  public readonly kubernetes: string;
  /** The day that counts as today. */
  public readonly asOf: string;
  /**
   * What the checks judge by.
   *
   * @internal
   */
  public readonly _props: HardeningProps;

  private readonly version: KubernetesMinor;
  private readonly profile: Profile;
  private readonly registry: Registry;
  private readonly imagePolicy: ImagePolicy | undefined;
  /** The report of a synthesis under way: cdk8s validates once for every chart. */
  private current?: HardeningReport;

  private constructor(
    private readonly app: App,
    props: HardeningProps,
  ) {
    this.version = readVersion(app, props.kubernetes);
    this.kubernetes = formatMinor(this.version);
    this.asOf = readDay(app, props.asOf);
    this._props = { ...props, kubernetes: this.kubernetes, asOf: this.asOf, rules: [...(props.rules ?? [])] };
    const ownRules = (props.rules ?? []).map(adaptRule);
    this.profile = withRules(readProfile(app, props.profile ?? DEFAULT_PROFILE), [
      ...ownRules.map((rule) => rule.id),
      ...imageRules(props.imagePolicy),
    ]);
    this.imagePolicy = props.imagePolicy;
    this.registry = new Registry([...CATALOG, ...ownRules]);
    if (app.node.children.length > 0) {
      throw refusal(app, {
        fact: `the app has constructs already (${app.node.children[0]!.node.path} is the first)`,
        consequence: 'so they did not learn which release they are for',
        remedy: 'Add the checks right after `new App()`.',
      });
    }
    app.node.setContext(KUBERNETES_CONTEXT, this.kubernetes);
    app.node.setContext(AS_OF_CONTEXT, this.asOf);
    app.node.setContext(IMAGE_POLICY_CONTEXT, props.imagePolicy);
    app.node.addValidation({ validate: () => (this.current ?? this.check())._errors() });
  }

  /** Runs the checks now, over what would be synthesised now. */
  public check(): HardeningReport {
    const isRule = (id: string) => this.registry.find(id) !== undefined;
    const inventory = inventoryOfApp(this.app);
    return HardeningReport._of(
      this.runOver(inventory, [...waiversOfApp(this.app, this.asOf, isRule), ...annotationWaivers(inventory, this.asOf, isRule)]),
    );
  }

  private runOver(inventory: ReturnType<typeof inventoryOfApp>, waivers: ReturnType<typeof waiversOfApp>): RunResult {
    return run({
      inventory,
      registry: this.registry,
      profile: this.profile,
      kubernetes: this.version,
      asOf: this.asOf,
      imagePolicy: this.imagePolicy?._demands,
      waivers,
    });
  }

  /**
   * Lets one report serve all validations of a synthesis: `App.synth` asks once, and then again for every chart.
   *
   * @internal
   */
  public _during(report: HardeningReport, synth: () => void): void {
    this.current = report;
    try {
      whileReached(this.app, synth);
    } finally {
      this.current = undefined;
    }
  }
}

const APPS = new WeakMap<IConstruct, Hardening>();

function readVersion(app: App, text: string): KubernetesMinor {
  try {
    return parseMinor(text);
  } catch (error) {
    throw new Error(`${app.node.path || 'app'}: kubernetes: ${(error as Error).message}`);
  }
}

function readDay(app: App, day: string | undefined): string {
  if (day === undefined) return today();
  if (isDate(day)) return day;
  throw refusal(app, {
    fact: `asOf is ${JSON.stringify(day)}, which is no day`,
    consequence: 'so support windows and waivers cannot be judged',
    remedy: 'Write a day as YYYY-MM-DD.',
  });
}

function readProfile(app: App, name: string): Profile {
  const profile = PROFILES.find((candidate) => candidate.name === name);
  if (profile) return profile;
  throw refusal(app, {
    fact: `there is no profile ${JSON.stringify(name)}`,
    consequence: 'so no rule would run',
    remedy: `Choose one of ${PROFILES.map((p) => p.name).join(', ')}.`,
  });
}

function withRules(profile: Profile, ids: readonly string[]): Profile {
  if (ids.length === 0) return profile;
  const own = new Set(ids);
  return { ...profile, includes: (rule) => own.has(rule.id) || profile.includes(rule) };
}
