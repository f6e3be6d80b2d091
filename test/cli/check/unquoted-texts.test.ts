import { shownFindings } from '../../../src/reports/summary';
import { checkFiles, inFolder } from '../../support/checked-files';

inFolder();

/** Everything that reports show, except that a namespace is not in the input, as `status rule object field`. */
const shown = (text: string) => {
  const { report } = checkFiles({ 'a.yaml': text });
  return shownFindings(report.result.findings)
    .filter(({ rule }) => rule !== 'namespaces/information-system')
    .map(({ status, rule, object, path }) => `${status} ${rule} ${object!.kind} ${object!.namespace ?? ''}/${object!.name} ${path}`);
};
const schema = (object: string, path: string) => `violation manifests/schema ${object} ${path}`;

const LABELS =
  'cdk8s-hardened/information-system: s, '
  + 'pod-security.kubernetes.io/enforce: restricted, pod-security.kubernetes.io/enforce-version: v1.36';

test.each<[string, string, string[]]>([
  [
    'the namespace of an object',
    '{ apiVersion: v1, kind: ConfigMap, metadata: { name: a, namespace: on } }',
    [schema('ConfigMap true/a', 'metadata.namespace')],
  ],
  [
    'the name of a Namespace',
    `{ apiVersion: v1, kind: Namespace, metadata: { name: no, labels: { ${LABELS} } } }`,
    [schema('Namespace /false', 'metadata.name')],
  ],
  [
    'a number as a name',
    '{ apiVersion: v1, kind: ConfigMap, metadata: { name: 8080, namespace: shop } }',
    [schema('ConfigMap shop/8080', 'metadata.name')],
  ],
  [
    'a name that is a number with an exponent',
    '{ apiVersion: v1, kind: ConfigMap, metadata: { name: 1e3, namespace: shop } }',
    [schema('ConfigMap shop/1000', 'metadata.name')],
  ],
  [
    'the namespace and labels of a custom resource',
    '{ apiVersion: example.com/v1, kind: Shop, metadata: { name: a, namespace: n, labels: { a: 1 } }, spec: { a: 1 } }',
    [schema('Shop false/a', 'metadata.labels.a'), schema('Shop false/a', 'metadata.namespace')],
  ],
  [
    'labels and annotations',
    '{ apiVersion: v1, kind: ConfigMap, metadata: { name: a, namespace: shop, labels: { version: 1.10 }, annotations: { on: yes } } }',
    [schema('ConfigMap shop/a', 'metadata.annotations.true'), schema('ConfigMap shop/a', 'metadata.labels.version')],
  ],
  [
    'data of a ConfigMap',
    '{ apiVersion: v1, kind: ConfigMap, metadata: { name: a, namespace: shop }, '
      + 'data: { port: 8080, debug: off, empty: null, day: 2024-01-01 } }',
    [schema('ConfigMap shop/a', 'data.debug'), schema('ConfigMap shop/a', 'data.port')],
  ],
  [
    'data of a Secret',
    '{ apiVersion: v1, kind: Secret, metadata: { name: a, namespace: shop }, stringData: { password: 12345 } }',
    [schema('Secret shop/a', 'stringData.password')],
  ],
])('%s: one finding, and nothing that follows from it', (_, text, expected) => expect(shown(text)).toEqual(expected));

test('selectors and labels that are the same number fit each other, and what cannot be decided is left out', () => {
  const text = [
    '{ apiVersion: v1, kind: Service, metadata: { name: a, namespace: shop }, spec: { selector: { app: 1 }, ports: [{ port: 80 }] } }',
    '{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: a, namespace: shop }, '
      + 'spec: { podSelector: { matchLabels: { app: 1 } }, policyTypes: [Ingress] } }',
    '{ apiVersion: apps/v1, kind: Deployment, metadata: { name: a, namespace: shop }, spec: { selector: { matchLabels: { app: 1 } }, '
      + 'template: { metadata: { labels: { app: 1 } }, '
      + 'spec: { containers: [{ name: c, image: "i:1", env: [{ name: PORT, value: 80 }] }] } } } }',
  ].join('\n---\n');
  const places = /spec\.(?:selector|podSelector|template\.metadata|template\.spec\.containers\[0\]\.env)/;
  expect(shown(text).filter((line) => places.test(line))).toEqual([
    schema('Service shop/a', 'spec.selector.app'),
    schema('NetworkPolicy shop/a', 'spec.podSelector.matchLabels.app'),
    schema('Deployment shop/a', 'spec.selector.matchLabels.app'),
    schema('Deployment shop/a', 'spec.template.metadata.labels.app'),
    schema('Deployment shop/a', 'spec.template.spec.containers[0].env[0].value'),
  ]);
});

test('the message says what YAML makes of it, and what to do', () => {
  const { report } = checkFiles({
    'a.yaml': '{ apiVersion: v1, kind: ConfigMap, metadata: { name: on, namespace: shop }, data: { secret: 4711 } }',
  });
  expect(report.result.findings.filter(({ rule }) => rule === 'manifests/schema').map(({ message }) => message)).toEqual([
    'secret is a number where a string belongs (YAML reads it so without quotes), so the API server rejects the object',
    'name is a boolean where a string belongs (YAML reads true, yes, on and y so without quotes), so the API server rejects the object',
  ]);
  expect(report.result.findings[0]!.fix).toContain('in quotes');
});
