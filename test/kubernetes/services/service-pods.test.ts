import { services } from '../../../src/kubernetes/services/service';
import { podsOfService } from '../../../src/kubernetes/services/service-pods';
import { inventoryOf } from '../../support/findings';
import { deployment, service, template, workload } from '../../support/workloads';

/** The pods of the only Service. */
function pods(spec: object, ...manifests: readonly object[]): string[] {
  const inventory = inventoryOf([service(spec), ...manifests]);
  return podsOfService(inventory, services(inventory)[0]!)
    .map(({ object }) => `${object.kind} ${object.name}`)
    .sort();
}

const pod = (name: string, labels: object, namespace?: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace, labels },
  spec: { containers: [] },
});
const named = (kind: string, name: string) => ({ ...workload(kind), metadata: { name } });
const BY_NAME = (value: string, more: object = {}) => ({ selector: { ...more, 'statefulset.kubernetes.io/pod-name': value } });

test.each<[string, object, readonly object[], string[]]>([
  ['its labels', {}, [deployment(), pod('a', { app: 'api', tier: 'x' }), pod('b', { app: 'web' })], ['Deployment api', 'Pod a']],
  ['of its namespace', {}, [pod('a', { app: 'api' }, 'other')], []],
  ['what is scaled to none is selected all the same', {}, [deployment({ replicas: 0 })], ['Deployment api']],
  ['a PodTemplate makes no pods', {}, [{ apiVersion: 'v1', kind: 'PodTemplate', metadata: { name: 'api' }, template: template() }], []],
  ['no selector', { selector: undefined }, [deployment()], []],
  ['an empty one', { selector: {} }, [deployment()], []],
  ['an alias of an outside name', { type: 'ExternalName', externalName: 'example.com' }, [deployment()], []],
  ['labels that controllers give', { selector: { 'app': 'api', 'pod-template-hash': 'x' } }, [deployment()], ['Deployment api']],
  [
    'the name of a pod of a StatefulSet',
    BY_NAME('db-0'),
    [named('StatefulSet', 'db'), named('StatefulSet', 'd'), named('StatefulSet', 'db-0'), named('Deployment', 'db'), pod('db-0', {})],
    ['StatefulSet db'],
  ],
  ['beside its labels', BY_NAME('db-0', { app: 'api' }), [named('StatefulSet', 'db'), named('Deployment', 'web')], ['StatefulSet db']],
  ['that is not a name of one', BY_NAME('db-x'), [named('StatefulSet', 'db')], []],
  ['that a pod has as label', BY_NAME('db-0'), [pod('db-0', { 'statefulset.kubernetes.io/pod-name': 'db-0' })], ['Pod db-0']],
])('%s', (_, spec, manifests, expected) => expect(pods(spec, ...manifests)).toEqual(expected));
