import { asObject } from '../../../text/json';
import type { PodView } from '../pod-view';

/** Levels of the Pod Security Standards, least strict first. */
export type PodSecurityLevel = 'privileged' | 'baseline' | 'restricted';

/** A place in a pod that a check objects to. */
export interface Place {
  /** Path within the object that holds the pod. */
  readonly path: string;
  readonly message: string;
  /** True when a value of a type that the API server rejects leaves the check unknown. */
  readonly unknown?: boolean;
}

/** Pods that a check leaves alone, whatever their fields say. */
export interface Exemption {
  /** The field that decides, within the pod. */
  readonly field: string;
  applies(pod: PodView): boolean;
}

/** A check from one policy version on, until the next revision. */
export interface PodSecurityRevision {
  /** First policy version it applies to: `1.23`. */
  readonly since: string;
  readonly exempt?: Exemption;
  /** The places that it objects to. Values of a wrong type are left out: see `podFaults`. */
  check(pod: PodView): readonly Place[];
}

/** One check of the Pod Security Standards, as the admission library of Kubernetes has it. */
export interface PodSecurityCheck {
  /** The library's id for it. */
  readonly id: string;
  readonly level: 'baseline' | 'restricted';
  /** Fields that decide, within the pod: `[*]` is any entry, `containers` stands for all three lists. */
  readonly fields: readonly string[];
  /** Id of the baseline check that does not run where this one does. */
  readonly replaces?: string;
  /** Oldest first. */
  readonly revisions: readonly PodSecurityRevision[];
}

/** Windows pods, which cannot set what the check requires. */
export const WINDOWS: Exemption = {
  field: 'spec.os.name',
  applies: ({ spec }) => asObject(spec.os).name === 'windows',
};

/** Pods in a user namespace of their own: root inside is an unprivileged user outside. */
export const USER_NAMESPACE: Exemption = {
  field: 'spec.hostUsers',
  applies: ({ spec }) => spec.hostUsers === false,
};
