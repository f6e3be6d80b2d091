import { gzipSync } from 'node:zlib';
import type { AuditEvent } from '../../../src/logs/audit/audit-event';
import { EventReader, LOG_FORMATS } from '../../../src/logs/audit/event-reader';
import { auditEvent } from '../../support/audit-log';

/** What is read of a text: events as format, who, verb, what and outcome; faults; how many are other records. */
function read(text: string, format?: string): { events: string[]; faults: string[]; others: number } {
  const result = { events: [] as string[], faults: [] as string[], others: 0 };
  const about = ({ user, verb, target, path, outcome, source, code }: AuditEvent) => {
    const what = target ? `${target.group}|${target.resource}|${target.subresource}|${target.namespace}|${target.name}` : path;
    return `${user} ${verb} ${what} ${outcome} ${code} ${source}`;
  };
  new EventReader(
    {
      event: (event, name) => void result.events.push(`${name}: ${about(event)}`),
      other: () => void (result.others += 1),
      fault: (fault) => void result.faults.push(fault),
    },
    format,
  ).read(text, undefined);
  return result;
}
const EVENT = auditEvent();
const LINE = JSON.stringify(EVENT);
const JANE = 'jane get |pods||shop|db allowed 200 10.0.0.7';
const eventsOf = (value: unknown, format?: string) => read(JSON.stringify(value), format).events;

describe('kube-apiserver', () => {
  test('lines, batches, lists, and what is before a line', () => {
    expect(read(LINE).events).toEqual([`kubernetes: ${JANE}`]);
    expect(eventsOf({ kind: 'EventList', apiVersion: 'audit.k8s.io/v1', items: [EVENT, EVENT] })).toHaveLength(2);
    expect(eventsOf([EVENT, EVENT])).toHaveLength(2);
    expect(read(`master-0.example.com ${LINE}`).events).toEqual([`kubernetes: ${JANE}`]);
    expect(read(`2026-11-30T10:00:00.000Z ${LINE}`).events).toEqual([`kubernetes: ${JANE}`]);
    expect(read(`prefix${LINE}`)).toEqual({ events: [], faults: ['not-json'], others: 0 });
  });
  test.each([
    ['stage', undefined],
    ['stage', 'Late'],
    ['verb', 7],
    ['auditID', undefined],
    ['stageTimestamp', 'now'],
  ])('an event whose %s is %s', (field, value) => {
    const without = { ...EVENT, requestReceivedTimestamp: field === 'stageTimestamp' ? undefined : EVENT.requestReceivedTimestamp };
    const { events, faults } = read(JSON.stringify({ ...without, [field]: value }));
    expect([events, faults]).toEqual([[], ['incomplete-event']]);
  });
  test('fields of a wrong type count as absent', () => {
    expect(eventsOf({ ...EVENT, user: 3, objectRef: [], sourceIPs: {}, responseStatus: 'x', annotations: null })).toEqual([
      'kubernetes:  get /api/v1/namespaces/shop/pods/db failed undefined ',
    ]);
  });
});

describe('EKS', () => {
  const envelope = {
    messageType: 'DATA_MESSAGE',
    logGroup: '/aws/eks/c/cluster',
    logStream: 'kube-apiserver-audit-1',
    logEvents: [{ id: '1', timestamp: 1, message: LINE }],
  };
  test('what a subscription delivers, and what a Lambda function is given', () => {
    expect(eventsOf(envelope)).toEqual([`eks: ${JANE}`]);
    expect(eventsOf({ awslogs: { data: gzipSync(JSON.stringify(envelope)).toString('base64') } })).toEqual([`eks: ${JANE}`]);
    expect(read('{"awslogs":{"data":"AAAA"}}').faults).toEqual(['incomplete-event']);
  });
  test('what the command line prints', () => {
    expect(eventsOf({ events: [{ logStreamName: 'kube-apiserver-audit-1', message: LINE }] })).toEqual([`eks: ${JANE}`]);
  });
  test('other streams, control messages', () => {
    expect(read(JSON.stringify({ ...envelope, logStream: 'authenticator-1' }))).toEqual({ events: [], faults: [], others: 1 });
    expect(read(JSON.stringify({ messageType: 'CONTROL_MESSAGE', logEvents: [] }))).toEqual({ events: [], faults: [], others: 1 });
  });
});

describe('AKS', () => {
  const record = (category: string, log: unknown = LINE) => ({
    time: '2026-11-30T10:00:00Z',
    category,
    properties: { log, stream: 'stdout', pod: 'p' },
  });
  test('records, one a line or several', () => {
    expect(eventsOf(record('kube-audit'))).toEqual([`aks: ${JANE}`]);
    expect(eventsOf({ records: [record('kube-audit-admin'), record('kube-audit', EVENT)] })).toEqual([`aks: ${JANE}`, `aks: ${JANE}`]);
  });
  test('other categories; a record without a text', () => {
    expect(read(JSON.stringify(record('guard', 'started')))).toEqual({ events: [], faults: [], others: 1 });
    expect(read(JSON.stringify(record('kube-audit', 7))).faults).toEqual(['incomplete-event']);
  });
});

describe('GKE', () => {
  const entry = (payload: object, more: object = {}) => ({
    insertId: 'i',
    logName: 'projects/p/logs/cloudaudit.googleapis.com%2Fdata_access',
    timestamp: '2026-11-30T10:00:00.123456789Z',
    resource: { type: 'k8s_cluster', labels: { cluster_name: 'c' } },
    protoPayload: {
      '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
      'serviceName': 'k8s.io',
      'authenticationInfo': { principalEmail: 'jane@example.com' },
      'requestMetadata': { callerIp: '203.0.113.9', callerSuppliedUserAgent: 'kubectl/v1.37.0' },
      ...payload,
    },
    ...more,
  });
  test.each([
    [
      {
        methodName: 'io.k8s.core.v1.pods.exec.create',
        resourceName: 'core/v1/namespaces/shop/pods/db/exec',
        authorizationInfo: [{ granted: true }],
      },
      'create |pods|exec|shop|db allowed 200',
    ],
    [
      { methodName: 'io.k8s.apps.v1.deployments.list', resourceName: 'apps/v1/namespaces/shop/deployments' },
      'list apps|deployments||shop| allowed 200',
    ],
    [
      { methodName: 'com.example.v1alpha1.things.update', resourceName: 'example.com/v1alpha1/things/t', status: { code: 5 } },
      'update example.com|things|||t allowed 404',
    ],
    [
      { methodName: 'io.k8s.core.v1.secrets.get', resourceName: 'core/v1/namespaces/shop/secrets/s', status: { code: 7 } },
      'get |secrets||shop|s forbidden 403',
    ],
    [
      { methodName: 'io.k8s.core.v1.namespaces.delete', resourceName: 'core/v1/namespaces/shop' },
      'delete |namespaces||shop|shop allowed 200',
    ],
    [{ methodName: 'io.k8s.get', resourceName: 'version' }, undefined],
  ])('%j', (payload, expected) => {
    const { events, faults } = read(JSON.stringify(entry(payload)));
    if (expected === undefined) expect([events, faults]).toEqual([[], ['incomplete-event']]);
    else expect([events, faults]).toEqual([[`gke: jane@example.com ${expected} 203.0.113.9`], []]);
  });
  test('the cluster as a resource of Google Cloud is another matter', () => {
    expect(read(JSON.stringify(entry({ serviceName: 'container.googleapis.com' })))).toEqual({ events: [], faults: [], others: 1 });
  });
});

describe('Rancher', () => {
  const entry = (more: object) => ({
    auditID: 'a',
    requestURI: '/k8s/clusters/c-m-1/api/v1/namespaces/shop/pods?watch=true',
    method: 'GET',
    remoteAddr: '10.42.0.9:41034',
    user: { name: 'user-x', group: ['system:authenticated'] },
    requestTimestamp: '2026-11-30T10:00:00Z',
    responseTimestamp: '2026-11-30T10:00:01Z',
    responseCode: '200',
    ...more,
  });
  test.each([
    [{}, 'watch |pods||shop|', 'allowed 200'],
    [
      { requestURI: '/apis/apps/v1/namespaces/shop/deployments/d/scale', method: 'PATCH', responseCode: 403 },
      'patch apps|deployments|scale|shop|d',
      'forbidden 403',
    ],
    [{ requestURI: '/api/v1/namespaces/shop', method: 'DELETE' }, 'delete |namespaces||shop|shop', 'allowed 200'],
    [{ requestURI: '/v3/tokens', method: 'POST' }, 'post /v3/tokens', 'allowed 200'],
  ])('%j', (more, what, outcome) => {
    expect(eventsOf(entry(more))).toEqual([`rancher: user-x ${what} ${outcome} 10.42.0.9`]);
  });
});

test('what is of no format', () => {
  expect(read('{"level":"info","msg":"started"}').faults).toEqual(['unknown-format']);
  expect(read('7').faults).toEqual(['unknown-format']);
});

test('the format can be given: what is of another is not read', () => {
  expect(LOG_FORMATS).toEqual(['kubernetes', 'rancher', 'gke', 'aks', 'eks', 'openshift']);
  expect(read(LINE, 'openshift').events).toHaveLength(1);
  expect(read(LINE, 'gke').faults).toEqual(['unknown-format']);
});
