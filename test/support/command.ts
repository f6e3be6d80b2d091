import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { buildSync } from 'esbuild';

/** What a process said, and how it ended. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The command as one file, made of the sources: for tests that need a process. */
export class BuiltCommand {
  public readonly folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'command-')));
  public readonly file = path.join(this.folder, 'cdk8s-hardened');

  constructor() {
    const main = JSON.stringify(path.join(__dirname, '..', '..', 'src', 'cli', 'main'));
    const root = path.join(__dirname, '..', '..');
    const contents = `import { main } from ${main};
void main(process.argv.slice(2), (url) => import(url)).then((code) => { process.exitCode = code; });`;
    buildSync({
      stdin: { contents, resolveDir: __dirname },
      bundle: true,
      platform: 'node',
      // Read where it lies, with the files beside it.
      external: [path.join(root, 'package.json')],
      outfile: this.file,
      logLevel: 'error',
      banner: { js: '#!/usr/bin/env node' },
    });
    fs.chmodSync(this.file, 0o755);
  }

  public run(cwd: string, ...argv: readonly string[]): Ran {
    const { status, stdout, stderr } = spawnSync(process.execPath, [this.file, ...argv], {
      cwd,
      env: process.env,
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    });
    return { code: status, out: stdout, err: stderr };
  }

  public remove(): void {
    fs.rmSync(this.folder, { recursive: true });
  }
}
