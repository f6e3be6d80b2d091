/**
 * docs/guarantees.md: what the tests of test/real and test/oracle claim, read from their source, so that the page says what the tests say.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as ts from 'typescript';
import { RELEASES } from '../src/kubernetes/releases/versions';
import { packageFacts } from '../src/reports/package-facts';

/** The tests are in the repository alone: the page is published without them. */
const TESTS = `${packageFacts().repository}/blob/main/`;

const ROOT = path.join(__dirname, '..');

/** One `guarantee(…)` of a test. */
export interface Guarantee {
  /** Constructs, rules (`practice/name`) or parts such as `check`. */
  readonly subjects: readonly string[];
  readonly claim: string;
  /** Of the test, from the root of the repository. */
  readonly file: string;
  /** What the test runs it against, with its release. */
  readonly on: string;
}

/**
 * Constructs of the public API that no real component has been tried with, and why. One that gets a guarantee leaves this list, or a meta
 * test fails.
 */
export const UNPROVEN: Readonly<Record<string, string>> = {
  AwsNodeFirewall: 'The operator cannot be had here: its objects are compared with a table of fields from its documentation.',
  AzureNodeFirewall: 'As AwsNodeFirewall.',
  ClosedNamespace: 'It is what IsolatedNamespace and ExistingNamespace have in common.',
  ClusterApiControlPlane: 'Its fields are those of the schema of Cluster API 1.14; no machine was made from it.',
  ClusterApiWorkers: 'As ClusterApiControlPlane.',
  ExistingNamespace: 'Its policies and quotas are those of IsolatedNamespace, which are proven.',
  GoogleNodeFirewall: 'As AwsNodeFirewall.',
  LabelledPods: 'It makes no object: what its labels open is proven with IsolatedNamespace.',
};

/** Programs that a test asks for, as the page calls them. */
const PROGRAMS: Readonly<Record<string, string>> = {
  'etcd': 'etcd',
  'nft': 'nftables',
  'npm': 'cdk8s-cli and helm',
  'sshd': 'sshd',
  'systemd-analyze': 'systemd',
};

/** Every guarantee, by file and then in the order in which it is written. */
export function guarantees(): readonly Guarantee[] {
  return ['test/real', 'test/oracle'].flatMap((folder) => testFiles(folder).flatMap(guaranteesOf));
}

function testFiles(folder: string): string[] {
  return fs
    .readdirSync(path.join(ROOT, folder), { withFileTypes: true })
    .flatMap((entry) =>
      entry.isDirectory() ? testFiles(`${folder}/${entry.name}`) : entry.name.endsWith('.test.ts') ? [`${folder}/${entry.name}`] : [],
    )
    .sort();
}

function guaranteesOf(file: string): Guarantee[] {
  const source = ts.createSourceFile(file, fs.readFileSync(path.join(ROOT, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const found: { subjects: readonly string[]; claim: string }[] = [];
  const programs = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const name = node.expression.getText(source);
      const [first, second] = node.arguments;
      if (name === 'guarantee' || name === 'guarantee.group') {
        found.push({ subjects: subjectsOf(first, source), claim: literal(second, source) });
      }
      if (['requireCluster', 'requireKubelet', 'requireControlPlaneNode'].includes(name)) programs.add('kube-apiserver');
      if (name === 'requireKubelet') programs.add('kubelet');
      if (['requireTools', 'requireNetwork'].includes(name) && first && ts.isArrayLiteralExpression(first)) {
        for (const tool of first.elements) {
          if (ts.isStringLiteral(tool) && PROGRAMS[tool.text] !== undefined) programs.add(PROGRAMS[tool.text]!);
        }
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  if (found.length === 0) return [];
  const on = file.startsWith('test/oracle/')
    ? librariesBeside(file)
    : [...programs]
        .map((program) =>
          program === 'kube-apiserver' || program === 'kubelet'
            ? `${program} ${patchReleases(program).join(', ')}`
            : program === PROGRAMS.npm
              ? program
              : `the installed ${program}`,
        )
        .join('; ');
  return found.map(({ subjects, claim }) => ({ subjects, claim, file, on }));
}

function subjectsOf(node: ts.Expression | undefined, source: ts.SourceFile): string[] {
  return node && ts.isArrayLiteralExpression(node) ? node.elements.map((element) => literal(element, source)) : [literal(node, source)];
}

function literal(node: ts.Expression | undefined, source: ts.SourceFile): string {
  if (node && ts.isStringLiteralLike(node)) return node.text;
  if (node && ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    return literal(node.left, source) + literal(node.right, source);
  }
  const { line } = source.getLineAndCharacterOfPosition(node?.pos ?? 0);
  throw new Error(
    `${source.fileName}:${line + 1}: guarantee() is read without running it, and this is not a plain text. Write subject and claim as `
      + 'literals.',
  );
}

/** Patch releases of a program that `.ci/run` starts: the newest, and each that it names. */
function patchReleases(program: string): string[] {
  const ci = fs.readFileSync(path.join(ROOT, '.ci', 'run'), 'utf8');
  const named = [...ci.matchAll(/CDK8S_HARDENED_KUBERNETES=(\d+\.\d+)\b/g)].map((match) => match[1]!);
  if (ci.includes('CDK8S_HARDENED_KUBERNETES') && named.length === 0) {
    throw new Error('.ci/run names a release for test:real in a way that is not read here. Write CDK8S_HARDENED_KUBERNETES=1.36.');
  }
  const minors = RELEASES.map(({ version }) => version).filter((minor, index) => index === 0 || named.includes(minor));
  return minors.map(
    (minor) =>
      /^\tk8s\.io\/kubernetes v(\S+)$/m.exec(fs.readFileSync(path.join(ROOT, 'test/real', program, `v${minor}`, 'go.mod'), 'utf8'))![1]!,
  );
}

/** The patch release that the go.mod of a minor release pins. */
function pinnedIn(folder: string, minor: string): string {
  return /k8s\.io\/kubernetes v(\S+)$/m.exec(fs.readFileSync(path.join(ROOT, folder, minor, 'go.mod'), 'utf8'))![1]!;
}

function listOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** The release of the Go modules that an oracle's program names itself: `k8s.io/apiserver v0.37.2` is of Kubernetes 1.37.2. */
function librariesBeside(file: string): string {
  const folders = fs.readdirSync(path.join(ROOT, path.dirname(file))).filter((name) => /^v\d+\.\d+$/.test(name));
  if (folders.length > 0) return `Go libraries of Kubernetes ${listOf(folders.map((folder) => pinnedIn(path.dirname(file), folder)))}`;
  const beside = [path.dirname(file), file.replace(/\.test\.ts$/, '')]
    .map((folder) => path.join(ROOT, folder, 'go.mod'))
    .find((name) => fs.existsSync(name));
  const text = beside === undefined ? '' : fs.readFileSync(beside, 'utf8');
  const releases = new Set([...text.matchAll(/^(?:require )?[ \t]*k8s\.io\/\w[\w-]* v0\.(\d+\.\d+)$/gm)].map((match) => `1.${match[1]}`));
  if (releases.size !== 1) {
    throw new Error(`${file}: the go.mod beside it names ${releases.size} releases of Kubernetes' libraries. It has to name one.`);
  }
  return `Go libraries of Kubernetes ${[...releases][0]}`;
}

/** The page. */
export function guaranteesPage(): string {
  const cell = (text: string) => text.replace(/\|/g, '\\|').replace(/\s+/g, ' ');
  const bySubject = (a: Guarantee, b: Guarantee) => (a.subjects[0]! < b.subjects[0]! ? -1 : a.subjects[0]! > b.subjects[0]! ? 1 : 0);
  const rows = [...guarantees()]
    .sort(bySubject)
    .map(
      ({ subjects, claim, file, on }) =>
        `| ${subjects.map((one) => `\`${one}\``).join(', ')} | ${cell(claim)} | [${file}](${TESTS}${file}) | ${on} |`,
    );
  const others = Object.entries(UNPROVEN).map(([name, why]) => `| \`${name}\` | ${cell(why)} |`);
  return [
    '# Guarantees and the tests that prove them',
    '',
    'Generated from the tests by `npm run docs`. A claim is the name of a test in the file of its row. `.ci/run` runs all of them, '
      + 'and there a skipped test is a failure.',
    '',
    'The releases are those that `.ci/run` starts or compares with; programs that are "installed" are those of the machine. The API '
      + "server's tests also run on another pinned release: `CDK8S_HARDENED_KUBERNETES=1.36 npm run test:real`.",
    '',
    '| construct or rule | claim | test | on |',
    '|---|---|---|---|',
    ...rows,
    '',
    ...(others.length === 0
      ? []
      : ['## Constructs that no real component has been tried with', '', '| construct | what there is |', '|---|---|', ...others, '']),
  ].join('\n');
}
