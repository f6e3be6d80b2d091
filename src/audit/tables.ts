import type { AuditSelector } from '../kubernetes/audit/audit-policy';

/** A kind of request, in words for messages and as a rule would select it. */
export interface RequestClass {
  readonly title: string;
  readonly selector: Partial<AuditSelector>;
}

export const WRITE_VERBS: readonly string[] = ['create', 'update', 'patch', 'delete', 'deletecollection'];
const READ_VERBS: readonly string[] = ['get', 'list', 'watch'];

function on(group: string, ...resources: readonly string[]) {
  return { group, resources, resourceNames: [] as string[] };
}

/**
 * What may go unrecorded: reading, by system identities, of named things that Kubernetes' own roles let them read, so that none of it can
 * be a forbidden request of another user.
 *
 * Not in it, on purpose: kubelets (the Node authorizer refuses them other nodes' objects, and those refusals matter), leases being
 * renewed (writes), events (deleting them hides tracks), `/version` (the first thing a scanner requests), health checks below `/healthz/`
 * (refused to anonymous users), and health checks by any user (a rule that names no user also hides failed authentication, so a stolen
 * token could be tried out unseen).
 *
 * Sources: `system:node-proxier`, `system:kube-scheduler`, `system:public-info-viewer` in
 * https://github.com/kubernetes/kubernetes/blob/v1.37.0/plugin/pkg/auth/authorizer/rbac/bootstrappolicy/policy.go
 */
export const SYSTEM_NOISE: readonly RequestClass[] = [
  {
    title: 'kube-proxy following services and endpoints',
    selector: {
      users: ['system:kube-proxy', 'system:serviceaccount:kube-system:kube-proxy'],
      verbs: ['list', 'watch'],
      resources: [
        on('', 'services', 'endpoints', 'nodes'),
        on('discovery.k8s.io', 'endpointslices'),
        on('networking.k8s.io', 'servicecidrs'),
      ],
    },
  },
  {
    title: 'health checks by load balancers and kubelets, which give no identity',
    selector: { users: ['system:anonymous'], verbs: ['get'], nonResourceURLs: ['/healthz', '/livez', '/readyz'] },
  },
  ...['kube-controller-manager', 'kube-scheduler'].map((name) => ({
    title: `${name} reading its own lease`,
    selector: {
      users: [`system:${name}`],
      verbs: ['get'],
      namespaces: ['kube-system'],
      resources: [{ group: 'coordination.k8s.io', resources: ['leases'], resourceNames: [name] }],
    },
  })),
  {
    // The group tells the API server itself from a certificate that only has its name.
    title: 'the API server reading for itself',
    selector: {
      users: ['system:apiserver'],
      userGroups: ['system:masters'],
      verbs: READ_VERBS,
      resources: [
        on('', 'endpoints', 'limitranges', 'namespaces', 'nodes', 'resourcequotas', 'services'),
        on('apiextensions.k8s.io', 'customresourcedefinitions'),
        on('apiregistration.k8s.io', 'apiservices'),
        on('coordination.k8s.io', 'leases'),
        on('discovery.k8s.io', 'endpointslices'),
      ],
    },
  },
];

/** Resources whose bodies hold credentials, or often do. */
export const SECRET_FAMILY: readonly RequestClass[] = [
  { title: 'secrets', selector: { resources: [on('', 'secrets')] } },
  { title: 'config maps', selector: { resources: [on('', 'configmaps')] } },
  { title: 'service account tokens', selector: { resources: [on('', 'serviceaccounts/token')] } },
  { title: 'token reviews', selector: { resources: [on('authentication.k8s.io', 'tokenreviews')] } },
];

/**
 * Verbs whose bodies are recorded, by level. Request takes what is sent (create, update, patch; deleting sends options only);
 * RequestResponse takes what comes back too. The events of a watch are never recorded.
 *
 * Source: calls of LogRequestObject, LogRequestPatch and LogResponseObject in k8s.io/apiserver/pkg/endpoints/handlers.
 */
export const BODY_VERBS: Readonly<Record<string, readonly string[]>> = {
  Request: ['create', 'update', 'patch'],
  RequestResponse: ['get', 'list', ...WRITE_VERBS],
};

/** Requests that an investigation cannot do without; the last takes all other changes. */
export const SENSITIVE_REQUESTS: readonly RequestClass[] = [
  { title: 'exec, attach and port-forward', selector: { resources: [on('', 'pods/exec', 'pods/attach', 'pods/portforward')] } },
  { title: 'ephemeral containers', selector: { verbs: ['update', 'patch'], resources: [on('', 'pods/ephemeralcontainers')] } },
  { title: 'proxying to nodes, pods and services', selector: { resources: [on('', 'nodes/proxy', 'pods/proxy', 'services/proxy')] } },
  { title: 'issuing of service account tokens', selector: { verbs: ['create'], resources: [on('', 'serviceaccounts/token')] } },
  { title: 'token reviews', selector: { verbs: ['create'], resources: [on('authentication.k8s.io', 'tokenreviews')] } },
  { title: 'changes of roles and bindings', selector: { verbs: WRITE_VERBS, resources: [on('rbac.authorization.k8s.io')] } },
  { title: 'reading of secrets', selector: { verbs: READ_VERBS, resources: [on('', 'secrets')] } },
  { title: 'changes of secrets', selector: { verbs: WRITE_VERBS, resources: [on('', 'secrets')] } },
  { title: 'reading of config maps', selector: { verbs: READ_VERBS, resources: [on('', 'configmaps')] } },
  { title: 'changes of config maps', selector: { verbs: WRITE_VERBS, resources: [on('', 'configmaps')] } },
  {
    title: 'changes of admission webhooks and policies',
    selector: { verbs: WRITE_VERBS, resources: [on('admissionregistration.k8s.io')] },
  },
  { title: 'requests, approval and signing of certificates', selector: { verbs: WRITE_VERBS, resources: [on('certificates.k8s.io')] } },
  { title: 'changes of workloads', selector: { verbs: WRITE_VERBS, resources: [on('', 'pods'), on('apps'), on('batch')] } },
  {
    title: 'changes of API services and custom resource definitions',
    selector: { verbs: WRITE_VERBS, resources: [on('apiregistration.k8s.io'), on('apiextensions.k8s.io')] },
  },
  {
    title: 'deletion of events',
    selector: { verbs: ['delete', 'deletecollection'], resources: [on('', 'events'), on('events.k8s.io', 'events')] },
  },
  { title: 'other changes', selector: { verbs: WRITE_VERBS, resources: [on('*')] } },
];
