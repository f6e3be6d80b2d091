import { execFileSync, spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const ENV = { ...process.env, GOWORK: 'off', GOFLAGS: '-mod=readonly -buildvcs=false' };

/**
 * A Go program around an upstream library, in a process of its own: a line of JSON for each question, one for each answer, in the same
 * order.
 */
export class GoProgram<Question, Answer> {
  /** Builds the program of a folder (a minute or so for the first time) and starts it. */
  public static start<Question, Answer>(source: string): GoProgram<Question, Answer> {
    const folder = resolve(__dirname, '../../../.work/oracle');
    mkdirSync(folder, { recursive: true });
    const program = join(folder, basename(source));
    execFileSync('go', ['build', '-o', program, '.'], { cwd: source, env: ENV, stdio: ['ignore', 'inherit', 'inherit'] });
    return new GoProgram(spawn(program));
  }

  /** Starts a program that is built already. */
  public static of<Question, Answer>(program: string): GoProgram<Question, Answer> {
    return new GoProgram(spawn(program));
  }

  private readonly waiting: { resolve(answer: Answer): void; reject(error: Error): void }[] = [];
  private errors = '';
  private ended = false;

  private constructor(private readonly process: ChildProcessWithoutNullStreams) {
    process.stderr.on('data', (text) => {
      this.errors += String(text);
    });
    createInterface({ input: process.stdout }).on('line', (line) => this.waiting.shift()!.resolve(JSON.parse(line) as Answer));
    process.stdin.on('error', () => undefined);
    process.on('close', () => {
      this.ended = true;
      this.waiting.splice(0).forEach(({ reject }) => reject(this.end()));
    });
  }

  public ask(question: Question): Promise<Answer> {
    return new Promise((done, reject) => {
      if (this.ended) return reject(this.end());
      this.waiting.push({ resolve: done, reject });
      this.process.stdin.write(`${JSON.stringify(question)}\n`);
    });
  }

  public stop(): void {
    this.process.stdin.end();
  }

  private end(): Error {
    return new Error(`the library's process ended: ${this.errors}`);
  }
}
