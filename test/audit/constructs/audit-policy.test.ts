import { App, Chart } from 'cdk8s';
import {
  AuditLevel,
  AuditLogMode,
  AuditPolicy,
  AuditPreset,
  AuditStage,
  AuditVerb,
  type AuditPolicyProps,
  type AuditRequest,
  type AuditResources,
  type AuditRule,
} from '../../../src/audit';
import { auditRules } from '../../../src/audit/rules';
import { HostFile } from '../../../src/cdk8s/host-file';
import { readYaml } from '../../../src/text/yaml/yaml';
import { cluster } from '../../support/audit';
import { findings } from '../../support/findings';
import { hostileTexts } from '../../support/hostile-texts';

const policy = (props?: AuditPolicyProps, app = new App()) => new AuditPolicy(new Chart(app, 'nodes'), 'audit', props);
type Document = Record<string, unknown> & { rules: Record<string, unknown>[] };
const document = ({ policyFile }: AuditPolicy) => readYaml(policyFile.content).documents[0]!.value as Document;
const level = (of: AuditPolicy, request: AuditRequest) => of.evaluate(request).level;

function refusalOf(props: AuditPolicyProps, app?: App): string {
  try {
    policy(props, app);
  } catch (error) {
    return (error as Error).message;
  }
  return 'accepted';
}

const PODS: AuditResources = { resources: ['pods'] };
const podWrites: AuditRule = { level: AuditLevel.REQUEST, verbs: [AuditVerb.CREATE, AuditVerb.UPDATE], resources: [PODS] };
const DEVS = { user: 'jane', groups: ['devs'] };

describe('the hardened preset', () => {
  const hardened = policy();
  test.each<[string, AuditRequest, AuditLevel]>([
    ['a secret being written', { ...DEVS, verb: 'create', resource: 'secrets', namespaceName: 'a' }, AuditLevel.METADATA],
    [
      'a config map being written by a system component',
      { user: 'system:kube-controller-manager', groups: [], verb: 'update', resource: 'configmaps' },
      AuditLevel.METADATA,
    ],
    [
      'a token being issued',
      { ...DEVS, verb: 'create', resource: 'serviceaccounts', subresource: 'token', name: 'x' },
      AuditLevel.METADATA,
    ],
    ['a token review', { ...DEVS, verb: 'create', apiGroup: 'authentication.k8s.io', resource: 'tokenreviews' }, AuditLevel.METADATA],
    ['exec over WebSocket', { ...DEVS, verb: 'get', resource: 'pods', subresource: 'exec', name: 'x' }, AuditLevel.METADATA],
    ['port-forward', { ...DEVS, verb: 'create', resource: 'pods', subresource: 'portforward', name: 'x' }, AuditLevel.METADATA],
    [
      'a role binding',
      { ...DEVS, verb: 'patch', apiGroup: 'rbac.authorization.k8s.io', resource: 'clusterrolebindings', name: 'x' },
      AuditLevel.REQUEST_RESPONSE,
    ],
    [
      'a role being read',
      { ...DEVS, verb: 'get', apiGroup: 'rbac.authorization.k8s.io', resource: 'roles', name: 'x' },
      AuditLevel.METADATA,
    ],
    [
      'a webhook',
      { ...DEVS, verb: 'delete', apiGroup: 'admissionregistration.k8s.io', resource: 'validatingwebhookconfigurations', name: 'x' },
      AuditLevel.REQUEST_RESPONSE,
    ],
    [
      'approval of a certificate',
      { ...DEVS, verb: 'update', apiGroup: 'certificates.k8s.io', resource: 'certificatesigningrequests', subresource: 'approval' },
      AuditLevel.REQUEST_RESPONSE,
    ],
    ['a service account', { ...DEVS, verb: 'create', resource: 'serviceaccounts', namespaceName: 'a' }, AuditLevel.REQUEST_RESPONSE],
    [
      'a workload, whose environment may hold passwords',
      { ...DEVS, verb: 'create', apiGroup: 'apps', resource: 'deployments' },
      AuditLevel.METADATA,
    ],
    ['an ephemeral container', { ...DEVS, verb: 'patch', resource: 'pods', subresource: 'ephemeralcontainers' }, AuditLevel.METADATA],
    ['a custom resource', { ...DEVS, verb: 'create', apiGroup: 'example.com', resource: 'widgets' }, AuditLevel.METADATA],
    ['an event being deleted', { ...DEVS, verb: 'delete', resource: 'events', name: 'x' }, AuditLevel.METADATA],
    ['failed authentication on a health check', { verb: 'get', path: '/healthz' }, AuditLevel.METADATA],
    [
      'an anonymous health check',
      { user: 'system:anonymous', groups: ['system:unauthenticated'], verb: 'get', path: '/readyz' },
      AuditLevel.NONE,
    ],
    ['an anonymous look at the version', { user: 'system:anonymous', verb: 'get', path: '/version' }, AuditLevel.METADATA],
    [
      'kube-proxy following services',
      { user: 'system:serviceaccount:kube-system:kube-proxy', verb: 'watch', resource: 'services' },
      AuditLevel.NONE,
    ],
    ['kube-proxy reading secrets', { user: 'system:kube-proxy', verb: 'list', resource: 'secrets' }, AuditLevel.METADATA],
    [
      'a kubelet reading nodes',
      { user: 'system:node:a', groups: ['system:nodes'], verb: 'get', resource: 'nodes', name: 'b' },
      AuditLevel.METADATA,
    ],
    ['an unusual method', { ...DEVS, verb: '', resource: 'pods' }, AuditLevel.METADATA],
  ])('%s', (_, request, expected) => {
    expect(level(hardened, request)).toBe(expected);
  });

  test('the whole file', () => {
    const { apiVersion, kind, omitStages, omitManagedFields, rules } = document(hardened);
    expect({ apiVersion, kind, omitStages, omitManagedFields }).toEqual({
      apiVersion: 'audit.k8s.io/v1',
      kind: 'Policy',
      omitStages: ['RequestReceived'],
      omitManagedFields: true,
    });
    expect(rules.map((rule) => rule.level)).toEqual([
      'Metadata',
      'Metadata',
      'None',
      'None',
      'None',
      'None',
      'None',
      'RequestResponse',
      'Metadata',
    ]);
    expect(rules[0]).toEqual({
      level: 'Metadata',
      resources: [
        { group: '', resources: ['secrets', 'configmaps', 'serviceaccounts/token'] },
        { group: 'authentication.k8s.io', resources: ['tokenreviews'] },
      ],
    });
    expect(rules.at(-1)).toEqual({ level: 'Metadata' });
  });

  test.each(['1.35', '1.36', '1.37'])('with its flags and mounts it breaks none of the rules of %s', (kubernetes) => {
    for (const preset of [AuditPreset.HARDENED, AuditPreset.METADATA_FOR_ALL]) {
      const made = policy({ preset });
      const extraVolumes = made.hostPathMounts.map((mount) => ({ ...mount }));
      expect(findings(auditRules, [document(made), cluster(made.apiServerFlags, { extraVolumes })], { kubernetes })).toEqual([]);
    }
  });
});

describe('the file', () => {
  test('is a host file of the control plane that only root reads', () => {
    const { policyFile } = policy();
    expect([HostFile.isHostFile(policyFile), policyFile.path, policyFile.mode, policyFile.owner, policyFile.nodes]).toEqual([
      true,
      '/etc/kubernetes/audit/policy.yaml',
      '0600',
      'root:root',
      ['control-plane'],
    ]);
    expect(policy({ path: '/etc/audit.yaml', nodes: ['cp'] }).policyFile).toMatchObject({ path: '/etc/audit.yaml' });
  });

  test('comes out the same every time, and says why each rule is there', () => {
    expect(policy().policyFile.content).toBe(policy().policyFile.content);
    const { content } = policy({
      rules: [{ level: AuditLevel.REQUEST, description: 'Two\nlines\u2028and\u0085more', resources: [PODS] }],
    }).policyFile;
    expect(content).toContain('\n# Two lines and more\n- level: Request\n');
  });

  test('keeps texts that YAML could take for something else', () => {
    const users = hostileTexts.filter((text) => text.trim() !== '' && !text.startsWith('*') && text.length < 1000);
    expect(document(policy({ rules: [{ level: AuditLevel.REQUEST, users, resources: [PODS] }] })).rules[7]?.users).toEqual(users);
    expect(() => policy({ rules: [{ level: AuditLevel.REQUEST, users: ['\ud800'], resources: [PODS] }] })).toThrow(
      '[0].users[0] holds half of a surrogate pair (U+D800), which no file in UTF-8 can hold, so Kubernetes would not get what was checked',
    );
  });

  test('managed fields and the first stage are recorded when asked for', () => {
    expect(document(policy({ omitManagedFields: false, omitRequestReceived: false }))).not.toHaveProperty('omitStages');
    expect(document(policy({ omitManagedFields: false }))).not.toHaveProperty('omitManagedFields');
  });
});

describe('rules of the caller', () => {
  test('decide before the preset, or after it', () => {
    const own: AuditRule = { level: AuditLevel.METADATA, users: ['deployer'], verbs: [AuditVerb.CREATE] };
    const binding: AuditRequest = { user: 'deployer', verb: 'create', apiGroup: 'rbac.authorization.k8s.io', resource: 'roles' };
    expect(level(policy({ rules: [own] }), binding)).toBe('Metadata');
    expect(level(policy({ finalRules: [{ ...own, level: AuditLevel.REQUEST }] }), binding)).toBe('RequestResponse');
    expect(level(policy({ finalRules: [podWrites] }), { user: 'x', verb: 'create', resource: 'pods' })).toBe('Request');
  });

  test('never decide about secrets, which the guard takes first', () => {
    const wide = policy({
      preset: AuditPreset.METADATA_FOR_ALL,
      finalRules: [{ level: AuditLevel.REQUEST_RESPONSE, verbs: [AuditVerb.CREATE] }],
    });
    expect([
      level(wide, { user: 'a', verb: 'create', resource: 'secrets' }),
      level(wide, { user: 'a', verb: 'create', resource: 'pods' }),
    ]).toEqual(['Metadata', 'RequestResponse']);
  });

  test('system noise of their own making is accepted, as far as it is noise', () => {
    const own: AuditRule = {
      level: AuditLevel.NONE,
      users: ['system:kube-proxy'],
      verbs: [AuditVerb.WATCH],
      resources: [{ resources: ['services'] }],
    };
    expect(
      level(policy({ recordSystemNoise: true, rules: [own] }), { user: 'system:kube-proxy', verb: 'watch', resource: 'services' }),
    ).toBe('None');
  });

  test('are copied in and out', () => {
    const users = ['a'];
    const rules: AuditRule[] = [{ level: AuditLevel.REQUEST, users, resources: [PODS] }];
    const made = policy({ rules });
    const before = made.policyFile.content;
    users.push('b');
    rules.push({ level: AuditLevel.NONE });
    made.rules[7]!.users!.push('c');
    made.rules.length = 0;
    made.hostPathMounts.length = 0;
    made.apiServerFlags['audit-log-path'] = '/dev/null';
    expect(made.policyFile.content).toBe(before);
    expect(made.rules[7]?.users).toEqual(['a']);
    expect(made.hostPathMounts).toHaveLength(2);
    expect(made.apiServerFlags['audit-log-path']).toBe('/var/log/kubernetes/audit/audit.log');
  });

  test('resources named as sensitive are guarded', () => {
    const made = policy({
      sensitiveResources: [{ group: 'example.com', resources: ['credentials'] }],
      rules: [{ level: AuditLevel.REQUEST, resources: [{ group: 'example.com' }] }],
    });
    expect([
      level(made, { user: 'a', verb: 'create', apiGroup: 'example.com', resource: 'credentials' }),
      level(made, { user: 'a', verb: 'create', apiGroup: 'example.com', resource: 'widgets' }),
    ]).toEqual(['Metadata', 'Request']);
  });
});

describe('refusals', () => {
  const HOLE =
    'and a policy cannot see whether a request is forbidden or fails. Raise the level to METADATA, or limit the rule to named system '
    + 'noise.';
  const STAGES =
    'so failed or forbidden requests could not be found. Omit RESPONSE_COMPLETE and PANIC nowhere, and RESPONSE_STARTED only in rules '
    + 'that name users or groups.';
  const NAME = 'so the rule would not do what it seems to. Write the name as requests have it, or leave the list out.';
  const TAKE = 'so kube-apiserver would not take the policy as it is meant. Correct the rule.';
  const REACH = 'so it would do nothing. Move the rule that hides it behind it, or narrow that rule.';
  const BODIES = 'so the log would contain credentials in plaintext. Lower the level to METADATA, or remove these resources from the rule.';
  const metadata = (more: object): AuditRule => ({ level: AuditLevel.METADATA, verbs: [AuditVerb.LIST], ...more });

  test.each<[string, AuditPolicyProps, string]>([
    [
      'level None for everybody',
      { rules: [{ level: AuditLevel.NONE, resources: [{ resources: ['events'] }] }] },
      'rules[0] leaves requests unrecorded that are not named system noise, such as: get events in namespace "default" by user '
        + `"someone", ${HOLE}`,
    ],
    [
      'level None for paths',
      { finalRules: [{ level: AuditLevel.NONE, nonResourceUrls: ['/healthz*'] }] },
      `finalRules[0] leaves requests unrecorded that are not named system noise, such as: get "/healthz" by user "someone", ${HOLE}`,
    ],
    [
      'level None for kubelets',
      { rules: [{ level: AuditLevel.NONE, userGroups: ['system:nodes'], verbs: [AuditVerb.GET], resources: [{ resources: ['nodes'] }] }] },
      'rules[0] leaves requests unrecorded that are not named system noise, such as: get nodes in namespace "default" by user '
        + `"someone" of "system:nodes", ${HOLE}`,
    ],
    [
      'the end of requests',
      { rules: [metadata({ omitStages: [AuditStage.RESPONSE_COMPLETE] })] },
      `rules[0]: the stage ResponseComplete is omitted, so the log does not show how requests ended, ${STAGES}`,
    ],
    [
      'crashes',
      { finalRules: [metadata({ omitStages: [AuditStage.PANIC] })] },
      `finalRules[0]: the stage Panic is omitted, so a request that crashes its handler leaves no result, ${STAGES}`,
    ],
    [
      'failed authentication',
      { rules: [metadata({ omitStages: [AuditStage.RESPONSE_STARTED] })] },
      'rules[0]: the stage ResponseStarted is omitted, the only one at which a request with failed authentication (401) is recorded, '
        + `${STAGES}`,
    ],
    [
      'a rule behind another',
      {
        rules: [
          { level: AuditLevel.REQUEST, resources: [PODS] },
          { level: AuditLevel.METADATA, users: ['a'], resources: [PODS] },
        ],
      },
      `rules[1] can never match: rules[0] takes every request that it selects, ${REACH}`,
    ],
    [
      'bodies of secrets',
      { rules: [podWrites, { level: AuditLevel.REQUEST, resources: [{ resources: ['replicationcontrollers', 'secrets'] }] }] },
      `rules[1] records bodies of secrets (level Request), ${BODIES}`,
    ],
    [
      'bodies of tokens',
      {
        finalRules: [{ level: AuditLevel.REQUEST_RESPONSE, verbs: [AuditVerb.CREATE], resources: [{ resources: ['serviceaccounts/*'] }] }],
      },
      `finalRules[0] records bodies of service account tokens (level RequestResponse), ${BODIES}`,
    ],
    [
      'bodies of own credentials',
      {
        sensitiveResources: [{ group: 'example.com', resources: ['credentials'] }],
        rules: [{ level: AuditLevel.REQUEST, resources: [{ group: 'example.com', resources: ['credentials', 'widgets'] }] }],
      },
      `rules[0] records bodies of credentials of group "example.com" (level Request), ${BODIES}`,
    ],
    [
      'a rule for secrets that says nothing new',
      { rules: [metadata({ resources: [{ resources: ['secrets'] }] })] },
      `rules[0] can never match: the preset's rule 0 takes every request that it selects, ${REACH}`,
    ],
    [
      'a rule that hides the preset',
      { rules: [{ level: AuditLevel.METADATA }] },
      `the preset's rule 8 can never match: rules[0] takes every request that it selects, ${REACH}`,
    ],
    [
      'a star as verb',
      { rules: [metadata({ verbs: ['*'] })] },
      `rules[0] lists "*", which matches no request: "*" has no meaning in verbs, ${NAME}`,
    ],
    [
      'a verb that no request has',
      { rules: [metadata({ verbs: ['impersonate'], resources: [PODS] })] },
      'rules[0] lists "impersonate", which matches no request: the verbs of these requests are get, list, watch, create, update, '
        + `patch, delete, deletecollection, proxy, ${NAME}`,
    ],
    [
      'a singular',
      { rules: [metadata({ resources: [{ resources: ['pod'] }] })] },
      `rules[0] lists "pod", which matches no request: the core group has no pod, ${NAME}`,
    ],
    [
      'a level that is none',
      { rules: [{ level: 'All' as AuditLevel }] },
      `rules[0]: "All" is not one of the levels None, Metadata, Request, RequestResponse, ${TAKE}`,
    ],
    [
      'resources and paths',
      { finalRules: [metadata({ resources: [PODS], nonResourceUrls: ['/a'] })] },
      `finalRules[0] is for resources and for other paths at once, ${TAKE}`,
    ],
    [
      'names without resources',
      { rules: [metadata({ resources: [{ resourceNames: ['a'] }] })] },
      `rules[0]: resourceNames are given without resources, ${TAKE}`,
    ],
    [
      'a policy in the folder of the log',
      { path: '/var/log/kubernetes/audit/policy.yaml' },
      'the policy /var/log/kubernetes/audit/policy.yaml is in the directory of the log, /var/log/kubernetes/audit, so the API server, '
        + 'which may write there, could change it. Use a separate directory for the log.',
    ],
    [
      'strict mode without its stage',
      { omitRequestReceived: true, log: { mode: AuditLogMode.BLOCKING_STRICT } },
      'mode is BLOCKING_STRICT while RequestReceived is omitted, so it would have no effect, since it acts on that stage '
        + 'alone. Leave omitRequestReceived out, or take mode BLOCKING.',
    ],
  ])('%s', (_, props, message) => {
    expect(refusalOf(props)).toBe(`nodes/audit: ${message}`);
  });

  test('the group "*" before Kubernetes 1.36', () => {
    const props: AuditPolicyProps = { rules: [metadata({ resources: [{ group: '*', resources: ['*/scale'] }] })] };
    expect(refusalOf(props, new App({}))).toBe('accepted');
    const old = new App();
    old.node.setContext('cdk8s-hardened:kubernetes', '1.35');
    expect(refusalOf(props, old)).toBe(`nodes/audit: rules[0]: the group "*" is understood from Kubernetes 1.36 on, ${TAKE}`);
  });
});

describe('the log', () => {
  test('flags and mounts by default', () => {
    const made = policy();
    expect(made.apiServerFlags).toEqual({
      'audit-policy-file': '/etc/kubernetes/audit/policy.yaml',
      'audit-log-path': '/var/log/kubernetes/audit/audit.log',
      'audit-log-format': 'json',
      'audit-log-mode': 'blocking',
      'audit-log-maxage': '90',
      'audit-log-maxbackup': '100',
      'audit-log-maxsize': '100',
    });
    expect(made.hostPathMounts).toEqual([
      {
        name: 'audit-policy',
        hostPath: '/etc/kubernetes/audit/policy.yaml',
        mountPath: '/etc/kubernetes/audit/policy.yaml',
        readOnly: true,
        pathType: 'File',
      },
      {
        name: 'audit-log',
        hostPath: '/var/log/kubernetes/audit',
        mountPath: '/var/log/kubernetes/audit',
        readOnly: false,
        pathType: 'DirectoryOrCreate',
      },
    ]);
  });

  test('every choice has its flag', () => {
    expect(
      policy({
        path: '/etc/a.yaml',
        log: {
          path: '/srv/audit/log',
          maxAgeDays: 30,
          maxBackups: 10,
          maxSizeMegabytes: 200,
          compress: true,
          mode: AuditLogMode.BLOCKING_STRICT,
        },
      }).apiServerFlags,
    ).toEqual({
      'audit-policy-file': '/etc/a.yaml',
      'audit-log-path': '/srv/audit/log',
      'audit-log-format': 'json',
      'audit-log-mode': 'blocking-strict',
      'audit-log-maxage': '30',
      'audit-log-maxbackup': '10',
      'audit-log-maxsize': '200',
      'audit-log-compress': 'true',
    });
  });

  test('strict mode records the stage on which it acts', () => {
    expect(document(policy({ log: { mode: AuditLogMode.BLOCKING_STRICT } }))).not.toHaveProperty('omitStages');
  });

  test('batch mode keeps its reason', () => {
    const made = policy({ log: { unsafeBatchReason: 'Thousands of\nnodes' } });
    expect(made.apiServerFlags['audit-log-mode']).toBe('batch');
    expect(made.policyFile.content).toContain('\n# The log is written in batch mode, which may lose events. Reason: Thousands of nodes\n');
  });

  const short = (name: string, minimum: number, unit: string, value: number) =>
    `log.${name} is ${value}, not an integer of at least ${minimum} ${unit}, so the log would not last for an investigation. `
    + `State ${minimum} or more.`;
  const PATH =
    'is not an absolute path of a file in a directory, so the log could not be mounted and rotated. Write a path such as '
    + '"/var/log/kubernetes/audit/audit.log".';
  test.each<[string, AuditPolicyProps['log'], string]>([
    ['29 days', { maxAgeDays: 29 }, short('maxAgeDays', 30, 'days', 29)],
    [
      'zero',
      { maxBackups: 0 },
      'log.maxBackups is 0, not an integer of at least 10 files, and 0 means no limit, so the disk could fill up. State 10 or more.',
    ],
    ['negative', { maxBackups: -10 }, short('maxBackups', 10, 'files', -10)],
    ['no number', { maxSizeMegabytes: NaN }, short('maxSizeMegabytes', 100, 'megabytes', NaN)],
    ['no end', { maxAgeDays: Infinity }, short('maxAgeDays', 30, 'days', Infinity)],
    ['half a day', { maxAgeDays: 30.5 }, short('maxAgeDays', 30, 'days', 30.5)],
    ['standard output', { path: '-' }, `"-" ${PATH}`],
    ['a file in the root', { path: '/audit.log' }, `"/audit.log" ${PATH}`],
    ['a way up', { path: '/var/log/../audit.log' }, `"/var/log/../audit.log" ${PATH}`],
    [
      'a device',
      { path: '/dev/null' },
      'log.path is /dev/null, which is no file of a disk, so events would not be kept. Write a path such as '
        + '"/var/log/kubernetes/audit/audit.log".',
    ],
    [
      'a blank reason',
      { unsafeBatchReason: ' ' },
      'log.unsafeBatchReason is blank, so reviewers cannot assess it. Give the reason in a sentence.',
    ],
    [
      'two modes',
      { unsafeBatchReason: 'x', mode: AuditLogMode.BLOCKING },
      'log.unsafeBatchReason requests batch mode, but log.mode is blocking, so it is unclear which is meant. Leave one of them out.',
    ],
  ])('%s is refused', (_, log, message) => {
    expect(refusalOf({ log })).toBe(`nodes/audit: ${message}`);
  });
});

describe('evaluate', () => {
  test.each<[string, AuditRequest, AuditStage[]]>([
    ['an ordinary request', { user: 'a', verb: 'get', resource: 'pods' }, [AuditStage.REQUEST_RECEIVED, AuditStage.RESPONSE_COMPLETE]],
    [
      'a watch',
      { user: 'a', verb: 'watch', resource: 'pods' },
      [AuditStage.REQUEST_RECEIVED, AuditStage.RESPONSE_STARTED, AuditStage.RESPONSE_COMPLETE],
    ],
    [
      'logs',
      { user: 'a', verb: 'get', resource: 'pods', subresource: 'log' },
      [AuditStage.REQUEST_RECEIVED, AuditStage.RESPONSE_STARTED, AuditStage.RESPONSE_COMPLETE],
    ],
    [
      'profiling',
      { user: 'a', verb: 'get', path: '/debug/pprof/heap' },
      [AuditStage.REQUEST_RECEIVED, AuditStage.RESPONSE_STARTED, AuditStage.RESPONSE_COMPLETE],
    ],
    ['failed authentication', { verb: 'get', resource: 'pods' }, [AuditStage.RESPONSE_STARTED]],
    ['failed authentication of a watch', { verb: 'watch', resource: 'pods' }, [AuditStage.RESPONSE_STARTED]],
  ])('%s', (_, request, stages) => {
    expect(policy({ preset: AuditPreset.METADATA_FOR_ALL, omitRequestReceived: false }).evaluate(request)).toEqual({
      ruleIndex: 0,
      level: 'Metadata',
      stages,
      omitStages: [],
      omitManagedFields: true,
    });
    expect(policy({ preset: AuditPreset.METADATA_FOR_ALL }).evaluate(request).stages).toEqual(
      stages.filter((stage) => stage !== AuditStage.REQUEST_RECEIVED),
    );
  });

  test('nothing is written of noise', () => {
    expect(policy().evaluate({ user: 'system:kube-proxy', verb: 'watch', resource: 'services' })).toMatchObject({
      ruleIndex: 2,
      level: 'None',
      stages: [],
    });
  });

  test('a file whose text was replaced decides as it is written, and rules judge that', () => {
    const made = policy();
    made.policyFile.overrideContent(
      'apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: [{ level: Request, users: [a] }]',
      'a test of the way out',
    );
    expect(made.evaluate({ user: 'a', verb: 'get', resource: 'pods' }).level).toBe('Request');
    expect(made.evaluate({ user: 'b', verb: 'get', resource: 'pods' })).toEqual({
      ruleIndex: undefined,
      level: 'None',
      stages: [],
      omitStages: [],
      omitManagedFields: false,
    });
    expect(new Set(findings(auditRules, [document(made)]).map((line) => line.split(' ')[0]))).toEqual(
      new Set(['audit/no-secret-bodies', 'audit/no-unrecorded-requests', 'audit/sensitive-requests']),
    );
    made.policyFile.overrideContent('[]', 'a test of the way out');
    expect(() => made.evaluate({ user: 'a', verb: 'get', resource: 'pods' })).toThrow(
      'nodes/audit: the content of /etc/kubernetes/audit/policy.yaml was replaced by something that kube-apiserver rejects (the '
        + 'document is a list, not a mapping), so it decides nothing. Correct the replacement.',
    );
  });

  test('a request that there cannot be', () => {
    expect(() => policy().evaluate({ user: 'a', verb: 'get' })).toThrow(
      'nodes/audit: the request names neither a resource nor a path, so it is not a request that there can be. State `resource` for a '
        + 'request of resources, `path` for any other.',
    );
    expect(() => policy().evaluate({ user: 'a', verb: 'get', path: '/', resource: 'pods' })).toThrow(
      'the request names a resource and a path',
    );
  });
});
