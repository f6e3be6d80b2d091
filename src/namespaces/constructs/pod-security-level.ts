/**
 * Levels of the Pod Security Standards.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export enum PodSecurityLevel {
  /** No root, no added rights, a seccomp profile: what ordinary workloads need and no more. */
  RESTRICTED = 'restricted',
  /** Forbids the known ways to take over a node; lets containers run as root. */
  BASELINE = 'baseline',
  /** Forbids nothing. */
  PRIVILEGED = 'privileged',
}
