import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { Chart, Testing } from 'cdk8s';
import { BastionOnlyNodeAccess, type BastionOnlyNodeAccessProps } from '../../../src/nodes';
import { findTool, requirement, type Requirement } from '../../support/requirements';

/** The construct under proof, in an app of its own. */
export function nodeAccess(props: BastionOnlyNodeAccessProps): BastionOnlyNodeAccess {
  return new BastionOnlyNodeAccess(new Chart(Testing.app(), 'nodes'), 'ssh', props);
}

/** Programs, being root, and a kernel that makes network namespaces (and, when asked, loads nftables rules). */
export function requireNetwork(tools: readonly string[], nftables: boolean): Requirement {
  const missing = ['ip', 'unshare', ...tools]
    .filter((tool) => findTool(tool) === undefined)
    .map((tool) => `the program "${tool}" is not installed`);
  if (missing.length > 0) return requirement(missing);
  if (process.getuid?.() !== 0) return requirement(['it needs root']);
  const probe = spawnSync(findTool('unshare')!, ['--net', ...(nftables ? [findTool('nft')!, 'add', 'table', 'inet', 'probe'] : ['true'])], {
    encoding: 'utf8',
  });
  return requirement(probe.status === 0 ? [] : [`the kernel does not let us: ${(probe.stderr || String(probe.error)).trim()}`]);
}

export function run(command: string, args: readonly string[], input?: string): string {
  return execFileSync(findTool(command)!, args, { encoding: 'utf8', input, stdio: ['pipe', 'pipe', 'pipe'] });
}

/** A program that was started. */
export interface Started {
  readonly child: ChildProcess;
  /** All that it has printed until now. */
  output: string;
}

/** A network namespace with a name of this process. */
export class Namespace {
  public readonly name: string;
  private readonly children: ChildProcess[] = [];

  constructor(label: string) {
    this.name = `cdkh-${process.pid}-${label}`;
    run('ip', ['netns', 'add', this.name]);
    this.run('ip', ['link', 'set', 'lo', 'up']);
  }

  public run(command: string, args: readonly string[], input?: string): string {
    return run('ip', ['netns', 'exec', this.name, findTool(command)!, ...args], input);
  }

  /** Runs a program that may fail, and gives all that it printed. */
  public try(command: string, args: readonly string[], timeout = 20_000, input?: string): { status: number | null; output: string } {
    const { status, stdout, stderr } = spawnSync(findTool('ip')!, ['netns', 'exec', this.name, findTool(command)!, ...args], {
      encoding: 'utf8',
      timeout,
      input,
    });
    return { status, output: stdout + stderr };
  }

  /** Starts a program that stays, and waits until it has printed a text. What it reads is kept open unless it is given. */
  public async start(command: string, args: readonly string[], ready: string, input?: string): Promise<Started> {
    const child = spawn(findTool('ip')!, ['netns', 'exec', this.name, findTool(command)!, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
    this.children.push(child);
    if (input !== undefined) child.stdin!.end(input);
    const started: Started = { child, output: '' };
    let seen = '';
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${command} did not get ready: ${seen}`)), 15_000);
      const read = (data: Buffer) => {
        seen += data.toString();
        started.output = seen;
        if (!seen.includes(ready)) return;
        clearTimeout(timer);
        resolve();
      };
      child.stdout!.on('data', read);
      child.stderr!.on('data', read);
      child.on('close', (code) => reject(new Error(`${command} ended with ${code}: ${seen}`)));
    });
    child.removeAllListeners('close');
    return started;
  }

  /** Ends the processes that were started here, and removes the namespace. */
  public remove(): void {
    for (const child of this.children) child.kill('SIGKILL');
    run('ip', ['netns', 'delete', this.name]);
  }
}

/** Joins two namespaces by a cable, each end with its addresses. */
export function join(a: Namespace, aAddresses: readonly string[], b: Namespace, bAddresses: readonly string[], name: string): void {
  a.run('ip', ['link', 'add', `${name}-a`, 'type', 'veth', 'peer', 'name', `${name}-b`, 'netns', b.name]);
  for (const [space, addresses, device] of [
    [a, aAddresses, `${name}-a`],
    [b, bAddresses, `${name}-b`],
  ] as const) {
    for (const address of addresses) {
      space.run('ip', ['address', 'add', address, 'dev', device, ...(address.includes(':') ? ['nodad'] : [])]);
    }
    space.run('ip', ['link', 'set', device, 'up']);
  }
}
