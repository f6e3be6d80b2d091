import { Severity } from '../engine/severity';

/** Verbs on resources that share what they give. */
export interface PowerfulPermissions {
  readonly group: string;
  /** With their subresource: `pods/exec`. */
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** True when the power lies in reaching objects at will: a grant on named objects only is not of this kind. */
  readonly unlessNamed?: boolean;
  /** Whether a grant within one namespace has an effect. Default: what the resources' scope says. */
  readonly inNamespace?: boolean;
}

/** A right that reaches further than it looks. The construct asks a reason for it, the rule `rbac/<id>` looks for one. */
export interface PowerfulGrant {
  /** The rule's id without the practice. */
  readonly id: string;
  /** The rule's title. */
  readonly title: string;
  /** What whoever has it can do: for messages, after "which lets its holder". */
  readonly power: string;
  readonly severity: Severity;
  readonly controls?: readonly string[];
  readonly sources: readonly string[];
  readonly permissions: readonly PowerfulPermissions[];
}

const GOOD_PRACTICES = 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/';
const READ = ['get', 'list', 'watch'];
const WRITE = ['create', 'update', 'patch'];
const REMOVE = ['delete', 'deletecollection'];
const ANY = [...READ, ...WRITE, ...REMOVE];
/** What a request through the API server's proxies can be authorized as; a connection by WebSocket is a `get`. */
const CONNECT = ['get', 'create', 'update', 'patch', 'delete'];

/** Every powerful right, in the order of the documentation. */
export const POWERFUL_GRANTS: readonly PowerfulGrant[] = [
  {
    id: 'secrets-access',
    severity: Severity.HIGH,
    controls: ['CIS-1.12:5.1.2'],
    sources: [`${GOOD_PRACTICES}#listing-secrets`],
    title: 'Roles that grant access to Secrets must state a reason',
    power: 'read or change the credentials in them',
    permissions: [{ group: '', resources: ['secrets'], verbs: ANY }],
  },
  {
    id: 'pod-exec',
    severity: Severity.HIGH,
    sources: ['https://kubernetes.io/docs/reference/access-authn-authz/authorization/'],
    title: 'Roles that grant pods/exec or pods/attach must state a reason',
    power: 'run commands with the rights and secrets of the pods',
    permissions: [{ group: '', resources: ['pods/exec', 'pods/attach'], verbs: ['create', 'get'] }],
  },
  {
    id: 'ephemeral-containers',
    severity: Severity.HIGH,
    sources: ['https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/'],
    title: 'Roles that grant pods/ephemeralcontainers must state a reason',
    power: 'put an image of their choice into running pods',
    permissions: [{ group: '', resources: ['pods/ephemeralcontainers'], verbs: ['update', 'patch'] }],
  },
  {
    id: 'pod-tunnel',
    severity: Severity.MEDIUM,
    sources: ['https://kubernetes.io/docs/concepts/cluster-administration/proxies/'],
    title: 'Roles that grant pods/portforward, pods/proxy or services/proxy must state a reason',
    power: 'reach ports that network policies close',
    permissions: [
      { group: '', resources: ['pods/portforward'], verbs: ['create', 'get'] },
      { group: '', resources: ['pods/proxy', 'services/proxy'], verbs: CONNECT },
    ],
  },
  {
    id: 'token-request',
    severity: Severity.HIGH,
    controls: ['CIS-1.12:5.1.13'],
    sources: [`${GOOD_PRACTICES}#token-request`],
    title: 'Roles that grant serviceaccounts/token must state a reason',
    power: 'act as the ServiceAccounts',
    permissions: [{ group: '', resources: ['serviceaccounts/token'], verbs: ['create'] }],
  },
  {
    id: 'node-proxy',
    severity: Severity.CRITICAL,
    controls: ['CIS-1.12:5.1.10'],
    sources: [`${GOOD_PRACTICES}#access-to-proxy-subresource-of-nodes`],
    title: 'Roles that grant nodes/proxy or nodes/checkpoint must state a reason',
    power: 'run commands in every pod of the nodes past admission and audit',
    permissions: [
      { group: '', resources: ['nodes/proxy'], verbs: CONNECT },
      { group: '', resources: ['nodes/checkpoint'], verbs: ['create'] },
    ],
  },
  {
    id: 'workload-creation',
    severity: Severity.HIGH,
    controls: ['CIS-1.12:5.1.4'],
    sources: [`${GOOD_PRACTICES}#workload-creation`],
    title: 'Roles that can create or change any workload must state a reason',
    power: 'run any image as any ServiceAccount of the namespace and mount any of its secrets',
    permissions: [
      { group: '', resources: ['pods', 'replicationcontrollers'], verbs: WRITE, unlessNamed: true },
      { group: 'apps', resources: ['daemonsets', 'deployments', 'replicasets', 'statefulsets'], verbs: WRITE, unlessNamed: true },
      { group: 'batch', resources: ['cronjobs', 'jobs'], verbs: WRITE, unlessNamed: true },
    ],
  },
  {
    id: 'rbac-write',
    severity: Severity.HIGH,
    sources: ['https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping'],
    title: 'Roles that can change roles or bindings must state a reason',
    power: 'hand on or take away rights',
    permissions: [
      {
        group: 'rbac.authorization.k8s.io',
        resources: ['roles', 'clusterroles', 'rolebindings', 'clusterrolebindings'],
        verbs: [...WRITE, ...REMOVE],
      },
    ],
  },
  {
    id: 'webhook-write',
    severity: Severity.CRITICAL,
    controls: ['CIS-1.12:5.1.12'],
    sources: [`${GOOD_PRACTICES}#control-admission-webhooks`],
    title: 'Roles that can change admission webhooks must state a reason',
    power: 'read and change every object that is admitted, or switch off checks',
    permissions: [
      {
        group: 'admissionregistration.k8s.io',
        resources: ['mutatingwebhookconfigurations', 'validatingwebhookconfigurations'],
        verbs: [...WRITE, ...REMOVE],
      },
    ],
  },
  {
    id: 'admission-policy-write',
    severity: Severity.CRITICAL,
    sources: ['https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/'],
    title: 'Roles that can change admission policies or their bindings must state a reason',
    power: 'change what is admitted, or switch off checks',
    permissions: [
      {
        group: 'admissionregistration.k8s.io',
        verbs: [...WRITE, ...REMOVE],
        resources: [
          'mutatingadmissionpolicies',
          'mutatingadmissionpolicybindings',
          'validatingadmissionpolicies',
          'validatingadmissionpolicybindings',
        ],
      },
    ],
  },
  {
    id: 'csr-approval',
    severity: Severity.CRITICAL,
    controls: ['CIS-1.12:5.1.11'],
    sources: [
      `${GOOD_PRACTICES}#csrs-and-certificate-issuing`,
      'https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/#authorization',
    ],
    title: 'Roles that can approve or sign certificates must state a reason',
    power: 'issue certificates that authenticate as others',
    permissions: [
      {
        group: 'certificates.k8s.io',
        resources: ['certificatesigningrequests/approval', 'certificatesigningrequests/status'],
        verbs: ['update', 'patch'],
      },
      {
        group: 'certificates.k8s.io',
        resources: ['certificatesigningrequests/nodeclient', 'certificatesigningrequests/selfnodeclient'],
        verbs: ['create'],
      },
      { group: 'certificates.k8s.io', resources: ['podcertificaterequests/status'], verbs: ['update', 'patch'] },
      { group: 'certificates.k8s.io', resources: ['signers'], verbs: ['approve', 'sign', 'attest'] },
      { group: 'certificates.k8s.io', resources: ['clustertrustbundles'], verbs: WRITE },
    ],
  },
  {
    id: 'persistent-volume-creation',
    severity: Severity.HIGH,
    controls: ['CIS-1.12:5.1.9'],
    sources: [`${GOOD_PRACTICES}#persistent-volume-creation`],
    title: 'Roles that can create PersistentVolumes must state a reason',
    power: 'mount any directory of a node',
    permissions: [{ group: '', resources: ['persistentvolumes'], verbs: ['create'] }],
  },
  {
    id: 'node-write',
    severity: Severity.HIGH,
    sources: ['https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#noderestriction'],
    title: 'Roles that can create or change Nodes must state a reason',
    power: 'draw pods, and with them their tokens, to a node of their choice',
    permissions: [
      { group: '', resources: ['nodes'], verbs: WRITE },
      { group: '', resources: ['nodes/status'], verbs: ['update', 'patch'] },
    ],
  },
  {
    id: 'status-write',
    severity: Severity.MEDIUM,
    sources: ['https://github.com/kubernetes/kubernetes/issues/97076'],
    title: 'Roles that can write pods/status or services/status must state a reason',
    power: "redirect traffic: by an address in a Service's status, or by the labels and readiness of pods",
    permissions: [{ group: '', resources: ['pods/status', 'services/status'], verbs: ['update', 'patch'] }],
  },
  {
    id: 'endpoint-write',
    severity: Severity.MEDIUM,
    sources: ['https://github.com/kubernetes/kubernetes/issues/103675'],
    title: 'Roles that can write Endpoints or EndpointSlices must state a reason',
    power: "redirect a Service's traffic past network policies",
    permissions: [
      { group: '', resources: ['endpoints'], verbs: WRITE },
      { group: 'discovery.k8s.io', resources: ['endpointslices'], verbs: WRITE },
    ],
  },
  {
    id: 'namespace-write',
    severity: Severity.HIGH,
    sources: [`${GOOD_PRACTICES}#namespace-modification`],
    title: 'Roles that can change Namespaces must state a reason',
    power: 'lower the Pod Security level, and put on labels that network policies trust',
    permissions: [
      { group: '', resources: ['namespaces'], verbs: [...WRITE, ...REMOVE] },
      { group: '', resources: ['namespaces/status', 'namespaces/finalize'], verbs: ['update', 'patch'] },
    ],
  },
  {
    id: 'network-policy-write',
    severity: Severity.MEDIUM,
    sources: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/'],
    title: 'Roles that can change NetworkPolicies must state a reason',
    power: 'open the namespace to traffic',
    permissions: [{ group: 'networking.k8s.io', resources: ['networkpolicies'], verbs: [...WRITE, ...REMOVE] }],
  },
  {
    id: 'api-extension-write',
    severity: Severity.CRITICAL,
    sources: ['https://kubernetes.io/docs/concepts/extend-kubernetes/api-extension/apiserver-aggregation/'],
    title: 'Roles that can write CustomResourceDefinitions or APIServices must state a reason',
    power: 'have requests to the API, and the objects in them, served by a server of their choice',
    permissions: [
      { group: 'apiregistration.k8s.io', resources: ['apiservices'], verbs: WRITE },
      { group: 'apiextensions.k8s.io', resources: ['customresourcedefinitions'], verbs: WRITE },
    ],
  },
];
