import type { JsonObject } from '../../src/text/json';

/** Numbers from 0 to 1 that a seed decides. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    // A generator of Lehmer: 48271 modulo 2^31 − 1.
    state = (state * 48271) % 0x7fffffff;
    return state / 0x7fffffff;
  };
}

const START = Date.parse('2026-11-30T08:00:00Z');
const KINDS: readonly (readonly [group: string, resource: string])[] = [
  ['', 'pods'],
  ['', 'configmaps'],
  ['', 'endpoints'],
  ['', 'secrets'],
  ['apps', 'deployments'],
  ['apps', 'replicasets'],
  ['batch', 'jobs'],
  ['discovery.k8s.io', 'endpointslices'],
];
const VERBS = ['get', 'get', 'get', 'list', 'watch', 'update', 'patch', 'create', 'delete'];

/** An event as kube-apiserver writes it, with what is given in addition. */
export function auditEvent(more: JsonObject = {}): JsonObject {
  return {
    kind: 'Event',
    apiVersion: 'audit.k8s.io/v1',
    level: 'Metadata',
    auditID: '6b0f1a6e-0d5c-4c0a-8f7e-2a1f0e9d8c7b',
    stage: 'ResponseComplete',
    requestURI: '/api/v1/namespaces/shop/pods/db?timeout=30s',
    verb: 'get',
    user: { username: 'jane', groups: ['developers', 'system:authenticated'] },
    sourceIPs: ['10.0.0.7'],
    userAgent: 'kubectl/v1.37.0 (linux/amd64) kubernetes/abc',
    objectRef: { resource: 'pods', namespace: 'shop', name: 'db', apiVersion: 'v1' },
    responseStatus: { metadata: {}, code: 200 },
    requestReceivedTimestamp: '2026-11-30T10:00:00.000001Z',
    stageTimestamp: '2026-11-30T10:00:00.010001Z',
    annotations: { 'authorization.k8s.io/decision': 'allow', 'authorization.k8s.io/reason': 'RBAC: allowed by RoleBinding "a/b"' },
    ...more,
  };
}

/** What an identity does, again and again. */
interface Habit {
  readonly user: string;
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
  readonly namespace: string;
  readonly objects: number;
  readonly node: number;
}

/** Habits of a busy cluster: 50 nodes, 30 controllers, 200 applications, 30 people. The first ones are the busiest. */
function habits(): readonly Habit[] {
  const random = randomFrom(99);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const users = [
    ...Array.from({ length: 30 }, (_, index) => `system:serviceaccount:kube-system:controller-${index}`),
    ...Array.from({ length: 50 }, (_, index) => `system:node:node-${index}`),
    ...Array.from({ length: 200 }, (_, index) => `system:serviceaccount:team-${index % 40}:app-${index}`),
    ...Array.from({ length: 30 }, (_, index) => `person-${index}@example.com`),
  ];
  return users.flatMap((user, index) => {
    const reach = user.startsWith('system:serviceaccount:team') ? 1 : 8;
    return Array.from({ length: 12 }, () => {
      const [group, resource] = pick(KINDS);
      const namespace = `team-${(index + Math.floor(random() * reach)) % 40}`;
      return { user, group, resource, verb: pick(VERBS), namespace, objects: 1 + Math.floor(random() ** 4 * 40), node: index % 50 };
    });
  });
}

/** Events of a busy cluster. A tenth of what changes objects has bodies, and one in a hundred requests is forbidden. */
export function* generatedEvents(count: number, seed: number): Generator<JsonObject> {
  const random = randomFrom(seed);
  const all = habits();
  const hex = (digits: number) =>
    Math.floor(random() * 16 ** digits)
      .toString(16)
      .padStart(digits, '0');
  for (let index = 0; index < count; index++) {
    const habit = all[Math.floor(random() ** 2 * all.length)]!;
    const { user, group, resource, verb, namespace, node } = habit;
    const name = verb === 'list' || verb === 'watch' ? undefined : `${resource}-${Math.floor(random() * habit.objects)}`;
    const isForbidden = random() < 0.01;
    const named = name === undefined ? {} : { name };
    const received = new Date(START + index * 7).toISOString();
    const api = group === '' ? '/api/v1' : `/apis/${group}/v1`;
    const path = `${api}/namespaces/${namespace}/${resource}${name === undefined ? '' : `/${name}`}`;
    const hasBody = random() < 0.1 && (verb === 'create' || verb === 'update' || verb === 'patch');
    const id = () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`;
    const reason = `RBAC: allowed by ClusterRoleBinding "${resource}" of ClusterRole "${resource}" to User "${user}"`;
    yield auditEvent({
      level: hasBody ? 'Request' : 'Metadata',
      auditID: id(),
      requestURI: `${path}?resourceVersion=${index}&timeoutSeconds=421`,
      verb,
      user: {
        username: user,
        uid: id(),
        groups: user.startsWith('system:node') ? ['system:nodes', 'system:authenticated'] : ['system:authenticated'],
        extra: {
          'authentication.kubernetes.io/credential-id': [`JTI=${hex(8)}`],
          'authentication.kubernetes.io/node-name': [`node-${node}`],
        },
      },
      sourceIPs: [`10.0.0.${node}`],
      userAgent: `${user.slice(0, 12)}/v1.37.0 (linux/amd64) kubernetes/0123456`,
      objectRef: { resource, namespace, ...named, ...(group === '' ? {} : { apiGroup: group }), apiVersion: 'v1' },
      responseStatus: { metadata: {}, ...(isForbidden ? { status: 'Failure', reason: 'Forbidden', code: 403 } : { code: 200 }) },
      ...(hasBody ? { requestObject: body(resource, namespace, name) } : {}),
      requestReceivedTimestamp: received.replace('Z', '123Z'),
      stageTimestamp: received.replace('Z', '987Z'),
      annotations: {
        'authorization.k8s.io/decision': isForbidden ? 'forbid' : 'allow',
        'authorization.k8s.io/reason': isForbidden ? '' : reason,
      },
    });
  }
}

function body(resource: string, namespace: string, name: string | undefined): JsonObject {
  const container = {
    name: 'app',
    image: 'registry.example.com/app@sha256:0123456789abcdef',
    env: Array.from({ length: 8 }, (_, index) => ({ name: `VARIABLE_${index}`, value: `value "${index}"\n` })),
    securityContext: { runAsNonRoot: true, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
  };
  return { apiVersion: 'v1', kind: resource, metadata: { name, namespace, labels: { app: 'app' } }, spec: { containers: [container] } };
}

/** Values as JSON Lines. */
export const jsonLines = (values: Iterable<JsonObject>) => [...values].map((value) => `${JSON.stringify(value)}\n`).join('');
