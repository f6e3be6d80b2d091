import type { ImagePolicy } from '../cdk8s/image-policy';
import type { ClusterProvider } from '../engine/cluster-provider';
import type { InBandWaivers } from '../engine/in-band-waivers';
import type { IRule } from '../engine/outside-rule';
import type { Severity } from '../engine/severity';

/** How a rule is run, where that differs from what it says itself. A rule that is named here and not off runs whatever the profile. */
export interface RuleSettings {
  /**
   * True when the rule shall not run. Reports name it.
   *
   * @default false
   */
  readonly off?: boolean;
  /**
   * What its findings count as.
   *
   * @default - the severity of the rule
   */
  readonly severity?: Severity;
  /**
   * Options of the rule, by name: `cdk8s-hardened rules ID` lists them.
   *
   * @default - those of the rule
   */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- jsii's type for JSON
  readonly options?: { [name: string]: any };
}

/**
 * What the checks are to use. What is left out is that of the settings file, where there is one; else it has the default that is
 * named.
 */
export interface HardeningProps {
  /**
   * The minor release of Kubernetes that the manifests are for, such as `1.36`.
   *
   * @default - that of the settings file; without one, an error is thrown
   * @shape minor-release
   */
  readonly kubernetes?: string;
  /**
   * Name of the profile whose rules run: `hardened`, `cis-2.0`, `cis-eks-1.8`, `cis-gke-1.9`, `cis-aks-1.8`, `stig`, `nsa-cisa`,
   * `pss-baseline`, `pss-restricted` or `operations`.
   *
   * @default 'hardened' - every security rule
   * @shape name
   */
  readonly profile?: string;
  /**
   * Rules of your own, run in addition to the built-in ones whatever the profile.
   *
   * @default - none
   */
  readonly rules?: IRule[];
  /**
   * Rules that are off, or run with another severity or other options than their own, by id.
   *
   * @default - none
   */
  readonly ruleSettings?: { [id: string]: RuleSettings };
  /**
   * Which images every pod may run or mount, in addition to what the policies of their namespaces say. Its rules run whatever the profile.
   *
   * @default - what the rules of the profile require
   */
  readonly imagePolicy?: ImagePolicy;
  /**
   * Paths of waiver files, in the format of `cdk8s-hardened check --waivers`. Waivers on constructs and in annotations hold in any case.
   *
   * @default - none
   * @shape path
   */
  readonly waiverFiles?: string[];
  /**
   * Who runs the control plane. In a managed cluster, the controls of a benchmark that its provider decides are not applicable.
   *
   * @default ClusterProvider.SELF_MANAGED
   */
  readonly cluster?: ClusterProvider;
  /**
   * The namespace that objects are put into which state none, as `kubectl apply --namespace` does.
   *
   * @default 'default'
   * @shape name
   */
  readonly defaultNamespace?: string;
  /**
   * Which reasons and waivers inside the input count. What does not count accepts nothing, and is named in every report.
   *
   * @default InBandWaivers.OWN in apps, so that the YAML of an Include or a Helm chart cannot excuse itself; InBandWaivers.ACCEPT for files
   */
  readonly inBandWaivers?: InBandWaivers;
  /**
   * The least severity of a violation that makes a run fail. Those below are in the reports all the same.
   *
   * @default Severity.LOW - every violation does
   */
  readonly failOn?: Severity;
  /**
   * Whether what the rules cannot decide makes a run fail, too.
   *
   * @default false
   */
  readonly failOnUnknown?: boolean;
  /**
   * True when nothing that the rules find makes a run fail: manifests and reports are written, and both the reports and standard error say
   * how many findings would have failed it. For the beginning, in a project that has violations. What cannot be written as it was checked
   * still throws.
   *
   * @default false
   */
  readonly reportOnly?: boolean;
  /**
   * Reports announce waivers that end within so many days, which is no violation.
   *
   * @default 30
   */
  readonly waiverNoticeDays?: number;
  /**
   * The file of the findings that are accepted as they were: `cdk8s-hardened baseline update` writes it. What is not in it counts as
   * ever.
   *
   * @default - that of the settings file; else no finding is accepted so
   * @shape path
   */
  readonly baseline?: string;
  /**
   * The day that counts as today for support windows and waivers, `YYYY-MM-DD`. Set it where results must not change from day to day.
   *
   * @default - today, in UTC
   * @shape date
   */
  readonly asOf?: string;
  /**
   * The folder of all that is not a manifest: reports, the files of nodes and their index. It is neither within `outdir`, where there are
   * manifests alone, nor around it.
   *
   * @default - next to `outdir`, with `-hardening` behind its name, such as `dist-hardening`; `dist-hardening` in the working folder for
   * `cdk8s synth --stdout`; next to the chart for `cdk8s synth --format helm`
   * @shape path
   */
  readonly hardeningOutdir?: string;
  /**
   * Path of the settings file. What is set here has precedence over it.
   *
   * @default - the nearest `cdk8s-hardened.yaml`, from the working folder of the process upwards to the root of the repository
   * @shape path
   */
  readonly config?: string;
  /**
   * True when no settings file shall be read.
   *
   * @default false
   */
  readonly noConfig?: boolean;
}
