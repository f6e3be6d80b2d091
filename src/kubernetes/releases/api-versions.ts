import { compareVersions, parseMinor, type KubernetesMinor } from './versions';

/** A kind in one version of its group. */
export interface ApiVersion {
  /** `apps/v1`, `v1` */
  readonly apiVersion: string;
  readonly group: string;
  readonly kind: string;
  /** The first minor release that can serve it. */
  readonly since: KubernetesMinor;
  /** The first minor release that cannot; undefined while there is none. */
  readonly removed: KubernetesMinor | undefined;
  /** Whether a server serves it without being told to: true for stable versions, and since 1.34 for no others. */
  readonly byDefault: boolean;
}

/** What is known of a kind in one version of its group, for one release. */
export enum Served {
  /** By every server of the release. */
  YES = 'yes',
  /** By servers that are told to with `--runtime-config`, and for some also with a feature gate. */
  ON_REQUEST = 'on request',
  NO = 'no',
  /** The release is older or newer than what is known here. */
  UNKNOWN = 'unknown',
}

/** Releases for which the table below is complete: every kind that a server of theirs can serve is in it. */
const COMPLETE = { from: parseMinor('1.34'), to: parseMinor('1.37') };

/** Kinds of a group's version, the first release that serves them, and the first that does not. */
type Row = readonly [kinds: string, since: string, removed?: string];

/**
 * What every release can serve. Stable versions, and beta ones with the release that removed them, go back to the beginning; alpha versions
 * that were gone by 1.34 are left out.
 *
 * Sources: https://kubernetes.io/docs/reference/using-api/deprecation-guide/; for 1.34 to 1.37 api/discovery/aggregated_v2.json and
 * pkg/controlplane/instance.go, and for the first releases the lifecycle tags of the types in staging/src/k8s.io/api, all in
 * https://github.com/kubernetes/kubernetes
 */
const TABLE: Readonly<Record<string, readonly Row[]>> = {
  'v1': [
    [
      'Binding ComponentStatus Endpoints Event LimitRange Namespace Node PersistentVolume PersistentVolumeClaim Pod '
        + 'PodTemplate ReplicationController ResourceQuota Secret Service ServiceAccount',
      '1.0',
    ],
    ['ConfigMap', '1.2'],
  ],
  'admissionregistration.k8s.io/v1': [
    ['MutatingWebhookConfiguration ValidatingWebhookConfiguration', '1.16'],
    ['ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding', '1.30'],
    ['MutatingAdmissionPolicy MutatingAdmissionPolicyBinding', '1.36'],
  ],
  'admissionregistration.k8s.io/v1beta1': [
    ['MutatingWebhookConfiguration ValidatingWebhookConfiguration', '1.9', '1.22'],
    ['ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding', '1.28', '1.34'],
    ['MutatingAdmissionPolicy MutatingAdmissionPolicyBinding', '1.34'],
  ],
  'admissionregistration.k8s.io/v1alpha1': [['MutatingAdmissionPolicy MutatingAdmissionPolicyBinding', '1.32']],
  'apiextensions.k8s.io/v1': [['CustomResourceDefinition', '1.16']],
  'apiextensions.k8s.io/v1beta1': [['CustomResourceDefinition', '1.7', '1.22']],
  'apiregistration.k8s.io/v1': [['APIService', '1.10']],
  'apiregistration.k8s.io/v1beta1': [['APIService', '1.7', '1.22']],
  'apps/v1': [['ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet', '1.9']],
  'apps/v1beta1': [
    ['StatefulSet', '1.5', '1.16'],
    ['Deployment', '1.6', '1.16'],
    ['ControllerRevision', '1.7', '1.16'],
  ],
  'apps/v1beta2': [['ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet', '1.8', '1.16']],
  'authentication.k8s.io/v1': [
    ['TokenReview', '1.6'],
    ['SelfSubjectReview', '1.28'],
  ],
  'authentication.k8s.io/v1beta1': [
    ['TokenReview', '1.4', '1.22'],
    ['SelfSubjectReview', '1.27', '1.34'],
  ],
  'authorization.k8s.io/v1': [
    ['LocalSubjectAccessReview SelfSubjectAccessReview SubjectAccessReview', '1.6'],
    ['SelfSubjectRulesReview', '1.8'],
  ],
  'authorization.k8s.io/v1beta1': [
    ['LocalSubjectAccessReview SelfSubjectAccessReview SubjectAccessReview', '1.2', '1.22'],
    ['SelfSubjectRulesReview', '1.8', '1.22'],
  ],
  'autoscaling/v1': [['HorizontalPodAutoscaler', '1.2']],
  'autoscaling/v2': [['HorizontalPodAutoscaler', '1.23']],
  'autoscaling/v2beta1': [['HorizontalPodAutoscaler', '1.8', '1.25']],
  'autoscaling/v2beta2': [['HorizontalPodAutoscaler', '1.12', '1.26']],
  'batch/v1': [
    ['Job', '1.2'],
    ['CronJob', '1.21'],
  ],
  'batch/v1beta1': [['CronJob', '1.8', '1.25']],
  'certificates.k8s.io/v1': [
    ['CertificateSigningRequest', '1.19'],
    ['ClusterTrustBundle PodCertificateRequest', '1.37'],
  ],
  'certificates.k8s.io/v1beta1': [
    ['CertificateSigningRequest', '1.12', '1.22'],
    ['ClusterTrustBundle', '1.33'],
    ['PodCertificateRequest', '1.35'],
  ],
  'certificates.k8s.io/v1alpha1': [
    ['ClusterTrustBundle', '1.26', '1.37'],
    ['PodCertificateRequest', '1.34', '1.35'],
  ],
  'coordination.k8s.io/v1': [['Lease', '1.14']],
  'coordination.k8s.io/v1beta1': [
    ['Lease', '1.12', '1.22'],
    ['LeaseCandidate', '1.33'],
  ],
  'coordination.k8s.io/v1alpha2': [['LeaseCandidate', '1.32']],
  'discovery.k8s.io/v1': [['EndpointSlice', '1.21']],
  'discovery.k8s.io/v1beta1': [['EndpointSlice', '1.16', '1.25']],
  'events.k8s.io/v1': [['Event', '1.19']],
  'events.k8s.io/v1beta1': [['Event', '1.8', '1.25']],
  'extensions/v1beta1': [
    ['DaemonSet Deployment NetworkPolicy PodSecurityPolicy ReplicaSet', '1.1', '1.16'],
    ['Ingress', '1.1', '1.22'],
  ],
  'flowcontrol.apiserver.k8s.io/v1': [['FlowSchema PriorityLevelConfiguration', '1.29']],
  'flowcontrol.apiserver.k8s.io/v1beta1': [['FlowSchema PriorityLevelConfiguration', '1.20', '1.26']],
  'flowcontrol.apiserver.k8s.io/v1beta2': [['FlowSchema PriorityLevelConfiguration', '1.23', '1.29']],
  'flowcontrol.apiserver.k8s.io/v1beta3': [['FlowSchema PriorityLevelConfiguration', '1.26', '1.32']],
  'internal.apiserver.k8s.io/v1alpha1': [['StorageVersion', '1.20']],
  'lifecycle.k8s.io/v1alpha1': [['Eviction EvictionRequest', '1.37']],
  'networking.k8s.io/v1': [
    ['NetworkPolicy', '1.7'],
    ['Ingress IngressClass', '1.19'],
    ['IPAddress ServiceCIDR', '1.33'],
  ],
  'networking.k8s.io/v1beta1': [
    ['Ingress', '1.14', '1.22'],
    ['IngressClass', '1.18', '1.22'],
    ['IPAddress ServiceCIDR', '1.31', '1.37'],
  ],
  'node.k8s.io/v1': [['RuntimeClass', '1.20']],
  'node.k8s.io/v1beta1': [['RuntimeClass', '1.13', '1.25']],
  'policy/v1': [['PodDisruptionBudget', '1.21']],
  'policy/v1beta1': [['PodDisruptionBudget PodSecurityPolicy', '1.5', '1.25']],
  'rbac.authorization.k8s.io/v1': [['ClusterRole ClusterRoleBinding Role RoleBinding', '1.8']],
  'rbac.authorization.k8s.io/v1beta1': [['ClusterRole ClusterRoleBinding Role RoleBinding', '1.6', '1.22']],
  'rbac.authorization.k8s.io/v1alpha1': [['ClusterRole ClusterRoleBinding Role RoleBinding', '1.5', '1.22']],
  'resource.k8s.io/v1': [
    ['DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice', '1.34'],
    ['DeviceTaintRule', '1.37'],
  ],
  'resource.k8s.io/v1beta1': [['DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice', '1.32']],
  'resource.k8s.io/v1beta2': [
    ['DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice', '1.33'],
    ['DeviceTaintRule', '1.36'],
  ],
  'resource.k8s.io/v1alpha3': [
    ['DeviceTaintRule', '1.33'],
    ['ResourcePoolStatusRequest', '1.36'],
  ],
  'scheduling.k8s.io/v1': [['PriorityClass', '1.14']],
  'scheduling.k8s.io/v1beta1': [
    ['PriorityClass', '1.11', '1.22'],
    ['PodGroup Workload', '1.37'],
  ],
  'scheduling.k8s.io/v1alpha1': [['Workload', '1.35', '1.36']],
  'scheduling.k8s.io/v1alpha2': [['PodGroup Workload', '1.36', '1.37']],
  'scheduling.k8s.io/v1alpha3': [['CompositePodGroup PodGroup Workload', '1.37']],
  'storage.k8s.io/v1': [
    ['StorageClass', '1.6'],
    ['VolumeAttachment', '1.13'],
    ['CSINode', '1.17'],
    ['CSIDriver', '1.18'],
    ['CSIStorageCapacity', '1.24'],
    ['VolumeAttributesClass', '1.34'],
  ],
  'storage.k8s.io/v1beta1': [
    ['StorageClass', '1.4', '1.22'],
    ['VolumeAttachment', '1.10', '1.22'],
    ['CSIDriver CSINode', '1.14', '1.22'],
    ['CSIStorageCapacity', '1.21', '1.27'],
    ['VolumeAttributesClass', '1.31', '1.37'],
  ],
  'storage.k8s.io/v1alpha1': [['VolumeAttributesClass', '1.29', '1.35']],
  'storagemigration.k8s.io/v1': [['StorageVersionMigration', '1.37']],
  'storagemigration.k8s.io/v1beta1': [['StorageVersionMigration', '1.35']],
  'storagemigration.k8s.io/v1alpha1': [['StorageVersionMigration', '1.30', '1.35']],
};

/** Groups that were Kubernetes' own and are gone with all their versions. */
const FORMER_GROUPS = ['auditregistration.k8s.io', 'settings.k8s.io'];

/** Every kind in every version that is known. */
export const API_VERSIONS: readonly ApiVersion[] = Object.entries(TABLE).flatMap(([apiVersion, rows]) =>
  rows.flatMap(([kinds, since, removed]) =>
    kinds.split(' ').map((kind): ApiVersion => ({
      apiVersion,
      kind,
      group: groupOf(apiVersion),
      since: parseMinor(since),
      removed: removed === undefined ? undefined : parseMinor(removed),
      byDefault: /^v\d+$/.test(apiVersion.slice(apiVersion.indexOf('/') + 1)),
    })),
  ),
);

/** By version of the group, then by kind. */
const BY_NAME = new Map<string, Map<string, ApiVersion>>();
for (const one of API_VERSIONS) {
  const kinds = BY_NAME.get(one.apiVersion);
  if (kinds) kinds.set(one.kind, one);
  else BY_NAME.set(one.apiVersion, new Map([[one.kind, one]]));
}
const GROUPS = new Set([...API_VERSIONS.map(({ group }) => group), ...FORMER_GROUPS]);

/** The entry of a kind in a version of its group; undefined when there is none. */
export function apiVersionOf(apiVersion: string, kind: string): ApiVersion | undefined {
  return BY_NAME.get(apiVersion)?.get(kind);
}

/** True for a group that is or was Kubernetes' own; false for those of custom resources, aggregated APIs and files of a node. */
export function isKubernetesGroup(group: string): boolean {
  return GROUPS.has(group);
}

/** Whether a release serves a kind in a version of one of Kubernetes' own groups. */
export function servedBy(release: KubernetesMinor, apiVersion: string, kind: string): Served {
  const found = apiVersionOf(apiVersion, kind);
  const newer = compareVersions(release, COMPLETE.to) > 0;
  if (found?.removed && compareVersions(found.removed, release) <= 0) return Served.NO;
  if (compareVersions(release, COMPLETE.from) < 0 || newer) {
    if (!found) return Served.UNKNOWN;
    if (compareVersions(release, found.since) < 0) return Served.NO;
    // What is stable stays for as long as Kubernetes has the major version 1.
    return found.byDefault ? Served.YES : Served.UNKNOWN;
  }
  if (!found || compareVersions(release, found.since) < 0) return Served.NO;
  return found.byDefault ? Served.YES : Served.ON_REQUEST;
}

/**
 * Where else a release serves a kind by default: its own group's versions, else those of another group, as of those that left `extensions`.
 */
export function servedVersions(release: KubernetesMinor, group: string, kind: string): readonly string[] {
  const served = API_VERSIONS.filter((one) => one.kind === kind && servedBy(release, one.apiVersion, kind) === Served.YES);
  const own = served.filter((one) => one.group === group);
  return (own.length > 0 ? own : served.filter((one) => group === 'extensions' && one.group !== '')).map(({ apiVersion }) => apiVersion);
}

function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}
