import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, type AppProps } from 'cdk8s';
import type { ApiServers } from '../cdk8s/api-servers';
import { WRITES_HOST_FILES_CONTEXT } from '../cdk8s/context';
import { stateApiServers } from '../cdk8s/known-api-servers';
import { hardenPodsBelow } from '../cdk8s/pod-hardening-options';
import type { PodHardeningProps } from '../cdk8s/pod-hardening-props';
import { Hardening } from './hardening';
import type { HardeningProps } from './hardening-props';
import type { HardeningReport } from './hardening-report';
import { contentsOfHostFiles, hostFilesIn, hostOutput, placeHostFiles } from './host-output';
import { readIfThere, writeOutput, type OutputFile } from './output-folder';
import { HEADING } from './travelling-waivers';
import { hasManifestsOfBefore, writeSynthesis, type OutputFolders } from './written-files';

/** The waivers of constructs that are in no annotation. */
const WAIVERS = 'hardening-waivers.yaml';

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
  /**
   * Where the API servers of the cluster are: for `allowToApiServer` and `allowFromApiServer` of namespaces.
   *
   * @default - what the `HardenedControlPlane` of the app says, else the EndpointSlice `kubernetes`, if it is among the objects of the app
   */
  readonly apiServers?: ApiServers;
}

/**
 * A cdk8s app that writes nothing while a rule is broken and not waived.
 *
 * `synth()` runs every rule of its profile over all that would be written, then writes the manifests into `outdir`, and into the folder
 * next to it the host files below `host/` and the reports `hardening-report.txt`, `.json` and `.sarif`. `Testing.synth(chart)` and
 * `synthYaml()` meet the same rules. `Testing.synth(chart)` returns what the constructs of the chart say, so without the annotations in
 * which waivers travel: they depend on the findings of the whole app.
 *
 * Waivers of constructs are written into the annotations of the objects whose findings they accept, so that `cdk8s-hardened check` on the
 * manifests comes to the same verdict; those on files of nodes are in `hardening-waivers.yaml` next to the reports, for `--waivers`.
 *
 * No object stands before its Namespace or the CustomResourceDefinition of its kind, neither in a file nor in the order of the names of
 * files. Manifests and host files that the last synthesis wrote, and the next one does not, are removed; other files are not touched.
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
    stateApiServers(this, props.apiServers);
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
    const folders = this.hardening._folders;
    const place = path.join(folders.beside, REPORT);
    if (!report.passed) {
      writeOutput({ folder: folders.beside, files: reportFiles(report) });
      throw report._failure(place, whatIsLeft(folders));
    }
    const manifests = this.hardening._synthesised(judged, () => super.synth());
    const hostFiles = hostOutput(placed, contentsOfHostFiles(parts));
    const waivers = judged.waiverFile === undefined ? [] : [{ path: WAIVERS, content: judged.waiverFile }];
    const before = [...hostFilesIn(folders.beside), ...waiverFileIn(folders.beside)];
    writeSynthesis(folders, manifests, [...reportFiles(report), ...hostFiles, ...waivers], before);
    report._sayUnenforced(place);
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

/** What the folder of the manifests holds after a synthesis that wrote none; undefined when it is empty. */
function whatIsLeft(folders: OutputFolders): string | undefined {
  const { outdir } = folders;
  if (!fs.existsSync(outdir) || fs.readdirSync(outdir).length === 0) return undefined;
  return hasManifestsOfBefore(folders)
    ? `The manifests in ${outdir} are those of the last synthesis that passed.`
    : `What is in ${outdir} was there before.`;
}

/** The waiver file of the last synthesis, if it wrote one. */
function waiverFileIn(folder: string): readonly string[] {
  return readIfThere(path.join(folder, WAIVERS))?.startsWith(HEADING) === true ? [WAIVERS] : [];
}

function reportFiles(report: HardeningReport): readonly OutputFile[] {
  return [
    { path: REPORT, content: report.text },
    { path: 'hardening-report.json', content: report.json },
    { path: 'hardening-report.sarif', content: report.sarif },
  ];
}
