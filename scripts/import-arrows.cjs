/**
 * ESLint rule: the import arrows of ARCHITECTURE.md. A folder of src/ is a layer of the table or else a practice. Resolved by path alone.
 */
const path = require('node:path');

const PRACTICE = 'practice';

/** Layer or file of src/: what it may import, and the reason that lint prints. */
const ARROWS = {
  text: [[], 'text reads and writes YAML and JSON, and knows nothing of Kubernetes'],
  kubernetes: [['text'], 'kubernetes says what manifests and components mean, and judges nothing'],
  analysis: [['text', 'kubernetes'], 'analysis answers questions about a whole input, whatever rules ask them'],
  logs: [['text', 'kubernetes'], 'logs reads streams, whatever rules judge them'],
  engine: [['text', 'kubernetes', 'analysis', 'logs'], 'the engine knows rules only by their shape'],
  cdk8s: [['text', 'kubernetes'], 'cdk8s is what constructs share, and stands beside the engine'],
  input: [['text', 'kubernetes', 'engine', 'cdk8s'], 'input finds and reads files, whatever rules judge them'],
  [PRACTICE]: [
    ['text', 'kubernetes', 'analysis', 'logs', 'engine', 'cdk8s'],
    'no practice imports another, nor what stands above it: what two practices need is read once, in kubernetes or analysis',
  ],
  benchmarks: [['kubernetes', 'engine'], 'the controls of published benchmarks name no rule: rules name them'],
  catalog: [['engine', 'benchmarks', PRACTICE], 'the catalog gathers the rules of the practices, and the benchmarks that they serve'],
  equivalents: [['text'], 'the tables of the checks of other tools name rules by id'],
  reports: [['text', 'kubernetes', 'analysis', 'logs', 'engine', 'input'], 'a report renders a result, whatever made it'],
  app: [
    ['text', 'kubernetes', 'analysis', 'logs', 'engine', 'cdk8s', 'input', PRACTICE, 'catalog', 'reports'],
    'app composes practices, and the ways in stand above it',
  ],
  embedding: [
    ['text', 'kubernetes', 'analysis', 'logs', 'engine', 'cdk8s', 'input', 'catalog', 'reports', 'app'],
    'embedding is the way in for packages/*, and reaches rules through the catalog',
  ],
  cli: [
    ['text', 'kubernetes', 'analysis', 'logs', 'engine', 'input', 'catalog', 'equivalents', 'reports', 'app'],
    'the command reaches rules through the catalog, and needs no other way in',
  ],
  jest: [
    ['text', 'kubernetes', 'analysis', 'logs', 'engine', 'cdk8s', 'input', 'catalog', 'reports', 'app'],
    'the matchers reach rules through the catalog, and need no other way in',
  ],
  plugin: [
    ['text', 'kubernetes', 'analysis', 'logs', 'engine', 'cdk8s', 'input', 'catalog', 'reports', 'app'],
    'the plugin reaches rules through the catalog, and needs no other way in',
  ],
  index: [
    ['kubernetes', 'engine', 'cdk8s', PRACTICE, 'reports', 'app'],
    'the public API has constructs, what they take and what is reported, not the ways in',
  ],
};

const WITHIN =
  'constructs and rules of a practice do not import each other: what both need stands in the folder of the practice, beside the two';

const SRC = path.join(__dirname, '..', 'src');

/** `workloads/rules/…` of a file or of what an import names; undefined outside of src/. */
function segments(file) {
  const relative = path.relative(SRC, file);
  if (relative.startsWith('..')) return undefined;
  const [first, ...rest] = relative.replace(/\.ts$/, '').split(path.sep);
  return [first === '' ? 'index' : first, ...rest];
}

const layerOf = (name) => (Object.hasOwn(ARROWS, name) ? name : PRACTICE);

function faultOf(from, to) {
  if (from[0] !== to[0]) {
    const [allowed, reason] = ARROWS[layerOf(from[0])];
    return allowed.includes(layerOf(to[0])) ? undefined : reason;
  }
  const parts = [from[1], to[1]].sort();
  return layerOf(from[0]) === PRACTICE && parts[0] === 'constructs' && parts[1] === 'rules' ? WITHIN : undefined;
}

module.exports = {
  /** The practice that a file of src/ belongs to, if any. */
  practiceOf(file) {
    const [first] = segments(file) ?? [];
    return first === undefined || layerOf(first) !== PRACTICE ? undefined : first;
  },
  meta: {
    type: 'problem',
    docs: { description: 'Folders of src/ import only those below them' },
    schema: [],
    messages: { forbidden: 'src/{{from}} may not import src/{{to}}: {{reason}}.' },
  },
  create(context) {
    const from = segments(context.filename);
    if (!from) return {};
    const check = (node) => {
      if (node?.type !== 'Literal' || typeof node.value !== 'string' || !node.value.startsWith('.')) return;
      const to = segments(path.resolve(path.dirname(context.filename), node.value));
      const reason = to && faultOf(from, to);
      if (reason !== undefined) {
        const name = (parts) => (reason === WITHIN ? parts.slice(0, 2).join('/') : parts[0]);
        context.report({ node, messageId: 'forbidden', data: { from: name(from), to: name(to), reason } });
      }
    };
    return {
      ImportDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      TSExternalModuleReference: (node) => check(node.expression),
      TSImportType: (node) => check(node.source ?? node.argument?.literal),
      CallExpression: (node) => node.callee.type === 'Identifier' && node.callee.name === 'require' && check(node.arguments[0]),
    };
  },
};
