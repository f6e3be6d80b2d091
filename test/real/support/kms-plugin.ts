import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { builtProgram } from './go-build';
import { Program } from './program';

const SOURCES = resolve(__dirname, '../kms');

/** A plugin of the KMS protocol, version 2, whose key is made from a text: built when the cache has none. */
export class KmsPlugin extends Program {
  /** Builds the program, where the cache has none. */
  public static build(): string {
    return builtProgram({
      name: 'kms',
      version: '0.37.2',
      target: '.',
      sources: ['main.go', 'go.mod', 'go.sum'].map((file) => join(SOURCES, file)),
      stamp: {},
      takes: 'half a minute',
    });
  }

  /** Starts it, and waits until it listens. */
  public static async start(folder: string, socket: string, key: string): Promise<KmsPlugin> {
    const plugin = new KmsPlugin('kms', folder, KmsPlugin.build(), [socket, key]);
    await plugin.until(async () => existsSync(socket), 10);
    return plugin;
  }
}
