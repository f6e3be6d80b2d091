/** A namespace for one information system, who may deploy to it, a workload made with cdk8s, and what belongs on the nodes. */
import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { ApiObject, Chart } from 'cdk8s';
import {
  AuditPolicy,
  BastionOnlyNodeAccess,
  Cidr,
  Grant,
  HardenedChart,
  IsolatedNamespace,
  later,
  LeastPrivilegeRole,
  Port,
  selectPods,
  Subject,
} from 'cdk8s-hardened-pulumi';

const config = new pulumi.Config();
const owner = config.get('owner') ?? 'team-payments';
// What another program made, and is known before this one runs only if it ran already.
const registry = new kubernetes.core.v1.ConfigMap('registry', {
  metadata: { name: 'payments-registry', namespace: 'default' },
  data: { host: 'registry.example.com' },
});

const payments = new IsolatedNamespace('payments', {
  informationSystem: 'payments',
  labels: { 'example.com/owner': owner },
  // The API server makes it up: at the first preview it is not known.
  annotations: { 'example.com/registry-uid': registry.metadata.uid },
  quota: { pods: 20 },
});

const account = new kubernetes.core.v1.ServiceAccount('scaler', {
  metadata: { name: 'scaler', namespace: payments.namespaceName },
  automountServiceAccountToken: false,
});

const role = new LeastPrivilegeRole('payments-scaler', {
  namespaceName: payments.namespaceName,
  grants: [Grant.on('apps', 'deployments/scale').named('api').verbs('get', 'patch')],
  subjects: [later((name, namespace) => Subject.serviceAccount(name!, namespace!), account.metadata.name, payments.namespaceName)],
});

payments.allowToCidr({ fromPods: selectPods('api', { app: 'api' }), cidr: Cidr.of('203.0.113.16/28'), ports: [Port.tcp(5432)] });

HardenedChart.fromCdk8s('api', (app, text) => {
  const chart = new Chart(app, 'workload', { namespace: text(payments.namespaceName), disableResourceNameHashes: true });
  new ApiObject(chart, 'api', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    // No node runs it where this example is tried out.
    metadata: { name: 'api', annotations: { 'pulumi.com/skipAwait': 'true' } },
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: 'api' } },
      template: {
        metadata: { labels: { app: 'api' } },
        spec: {
          // What is left open here, such as the seccomp profile, is filled.
          securityContext: { runAsUser: 10001, runAsGroup: 10001 },
          containers: [
            {
              name: 'api',
              image: text(
                pulumi.interpolate`${registry.data.apply(({ host }) => host ?? '')}/api@sha256:${'0123456789abcdef'.repeat(4)}`,
                'image',
              ),
              resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '500m', memory: '256Mi' } },
            },
          ],
        },
      },
    },
  });
});

const audit = new AuditPolicy('audit', {});
const ssh = new BastionOnlyNodeAccess('ssh', { sources: [{ name: 'vpn', cidr: Cidr.of('198.51.100.16/28') }] });

export const namespace = payments.namespaceName;
export const roleName = role.roleName;
/** For cloud-init, or a remote command. */
export const nodeFiles = pulumi.all([audit.hostFiles, ssh.hostFiles]).apply(([policy, access]) => ({ ...policy, ...access }));
export const apiServerFlags = audit.apiServerFlags;
