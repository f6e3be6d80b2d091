import { isObject, isUnset } from '../../../text/json';
import type { KubeObject } from '../../objects/object';
import type { PodView } from '../pod-view';
import type { Fill, FilledRequests, FillContext, PodFiller } from './filler';
import type { PodFacts } from './pod-fill-facts';
import { fillResourceRequests } from './resource-requests';
import { fillRunAsNonRoot } from './run-as-non-root';
import { fillSeccomp } from './seccomp';
import { fillCapabilities, fillPrivilegeEscalation, fillReadOnlyRootFilesystem } from './security-context';
import { fillServiceAccountToken } from './service-account-token';
import { fillTemporaryDirectory } from './temporary-directory';

/** All that can be filled, in the order in which it is. */
const FILLERS = [
  fillSeccomp,
  fillRunAsNonRoot,
  fillServiceAccountToken,
  fillPrivilegeEscalation,
  fillCapabilities,
  fillReadOnlyRootFilesystem,
  fillResourceRequests,
  fillTemporaryDirectory,
] as const;
export const POD_FILLERS: readonly PodFiller[] = FILLERS;

export type PodFillName = (typeof FILLERS)[number]['name'];

/** What is filled: everything, but the temporary directory only if it is `true`. */
export type PodFillOptions = { readonly [Name in PodFillName]?: boolean } & {
  /** Default: {@link DEFAULT_REQUESTS}. */
  readonly requests?: FilledRequests;
  /** Default: {@link DEFAULT_TEMPORARY_SIZE}. */
  readonly temporaryDirectorySize?: string;
};

/** What a container requests that sets nothing: as the LimitRange of `IsolatedNamespace` gives. */
export const DEFAULT_REQUESTS: FilledRequests = { cpu: '100m', memory: '128Mi' };
export const DEFAULT_TEMPORARY_SIZE = '128Mi';

/** A fill, and the name of what filled it. */
export interface PodFill extends Fill {
  readonly by: PodFillName;
}

/** A fill, and the object whose pod it is in. */
export interface ObjectFill {
  readonly object: KubeObject;
  readonly fill: PodFill;
}

/**
 * The fields of a pod that are unset and could be hardened, each with its value.
 *
 * - Null is unset, as Go's decoder has it; `{}` and `[]` are written. A value of a wrong type stays, with everything beneath it.
 * - Of a Windows pod (`os.name: windows`) only what the API server accepts there (validateWindows): non-root, token, requests.
 * - Static pods, pods without container and kinds whose pods are not known here are not changed.
 *
 * Source: https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go
 */
export function podFills(pod: PodView, options: PodFillOptions, facts: PodFacts): readonly PodFill[] {
  if (pod.object.origin.hostPath !== undefined || pod.containers.length === 0) return [];
  const chosen = FILLERS.filter(({ name }) => options[name] ?? name !== fillTemporaryDirectory.name);
  const context: FillContext = {
    facts,
    requests: options.requests ?? DEFAULT_REQUESTS,
    temporaryDirectorySize: options.temporaryDirectorySize ?? DEFAULT_TEMPORARY_SIZE,
    fillsRootFilesystem: chosen.includes(fillReadOnlyRootFilesystem),
  };
  const linux = mayBeLinux(pod);
  return chosen
    .filter((filler: PodFiller) => linux || filler.isLinuxOnly !== true)
    .flatMap(({ name, fills }) => fills(pod, context).map((each) => ({ ...each, by: name })));
}

/** The API server rejects Linux fields in a Windows pod. */
function mayBeLinux({ spec: { os } }: PodView): boolean {
  return isUnset(os) || (isObject(os) && (isUnset(os.name) || (typeof os.name === 'string' && os.name !== 'windows')));
}
