/**
 * Where OpenAPI says more than the API server enforces. test/real/schema.test.ts tries every field that the tables call required or
 * enumerated, and these, against each release; keys are the last name of a type and the field, whatever the version.
 */

/** Called required, and yet the API server takes objects without them: what is absent is empty or zero to it, and that is fine here. */
export const NOT_REQUIRED: ReadonlySet<string> = new Set([
  'ConfigMapNodeConfigSource.kubeletConfigKey',
  'ConfigMapNodeConfigSource.name',
  'ConfigMapNodeConfigSource.namespace',
  'ControllerRevision.revision',
  'Counter.value',
  'CSINodeSpec.drivers',
  'DeviceCapacity.value',
  'EndpointSlice.endpoints',
  'FieldSelectorRequirement.operator',
  'ForZone.name',
  'GroupResource.group',
  'HTTPHeader.value',
  'ISCSIPersistentVolumeSource.lun',
  'ISCSIVolumeSource.lun',
  'LimitRangeSpec.limits',
  'PodCertificateRequestSpec.stubPKCS10Request',
  'PodFailurePolicy.rules',
  'PriorityClass.value',
  'ResourcePool.generation',
  'RoleRef.apiGroup',
  'ScaleIOPersistentVolumeSource.secretRef',
  'ScaleIOVolumeSource.secretRef',
  'SleepAction.seconds',
  'Sysctl.value',
  'TokenRequest.audience',
  'TypedLocalObjectReference.kind',
  'TypedLocalObjectReference.name',
]);

/** In objects that no API server takes when they are created, or whose feature is too much in flux, so that nothing is claimed of them. */
export const UNTRIED: ReadonlySet<string> = new Set([
  'DeviceDerivedAttribute.expression',
  'DeviceDerivedAttribute.name',
  'EphemeralContainer.imagePullPolicy',
  'EphemeralContainer.name',
  'EphemeralContainer.terminationMessagePolicy',
  'EvictionResponder.name',
  'EvictionResponder.priority',
  'GRPCAction.mode',
  'HTTPGetAction.protocol',
  'PersistentVolumeClaimStatus.allocatedResourceStatuses',
  'ResourceSliceSpec.skipNodeOperations',
  'WorkloadPodGroupResourceClaim.name',
  'WorkloadPodGroupTemplateReference.podGroupTemplateName',
  'WorkloadPodGroupTemplateReference.workloadName',
  'WorkloadReference.name',
  'WorkloadReference.podGroup',
]);

/** Whether the API server rejects an object without a field that OpenAPI calls required. `type` is its full name. */
export function isRequired(type: string, field: string): boolean {
  return !NOT_REQUIRED.has(keyOf(type, field)) && isEnumerated(type, field);
}

/** Whether the API server rejects other values than those of an enumeration. */
export function isEnumerated(type: string, field: string): boolean {
  return !UNTRIED.has(keyOf(type, field));
}

/** The key of a field in these lists. */
export function keyOf(type: string, field: string): string {
  return `${type.slice(type.lastIndexOf('.') + 1)}.${field}`;
}
