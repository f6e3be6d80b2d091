import { requireReason } from '../../cdk8s/check-reason';
import { refusal } from '../../cdk8s/refusal';
import { isObject } from '../../text/json';
import type { IRbacSubject } from './rbac-subject';

/** What a subject is. */
export enum SubjectKind {
  /** A user, as the API server's authentication names it. */
  USER = 'User',
  /** A group, as the API server's authentication names it. */
  GROUP = 'Group',
  /** A ServiceAccount. */
  SERVICE_ACCOUNT = 'ServiceAccount',
}

const PLACE = 'Subject';
const NAMESPACE = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const ACCOUNT = /^[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?$/;
const CONTROL = /[\u0000-\u001f\u007f]/;
const quote = (text: unknown) => JSON.stringify(text) ?? String(text);

/** Names of all users, or of users who bypass authorization, with what follows from binding them. */
const FORBIDDEN = new Map([
  ['system:masters', 'which the API server allows everything before it looks at any role'],
  ['system:anonymous', 'which is any client that reaches the API server'],
  ['system:unauthenticated', 'which is any client that reaches the API server'],
  ['system:authenticated', 'which is every user with an account, workloads too'],
]);

/**
 * Who is given the grants of a {@link LeastPrivilegeRole}. Subjects never change: each call returns a new one.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-subjects
 */
export class Subject {
  /**
   * A user.
   *
   * @param name as the API server's authentication names it
   * @throws Error for anonymous users, for ServiceAccounts written as users, and for a name that is blank or a wildcard
   */
  public static user(name: string): Subject {
    checkName('user', name);
    if (name.startsWith('system:serviceaccount:')) {
      refuse(
        `${quote(name)} is a ServiceAccount written as a user`,
        'so it would be hard to find',
        'Use Subject.serviceAccount(name, namespaceName).',
      );
    }
    return new Subject(SubjectKind.USER, name, undefined, undefined);
  }

  /**
   * A group. Groups of ServiceAccounts (`system:serviceaccounts:<namespace>`) and others that Kubernetes reserves (`system:…`) need a
   * reason.
   *
   * @param name as the API server's authentication names it
   * @throws Error for `system:masters`, the groups of all users, and for a name that is blank or a wildcard
   */
  public static group(name: string): Subject {
    checkName('group', name);
    return new Subject(SubjectKind.GROUP, name, undefined, undefined);
  }

  /**
   * A ServiceAccount. One of another namespace than the role's needs a reason.
   *
   * @param name name of the ServiceAccount
   * @param namespaceName name of its namespace
   * @throws Error for the ServiceAccount `default`, and for names that no ServiceAccount or namespace can have
   */
  public static serviceAccount(name: string, namespaceName: string): Subject {
    if (typeof namespaceName !== 'string' || !NAMESPACE.test(namespaceName)) {
      refuse(
        `${quote(namespaceName)} is not a namespace`,
        'so it is unclear which ServiceAccount is meant',
        'Name the namespace that the ServiceAccount is in.',
      );
    }
    if (typeof name !== 'string' || !ACCOUNT.test(name)) {
      refuse(
        `${quote(name)} is not the name of a ServiceAccount`,
        'so the API server would reject the binding',
        'Write its name, such as "api".',
      );
    }
    if (name === 'default') {
      refuse(
        `the ServiceAccount default of ${namespaceName} would get the role`,
        'so every pod that names no other would have it',
        'Make a ServiceAccount for the workload that needs it.',
      );
    }
    return new Subject(SubjectKind.SERVICE_ACCOUNT, name, namespaceName, undefined);
  }

  /**
   * A subject of cdk8s-plus, of any release: its `ServiceAccount`, `User` or `Group`.
   *
   * @param subject what cdk8s-plus made
   * @throws Error as the other factories do, and for a ServiceAccount that states no namespace
   */
  public static of(subject: IRbacSubject): Subject {
    const { kind, name, namespace } = configurationOf(subject);
    switch (kind) {
      case SubjectKind.USER:
        return Subject.user(name as string);
      case SubjectKind.GROUP:
        return Subject.group(name as string);
      case SubjectKind.SERVICE_ACCOUNT:
        if (namespace === undefined) {
          refuse(
            `the ServiceAccount ${name} states no namespace`,
            'so it is unclear which one is meant',
            'Put it in a chart with a namespace, or give it one in its metadata.',
          );
        }
        return Subject.serviceAccount(name as string, namespace as string);
      default:
        return refuse(
          `${quote(kind)} is not a kind of subject`,
          'so the API server would reject the binding',
          'Use a User, a Group or a ServiceAccount.',
        );
    }
  }

  private constructor(
    /** What it is. */
    public readonly kind: SubjectKind,
    /** Its name. */
    public readonly name: string,
    /**
     * Namespace of a ServiceAccount.
     *
     * @default - none: users and groups have none
     */
    public readonly namespaceName: string | undefined,
    /**
     * Why it is given the role.
     *
     * @default - none given
     */
    public readonly reason: string | undefined,
  ) {}

  /**
   * Says why this subject is given the role although it is one that needs a reason. Kept as an annotation of the binding.
   *
   * @param reason a sentence that an auditor can assess
   * @throws Error for a blank reason
   */
  public unsafeReason(reason: string): Subject {
    requireReason(`${PLACE} ${this.toString()}`, 'the reason', reason);
    return new Subject(this.kind, this.name, this.namespaceName, reason.trim());
  }

  /**
   * Former name of {@link unsafeReason}.
   *
   * @param reason a sentence that an auditor can assess
   * @throws Error for a blank reason
   * @deprecated It is called `unsafeReason`.
   */
  public because(reason: string): Subject {
    return this.unsafeReason(reason);
  }

  /**
   * Former name of {@link namespaceName}. In TypeScript alone: other languages reserve the name.
   *
   * @deprecated It is called `namespaceName`.
   * @jsii ignore
   */
  public get namespace(): string | undefined {
    return this.namespaceName;
  }

  /** `Group "deployers"`, `ServiceAccount payments/api`: for messages. */
  public toString(): string {
    return this.kind === SubjectKind.SERVICE_ACCOUNT
      ? `${this.kind} ${this.namespaceName}/${this.name}`
      : `${this.kind} ${quote(this.name)}`;
  }
}

/** What a subject says of itself. Each release of cdk8s-plus has types of its own, so nothing is taken on trust. */
function configurationOf(subject: unknown): Readonly<Record<string, unknown>> {
  const { toSubjectConfiguration } = (subject ?? {}) as { toSubjectConfiguration?: () => unknown };
  const configuration: unknown = typeof toSubjectConfiguration === 'function' ? toSubjectConfiguration.call(subject) : undefined;
  if (isObject(configuration)) return configuration;
  return refuse(
    'what Subject.of is given is not a subject of cdk8s-plus',
    'so it is unclear who would have the role',
    'Give a ServiceAccount, a User or a Group of cdk8s-plus, or use Subject.user, group or serviceAccount.',
  );
}

function checkName(noun: string, name: string): void {
  if (typeof name !== 'string' || name.trim() === '' || name !== name.trim() || CONTROL.test(name)) {
    refuse(
      `${quote(name)} is not the name of a ${noun}`,
      'so no subject or another one would have the role',
      `Write the ${noun}'s name as the API server knows it.`,
    );
  }
  if (name.includes('*')) {
    refuse(
      `the ${noun} ${quote(name)} is a wildcard`,
      'which RBAC takes for a plain name',
      `Name the ${noun}, or a group that has all who are meant.`,
    );
  }
  const forbidden = FORBIDDEN.get(name);
  if (forbidden) refuse(`the ${noun} ${name} would get the role`, forbidden, 'Name a group of your own that has only those who need it.');
}

function refuse(fact: string, consequence: string, remedy: string): never {
  throw refusal(PLACE, { fact, consequence, remedy });
}
