import { execFileSync, spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { AuditAttributes } from '../../../src/model/audit-policy';

export interface Decision {
  readonly level: string;
  /** Sorted, each once. */
  readonly omitStages: readonly string[];
  readonly omitManagedFields: boolean;
}

/** One decision for each request, or why kube-apiserver refuses the policy. */
export type Answer = { readonly decisions: readonly Decision[] } | { readonly refused: string };

const ENV = { ...process.env, GOWORK: 'off', GOFLAGS: '-mod=readonly -buildvcs=false' };

export function hasGo(): boolean {
  try {
    execFileSync('go', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** The audit policy code of kube-apiserver, in a process of its own. */
export class Library {
  /** Builds the program (a minute or so for the first time) and starts it. */
  public static start(): Library {
    const folder = resolve(__dirname, '../../../.work/oracle');
    mkdirSync(folder, { recursive: true });
    const program = join(folder, 'audit');
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

  public decide(policy: unknown, requests: readonly AuditAttributes[]): Promise<Answer> {
    return new Promise((done, reject) => {
      this.waiting.push({ resolve: done, reject });
      this.process.stdin.write(`${JSON.stringify({ policy, requests })}\n`);
    });
  }

  public stop(): void {
    this.process.stdin.end();
  }
}
