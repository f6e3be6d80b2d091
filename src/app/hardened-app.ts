import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, type YamlOutputType } from 'cdk8s';
import { WRITES_HOST_FILES_CONTEXT } from '../cdk8s/context';
import { hardenPodsBelow } from '../cdk8s/pod-hardening-options';
import type { PodHardeningProps } from '../cdk8s/pod-hardening-props';
import { Hardening } from './hardening';
import type { HardeningProps } from './hardening-props';
import type { HardeningReport } from './hardening-report';
import { placeHostFiles, writeHostFiles } from './host-output';

/** Properties of {@link HardenedApp}. */
export interface HardenedAppProps extends HardeningProps {
  /**
   * The folder to write to.
   *
   * @default - `CDK8S_OUTDIR` if set, else `dist`
   * @shape text
   */
  readonly outdir?: string;
  /**
   * How the manifests are divided into files.
   *
   * @default YamlOutputType.FILE_PER_CHART
   */
  readonly yamlOutputType?: YamlOutputType;
  /**
   * The end of the names of manifest files.
   *
   * @default '.k8s.yaml'
   * @shape text
   */
  readonly outputFileExtension?: string;
  /**
   * What is filled on pods that leave it unset: see {@link PodHardening}.
   *
   * @default - all but the temporary directory
   */
  readonly podHardening?: PodHardeningProps;
  /**
   * Why pods shall stay as they are written; kept as metadata of the app. The rules judge them all the same.
   *
   * @default - they are filled
   * @shape reason
   */
  readonly unsafeNoPodHardeningReason?: string;
}

/**
 * A cdk8s app that writes nothing while a rule is broken and not waived.
 *
 * `synth()` runs every rule of its profile over all that would be written, then writes the manifests, the host files below `host/` and
 * the reports `hardening-report.txt`, `.json` and `.sarif`. `Testing.synth(chart)` and `synthYaml()` meet the same rules.
 *
 * What pods leave unset is filled beforehand: see `PodHardening`.
 */
export class HardenedApp extends App {
  /** The checks of this app. */
  public readonly hardening: Hardening;

  /** An error is thrown when a property is not what it should be. */
  constructor(props: HardenedAppProps = {}) {
    super({ outdir: props.outdir, yamlOutputType: props.yamlOutputType, outputFileExtension: props.outputFileExtension });
    this.node.setContext(WRITES_HOST_FILES_CONTEXT, true);
    this.hardening = Hardening._builtIn(this, props);
    hardenPodsBelow(this, props);
  }

  /**
   * Writes everything, or nothing but the reports.
   *
   * Throws one error that lists every violation with construct, fact and remedy while a rule is broken and not waived.
   */
  public synth(): void {
    const hostFiles = placeHostFiles(this);
    const report = this.hardening.check();
    this.writeReports(report);
    report._throwIfBroken(this.outdir);
    this.hardening._during(report, () => super.synth());
    writeHostFiles(this.outdir, hostFiles);
  }

  private writeReports(report: HardeningReport): void {
    fs.mkdirSync(this.outdir, { recursive: true });
    for (const [end, text] of [
      ['txt', report.text],
      ['json', report.json],
      ['sarif', report.sarif],
    ] as const) {
      fs.writeFileSync(path.join(this.outdir, `hardening-report.${end}`), text);
    }
  }
}
