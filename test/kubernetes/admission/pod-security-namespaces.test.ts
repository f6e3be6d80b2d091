import { podSecuritySettings } from '../../../src/kubernetes/admission/pod-security-configuration';
import { podSecurityNamespaces } from '../../../src/kubernetes/admission/pod-security-namespaces';
import { parseMinor } from '../../../src/kubernetes/releases/versions';
import { inventoryOf } from '../../support/findings';

const POD = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'api', namespace: 'shop' }, spec: { containers: [{ name: 'api' }] } };
const namespace = (labels: object = {}) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels } });
const enforce = (level: string) => namespace({ 'pod-security.kubernetes.io/enforce': level });
const configuration = (fields: object) => ({
  apiVersion: 'pod-security.admission.config.k8s.io/v1',
  kind: 'PodSecurityConfiguration',
  ...fields,
});
const BASELINE = configuration({ defaults: { enforce: 'baseline' } });

/** What the only namespace enforces, in each way that is possible, and why that is unknown. */
function enforced(...manifests: readonly object[]) {
  const [found] = podSecurityNamespaces(inventoryOf([...manifests, POD]));
  return [found!.admissions.map(({ asks, exempt }) => (exempt ? 'exempt' : asks.enforce?.name)), found!.doubt];
}

test.each<[string, readonly object[], unknown[]]>([
  ['nothing is asked without label and configuration', [namespace()], [['privileged:latest'], undefined]],
  ['a label', [enforce('restricted')], [['restricted:latest'], undefined]],
  ['the default of a configuration', [namespace(), BASELINE], [['baseline:latest'], undefined]],
  ['a label before the default', [enforce('restricted'), BASELINE], [['restricted:latest'], undefined]],
  ['a label that is not a level means restricted', [enforce('strict')], [['restricted:latest'], undefined]],
  ['an exempt namespace', [enforce('restricted'), configuration({ exemptions: { namespaces: ['shop'] } })], [['exempt'], undefined]],
  [
    'a Namespace that is not in the input',
    [BASELINE],
    [['baseline:latest'], 'its Namespace object is not in the input, and may say otherwise'],
  ],
  [
    'two configurations that differ',
    [namespace(), BASELINE, configuration({ defaults: { enforce: 'restricted' } })],
    [['baseline:latest', 'restricted:latest'], 'configurations of Pod Security admission in the input differ'],
  ],
])('%s', (_, manifests, expected) => expect(enforced(...manifests)).toEqual(expected));

test('pods of an exempt RuntimeClass are admitted without a check', () => {
  const kata = { ...POD, spec: { ...POD.spec, runtimeClassName: 'kata' } };
  const exempt = configuration({ defaults: { enforce: 'restricted' }, exemptions: { runtimeClasses: ['kata'] } });
  const [found] = podSecurityNamespaces(inventoryOf([namespace(), exempt, POD, { ...kata, metadata: { ...kata.metadata, name: 'vm' } }]));
  const [admission] = found!.admissions;
  expect(found!.pods.map((pod) => [pod.pod.object.name, pod.isExempt(admission!), pod.isAsked('enforce', admission!)])).toEqual([
    ['api', false, true],
    ['vm', true, false],
  ]);
  const failing = found!.pods[0]!.failing(admission!.asks.enforce!, parseMinor('1.37'));
  expect(failing.map(({ checkId }) => checkId)).toEqual([
    'allowPrivilegeEscalation',
    'capabilities_restricted',
    'runAsNonRoot',
    'seccompProfile_restricted',
  ]);
});

test('a namespace without pods is not judged', () => {
  const inventory = inventoryOf([namespace()]);
  expect(podSecurityNamespaces(inventory)).toEqual([]);
});

test('what kube-apiserver rejects of a configuration is a fault with its place', () => {
  const faulty = configuration({ defaults: { enforce: 'strict', enforced: 'baseline' }, exemptions: { namespaces: ['Shop'] } });
  const { configurations } = podSecuritySettings(inventoryOf([faulty]));
  expect(configurations.flatMap(({ faults }) => faults)).toEqual([
    { path: 'defaults.enforced', message: 'enforced is not a field there' },
    { path: 'defaults.enforce', message: '"strict" is not a Pod Security level' },
    { path: 'exemptions.namespaces[0]', message: '"Shop" is not a name of a namespace' },
  ]);
});
