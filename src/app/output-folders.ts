import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { App } from 'cdk8s';
import { refusal } from '../cdk8s/refusal';
import type { OutputFolders } from './written-files';

const ENDING = '-hardening';

/**
 * Where a synthesis writes: manifests into the output folder of the app and all else next to it, so that whatever applies a folder finds
 * nothing but manifests in it.
 *
 * @param stated the folder next to it, when it is set
 * @throws Error when one of the folders is in the other
 */
export function outputFolders(app: App, stated: string | undefined): OutputFolders {
  const { outdir } = app;
  const beside = stated ?? `${mainFolder(outdir)}${ENDING}`;
  const [one, other] = [path.resolve(outdir), path.resolve(beside)].map((folder) => folder + path.sep) as [string, string];
  if (!one.startsWith(other) && !other.startsWith(one)) return { outdir, beside, printed: isOfStdout(outdir) };
  throw refusal(app, {
    fact: `hardeningOutdir is ${JSON.stringify(beside)}, and outdir is ${JSON.stringify(outdir)}`,
    consequence: 'so reports and node files would lie among the manifests, and `kubectl apply -f` would reject them',
    remedy: 'Name a folder that is not in the other one.',
  });
}

/**
 * What the folder next to it is named after: the output folder; the chart whose templates it is (`cdk8s synth --format helm`); or the usual
 * `dist`, when it is one that `cdk8s synth --stdout` removes again.
 */
function mainFolder(outdir: string): string {
  if (isOfStdout(outdir)) return 'dist';
  const name = path.basename(outdir);
  const folder = name === '' || name === '.' || name === '..' ? path.resolve(outdir) : path.join(path.dirname(outdir), name);
  const parent = path.dirname(folder);
  return name === 'templates' && fs.existsSync(path.join(parent, 'Chart.yaml')) ? parent : folder;
}

/** Whether it has a name that `cdk8s synth --stdout` gives. */
function isOfStdout(outdir: string): boolean {
  return (
    outdir === process.env.CDK8S_OUTDIR
    && path.dirname(path.resolve(outdir)) === path.resolve(os.tmpdir())
    && /^cdk8s-[A-Za-z\d]{6}$/.test(path.basename(outdir))
  );
}
