import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import Ajv from 'ajv';
import { BuiltCommand } from '../../support/command';

const RBAC = `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: secret-reader, labels: {rbac.authorization.k8s.io/aggregate-to-view: "true"}}
rules:
- {apiGroups: [""], resources: [secrets], verbs: [get, list]}
- {apiGroups: [""], resources: [configmaps], resourceNames: [one], verbs: [update]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: viewers, namespace: payments}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
subjects:
- {kind: ServiceAccount, name: api}
- {kind: Group, name: "=devs\\u202e", apiGroup: rbac.authorization.k8s.io}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: lost, namespace: payments}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: nowhere}
subjects:
- {kind: User, name: alice, apiGroup: rbac.authorization.k8s.io}
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.example.com}
spec: {group: example.com, names: {plural: widgets, kind: Widget}, scope: Namespaced, versions: []}
`;

const schema = JSON.parse(fs.readFileSync(path.join(__dirname, '../../../docs/access.schema.json'), 'utf8')) as object;
const validate = new Ajv({ allErrors: true, strict: false }).compile(schema);

let command: BuiltCommand;
let dir: string;
beforeAll(() => {
  command = new BuiltCommand();
  dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'access-')));
  fs.writeFileSync(path.join(dir, 'rbac.yaml'), RBAC);
});
afterAll(() => {
  command.remove();
  fs.rmSync(dir, { recursive: true });
});
const access = (...argv: readonly string[]) => command.run(dir, 'access', ...argv);

describe('can', () => {
  test('yes, by which binding and which rule, with their lines', () => {
    expect(access('can', 'serviceaccount:payments/api', 'get', 'secrets', '-n', 'payments', '.')).toEqual({
      code: 0,
      err: '',
      out:
        'yes: ServiceAccount payments/api may get secrets in namespace payments\n'
        + '  RoleBinding payments/viewers (rbac.yaml:13) gives ClusterRole view to ServiceAccount payments/api\n'
        + '    ClusterRole secret-reader rules[0] (rbac.yaml:5) (ClusterRole view, which aggregates ClusterRole secret-reader): '
        + 'get, list on secrets\n',
    });
  });
  test('no, and where', () => {
    expect(access('can', 'system:serviceaccount:payments:api', 'get', 'secret', '.')).toEqual({
      code: 1,
      err: '',
      out: 'no: ServiceAccount payments/api may not get secrets in all namespaces\n  allowed in: payments\n',
    });
  });
  test('unknown', () => {
    expect(access('can', 'alice', 'get', 'widgets', '-n', 'payments', '.')).toEqual({
      code: 1,
      err: '',
      out:
        'unknown: User alice may perhaps get widgets.example.com in namespace payments\n'
        + '  unknown: RoleBinding payments/lost gives Role nowhere, which is not in the input\n',
    });
  });
  test.each([
    ['a group of the user', ['user:bob', 'get', 'secrets', '-n', 'payments', '--as-group', '=devs\u202e'], 0],
    ['another name', ['sa:payments/api', 'update', 'configmaps', '-n', 'payments', '--name', 'two'], 1],
    ['the name', ['sa:payments/api', 'update', 'configmaps', '-n', 'payments', '--name', 'one'], 0],
    ['a namespace itself', ['sa:payments/api', 'get', 'namespaces', '--name', 'payments'], 0],
    ['another namespace itself', ['sa:payments/api', 'get', 'namespaces', '--name', 'other'], 1],
    ['a subresource', ['sa:payments/api', 'get', 'pods/log', '-n', 'payments'], 0],
    ['another subresource', ['sa:payments/api', 'create', 'pods/exec', '-n', 'payments'], 1],
    ['a group of the API', ['sa:payments/api', 'get', 'deployments.apps/scale', '-n', 'payments'], 0],
    ['a URL', ['bob', 'get', '/healthz'], 0],
    ['another URL', ['bob', 'get', '/metrics'], 1],
    ['the group of all rights', ['group:system:masters', '*', '*'], 0],
    ['a role of the API server', ['sa:kube-system/deployment-controller', 'create', 'replicasets'], 0],
    ['impersonation', ['group:system:masters', 'impersonate', 'users'], 0],
  ])('%s', (_, words, code) => expect(access('can', ...words, '.')).toMatchObject({ code, err: '' }));
  test('what was meant, where the words are wrong', () => {
    const said = (...words: string[]) => access('can', ...words, '.');
    expect(said('sax:a', 'get', 'pods')).toMatchObject({ code: 2, err: expect.stringContaining('Did you mean sa:a?') });
    expect(said('sa:a', 'get', 'pods')).toMatchObject({ code: 2, err: expect.stringContaining('is not serviceaccount:NAMESPACE/NAME') });
    expect(said('user:', 'get', 'pods')).toMatchObject({ code: 2, err: expect.stringContaining('has no name') });
    expect(said('a', 'get', 'podz')).toMatchObject({ code: 2, err: expect.stringContaining('Did you mean pods?') });
    expect(said('a', 'get', '/x', '--name', 'y')).toMatchObject({ code: 2, err: expect.stringContaining('is a URL') });
    expect(said('a', 'gett', 'pods').out).toContain('note: no API of Kubernetes has the verb "gett" (the nearest is get)');
    expect(said('a', 'get', 'nodes', '-n', 'b').out).toContain('note: nodes are in no namespace, so the namespace b has no effect');
  });
});

test('who: everybody, once for each way', () => {
  const { code, out } = access('who', 'get', 'secrets', '-n', 'payments', '.');
  expect(code).toBe(0);
  expect(out).toContain('  ServiceAccount payments/api\n    RoleBinding payments/viewers (rbac.yaml:13)');
  expect(out).toContain('Group =devs\\u202e');
  expect(out).toContain('  unknown: RoleBinding payments/lost gives Role nowhere, which is not in the input\n');
  expect(access('who', 'get', 'secrets', '-n', 'other', '.').out).not.toContain('payments');
});

test('list: what a subject has, by place', () => {
  const { code, out } = access('list', 'sa:payments/api', '.');
  expect(code).toBe(0);
  expect(out).toContain('  everywhere\n');
  expect(out).toContain('  in namespace payments\n    RoleBinding payments/viewers (rbac.yaml:13) gives ClusterRole view');
  expect(out).toContain('      update on configmaps named one (rbac.yaml:6)\n');
  expect(access('list', 'sa:payments/api', '-n', 'other', '.').out).not.toContain('RoleBinding payments');
});

describe('matrix', () => {
  const SOME = ['--subjects', 'sa:payments/api', '--resources', 'secrets,configmaps,pods/exec'];
  test('text', () => {
    expect(access('matrix', '.', ...SOME).out).toBe(
      'ServiceAccount payments/api, everywhere: none of them\n'
        + 'ServiceAccount payments/api, in namespace payments\n  secrets     get list\n  configmaps  get list watch update~\n'
        + 'note: the API server allows the group system:masters everything before it asks any authorizer\n',
    );
  });
  test('csv: no cell is a formula', () => {
    const { out } = access('matrix', '.', '--format', 'csv', '--resources', 'secrets', '--subjects', '=devs');
    expect(out).toBe('"subject","namespace","secrets","unknown"\r\n"User =devs","*","",""\r\n');
  });
  test('html: hostile text is text', () => {
    const { out } = access('matrix', '.', '--format', 'html', '--subjects', 'user:<script>alert(1)</script>');
    expect(out).toContain('User &lt;script&gt;alert(1)&lt;/script&gt;');
    expect(out).not.toContain('<script');
  });
  test('everybody, and what is not known of them', () => {
    const { out } = access('matrix', '.', '--format', 'json', '--resources', 'secrets');
    const { rows } = JSON.parse(out) as { rows: { subject: string; namespace: string; cells: string[][]; unknown: string[] }[] };
    expect(rows).toContainEqual({ subject: 'Group system:masters', namespace: '', cells: [['*']], unknown: [] });
    expect(rows).toContainEqual({
      subject: 'User alice',
      namespace: 'payments',
      cells: [[]],
      unknown: ['RoleBinding payments/lost gives Role nowhere, which is not in the input'],
    });
  });
});

describe('paths', () => {
  test('the shortest chain, step by step, and what to take away', () => {
    expect(access('paths', '.', '--from', 'group:=devs\u202e', '--to', 'foreign-secrets')).toEqual({
      code: 1,
      err: '',
      out:
        'foreign-secrets: 1 of 1 starts lead to it\n'
        + '  Group =devs\\u202e gets Secrets of namespace payments in 2 steps\n'
        + '    1. holds ClusterRole view in namespace payments\n       RoleBinding payments/viewers (rbac.yaml:14)\n'
        + '    2. reads Secrets in namespace payments: Secrets of namespace payments [read-secrets]\n'
        + '       ClusterRole secret-reader rules[0] (rbac.yaml:5)\n'
        + '  1 change leaves no chain:\n    take away: RoleBinding payments/viewers (rbac.yaml:14)\n\n',
    });
  });
  test('none', () => {
    expect(access('paths', '.', '--to', 'cluster-admin,node')).toEqual({
      code: 0,
      err: '',
      out: 'cluster-admin: no chain\n\nnode: no chain\n\n',
    });
  });
  test('mermaid: hostile text is text', () => {
    const { out } = access('paths', '.', '--to', 'foreign-secrets', '--format', 'mermaid');
    expect(out).toMatch(/^flowchart LR\n {2}n0\[/);
    expect(out).not.toContain('\u202e');
  });
  test('what was meant, where the words are wrong', () => {
    expect(access('paths', '.', '--to', 'nodes')).toMatchObject({ code: 2, err: expect.stringContaining('Did you mean node?') });
    expect(access('paths', '.', '--from', 'carol')).toMatchObject({ code: 2, err: expect.stringContaining('does not name the subject') });
    expect(access('paths', '.', '--from', 'Deployment/a/b')).toMatchObject({
      code: 2,
      err: expect.stringContaining('there is no workload'),
    });
  });
});

test.each([
  ['can', 'sa:payments/api', 'get', 'secrets'],
  ['can', 'alice', 'get', '/healthz'],
  ['who', 'get', 'secrets'],
  ['list', 'sa:payments/api'],
  ['matrix'],
  ['paths'],
])('the JSON of access %s matches its schema', (...words) => {
  validate(JSON.parse(access(...words, '.', '--format', 'json').out));
  expect(validate.errors).toBeNull();
});

test('what cannot be read is an error, and the rest is answered', () => {
  fs.writeFileSync(path.join(dir, 'broken.yaml'), 'a: [');
  const { code, out, err } = access('can', 'sa:payments/api', 'get', 'secrets', '-n', 'payments', '.', 'no-such-file');
  fs.rmSync(path.join(dir, 'broken.yaml'));
  expect([code, out.split(':')[0]]).toEqual([2, 'yes']);
  expect(err).toContain('error: broken.yaml:2: ');
  expect(err).toContain('error: no-such-file: ');
  fs.mkdirSync(path.join(dir, 'empty'));
  expect(access('who', 'get', 'pods', 'empty')).toMatchObject({ code: 2, err: expect.stringContaining('nothing is known') });
});
