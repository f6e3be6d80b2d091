import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, readlinkSync, readdirSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { findTool } from '../../support/requirements';

/** A program of a test: started in a folder, with its log there. It ends with the process that started it, at the latest. */
export class Program {
  public readonly logFile: string;
  private readonly process: ChildProcess;

  public constructor(
    private readonly name: string,
    folder: string,
    command: string,
    args: readonly string[],
  ) {
    this.logFile = join(folder, `${name}.log`);
    const log = openSync(this.logFile, 'a');
    const setpriv = findTool('setpriv');
    const [program, ...rest] = setpriv ? [setpriv, '--pdeathsig', 'TERM', command, ...args] : [command, ...args];
    // Variables of whoever runs the test must not reach it: etcd, for one, reads ETCD_… as flags.
    this.process = spawn(program, rest, { cwd: folder, stdio: ['ignore', log, log], env: { PATH: process.env.PATH } });
    closeSync(log);
  }

  public get log(): string {
    return readFileSync(this.logFile, 'utf8');
  }

  public get ended(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  /**
   * Waits until the program is ready.
   *
   * @throws Error with the end of the log when it ends before that, or is not ready in time; then it is stopped
   */
  public async until(ready: () => Promise<boolean>, seconds: number): Promise<void> {
    const deadline = Date.now() + seconds * 1000;
    while (!this.ended && Date.now() < deadline) {
      if (await ready()) return;
      await new Promise((done) => setTimeout(done, 100));
    }
    const fact = this.ended ? `ended with ${this.process.exitCode ?? this.process.signalCode}` : `is not ready after ${seconds} s`;
    await this.stop();
    throw new Error(`${this.name} ${fact}. The end of ${this.logFile}:\n${this.log.slice(-4000)}`);
  }

  /** Addresses and ports on which it listens, as the kernel has them; IPv6 ones in the kernel's hexadecimal. */
  public listeners(): string[] {
    const pid = this.process.pid!;
    const inodes = new Set(readdirSync(`/proc/${pid}/fd`).map((fd) => /^socket:\[(\d+)\]$/.exec(link(`/proc/${pid}/fd/${fd}`))?.[1]));
    return ['tcp', 'tcp6']
      .flatMap((table) =>
        readFileSync(`/proc/${pid}/net/${table}`, 'utf8')
          .split('\n')
          .slice(1)
          .flatMap((line) => {
            const [, local, , state, , , , , , inode] = line.trim().split(/\s+/);
            return state === '0A' && inodes.has(inode) ? [addressOf(local!)] : [];
          }),
      )
      .sort();
  }

  /** Ends this process, by its id, and waits for it. */
  public async stop(): Promise<void> {
    if (this.ended) return;
    const gone = new Promise((done) => this.process.once('exit', done));
    const hard = setTimeout(() => this.process.kill('SIGKILL'), 10_000);
    this.process.kill('SIGTERM');
    await gone;
    clearTimeout(hard);
  }
}

/** The path of a program that must be there. */
export function toolPath(name: string): string {
  const path = findTool(name);
  if (path === undefined) throw new Error(`The program "${basename(name)}" is not installed.`);
  return path;
}

function link(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

function addressOf(local: string): string {
  const [address, port] = local.split(':') as [string, string];
  const text =
    address.length === 8
      ? address
          .match(/../g)!
          .reverse()
          .map((byte) => parseInt(byte, 16))
          .join('.')
      : address;
  return `${text}:${parseInt(port, 16)}`;
}

/** Ports of loopback that are free now. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((done, fail) => {
          const server = createServer()
            .once('error', fail)
            .listen(0, '127.0.0.1', () => done(server));
        }),
    ),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}
