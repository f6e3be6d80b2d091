/**
 * The roles that every API server makes when it starts, as text: rules parted by ` | `, each `verbs;groups;resources;names` or
 * `verbs URLs`. `EVENTS` stands for writing events. The union over Kubernetes 1.35 to 1.37 and over feature gates.
 *
 * Source: plugin/pkg/auth/authorizer/rbac/bootstrappolicy in https://github.com/kubernetes/kubernetes
 */
export const CLUSTER_ROLE_RULES: Readonly<Record<string, string>> = {
  'cluster-admin': '*;*;* | * *',
  'system:discovery': 'get /livez,/readyz,/healthz,/version,/version/,/openapi,/openapi/*,/api,/api/*,/apis,/apis/*',
  'system:monitoring':
    'get;;nodes/metrics | get /metrics,/metrics/slis,/livez,/readyz,/healthz,/livez/*,/readyz/*,/healthz/*,/flagz,/statusz',
  'system:basic-user':
    'create;authorization.k8s.io;selfsubjectaccessreviews,selfsubjectrulesreviews | create;authentication.k8s.io;selfsubjectreviews',
  'system:public-info-viewer': 'get /livez,/readyz,/healthz,/version,/version/',
  'system:aggregate-to-admin':
    'create;authorization.k8s.io;localsubjectaccessreviews'
    + ' | get,list,watch,create,update,patch,delete,deletecollection;rbac.authorization.k8s.io;roles,rolebindings',
  'system:aggregate-to-edit':
    'get,list,watch;;pods/attach,pods/proxy,pods/exec,pods/portforward,secrets,services/proxy | impersonate;;serviceaccounts | '
    + 'create,update,patch,delete,deletecollection;;pods,pods/attach,pods/proxy,pods/exec,pods/portforward | create;;pods/eviction | '
    + 'create,update,patch,delete,deletecollection;;replicationcontrollers,replicationcontrollers/scale,serviceaccounts,services,'
    + 'services/proxy,persistentvolumeclaims,configmaps,secrets | create;;serviceaccounts/token | '
    + 'create,update,patch,delete,deletecollection;,events.k8s.io;events | create,update,patch,delete,deletecollection;apps;statefulsets,'
    + 'statefulsets/scale,daemonsets,deployments,deployments/scale,deployments/rollback,replicasets,replicasets/scale | '
    + 'create,update,patch,delete,deletecollection;autoscaling;horizontalpodautoscalers | '
    + 'create,update,patch,delete,deletecollection;batch;jobs,cronjobs | '
    + 'create,update,patch,delete,deletecollection;extensions;daemonsets,deployments,deployments/scale,deployments/rollback,ingresses,'
    + 'replicasets,replicasets/scale,replicationcontrollers/scale,networkpolicies | '
    + 'create,update,patch,delete,deletecollection;policy;poddisruptionbudgets | '
    + 'create,update,patch,delete,deletecollection;networking.k8s.io;networkpolicies,ingresses | '
    + 'get,list,watch,create,update,patch,delete,deletecollection;coordination.k8s.io;leases | '
    + 'create,update,patch,delete,deletecollection;resource.k8s.io;resourceclaims,resourceclaimtemplates | '
    + 'create,update,patch,delete,deletecollection;scheduling.k8s.io;workloads,podgroups | '
    + 'create,update,patch,delete,deletecollection;scheduling.k8s.io;compositepodgroups | '
    + 'create,update,patch,delete,deletecollection;lifecycle.k8s.io;evictionrequests',
  'system:aggregate-to-view':
    'get,list,watch;;pods,replicationcontrollers,replicationcontrollers/scale,serviceaccounts,services,services/status,endpoints,'
    + 'persistentvolumeclaims,persistentvolumeclaims/status,configmaps | get,list,watch;;limitranges,resourcequotas,bindings,pods/status,'
    + 'resourcequotas/status,namespaces/status,replicationcontrollers/status,pods/log | get,list,watch;;namespaces | '
    + 'get,list,watch;,events.k8s.io;events | get,list,watch;discovery.k8s.io;endpointslices | '
    + 'get,list,watch;apps;controllerrevisions,statefulsets,statefulsets/status,statefulsets/scale,daemonsets,daemonsets/status,'
    + 'deployments,deployments/status,deployments/scale,replicasets,replicasets/status,replicasets/scale | '
    + 'get,list,watch;autoscaling;horizontalpodautoscalers,horizontalpodautoscalers/status | '
    + 'get,list,watch;batch;jobs,cronjobs,cronjobs/status,jobs/status | '
    + 'get,list,watch;extensions;daemonsets,daemonsets/status,deployments,deployments/scale,deployments/status,ingresses,ingresses/status,'
    + 'replicasets,replicasets/scale,replicasets/status,replicationcontrollers/scale,networkpolicies | '
    + 'get,list,watch;policy;poddisruptionbudgets,poddisruptionbudgets/status | '
    + 'get,list,watch;networking.k8s.io;networkpolicies,ingresses,ingresses/status | '
    + 'get,list,watch;resource.k8s.io;resourceclaims,resourceclaims/status,resourceclaimtemplates | '
    + 'get,list,watch;scheduling.k8s.io;workloads,podgroups,podgroups/status | '
    + 'get,list,watch;scheduling.k8s.io;compositepodgroups,compositepodgroups/status | '
    + 'get,list,watch;lifecycle.k8s.io;evictionrequests,evictions',
  'system:heapster': 'get,list,watch;;events,pods,nodes,namespaces | get,list,watch;extensions;deployments',
  'system:node':
    'create;authentication.k8s.io;tokenreviews | create;authorization.k8s.io;subjectaccessreviews,localsubjectaccessreviews | '
    + 'get,list,watch;;services | create,get,list,watch;;nodes | update,patch;;nodes/status | update,patch;;nodes | EVENTS | '
    + 'get,list,watch;;pods | create,delete;;pods | update,patch;;pods/status | create;;pods/eviction | '
    + 'get,list,watch;;secrets,configmaps | get;;persistentvolumeclaims,persistentvolumes | get;;endpoints | '
    + 'create,get,list,watch;certificates.k8s.io;certificatesigningrequests | get,create,update,patch,delete;coordination.k8s.io;leases | '
    + 'get;storage.k8s.io;volumeattachments | create;;serviceaccounts/token | get,update,patch;;persistentvolumeclaims/status | '
    + 'get,watch,list;storage.k8s.io;csidrivers | get,create,update,patch,delete;storage.k8s.io;csinodes | '
    + 'get,list,watch;node.k8s.io;runtimeclasses | get;resource.k8s.io;resourceclaims | deletecollection;resource.k8s.io;resourceslices | '
    + 'get,list,watch;certificates.k8s.io;clustertrustbundles | get;;serviceaccounts | '
    + 'get,list,watch,create;certificates.k8s.io;podcertificaterequests | get,update,patch;storage.k8s.io;csinodes/status',
  'system:node-problem-detector': 'get;;nodes | patch;;nodes/status | EVENTS',
  'system:node-bootstrapper': 'create,get,list,watch;certificates.k8s.io;certificatesigningrequests',
  'system:auth-delegator': 'create;authentication.k8s.io;tokenreviews | create;authorization.k8s.io;subjectaccessreviews',
  'system:kube-aggregator': 'get,list,watch;;services,endpoints',
  'system:kube-controller-manager':
    'EVENTS | create;coordination.k8s.io;leases | get,update;coordination.k8s.io;leases;kube-controller-manager | '
    + 'create;;secrets,serviceaccounts | delete;;secrets | get;;namespaces,secrets,serviceaccounts,configmaps | '
    + 'update;;secrets,serviceaccounts | create;authentication.k8s.io;tokenreviews | create;authorization.k8s.io;subjectaccessreviews '
    + '| list,watch;*;* | create;;serviceaccounts/token',
  'system:kube-dns': 'list,watch;;endpoints,services',
  'system:persistent-volume-provisioner':
    'get,list,watch,create,delete;;persistentvolumes | get,list,watch,update;;persistentvolumeclaims'
    + ' | get,list,watch;storage.k8s.io;storageclasses | watch;;events | EVENTS',
  'system:certificates.k8s.io:certificatesigningrequests:nodeclient': 'create;certificates.k8s.io;certificatesigningrequests/nodeclient',
  'system:certificates.k8s.io:certificatesigningrequests:selfnodeclient':
    'create;certificates.k8s.io;certificatesigningrequests/selfnodeclient',
  'system:volume-scheduler':
    'get,list,watch,update,patch;;persistentvolumes | get,list,watch;storage.k8s.io;storageclasses'
    + ' | get,list,watch,update,patch;;persistentvolumeclaims',
  'system:certificates.k8s.io:legacy-unknown-approver': 'approve;certificates.k8s.io;signers;kubernetes.io/legacy-unknown',
  'system:certificates.k8s.io:kubelet-serving-approver': 'approve;certificates.k8s.io;signers;kubernetes.io/kubelet-serving',
  'system:certificates.k8s.io:kube-apiserver-client-approver': 'approve;certificates.k8s.io;signers;kubernetes.io/kube-apiserver-client',
  'system:certificates.k8s.io:kube-apiserver-client-kubelet-approver':
    'approve;certificates.k8s.io;signers;kubernetes.io/kube-apiserver-client-kubelet',
  'system:service-account-issuer-discovery':
    'get /.well-known/openid-configuration,/.well-known/openid-configuration/,/openid/v1/jwks,/openid/v1/jwks/',
  'system:kubelet-api-admin':
    'get,list,watch;;nodes | proxy;;nodes | *;;nodes/proxy,nodes/metrics,nodes/stats,nodes/log | *;;nodes/pods,nodes/healthz,nodes/configz',
  'system:node-proxier':
    'list,watch;;services,endpoints | get,list,watch;;nodes | EVENTS | list,watch;networking.k8s.io;servicecidrs'
    + ' | list,watch;discovery.k8s.io;endpointslices',
  'system:kube-scheduler':
    'EVENTS | create;coordination.k8s.io;leases | get,update,list,watch;coordination.k8s.io;leases;kube-scheduler | '
    + 'get,list,watch,create,update,patch,delete,deletecollection;coordination.k8s.io;leasecandidates | get,list,watch;;nodes | '
    + 'get,list,watch,delete;;pods | create;;pods/binding,bindings | patch,update;;pods/status | '
    + 'get,list,watch;;services,replicationcontrollers | get,list,watch;apps,extensions;replicasets | get,list,watch;apps;statefulsets | '
    + 'get,list,watch;policy;poddisruptionbudgets | get,list,watch;;persistentvolumeclaims,persistentvolumes | '
    + 'create;authentication.k8s.io;tokenreviews | create;authorization.k8s.io;subjectaccessreviews | '
    + 'get,list,watch;storage.k8s.io;csinodes | get,list,watch;storage.k8s.io;volumeattachments | get,list,watch;;namespaces | '
    + 'get,list,watch;storage.k8s.io;csidrivers | get,list,watch;storage.k8s.io;csistoragecapacities | '
    + 'get,list,watch;resource.k8s.io;deviceclasses | get,list,watch,update,patch;resource.k8s.io;resourceclaims | '
    + 'get,list,watch,update,patch;resource.k8s.io;resourceclaims/status | update;;pods/finalizers | '
    + 'get,list,watch;resource.k8s.io;resourceslices | create,delete;resource.k8s.io;resourceclaims | '
    + 'get,list,watch;resource.k8s.io;devicetaintrules | get,list,watch;scheduling.k8s.io;workloads | '
    + 'update,patch;resource.k8s.io;resourceclaims/binding | get,list,watch;scheduling.k8s.io;podgroups | '
    + 'patch,update;scheduling.k8s.io;podgroups/status | get,list,watch;scheduling.k8s.io;compositepodgroups | '
    + 'patch,update;scheduling.k8s.io;compositepodgroups/status',
  'system:cluster-trust-bundle-discovery': 'get,list,watch;certificates.k8s.io;clustertrustbundles',
};

/** The roles of the controllers of kube-controller-manager. Each is bound to the ServiceAccount of its name in `kube-system`. */
export const CONTROLLER_ROLE_RULES: Readonly<Record<string, string>> = {
  'system:controller:attachdetach-controller':
    'list,watch;;persistentvolumes,persistentvolumeclaims | get,list,watch;;nodes | patch,update;;nodes/status | list,watch;;pods | EVENTS'
    + ' | get,create,delete,list,watch;storage.k8s.io;volumeattachments | get,watch,list;storage.k8s.io;csidrivers'
    + ' | get,watch,list;storage.k8s.io;csinodes',
  'system:controller:clusterrole-aggregation-controller': 'escalate,get,list,watch,update,patch;rbac.authorization.k8s.io;clusterroles',
  'system:controller:cronjob-controller':
    'get,list,watch,update;batch;cronjobs | get,list,watch,create,update,delete,patch;batch;jobs | update;batch;cronjobs/status'
    + ' | update;batch;cronjobs/finalizers | list,watch,delete;;pods | EVENTS',
  'system:controller:daemon-set-controller':
    'get,list,watch;extensions,apps;daemonsets | update;extensions,apps;daemonsets/status | update;extensions,apps;daemonsets/finalizers'
    + ' | list,watch;;nodes | list,watch,create,delete,patch;;pods | create;;pods/binding'
    + ' | get,list,watch,create,delete,update,patch;apps;controllerrevisions | EVENTS',
  'system:controller:deployment-controller':
    'get,list,watch,update;extensions,apps;deployments | update;extensions,apps;deployments/status'
    + ' | update;extensions,apps;deployments/finalizers | get,list,watch,create,update,patch,delete;apps,extensions;replicasets'
    + ' | get,list,watch,update;;pods | EVENTS',
  'system:controller:disruption-controller':
    'get,list,watch;extensions,apps;deployments | get,list,watch;apps,extensions;replicasets | get,list,watch;;replicationcontrollers'
    + ' | get,list,watch;policy;poddisruptionbudgets | get,list,watch;apps;statefulsets | update;policy;poddisruptionbudgets/status'
    + ' | patch,update;;pods/status | get;*;*/scale | EVENTS',
  'system:controller:endpoint-controller':
    'get,list,watch;;services,pods | get,list,watch,create,update,delete;;endpoints | create;;endpoints/restricted | EVENTS',
  'system:controller:endpointslice-controller':
    'get,list,watch;;services,pods,nodes | update;;services/finalizers | '
    + 'get,list,watch,create,update,delete;discovery.k8s.io;endpointslices | '
    + 'EVENTS',
  'system:controller:endpointslicemirroring-controller':
    'get,list,watch;;services,endpoints | update;;services/finalizers | update;;endpoints/finalizers'
    + ' | get,list,watch,create,update,delete;discovery.k8s.io;endpointslices | EVENTS',
  'system:controller:expand-controller':
    'get,list,watch,update,patch;;persistentvolumes | update,patch;;persistentvolumeclaims/status | get,list,watch;;persistentvolumeclaims'
    + ' | EVENTS | get;;services',
  'system:controller:ephemeral-volume-controller':
    'get,list,watch;;pods | update;;pods/finalizers | get,list,watch,create;;persistentvolumeclaims | EVENTS',
  'system:controller:resource-claim-controller':
    'get,list,watch;;pods | update;;pods/finalizers | get,list,watch,create,delete;resource.k8s.io;resourceclaims'
    + ' | update,patch;resource.k8s.io;resourceclaims,resourceclaims/status | update,patch;;pods/status | EVENTS'
    + ' | get,list,watch;scheduling.k8s.io;podgroups | update,patch;scheduling.k8s.io;podgroups/status'
    + ' | update,patch;resource.k8s.io;resourceclaims/binding',
  'system:controller:device-taint-eviction-controller':
    'get,list,watch,delete;;pods | update,patch;;pods/status | get,list,watch;resource.k8s.io;resourceclaims'
    + ' | get,list,watch;resource.k8s.io;resourceslices | get,list,watch;resource.k8s.io;deviceclasses | EVENTS'
    + ' | update,patch;resource.k8s.io;devicetaintrules/status | get,list,watch;resource.k8s.io;devicetaintrules',
  'system:controller:generic-garbage-collector': 'get,list,watch,patch,update,delete;*;* | EVENTS',
  'system:controller:horizontal-pod-autoscaler':
    'get,list,watch;autoscaling;horizontalpodautoscalers | update;autoscaling;horizontalpodautoscalers/status | get,update;*;*/scale '
    + '| list,watch;;pods | list,watch;metrics.k8s.io;pods | get,list,watch;custom.metrics.k8s.io;* | '
    + 'get,list,watch;external.metrics.k8s.io;* | EVENTS',
  'system:controller:job-controller':
    'get,list,watch,update,patch;batch;jobs | update;batch;jobs/status | update;batch;jobs/finalizers | '
    + 'list,watch,create,delete,patch;;pods | EVENTS | get,list,watch,create;scheduling.k8s.io;workloads,podgroups '
    + '| get,list,watch,create,update,patch;scheduling.k8s.io;workloads,podgroups',
  'system:controller:namespace-controller':
    'get,list,watch,delete;;namespaces | update;;namespaces/finalize,namespaces/status | get,list,watch,delete,deletecollection;*;*',
  'system:controller:node-controller':
    'get,list,watch,update,delete,patch;;nodes | patch,update;;nodes/status | patch,update;;pods/status | list,watch,get,delete;;pods'
    + ' | EVENTS | get,list,watch;coordination.k8s.io;leases',
  'system:controller:persistent-volume-binder':
    'get,list,watch,update,create,delete;;persistentvolumes | update;;persistentvolumes/status'
    + ' | get,list,watch,update;;persistentvolumeclaims | update;;persistentvolumeclaims/status | list,watch,get,create,delete;;pods'
    + ' | get,list,watch;storage.k8s.io;storageclasses | list,watch;;nodes | EVENTS | watch;;events | get;;services',
  'system:controller:pod-garbage-collector': 'list,watch,delete;;pods | get,list,watch;;nodes | patch;;pods/status',
  'system:controller:replicaset-controller':
    'get,list,watch,update;apps,extensions;replicasets | update;apps,extensions;replicasets/status'
    + ' | update;apps,extensions;replicasets/finalizers | list,watch,patch,create,delete;;pods | EVENTS',
  'system:controller:replication-controller':
    'get,list,watch,update;;replicationcontrollers | update;;replicationcontrollers/status | update;;replicationcontrollers/finalizers'
    + ' | list,watch,patch,create,delete;;pods | EVENTS',
  'system:controller:resourcequota-controller': 'list,watch;*;* | update;;resourcequotas/status | EVENTS',
  'system:controller:route-controller': 'list,watch;;nodes | patch;;nodes/status | EVENTS',
  'system:controller:service-account-controller': 'create;;serviceaccounts | EVENTS',
  'system:controller:service-controller': 'get,list,watch;;services | patch,update;;services/status | list,watch;;nodes | EVENTS',
  'system:controller:service-cidrs-controller':
    'get,list,watch,patch,update;networking.k8s.io;servicecidrs | patch,update;networking.k8s.io;servicecidrs/finalizers'
    + ' | patch,update;networking.k8s.io;servicecidrs/status | get,list,watch;networking.k8s.io;ipaddresses | EVENTS',
  'system:controller:statefulset-controller':
    'list,watch;;pods | get,list,watch;apps;statefulsets | update;apps;statefulsets/status | update;apps;statefulsets/finalizers'
    + ' | get,create,delete,update,patch;;pods | get,create,delete,update,patch,list,watch;apps;controllerrevisions'
    + ' | get,create,list,watch;;persistentvolumeclaims | update,delete;;persistentvolumeclaims | update;;pods/finalizers | EVENTS',
  'system:controller:ttl-controller': 'update,patch,list,watch;;nodes | EVENTS',
  'system:controller:certificate-controller':
    'get,list,watch,delete;certificates.k8s.io;certificatesigningrequests | '
    + 'update;certificates.k8s.io;certificatesigningrequests/status,certificatesigningrequests/approval | '
    + 'approve;certificates.k8s.io;signers;kubernetes.io/kube-apiserver-client-kubelet | '
    + 'sign;certificates.k8s.io;signers;kubernetes.io/legacy-unknown,kubernetes.io/kube-apiserver-client,'
    + 'kubernetes.io/kube-apiserver-client-kubelet,kubernetes.io/kubelet-serving | create;authorization.k8s.io;subjectaccessreviews | '
    + 'EVENTS',
  'system:controller:podcertificaterequestcleaner': 'get,list,watch,delete;certificates.k8s.io;podcertificaterequests',
  'system:controller:pvc-protection-controller':
    'get,list,watch,update;;persistentvolumeclaims | list,watch,get;;pods | EVENTS | update;;persistentvolumeclaims/status',
  'system:controller:pv-protection-controller': 'get,list,watch,update;;persistentvolumes | EVENTS',
  'system:controller:volumeattributesclass-protection-controller':
    'list,watch,get;;persistentvolumeclaims | list,watch,get;;persistentvolumes'
    + ' | get,list,watch,update;storage.k8s.io;volumeattributesclasses | EVENTS',
  'system:controller:ttl-after-finished-controller': 'get,list,watch,delete;batch;jobs | EVENTS',
  'system:controller:root-ca-cert-publisher': 'create,update;;configmaps | EVENTS',
  'system:controller:kube-apiserver-serving-clustertrustbundle-publisher':
    'attest;certificates.k8s.io;signers;kubernetes.io/kube-apiserver-serving'
    + ' | create,update,delete,list,watch;certificates.k8s.io;clustertrustbundles | EVENTS',
  'system:controller:validatingadmissionpolicy-status-controller':
    'get,list,watch;admissionregistration.k8s.io;validatingadmissionpolicies'
    + ' | get,patch,update;admissionregistration.k8s.io;validatingadmissionpolicies/status | EVENTS',
  'system:controller:storage-version-garbage-collector':
    'get,list,watch;coordination.k8s.io;leases | get,list,watch,patch,update,delete;internal.apiserver.k8s.io;storageversions'
    + ' | get,patch,update;internal.apiserver.k8s.io;storageversions/status',
  'system:controller:legacy-service-account-token-cleaner':
    'get;;configmaps;kube-apiserver-legacy-service-account-token-tracking | patch,delete;;secrets',
  'system:controller:storage-version-migrator-controller':
    'list,create,patch;*;* | update;storagemigration.k8s.io;storageversionmigrations/status | '
    + 'get;apiextensions.k8s.io;customresourcedefinitions | patch;apiextensions.k8s.io;customresourcedefinitions/status | '
    + 'list,patch;*;*',
  'system:controller:selinux-warning-controller':
    'EVENTS | get,list,watch;;persistentvolumes | get,list,watch;;persistentvolumeclaims | get,list,watch;;pods'
    + ' | get,list,watch;storage.k8s.io;csidrivers',
  'system:controller:resourcepoolstatusrequest-controller':
    'get,list,watch,delete;resource.k8s.io;resourcepoolstatusrequests | update,patch;resource.k8s.io;resourcepoolstatusrequests/status'
    + ' | get,list,watch;resource.k8s.io;resourceslices | get,list,watch;resource.k8s.io;resourceclaims | EVENTS'
    + ' | get,list,watch;resource.k8s.io;devicetaintrules',
  'system:controller:podgroup-protection-controller': 'get,list,watch,update;scheduling.k8s.io;podgroups | get,list,watch;;pods',
};

/** Roles within namespaces, as `namespace/name`. */
export const NAMESPACED_ROLE_RULES: Readonly<Record<string, string>> = {
  'kube-system/extension-apiserver-authentication-reader': 'get,list,watch;;configmaps;extension-apiserver-authentication',
  'kube-system/system:controller:bootstrap-signer': 'get,list,watch;;secrets',
  'kube-system/system:controller:cloud-provider': 'create,get,list,watch;;configmaps',
  'kube-system/system:controller:token-cleaner': 'get,list,watch,delete;;secrets | EVENTS',
  'kube-system/system::leader-locking-kube-controller-manager':
    'get,watch,list,create,update;coordination.k8s.io;leases | get,watch,list,create,update;coordination.k8s.io;leasecandidates',
  'kube-system/system::leader-locking-kube-scheduler':
    'get,watch,list,create,update;coordination.k8s.io;leases | get,watch,list,create,update;coordination.k8s.io;leasecandidates',
  'kube-public/system:controller:bootstrap-signer': 'get,list,watch;;configmaps | update;;configmaps;cluster-info | EVENTS',
};
