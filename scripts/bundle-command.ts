/**
 * Bundles the command into `lib/cli/command.js`: one file starts in a fraction of the time that hundreds take. It is the compiled library
 * except what the command does not use. Its names are those of the sources, so that a stack trace can be read. It is ASCII, begins with
 * its digest, and is a function of `require` and `module`: `bin/cdk8s-hardened` has V8 keep it compiled.
 */
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { engines } from '../package.json';

/** Modules of Node that take long to load, and that most runs do without. */
const SELDOM_USED = ['node:child_process', 'node:crypto', 'node:readline'];

function whenCalled(module: string, name: string): string {
  const it = `require('${module}').${name}`;
  return `export function ${name}(...args) { return new.target ? Reflect.construct(${it}, args) : ${it}(...args); }`;
}

/** Loads a module of Node when something of it is used for the first time. */
const lazily: Plugin = {
  name: 'lazily',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: new RegExp(`^(?:${SELDOM_USED.join('|')})$`) }, ({ path: name, namespace }) =>
      namespace === 'lazily' ? { path: name, external: true } : { path: name, namespace: 'lazily' },
    );
    onLoad({ filter: /./, namespace: 'lazily' }, ({ path: name }) => {
      const callable = Object.entries(require(name) as object).flatMap(([key, value]) => (typeof value === 'function' ? [key] : []));
      return { contents: callable.map((key) => whenCalled(name, key)).join('\n') };
    });
  },
};

/** Leaves tables where the library has them: read as JSON, and when something needs them, they take less than as code. */
const besideTheLibrary: Plugin = {
  name: 'beside the library',
  setup({ onResolve }) {
    onResolve({ filter: /^\.{1,2}\/.*\.json$/ }, ({ path: name, resolveDir }) => {
      const table = path.relative(path.join(ROOT, 'src'), path.resolve(resolveDir, name));
      return table.startsWith('kubernetes') ? { path: `../${table.split(path.sep).join('/')}`, external: true } : undefined;
    });
  },
};

const ROOT = path.join(__dirname, '..');

/** How the bundle is made. `package.json` is left out of it, and read where the package is installed. */
export const BUNDLE: BuildOptions = {
  absWorkingDir: ROOT,
  entryPoints: ['src/cli/main.ts'],
  outfile: 'lib/cli/command.js',
  bundle: true,
  platform: 'node',
  target: `node${/(?<!\d)\d+\.\d+/.exec(engines.node)![0]}`,
  external: ['./package.json'],
  charset: 'ascii',
  write: false,
  plugins: [lazily, besideTheLibrary],
  logLevel: 'warning',
};

/** The text of the bundle's file. */
export function asFunction(bundle: string): string {
  const digest = createHash('sha256').update(bundle).digest('hex');
  return `/*${digest}*/(function (require, module) {${bundle}\n})`;
}

if (require.main === module) {
  build(BUNDLE).then(
    ({ outputFiles }) => fs.writeFileSync(path.join(ROOT, BUNDLE.outfile!), asFunction(outputFiles![0]!.text)),
    () => (process.exitCode = 1),
  );
}
