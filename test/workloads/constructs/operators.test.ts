import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ApiObject, Chart, Include } from 'cdk8s';
import { HardenedApp } from '../../../src/app';
import { podViews } from '../../../src/kubernetes/pods/pod-view';
import { inventoryOf } from '../../support/findings';
import { OPERATOR_FOLDER, OPERATORS } from '../../support/operators';

/** Whether each pod of an operator that is included in an app is kept from its token. */
function keptFromToken(file: string, namespace?: string): Readonly<Record<string, unknown>> {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'operators-'));
  try {
    const app = new HardenedApp({ kubernetes: '1.36', asOf: '2026-11-23', profile: 'pss-baseline', outdir, noConfig: true });
    new Include(new Chart(app, 'operator', { namespace }), 'manifests', { url: path.join(OPERATOR_FOLDER, file) });
    app.synth();
    const inventory = inventoryOf(fs.readFileSync(path.join(outdir, 'operator.k8s.yaml'), 'utf8'));
    return Object.fromEntries(podViews(inventory).map(({ object, spec }) => [object.name, spec.automountServiceAccountToken]));
  } finally {
    fs.rmSync(outdir, { recursive: true });
    fs.rmSync(`${outdir}-hardening`, { recursive: true });
  }
}

// What states no namespace, and is put into one by `kubectl apply --namespace`, by the chart, or by a kustomization.
test('a GitOps controller in a namespace that the chart has', () => {
  expect(keptFromToken('gitops.yaml', 'delivery')).toEqual(expectedOf(OPERATORS['gitops.yaml']!));
});

test.each(Object.entries(OPERATORS))('pods that use the API keep their tokens, others do not: %s', (file, pods) => {
  expect(keptFromToken(file)).toEqual(expectedOf(pods));
});

function expectedOf(pods: Readonly<Record<string, boolean>>) {
  return Object.fromEntries(Object.entries(pods).map(([name, keepsToken]) => [name, keepsToken ? undefined : false]));
}

test('a binding of another chart, made after the pod, in a List', () => {
  const app = new HardenedApp({ kubernetes: '1.36', asOf: '2026-11-23', profile: 'pss-baseline', noConfig: true });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const pod = new ApiObject(chart, 'pod', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'api' },
    spec: { serviceAccountName: 'api', containers: [{ name: 'api', image: 'api' }] },
  });
  const token = () => (pod.toJson() as { spec: { automountServiceAccountToken: unknown } }).spec.automountServiceAccountToken;
  app.hardening.check();
  expect(token()).toBe(false);
  new ApiObject(new Chart(app, 'rights'), 'list', {
    apiVersion: 'v1',
    kind: 'List',
    items: [
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'RoleBinding',
        metadata: { name: 'api', namespace: 'shop' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'api' },
        subjects: [{ kind: 'ServiceAccount', name: 'api' }],
      },
    ],
  });
  app.hardening.check();
  expect(token()).toBeUndefined();
});
