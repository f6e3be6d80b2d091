import { createHash } from 'node:crypto';
import * as path from 'node:path';
import type { IConstruct } from 'constructs';
import { HostFile } from '../cdk8s/host-file';
import { refusal } from '../cdk8s/refusal';
import type { AppPart } from '../input/app-inventory';
import { withSlashes } from '../input/node-place';
import { ALL_NODES } from '../kubernetes/objects/node-files';
import { asObject } from '../text/json';
import { isWithin, readIfThere, type OutputFile } from './output-folder';

const FOLDER = 'host';
const INDEX = `${FOLDER}/host-files.json`;

/** One host file with the folder that it is written to. */
export interface Placed {
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

/** Host files below `host/<node group>/`, and an index of their modes and owners. */
export function hostOutput(placed: readonly Placed[], contents: ReadonlyMap<HostFile, string>): readonly OutputFile[] {
  if (placed.length === 0) return [];
  const entries = placed.map(({ group, file }) => ({ file, relative: `${group}${file.path}`, group, content: contents.get(file)! }));
  const index = entries.map(({ file, relative, group, content }) => ({
    file: relative,
    path: file.path,
    nodes: group,
    mode: file.mode,
    owner: file.owner,
    sha256: createHash('sha256').update(content).digest('hex'),
  }));
  return [
    ...entries.map(({ file, relative, content }) => ({
      path: `${FOLDER}/${relative}`,
      content,
      // eslint-disable-next-line no-bitwise -- the writer itself must be able to write it again
      mode: Number.parseInt(file.mode, 8) | 0o600,
    })),
    { path: INDEX, content: `${JSON.stringify({ files: index }, undefined, 2)}\n` },
  ];
}

/** The texts that were checked, by file. */
export function contentsOfHostFiles(parts: readonly AppPart[]): ReadonlyMap<HostFile, string> {
  return new Map(parts.flatMap((part) => ('file' in part ? [[part.file, part.content] as const] : [])));
}

/**
 * Paths, in the folder next to that of the manifests, of the host files that the index of the last synthesis names, and of the index.
 *
 * @throws Error when it cannot be read, or names what is not below its folder
 */
export function hostFilesIn(folder: string): readonly string[] {
  const text = readIfThere(path.join(folder, INDEX));
  if (text === undefined) return [];
  const names = namesIn(text)?.map((name) => `${FOLDER}/${withSlashes(name)}`);
  if (names?.every(isWithin)) return [...names, INDEX];
  throw refusal(path.join(folder, INDEX), {
    fact: 'it is not an index as a synthesis leaves it',
    consequence: 'so it is not known which host files of earlier ones are to be removed, and nothing was written',
    remedy: 'Remove it, and the host files next to it that are no longer synthesised.',
  });
}

function namesIn(text: string): readonly string[] | undefined {
  let index: unknown;
  try {
    index = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { files } = asObject(index);
  if (!Array.isArray(files)) return undefined;
  const names = files.map((entry) => asObject(entry).file);
  return names.every((name) => typeof name === 'string') ? names : undefined;
}
