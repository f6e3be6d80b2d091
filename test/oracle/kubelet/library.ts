import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtProgram } from '../../real/support/go-build';
import { GoProgram } from '../support/go-program';

/** What is asked of the kubelet's own packages: see main.go. */
export interface KubeletQuestion {
  readonly document?: string;
  readonly flags?: readonly string[];
  readonly noFile?: boolean;
  readonly dropIns?: readonly string[];
  readonly table?: boolean;
}

/** What they answer. */
export interface KubeletAnswer {
  /** Why the document is not decoded at all, so that the kubelet does not start. */
  readonly fault?: string;
  /** What strict decoding objects to: the kubelet ignores it. */
  readonly strict?: string;
  /** Why the kubelet does not start with what is decoded. */
  readonly invalid?: string;
  /** The configuration with defaults. */
  readonly value?: any;
}

/** Everything that a release knows. */
export interface KubeletTable {
  readonly types: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly defaults: object;
  readonly legacyDefaults: object;
  readonly proxyDefaults: object;
  readonly flags: Readonly<Record<string, { readonly type: string; readonly field?: string }>>;
}

/** The releases that are pinned, oldest first. */
export const MINORS: readonly string[] = readdirSync(__dirname)
  .filter((name) => /^v\d/.test(name))
  .map((name) => name.slice(1))
  .sort((a, b) => a.localeCompare(b, undefined, { numeric: true }));

/** The program of a release: built when the cache has none. */
export function kubeletLibrary<Answer = KubeletAnswer>(minor: string): GoProgram<KubeletQuestion, Answer> {
  const pins = join(__dirname, `v${minor}`);
  const version = /k8s\.io\/kubernetes v(\S+)$/m.exec(readFileSync(join(pins, 'go.mod'), 'utf8'))![1]!;
  const sources = [join(__dirname, 'main.go'), join(pins, 'go.mod'), join(pins, 'go.sum')];
  return GoProgram.of(builtProgram({ name: 'kubelet-configuration', version, target: '.', sources, stamp: {}, takes: 'a minute or so' }));
}
