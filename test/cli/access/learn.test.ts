import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { auditEvent, jsonLines } from '../../support/audit-log';
import { BuiltCommand } from '../../support/command';

let command: BuiltCommand;
let dir: string;
const account = { username: 'system:serviceaccount:shop:app', groups: ['system:serviceaccounts'] };
beforeAll(() => {
  command = new BuiltCommand();
  dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'learn-')));
  const log = [
    auditEvent({ user: account }),
    auditEvent({ user: account, verb: 'list', objectRef: { resource: 'nodes' } }),
    auditEvent({ user: account, verb: 'delete', responseStatus: { code: 403 }, annotations: {} }),
  ];
  fs.writeFileSync(path.join(dir, 'audit.log'), jsonLines(log));
});
afterAll(() => {
  command.remove();
  fs.rmSync(dir, { recursive: true });
});
const learn = (...argv: readonly string[]) => command.run(dir, 'access', 'learn', '--audit-log', 'audit.log', ...argv);

test('manifests', () => {
  const { code, out } = learn('--subject', 'serviceaccount:shop/app');
  expect(code).toBe(0);
  expect(out).toContain('# Refused, and not granted:\n#   delete pods in shop, 1 time\n');
  expect(out).toContain('kind: Role\nmetadata:\n  name: learnt-app\n  namespace: shop\nrules:\n');
  expect(out).toContain('    resources:\n      - pods\n    resourceNames:\n      - db\n    verbs:\n      - get\n');
  expect(out).toContain('kind: ClusterRoleBinding\n');
  fs.writeFileSync(path.join(dir, 'role.yaml'), out);
  expect(command.run(dir, 'access', 'can', 'serviceaccount:shop/app', 'get', 'pods', '-n', 'shop', '--name', 'db', 'role.yaml').code).toBe(
    0,
  );
});

test('a program', () => {
  const { out } = learn('--subject', 'system:serviceaccount:shop:app', '--format', 'typescript', '--name', 'app');
  expect(out).toContain(
    "    subjects: [Subject.serviceAccount('app', 'shop')],\n    grants: [\n      Grant.on('', 'pods').named('db').verbs('get'),\n",
  );
});

test('wrong words', () => {
  expect(learn('--subject', 'nobody')).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining('no request that was allowed to User nobody'),
  });
  expect(learn('--subject', 'group:devs').err).toContain('is a group, and requests are made by users');
  expect(learn('--subject', 'a', '--max-names', 'x').err).toContain('is not a number');
});
