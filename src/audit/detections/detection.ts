import type { Severity } from '../../engine/severity';
import type { AuditEvent } from '../../logs/audit/audit-event';
import type { Observation } from '../../logs/audit/observation';
import type { SignalKey, Tally } from '../../logs/audit/tables';

/** What is found in a whole observation. */
export interface Answer extends Tally {
  readonly key: Omit<SignalKey, 'detection'>;
}

/** Something in an audit log that a person should look at. */
export interface Detection {
  readonly id: string;
  /** What happened, in one sentence. */
  readonly meaning: string;
  readonly severity: Severity;
  /** Of MITRE ATT&CK for Containers. */
  readonly technique: string;
  readonly remedy: string;
  /** When it means nothing. */
  readonly falsePositives: string;
  /** What an event was about, where it shows this; it is looked at for every request. */
  readonly match?: (event: AuditEvent) => string | undefined;
  /** What the tables show. */
  readonly answer?: (state: Observation) => readonly Answer[];
}

const CONTROL_PLANE = /^system:(?:kube-controller-manager|kube-scheduler|kube-proxy|apiserver|node:.*|serviceaccount:kube-system:.*)$/;

/** Programs of Kubernetes itself, whose work looks like that of an attacker. */
export const isOfKubernetes = (user: string) => CONTROL_PLANE.test(user);

/** `pods/exec in shop` */
export function resourceText({ target, path }: AuditEvent): string {
  if (!target) return path.slice(0, 200);
  const { group, resource, subresource, namespace } = target;
  return `${resource}${subresource && `/${subresource}`}${group && `.${group}`}${namespace && ` in ${namespace}`}`;
}
