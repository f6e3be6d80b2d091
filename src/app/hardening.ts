import type { App } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { AS_OF_CONTEXT, IMAGE_POLICY_CONTEXT, KUBERNETES_CONTEXT } from '../cdk8s/context';
import { whileReached } from '../cdk8s/pod-hardening-aspect';
import { unfilledPods } from '../cdk8s/pod-hardening-options';
import { refusal } from '../cdk8s/refusal';
import type { Checker } from '../engine/checker';
import type { Waiver } from '../engine/waiver';
import { inventoryOfParts, partsOfApp } from '../input/app-inventory';
import { formatMinor } from '../kubernetes/releases/versions';
import { waiversOfApp } from './app-waivers';
import { providersFirst } from './apply-order';
import { checkerOf, readableWaivers } from './checker';
import type { HardeningProps } from './hardening-props';
import { HardeningReport } from './hardening-report';
import type { OutputFile } from './output-folder';
import { outputFolders } from './output-folders';
import { imagePolicyOf, propName, settingsOfProps } from './props-settings';
import { fileLayers } from './settings-file';
import { manifestsOf, StandIns } from './stand-ins';
import { checkExtension, synthesised, type Judged } from './synthesise';
import { withWaivers } from './travelling-waivers';
import { writeSynthesis, type OutputFolders } from './written-files';

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
   * @param app an app without constructs
   * @param props what the checks are to use
   *
   * An error is thrown when the app has the checks already, or when a property is not what it should be.
   */
  public static enforce(app: App, props: HardeningProps = {}): Hardening {
    if (APPS.has(app)) {
      throw refusal(app, {
        fact: 'the checks are added twice',
        consequence: 'so two sets of properties would compete',
        remedy: 'Call Hardening.enforce once; HardenedApp needs no call at all.',
      });
    }
    const hardening = Hardening._builtIn(app, props);
    const [synth, synthYaml] = [app.synth.bind(app), app.synthYaml.bind(app)];
    app.synth = () => {
      const judged = hardening._judge();
      writeSynthesis(hardening._folders, hardening._synthesised(judged, synth));
      judged.report._sayUnenforced();
    };
    app.synthYaml = () => hardening._yaml(synthYaml);
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
   * What the checks use.
   *
   * @internal
   */
  public readonly _checker: Checker;

  private readonly hardeningOutdir: string | undefined;
  private readonly waivers: readonly Waiver[];
  /** The report of a synthesis under way: cdk8s validates once for every chart. */
  private current?: HardeningReport;

  private constructor(
    private readonly app: App,
    props: HardeningProps,
  ) {
    const own = { settings: settingsOfProps(props), place: () => `${app.node.path || '(app)'}: `, name: propName };
    this._checker = checkerOf([own, ...fileLayers(props)]);
    if (this._checker.settings.kubernetes === undefined) {
      throw refusal(app, {
        fact: 'the target release of Kubernetes is not set',
        consequence: 'so the rules cannot determine what applies',
        remedy: 'Set kubernetes to a minor release, such as "1.36", here or in the settings file.',
      });
    }
    this.hardeningOutdir = props.hardeningOutdir;
    this.waivers = readableWaivers(this._checker);
    this.kubernetes = formatMinor(this._checker.kubernetes);
    this.asOf = this._checker.asOf;
    checkExtension(app);
    if (app.node.children.length > 0) {
      throw refusal(app, {
        fact: `the app has constructs already (${app.node.children[0]!.node.path} is the first)`,
        consequence: 'so they did not learn which release they are for',
        remedy: 'Add the checks right after `new App()`.',
      });
    }
    app.node.setContext(KUBERNETES_CONTEXT, this.kubernetes);
    app.node.setContext(AS_OF_CONTEXT, this.asOf);
    app.node.setContext(IMAGE_POLICY_CONTEXT, imagePolicyOf(this._checker.settings));
    app.node.addValidation({ validate: () => (this.current ?? this.check())._errors() });
  }

  /** Runs the checks now, over what would be synthesised now. */
  public check(): HardeningReport {
    return this._judge().report;
  }

  /**
   * Runs the checks, and keeps what they ran over.
   *
   * @internal
   */
  public _judge(): Judged {
    const found = partsOfApp(this.app);
    const ofConstructs = waiversOfApp(this.app, this._checker.waiverTest);
    const result = this._checker.check(inventoryOfParts(found), [...ofConstructs, ...this.waivers]);
    const fills = manifestsOf(found).flatMap((part) => part.fills ?? []);
    const { parts, file } = withWaivers(found, result.findings, new Set(ofConstructs.map(({ terms }) => terms)));
    return { report: HardeningReport._of(result, fills, unfilledPods(this.app)), parts, waiverFile: file };
  }

  /**
   * Where a synthesis writes.
   *
   * @internal
   */
  public get _folders(): OutputFolders {
    return outputFolders(this.app, this.hardeningOutdir);
  }

  /**
   * The files that `synth` of cdk8s would write, with the manifests that were checked.
   *
   * @internal
   */
  public _synthesised(judged: Judged, synth: () => void): readonly OutputFile[] {
    const standIns = new StandIns(this.app, manifestsOf(judged.parts));
    return synthesised(this.app, standIns, this._folders.printed, () => this.during(judged.report, synth));
  }

  /**
   * The text that `synthYaml` of cdk8s would return, with the manifests that were checked.
   *
   * @internal
   */
  public _yaml(synthYaml: () => string): string {
    const { report, parts } = this._judge();
    const standIns = new StandIns(this.app, manifestsOf(parts));
    const manifests = standIns.read(
      standIns.during(() => this.during(report, synthYaml)),
      'the text of the app',
    );
    standIns.requireAll();
    report._sayUnenforced();
    return standIns.write(providersFirst(manifests));
  }

  /** Lets one report serve all validations of a synthesis: `App.synth` asks once, and then again for every chart. */
  private during<T>(report: HardeningReport, synth: () => T): T {
    this.current = report;
    try {
      return whileReached(this.app, synth);
    } finally {
      this.current = undefined;
    }
  }
}

const APPS = new WeakMap<IConstruct, Hardening>();
