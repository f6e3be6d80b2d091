import { evaluateAuditPolicy } from '../../src/kubernetes/audit/audit-policy';
import { readAuditPolicy } from '../../src/kubernetes/audit/read-audit-policy';
import { compareVersions, parseMinor } from '../../src/kubernetes/releases/versions';
import { readYaml } from '../../src/text/yaml/yaml';
import { guarantee } from '../support/guarantee';
import { describeProof } from '../support/requirements';
import { auditEvents } from './support/audit-events';
import { Cluster, requireCluster } from './support/cluster';
import type { Program } from './support/program';

const POLICY = '/etc/kubernetes/audit/policy.yaml';
const LOG = '/var/log/kubernetes/audit/audit.log';
const policy = (rest: string, version = 'audit.k8s.io/v1') => `apiVersion: ${version}\nkind: Policy\n${rest}\n`;
const CATCH_ALL = '{ level: Metadata }';

/** Policies that are refused; the last only before Kubernetes 1.36. */
const REFUSED: readonly (readonly [title: string, text: string, said: RegExp, until?: string])[] = [
  ['no rules', policy('rules: []'), /loaded illegal policy with 0 rules/],
  ['a level that there is not', policy('rules: [{ level: metadata }]'), /Unsupported value: "metadata"/],
  ['no level', policy('rules: [{ users: [jane] }]'), /rules\[0\]\.level: Required value/],
  [
    'a stage that there is not',
    policy(`omitStages: [Response]\nrules: [${CATCH_ALL}]`),
    /Invalid value: "Response"|Unsupported value: "Response"/,
  ],
  [
    'resources and paths in one rule',
    policy('rules: [{ level: Metadata, resources: [{ group: "" }], nonResourceURLs: [/metrics] }]'),
    /rules cannot apply to both regular resources and non-resource URLs/,
  ],
  ['a version that is gone', policy(`rules: [${CATCH_ALL}]`, 'audit.k8s.io/v1beta1'), /audit\.k8s\.io\/v1beta1/],
  ['a list that is a text', policy('rules: [{ level: Metadata, users: jane }]'), /cannot unmarshal string into Go struct field/],
  ['a star for groups', policy(`rules: [{ level: Metadata, resources: [{ group: "*" }] }, ${CATCH_ALL}]`), /Invalid value: "\*"/, '1.36'],
];

describeProof('kube-apiserver and audit policies written by hand', requireCluster({ node: true }), () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await Cluster.prepare('audit-policy-file');
    cluster.node.makeDirectory('/var/log/kubernetes/audit');
    await cluster.startEtcd();
  });

  afterAll(() => cluster?.stop());

  const read = (text: string) => readAuditPolicy(readYaml(text).documents[0]?.value, parseMinor(cluster.release.minor));
  const start = (more: Readonly<Record<string, string>> = {}) =>
    cluster.startApiServer({ 'audit-policy-file': POLICY, 'audit-log-path': LOG, ...more });

  /** What the server says when it does not start: the last line of a log that has all starts. */
  const failure = async (starting: Promise<Program>) => {
    const outcome = await starting.catch((error: Error) => error);
    if (outcome instanceof Error) return outcome.message.trim().split('\n').at(-1)!.replace(/\\+"/g, '"');
    await outcome.stop();
    return 'it started';
  };

  guarantee('audit/valid-policy', 'the API server does not start with a policy that our reader refuses', async () => {
    for (const [title, text, said, until] of REFUSED) {
      const isRefused = until === undefined || compareVersions(parseMinor(cluster.release.minor), parseMinor(until)) < 0;
      expect({ title, refused: read(text).policy === undefined }).toEqual({ title, refused: isRefused });
      cluster.node.place({ path: POLICY, content: text });
      if (isRefused) expect(await failure(start())).toMatch(said);
      else await (await start()).stop();
    }
  });

  test('it does not start without the file, nor with flags that it does not know how to follow', async () => {
    cluster.node.place({ path: POLICY, content: policy(`rules: [${CATCH_ALL}]`) });
    for (const [more, said] of [
      [
        { 'audit-policy-file': '/etc/kubernetes/audit/none.yaml' },
        /failed to read file path "\/etc\/kubernetes\/audit\/none\.yaml"|no such file or directory/,
      ],
      [{ 'audit-log-mode': 'non-blocking' }, /invalid audit log mode non-blocking/],
      [{ 'audit-log-format': 'xml' }, /invalid audit log format xml/],
      [{ 'audit-log-maxage': '-1' }, /--audit-log-maxage -1 can't be a negative number/],
    ] as const) {
      expect(await failure(start(more))).toMatch(said);
    }
  });

  test('a misspelt field is dropped, as our reader says, so that the rule is for everybody', async () => {
    const text = policy(
      'rules: [{ level: RequestResponse, userGrups: [auditors], verbs: [create], resources: [{ group: "", '
        + `resources: [configmaps] }] }, ${CATCH_ALL}]`,
    );
    const reading = read(text);
    expect(reading.ignored).toEqual([{ path: 'rules[0].userGrups', message: 'there is no field "userGrups", so kube-apiserver drops it' }]);
    cluster.node.place({ path: POLICY, content: text });
    const server = await start();
    expect(server.log).toMatch(/unknown field "rules\[0\]\.userGrups"/);
    const made = await cluster.admin.request('POST', '/api/v1/namespaces/default/configmaps', {
      body: { metadata: { name: 'a' } },
      headers: { 'audit-id': 'made' },
    });
    expect(made.status).toBe(201);
    await server.stop();
    const { level } = evaluateAuditPolicy(reading.policy!, {
      user: { name: 'admin', groups: ['system:masters'] },
      verb: 'create',
      resource: { group: '', resource: 'configmaps', subresource: '', name: '', namespace: 'default' },
      path: '',
    });
    expect(
      auditEvents(cluster.node.read(LOG))
        .filter(({ auditID }) => auditID === 'made')
        .map((event) => event.level),
    ).toEqual([level, level]);
    expect(level).toBe('RequestResponse');
  });
});
