import { execFileSync, spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

export interface Policy {
  readonly level: 'baseline' | 'restricted';
  /** `v1.36` or `latest`. */
  readonly version: string;
}

export interface Verdict {
  readonly allowed: boolean;
  /** Ids of the checks that forbid the pod. */
  readonly checks: readonly string[];
}

/** One verdict for each policy, or why the pod cannot be decoded. */
export type Answer = { readonly verdicts: readonly Verdict[] } | { readonly refused: string };

const ENV = { ...process.env, GOWORK: 'off', GOFLAGS: '-mod=readonly' };

export function hasGo(): boolean {
  try {
    execFileSync('go', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** The admission library of Kubernetes, in a process of its own. */
export class Library {
  /** Builds the program (a minute or so for the first time) and starts it. */
  public static start(): Library {
    const folder = resolve(__dirname, '../../../.work/oracle');
    mkdirSync(folder, { recursive: true });
    const program = join(folder, 'pod-security');
    execFileSync('go', ['build', '-o', program, '.'], { cwd: __dirname, env: ENV, stdio: ['ignore', 'inherit', 'inherit'] });
    return new Library(spawn(program));
  }

  private readonly waiting: { resolve(answer: Answer): void; reject(error: Error): void }[] = [];
  private errors = '';

  private constructor(private readonly process: ChildProcessWithoutNullStreams) {
    process.stderr.on('data', (text) => { this.errors += String(text); });
    createInterface({ input: process.stdout }).on('line', (line) => this.waiting.shift()!.resolve(JSON.parse(line) as Answer));
    process.on('close', () => this.waiting.splice(0).forEach(({ reject }) => reject(new Error(`the library's process ended: ${this.errors}`))));
  }

  public judge(pod: unknown, policies: readonly Policy[]): Promise<Answer> {
    return new Promise((done, reject) => {
      this.waiting.push({ resolve: done, reject });
      this.process.stdin.write(`${JSON.stringify({ pod, policies })}\n`);
    });
  }

  public stop(): void {
    this.process.stdin.end();
  }
}
