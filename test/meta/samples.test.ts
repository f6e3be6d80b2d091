import * as fs from 'node:fs';
import * as path from 'node:path';
import * as ts from 'typescript';

const ROOT = path.join(__dirname, '..', '..');

/** Every `ts` sample of the documentation, with where it stands. */
function samples(): { name: string; code: string }[] {
  const pages = ['README.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md', ...roomPages(), ...examplePages(), ...under('packages'), ...recipes()];
  return pages.flatMap((page) => {
    const text = fs.readFileSync(path.join(ROOT, page), 'utf8');
    return [...text.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map((match) => ({
      name: `${page}:${text.slice(0, match.index).split('\n').length}`,
      code: match[1]!,
    }));
  });
}

const under = (folder: string) =>
  fs
    .readdirSync(path.join(ROOT, folder))
    .map((name) => `${folder}/${name}/README.md`)
    .filter((page) => fs.existsSync(path.join(ROOT, page)));
const recipes = () => fs.readdirSync(path.join(ROOT, 'docs', 'recipes')).map((name) => `docs/recipes/${name}`);
const roomPages = () => under('src');
const examplePages = () => under('examples');

test('the samples of the documentation compile against the public API', () => {
  const list = samples();
  expect(list.length).toBeGreaterThanOrEqual(5);
  const files = new Map(list.map(({ code }, index) => [path.join(ROOT, 'test', 'meta', `sample-${index}.ts`), `${code}\nexport {};\n`]));
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    types: ['node', 'jest'],
    esModuleInterop: true,
    paths: { 'cdk8s-hardened': [path.join(ROOT, 'src', 'index.ts')], 'cdk8s-hardened/jest': [path.join(ROOT, 'src', 'jest', 'index.ts')] },
  };
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists } = host;
  const getSourceFile = host.getSourceFile.bind(host);
  host.readFile = (file) => files.get(file) ?? readFile(file);
  host.fileExists = (file) => files.has(file) || fileExists(file);
  host.getSourceFile = (file, language, ...rest) =>
    files.has(file) ? ts.createSourceFile(file, files.get(file)!, language) : getSourceFile(file, language, ...rest);
  const program = ts.createProgram([...files.keys()], options, host);
  const errors = [...files.keys()].flatMap((file, index) =>
    [...program.getSyntacticDiagnostics(program.getSourceFile(file)), ...program.getSemanticDiagnostics(program.getSourceFile(file))].map(
      (diagnostic) => `${list[index]!.name}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ')}`,
    ),
  );
  expect(errors).toEqual([]);
}, 120_000);
