import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { JsonObject } from '../../../src/text/json';
import { auditEvent, jsonLines } from '../../support/audit-log';
import { BuiltCommand } from '../../support/command';

let command: BuiltCommand;
let dir: string;
beforeAll(() => (command = new BuiltCommand()));
afterAll(() => command.remove());
beforeEach(() => (dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'scan-')))));
afterEach(() => fs.rmSync(dir, { recursive: true }));

interface Scan {
  readonly detections: readonly { readonly id: string; readonly found: readonly { readonly user: string; readonly about: string }[] }[];
}

/** What is found in events, a line each. */
function scan(...events: readonly JsonObject[]): readonly string[] {
  fs.writeFileSync(path.join(dir, 'audit.log'), jsonLines(events));
  const { out } = command.run(dir, 'audit-log', 'scan', 'audit.log', '--format', 'json');
  return (JSON.parse(out) as Scan).detections.flatMap(({ id, found }) => found.map(({ user, about }) => `${id}: ${user}: ${about}`));
}
const on = (resource: string, more: JsonObject = {}) => ({ resource, namespace: 'shop', ...more });
const FORBIDDEN = { responseStatus: { code: 403 }, annotations: { 'authorization.k8s.io/decision': 'forbid' } };
const CONTROLLER = { user: { username: 'system:serviceaccount:kube-system:generic-garbage-collector' } };

test.each([
  [[FORBIDDEN], ['forbidden-request: jane: get pods in shop']],
  [
    [{ user: {}, stage: 'ResponseStarted', responseStatus: { code: 401 }, annotations: {} }],
    ['failed-authentication: : credentials that are not valid'],
  ],
  [[{ user: { username: 'system:anonymous' } }], ['anonymous-access: system:anonymous: get pods in shop']],
  [[{ user: { username: 'system:anonymous' }, objectRef: undefined, requestURI: '/readyz?verbose' }], []],
  [[{ impersonatedUser: { username: 'admin' } }], ['impersonation: jane: as admin']],
  [[{ objectRef: on('pods', { subresource: 'exec', name: 'db' }) }], ['remote-execution: jane: pods/exec in shop: db']],
  [[{ objectRef: on('pods', { subresource: 'log', name: 'db' }) }], []],
  [[{ verb: 'list', objectRef: on('secrets') }], ['secret-listing: jane: secrets in shop']],
  [[{ verb: 'list', objectRef: on('secrets'), ...CONTROLLER }], []],
  [[{ verb: 'get', objectRef: on('secrets', { name: 's' }) }], []],
  [[{ verb: 'create', objectRef: on('serviceaccounts', { subresource: 'token', name: 'app' }) }], ['token-request: jane: shop/app']],
  [
    [{ verb: 'create', objectRef: { resource: 'clusterrolebindings', apiGroup: 'rbac.authorization.k8s.io', name: 'x' } }],
    ['access-change: jane: create clusterrolebindings.rbac.authorization.k8s.io: x'],
  ],
  [[{ verb: 'deletecollection', objectRef: on('events') }], ['deleted-events: jane: events in shop']],
  [[{}], []],
])('%j', (events, expected) => {
  expect(scan(...events.map((event) => auditEvent(event)))).toEqual(expected);
});

test('probing: ten kinds of refused requests, not nine', () => {
  const refused = (count: number) =>
    Array.from({ length: count }, (_, index) => auditEvent({ ...FORBIDDEN, objectRef: on(`kind${index}`) }));
  expect(scan(...refused(10))[0]).toBe('permission-probing: jane: 10 kinds of requests');
  expect(scan(...refused(9)).some((line) => line.startsWith('permission-probing'))).toBe(false);
});

test('text, exit codes, observations; queries are not shown', () => {
  const event = auditEvent({ objectRef: on('pods', { subresource: 'exec', name: 'db' }), requestURI: '/api/v1/x?command=secret' });
  fs.writeFileSync(path.join(dir, 'audit.log'), jsonLines([event]));
  const { code, out } = command.run(dir, 'audit-log', 'scan', 'audit.log');
  expect(code).toBe(1);
  expect(out).toMatch(/^1 request, 1 detection of 10 found something\n {2}medium {3}remote-execution: 1\n/);
  expect(out).toContain('  jane from 10.0.0.7: pods/exec in shop: db, 1 time, 2026-11-30T10:00:00.000001Z');
  expect(out).not.toContain('secret');
  expect(command.run(dir, 'audit-log', 'scan', 'audit.log', '--fail-on', 'high').code).toBe(0);
  command.run(dir, 'audit-log', 'observe', 'audit.log', '-o', 'obs.json');
  expect(command.run(dir, 'audit-log', 'scan', 'obs.json').out).toBe(out);
  fs.writeFileSync(path.join(dir, 'empty.log'), '');
  expect(command.run(dir, 'audit-log', 'scan', 'empty.log')).toMatchObject({ code: 2, out: '' });
});
