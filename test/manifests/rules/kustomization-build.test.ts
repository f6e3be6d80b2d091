import { checkFiles, foundIn, inFolder, type Files } from '../../support/checked-files';

inFolder();

const RULE = /kustomization-build/;
const POD = 'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { containers: [{ name: a, image: a }] }\n';
const COMPONENT = 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [pod.yaml]\n';
const BASE: Files = { 'base/kustomization.yaml': 'resources: [pod.yaml]\n', 'base/pod.yaml': POD };
const over = (text: string): Files => ({ ...BASE, 'over/kustomization.yaml': `resources: [../base]\n${text}\n` });
const removes = (field: string) => `{ patch: "- { op: remove, path: /spec/${field} }", target: { kind: Pod } }`;
const ENTRY = (at: string, line: number) => `; not applied: Kustomization (unnamed) ${at}, over/kustomization.yaml:${line}`;

test.each<[string, Files, readonly string[]]>([
  ['what is built', over('namespace: shop\npatches: [{ patch: "- { op: add, path: /spec/x, value: 1 }", target: { kind: Pod } }]'), []],
  ['nothing at all', BASE, []],
  ['neither path nor patch', over('patches: [{ target: { kind: Pod } }]'), ['violation over/kustomization.yaml:2 patches[0]']],
  ['null and an empty text', over('patches:\n- path: null\n  patch: ""'), ['violation over/kustomization.yaml:3 patches[0]']],
  ['both', over('patches:\n- path: p.yaml\n  patch: "[]"'), ['violation over/kustomization.yaml:3 patches[0]']],
  ['a field that kustomize does not know', over('patch: []'), ['unknown over/kustomization.yaml:2 patch']],
  ['another kind', over('kind: Kustomisation'), ['unknown over/kustomization.yaml:2 kind']],
  ['two kustomizations in a folder', { ...BASE, 'base/Kustomization': 'resources: [pod.yaml]\n' }, ['unknown base/kustomization.yaml:1 ']],
  [
    'a resource outside its folder',
    { 'pod.yaml': POD, 'over/kustomization.yaml': 'resources: [../pod.yaml]\n' },
    ['unknown over/kustomization.yaml:1 resources[0]'],
  ],
  [
    'a patch outside its folder',
    { ...over('patches: [{ path: ../p.yaml }]'), 'p.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: { name: a, labels: { a: b } }\n' },
    ['unknown over/kustomization.yaml:1 '],
  ],
  [
    'a component among resources',
    { ...BASE, 'base/kustomization.yaml': COMPONENT, 'over/kustomization.yaml': 'resources: [../base]\n' },
    ['unknown over/kustomization.yaml:1 resources[0]'],
  ],
  [
    'no component among components',
    { ...BASE, 'over/kustomization.yaml': 'components: [../base]\n' },
    ['unknown over/kustomization.yaml:1 components[0]'],
  ],
  [
    'a component',
    {
      ...BASE,
      'c/kustomization.yaml': COMPONENT.replace('[pod.yaml]', '[]'),
      'over/kustomization.yaml': 'resources: [../base]\ncomponents: [../c]\n',
    },
    [],
  ],
  ['a generator', over('secretGenerator: [{ name: x }]'), ['unknown over/kustomization.yaml:2 secretGenerator']],
  ['a chart', over('helmCharts: [{ name: x }]'), ['unknown over/kustomization.yaml:2 helmCharts']],
  ['a resource elsewhere', over('bases: [https://example.com/x]'), ['unknown over/kustomization.yaml:2 bases[0]']],
  ['a component that is missing', over('components: [../c]'), ['unknown over/kustomization.yaml:2 components[0]']],
  ['a patch that is missing', over('patches: [{ path: gone.yaml }]'), ['unknown over/kustomization.yaml:2 patches[0]']],
  [
    'a patch of what is not there',
    over('patches: [{ patch: "{ apiVersion: v1, kind: Pod, metadata: { name: z } }" }]'),
    ['unknown over/kustomization.yaml:2 patches[0]'],
  ],
  [
    'a patch whose effect on an object is not certain: at the object',
    over('patches: [{ patch: "- { op: remove, path: /spec/gone }", target: { kind: Pod } }]'),
    [`unknown base/pod.yaml:1 ${ENTRY('patches[0]', 2)}`],
  ],
  [
    'two of them: one finding each',
    over(`patches:\n- ${removes('x')}\n- ${removes('y')}`),
    [`unknown base/pod.yaml:1 ${ENTRY('patches[0]', 3)}`, `unknown base/pod.yaml:1 ${ENTRY('patches[1]', 4)}`],
  ],
  [
    'in a base of two overlays: one finding',
    {
      'base/pod.yaml': POD,
      'base/kustomization.yaml': 'resources: [pod.yaml]\nvars: [{ name: x }]\n',
      'a/kustomization.yaml': 'resources: [../base]\nnamespace: a\n',
      'b/kustomization.yaml': 'resources: [../base]\nnamespace: b\n',
    },
    ['unknown base/kustomization.yaml:2 vars'],
  ],
  [
    'two objects of one name',
    { ...BASE, 'base/kustomization.yaml': 'resources: [pod.yaml, again.yaml]\n', 'base/again.yaml': POD },
    ['unknown base/again.yaml:1 ; not applied: Kustomization (unnamed), base/kustomization.yaml:1'],
  ],
])('%s', (_, files, expected) => {
  expect(foundIn(RULE, files).map((text) => text.replace(' manifests/kustomization-build', ''))).toEqual(expected);
});

test('says what is not applied', () => {
  const { report } = checkFiles(
    over('patches: [{ patch: "- { op: remove, path: /spec/gone }", target: { kind: Pod } }]\nvars: [{ name: x }]'),
  );
  expect(report.result.findings.filter(({ rule }) => RULE.test(rule)).map(({ message }) => message)).toEqual([
    'not all of a kustomization is applied to it here: a JSON patch of /spec/gone, which is not there',
    'not all of the kustomization is applied to what is checked: vars',
  ]);
});

test('the Kustomization of Flux is another kind', () => {
  const flux =
    'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: x }\nspec: { patches: [{ target: {} }] }\n';
  expect(foundIn(RULE, { 'flux.yaml': `${flux}patches: [{ target: {} }]\n` })).toEqual([]);
});
