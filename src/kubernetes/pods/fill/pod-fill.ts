import { asArray, asObject, isObject, type JsonObject } from '../../../text/json';
import { fill, isOpen, type FillValue, type PodFill } from './pod-fill-entry';
import type { PodFacts } from './pod-fill-facts';
import { temporaryDirectoryFills } from './pod-fill-temporary';
import { nonRootFills } from './pod-fill-user';
import { isUnset } from '../security/read';
import type { ContainerView, PodView } from '../pod-view';
import { amountOf, resourcesFault } from '../../resources/resources';

export type { FillValue, PodFill } from './pod-fill-entry';

/** Amounts that a container asks for. */
export interface FilledRequests {
  readonly cpu: string;
  readonly memory: string;
}

/** What is filled. Everything is by default, but for the temporary directory. */
export interface PodFillOptions {
  readonly seccomp?: boolean;
  readonly capabilities?: boolean;
  readonly privilegeEscalation?: boolean;
  readonly runAsNonRoot?: boolean;
  readonly readOnlyRootFilesystem?: boolean;
  readonly serviceAccountToken?: boolean;
  /** The amounts; false for none. Default: {@link DEFAULT_REQUESTS}. */
  readonly resourceRequests?: FilledRequests | false;
  /** An `emptyDir` at `/tmp` where the root filesystem is read-only. Default: false. */
  readonly temporaryDirectory?: boolean;
  /** How much it may hold. Default: {@link DEFAULT_TEMPORARY_SIZE}. */
  readonly temporaryDirectorySize?: string;
}

/** What a container asks for that says nothing: as the LimitRange of `IsolatedNamespace` gives. */
export const DEFAULT_REQUESTS: FilledRequests = { cpu: '100m', memory: '128Mi' };
export const DEFAULT_TEMPORARY_SIZE = '128Mi';

/**
 * The fields of a pod that are unset and could be hardened, each with its value. Nothing that is written is overridden, directly or by what
 * it means:
 *
 * - Null is unset, as Go's decoder has it; `{}` and `[]` are written. A value of a wrong type stays, with everything beneath it.
 * - Seccomp `RuntimeDefault` goes to the pod, where a container would inherit it; containers keep their own. Annotations that asked for
 *   another profile (without effect since 1.27) count as written.
 * - `capabilities.drop: [ALL]` also beside an `add`, which runtimes apply after it; not for a privileged container or `add: [ALL]`, which
 *   ask for all of them.
 * - `allowPrivilegeEscalation: false` not for a privileged container or one that adds CAP_SYS_ADMIN: the server refuses both
 *   (ValidateSecurityContext), and `SYS_ADMIN`, which it lets pass, means the same.
 * - `runAsNonRoot`: see {@link nonRootFills}. `readOnlyRootFilesystem`: every container. The temporary directory: see
 *   {@link temporaryDirectoryFills}.
 * - No token where the pod leaves it to a ServiceAccount that does not rule on it; a projected token is another matter and stays.
 * - Requests where neither request nor limit of the resource is written for the container or the pod, and no LimitRange gives one.
 *   Ephemeral containers may have none.
 * - Of a Windows pod (`os.name: windows`) only what the server takes there (validateWindows): non-root, token, requests.
 * - Static pods, pods without container and kinds whose pods are not known here are left alone.
 *
 * Source: https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go
 */
export function podFills(pod: PodView, options: PodFillOptions, facts: PodFacts): readonly PodFill[] {
  if (pod.object.origin.hostPath !== undefined || pod.containers.length === 0) return [];
  const linux = mayBeLinux(pod);
  return [
    ...(linux && options.seccomp !== false ? seccompFills(pod) : []),
    ...(options.runAsNonRoot !== false ? nonRootFills(pod) : []),
    ...(options.serviceAccountToken !== false ? tokenFills(pod, facts) : []),
    ...(linux ? pod.containers.flatMap((container) => containerFills(container, options)) : []),
    ...(options.resourceRequests !== false ? requestFills(pod, options.resourceRequests ?? DEFAULT_REQUESTS, facts) : []),
    ...(linux && options.temporaryDirectory === true
      ? temporaryDirectoryFills(pod, options.readOnlyRootFilesystem !== false, options.temporaryDirectorySize ?? DEFAULT_TEMPORARY_SIZE)
      : []),
  ];
}

/** The server refuses Linux fields in a Windows pod. */
function mayBeLinux({ spec: { os } }: PodView): boolean {
  return isUnset(os) || (isObject(os) && (isUnset(os.name) || (typeof os.name === 'string' && os.name !== 'windows')));
}

const SECCOMP_ANNOTATION = /^(?:container\.seccomp\.security\.alpha\.kubernetes\.io\/|seccomp\.security\.alpha\.kubernetes\.io\/pod$)/;

function seccompFills({ path, spec, annotations, containers }: PodView): PodFill[] {
  if (!isOpen(spec.securityContext) || !isUnset(spec.securityContext?.seccompProfile)) return [];
  if (
    containers.every((container) => !isOpen(container.spec.securityContext) || !isUnset(container.spec.securityContext?.seccompProfile))
  ) {
    return [];
  }
  const other = Object.keys(annotations).some(
    (key) => SECCOMP_ANNOTATION.test(key) && annotations[key] !== 'runtime/default' && annotations[key] !== 'docker/default',
  );
  return other ? [] : [fill(path, ['securityContext', 'seccompProfile'], { type: 'RuntimeDefault' }, 'workloads/seccomp-restricted')];
}

function tokenFills({ path, spec }: PodView, { tokenDecided }: PodFacts): PodFill[] {
  if (!isUnset(spec.automountServiceAccountToken) || tokenDecided) return [];
  return [fill(path, ['automountServiceAccountToken'], false, 'workloads/service-account-token')];
}

function containerFills({ path, spec }: ContainerView, options: PodFillOptions): PodFill[] {
  const context = spec.securityContext;
  if (!isOpen(context)) return [];
  const own = asObject(context);
  const fills: PodFill[] = [];
  const place = (keys: readonly string[], value: FillValue, why: string) =>
    fills.push(fill(path, ['securityContext', ...keys], value, why));
  const privileged = !isUnset(own.privileged) && own.privileged !== false;
  if (!privileged && options.privilegeEscalation !== false && isUnset(own.allowPrivilegeEscalation) && !adds(own, 'SYS_ADMIN')) {
    place(['allowPrivilegeEscalation'], false, 'workloads/privilege-escalation');
  }
  if (!privileged && options.capabilities !== false && isOpen(own.capabilities) && isUnset(own.capabilities?.drop) && !adds(own, 'ALL')) {
    place(['capabilities', 'drop'], ['ALL'], 'workloads/capabilities-restricted');
  }
  if (options.readOnlyRootFilesystem !== false && isUnset(own.readOnlyRootFilesystem)) {
    place(['readOnlyRootFilesystem'], true, 'workloads/read-only-root-filesystem');
  }
  return fills;
}

/** True when the capability, or all of them, is added: runtimes take a name with or without `CAP_`, in any case. */
function adds({ capabilities }: JsonObject, name: string): boolean {
  return asArray(asObject(capabilities).add).some((item) => {
    const added = typeof item === 'string' ? item.toUpperCase().replace(/^CAP_/, '') : '';
    return added === name || added === 'ALL';
  });
}

function requestFills(pod: PodView, wanted: FilledRequests, { requestsGiven }: PodFacts): PodFill[] {
  const shared = pod.spec.resources;
  if (resourcesFault(shared)) return [];
  return pod.containers.flatMap(({ list, path, spec: { resources: own } }) => {
    if (list === 'ephemeralContainers' || resourcesFault(own)) return [];
    return (['cpu', 'memory'] as const)
      .filter((resource) => !requestsGiven.has(resource) && !writes(own, resource) && !writes(shared, resource))
      .map((resource) => fill(path, ['resources', 'requests', resource], wanted[resource], 'workloads/resource-limits'));
  });
}

function writes(resources: unknown, resource: string): boolean {
  const { requests, limits } = asObject(resources);
  return amountOf(asObject(requests), resource) !== 'unset' || amountOf(asObject(limits), resource) !== 'unset';
}
