import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { App } from 'cdk8s';
import { refusal } from '../cdk8s/refusal';
import type { AppPart } from '../input/app-inventory';
import { withSlashes } from '../input/node-place';
import { inApplyOrder, type ManifestFile } from './apply-order';
import type { HardeningReport } from './hardening-report';
import { isWithin, type OutputFile } from './output-folder';
import type { StandIns } from './stand-ins';

/** What cdk8s writes in addition to the manifests, with `recordConstructMetadata`. */
const CONSTRUCT_METADATA = 'construct-metadata.json';

/** What the checks ran over, and what they found. */
export interface Judged {
  readonly report: HardeningReport;
  /** With the waivers of constructs in annotations. */
  readonly parts: readonly AppPart[];
  /** The text of a waiver file for those that are in no annotation; undefined where there are none. */
  readonly waiverFile: string | undefined;
}

/**
 * What a synthesis of cdk8s would write into the output folder, with the manifests that were checked. cdk8s itself writes to a folder that
 * is removed afterwards.
 *
 * @param printed whether cdk8s prints the manifests. It prints files at the same time and nothing between them, so that documents of two
 * files would be one: all are in one file.
 */
export function synthesised(app: App, standIns: StandIns, printed: boolean, synth: () => void): readonly OutputFile[] {
  const staging = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-hardened-'));
  const own = Object.getOwnPropertyDescriptor(app, 'outdir');
  Object.defineProperty(app, 'outdir', { configurable: true, enumerable: true, writable: true, value: staging });
  try {
    standIns.during(synth);
    const others: OutputFile[] = [];
    const manifests: ManifestFile[] = [];
    for (const file of filesBelow(staging)) {
      const content = fs.readFileSync(path.join(staging, file));
      if (!file.endsWith(app.outputFileExtension) || file === CONSTRUCT_METADATA) others.push({ path: file, content });
      else manifests.push({ path: file, manifests: standIns.read(content.toString('utf8'), file) });
    }
    standIns.requireAll();
    const files = printed ? [{ path: `app${app.outputFileExtension}`, manifests: manifests.flatMap((file) => file.manifests) }] : manifests;
    const written = inApplyOrder(files, app).map((file) => ({ path: file.path, content: standIns.write(file.manifests) }));
    return [...written, ...others];
  } finally {
    if (own) Object.defineProperty(app, 'outdir', own);
    else Reflect.deleteProperty(app, 'outdir');
    fs.rmSync(staging, { recursive: true, force: true });
  }
}

function filesBelow(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => withSlashes(path.relative(folder, path.join(entry.parentPath, entry.name))))
    .sort();
}

/** Refuses an extension with which manifests would get out of the output folder. */
export function checkExtension({ node, outputFileExtension }: App): void {
  if (isWithin(`manifest${outputFileExtension}`) && !outputFileExtension.includes('/')) return;
  throw refusal(node.path || '(app)', {
    fact: `outputFileExtension is ${JSON.stringify(outputFileExtension)}`,
    consequence: 'so manifests would be written outside of the output directory, or under names that no file system accepts',
    remedy: 'Write the end of a file name, such as ".k8s.yaml".',
  });
}
