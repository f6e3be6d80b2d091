import { execFileSync } from 'node:child_process';
import type { NodeRoot } from './node-root';
import { ask } from './probe';
import { Program, toolPath } from './program';

export { freePorts } from './program';

/** An etcd of a test: started in a folder, with its log beside its data. */
export class EtcdProcess extends Program {
  /**
   * Starts etcd, in the file system of a node when there is one, and waits until its health URL, which is clear text on loopback, answers.
   */
  public static async start(folder: string, args: readonly string[], health: string, node?: NodeRoot): Promise<EtcdProcess> {
    const [command, ...rest] = node ? node.enter(toolPath('etcd'), args) : [toolPath('etcd'), ...args];
    const etcd = new EtcdProcess('etcd', folder, command!, rest);
    await etcd.until(async () => (await ask(health)).status === 200, 15);
    return etcd;
  }
}

/** The release of the etcd that is installed, such as `3.4.23`. */
export function installedEtcd(): string {
  return /^etcd Version: (\d+\.\d+\.\d+)$/m.exec(execFileSync(toolPath('etcd'), ['--version'], { encoding: 'utf8' }))![1]!;
}
