import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, readlinkSync, readdirSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ask } from './probe';
import { findTool } from './requirements';

/** An etcd of a test: started in a folder, with its log beside its data. */
export class EtcdProcess {
  /** Starts etcd and waits until its health URL, which is clear text on loopback, answers. */
  public static async start(folder: string, args: readonly string[], health: string): Promise<EtcdProcess> {
    const etcd = new EtcdProcess(folder, args);
    for (let tries = 0; tries < 150; tries++) {
      if (etcd.process.exitCode !== null) throw new Error(`etcd ended with ${etcd.process.exitCode}:\n${etcd.log.slice(-4000)}`);
      if ((await ask(health)).status === 200) return etcd;
      await new Promise((done) => setTimeout(done, 100));
    }
    await etcd.stop();
    throw new Error(`etcd is not healthy after 15 s:\n${etcd.log.slice(-4000)}`);
  }

  public readonly logFile: string;
  private readonly process: ChildProcess;

  private constructor(folder: string, args: readonly string[]) {
    this.logFile = join(folder, 'etcd.log');
    const log = openSync(this.logFile, 'a');
    // Variables of whoever runs the test must not reach etcd, which reads ETCD_… as flags.
    this.process = spawn(findTool('etcd')!, args, { cwd: folder, stdio: ['ignore', log, log], env: { PATH: process.env.PATH } });
    closeSync(log);
  }

  public get log(): string {
    return readFileSync(this.logFile, 'utf8');
  }

  /** Addresses and ports on which it listens, as the kernel has them; IPv6 ones in the kernel's hexadecimal. */
  public listeners(): string[] {
    const pid = this.process.pid!;
    const inodes = new Set(readdirSync(`/proc/${pid}/fd`).map((fd) => /^socket:\[(\d+)\]$/.exec(link(`/proc/${pid}/fd/${fd}`))?.[1]));
    return ['tcp', 'tcp6'].flatMap((table) => readFileSync(`/proc/${pid}/net/${table}`, 'utf8').split('\n').slice(1).flatMap((line) => {
      const [, local, , state, , , , , , inode] = line.trim().split(/\s+/);
      return state === '0A' && inodes.has(inode) ? [addressOf(local!)] : [];
    })).sort();
  }

  /** Ends this process, by its id, and waits for it. */
  public async stop(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = new Promise((done) => this.process.once('exit', done));
    const hard = setTimeout(() => this.process.kill('SIGKILL'), 5000);
    this.process.kill('SIGTERM');
    await ended;
    clearTimeout(hard);
  }
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
  const text = address.length === 8 ? address.match(/../g)!.reverse().map((byte) => parseInt(byte, 16)).join('.') : address;
  return `${text}:${parseInt(port, 16)}`;
}

/** Ports of loopback that are free now. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => new Promise<ReturnType<typeof createServer>>((done, fail) => {
    const server = createServer().once('error', fail).listen(0, '127.0.0.1', () => done(server));
  })));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}
