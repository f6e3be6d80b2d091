/** What a component of Kubernetes says of its flags: a program that registers them as the component does, built for each pinned release. */
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { builtProgram } from '../../test/real/support/go-build';

/** A flag of one release. */
export interface UpstreamFlag {
  readonly name: string;
  readonly type: string;
  readonly default: string;
  /** What the flag means without a value; undefined when it takes the next word. */
  readonly noOption?: string;
  readonly deprecated?: boolean;
}

/** A feature gate of one release. */
export interface UpstreamGate {
  readonly name: string;
  readonly default: boolean;
  readonly locked?: boolean;
  /** `ALPHA`, `BETA`, `DEPRECATED`; '' when it is generally available. */
  readonly stage: string;
}

/** What the program prints of a component. */
export interface UpstreamComponent {
  readonly flags: readonly UpstreamFlag[];
  readonly gates: readonly UpstreamGate[];
  /** Admission plugins of the API server, and whether they are on by default. */
  readonly plugins: readonly { readonly name: string; readonly default: boolean }[];
  /** Cipher suites that the flags of the components take. */
  readonly suites: readonly { readonly name: string; readonly insecure?: boolean }[];
}

const SOURCES = path.join(__dirname, 'kubernetes');

/** Asks the components of a release. The program is built when the cache has none: minutes, of which the linker needs some seconds. */
export function upstreamComponents<T extends string>(minor: string, components: readonly T[]): Readonly<Record<T, UpstreamComponent>> {
  const folder = path.join(SOURCES, `v${minor}`);
  const version = /^\tk8s\.io\/kubernetes v(\S+)$/m.exec(fs.readFileSync(path.join(folder, 'go.mod'), 'utf8'))![1]!;
  const program = builtProgram({
    name: 'kubernetes-flags',
    version,
    target: '.',
    sources: [path.join(SOURCES, 'main.go'), path.join(folder, 'go.mod'), path.join(folder, 'go.sum')],
    stamp: {},
    takes: 'some eight minutes on two cores, less where kube-apiserver was built before',
  });
  const ask = (component: T) => JSON.parse(execFileSync(program, [component], { encoding: 'utf8' })) as UpstreamComponent;
  return Object.fromEntries(components.map((component) => [component, ask(component)])) as Record<T, UpstreamComponent>;
}
