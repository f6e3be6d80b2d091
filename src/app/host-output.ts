import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { IConstruct } from 'constructs';
import { HostFile } from '../cdk8s/host-file';
import { refusal } from '../cdk8s/refusal';
import { ALL_NODES } from '../input/node-place';

const INDEX = 'host-files.json';

/** One host file with the folder that it is written to. */
interface Placed {
  readonly group: string;
  readonly file: HostFile;
}

/**
 * Takes over an app's host files: who gets which.
 *
 * @throws Error when two files of a node have one path
 */
export function placeHostFiles(app: IConstruct): readonly Placed[] {
  const taken = new Map<string, HostFile>();
  const placed: Placed[] = [];
  for (const file of HostFile.collect(app)) {
    for (const group of file.nodes.length === 0 ? [ALL_NODES] : file.nodes) {
      const rivals = [
        `${group}:${file.path}`,
        `${ALL_NODES}:${file.path}`,
        ...(group === ALL_NODES ? placed.filter((p) => p.file.path === file.path).map((p) => `${p.group}:${file.path}`) : []),
      ];
      const rival = rivals.map((key) => taken.get(key)).find((other) => other !== undefined);
      if (rival) {
        throw refusal(file, {
          fact: `${file.path} is written by ${rival.node.path} too`,
          consequence: 'so one of the two would be lost on the node',
          remedy: 'Give them different paths, or different node groups.',
        });
      }
      taken.set(`${group}:${file.path}`, file);
      placed.push({ group, file });
    }
  }
  return placed;
}

/** Writes host files below `<outdir>/host/<node group>/`, with an index of modes and owners, and removes those of an earlier run. */
export function writeHostFiles(outdir: string, placed: readonly Placed[]): void {
  const root = path.join(outdir, 'host');
  for (const old of readIndex(root)) fs.rmSync(path.join(root, old), { force: true });
  if (placed.length === 0) {
    fs.rmSync(path.join(root, INDEX), { force: true });
    return;
  }
  const entries = placed.map(({ group, file }) => {
    const relative = path.join(group, file.path);
    const target = path.join(root, relative);
    const content = file.content;
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, content);
    // eslint-disable-next-line no-bitwise -- the writer itself must be able to write it again
    fs.chmodSync(target, Number.parseInt(file.mode, 8) | 0o600);
    return {
      file: relative,
      path: file.path,
      nodes: group,
      mode: file.mode,
      owner: file.owner,
      sha256: createHash('sha256').update(content).digest('hex'),
    };
  });
  fs.writeFileSync(path.join(root, INDEX), `${JSON.stringify({ files: entries }, undefined, 2)}\n`);
}

/** Paths, below the root, that the index of an earlier run names; nothing outside the root is ever named. */
function readIndex(root: string): string[] {
  let text: string;
  try {
    text = fs.readFileSync(path.join(root, INDEX), 'utf8');
  } catch {
    return [];
  }
  const { files } = JSON.parse(text) as { files: { file: string }[] };
  return files.map(({ file }) => path.normalize(file)).filter((file) => !path.isAbsolute(file) && !file.startsWith('..'));
}
