import * as fs from 'node:fs';
import * as path from 'node:path';
import { withSlashes } from '../../input/node-place';
import { latestRelease } from '../../kubernetes/releases/versions';
import { isUnreleased, packageFacts } from '../../reports/package-facts';
import { count } from '../../reports/summary';
import { today } from '../../text/dates';
import { UsageError } from '../usage-error';
import { requireNew, writeNew, type NewFile } from './new-files';
import { shellWord } from './shell-word';
import { templateFolder } from './template';

/** The packages of this library that a new project may depend on. */
export type OwnPackage = 'cdk8s-hardened' | 'cdk8s-hardened-pulumi';

/** A kind of project. */
export interface ProjectKind {
  /** The folder of its template. */
  readonly template: string;
  readonly packages: readonly OwnPackage[];
  /** What can be done with it, each with what that does. */
  readonly next: readonly (readonly [command: string, effect: string])[];
}

export const CDK8S_PROJECT: ProjectKind = {
  template: 'cdk8s',
  packages: ['cdk8s-hardened'],
  next: [
    ['npm install', ''],
    ['npx ts-node main.ts', 'writes dist/, or fails and says what violates a rule'],
    ['npx jest', 'checks the rules, and the manifests against the snapshot'],
  ],
};

export const PULUMI_PROJECT: ProjectKind = {
  template: 'pulumi',
  packages: ['cdk8s-hardened', 'cdk8s-hardened-pulumi'],
  next: [
    ['npm install', ''],
    ['pulumi stack init dev', 'whose settings are in Pulumi.dev.yaml'],
    ['pulumi preview', 'fails and says what violates a rule'],
  ],
};

/** What a new project is made of. */
export interface ProjectOptions {
  readonly folder: string;
  /** Default: the newest supported release. */
  readonly kubernetes?: string;
  /** Where packages of this library come from: what npm installs, or a file. Default: the version of this one, from the registry. */
  readonly specs: Readonly<Partial<Record<OwnPackage, string>>>;
  readonly dryRun: boolean;
}

/**
 * Writes a new project. Returns what is to be said of it.
 *
 * @throws UsageError when a file is in the way, or there is no such package
 */
export function initProject(kind: ProjectKind, options: ProjectOptions): readonly string[] {
  const { folder, dryRun } = options;
  const files = projectFiles(kind, options);
  if (dryRun) requireNew(folder, files);
  else writeNew(folder, files);
  const missing = kind.packages.filter((name) => options.specs[name] === undefined);
  const width = Math.max(...kind.next.map(([command]) => command.length));
  return [
    `${dryRun ? 'Would write' : 'Wrote'} ${count(files.length, 'file')} to ${folder}:`,
    ...files.map(({ name }) => `  ${name}`),
    ...(isUnreleased() && missing.length > 0
      ? [`Version ${packageFacts().version} is not published: name a tarball of ${missing.join(' and of ')} with ${flagsOf(missing)}.`]
      : []),
    'Next:',
    ...(path.resolve(folder) === process.cwd() ? [] : [`  cd ${shellWord(folder)}`]),
    ...kind.next.map(([command, effect]) => `  ${command.padEnd(width)}   ${effect}`.trimEnd()),
  ];
}

function flagsOf(packages: readonly OwnPackage[]): string {
  return packages.map((name) => PACKAGE_FLAGS[name]).join(' and ');
}

/** The flags that say where packages come from. */
export const PACKAGE_FLAGS: Readonly<Record<OwnPackage, string>> = {
  'cdk8s-hardened': '--package',
  'cdk8s-hardened-pulumi': '--pulumi-package',
};

/** The release of Kubernetes that the templates are written for. */
export const TEMPLATE_RELEASE = '1.36';

interface Manifest {
  readonly name: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** The files of the template, with the name, the release and the packages of the project. */
function projectFiles({ template, packages }: ProjectKind, { folder, kubernetes, specs }: ProjectOptions): readonly NewFile[] {
  const source = templateFolder(template);
  const manifest = JSON.parse(fs.readFileSync(path.join(source, 'package.json'), 'utf8')) as Manifest;
  const name = projectName(folder, manifest);
  const release = kubernetes ?? latestRelease(today()).version;
  const own = Object.fromEntries(packages.map((each) => [each, specOf(each, specs[each], folder)]));
  const text = (file: string) =>
    fs
      .readFileSync(path.join(source, file), 'utf8')
      .replaceAll(manifest.name, name)
      .replace(new RegExp(`(?<![\\d.])${TEMPLATE_RELEASE.replace('.', '\\.')}(?![\\d.])`, 'g'), release);
  return filesBelow(source).map((file) => {
    if (file !== 'package.json') return { name: file === 'gitignore' ? '.gitignore' : file, text: text(file) };
    const written = { ...manifest, name, dependencies: { ...manifest.dependencies, ...own } };
    return { name: file, text: `${JSON.stringify(written, null, 2)}\n` };
  });
}

function filesBelow(folder: string): readonly string[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => withSlashes(path.relative(folder, path.join(entry.parentPath, entry.name))))
    .sort();
}

const LONGEST_NAME = 60;

/** What npm and Pulumi accept, made of the name of the folder. */
function projectName(folder: string, { name, dependencies, devDependencies }: Manifest): string {
  const base = path.basename(path.resolve(folder)).toLowerCase();
  const made = base.replace(/[^a-z0-9._-]/g, '-').replace(/^[._-]+/, '');
  const short = made.slice(0, LONGEST_NAME).replace(/(?<![._-])[._-]+$/, '');
  if (short === '') return name;
  // npm does not install a package into one of the same name.
  return short in dependencies || short in devDependencies || short === 'node_modules' ? `${short}-project` : short;
}

/** How package.json names where a package comes from. */
function specOf(name: OwnPackage, spec: string | undefined, folder: string): string {
  if (spec === undefined) return packageFacts().version;
  if (fs.existsSync(spec)) return `file:${withSlashes(path.relative(path.resolve(folder), path.resolve(spec)))}`;
  if (!/^(?:[./~]|[A-Za-z]:)|\.t(?:ar\.)?gz$/.test(spec) || spec.includes('://')) return spec;
  throw new UsageError(`${PACKAGE_FLAGS[name]} ${spec}: there is no such file, so it cannot be installed. Name a tarball, or a version.`);
}
