import { Severity } from '../../engine/severity';
import { CHANGE, GOOD_PRACTICES, type PowerfulGrant } from './power';

/** What decides about what others may do. */
export const ADMISSION_POWERS: readonly PowerfulGrant[] = [
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
        verbs: CHANGE,
      },
    ],
  },
  {
    id: 'webhook-write',
    severity: Severity.CRITICAL,
    controls: ['CIS-2.0:5.1.12'],
    sources: [`${GOOD_PRACTICES}#control-admission-webhooks`],
    title: 'Roles that can change admission webhooks must state a reason',
    power: 'read and change every object that is admitted, or switch off checks',
    permissions: [
      {
        group: 'admissionregistration.k8s.io',
        resources: ['mutatingwebhookconfigurations', 'validatingwebhookconfigurations'],
        verbs: CHANGE,
      },
    ],
  },
  {
    id: 'admission-policy-write',
    severity: Severity.CRITICAL,
    sources: ['https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/'],
    title: 'Roles that can change admission policies or their bindings must state a reason',
    power: 'change what is admitted, or switch off checks',
    note:
      'Counted are ValidatingAdmissionPolicies and MutatingAdmissionPolicies with their bindings, the policies and exceptions of Kyverno, '
      + 'the templates, constraints, mutations and configuration of Gatekeeper, the policies of Kubewarden, and '
      + 'SecurityContextConstraints of OpenShift.',
    permissions: [
      {
        group: 'admissionregistration.k8s.io',
        verbs: CHANGE,
        resources: [
          'mutatingadmissionpolicies',
          'mutatingadmissionpolicybindings',
          'validatingadmissionpolicies',
          'validatingadmissionpolicybindings',
        ],
      },
      { group: 'kyverno.io', resources: ['policies', 'policyexceptions'], verbs: CHANGE },
      { group: 'kyverno.io', resources: ['clusterpolicies', 'globalcontextentries'], verbs: CHANGE, inNamespace: false },
      { group: 'policies.kyverno.io', resources: ['*'], verbs: CHANGE },
      ...['templates', 'constraints', 'mutations', 'expansion', 'externaldata'].map((name) => ({
        group: `${name}.gatekeeper.sh`,
        resources: ['*'],
        verbs: CHANGE,
        inNamespace: false,
      })),
      { group: 'config.gatekeeper.sh', resources: ['configs'], verbs: CHANGE },
      { group: 'policies.kubewarden.io', resources: ['*'], verbs: CHANGE },
      { group: 'security.openshift.io', resources: ['securitycontextconstraints'], verbs: CHANGE, inNamespace: false },
    ],
  },
  {
    id: 'pod-constraints-use',
    severity: Severity.HIGH,
    sources: [
      'https://docs.redhat.com/en/documentation/openshift_container_platform/4.18/html/authentication_and_authorization/managing-pod-security-policies',
    ],
    title: 'Roles that grant use of SecurityContextConstraints must state a reason',
    power: 'run pods that these constraints admit, such as privileged ones',
    note:
      'Counted is the verb `use` on SecurityContextConstraints of OpenShift, and on PodSecurityPolicies (until Kubernetes 1.24). `use` '
      + 'of `restricted`, `restricted-v2`, `restricted-v3`, `nonroot` and `nonroot-v2` passes: they admit neither root nor access to '
      + 'the node.',
    permissions: [
      {
        group: 'security.openshift.io',
        resources: ['securitycontextconstraints'],
        verbs: ['use'],
        harmless: ['restricted', 'restricted-v2', 'restricted-v3', 'nonroot', 'nonroot-v2'],
      },
      { group: 'policy', resources: ['podsecuritypolicies'], verbs: ['use'], until: '1.25' },
    ],
  },
  {
    id: 'csr-approval',
    severity: Severity.CRITICAL,
    controls: ['CIS-2.0:5.1.11'],
    sources: [
      `${GOOD_PRACTICES}#csrs-and-certificate-issuing`,
      'https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/#authorization',
    ],
    title: 'Roles that grant a part in issuing certificates must state a reason',
    power: 'take part in issuing certificates',
    note:
      'To approve a request takes both `update` on `certificatesigningrequests/approval` and `approve` on its signer; to write the '
      + 'certificate into it takes `update` on `certificatesigningrequests/status` and `sign` on the signer, whose key the holder must '
      + 'have for '
      + 'the certificate to be valid. `attest` and the write access to ClusterTrustBundles decide which authorities workloads trust. '
      + 'Each half '
      + 'is a finding, since the other half may be in another role.',
    permissions: [
      {
        group: 'certificates.k8s.io',
        resources: ['certificatesigningrequests/approval'],
        verbs: ['update', 'patch'],
        power: 'approve requests of the signers for which it has approve, and so get client certificates of almost any user and group',
      },
      {
        group: 'certificates.k8s.io',
        resources: ['signers'],
        verbs: ['approve'],
        power: 'approve requests of these signers, where it has update on certificatesigningrequests/approval too',
      },
      {
        group: 'certificates.k8s.io',
        resources: ['certificatesigningrequests/status', 'podcertificaterequests/status'],
        verbs: ['update', 'patch'],
        power: 'write certificates into requests of the signers for which it has sign',
      },
      {
        group: 'certificates.k8s.io',
        resources: ['signers'],
        verbs: ['sign'],
        power: 'write certificates into requests of these signers, where it has update on their status too',
      },
      {
        group: 'certificates.k8s.io',
        resources: ['certificatesigningrequests/nodeclient', 'certificatesigningrequests/selfnodeclient'],
        verbs: ['create'],
        power: 'have certificates of nodes approved without a review of the request',
      },
      {
        group: 'certificates.k8s.io',
        resources: ['signers'],
        verbs: ['attest'],
        power: 'write ClusterTrustBundles of these signers, and so choose the authorities that pods trust',
      },
      {
        group: 'certificates.k8s.io',
        resources: ['clustertrustbundles'],
        verbs: CHANGE,
        power: 'choose the certificate authorities that pods trust',
      },
    ],
  },
];
