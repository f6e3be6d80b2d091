import { foundIn, inFolder, type Files } from '../../support/checked-files';

inFolder();

const NAMESPACE = '{ apiVersion: v1, kind: Namespace, metadata: { name: shop } }\n';
const policy = (selector: string, namespace = 'shop') =>
  'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n'
  + `metadata: { name: baseline${namespace === '' ? '' : `, namespace: ${namespace}`} }\n`
  + `spec: { podSelector: ${selector}, policyTypes: [Ingress, Egress] }\n`;
const [DENY, WEB] = [policy('{}'), policy('{ matchLabels: { app: web } }')];
const replaced = (by: string, ...others: readonly string[]) =>
  `violation manifests/overwritten-protection ${by} metadata.name`
  + others.map((place) => `; replaced by it, and not checked: NetworkPolicy shop/baseline metadata.name, ${place}`).join('');
const RULES = /^manifests\/overwritten|^namespaces\/default-deny-ingress/;
const OPEN = (place: string) => `violation namespaces/default-deny-ingress ${place} `;

test.each<[string, Files, string[]]>([
  [
    'in one file',
    { 'a.yaml': `${NAMESPACE}---\n${DENY}---\n${WEB}` },
    [`violation namespaces/default-deny-ingress a.yaml:1 `, replaced('a.yaml:10', 'a.yaml:5')],
  ],
  [
    'in two files of a folder, in the order of their names',
    { '0.yaml': NAMESPACE, 'a.yaml': DENY, 'b.yaml': WEB },
    [OPEN('0.yaml:1'), replaced('b.yaml:3', 'a.yaml:3')],
  ],
  ['the other way round', { '0.yaml': NAMESPACE, 'a.yaml': WEB, 'b.yaml': DENY }, [replaced('b.yaml:3', 'a.yaml:3')]],
  [
    'in two folders',
    { '0.yaml': NAMESPACE, 'platform/policies.yaml': DENY, 'vendor/policies.yaml': WEB },
    [OPEN('0.yaml:1'), replaced('vendor/policies.yaml:3', 'platform/policies.yaml:3')],
  ],
  ['the same content twice', { '0.yaml': NAMESPACE, 'a.yaml': DENY, 'b.yaml': `# a copy\n${DENY}` }, []],
  ['for two environments', { '0.yaml': NAMESPACE, 'dev/policies.yaml': WEB, 'prod/policies.yaml': DENY }, []],
])('%s', (_, files, expected) => expect(foundIn(RULES, files)).toEqual(expected));

test('the default namespace of the run makes one object of two', () => {
  const files = { 'a.yaml': policy('{}', ''), 'b.yaml': WEB };
  expect(foundIn(/overwritten/, files)).toEqual([]);
  expect(foundIn(/overwritten/, files, { defaultNamespace: 'shop' })).toHaveLength(1);
});
