import { lazy } from '../../text/lazy';
import { Scope } from '../objects/kinds';

/** Resources by group, each with its subresources behind a slash. Those that have none stand alone. */
const NAMESPACED: Readonly<Record<string, string>> = {
  '':
    'bindings configmaps endpoints events limitranges persistentvolumeclaims/status '
    + 'pods/attach,binding,ephemeralcontainers,eviction,exec,log,portforward,proxy,resize,status podtemplates '
    + 'replicationcontrollers/scale,status resourcequotas/status secrets serviceaccounts/token services/proxy,status',
  'apps': 'controllerrevisions daemonsets/status deployments/scale,status replicasets/scale,status statefulsets/scale,status',
  'authorization.k8s.io': 'localsubjectaccessreviews',
  'autoscaling': 'horizontalpodautoscalers/status',
  'batch': 'cronjobs/status jobs/status',
  'certificates.k8s.io': 'podcertificaterequests/status',
  'coordination.k8s.io': 'leasecandidates leases',
  'discovery.k8s.io': 'endpointslices',
  'events.k8s.io': 'events',
  'lifecycle.k8s.io': 'evictionrequests/status evictions/status',
  'networking.k8s.io': 'ingresses/status networkpolicies',
  'policy': 'poddisruptionbudgets/status',
  'rbac.authorization.k8s.io': 'rolebindings roles',
  'resource.k8s.io': 'resourceclaims/status resourceclaimtemplates',
  'scheduling.k8s.io': 'compositepodgroups/status podgroups/status workloads',
  'storage.k8s.io': 'csistoragecapacities',
};

const CLUSTER: Readonly<Record<string, string>> = {
  '':
    'componentstatuses namespaces/finalize,status '
    + 'nodes/checkpoint,configz,healthz,log,metrics,pods,proxy,stats,status,statusz persistentvolumes/status',
  'admissionregistration.k8s.io':
    'mutatingadmissionpolicies mutatingadmissionpolicybindings mutatingwebhookconfigurations '
    + 'validatingadmissionpolicies/status validatingadmissionpolicybindings validatingwebhookconfigurations',
  'apiextensions.k8s.io': 'customresourcedefinitions/status',
  'apiregistration.k8s.io': 'apiservices/status',
  'authentication.k8s.io': 'selfsubjectreviews tokenreviews',
  'authorization.k8s.io': 'selfsubjectaccessreviews selfsubjectrulesreviews subjectaccessreviews',
  'certificates.k8s.io': 'certificatesigningrequests/approval,nodeclient,selfnodeclient,status clustertrustbundles',
  'flowcontrol.apiserver.k8s.io': 'flowschemas/status prioritylevelconfigurations/status',
  'internal.apiserver.k8s.io': 'storageversions/status',
  'networking.k8s.io': 'ingressclasses ipaddresses servicecidrs/status',
  'node.k8s.io': 'runtimeclasses',
  'rbac.authorization.k8s.io': 'clusterrolebindings clusterroles',
  'resource.k8s.io': 'deviceclasses devicetaintrules/status resourcepoolstatusrequests/status resourceslices',
  'scheduling.k8s.io': 'priorityclasses',
  'storage.k8s.io': 'csidrivers csinodes/status storageclasses volumeattachments/status volumeattributesclasses',
  'storagemigration.k8s.io': 'storageversionmigrations/status',
};

/**
 * Names that exist for the authorizer alone: no API serves them, and only these verbs are ever requested.
 *
 * Sources: https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/ (signers),
 * https://kubernetes.io/docs/reference/access-authn-authz/constrained-impersonation/, pkg/registry/core/serviceaccount in
 * https://github.com/kubernetes/kubernetes (admissionReviewAPIGroups), pkg/registry/resource (resourceclaims/binding and /driver)
 */
const SPECIAL: readonly SpecialResource[] = [
  { group: 'certificates.k8s.io', resource: 'signers', scope: Scope.CLUSTER, verbs: ['approve', 'sign', 'attest'] },
  { group: 'authentication.k8s.io', resource: 'admissionReviewAPIGroups', scope: Scope.CLUSTER, verbs: ['attest'] },
  { group: 'resource.k8s.io', resource: 'resourceclaims/binding', scope: Scope.CLUSTER, verbs: ['update', 'patch'] },
  {
    group: 'resource.k8s.io',
    resource: 'resourceclaims/driver',
    scope: Scope.NAMESPACED,
    verbs: ['associated-node:update', 'associated-node:patch', 'arbitrary-node:update', 'arbitrary-node:patch'],
  },
];

interface SpecialResource {
  readonly group: string;
  readonly resource: string;
  readonly scope: Scope;
  readonly verbs: readonly string[];
}

/** A resource that the authorizer of Kubernetes knows. */
export interface ApiResource {
  /** `pods`, or `pods/exec`. */
  readonly name: string;
  readonly scope: Scope;
  /** The only verbs that are requested; undefined for the usual ones. */
  readonly verbs: readonly string[] | undefined;
}

const groups = lazy(resourcesByGroup);

/**
 * The resource of a built-in group, as served by any of Kubernetes 1.35 to 1.37 (alpha APIs included); undefined when the group has none of
 * that name. `finalizers` is a subresource of everything: OwnerReferencesPermissionEnforcement requires it.
 *
 * Sources: api/discovery in https://github.com/kubernetes/kubernetes,
 * https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/ (subresources of nodes),
 * https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#ownerreferencespermissionenforcement
 */
export function apiResource(group: string, name: string): ApiResource | undefined {
  const resources = groups().get(group);
  const found = resources?.get(name);
  if (found || !name.endsWith('/finalizers')) return found;
  const owner = resources?.get(name.slice(0, name.indexOf('/')));
  return owner && { name, scope: owner.scope, verbs: undefined };
}

const WITHIN_ITS_NAMESPACE = ['get', 'update', 'patch', 'delete'];

/**
 * True when a grant within one namespace has an effect: for namespaced resources and those that Kubernetes does not define, and for
 * requests about the namespace itself, which are authorized in it.
 *
 * Source: `RequestInfoFactory` in staging/src/k8s.io/apiserver/pkg/endpoints/request of https://github.com/kubernetes/kubernetes
 */
export function worksInNamespace(group: string, resource: string, verb: string): boolean {
  if (apiResource(group, resource)?.scope !== Scope.CLUSTER) return true;
  return group === '' && (resource === 'namespaces' || resource.startsWith('namespaces/')) && WITHIN_ITS_NAMESPACE.includes(verb);
}

/** True for a group that Kubernetes itself serves; false for those of custom resources and aggregated APIs. */
export function isBuiltInGroup(group: string): boolean {
  return groups().has(group);
}

/** Names of all resources of a built-in group, subresources among them. */
export function resourcesOf(group: string): readonly string[] {
  return [...(groups().get(group)?.keys() ?? [])];
}

/** Every built-in group that has a resource of that name; the core group is ''. */
export function groupsWith(resource: string): readonly string[] {
  return [...groups()].filter(([, resources]) => resources.has(resource)).map(([group]) => group);
}

/** All built-in groups. */
export function builtInGroups(): readonly string[] {
  return [...groups().keys()];
}

function resourcesByGroup(): ReadonlyMap<string, ReadonlyMap<string, ApiResource>> {
  const made = new Map<string, Map<string, ApiResource>>();
  const add = (group: string, resource: ApiResource) => {
    let resources = made.get(group);
    if (!resources) made.set(group, (resources = new Map()));
    resources.set(resource.name, resource);
  };
  for (const [table, scope] of [
    [NAMESPACED, Scope.NAMESPACED],
    [CLUSTER, Scope.CLUSTER],
  ] as const) {
    for (const [group, words] of Object.entries(table)) {
      for (const word of words.split(' ')) {
        const [resource, subresources] = word.split('/') as [string, string | undefined];
        add(group, { name: resource, scope, verbs: undefined });
        for (const subresource of subresources?.split(',') ?? []) {
          add(group, { name: `${resource}/${subresource}`, scope, verbs: undefined });
        }
      }
    }
  }
  for (const { group, resource, scope, verbs } of SPECIAL) add(group, { name: resource, scope, verbs });
  return made;
}
