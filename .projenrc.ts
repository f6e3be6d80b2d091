import { cdk, cdk8s, javascript } from 'projen';

const project = new cdk8s.ConstructLibraryCdk8s({
  name: 'cdk8s-hardened',
  description:
    'Typed, secure-by-default Kubernetes constructs for cdk8s, with validators that refuse to synthesise what breaks a practice.',
  author: 'cdk8s-hardened authors',
  authorAddress: 'cdk8s-hardened@users.noreply.github.com',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/cdk8s-hardened/cdk8s-hardened.git',
  license: 'Apache-2.0',
  copyrightOwner: 'cdk8s-hardened authors',
  keywords: ['cdk8s', 'kubernetes', 'security', 'hardening', 'rbac', 'networkpolicy', 'pod-security', 'etcd', 'audit'],
  defaultReleaseBranch: 'main',
  projenrcTs: true,
  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: '20.16.0',
  cdk8sVersion: '2.70.0',
  constructsVersion: '10.4.2',
  jsiiVersion: '~6.0.0',
  validateTsconfig: cdk.ValidateTsconfig.MINIMAL,
  typescriptVersion: '~5.9.0',
  github: false,
  release: false,
  depsUpgrade: false,
  integrationTestAutoDiscover: false,
  npmignoreEnabled: false,
  sampleCode: false,
  artifactsDirectory: 'artifacts',
  excludeTypescript: ['examples/**', 'bench/**', 'templates/**'],
  bin: { 'cdk8s-hardened': 'bin/cdk8s-hardened' },
  bundledDeps: ['commander@^14', 'ipaddr.js@^2', 'js-yaml@^5'],
  devDeps: [
    'cdk8s-plus-28@2.5.6',
    '@kubernetes/client-node@^1',
    '@microsoft/jest-sarif@1.0.0-beta.0',
    '@swc/core@^1',
    '@swc/jest@^0.2',
    'ajv@^8',
    'ajv-formats@^3',
    'axe-core@^4',
    'esbuild@0.28.2',
    'eslint@^10',
    'eslint-plugin-import-x@^4',
    'eslint-plugin-regexp@^3',
    'fast-check@^4',
    'marked@^15',
    'playwright-core@1.65.1',
    'prettier@3.10.1',
    'saxes@^6',
    'typescript-eslint@^8',
  ],
  gitignore: ['/dist/', '/artifacts/', '/.work/', '/packages/*/lib/', '/packages/*/node_modules/'],
  tsconfigDev: {
    compilerOptions: {
      skipLibCheck: true,
      noUncheckedIndexedAccess: true,
    },
    include: ['../src/**/*.ts', '../examples/**/*.ts', '../bench/**/*.ts', '../scripts/**/*.ts', '../templates/**/*.ts'],
    exclude: ['consumer/app'],
  },
  tsconfig: { compilerOptions: { noUncheckedIndexedAccess: true } },
  jestOptions: {
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    junitReporting: false,
    jestConfig: {
      collectCoverage: false,
      testTimeout: 120_000,
      maxWorkers: '100%',
      testPathIgnorePatterns: [
        '/node_modules/',
        '<rootDir>/lib/',
        '<rootDir>/test/real/',
        '<rootDir>/test/oracle/',
        '<rootDir>/test/consumer/',
      ],
      modulePathIgnorePatterns: ['<rootDir>/artifacts', '<rootDir>/dist', '<rootDir>/dist-hardening', '<rootDir>/.work'],
    },
  },
  eslint: false, // eslint.config.mjs is written by hand
});

// Code alone: Markdown, YAML and JSON are written by hand or generated.
new javascript.Prettier(project, {
  settings: {
    printWidth: 140,
    singleQuote: true,
    quoteProps: javascript.QuoteProps.CONSISTENT,
    trailingComma: javascript.TrailingComma.ALL,
    arrowParens: javascript.ArrowParens.ALWAYS,
    ...{ experimentalOperatorPosition: 'start' },
  },
  ignoreFileOptions: {
    ignorePatterns: [
      '*',
      '!*/',
      '!*.ts',
      '!*.cjs',
      '!*.mjs',
      '*.d.ts',
      '*.generated.ts',
      '/artifacts/',
      '/coverage/',
      '/dist/',
      '/dist-hardening/',
      '/lib/',
      '/packages/*/lib/',
      '/.work/',
    ],
  },
});

// Tests are transpiled only (.swcrc): lint checks the types.
project.jest!.config.transform = { '^.+\\.ts$': '@swc/jest' };
project.deps.removeDependency('ts-jest');

// 1.13.0 lacks the builds for most platforms, so that `npm ci` refuses any lock file with it.
project.package.addPackageResolutions('unrs-resolver@1.12.2');

// Of both packages: see docs/releasing.md.
project.package.addField('version', '0.0.0');

// packages/* are published on their own; one lock file and one `npm ci` serve all.
project.package.addField('workspaces', ['packages/*']);

project.package.addField('exports', {
  '.': { types: './lib/index.d.ts', default: './lib/index.js' },
  './jest': { types: './lib/jest/index.d.ts', default: './lib/jest/index.js' },
  './embedding': { types: './lib/embedding.d.ts', default: './lib/embedding.js' },
  './package.json': './package.json',
  './.jsii': './.jsii',
});

// For compilers that do not read `exports` (`moduleResolution: node`, the default beside `module: commonjs`).
project.package.addField('typesVersions', { '*': { jest: ['./lib/jest/index.d.ts'] } });

// A warning, such as one of a name that another language reserves, is an error.
project.compileTask.reset('jsii --fail-on-warnings');
for (const task of [project.compileTask, project.tasks.tryFind('docgen')!]) task.env('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');

project.testTask.reset();
project.testTask.spawn(project.compileTask);
project.testTask.exec('jest --projects . packages/pulumi examples/secure-cluster --ci', { receiveArgs: true });

project.addTask('test:real', {
  description:
    'Proofs against real components (kube-apiserver, etcd, nftables, sshd): what is missing is skipped aloud, and an error where CI=true',
  exec: 'jest --ci --config test/real/jest.config.json --runInBand',
  receiveArgs: true,
});
// What is published, and nothing else: the library, the command in its bundle, and the documents that README.md links.
project.package.addField('files', [
  '.jsii',
  'lib/**/*.{js,d.ts,json}',
  '!lib/cli/*',
  'lib/cli/command.js',
  'API.md',
  'CHANGELOG.md',
  'SECURITY.md',
  'docs',
  'src/*/README.md',
  'examples/secure-cluster/{README.md,*.ts,jest.config.json}',
  'templates/cdk8s',
  'templates/pulumi',
  'templates/yaml',
]);

const pulumi = project.addTask('compile:pulumi', {
  description: 'packages/pulumi into its lib/ (after compile)',
  exec: 'rm -rf packages/pulumi/lib && tsc -p packages/pulumi',
});
project.compileTask.exec('ts-node -T -P scripts/tsconfig.json scripts/bundle-command.ts');
project.compileTask.spawn(pulumi);
project.addTask('test:pulumi', {
  description: 'Tests of packages/pulumi (after compile)',
  exec: 'jest --ci --config packages/pulumi/jest.config.json',
  receiveArgs: true,
});

project.testTask.exec('jest --config templates/jest.config.json --ci');

const lint = project.addTask('lint', {
  description: 'ESLint with types and import arrows, and the format (after compile)',
  exec: 'eslint .',
});
lint.exec('prettier --check --log-level warn .');
project.addTask('format', { description: 'Writes the code as Prettier has it', exec: 'prettier --write --log-level warn .' });

project.gitignore.exclude('/dist-hardening/');
// The layer src/logs is no output.
project.gitignore.removePatterns('logs');
const example = 'rm -rf dist dist-hardening && ts-node -T -P examples/tsconfig.json examples/secure-cluster/main.ts';
const expected = 'examples/secure-cluster/expected';
const exampleTask = project.addTask('example', {
  description: 'Builds the library, synthesises examples/secure-cluster into dist/ and prints the report',
});
exampleTask.spawn(project.compileTask);
exampleTask.exec(example);
const exampleCheck = project.addTask('example:check', {
  description: 'Compares the example with its committed output',
  exec: ['dist', 'dist-hardening'].reduce((all, folder) => `${all} && diff -r ${folder} ${expected}/${folder}`, `${example} >/dev/null`),
});
project.testTask.spawn(exampleCheck);
project.addTask('example:update', {
  description: 'Renews the committed output of the example',
  exec: `${example} && rm -rf ${expected}/* && cp -r dist dist-hardening ${expected}`,
});
project.addTask('example:test', {
  description: 'The tests of the example itself',
  exec: 'jest --ci --config examples/secure-cluster/jest.config.json',
  receiveArgs: true,
});
for (const generated of [
  '/src/kubernetes/schema/tables.json',
  '/src/kubernetes/components/kubelet/table.json',
  '/src/kubernetes/components/flags/*.json',
  '/src/kubernetes/rbac/bootstrap/policy.json',
  '/docs/*.md',
  '/docs/rules/**',
  '/examples/*/expected/**',
]) {
  project.annotateGenerated(generated);
}
project.addTask('docs', {
  description: 'Writes the generated parts of the documentation',
  exec: 'ts-node -T -P scripts/tsconfig.json scripts/generate-docs.ts',
});
project.addTask('new:rule', {
  description: 'Writes the files of a new rule: npm run new:rule -- practice/topic/name',
  exec: 'ts-node -T -P scripts/tsconfig.json scripts/new-rule.ts',
  receiveArgs: true,
});
project.addTask('schema', {
  description: 'Writes the tables of kinds and fields from the releases of Kubernetes that the tests pin (needs Go)',
  exec: 'ts-node -T -P scripts/tsconfig.json scripts/generate-schema.ts',
});
project.addTask('flags', {
  description: 'Writes the tables of flags and feature gates from the releases of Kubernetes that the tests pin (needs Go)',
  exec: 'ts-node -T -P scripts/tsconfig.json scripts/generate-flags.ts',
});
project.addTask('bootstrap', {
  description: 'Writes the roles and bindings that API servers make, from the releases of Kubernetes that the tests pin (needs Go)',
  exec: 'ts-node -T -P scripts/tsconfig.json scripts/generate-bootstrap.ts',
});
const bench = project.addTask('bench', {
  description: 'The ratios of the README: two things compared in one run; with --rules, the cost of each rule',
});
bench.spawn(project.compileTask);
bench.exec('node --expose-gc -r ts-node/register/transpile-only bench/main.ts', {
  env: { TS_NODE_PROJECT: 'bench/tsconfig.json' },
  receiveArgs: true,
});
project.addTask('mutation', {
  description: 'Small changes of the code of a folder, and whether its tests notice them: --folder src/text --sample 50 --seed 1 --write',
  exec: 'ts-node -T -P scripts/tsconfig.json scripts/mutation.ts',
  receiveArgs: true,
});
const consumer = project.addTask('test:consumer', { description: 'The packed library in an app of its own, and the projects of `init`' });
for (const script of ['run', 'init']) consumer.exec(`bash test/consumer/${script}.sh`);
project.addTask('test:oracle', {
  description:
    'Differential tests against the libraries of Kubernetes itself (needs Go): skipped aloud without it, and an error where CI=true',
  exec: 'jest --ci --config test/oracle/jest.config.json --runInBand',
  receiveArgs: true,
});

project.synth();
