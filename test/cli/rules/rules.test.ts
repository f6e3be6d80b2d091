import { spawnSync } from 'node:child_process';
import * as path from 'node:path';
import { CATALOG, PROFILES } from '../../../src/catalog';
import { explainEquivalent } from '../../../src/cli/rules/equivalent';
import { explainRule, listRules } from '../../../src/cli/rules/explain';
import { rulesTable } from '../../../src/cli/rules/rules-table';
import { Severity } from '../../../src/engine/severity';
import { EQUIVALENTS } from '../../../src/equivalents';
import { index } from '../../../src/equivalents/find';
import { columns } from '../../../src/reports/layout';
import { helpUri } from '../../../src/reports/package-facts';
import { madeUpRule } from '../../support/made-up-rules';

/** At the tag of the version, if it is a release: test/reports/package-facts.test.ts. */
const PAGE = helpUri(CATALOG.find(({ id }) => id === 'workloads/node-name')!);

const entries = [
  {
    rule: madeUpRule({ id: 'a/short', title: 'Short rule', severity: Severity.LOW, controls: [] }),
    profiles: ['hardened'],
    fixable: '',
  },
  {
    rule: madeUpRule({
      id: 'room/longer-name',
      title: 'A rule that takes several lines on a terminal that is not as wide as a wall',
      severity: Severity.CRITICAL,
      controls: ['CIS-1.12:5.2.2', 'NSA-CISA:authentication-and-authorization'],
    }),
    profiles: ['hardened', 'cis-1.12', 'nsa-cisa'],
    fixable: 'partly',
  },
];

describe('the table of rules', () => {
  test('without a width, a line a rule', () => {
    expect(rulesTable(entries, undefined).split('\n')).toEqual([
      `rule              severity  fixable  requirement${' '.repeat(66)}controls${' '.repeat(51)}profiles`,
      `a/short           low                Short rule${' '.repeat(67 + 59)}hardened`,
      'room/longer-name  critical  partly   A rule that takes several lines on a terminal that is not as wide as a '
        + 'wall  CIS-1.12:5.2.2, NSA-CISA:authentication-and-authorization  hardened, cis-1.12, nsa-cisa',
      '',
    ]);
  });

  test('on a wide terminal, cells are broken', () => {
    expect(rulesTable(entries, 145)).toBe(
      (
        '\nrule              severity  fixable  requirement                                 controls                           '
        + 'profiles\n'
        + 'a/short           low                Short rule                                                                     '
        + 'hardened\n'
        + 'room/longer-name  critical  partly   A rule that takes several lines on a        '
        + 'CIS-1.12:5.2.2,                    hardened, cis-1.12, nsa-cisa\n'
        + '                                     terminal that is not as wide as a wall      NSA-CISA:authentication-and-\n'
        + '                                                                                 authorization\n'
      ).slice(1),
    );
  });

  test('on a narrow one, a block a rule', () => {
    expect(rulesTable(entries, 60)).toBe(
      `
low       a/short
          Short rule
          profiles: hardened

critical  room/longer-name
          A rule that takes several lines on a terminal that
          is not as wide as a wall
          fixable: partly
          controls: CIS-1.12:5.2.2,
          NSA-CISA:authentication-and-authorization
          profiles: hardened, cis-1.12, nsa-cisa
`.slice(1),
    );
  });

  test.each([80, 100, 120, 160, 240])('of the catalogue: no line is wider than %d columns, and no rule is missing', (width) => {
    const text = listRules('operations', 'text', width);
    expect(text.split('\n').filter((line) => columns(line) > width || line !== line.trimEnd())).toEqual([]);
    for (const { id } of CATALOG.filter(({ deprecated }) => deprecated === undefined)) expect(text).toContain(id);
  });

  test('an unknown profile is wrong usage, in JSON too', () => {
    for (const format of ['text', 'json']) {
      expect(() => listRules('cis', format, 80)).toThrow(
        `there is no profile "cis". Choose one of ${PROFILES.map(({ name }) => name).join(', ')}.`,
      );
    }
  });
});

describe('one rule explained', () => {
  test('all of it, in lines as wide as the terminal', () => {
    expect(explainRule('workloads/node-name', 'text', 80)).toBe(
      `
workloads/node-name  (low)

  Pods must not set nodeName.

  Such pods bypass the scheduler, and with it the taints with effect NoSchedule
  that keep workloads off a node. Exempt: static pods, and pods exported from a
  cluster (with a uid), in which the scheduler has set the field.

  Fix: Remove nodeName; use nodeSelector or nodeAffinity.

  Checks: pods
  Kubernetes: all releases
  Controls: none
  Profiles: hardened, operations
  In other tools: kyverno:restrict-node-selection,
  kyverno:restrict-node-affinity
  Sources:
    https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#nodename
  Page: ${PAGE}

  Fails:

    apiVersion: v1
    kind: Pod
    metadata:
      name: api
    spec:
      nodeName: node-1
      containers:
        - name: api
          image: registry.example.com/api:1.4

  Passes:

    apiVersion: v1
    kind: Pod
    metadata:
      name: api
    spec:
      nodeSelector:
        disk: ssd
      containers:
        - name: api
          image: registry.example.com/api:1.4
`.slice(1),
    );
  });

  test('several paragraphs, releases, the file of a node', () => {
    const text = explainRule('nodes/sshd-tcp-forwarding', 'text', 200);
    expect(text).toContain('are violations too.\n\n  sshd takes the first value outside `Match` blocks');
    expect(text).toContain('\n  Fails (as /etc/ssh/sshd_config.d/00-hardened.conf):\n\n    AllowTcpForwarding local\n\n  Passes:\n');
    expect(explainRule('rbac/escalation-verbs', 'text', 80)).toContain('  Kubernetes: from 1.8 on; the check changes with 1.35\n');
    expect(explainRule('audit/api-version', 'text', 80)).toContain('  Kubernetes: from 1.24 on\n');
  });

  test('JSON has the same facts', () => {
    expect(JSON.parse(explainRule('workloads/node-name', 'json', 80))).toMatchObject({
      id: 'workloads/node-name',
      title: 'Pods must not set nodeName',
      description: expect.stringMatching(/^Such pods bypass the scheduler, .* set the field\.$/),
      page: PAGE,
      since: ['1.0'],
    });
  });
});

describe('--equivalent', () => {
  test('rules with severity and title, and the reason', () => {
    expect(explainEquivalent('CKV_K8S_157', 'text', 100)).toBe(
      `
checkov:CKV_K8S_157

  rbac-bind (Roles, service accounts, and who the API server lets in)
    critical  rbac/escalation-verbs  Roles must not grant the verbs escalate, bind or impersonate
    Checked at the role, on roles and cluster roles, about which the API server asks; the verb on
    bindings, which checkov looks for, gives nothing.

A rule is explained by: cdk8s-hardened rules ID
`.slice(1),
    );
  });

  test('no rule: the reason alone', () => {
    expect(explainEquivalent('C-0053', 'text', 200)).toBe(
      `
kubescape:C-0053

  sa-permissions-review (Roles, service accounts, and who the API server lets in)
    A list to be read by people is not a verdict: each role and each binding is checked by the rules of rbac instead.
`.slice(1),
    );
    expect(explainEquivalent('C-0092', 'text', 60)).toBe(
      `
kubescape:C-0092

  not decided from files
    Owner and permissions of files are on the node: a scan
    of the node answers this.
`.slice(1),
    );
  });

  test('a control of a benchmark', () => {
    for (const query of ['CIS-2.0:5.1.3', 'cis:5.1.3', 'kube-bench:5.1.3', '5.1.3']) {
      expect(JSON.parse(explainEquivalent(query, 'json', 80))).toEqual({
        query,
        matches: [
          {
            id: 'CIS-2.0:5.1.3',
            answers: [
              {
                name: 'rules that cover this control',
                rules: [{ id: 'rbac/wildcards', severity: 'high', title: 'Roles must not use wildcards' }],
              },
            ],
          },
        ],
      });
    }
    expect(explainEquivalent('1.1.1', 'text', 100)).toContain('kube-bench:1.1.1\n\n  not decided from files\n');
    expect(explainEquivalent('pss:baseline', 'text', 100)).toContain('workloads/privileged');
  });

  test('JSON has each row', () => {
    expect(JSON.parse(explainEquivalent('KSV-0111', 'json', 80))).toEqual({
      query: 'KSV-0111',
      matches: [
        {
          id: 'trivy:KSV-0111',
          answers: [
            {
              name: 'bind-cluster-admin',
              practice: 'P3',
              reason: 'A binding without subjects grants nothing, and a Role that is called like a ClusterRole is another: both pass.',
              rules: [
                { id: 'rbac/cluster-admin-binding', severity: 'critical', title: 'Bindings must not grant cluster-admin' },
                {
                  id: 'rbac/built-in-role-binding',
                  severity: 'high',
                  title: 'Bindings that grant powerful built-in roles such as admin or edit must state a reason',
                },
              ],
            },
          ],
        },
      ],
    });
  });

  test('every id of the page answers, and every short name of what is checked', () => {
    const names = Object.values(EQUIVALENTS).flatMap((rows) => rows.map(({ name }) => name));
    for (const id of [...index().keys(), ...names]) {
      expect(explainEquivalent(` ${id.toUpperCase()} `, 'text', 80)).not.toContain('Not answered yet.');
    }
  });

  test('a short name: the checks that ask it', () => {
    expect(explainEquivalent('role-any-any', 'text', 100)).toBe(
      `
role-any-any

  trivy:KSV-0044, kubescape:C-0035 (Roles, service accounts, and who the API server lets in)
    high      rbac/wildcards  Roles must not use wildcards
    One of the three wildcards is enough, in any rule of a role, bound or not. trivy finds a rule
    only where groups, resources and verbs are all wildcards. kubescape reports the subjects of
    bindings, so that a role which nothing in the input binds passes there.

A rule is explained by: cdk8s-hardened rules ID
`.slice(1),
    );
  });

  test('a check: what its tool answers otherwise, and nothing of the others', () => {
    expect(explainEquivalent('KSV-0044', 'text', 100)).toBe(
      `
trivy:KSV-0044

  role-any-any (Roles, service accounts, and who the API server lets in)
    high      rbac/wildcards  Roles must not use wildcards
    One of the three wildcards is enough, in any rule of a role, bound or not. trivy finds a rule
    only where groups, resources and verbs are all wildcards.

A rule is explained by: cdk8s-hardened rules ID
`.slice(1),
    );
  });

  test('a rule of ours is not a check of another tool, and the other way round', () => {
    expect(() => explainEquivalent('workloads/privileged', 'text', 80)).toThrow(
      /^"workloads\/privileged" is a rule of this tool, not a check of another: `cdk8s-hardened rules workloads\/privileged` explains it\.$/,
    );
    expect(() => explainRule('CKV_K8S_49', 'text', 80)).toThrow(
      /^there is no rule "CKV_K8S_49"\. It is a check of another tool: `cdk8s-hardened rules --equivalent checkov:CKV_K8S_49`\. `cdk8s-hardened rules` lists them all\.$/,
    );
  });

  test.each([['workloads/priviledged'], ['Workloads/Privileged'], ['privileged'], [' workloads/privileged.']])(
    'the rule that is meant by %j is named',
    (id) => {
      expect(() => explainRule(id, 'text', 80)).toThrow(
        `there is no rule "${id}". The nearest is workloads/privileged. \`cdk8s-hardened rules\` lists them all.`,
      );
    },
  );

  test('what no tool has is wrong usage, with what is near', () => {
    expect(() => explainEquivalent('acess-to-secrets', 'text', 80)).toThrow(
      /^no tool that is known here has a check "acess-to-secrets"\. The nearest are kube-linter:access-to-secrets, /,
    );
    expect(() => explainEquivalent('5.9.9', 'text', 80)).toThrow(/has a check "5\.9\.9"/);
  });
});

describe('the command', () => {
  const call = (args: string[]) =>
    spawnSync(process.execPath, [path.join(__dirname, '..', '..', '..', 'bin', 'cdk8s-hardened'), 'rules', ...args], {
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
    });

  test('answers', () => {
    const { status, stdout, stderr } = call(['--equivalent', 'ckv_k8s_49']);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('    high      rbac/wildcards  Roles must not use wildcards\n');
    expect(call([]).stdout.split('\n')[0]).toMatch(/^rule +severity {2}fixable {2}requirement +controls +profiles$/);
  });

  test.each([
    [['--equivalent', 'CKV_K8S_999'], /^error: no tool that is known here has a check "CKV_K8S_999"\. The nearest are checkov:CKV_K8S_/],
    [['rbac/wildcards', '--equivalent', 'CKV_K8S_49'], /^error: --equivalent CKV_K8S_49 names a check of another tool/],
  ])('%j is wrong usage', (args, message) => {
    const { status, stdout, stderr } = call(args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });
});
