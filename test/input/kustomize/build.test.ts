import { checkFiles, foundIn, inFolder, type Files } from '../../support/checked-files';

inFolder();

const POD =
  '    spec:\n      automountServiceAccountToken: false\n      hostPID: true\n      containers:\n        - name: web\n'
  + '          image: nginx:1.2\n'
  + '        - name: side\n          image: side:1\n';
const DEPLOYMENT =
  'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  selector: { matchLabels: { app: web } }\n  template:\n'
  + `    metadata: { labels: { app: web } }\n${POD}`;
const BASE: Files = { 'base/d.yaml': DEPLOYMENT, 'base/kustomization.yaml': 'resources: [d.yaml]\n' };
const overlay = (text: string, name = 'over'): Files => ({ [`${name}/kustomization.yaml`]: `resources: [../base]\n${text}\n` });
const patched = (patch: string, target = '') => overlay(`patches:\n  - patch: |-\n      ${patch.replaceAll('\n', '\n      ')}\n${target}`);
const HOST = /host-namespaces/;
const TARGET = '    target: { kind: Deployment }\n';
const ofWeb = (spec: string) => `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: ${spec}`;
const NO_PID = ofWeb('{ template: { spec: { hostPID: false } } }');
const IS_THERE = 'violation workloads/host-namespaces base/d.yaml:11 spec.template.spec.hostPID';

test('a base by itself', () => expect(foundIn(HOST, BASE)).toEqual([IS_THERE]));

test.each<[string, Files]>([
  ['null', patched(ofWeb('{ template: { spec: { hostPID: null } } }'))],
  ['another value', patched(ofWeb('{ template: { spec: { hostPID: false } } }'))],
  ['a directive', patched(ofWeb('{ template: { spec: { $patch: replace, containers: [{ name: web, image: "a:1" }] } } }'))],
  ['a target', patched('kind: Deployment\nmetadata: { name: any }\nspec: { template: { spec: { hostPID: false } } }', TARGET)],
  ['a JSON patch', patched('- { op: remove, path: /spec/template/spec/hostPID }', TARGET)],
  ['a deleted object', patched('apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\n$patch: delete')],
  [
    'a file, through an overlay of an overlay',
    {
      ...overlay('patchesStrategicMerge: [p.yaml]'),
      'over/p.yaml': ofWeb('{ template: { spec: { hostPID: false } } }'),
      'top/kustomization.yaml': 'resources: [../over]\nnamePrefix: top-\n',
    },
  ],
  [
    'a component, after a prefix',
    {
      ...overlay('namePrefix: a-\n'),
      'top/kustomization.yaml': 'resources: [../over]\ncomponents: [../c]\n',
      'c/kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n'
        + 'patches: [{ patch: "- {op: replace, path: /spec/template/spec/hostPID, value: false}", target: { name: a-web } }]\n',
    },
  ],
])('a fault that a kustomization mends is none: %s', (_, files) => {
  expect(foundIn(HOST, { ...BASE, ...files })).toEqual([]);
  expect(checkFiles({ ...BASE, ...files }).report.unrendered).toEqual([]);
});

test.each<[string, Files, string]>([
  [
    'a patch of what is not there',
    patched('apiVersion: v1\nkind: Pod\nmetadata: { name: web }'),
    'a patch of Pod web, of which there is none',
  ],
  ['an unknown directive', patched(ofWeb('{ $retainKeys: [a] }')), 'the directive $retainKeys'],
  [
    'an item without its key',
    patched(ofWeb('{ template: { spec: { containers: [{ image: a }] } } }')),
    'a patch of the list spec.template.spec.containers, of which an item has no name',
  ],
  [
    'a selector',
    patched('- { op: remove, path: /spec/template/spec/hostPID }', '    target: { labelSelector: "a in (b)" }\n'),
    'a patch whose target has the labelSelector a in (b)',
  ],
  [
    'a JSON patch of what is not there',
    patched('- { op: replace, path: /spec/x, value: 1 }', TARGET),
    'a JSON patch of /spec/x, which is not there',
  ],
  [
    'a merge patch among JSON patches',
    { ...overlay('patchesJson6902: [{ path: p.yaml, target: { kind: Deployment, name: web, version: v1 } }]'), 'over/p.yaml': NO_PID },
    'an entry of patchesJson6902 that is no JSON patch',
  ],
  [
    'a JSON patch that is none, in the kustomization',
    patched('[{op: remove, path: /spec/template/spec/hostPID}]', TARGET),
    'a patch that begins with [ and is no JSON',
  ],
  [
    'a JSON patch that is none, in a file',
    {
      ...overlay('patches: [{ path: p.yaml, target: { kind: Deployment } }]'),
      'over/p.yaml': '[{op: remove, path: /spec/template/spec/hostPID}]\n',
    },
    'the patch p.yaml, which is not in the input or cannot be read',
  ],
  ['a transformer', overlay('transformers: [t.yaml]'), 'transformers'],
  ['a chart', overlay('helmCharts: [{ name: x }]'), 'helmCharts'],
  ['a generator', overlay('configMapGenerator: [{ name: x }]'), 'configMapGenerator'],
  ['what is elsewhere', overlay('components: ["https://example.com/c"]'), 'the component https://example.com/c, which is not in the input'],
  [
    'a file that is not there',
    overlay('patches: [{ path: gone.yaml }]'),
    'the patch gone.yaml, which is not in the input or cannot be read',
  ],
])('what is not certain is said, and not applied: %s', (_, files, what) => {
  expect(foundIn(HOST, { ...BASE, ...files })).toEqual([IS_THERE]);
  expect(checkFiles({ ...BASE, ...files }).report.unrendered).toEqual([{ file: 'over/kustomization.yaml', what: [what] }]);
});

describe('several overlays of one base', () => {
  const replicas = (name: string, count: number, more = '') => overlay(`replicas: [{ name: web, count: ${count} }]\n${more}`, name);
  const messages = (files: Files) =>
    checkFiles({ ...BASE, ...files })
      .report.result.findings.filter(({ rule }) => HOST.test(rule))
      .map(({ message, follows }) => [message, follows]);

  test('the same finding is told once', () => {
    expect(messages({ ...replicas('a', 1), ...replicas('b', 2) })).toEqual([
      ["the pod shares the host\'s process namespace", undefined],
      ["the pod shares the host\'s process namespace", 'workloads/host-namespaces'],
    ]);
  });

  test('what one of them mends is found in the other, by name', () => {
    const mended = 'patches: [{ patch: "- {op: remove, path: /spec/template/spec/hostPID}", target: { kind: Deployment } }]';
    expect(messages({ ...replicas('a', 1), ...replicas('b', 2, mended) })).toEqual([
      ["the pod shares the host\'s process namespace (as built by a/kustomization.yaml)", undefined],
    ]);
  });

  test('what they make of it does not overwrite each other', () => {
    expect(
      foundIn(/overwritten/, { ...BASE, ...replicas('a', 1), ...replicas('b', 2), 'top/kustomization.yaml': 'resources: [../a, ../b]\n' }),
    ).toEqual([]);
  });
});

test('lines are those of the file, wherever patches have moved an item', () => {
  const files = { ...BASE, ...patched(ofWeb('{ template: { spec: { containers: [{ name: side, image: "side:latest" }] } } }')) };
  expect(foundIn(/image-tag/, files)).toEqual([
    'violation workloads/image-tag base/d.yaml:16 spec.template.spec.containers[0].image; '
      + 'set by a patch: Deployment web patches[0].patch, over/kustomization.yaml:3',
  ]);
});

describe('a base that the user named is checked by itself, too', () => {
  const files = {
    ...BASE,
    ...overlay('patches: [{ patch: "- {op: remove, path: /spec/template/spec/hostPID}", target: { kind: Deployment } }]'),
  };
  test.each<[readonly string[], readonly string[]]>([
    [['.'], []],
    [['over', 'base'], [IS_THERE]],
    [['over', './base/'], [IS_THERE]],
    [['over', 'base/kustomization.yaml', 'base/d.yaml'], [IS_THERE]],
    [['over', 'base/d.yaml'], [IS_THERE]],
    [['.', 'base/d.yaml'], [IS_THERE]],
    [['.', 'base'], [IS_THERE]],
  ])('%j', (paths, expected) => expect(foundIn(HOST, files, { paths })).toEqual(expected));

  test('what is found in both is told once', () => {
    const { report } = checkFiles({ ...BASE, ...overlay('namespace: shop') }, { paths: ['.', 'base/d.yaml', 'base'] });
    const found = report.result.findings.filter(({ rule }) => HOST.test(rule));
    expect(found.map(({ message, follows }) => [message, follows])).toEqual([
      ["the pod shares the host's process namespace", undefined],
      ["the pod shares the host's process namespace", 'workloads/host-namespaces'],
    ]);
  });
});

describe('a finding names the patch that has set the field', () => {
  const PRIVILEGED = /^workloads\/privileged$/;
  const by = (place: string, path: string) => `set by a patch: Deployment web ${path}, ${place}`;
  const withFile = (text: string, target = '') => ({ ...overlay(`patches: [{ path: p.yaml${target} }]`), 'over/p.yaml': text });
  const privileged = (name: string, value: unknown = true) =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  template:\n    spec:\n      containers:\n`
    + `      - name: ${name}\n        securityContext: { privileged: ${String(value)} }\n`;
  const PATH = 'spec.template.spec.containers[0].securityContext.privileged';
  test.each<[string, Files, RegExp, readonly string[]]>([
    ['a merge patch', withFile(privileged('side')), PRIVILEGED, [by('over/p.yaml:9', PATH)]],
    [
      'an operation of a JSON patch',
      withFile(
        '- { op: add, path: /metadata/annotations, value: { a: b } }\n- op: add\n  path: /spec/template/spec/containers/1/securityContext\n'
          + '  value: { privileged: true }\n- { op: add, path: /spec/replicas, value: 2 }\n',
        ', target: { kind: Deployment }',
      ),
      PRIVILEGED,
      [by('over/p.yaml:2', '[1]')],
    ],
    [
      'an item that a JSON patch appends',
      withFile(
        '- { op: add, path: /spec/template/spec/containers/-, value: { name: x, image: x, securityContext: { privileged: true } } }\n',
        ', target: { kind: Deployment }',
      ),
      PRIVILEGED,
      [by('over/p.yaml:1', '[0]')],
    ],
    [
      'the last of several',
      {
        ...overlay('patches: [{ path: p.yaml }, { path: q.yaml }]'),
        'over/p.yaml': privileged('side'),
        'over/q.yaml': `# later\n${privileged('side', false)}`,
        'top/kustomization.yaml': 'resources: [../over]\npatches: [{ path: r.yaml }]\n',
        'top/r.yaml': `# last\n\n${privileged('side')}`,
      },
      PRIVILEGED,
      [by('top/r.yaml:11', PATH)],
    ],
    ['an item beside it', withFile(privileged('web', false)), HOST, []],
    ['the same value', withFile(ofWeb('{ template: { spec: { hostPID: true } } }')), HOST, []],
    [
      'the replaced mapping',
      withFile(ofWeb('{ template: { spec: { $patch: replace, hostPID: true, containers: [] } } }')),
      HOST,
      [by('over/p.yaml:4', 'spec.template.spec.hostPID')],
    ],
  ])('%s', (_, files, rules, expected) => {
    const found = foundIn(rules, { ...BASE, ...files });
    expect(found.map((text) => text.split('; ').slice(1))).toEqual([expected]);
  });

  test('that has removed it', () => {
    const removed = withFile(
      '- { op: remove, path: /spec/template/spec/automountServiceAccountToken }\n',
      ', target: { kind: Deployment }',
    );
    const found = foundIn(/workloads\/service-account-token/, { ...BASE, ...removed });
    expect(found).toEqual([expect.stringContaining(`spec.automountServiceAccountToken; ${by('over/p.yaml:1', '[0]')}`)]);
  });
});
