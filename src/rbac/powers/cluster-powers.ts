import { Severity } from '../../engine/severity';
import { CHANGE, GOOD_PRACTICES, REMOVE, WRITE, type PowerfulGrant } from './power';

/** Nodes, traffic and what the whole cluster shares. */
export const CLUSTER_POWERS: readonly PowerfulGrant[] = [
  {
    id: 'persistent-volume-creation',
    severity: Severity.HIGH,
    controls: ['CIS-2.0:5.1.9'],
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
      { group: '', resources: ['namespaces'], verbs: CHANGE },
      { group: '', resources: ['namespaces/status', 'namespaces/finalize'], verbs: ['update', 'patch'] },
    ],
  },
  {
    id: 'network-policy-write',
    severity: Severity.MEDIUM,
    sources: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/'],
    title: 'Roles that can change network policies must state a reason',
    power: 'open namespaces to traffic',
    note:
      'Counted are NetworkPolicies, AdminNetworkPolicies and ClusterNetworkPolicies, and the policies of Cilium, Calico and Antrea with '
      + 'the tiers, groups and sets of addresses that they refer to.',
    permissions: [
      { group: 'networking.k8s.io', resources: ['networkpolicies'], verbs: CHANGE },
      {
        group: 'policy.networking.k8s.io',
        resources: ['adminnetworkpolicies', 'baselineadminnetworkpolicies', 'clusternetworkpolicies'],
        verbs: CHANGE,
        inNamespace: false,
      },
      { group: 'cilium.io', resources: ['ciliumnetworkpolicies'], verbs: CHANGE },
      { group: 'cilium.io', resources: ['ciliumclusterwidenetworkpolicies', 'ciliumcidrgroups'], verbs: CHANGE, inNamespace: false },
      ...['projectcalico.org', 'crd.projectcalico.org'].flatMap((group) => [
        { group, resources: ['networkpolicies', 'tier.networkpolicies', 'networksets'], verbs: CHANGE },
        {
          group,
          resources: ['globalnetworkpolicies', 'tier.globalnetworkpolicies', 'globalnetworksets', 'tiers'],
          verbs: CHANGE,
          inNamespace: false,
        },
      ]),
      { group: 'crd.antrea.io', resources: ['networkpolicies', 'groups'], verbs: CHANGE },
      { group: 'crd.antrea.io', resources: ['clusternetworkpolicies', 'clustergroups', 'tiers'], verbs: CHANGE, inNamespace: false },
    ],
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
  {
    id: 'event-deletion',
    severity: Severity.MEDIUM,
    sources: ['https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/'],
    title: 'Roles that can delete events must state a reason',
    power: 'remove the traces of what happened in the cluster',
    permissions: [
      { group: '', resources: ['events'], verbs: REMOVE },
      { group: 'events.k8s.io', resources: ['events'], verbs: REMOVE },
    ],
  },
];
