import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import {
  AuditPolicy,
  BastionOnlyNodeAccess,
  Cidr,
  EtcdTlsConfig,
  EtcdTopology,
  Grant,
  HardenedApp,
  HardenedControlPlane,
  IsolatedNamespace,
  LeastPrivilegeRole,
  Port,
  Subject,
} from 'cdk8s-hardened';

/**
 * What the containers run as, and the quantities that suit them. What cdk8s-plus leaves open beside (seccomp, capabilities) the app fills.
 */
const container = {
  securityContext: { user: 65532, group: 65532 },
  resources: {
    cpu: { request: kplus.Cpu.millis(100), limit: kplus.Cpu.millis(500) },
    memory: { request: Size.mebibytes(128), limit: Size.mebibytes(256) },
  },
};

/** The whole cluster, not yet written. */
export function secureCluster(): HardenedApp {
  // A fixed day keeps this example's output the same for good. Leave `asOf` out in a program of your own.
  const app = new HardenedApp({ kubernetes: '1.36', asOf: '2026-11-23' });
  nodes(new Construct(app, 'nodes'));
  payments(app);
  return app;
}

/** What lies on the nodes: etcd, the API server's audit log, and the way in by SSH. */
function nodes(scope: Construct): void {
  const members = ['10.20.0.11', '10.20.0.12', '10.20.0.13'].map((address, index) => ({ name: `etcd-${index + 1}`, address }));
  new HardenedControlPlane(scope, 'control-plane', {
    version: '1.36.3',
    endpoint: 'api.cluster.example.com:6443',
    audit: new AuditPolicy(scope, 'audit'),
    etcd: members.map((member) => new EtcdTlsConfig(scope, member.name, { member, cluster: members })),
    etcdTopology: EtcdTopology.EXTERNAL,
    encryptionConfigPath: '/etc/kubernetes/pki/encryption.yaml',
  });
  new BastionOnlyNodeAccess(scope, 'ssh', {
    sources: [
      { name: 'vpn-frankfurt', cidr: Cidr.of('198.51.100.16/28') },
      { name: 'vpn-frankfurt-v6', cidr: Cidr.of('2001:db8:7::/64') },
    ],
  });
}

/** One information system, one namespace: an API, its database, and who may deploy them. */
function payments(app: HardenedApp): void {
  const namespace = new IsolatedNamespace(app, 'payments', { informationSystem: 'payments' });

  const api = new kplus.Deployment(namespace, 'api', {
    metadata: { name: 'api' },
    replicas: 2,
    containers: [{ ...container, name: 'api', image: `registry.example.com/payments/api@sha256:${'a'.repeat(64)}`, portNumber: 8443 }],
  });
  const db = new kplus.StatefulSet(namespace, 'db', {
    metadata: { name: 'db' },
    service: new kplus.Service(namespace, 'db-service', { metadata: { name: 'db' }, clusterIP: 'None', ports: [{ port: 5432 }] }),
    containers: [{ ...container, name: 'db', image: `registry.example.com/payments/db@sha256:${'b'.repeat(64)}`, portNumber: 5432 }],
  });

  namespace.allowTraffic({ fromPods: api, to: db, ports: [Port.tcp(5432)] });
  namespace.allowFromIngressController({
    to: api,
    ports: [Port.tcp(8443)],
    namespaceName: 'ingress',
    podLabels: { 'app.kubernetes.io/name': 'ingress-controller' },
  });

  new LeastPrivilegeRole(namespace, 'deployer', {
    grants: [
      Grant.on('apps', 'deployments').named('api').verbs('get', 'patch').unsafeReason('The pipeline rolls out new images of the API.'),
    ],
    subjects: [Subject.group('payments-deployers')],
  });
}
