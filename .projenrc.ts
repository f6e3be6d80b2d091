import { cdk, cdk8s, javascript } from 'projen';

/** The arrows of ARCHITECTURE.md, each with the reason that lint prints. */
const rooms = ['versions', 'namespaces', 'rbac', 'etcd', 'kubelet', 'audit', 'nodes', 'traffic', 'processes', 'assurance', 'workloads'];
const forbid = (target: string[], from: string[], message: string) =>
  target.map((t) => ({ target: `./src/${t}`, from: from.map((f) => `./src/${f}`), message }));
const zones = [
  ...rooms.flatMap((room) => forbid([room], rooms.filter((r) => r !== room), 'No room imports a room: what two rooms need moves to src/model.')),
  ...forbid(['model'], ['engine', 'reports', 'cluster', 'cli', 'jest', 'catalog.ts', 'index.ts', ...rooms], 'model is the ground floor: it says what manifests are and imports nothing of ours.'),
  ...forbid(['engine'], ['reports', 'cluster', 'cli', 'jest', 'catalog.ts', 'index.ts', ...rooms], 'The engine knows rules only through their shape: it may import model alone.'),
  ...forbid(['reports'], ['cluster', 'cli', 'jest', 'catalog.ts', 'index.ts', ...rooms], 'A report renders results: it may import engine and model alone.'),
  ...forbid(rooms, ['reports', 'cluster', 'cli', 'jest', 'catalog.ts', 'index.ts'], 'A room is one practice: it may import engine and model alone.'),
  ...forbid(['catalog.ts'], ['reports', 'cluster', 'cli', 'jest', 'index.ts'], 'The catalog gathers the rooms\' rules and nothing else.'),
  ...forbid(['cluster'], ['cli', 'jest', 'index.ts'], 'cluster composes rooms; the command and the matchers stand above it.'),
  ...forbid(['cli', 'jest'], ['index.ts', ...rooms], 'The command and the matchers reach rules through the catalog only.'),
];

const project = new cdk8s.ConstructLibraryCdk8s({
  name: 'cdk8s-hardened',
  description: 'Typed, secure-by-default Kubernetes constructs for cdk8s, with validators that refuse to synthesise what breaks a practice.',
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
  sampleCode: false,
  artifactsDirectory: 'artifacts',
  excludeTypescript: ['examples/**', 'bench/**'],
  bin: { 'cdk8s-hardened': 'bin/cdk8s-hardened' },
  peerDeps: ['cdk8s-plus-28@^2.5.6'],
  bundledDeps: ['commander@^14', 'ipaddr.js@^2', 'js-yaml@^5'],
  devDeps: ['ajv@^8', 'ajv-formats@^3', 'fast-check@^4'],
  gitignore: ['/dist/', '/artifacts/', '/.work/'],
  tsconfigDev: {
    compilerOptions: {
      skipLibCheck: true,
      noUncheckedIndexedAccess: true,
    },
    include: ['../src/**/*.ts', '../examples/**/*.ts', '../bench/**/*.ts'],
  },
  tsconfig: { compilerOptions: { noUncheckedIndexedAccess: true } },
  jestOptions: {
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    junitReporting: false,
    jestConfig: {
      collectCoverage: false,
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/lib/', '<rootDir>/test/oracle/'],
      modulePathIgnorePatterns: ['<rootDir>/artifacts', '<rootDir>/dist', '<rootDir>/.work'],
    },
  },
  eslintOptions: { dirs: ['src'], devdirs: ['test', 'examples', 'bench', 'projenrc'], commandOptions: { fix: false } },
});

// jsii rewrites tsconfig.json itself; tests are transpiled only: types are checked by `npm run typecheck`.
project.jest!.config.transform = { '^.+\\.tsx?$': ['ts-jest', { tsconfig: 'test/tsconfig.json', diagnostics: false }] };

project.package.addField('exports', {
  '.': { types: './lib/index.d.ts', default: './lib/index.js' },
  './package.json': './package.json',
  './.jsii': './.jsii',
});

project.eslint!.addRules({
  'import/no-restricted-paths': ['error', { zones }],
  '@typescript-eslint/no-explicit-any': ['error'],
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
  '@stylistic/object-property-newline': 'off',
  'curly': ['error', 'multi-line'],
  'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
});
project.eslint!.addOverride({ files: ['test/**/*.ts', 'examples/**/*.ts', 'bench/**/*.ts'], rules: { 'max-lines': 'off', '@typescript-eslint/no-explicit-any': 'off' } });

for (const task of [project.compileTask, project.tasks.tryFind('docgen')!]) task.env('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '1');

project.testTask.reset();
project.testTask.spawn(project.compileTask);
project.testTask.exec('jest --ci', { receiveArgs: true });

for (const path of ['/examples/', '/bench/', '/docs/', '/.ci/', '/.work/', '/artifacts/', '/tsconfig.*.json', '/CONTRIBUTING.md', '/ARCHITECTURE.md']) project.npmignore!.exclude(path);

project.addTask('typecheck', { description: 'Types of tests, examples and benchmarks', exec: 'tsc --noEmit -p test/tsconfig.json' });
project.addTask('lint', { description: 'ESLint and type checks' });
project.tasks.tryFind('lint')!.spawn(project.tasks.tryFind('eslint')!);
project.tasks.tryFind('lint')!.spawn(project.tasks.tryFind('typecheck')!);

project.addTask('test:oracle', {
  description: 'Comparisons with the programs and libraries that we follow; those whose tools are missing are skipped',
  exec: "jest --ci --testPathIgnorePatterns /node_modules/ --testMatch '<rootDir>/test/oracle/**/*.test.ts'",
  receiveArgs: true,
});

project.synth();
