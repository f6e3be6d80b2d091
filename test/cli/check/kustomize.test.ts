import { leftOutOf } from '../../../src/reports/summary';
import { checkFiles, foundIn, inFolder, type Files } from '../../support/checked-files';

inFolder();

const deployment = (name: string, container: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${name} }\n`
  + 'spec: { selector: { matchLabels: { app: x } }, template: { metadata: { labels: { app: x } }, '
  + `spec: { containers: [{ ${container} }] } } }\n`;
const BASE = deployment('web', 'name: web, image: i');
const PATCH =
  'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\n'
  + 'spec: { template: { spec: { hostPID: true, containers: [{ name: web }] } } }\n';
const config = (name: string, value = 'x') => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\ndata: { value: ${value} }\n`;
const kustomization = (text: string) => `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n${text}\n`;
const PATCHES = 'kustomize patches, which are laid over other objects';

const accountOf = (files: Files) => {
  const { report } = checkFiles(files);
  const { result, leftOut, notKubernetes, errors } = report;
  return { objects: result.objects, leftOut: leftOut.map(({ reason, files: of }) => `${of} ${reason}`), notKubernetes, errors };
};

describe('patches', () => {
  test.each<[string, string]>([
    ['patches', 'patches: [{ path: p.yaml }]'],
    ['patches with a target', 'patches: [{ path: ./p.yaml, target: { kind: Deployment } }]'],
    ['patchesStrategicMerge', 'patchesStrategicMerge: [p.yaml]'],
  ])('%s: no object, and said to be left out', (_, field) => {
    const files = {
      'base/d.yaml': BASE,
      'base/kustomization.yaml': 'resources: [d.yaml]\n',
      'over/kustomization.yaml': `${field}\nresources: [../base]\n`,
      'over/p.yaml': PATCH,
    };
    expect(foundIn(/host-namespaces|^manifests/, files)).toEqual([
      'violation workloads/host-namespaces base/d.yaml:4 spec.template.spec.hostPID; '
        + 'set by a patch: Deployment web spec.template.spec.hostPID, over/p.yaml:4',
    ]);
    expect(accountOf(files)).toEqual({ objects: 3, leftOut: [`1 ${PATCHES}`], notKubernetes: [], errors: [] });
    expect(leftOutOf(checkFiles(files).report)).toBe(`1 file not read: ${PATCHES}`);
  });

  test('of a component, and a JSON patch', () => {
    const files = {
      'c/kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches: [{ path: p.yaml, target: { kind: Deployment } }]\n',
      'c/p.yaml': '- { op: add, path: /spec/template/spec/hostPID, value: true }\n',
      'd.yaml': BASE,
    };
    expect(accountOf(files)).toEqual({ objects: 2, leftOut: [`1 ${PATCHES}`], notKubernetes: [], errors: [] });
  });

  test('what is a resource too is an object', () => {
    const files = { 'kustomization.yaml': 'resources: [d.yaml]\npatches: [{ path: d.yaml }]\n', 'd.yaml': PATCH };
    expect(foundIn(/host-namespaces/, files)).toEqual(['violation workloads/host-namespaces d.yaml:4 spec.template.spec.hostPID']);
  });

  test('images are those of the kustomization', () => {
    const files = { 'd.yaml': BASE, 'Kustomization': 'resources: [d.yaml]\nimages: [{ name: i, newTag: latest }]\n' };
    expect(foundIn(/image-tag/, files)).toEqual([
      'violation workloads/image-tag d.yaml:4 spec.template.spec.containers[0].image; '
        + 'set by the kustomization: Deployment web images[0], Kustomization:2',
    ]);
    expect(checkFiles(files).report.unrendered).toEqual([]);
  });

  test('names, labels and namespaces are no changes of that kind', () => {
    const { report } = checkFiles({
      'd.yaml': BASE,
      'kustomization.yml': 'resources: [d.yaml]\nnamePrefix: a-\nnamespace: shop\nlabels: []\n',
    });
    expect([leftOutOf(report), report.unrendered]).toEqual([undefined, []]);
  });
});

test('the account of what is not applied names the remedy', () => {
  const files = { 'd.yaml': BASE, 'kustomization.yaml': 'resources: [d.yaml]\nvars: [{ name: x }]\n' };
  expect(leftOutOf(checkFiles(files).report)).toBe(
    'not all of kustomization.yaml (vars) is applied: check with --render, or what `kustomize build` prints',
  );
});

test('what generators and transformers read is no object, and may be anything', () => {
  const files = {
    'kustomization.yaml': kustomization(
      'resources: [d.yaml]\nconfigMapGenerator: [{ name: a, files: [key=a.yaml, b.yaml], envs: [e.json] }]\n'
        + 'helmCharts: [{ name: x, valuesFile: v.yaml, additionalValuesFiles: [w.yaml] }]\n'
        + 'transformers: [t.yaml, folder]\nreplacements: [{ path: r.yaml }]\nconfigurations: [c.yaml]\nopenapi: { path: o.json }',
    ),
    'd.yaml': BASE,
    'a.yaml': PATCH,
    'b.yaml': 'x: {{ .Values.x }}\n',
    'e.json': '[]',
    'v.yaml': 'a: [\n',
    'w.yaml': 'a: 1\n',
    't.yaml': 'apiVersion: builtin\nkind: PrefixTransformer\nmetadata: { name: x }\n',
    'folder/kustomization.yaml': 'resources: [u.yaml]\n',
    'folder/u.yaml': 'apiVersion: builtin\nkind: PrefixTransformer\nmetadata: { name: x }\n',
    'r.yaml': '- {}\n',
    'c.yaml': 'a: 1\n',
    'o.json': '{}',
  };
  expect(accountOf(files)).toEqual({
    objects: 3,
    leftOut: ['10 read by generators and transformers of kustomize'],
    notKubernetes: [],
    errors: [],
  });
});

describe('the namespace of a kustomization', () => {
  const RULE = /default-namespace/;
  const missing = 'violation namespaces/default-namespace base/d.yaml:3 metadata.namespace';
  const base = { 'base/d.yaml': BASE, 'base/kustomization.yaml': 'resources: [d.yaml]\n' };
  test.each<[string, Files, string[]]>([
    ['none', base, [missing]],
    ['its own', { ...base, 'base/kustomization.yaml': 'resources: [d.yaml]\nnamespace: shop\n' }, []],
    ['that of the overlay', { ...base, 'over/kustomization.yaml': 'resources: [../base]\nnamespace: shop\n' }, []],
    [
      'of two overlays',
      {
        ...base,
        'a/kustomization.yaml': 'resources: [../base]\nnamespace: a\n',
        'b/kustomization.yaml': 'bases: [../base]\nnamespace: b\n',
      },
      [],
    ],
    [
      'of one of two overlays',
      { ...base, 'a/kustomization.yaml': 'resources: [../base]\nnamespace: a\n', 'b/kustomization.yaml': 'bases: [../base]\n' },
      [missing],
    ],
    ['default', { ...base, 'over/kustomization.yaml': 'resources: [../base]\nnamespace: default\n' }, [missing]],
    ['of another folder', { ...base, 'other/kustomization.yaml': 'namespace: shop\n' }, [missing]],
    [
      'of kustomizations that lead back to each other',
      {
        ...base,
        'base/kustomization.yaml': 'resources: [d.yaml, ../over]\n',
        'over/kustomization.yaml': 'resources: [../base]\nnamespace: shop\n',
      },
      [],
    ],
  ])('%s', (_, files, expected) => expect(foundIn(RULE, files)).toEqual(expected));

  test('is where policies and accounts are looked for: the outermost has the last word', () => {
    const files = {
      ...base,
      'base/kustomization.yaml': 'resources: [d.yaml]\nnamespace: inner\n',
      'over/kustomization.yaml': 'resources: [../base, n.yaml]\nnamespace: shop\n',
      'over/n.yaml':
        'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n'
        + 'metadata: { name: deny }\nspec: { podSelector: {}, policyTypes: [Ingress] }\n',
    };
    expect(foundIn(/default-deny/, files)).toEqual(['violation namespaces/default-deny-egress over/n.yaml:1 ']);
  });

  test('has precedence over that of the run', () => {
    const files = { ...base, 'base/kustomization.yaml': 'resources: [d.yaml]\nnamespace: default\n' };
    expect(foundIn(RULE, files, { defaultNamespace: 'shop' })).toEqual([missing]);
  });
});

describe('objects of one name', () => {
  const RULE = /overwritten/;
  test('of kustomizations that have nothing in common are alternatives', () => {
    const files = {
      'x/kustomization.yaml': 'resources: [a.yaml]\n',
      'x/a.yaml': config('a', 'x'),
      'z/kustomization.yaml': 'resources: [a.yaml]\n',
      'z/a.yaml': config('a', 'y'),
    };
    expect(foundIn(RULE, files)).toEqual([]);
    expect(foundIn(RULE, { 'kustomization.yaml': 'resources: [x, z]\n' })).toEqual([
      expect.stringMatching(/^violation manifests\/overwritten-object z\/a.yaml:3 metadata.name/),
    ]);
  });

  test('of which one is in no kustomization may be', () => {
    const files = { 'x/kustomization.yaml': 'resources: [a.yaml]\n', 'x/a.yaml': config('a', 'x'), 'x/b.yaml': config('a', 'y') };
    expect(foundIn(RULE, files)).toEqual([expect.stringMatching(/^unknown manifests\/overwritten-object x\/b.yaml:3 metadata.name/)]);
  });

  test('in the namespaces of several overlays are alternatives', () => {
    const files = {
      'base/kustomization.yaml': 'resources: [a.yaml]\n',
      'base/a.yaml': config('a'),
      'dev/kustomization.yaml': 'resources: [../base, a.yaml]\nnamespace: dev\n',
      'dev/a.yaml': config('b', 'x'),
      'live/kustomization.yaml': 'resources: [../base, a.yaml]\nnamespace: live\n',
      'live/a.yaml': config('b', 'y'),
    };
    expect(foundIn(RULE, files)).toEqual([]);
  });
});
