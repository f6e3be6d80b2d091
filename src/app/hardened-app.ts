import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, type AppProps } from 'cdk8s';
import { WRITES_HOST_FILES_CONTEXT } from '../cdk8s/context';
import { hardenPodsBelow } from '../cdk8s/pod-hardening-options';
import type { PodHardeningProps } from '../cdk8s/pod-hardening-props';
import { Hardening } from './hardening';
import type { HardeningProps } from './hardening-props';
import type { HardeningReport } from './hardening-report';
import { contentsOfHostFiles, hostFilesIn, hostOutput, placeHostFiles } from './host-output';
import { writeOutput, type OutputFile } from './output-folder';
import { writeSynthesis } from './written-files';

/** The report for people. */
const REPORT = 'hardening-report.txt';

/** Properties of {@link HardenedApp}: those of an app of cdk8s, and what the checks use. */
export interface HardenedAppProps extends HardeningProps, AppProps {
  /**
   * What is filled on pods that leave it unset: see {@link PodHardening}.
   *
   * @default - all but the temporary directory
   */
  readonly podHardening?: PodHardeningProps;
  /**
   * Why pods shall stay as they are written; kept as metadata of the app. The rules check them all the same.
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
 * The output folder is to be the app's alone: manifests and host files that the last synthesis wrote there, and the next one does not, are
 * removed. Nothing else in it is touched.
 *
 * What pods leave unset is filled beforehand: see `PodHardening`.
 */
export class HardenedApp extends App {
  /** The checks of this app. */
  public readonly hardening: Hardening;

  /** An error is thrown when a property is not what it should be. */
  constructor(props: HardenedAppProps = {}) {
    super(props);
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
    const placed = placeHostFiles(this);
    const judged = this.hardening._judge();
    const { report, parts } = judged;
    const place = path.join(this.outdir, REPORT);
    if (!report.passed) {
      const reports = reportFiles(report);
      writeOutput(this.outdir, reports);
      const others = fs.readdirSync(this.outdir).filter((name) => reports.every((file) => file.path !== name));
      throw report._failure(place, others.length > 0 ? this.outdir : undefined);
    }
    const manifests = this.hardening._synthesised(judged, () => super.synth());
    const hostFiles = hostOutput(placed, contentsOfHostFiles(parts));
    writeSynthesis(this.outdir, manifests, [...reportFiles(report), ...hostFiles], hostFilesIn(this.outdir));
    report._warn(place);
  }

  /**
   * All manifests as one text.
   *
   * Throws while a rule is broken and not waived.
   */
  public synthYaml(): string {
    return this.hardening._yaml(() => super.synthYaml());
  }
}

function reportFiles(report: HardeningReport): readonly OutputFile[] {
  return [
    { path: REPORT, content: report.text },
    { path: 'hardening-report.json', content: report.json },
    { path: 'hardening-report.sarif', content: report.sarif },
  ];
}
