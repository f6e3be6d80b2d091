import { builtInRoleBinding } from '../../../../src/rbac/rules/bindings/built-in-role-binding';
import { clusterAdminBinding } from '../../../../src/rbac/rules/bindings/cluster-admin-binding';
import { clusterScope } from '../../../../src/rbac/rules/bindings/cluster-scope';
import { danglingRoleRef } from '../../../../src/rbac/rules/bindings/dangling-role-ref';
import { adminGroupSubject } from '../../../../src/rbac/rules/subjects/admin-group-subject';
import { anonymousSubject } from '../../../../src/rbac/rules/subjects/anonymous-subject';
import { authenticatedSubject } from '../../../../src/rbac/rules/subjects/authenticated-subject';
import { crossNamespaceSubject } from '../../../../src/rbac/rules/subjects/cross-namespace-subject';
import { defaultServiceAccountBinding } from '../../../../src/rbac/rules/subjects/default-service-account-binding';
import { serviceAccountGroupSubject } from '../../../../src/rbac/rules/subjects/service-account-group-subject';
import { findings } from '../../../support/findings';
import { account, BOOTSTRAP, clusterRole, clusterRoleBinding, group, REASON, role, roleBinding, rule, user } from '../../manifests';

const VIEW = { kind: 'ClusterRole', name: 'view' };
const labelled = (name: string) => ({ name, labels: BOOTSTRAP });
type Row = [string, readonly object[], string[]];

describe('rbac/cluster-admin-binding', () => {
  test.each<Row>([
    ['another role', [clusterRoleBinding('view', [group('devs')])], []],
    [
      'everywhere',
      [clusterRoleBinding('cluster-admin', [group('devs'), account('ci', 'build')])],
      [
        'ClusterRoleBinding b subjects[0]: Group "devs" is cluster-admin in the whole cluster',
        'ClusterRoleBinding b subjects[1]: ServiceAccount build/ci is cluster-admin in the whole cluster',
      ],
    ],
    [
      'in a namespace',
      [roleBinding({ kind: 'ClusterRole', name: 'cluster-admin' }, [user('jane')])],
      ['RoleBinding payments/b subjects[0]: User "jane" is cluster-admin in namespace payments'],
    ],
    ['a Role of that name is another role', [roleBinding({ kind: 'Role', name: 'cluster-admin' }, [user('jane')])], []],
    ['nobody', [clusterRoleBinding('cluster-admin', [])], []],
    ['nobody, unset', [clusterRoleBinding('cluster-admin', undefined)], []],
    ['the one of Kubernetes', [clusterRoleBinding('cluster-admin', [group('system:masters')], labelled('cluster-admin'))], []],
    [
      'the one of Kubernetes without its label',
      [clusterRoleBinding('cluster-admin', [group('system:masters')], { name: 'cluster-admin' })],
      ['ClusterRoleBinding cluster-admin subjects[0]: Group "system:masters" is cluster-admin in the whole cluster'],
    ],
    [
      'somebody added to it',
      [clusterRoleBinding('cluster-admin', [group('system:masters'), user('eve')], labelled('cluster-admin'))],
      ['ClusterRoleBinding cluster-admin subjects[1]: User "eve" is cluster-admin in the whole cluster'],
    ],
    [
      'a reason does not excuse it',
      [clusterRoleBinding('cluster-admin', [user('eve')], { annotations: REASON })],
      ['ClusterRoleBinding b subjects[0]: User "eve" is cluster-admin in the whole cluster'],
    ],
    [
      'subjects of a wrong kind',
      [clusterRoleBinding('cluster-admin', 'eve')],
      ['? ClusterRoleBinding b subjects: subjects is a string, not a list, so the API server rejects the object'],
    ],
    [
      'a misspelt kind',
      [{ ...clusterRoleBinding('cluster-admin', [user('eve')]), kind: 'ClusterRolebinding' }],
      [
        '? ClusterRolebinding b kind: kind "ClusterRolebinding" does not exist (ClusterRoleBinding is meant), so the API server '
          + 'rejects the object',
        'ClusterRolebinding b subjects[0]: User "eve" is cluster-admin in the whole cluster',
      ],
    ],
    [
      'no roleRef',
      [
        {
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'RoleBinding',
          metadata: { name: 'b', namespace: 'a' },
          subjects: [user('eve')],
        },
      ],
      ['? RoleBinding a/b roleRef: roleRef is missing, so the API server rejects the object'],
    ],
  ])('%s', (_, manifests, expected) => {
    expect(findings(clusterAdminBinding, manifests)).toEqual(expected);
  });
});

describe('rbac/built-in-role-binding', () => {
  const nodeProblems = 'to which Kubernetes gives node-write';
  test.each<Row>([
    ['view', [clusterRoleBinding('view', [group('devs')])], []],
    [
      'a role that is wide',
      [clusterRoleBinding('system:node-problem-detector', [account('npd', 'kube-system')])],
      [
        'ClusterRoleBinding b subjects[0]: ServiceAccount kube-system/npd has system:node-problem-detector in the whole cluster, '
          + `${nodeProblems}`,
      ],
    ],
    [
      'a bare reason accepts nothing',
      [clusterRoleBinding('system:node-problem-detector', [account('npd', 'kube-system')], { annotations: REASON })],
      [
        'ClusterRoleBinding b subjects[0]: ServiceAccount kube-system/npd has system:node-problem-detector in the whole cluster, to which '
          + 'Kubernetes gives node-write',
      ],
    ],
    [
      'edit',
      [roleBinding({ kind: 'ClusterRole', name: 'edit' }, [group('devs')])],
      [
        'RoleBinding payments/b subjects[0]: Group "devs" has edit in namespace payments, to which Kubernetes gives secrets-access, '
          + 'pod-exec, pod-tunnel, token-request, workload-creation, network-policy-write, event-deletion',
      ],
    ],
    ['cluster-admin: the other rule is about that', [clusterRoleBinding('cluster-admin', [group('devs')])], []],
    [
      'what Kubernetes binds itself',
      [
        clusterRoleBinding(
          'system:controller:job-controller',
          [account('job-controller', 'kube-system')],
          labelled('system:controller:job-controller'),
        ),
      ],
      [],
    ],
    [
      'another subject of it',
      [clusterRoleBinding('system:controller:node-controller', [account('x', 'y')], labelled('system:controller:node-controller'))],
      [
        'ClusterRoleBinding system:controller:node-controller subjects[0]: ServiceAccount y/x has system:controller:node-controller '
          + 'in the whole cluster, to which Kubernetes gives node-write, status-write',
      ],
    ],
    [
      'a role of the input by that name',
      [clusterRole([rule([''], ['pods'], ['get'])], { name: 'edit' }), roleBinding({ kind: 'ClusterRole', name: 'edit' }, [group('devs')])],
      [],
    ],
    [
      'a role of the input that takes over a built-in one',
      [
        clusterRole(
          undefined,
          { name: 'sum' },
          { aggregationRule: { clusterRoleSelectors: [{ matchLabels: { 'rbac.authorization.k8s.io/aggregate-to-admin': 'true' } }] } },
        ),
        roleBinding({ kind: 'ClusterRole', name: 'sum' }, [group('devs')]),
      ],
      [
        'RoleBinding payments/b subjects[0]: Group "devs" has sum in namespace payments, to which Kubernetes gives secrets-access, '
          + 'pod-exec, pod-tunnel, token-request, workload-creation, rbac-write, network-policy-write, event-deletion',
      ],
    ],
    ['a role that nobody knows', [clusterRoleBinding('system:made-up', [group('devs')])], []],
  ])('%s', (_, manifests, expected) => {
    expect(findings(builtInRoleBinding, manifests)).toEqual(expected);
  });
});

describe('rbac/admin-group-subject', () => {
  test.each<Row>([
    ['another group', [roleBinding(VIEW, [group('masters')])], []],
    [
      'the group',
      [roleBinding(VIEW, [group('ops'), group('system:masters')])],
      ['RoleBinding payments/b subjects[1].name: the binding names the group system:masters, whose members no role restrains'],
    ],
    ['a user of that name is somebody else', [roleBinding(VIEW, [user('system:masters')])], []],
    ['the binding of Kubernetes', [clusterRoleBinding('cluster-admin', [group('system:masters')], labelled('cluster-admin'))], []],
    [
      'a copy of it',
      [clusterRoleBinding('cluster-admin', [group('system:masters')], labelled('ops'))],
      ['ClusterRoleBinding ops subjects[0].name: the binding names the group system:masters, whose members no role restrains'],
    ],
    [
      'a subject of a wrong kind',
      [roleBinding(VIEW, [{ kind: 'group', name: 'system:masters' }])],
      [
        '? RoleBinding payments/b subjects[0].kind: subjects[0].kind is "group", none of User, Group, ServiceAccount, so the API '
          + 'server rejects the object',
      ],
    ],
  ])('%s', (_, manifests, expected) => {
    expect(findings(adminGroupSubject, manifests)).toEqual(expected);
  });
});

describe('rbac/anonymous-subject', () => {
  const whoever = 'any client that reaches the API server, has view in namespace payments';
  test.each<Row>([
    ['a known group', [roleBinding(VIEW, [group('devs')])], []],
    [
      'the user',
      [roleBinding(VIEW, [user('system:anonymous')])],
      [`RoleBinding payments/b subjects[0].name: User "system:anonymous", ${whoever}`],
    ],
    [
      'the group',
      [roleBinding(VIEW, [group('system:unauthenticated')])],
      [`RoleBinding payments/b subjects[0].name: Group "system:unauthenticated", ${whoever}`],
    ],
    ['public information', [clusterRoleBinding('system:public-info-viewer', [group('system:unauthenticated')])], []],
    [
      'discovery',
      [clusterRoleBinding('system:discovery', [group('system:unauthenticated')])],
      [
        'ClusterRoleBinding b subjects[0].name: Group "system:unauthenticated", any client that reaches the API server, has '
          + 'system:discovery in the whole cluster',
      ],
    ],
    [
      'public information, with more put into it by the input',
      [
        clusterRole([rule([''], ['pods'], ['get'])], labelled('system:public-info-viewer')),
        clusterRoleBinding('system:public-info-viewer', [group('system:unauthenticated')]),
      ],
      [
        'ClusterRoleBinding b subjects[0].name: Group "system:unauthenticated", any client that reaches the API server, has '
          + 'system:public-info-viewer in the whole cluster',
      ],
    ],
    [
      'public information, as Kubernetes has it, in the input',
      [
        clusterRole(
          [{ nonResourceURLs: ['/healthz', '/livez', '/readyz', '/version', '/version/'], verbs: ['get'] }],
          labelled('system:public-info-viewer'),
        ),
        clusterRoleBinding('system:public-info-viewer', [group('system:unauthenticated')]),
      ],
      [],
    ],
    [
      'a roleRef of a wrong kind',
      [roleBinding({ kind: 'Role' }, [user('system:anonymous')])],
      [
        '? RoleBinding payments/b roleRef.name: roleRef.name is missing, so the API server rejects the object',
        'RoleBinding payments/b subjects[0].name: User "system:anonymous", any client that reaches the API server, has a role in namespace '
          + 'payments',
      ],
    ],
  ])('%s', (_, manifests, expected) => {
    expect(findings(anonymousSubject, manifests)).toEqual(expected);
  });
});

describe('rbac/authenticated-subject', () => {
  test.each<Row>([
    [
      'a ClusterRole everywhere',
      [clusterRoleBinding('view', [group('system:authenticated')])],
      ['ClusterRoleBinding b subjects[0].name: every user with an account has view in the whole cluster'],
    ],
    [
      'a ClusterRole in a namespace',
      [roleBinding(VIEW, [group('system:authenticated')])],
      ['RoleBinding payments/b subjects[0].name: every user with an account has view in namespace payments'],
    ],
    [
      'a Role that is not in the input',
      [roleBinding({ kind: 'Role', name: 'x' }, [group('system:authenticated')])],
      ['RoleBinding payments/b subjects[0].name: every user with an account has x in namespace payments'],
    ],
    [
      'what everybody has',
      [
        clusterRoleBinding('system:basic-user', [group('system:authenticated')]),
        clusterRoleBinding('system:discovery', [group('system:authenticated')]),
      ],
      [],
    ],
    [
      'a Role by the name of such a role',
      [roleBinding({ kind: 'Role', name: 'system:discovery' }, [group('system:authenticated')])],
      ['RoleBinding payments/b subjects[0].name: every user with an account has system:discovery in namespace payments'],
    ],
    ['some other group', [clusterRoleBinding('view', [group('devs'), user('system:authenticated')])], []],
  ])('%s', (_, manifests, expected) => {
    expect(findings(authenticatedSubject, manifests)).toEqual(expected);
  });
});

describe('rbac/service-account-group-subject', () => {
  test.each<Row>([
    [
      'of a namespace',
      [roleBinding(VIEW, [group('system:serviceaccounts:payments')])],
      [
        'RoleBinding payments/b subjects[0].name: Group "system:serviceaccounts:payments", every workload there, has view in '
          + 'namespace payments',
      ],
    ],
    [
      'of the cluster',
      [clusterRoleBinding('view', [group('system:serviceaccounts')])],
      ['ClusterRoleBinding b subjects[0].name: Group "system:serviceaccounts", every workload there, has view in the whole cluster'],
    ],
    [
      'a bare reason accepts nothing',
      [roleBinding(VIEW, [group('system:serviceaccounts:payments')], { annotations: REASON })],
      [
        'RoleBinding payments/b subjects[0].name: Group "system:serviceaccounts:payments", every workload there, has view in namespace '
          + 'payments',
      ],
    ],
    ['a group that begins alike', [roleBinding(VIEW, [group('system:serviceaccountsX')])], []],
    ['one ServiceAccount', [roleBinding(VIEW, [account('api')])], []],
    [
      'what Kubernetes binds itself',
      [
        clusterRoleBinding(
          'system:service-account-issuer-discovery',
          [group('system:serviceaccounts')],
          labelled('system:service-account-issuer-discovery'),
        ),
      ],
      [],
    ],
  ])('%s', (_, manifests, expected) => {
    expect(findings(serviceAccountGroupSubject, manifests)).toEqual(expected);
  });
});

describe('rbac/default-service-account-binding', () => {
  test.each<Row>([
    [
      'of the namespace of the binding',
      [roleBinding(VIEW, [account('default')])],
      ['RoleBinding payments/b subjects[0].name: ServiceAccount payments/default has view in namespace payments'],
    ],
    [
      'of another one',
      [clusterRoleBinding('view', [account('default', 'build')])],
      ['ClusterRoleBinding b subjects[0].name: ServiceAccount build/default has view in the whole cluster'],
    ],
    [
      'written as a user',
      [roleBinding(VIEW, [user('system:serviceaccount:build:default')])],
      ['RoleBinding payments/b subjects[0].name: ServiceAccount build/default has view in namespace payments'],
    ],
    ['a user by that name', [roleBinding(VIEW, [user('default'), user('system:serviceaccount:default:api'), group('default')])], []],
    ['another ServiceAccount', [roleBinding(VIEW, [account('api')])], []],
    [
      'a ServiceAccount without namespace in a ClusterRoleBinding',
      [clusterRoleBinding('view', [account('default')])],
      [
        '? ClusterRoleBinding b subjects[0].namespace: subjects[0] is a ServiceAccount without namespace, so the API server rejects '
          + 'the object',
      ],
    ],
  ])('%s', (_, manifests, expected) => {
    expect(findings(defaultServiceAccountBinding, manifests)).toEqual(expected);
  });
});

describe('rbac/cross-namespace-subject', () => {
  test.each<Row>([
    ['of the namespace, unsaid', [roleBinding(VIEW, [account('api')])], []],
    ['of the namespace', [roleBinding(VIEW, [account('api', 'payments'), user('system:serviceaccount:payments:api'), group('devs')])], []],
    [
      'of another one',
      [roleBinding(VIEW, [account('api'), account('ci', 'build')])],
      ['RoleBinding payments/b subjects[1]: ServiceAccount build/ci of another namespace has view in namespace payments'],
    ],
    [
      'of another one, written as a user',
      [roleBinding(VIEW, [user('system:serviceaccount:build:ci')])],
      ['RoleBinding payments/b subjects[0]: ServiceAccount build/ci of another namespace has view in namespace payments'],
    ],
    [
      'a bare reason accepts nothing',
      [roleBinding(VIEW, [account('ci', 'build')], { annotations: REASON })],
      ['RoleBinding payments/b subjects[0]: ServiceAccount build/ci of another namespace has view in namespace payments'],
    ],
    ['everywhere', [clusterRoleBinding('view', [account('ci', 'build')])], []],
    [
      'a binding without namespace lands in default',
      [roleBinding(VIEW, [account('ci', 'build')], { namespace: undefined })],
      ['RoleBinding b subjects[0]: ServiceAccount build/ci of another namespace has view in namespace default'],
    ],
    [
      'configuration for aggregated API servers',
      [
        roleBinding({ kind: 'Role', name: 'extension-apiserver-authentication-reader' }, [account('metrics-server', 'monitoring')], {
          namespace: 'kube-system',
        }),
      ],
      [],
    ],
    [
      'what Kubernetes binds itself',
      [
        roleBinding({ kind: 'Role', name: 'system:controller:bootstrap-signer' }, [account('bootstrap-signer', 'kube-system')], {
          ...labelled('system:controller:bootstrap-signer'),
          namespace: 'kube-public',
        }),
      ],
      [],
    ],
  ])('%s', (_, manifests, expected) => {
    expect(findings(crossNamespaceSubject, manifests)).toEqual(expected);
  });
});

describe('rbac/cluster-scope', () => {
  const bound = (rules: unknown, annotations: object = {}) => [
    clusterRole(rules),
    clusterRoleBinding('r', [group('devs')], { annotations }),
  ];
  const found = ['ClusterRoleBinding b subjects[0]: Group "devs" has r in every namespace'];
  test.each<Row>([
    ['namespaced resources', bound([rule([''], ['pods', 'pods/log'], ['get']), rule(['apps'], ['deployments'], ['*'])]), found],
    ['of several groups in one rule', bound([rule(['', 'apps'], ['pods', 'deployments'], ['get'])]), found],
    ['a bare reason accepts nothing', bound([rule([''], ['pods'], ['get'])], REASON), found],
    ['a cluster-scoped one too', bound([rule([''], ['pods', 'nodes'], ['get'])]), []],
    ['a custom one', bound([rule(['example.com'], ['widgets'], ['get'])]), []],
    ['everything', bound([rule([''], ['*'], ['get'])]), []],
    ['a URL', bound([rule([''], ['pods'], ['get']), { nonResourceURLs: ['/metrics'], verbs: ['get'] }]), []],
    ['no rules', bound([]), []],
    ['a role that is not in the input', [clusterRoleBinding('r', [group('devs')])], []],
    [
      'in a namespace',
      [clusterRole([rule([''], ['pods'], ['get'])]), roleBinding({ kind: 'ClusterRole', name: 'r' }, [group('devs')])],
      [],
    ],
    [
      'what Kubernetes binds itself',
      [clusterRoleBinding('system:kube-dns', [account('kube-dns', 'kube-system')], labelled('system:kube-dns'))],
      [],
    ],
    [
      'somebody else with the same role',
      [clusterRoleBinding('system:kube-dns', [account('dns', 'x')])],
      ['ClusterRoleBinding b subjects[0]: ServiceAccount x/dns has system:kube-dns in every namespace'],
    ],
  ])('%s', (_, manifests, expected) => {
    expect(findings(clusterScope, manifests)).toEqual(expected);
  });
});

describe('rbac/dangling-role-ref', () => {
  const pods = [rule([''], ['pods'], ['get'])];
  test.each<Row>([
    ['a Role of the namespace', [role(pods), roleBinding({ kind: 'Role', name: 'r' }, [])], []],
    ['a ClusterRole', [clusterRole(pods), roleBinding({ kind: 'ClusterRole', name: 'r' }, []), clusterRoleBinding('r', [])], []],
    ['a built-in ClusterRole', [roleBinding(VIEW, []), clusterRoleBinding('system:auth-delegator', [])], []],
    [
      'a built-in Role',
      [roleBinding({ kind: 'Role', name: 'extension-apiserver-authentication-reader' }, [], { namespace: 'kube-system' })],
      [],
    ],
    [
      'a Role of another namespace',
      [role(pods, { namespace: 'build' }), roleBinding({ kind: 'Role', name: 'r' }, [])],
      ['RoleBinding payments/b roleRef: Role payments/r is not in the input, but Role build/r is'],
    ],
    [
      'a Role in place of a ClusterRole',
      [role(pods), clusterRoleBinding('r', [])],
      ['ClusterRoleBinding b roleRef: ClusterRole r is not in the input, but Role payments/r is'],
    ],
    [
      'Roles of two other namespaces',
      [role(pods, { namespace: 'build' }), role(pods, { namespace: 'shop' }), roleBinding({ kind: 'Role', name: 'r' }, [])],
      ['RoleBinding payments/b roleRef: Role payments/r is not in the input, but Role build/r, Role shop/r is'],
    ],
    [
      'a role that is nowhere',
      [roleBinding({ kind: 'Role', name: 'gone' }, [])],
      ['? RoleBinding payments/b roleRef.name: Role payments/gone is not in the input, so what the binding grants is unknown'],
    ],
    [
      'a ClusterRole that only looks built-in',
      [clusterRoleBinding('system:made-up', [])],
      ['? ClusterRoleBinding b roleRef.name: ClusterRole system:made-up is not in the input, so what the binding grants is unknown'],
    ],
    [
      'no name',
      [roleBinding({ kind: 'Role' }, [])],
      ['? RoleBinding payments/b roleRef.name: roleRef.name is missing, so the API server rejects the object'],
    ],
  ])('%s', (_, manifests, expected) => {
    expect(findings(danglingRoleRef, manifests)).toEqual(expected);
  });
});
