import type { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import 'cdk8s-hardened/jest';
import { secureCluster } from './cluster';

const chartOf = (app: ReturnType<typeof secureCluster>) => app.node.findChild('payments') as Chart;

test('no rule is violated, and no result is unknown', () => {
  expect(secureCluster()).toPassHardening({ failOnUnknown: true });
});

test('the namespace keeps to the level restricted', () => {
  expect(chartOf(secureCluster())).toPassHardening({ profile: 'pss-restricted', failOnUnknown: true });
});

test('a pod whose image floats is noticed; what else cdk8s-plus leaves open is filled', () => {
  const app = secureCluster();
  new kplus.Pod(chartOf(app), 'debug', { containers: [{ image: 'busybox' }] });
  expect(app).toViolate('workloads/image-tag');
  expect(app).not.toViolate('workloads/seccomp-restricted');
  expect(app).not.toPassHardening();
});

test('SSH is open to the two VPN ranges, and to nothing else', () => {
  expect(secureCluster().node.findChild('nodes').node.findChild('ssh')).toMatchSnapshot();
});

test('the role of the deployers', () => {
  expect(chartOf(secureCluster()).node.findChild('deployer')).toMatchInlineSnapshot(`
   apiVersion: rbac.authorization.k8s.io/v1
   kind: Role
   metadata:
     annotations:
       cdk8s-hardened/accepted: '{"rbac/workload-creation":"The pipeline rolls out new images of the API."}'
       cdk8s-hardened/reason: The pipeline rolls out new images of the API.
     name: deployer
     namespace: payments
   rules:
     - apiGroups:
         - apps
       resourceNames:
         - api
       resources:
         - deployments
       verbs:
         - get
         - patch
   ---
   apiVersion: rbac.authorization.k8s.io/v1
   kind: RoleBinding
   metadata:
     name: deployer
     namespace: payments
   roleRef:
     apiGroup: rbac.authorization.k8s.io
     kind: Role
     name: deployer
   subjects:
     - apiGroup: rbac.authorization.k8s.io
       kind: Group
       name: payments-deployers
  `);
});
