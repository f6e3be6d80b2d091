import type { EdgeKind } from './edge-kind';

const PRACTICES = 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/#kubernetes-rbac-privilege-escalation-risks';
const POD_SECURITY = 'https://kubernetes.io/docs/concepts/security/pod-security-standards/';

/** What follows from control of a new pod, of a pod that runs, of a Secret, of a node. */
export const BY_PLACE: readonly EdgeKind[] = [
  {
    id: 'run-as-account',
    step: 'runs it as a ServiceAccount',
    condition: 'none: who creates a pod chooses its ServiceAccount',
    by: 'spec.serviceAccountName',
    technique: 'T1078',
    source: PRACTICES,
  },
  {
    id: 'mount-secrets',
    step: 'mounts Secrets',
    condition: 'none: who creates a pod chooses its volumes',
    by: 'spec.volumes, envFrom',
    technique: 'T1552.007',
    source: PRACTICES,
  },
  {
    id: 'privileged-pod',
    step: 'makes the pod privileged, on a node of its choice',
    condition: 'the Pod Security level that is enforced in the namespace is privileged, or is not known',
    by: 'securityContext.privileged, hostPID, hostPath, nodeName',
    technique: 'T1611',
    source: POD_SECURITY,
    peers: { IceKube: ['CREATE_PRIVILEGED_WORKLOAD'], kubesplaining: ['pod_create_privileged_escape'] },
  },
  {
    id: 'mounted-token',
    step: 'reads the token that is mounted',
    condition: 'automountServiceAccountToken is not false on the pod, or unset there and not false on its ServiceAccount',
    by: '/var/run/secrets/kubernetes.io/serviceaccount/token',
    technique: 'T1528',
    source: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/',
    peers: { KubeHound: ['IDENTITY_ASSUME', 'TOKEN_STEAL', 'VOLUME_DISCOVER'], IceKube: ['USES_ACCOUNT'] },
  },
  {
    id: 'mounted-secret',
    step: 'reads a Secret that the pod has',
    condition: 'a volume, a variable or envFrom of the pod',
    by: 'the file system or the environment of the container',
    technique: 'T1552.001',
    source: 'https://kubernetes.io/docs/concepts/configuration/secret/',
    peers: { KubeHound: ['VOLUME_ACCESS'], IceKube: ['MOUNTS_SECRET'] },
  },
  {
    id: 'secret-token',
    step: 'uses the token in the Secret',
    condition: 'a Secret of type kubernetes.io/service-account-token in the input',
    by: 'the field token',
    technique: 'T1528',
    source: 'https://kubernetes.io/docs/concepts/configuration/secret/#serviceaccount-token-secrets',
    peers: { IceKube: ['GET_AUTHENTICATION_TOKEN_FOR'] },
  },
  {
    id: 'node-pods',
    step: 'takes the token of a pod on the node',
    condition: 'root on the node; the pod may be scheduled to it',
    by: '/var/lib/kubelet/pods, the container runtime',
    technique: 'T1528',
    source: 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    peers: {
      KubeHound: ['CONTAINER_ATTACH', 'EXPLOIT_HOST_TRAVERSE'],
      IceKube: ['ACCESS_POD'],
      kubesplaining: ['colocated_sa_token_theft'],
    },
  },
  {
    id: 'control-plane-files',
    step: 'reads the keys of the control plane',
    condition: 'root on a node of the control plane; a managed control plane has none',
    by: '/etc/kubernetes/pki, static pods, etcd',
    technique: 'T1552.004',
    source: 'https://kubernetes.io/docs/setup/best-practices/certificates/',
    peers: { IceKube: ['IS_CLUSTER_ADMIN'], kubesplaining: ['control_plane_pki_theft', 'static_pod_admission_bypass'] },
  },
  {
    id: 'admin-certificate',
    step: 'signs a certificate of system:masters',
    condition: 'the keys of the control plane',
    by: 'the certificate authority of the cluster',
    technique: 'T1649',
    source: 'https://kubernetes.io/docs/setup/best-practices/certificates/',
  },
  {
    id: 'cloud-role',
    step: 'assumes a role of the cloud',
    condition: 'the ServiceAccount is annotated with a role of EKS, GKE or AKS',
    by: 'a token of the ServiceAccount for the security token service of the cloud',
    technique: 'T1550.001',
    source: 'https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html',
    peers: { kubesplaining: ['irsa_assume_role'] },
  },
];
