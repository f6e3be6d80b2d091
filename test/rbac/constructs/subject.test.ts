import { Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Subject } from '../../../src/rbac';

test('a subject says who it is', () => {
  const who = Subject.serviceAccount('api', 'payments').unsafeReason(' it deploys ');
  expect([who.kind, who.name, who.namespaceName, who.reason, `${who}`]).toEqual([
    'ServiceAccount',
    'api',
    'payments',
    'it deploys',
    'ServiceAccount payments/api',
  ]);
  expect(`${Subject.user('jane@example.com')} ${Subject.group('devs')}`).toBe('User "jane@example.com" Group "devs"');
  expect(Subject.group('system:masters-of-none').kind).toBe('Group');
});

test('unsafeReason() leaves the subject as it was', () => {
  const who = Subject.group('devs');
  who.unsafeReason('x');
  expect(who.reason).toBeUndefined();
});

test('subjects of cdk8s-plus are taken', () => {
  const chart = new (class extends kplus.Pod {})(Testing.chart(), 'scope', { containers: [{ image: 'x' }] });
  const subjects = [
    Subject.of(kplus.User.fromName(chart, 'u', 'jane')),
    Subject.of(kplus.Group.fromName(chart, 'g', 'devs')),
    Subject.of(new kplus.ServiceAccount(chart, 's', { metadata: { name: 'api', namespace: 'payments' } })),
    Subject.of(kplus.ServiceAccount.fromServiceAccountName(chart, 'i', 'ci', { namespaceName: 'build' })),
  ];
  expect(subjects.map(String)).toEqual(['User "jane"', 'Group "devs"', 'ServiceAccount payments/api', 'ServiceAccount build/ci']);
  expect(() => Subject.of(new kplus.ServiceAccount(chart, 'n', { metadata: { name: 'api' } }))).toThrow(
    new Error(
      'Subject: the ServiceAccount api states no namespace, so it is unclear which one is meant. Put it in a chart with a namespace, '
        + 'or give it one in its metadata.',
    ),
  );
  expect(() => Subject.of(kplus.Group.fromName(chart, 'm', 'system:masters'))).toThrow('system:masters');
  for (const stranger of [undefined, null, 'jane', {}, new kplus.ConfigMap(chart, 'c'), { toSubjectConfiguration: () => 'jane' }]) {
    expect(() => Subject.of(stranger as never)).toThrow(
      new Error(
        'Subject: what Subject.of is given is not a subject of cdk8s-plus, so it is unclear who would have the role. Give '
          + 'a ServiceAccount, a User or a Group of cdk8s-plus, or use Subject.user, group or serviceAccount.',
      ),
    );
  }
  expect(() => Subject.of({ toSubjectConfiguration: () => ({ kind: 'ServiceAccount', name: 1, namespace: 'a' }) } as never)).toThrow(
    'Subject: 1 is not the name of a ServiceAccount',
  );
  expect(() => Subject.of({ toSubjectConfiguration: () => ({ kind: 'Robot', name: 'r' }) } as never)).toThrow(
    new Error(
      'Subject: "Robot" is not a kind of subject, so the API server would reject the binding. Use a User, a Group or a ServiceAccount.',
    ),
  );
});

test.each<[string, () => unknown, string]>([
  [
    'system:masters',
    () => Subject.group('system:masters'),
    'Subject: the group system:masters would get the role, which the API server allows everything before it looks at any role. Name a '
      + 'group of your own that has only those who need it.',
  ],
  [
    'system:masters as a user',
    () => Subject.user('system:masters'),
    'Subject: the user system:masters would get the role, which the API server allows everything before it looks at any role. Name a '
      + 'group of your own that has only those who need it.',
  ],
  [
    'system:anonymous',
    () => Subject.user('system:anonymous'),
    'Subject: the user system:anonymous would get the role, which is any client that reaches the API server. Name a group of your own that '
      + 'has only those who need it.',
  ],
  [
    'system:unauthenticated',
    () => Subject.group('system:unauthenticated'),
    'Subject: the group system:unauthenticated would get the role, which is any client that reaches the API server. Name a group of '
      + 'your own that has only those who need it.',
  ],
  [
    'system:authenticated',
    () => Subject.group('system:authenticated'),
    'Subject: the group system:authenticated would get the role, which is every user with an account, workloads too. Name a group of '
      + 'your own that has only those who need it.',
  ],
  [
    'a ServiceAccount as a user',
    () => Subject.user('system:serviceaccount:payments:api'),
    'Subject: "system:serviceaccount:payments:api" is a ServiceAccount written as a user, so it would be hard to find. Use '
      + 'Subject.serviceAccount(name, namespaceName).',
  ],
  [
    'the ServiceAccount default',
    () => Subject.serviceAccount('default', 'payments'),
    'Subject: the ServiceAccount default of payments would get the role, so every pod that names no other would have it. Make a '
      + 'ServiceAccount for the workload that needs it.',
  ],
  [
    'a ServiceAccount without namespace',
    () => Subject.serviceAccount('api', ''),
    'Subject: "" is not a namespace, so it is unclear which ServiceAccount is meant. Name the namespace that the ServiceAccount is in.',
  ],
  [
    'every namespace',
    () => Subject.serviceAccount('api', '*'),
    'Subject: "*" is not a namespace, so it is unclear which ServiceAccount is meant. Name the namespace that the ServiceAccount is in.',
  ],
  [
    'every ServiceAccount',
    () => Subject.serviceAccount('*', 'payments'),
    'Subject: "*" is not the name of a ServiceAccount, so the API server would reject the binding. Write its name, such as "api".',
  ],
  [
    'every user',
    () => Subject.user('*'),
    'Subject: the user "*" is a wildcard, which RBAC takes for a plain name. Name the user, or a group that has all who are meant.',
  ],
  [
    'no name',
    () => Subject.group(' '),
    'Subject: " " is not the name of a group, so no subject or another one would have the role. Write the group\'s name as the API '
      + 'server knows it.',
  ],
  [
    'a name that is not a string',
    () => Subject.user(undefined as never),
    "Subject: undefined is not the name of a user, so no subject or another one would have the role. Write the user's name as the API "
      + 'server knows it.',
  ],
  [
    'a name with a control code',
    () => Subject.user('a\u001b[31m'),
    'Subject: "a\\u001b[31m" is not the name of a user, '
      + "so no subject or another one would have the role. Write the user's name as the API server knows it.",
  ],
  [
    'a blank reason',
    () => Subject.group('devs').unsafeReason(''),
    'Subject Group "devs": the reason is blank, so reviewers cannot assess it. Give the reason in a sentence.',
  ],
])('refused: %s', (_, make, message) => {
  expect(make).toThrow(new Error(message));
});
