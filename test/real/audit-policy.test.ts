import { statSync } from 'node:fs';
import { Chart, Testing } from 'cdk8s';
import { AuditLevel, AuditLogMode, AuditPolicy, AuditPreset, AuditStage, type AuditDecision, type AuditPolicyProps } from '../../src/audit';
import { guarantee } from '../support/guarantee';
import { describeProof } from '../support/requirements';
import { auditEvents, lastOf, leaks, requestOf, type AuditEvent } from './support/audit-events';
import { MARKER, QUOTED, SCRIPT, SENTINELS, type Step, type Who } from './support/audit-script';
import type { Client, Reply } from './support/client';
import { Cluster, requireCluster } from './support/cluster';
import { Authority } from './support/pki';

const AUTHENTICATED = 'system:authenticated';
const ACCOUNT = 'system:serviceaccount:shop:app';

/** Who the server takes them for; no user where authentication fails. */
const IDENTITIES: Readonly<Record<Who, { readonly user?: string; readonly groups?: string[] }>> = {
  admin: { user: 'admin', groups: ['system:masters', AUTHENTICATED] },
  jane: { user: 'jane', groups: ['developers', AUTHENTICATED] },
  account: { user: ACCOUNT, groups: ['system:serviceaccounts', 'system:serviceaccounts:shop', AUTHENTICATED] },
  anonymous: { user: 'system:anonymous', groups: ['system:unauthenticated'] },
  forged: {},
  foreign: {},
  node: { user: 'system:node:n1', groups: ['system:nodes', AUTHENTICATED] },
  kubeProxy: { user: 'system:kube-proxy', groups: [AUTHENTICATED] },
  controllerManager: { user: 'system:kube-controller-manager', groups: [AUTHENTICATED] },
  scheduler: { user: 'system:kube-scheduler', groups: [AUTHENTICATED] },
  apiServer: { user: 'system:apiserver', groups: ['system:masters', AUTHENTICATED] },
  impostor: { user: 'system:apiserver', groups: [AUTHENTICATED] },
};

/** Of what the server answers before it audits. */
const UNSEEN: AuditDecision = { level: AuditLevel.NONE, stages: [], omitStages: [], omitManagedFields: true };

const POLICIES: Readonly<Record<string, AuditPolicyProps>> = {
  'the hardened preset': {},
  'the metadata of all, in mode BLOCKING_STRICT': {
    preset: AuditPreset.METADATA_FOR_ALL,
    log: { mode: AuditLogMode.BLOCKING_STRICT, compress: true, path: '/srv/audit/all.log' },
    path: '/srv/policies/audit.yaml',
  },
  "rules of one's own, with all bodies but those of credentials, in batch mode": {
    rules: [
      { level: AuditLevel.REQUEST, userGroups: ['system:nodes'], omitStages: [AuditStage.RESPONSE_STARTED] },
      { level: AuditLevel.METADATA, users: ['jane'], namespaces: ['shop'], omitStages: [AuditStage.RESPONSE_STARTED] },
      { level: AuditLevel.REQUEST, resources: [{ resources: ['pods/*'] }], omitManagedFields: true },
    ],
    finalRules: [
      { level: AuditLevel.REQUEST_RESPONSE, namespaces: ['shop', 'kube-system', ''] },
      { level: AuditLevel.REQUEST, nonResourceUrls: ['/debug/*', '/metrics'] },
    ],
    recordSystemNoise: true,
    omitRequestReceived: false,
    omitManagedFields: false,
    log: { unsafeBatchReason: 'the proof looks at it', maxAgeDays: 30, maxBackups: 10, maxSizeMegabytes: 150 },
  },
};

describeProof('AuditPolicy on a real API server', requireCluster({ node: true }), () => {
  describe.each(Object.entries(POLICIES))('%s', (_title, props) => {
    let cluster: Cluster;
    let audit: AuditPolicy;
    let replies: readonly Reply[];
    let log: string;
    let events: readonly AuditEvent[];
    const tokens: string[] = [];

    beforeAll(async () => {
      audit = new AuditPolicy(new Chart(Testing.app(), 'control-plane'), 'audit', props);
      cluster = await Cluster.prepare('audit-policy');
      cluster.node.place(audit.policyFile);
      for (const { pathType, hostPath } of audit.hostPathMounts) if (pathType === 'DirectoryOrCreate') cluster.node.makeDirectory(hostPath);
      await cluster.startEtcd();
      await cluster.startApiServer(audit.apiServerFlags);
      replies = await play(cluster, tokens);
      // What is in the buffer of batch mode is written before the end.
      await cluster.stopApiServer();
      log = cluster.node.read(audit.apiServerFlags['audit-log-path']!);
      events = auditEvents(log);
    });

    afterAll(() => cluster?.stop());

    const predict = ({ as, is, early, unseen }: Step): AuditDecision =>
      unseen ? UNSEEN : audit.evaluate({ ...(early ? {} : IDENTITIES[as]), ...is });
    const eventsOf = (index: number) => events.filter(({ auditID }) => auditID === idOf(index));
    const nameOf = ({ as, send }: Step) => `${as}: ${send}`;

    test('the script went as it was written', () => {
      expect(replies.map(({ status }, index) => `${nameOf(SCRIPT[index]!)}: ${status}`)).toEqual(
        SCRIPT.map((step) => `${nameOf(step)}: ${step.status}`),
      );
    });

    guarantee(
      'AuditPolicy',
      'of each request of a script, the log has the events that evaluate() tells, with level and stages, and no others',
      () => {
        const found = SCRIPT.map((step, index) => ({
          request: nameOf(step),
          events: eventsOf(index).map(({ level, stage }) => `${stage} ${level}`),
        }));
        const predicted = SCRIPT.map((step) => {
          const { level, stages } = predict(step);
          return { request: nameOf(step), events: stages.map((stage) => `${stage} ${level}`) };
        });
        expect(found).toEqual(predicted);
      },
    );

    test('each event says who asked for what, with which result', () => {
      SCRIPT.forEach((step, index) => {
        const last = lastOf(eventsOf(index));
        if (!last) return;
        const { user, groups } = step.early ? { user: undefined, groups: undefined } : IDENTITIES[step.as];
        expect({
          request: nameOf(step),
          user: last.user.username,
          groups: last.user.groups,
          verb: last.verb,
          uri: last.requestURI,
          code: last.responseStatus?.code,
        }).toEqual({
          request: nameOf(step),
          user,
          groups: groups && expect.arrayContaining(groups),
          verb: step.is.verb,
          uri: step.send.split(' ')[1],
          code: step.status,
        });
      });
    });

    guarantee('AuditPolicy', 'bodies are in the log at the levels that record them, and at no other', () => {
      const found = SCRIPT.map((step, index) => {
        const last = lastOf(eventsOf(index));
        return `${nameOf(step)}: ${[last?.requestObject && 'sent', last?.responseObject && 'answered'].filter(Boolean).join(' and ')}`;
      });
      const predicted = SCRIPT.map((step) => {
        const { level } = predict(step);
        const recorded = [
          [AuditLevel.REQUEST, AuditLevel.REQUEST_RESPONSE].includes(level) && step.bodies.includes('sent') && 'sent',
          level === AuditLevel.REQUEST_RESPONSE && step.bodies.includes('answered') && 'answered',
        ];
        return `${nameOf(step)}: ${recorded.filter(Boolean).join(' and ')}`;
      });
      expect(found).toEqual(predicted);
      expect(
        events.filter(({ level, requestObject, responseObject }) => level === 'Metadata' && (requestObject || responseObject)),
      ).toEqual([]);
      expect(events.filter(({ level, responseObject }) => level === 'Request' && responseObject)).toEqual([]);
    });

    test('managed fields are in bodies only where evaluate() leaves them', () => {
      const withThem = SCRIPT.filter((_, index) =>
        eventsOf(index).some(({ requestObject, responseObject }) =>
          JSON.stringify([requestObject, responseObject]).includes('"managedFields"'),
        ),
      );
      expect(withThem.filter((step) => predict(step).omitManagedFields).map(nameOf)).toEqual([]);
      expect(withThem.length > 0).toBe(props.omitManagedFields === false);
    });

    guarantee('AuditPolicy', 'every request that is answered with 401 or 403 has its event in the log', () => {
      const refused = SCRIPT.map((step, index) => ({ step, index, status: replies[index]!.status })).filter(
        ({ status }) => status === 401 || status === 403,
      );
      expect(refused.length).toBeGreaterThan(30);
      expect(
        refused
          .filter(({ index, status }) => !eventsOf(index).some(({ responseStatus }) => responseStatus?.code === status))
          .map(({ step }) => nameOf(step)),
      ).toEqual([]);
    });

    guarantee('AuditPolicy', 'no value of a secret or token is in the log, in plaintext or encoded', () => {
      expect(tokens.length).toBeGreaterThan(1);
      expect([...Object.values(SENTINELS), ...tokens].filter((value) => leaks(log, value))).toEqual([]);
      // Looking for a value finds what is there: changes of namespaces are recorded with their bodies, except METADATA_FOR_ALL.
      expect(leaks(log, MARKER)).toBe(props.preset !== AuditPreset.METADATA_FOR_ALL);
    });

    test(
      'no level keeps out what the server itself quotes of a malformed patch: it is in responseStatus of that request, and nowhere '
        + 'else',
      () => {
        const values = Object.values(QUOTED);
        const quotedIn = (text: string) => values.filter((value) => leaks(text, value));
        expect(SCRIPT.map((step, index) => ({ request: nameOf(step), quoted: quotedIn(JSON.stringify(eventsOf(index))) }))).toEqual(
          SCRIPT.map((step) => ({ request: nameOf(step), quoted: step.quoted ?? [] })),
        );
        expect(events.filter(({ responseStatus, ...rest }) => quotedIn(JSON.stringify(rest)).length > 0)).toEqual([]);
      },
    );

    test('all that the server itself and the bench asked for is as evaluate() tells, too', () => {
      const others = events.filter(({ auditID }) => !auditID.startsWith('step-'));
      expect(others.length).toBeGreaterThan(10);
      const wrong = others.flatMap((event) => {
        const { level, stages } = audit.evaluate(requestOf(event));
        return level === event.level && stages.includes(event.stage as AuditStage) ? [] : [event];
      });
      expect(wrong).toEqual([]);
    });

    guarantee('AuditPolicy', 'the audit log can be read by root alone', () => {
      expect(statSync(cluster.node.onHost(audit.apiServerFlags['audit-log-path']!)).mode.toString(8).slice(-3)).toBe('600');
    });
  });
});

const idOf = (index: number) => `step-${index}`;

/** Sends the script, request after request; gives the replies, and adds every token that there was. */
async function play(cluster: Cluster, tokens: string[]): Promise<Reply[]> {
  await cluster.makeNamespace('shop');
  for (const object of [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'app', namespace: 'shop' } },
    { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' }, status: { addresses: [{ type: 'InternalIP', address: '127.0.0.1' }] } },
  ]) {
    expect(await cluster.admin.create(object)).toMatchObject({ status: 201 });
  }
  const issued = await cluster.admin.request('POST', '/api/v1/namespaces/shop/serviceaccounts/app/token', {
    body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} },
  });
  tokens.push(issued.body.status.token);
  const clients: Record<Who, Client> = {
    admin: cluster.admin,
    jane: cluster.clientFor({ user: 'jane', groups: ['developers'] }),
    account: cluster.client({ token: issued.body.status.token }),
    anonymous: cluster.anonymous,
    forged: cluster.client({ token: SENTINELS.forged }),
    foreign: cluster.client({
      pair: new Authority(cluster.folder, 'foreign', '/CN=kubernetes').issue('admin', '/O=system:masters/CN=admin'),
    }),
    node: cluster.clientFor({ user: 'system:node:n1', groups: ['system:nodes'] }),
    kubeProxy: cluster.clientFor({ user: 'system:kube-proxy' }),
    controllerManager: cluster.clientFor({ user: 'system:kube-controller-manager' }),
    scheduler: cluster.clientFor({ user: 'system:kube-scheduler' }),
    apiServer: cluster.clientFor({ user: 'system:apiserver', groups: ['system:masters'] }),
    impostor: cluster.clientFor({ user: 'system:apiserver' }),
  };
  const replies: Reply[] = [];
  for (const [index, { as, send, options }] of SCRIPT.entries()) {
    const [method, path] = send.split(' ') as [string, string];
    const reply = await clients[as].request(method, path, { ...options, headers: { ...options?.headers, 'audit-id': idOf(index) } });
    if (reply.body?.status?.token) tokens.push(reply.body.status.token);
    replies.push(reply);
  }
  return replies;
}
