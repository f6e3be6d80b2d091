import type { IConstruct } from 'constructs';

/**
 * Who can be given a role: `ServiceAccount`, `User` or `Group` of cdk8s-plus, of any release.
 *
 * It is not meant to be implemented: {@link Subject} has factories for those that cdk8s-plus does not make.
 */
export interface IRbacSubject extends IConstruct {
  /** Tells who it is, as cdk8s-plus does: an object with `kind`, `name` and, for a ServiceAccount, `namespace`. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- every release of cdk8s-plus returns a type of its own
  toSubjectConfiguration(): any;
}
