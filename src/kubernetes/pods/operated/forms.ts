import { asArray, isObject, type JsonObject } from '../../../text/json';

/** The lists of a PodSpec. */
export const POD_LISTS = ['containers', 'initContainers', 'ephemeralContainers'] as const;

/** Fields that nothing but a container has in addition to `image`. */
const BESIDE_IMAGE = [
  'args',
  'command',
  'env',
  'envFrom',
  'imagePullPolicy',
  'lifecycle',
  'livenessProbe',
  'readinessProbe',
  'script',
  'securityContext',
  'source',
  'startupProbe',
  'volumeMounts',
  'workingDir',
];
/** Fields of a securityContext that a pod does not have. */
const CONTAINER_CONTEXT = ['allowPrivilegeEscalation', 'capabilities', 'privileged', 'procMount', 'readOnlyRootFilesystem'];
const HOST_FLAGS = ['hostNetwork', 'hostPID', 'hostIPC'] as const;

/** Marks of values that are put in later: of Argo and Helm, of Tekton, of shells. */
const TEMPLATE = /\{\{|\$\(|\$\{/;

/** True for a text of which a part is put in later. */
export function isTemplated(value: unknown): value is string {
  return typeof value === 'string' && TEMPLATE.test(value);
}

function has(value: JsonObject, fields: readonly string[]): boolean {
  return fields.some((field) => value[field] !== undefined && value[field] !== null);
}

/** True for what can only be a container: it has an image and says how it runs, or has fields that only containers have. */
export function isContainer(value: unknown): value is JsonObject {
  if (!isObject(value)) return false;
  const { image, securityContext, env, volumeMounts } = value;
  return (
    (typeof image === 'string' && has(value, BESIDE_IMAGE))
    || (isObject(securityContext) && has(securityContext, CONTAINER_CONTEXT))
    || asArray(env).some((entry) => isObject(entry) && typeof entry.name === 'string')
    || asArray(volumeMounts).some((mount) => isObject(mount) && typeof mount.mountPath === 'string')
  );
}

/** True for a list of containers under the name that a PodSpec gives it; what is merged over others may lack the image. */
export function holdsContainers(value: JsonObject): boolean {
  return POD_LISTS.some((list) => asArray(value[list]).some(isListed));
}

/** True for an entry of such a list. */
export function isListed(container: unknown): boolean {
  return isObject(container) && (typeof container.image === 'string' || isObject(container.securityContext) || isContainer(container));
}

/** True for what has fields of a PodSpec in addition to its containers. */
export function isPodPart(value: JsonObject): boolean {
  return (
    holdsContainers(value)
    || HOST_FLAGS.some((flag) => value[flag] === true || isTemplated(value[flag]))
    || asArray(value.volumes).some((volume) => isObject(volume) && typeof volume.name === 'string')
    || (isObject(value.securityContext) && !isContainer(value))
  );
}
