import { ApiObject, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { ExistingNamespace, type NamespaceQuota } from '../../../src';
import { quotaExceeded } from '../../../src/namespaces/rules/quota/quota-exceeded';
import { findings } from '../../support/findings';
import { deployment, isolate, makeApp, manifests } from '../support';

const hardOf = (chart: Parameters<typeof manifests>[0]) => manifests(chart).find(({ kind }) => kind === 'ResourceQuota')!.spec.hard;
const USUAL = {
  'requests.cpu': '4',
  'requests.memory': '8Gi',
  'limits.cpu': '8',
  'limits.memory': '16Gi',
  'requests.storage': '100Gi',
  'pods': '50',
  'persistentvolumeclaims': '10',
  'services.loadbalancers': '0',
  'services.nodeports': '0',
};

/** A Deployment of so many pods, each with these requests and limits. */
function workload(
  scope: ConstructorParameters<typeof ApiObject>[0],
  id: string,
  replicas: number,
  cpu: string,
  memory = '128Mi',
): ApiObject {
  return new ApiObject(scope, id, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: id },
    spec: {
      replicas,
      selector: { matchLabels: { app: id } },
      template: {
        metadata: { labels: { app: id } },
        spec: {
          containers: [
            { name: 'main', image: 'registry.example.com/app', resources: { requests: { cpu, memory }, limits: { cpu, memory } } },
          ],
        },
      },
    },
  });
}

test('an empty namespace, and one that holds little, have the usual quota', () => {
  const payments = isolate(makeApp());
  expect(hardOf(payments)).toEqual(USUAL);
  workload(payments, 'api', 2, '500m');
  expect(hardOf(payments)).toEqual(USUAL);
});

test('the third Deployment of cdk8s-plus fits', () => {
  const payments = isolate(makeApp());
  for (const id of ['a', 'b', 'c', 'd']) deployment(payments, id);
  expect(hardOf(payments)).toEqual({ ...USUAL, 'requests.cpu': '12000m', 'limits.cpu': '18000m', 'limits.memory': '24576Mi' });
  expect(findings(quotaExceeded, manifests(payments))).toEqual([]);
});

test('what is stated is kept, and broken by the third Deployment', () => {
  const payments = isolate(makeApp(), 'payments', { quota: { requestsCpu: '5' } });
  for (const id of ['a', 'b', 'c']) deployment(payments, id);
  expect(hardOf(payments)).toMatchObject({ 'requests.cpu': '5', 'limits.cpu': '13500m' });
  expect(findings(quotaExceeded, manifests(payments))).toHaveLength(1);
});

test('every amount that is stated', () => {
  const quota: NamespaceQuota = {
    requestsCpu: '1',
    limitsCpu: '1',
    requestsMemory: '1Gi',
    limitsMemory: '1Gi',
    requestsStorage: '1Gi',
    pods: 1,
    persistentVolumeClaims: 1,
  };
  const payments = isolate(makeApp(), 'payments', { quota });
  workload(payments, 'api', 9, '3', '3Gi');
  expect(hardOf(payments)).toMatchObject({
    'requests.cpu': '1',
    'limits.cpu': '1',
    'requests.memory': '1Gi',
    'limits.memory': '1Gi',
    'pods': '1',
  });
});

test('pods without requests count with what the LimitRange gives them', () => {
  const payments = isolate(makeApp());
  new ApiObject(payments, 'many', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'many' },
    spec: {
      replicas: 60,
      selector: { matchLabels: { app: 'many' } },
      template: { metadata: { labels: { app: 'many' } }, spec: { containers: [{ name: 'main', image: 'registry.example.com/app' }] } },
    },
  });
  expect(hardOf(payments)).toMatchObject({ 'pods': '90', 'requests.cpu': '9000m', 'limits.cpu': '45000m', 'limits.memory': '46080Mi' });
  expect(findings(quotaExceeded, manifests(payments))).toEqual([]);
});

test('autoscalers count with their largest number of pods', () => {
  const payments = isolate(makeApp());
  workload(payments, 'api', 2, '1');
  new ApiObject(payments, 'scale', {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'api' },
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' }, minReplicas: 2, maxReplicas: 10 },
  });
  expect(hardOf(payments)).toMatchObject({ 'requests.cpu': '15000m', 'limits.cpu': '15000m', 'pods': '50' });
});

test('claims', () => {
  const payments = isolate(makeApp());
  for (let index = 0; index < 9; index++) {
    new kplus.PersistentVolumeClaim(payments, `data-${index}`, {
      storage: Size.gibibytes(20),
      accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE],
    });
  }
  expect(hardOf(payments)).toMatchObject({ 'requests.storage': '276480Mi', 'persistentvolumeclaims': '14' });
});

test('load balancers and node ports never grow', () => {
  const payments = isolate(makeApp());
  new kplus.Service(payments, 'open', { type: kplus.ServiceType.LOAD_BALANCER, ports: [{ port: 443 }] });
  expect(hardOf(payments)).toEqual(USUAL);
});

test('an existing namespace', () => {
  const shop = new ExistingNamespace(makeApp(), 'shop');
  workload(shop, 'api', 10, '1');
  expect(hardOf(shop)).toMatchObject({ 'requests.cpu': '15000m' });
});
