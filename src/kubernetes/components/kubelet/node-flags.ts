import { fact } from '../../objects/fact';
import type { Inventory } from '../../objects/inventory';
import type { FilePattern, FileText } from '../../objects/node-files';
import type { KubeObject } from '../../objects/object';
import { addFlag, baseName, parseFlags, type Flag, type Word } from '../component-command';
import { componentFlags } from '../component-flags';

/** A flag, with its line in a text file. */
export type NodeFlag = Flag & { readonly line?: number };

/** Flags that a kubelet is given. */
export interface KubeletFlags {
  /** What they are written in; a file of the node where it is no object. */
  readonly object?: KubeObject;
  readonly file?: FileText;
  readonly flags: ReadonlyMap<string, NodeFlag>;
  /** Path under which a missing flag would be. */
  readonly path: string;
  /** True when they are all: a command line. False when others start the kubelet, and add these. */
  readonly isWhole: boolean;
  /** Why there may be more flags than these. */
  readonly incomplete?: string;
}

/** Files that hold flags of the kubelet: environment files of kubeadm and of packages, units and drop-ins of systemd. */
export const kubeletFlagFiles: FilePattern = {
  name: 'flags of the kubelet',
  path: /(?:\/etc\/(?:default|sysconfig)\/kubelet|\/kubeadm-flags\.env|\/kubelet\.service(?:\.d\/[^/]+\.conf)?)$/,
};

/** All flags of kubelets in the input: kubeadm's `kubeletExtraArgs`, containers, and files of nodes. */
export const kubeletFlags: (inventory: Inventory) => readonly KubeletFlags[] = fact('flags of kubelets', (inventory) => [
  ...componentFlags(inventory)
    .filter(({ component }) => component === 'kubelet')
    .map(({ object, flags, path, source, incomplete }): KubeletFlags => ({
      object,
      flags,
      path,
      incomplete,
      isWhole: source === 'static-pod',
    })),
  ...inventory.files.of(kubeletFlagFiles).flatMap(fromFile),
]);

const ASSIGNMENT = /^\s*(?:export\s+)?(?:Environment=\s*)?["']?[A-Z][A-Z0-9_]*=(.*)$/;
const STARTED = /^\s*ExecStart=(.*)$/;

/** An environment file, or a unit: assignments of variables, and the command line. What a variable is put into is not told here. */
function fromFile(file: FileText): readonly KubeletFlags[] {
  const flags = new Map<string, NodeFlag>();
  let isWhole = false;
  const lines = file.content.split('\n');
  for (let index = 0; index < lines.length; index++) {
    const line = index + 1;
    let text = lines[index]!;
    while (/\\\s*$/.test(text) && index + 1 < lines.length) text = `${text.replace(/\\\s*$/, ' ')}${lines[++index]!}`;
    if (/^\s*[#;]/.test(text)) continue;
    const started = argumentsOf(STARTED.exec(text)?.[1] ?? '');
    const words = started ?? ASSIGNMENT.exec(text)?.[1];
    if (words === undefined) continue;
    isWhole ||= started !== undefined && !words.includes('$');
    const parsed = parseFlags('kubelet', wordsOf(words)).flags;
    for (const [name, flag] of parsed) addFlag(flags, name, { ...flag, line } as NodeFlag);
  }
  return flags.size === 0 && !isWhole ? [] : [{ file, path: '', flags, isWhole }];
}

/** What the kubelet is started with; undefined for another program, and for none. */
function argumentsOf(command: string): string | undefined {
  const [program = '', ...rest] = command.trim().split(/\s+/);
  return baseName(program.replace(/^[-+!@:]+/, '')) === 'kubelet' ? rest.join(' ') : undefined;
}

/** As systemd and the shell split them; a variable stands for words that are elsewhere. */
function wordsOf(text: string): readonly Word[] {
  return text
    .trim()
    .replace(/^["']|["']$/g, '')
    .split(/\s+/)
    .map((word) => word.replace(/^["']|["']$/g, ''))
    .filter((word) => word !== '' && !/^\$\{?\w+\}?$/.test(word))
    .map((word) => ({ text: word, path: '', ...(/\$/.test(word) && { unclear: `systemd puts in ${word}` }) }));
}
