import { ApiObject, Chart, type AppProps } from 'cdk8s';
import { HardenedApp } from '../../../src/app';

/** What a shop is made with. */
export interface ShopOptions extends Pick<AppProps, 'outdir' | 'yamlOutputType'> {
  /** The minor release of Kubernetes. */
  readonly kubernetes: string;
  /** Ends the names of what is of the whole cluster, so that several shops can be in one. */
  readonly suffix: string;
  /** Whether a container is privileged, so that the app is refused. */
  readonly privileged?: boolean;
}

/** As long as several reads of a file: what is printed at the same time would be mixed. */
const LONG = 'shop window\n'.repeat(10_000);

/**
 * An app whose charts need what later ones make: Namespaces, the kind of a custom resource, roles of accounts. It has no cdk8s-plus, so
 * that it is made of what is written here.
 */
export function shop({ kubernetes, suffix, privileged = false, ...folders }: ShopOptions): HardenedApp {
  const app = new HardenedApp({ kubernetes, asOf: '2026-11-23', profile: 'pss-baseline', noConfig: true, ...folders });
  sales(new Chart(app, 'a-sales', { namespace: `shop-${suffix}` }), suffix);
  reports(new Chart(app, 'b-reports', { namespace: `reports-${suffix}` }), privileged);
  kinds(new Chart(app, 'm-kinds'), suffix);
  const namespaces = new Chart(app, 'z-namespaces');
  for (const name of [`shop-${suffix}`, `reports-${suffix}`]) {
    const labels = { 'pod-security.kubernetes.io/enforce': 'baseline', 'pod-security.kubernetes.io/enforce-version': `v${kubernetes}` };
    new ApiObject(namespaces, name, { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } });
  }
  return app;
}

function sales(chart: Chart, suffix: string): void {
  const labels = { app: 'till' };
  new ApiObject(chart, 'widget', {
    apiVersion: `shop-${suffix}.example.com/v1`,
    kind: 'Widget',
    metadata: { name: 'red' },
    spec: { text: 'y' },
  });
  new ApiObject(chart, 'window', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'window' },
    data: { text: LONG, marks: 'a\n---\nkind: Secret\n' },
  });
  new ApiObject(chart, 'account', {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'till' },
    automountServiceAccountToken: false,
  });
  new ApiObject(chart, 'binding', {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: 'till' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'till' },
    subjects: [{ kind: 'ServiceAccount', name: 'till', namespace: `shop-${suffix}` }],
  });
  new ApiObject(chart, 'role', {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: { name: 'till' },
    rules: [{ apiGroups: [''], resources: ['configmaps'], resourceNames: ['window'], verbs: ['get'] }],
  });
  new ApiObject(chart, 'till', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'till', labels },
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: 'till',
          containers: [{ name: 'till', image: 'registry.example.com/till:1.0', ports: [{ name: 'http', containerPort: 8080 }] }],
        },
      },
    },
  });
  new ApiObject(chart, 'service', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'till' },
    spec: { selector: labels, ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
  });
}

function reports(chart: Chart, privileged: boolean): void {
  new ApiObject(chart, 'template', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'template', annotations: { 'example.com/version': '1.0', 'example.com/on': 'on' } },
    data: { text: LONG },
  });
  const container = { name: 'nightly', image: 'registry.example.com/reports:1.0', ...(privileged && { securityContext: { privileged } }) };
  new ApiObject(chart, 'nightly', {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'nightly' },
    spec: {
      schedule: '0 3 * * *',
      jobTemplate: { spec: { template: { spec: { restartPolicy: 'Never', containers: [container] } } } },
    },
  });
}

function kinds(chart: Chart, suffix: string): void {
  const group = `shop-${suffix}.example.com`;
  const spec = { type: 'object', properties: { text: { type: 'string' } } };
  new ApiObject(chart, 'widgets', {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `widgets.${group}` },
    spec: {
      group,
      scope: 'Namespaced',
      names: { kind: 'Widget', listKind: 'WidgetList', plural: 'widgets', singular: 'widget' },
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object', properties: { spec } } } }],
    },
  });
  new ApiObject(chart, 'reader', {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: `widget-reader-${suffix}` },
    rules: [{ apiGroups: [group], resources: ['widgets'], verbs: ['get', 'list'] }],
  });
}
