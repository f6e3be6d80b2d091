import { ApiObject, App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { HardenedApp, Hardening, HostFile, IsolatedNamespace, type IRule, Severity, Waiver } from '../../src';
import { CATALOG, PROFILES } from '../../src/catalog';
import { hardeningMatchers } from '../../src/jest';

const AS_OF = '2026-11-23';
const on = { kubernetes: '1.37', asOf: AS_OF };
const podOf = (spec: object, metadata: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'api', namespace: 'shop', ...metadata },
  spec: { containers: [{ name: 'api', image: 'registry.example.com/api:1' }], ...spec },
});
const baseline = { ...on, profile: 'pss-baseline' };
/** Rules of the default profile that the profile has not. */
const LEFT_OUT = CATALOG.filter(
  (rule) =>
    ['hardened', 'pss-baseline'].map((name) => PROFILES.find((each) => each.name === name)!.includes(rule)).join() === 'true,false'
    && rule.phase !== 'waivers',
).length;

/** The message of a matcher that must fail; without colours. */
function messageOf(call: () => void): string {
  try {
    call();
  } catch (error) {
    return (error as Error).message.replace(/\u001b\[\d+m/g, '');
  }
  throw new Error('the matcher passed');
}

describe('toPassHardening', () => {
  test('takes a list of manifests, one manifest, and YAML text', () => {
    for (const broken of [
      [podOf({ hostPID: true })],
      podOf({ hostPID: true }),
      'apiVersion: v1\nkind: Pod\nmetadata: {name: api, namespace: shop}\nspec: {hostPID: yes, containers: [{name: c, image: i}]}\n---\n',
    ]) {
      expect(broken).not.toPassHardening(baseline);
      expect(() => expect(broken).toPassHardening(baseline)).toThrow("the pod shares the host's process namespace");
    }
    for (const sound of [
      [podOf({})],
      podOf({ hostPID: false }),
      '---\napiVersion: v1\nkind: Pod\nmetadata: {name: api, namespace: shop}\nspec: {containers: [{name: c, image: i}]}\n',
    ]) {
      expect(sound).toPassHardening(baseline);
      expect(() => expect(sound).not.toPassHardening(baseline)).toThrow('No violations');
    }
  });

  test('the whole message', () => {
    expect(messageOf(() => expect([podOf({ hostPID: true })]).toPassHardening(baseline))).toBe(
      `
expect(manifests).toPassHardening()

Pod shop/api
  Pod shop/api
    ! high      the pod shares the host's process namespace
                spec.hostPID
                workloads/host-namespaces

What to do
  workloads/host-namespaces
    Remove \`hostNetwork\`, \`hostPID\` and \`hostIPC\`.

1 object; 13 rules ran, 5 did not apply
Kubernetes 1.37, profile pss-baseline, as of 2026-11-23
Profile pss-baseline leaves out ${LEFT_OUT} rules of profile hardened, among them all of audit,
control-plane, etcd, kubelet, manifests, namespaces, nodes, rbac, versions
1 violation: 1 high`.slice(1),
    );
  });

  test('of an app, with the paths of constructs', () => {
    const app = new App();
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    new ApiObject(chart, 'api', podOf({ hostNetwork: true }));
    const message = messageOf(() => expect(app).toPassHardening(baseline));
    expect(message).toContain('\nshop/api\n  Pod shop/api\n    ! high');
    expect(app).toPassHardening({ ...on, profile: 'pss-baseline', failOn: 'critical' });
    expect(app).not.toPassHardening({ ...on, profile: 'pss-baseline', failOn: 'high' });
  });

  test('of a chart or a construct: judged with the app, answers for itself', () => {
    const app = new App();
    const good = new Chart(app, 'good', { namespace: 'shop' });
    new ApiObject(good, 'pod', podOf({}));
    const goodTwin = new Chart(app, 'good2', { namespace: 'shop' });
    new ApiObject(goodTwin, 'pod', podOf({ hostIPC: true }, { name: 'twin' }));
    expect(good).toPassHardening(baseline);
    expect(goodTwin).not.toPassHardening(baseline);
    expect(app).not.toPassHardening(baseline);
    expect(goodTwin.node.findChild('pod')).toViolate('workloads/host-namespaces', on);
    expect(good).not.toViolate('workloads/host-namespaces', on);
    // The role is in another chart of the app: not an unknown result.
    const roles = new Chart(app, 'roles');
    new ApiObject(roles, 'role', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'reader' },
      rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
    });
    const bindings = new Chart(app, 'bindings', { namespace: 'shop' });
    new ApiObject(bindings, 'binding', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'reader' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'reader' },
      subjects: [{ kind: 'ServiceAccount', name: 'api' }],
    });
    expect(bindings).not.toViolate('rbac/dangling-role-ref', { ...on, failOnUnknown: true });
  });

  test('a HardenedApp says itself for what it is made, and which rules it has', () => {
    const noSecond: IRule = {
      id: 'acme/one-pod',
      title: 'Pods are called api',
      severity: Severity.LOW,
      fix: 'Call it api.',
      source: 'https://acme.example/rule',
      check: ({ kind, name }) => (kind === 'Pod' && name !== 'api' ? [{ message: 'it is not called api' }] : []),
    };
    const make = (App_: () => App) => {
      const app = App_();
      new ApiObject(new Chart(app, 'shop', { namespace: 'shop' }), 'api', podOf({}, { name: 'web' }));
      return app;
    };
    const hardened = make(() => new HardenedApp({ kubernetes: '1.35', asOf: '2026-05-05', profile: 'pss-baseline', rules: [noSecond] }));
    expect(messageOf(() => expect(hardened).toPassHardening())).toMatch(
      /it is not called api[^]*Kubernetes 1\.35, profile pss-baseline, as of 2026-05-05\n/,
    );
    expect(hardened).toPassHardening({ rules: [] });
    const enforced = make(() => {
      const app = new App();
      Hardening.enforce(app, { kubernetes: '1.36', asOf: AS_OF, profile: 'pss-baseline', rules: [noSecond] });
      return app;
    });
    expect(enforced).toViolate('acme/one-pod');
    expect(messageOf(() => expect(enforced).toPassHardening({ kubernetes: '1.37' }))).toContain('Kubernetes 1.37, profile pss-baseline');
  });

  test('waivers hold: of constructs, and in annotations', () => {
    const app = new App();
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    new ApiObject(chart, 'api', podOf({ hostPID: true }));
    const terms = { reason: 'It measures processes.', approvedBy: 'ciso@example.com', until: '2027-01-31' };
    Waiver.of(chart).accept('workloads/host-namespaces', terms);
    expect(app).toPassHardening(baseline);
    expect(chart).toPassHardening(baseline);
    expect(chart).not.toViolate('workloads/host-namespaces', on);
    expect(messageOf(() => expect(chart).toViolate('workloads/host-namespaces', on))).toContain(
      'waived: It measures processes. (approved by ciso@example.com until 2027-01-31)',
    );
    expect(app).not.toPassHardening({ ...baseline, asOf: '2027-02-01' });
    expect(app).toViolate('assurance/waiver-expired', { ...on, asOf: '2027-02-01' });
    const annotated = podOf(
      { hostPID: true },
      { annotations: { 'cdk8s-hardened/waivers': JSON.stringify([{ rule: 'workloads/host-namespaces', ...terms }]) } },
    );
    expect([annotated]).toPassHardening(baseline);
  });

  test('what is unknown fails where that is asked for', () => {
    const unclear = [podOf({ hostPID: 'yes' })];
    expect(unclear).not.toPassHardening({ ...baseline, failOnUnknown: true });
    const only = [podOf({ containers: [{ name: 'c', image: '$(IMAGE)' }] })];
    expect(only).not.toViolate('workloads/image-digest', on);
    expect(() => expect(only).not.toViolate('workloads/image-digest', { ...on, failOnUnknown: true })).toThrow('unknown: ');
    expect(() => expect(only).toViolate('workloads/image-digest', { ...on, failOnUnknown: true })).toThrow('found no violation here');
  });

  test('host files of an app are judged', () => {
    const app = new HardenedApp({ kubernetes: '1.37', asOf: AS_OF });
    const scope = new Construct(app, 'node');
    new HostFile(scope, 'sshd', { path: '/etc/ssh/sshd_config.d/50-own.conf', content: { render: () => 'PermitRootLogin yes\n' } });
    expect(scope).toViolate('nodes/sshd-permit-root-login');
    expect(app).not.toPassHardening();
  });

  test('what the library makes passes', () => {
    const app = new HardenedApp({ kubernetes: '1.37', asOf: AS_OF });
    const namespace = new IsolatedNamespace(app, 'payments', { informationSystem: 'payments' });
    expect(app).toPassHardening();
    expect(namespace).toPassHardening({ failOnUnknown: true });
    new kplus.Deployment(namespace, 'api', { containers: [{ image: 'nginx' }] });
    expect(namespace).not.toPassHardening();
    expect(namespace).toViolate('workloads/image-tag');
  });
});

describe('toViolate', () => {
  test('the message when it is not broken', () => {
    expect(messageOf(() => expect([podOf({})]).toViolate('workloads/host-namespaces', on))).toBe(
      (
        "\nexpect(manifests).toViolate('workloads/host-namespaces')\n\n"
        + 'workloads/host-namespaces (Pods must not share host namespaces (hostNetwork, hostPID, hostIPC)): it looked at pods (1) and '
        + 'found no violation here.\n\n'
        + '1 object; 1 rule ran, 0 did not apply\n'
        + 'Kubernetes 1.37, profile hardened, as of 2026-11-23\n'
        + 'No violations'
      ).slice(1),
    );
    expect(messageOf(() => expect([podOf({})]).toViolate('rbac/wildcards', on))).toContain(
      'it looks at Roles and ClusterRoles, and there are none, so it does not apply.',
    );
  });

  test('the message of .not has the findings of that rule alone', () => {
    const message = messageOf(() =>
      expect([podOf({ hostPID: true, containers: [{ name: 'c', image: 'nginx' }] })]).not.toViolate('workloads/host-namespaces', on),
    );
    expect(message).toMatch(/^expect\(manifests\)\.not\.toViolate\('workloads\/host-namespaces'\)\n\nPod shop\/api/);
    expect(message).toContain('spec.hostPID');
    expect(message).not.toContain('image');
  });

  test('a rule of housekeeping, and one of the caller, run when they are asked for', () => {
    const own: IRule = {
      id: 'acme/never',
      title: 'Never',
      severity: Severity.HIGH,
      fix: 'Stop.',
      source: 'https://acme.example/rule',
      check: () => [{ message: 'no' }],
    };
    expect([podOf({})]).toViolate('acme/never', { ...on, rules: [own] });
    expect(() => expect([podOf({})]).toViolate('acme/never', on)).toThrow('there is no rule "acme/never"');
  });
});

describe('mistakes in a test never pass', () => {
  const sound = [podOf({})];

  test.each<[string, () => void, string | RegExp]>([
    [
      'a rule that there is not',
      () => expect(sound).toViolate('workloads/run-as-usr', on),
      'there is no rule "workloads/run-as-usr". The nearest is workloads/run-as-user; `cdk8s-hardened rules` lists them all.',
    ],
    ['the same with .not', () => expect(sound).not.toViolate('workloads/run-as-usr', on), 'there is no rule "workloads/run-as-usr"'],
    ['no rule', () => (expect(sound) as any).not.toViolate(), 'there is no rule undefined'],
    [
      'a profile that there is not',
      () => expect(sound).toPassHardening({ ...on, profile: 'cis' }),
      /^profile is "cis", which is not one of its values\. Choose one of hardened, /,
    ],
    [
      'a release that there is not',
      () => expect(sound).not.toPassHardening({ kubernetes: 'new' }),
      'kubernetes is "new", which is not a release of Kubernetes. Write a minor release of Kubernetes, such as 1.36.',
    ],
    [
      'a day that there is not',
      () => expect(sound).not.toPassHardening({ asOf: 'today' }),
      'asOf is "today", which is not a day. Write a day as YYYY-MM-DD.',
    ],
    [
      'a severity that there is not',
      () => expect(sound).not.toPassHardening({ failOn: 'worst' as 'high' }),
      'failOn is "worst", which is not one of its values. Choose one of low, medium, high, critical.',
    ],
    [
      'options that are none',
      () => expect(sound).not.toPassHardening('hardened' as unknown as object),
      "the options are a string, not an object such as { profile: 'pss-restricted' }.",
    ],
    [
      'options that are null',
      () => expect(sound).not.toViolate('workloads/privileged', null as unknown as object),
      "the options are null, not an object such as { profile: 'pss-restricted' }.",
    ],
    [
      'a promise',
      () => expect(Promise.resolve(sound)).not.toViolate('workloads/privileged'),
      'it is a promise. Await it, or write expect(…).resolves.',
    ],
    [
      'an option that there is not',
      () => expect(sound).not.toPassHardening({ profil: 'x' } as object),
      'there is no option "profil". Did you mean "profile"? There are kubernetes, asOf, rules, failOnUnknown, profile, '
        + 'failOn, ruleSettings, imagePolicy, waiverFiles, cluster, defaultNamespace, inBandWaivers, baseline, config, '
        + 'noConfig.',
    ],
    ['no manifests', () => expect([]).toPassHardening(on), 'there is nothing to check'],
    ['no manifests, with .not', () => expect([]).not.toPassHardening(on), 'there is nothing to check'],
    ['an empty text', () => expect('# nothing\n').not.toViolate('workloads/privileged', on), 'there is nothing to check'],
    ['an empty chart', () => expect(Testing.chart()).toPassHardening(on), 'there is nothing to check'],
    [
      'a chart that is empty beside one that is not',
      () => {
        const app = new App();
        new ApiObject(new Chart(app, 'full'), 'pod', podOf({}));
        expect(new Chart(app, 'empty')).toPassHardening(on);
      },
      'there is nothing to check',
    ],
    [
      'a number',
      () => expect(1).toPassHardening(on),
      'it is not a manifest with apiVersion and kind. Give a cdk8s App, a Chart, another construct, a list of manifests, or YAML text.',
    ],
    ['nothing', () => expect(undefined).not.toPassHardening(on), 'it is not a manifest'],
    ['a list with something else', () => expect([podOf({}), { kind: 'Pod' }]).toPassHardening(on), 'entry 2: it is not a manifest'],
    ['YAML that cannot be read', () => expect('a: [\n').not.toPassHardening(on), /^line \d+ of the YAML cannot be read: /],
    ['the path of a file', () => expect('dist/payments.k8s.yaml').toPassHardening(on), 'it is not a manifest'],
  ])('%s', (_, call, message) => {
    expect(call).toThrow(message);
  });
});

test('without what jest gives a matcher, the message has its own first line', () => {
  const { message } = hardeningMatchers.toPassHardening.call({ isNot: true }, [podOf({})], baseline);
  expect(message()).toMatch(/^expect\(manifests\)\.not\.toPassHardening\(\)\n\n1 object; [^]*\nNo violations$/);
});
