/**
 * Every unsafe choice of the public API, read from the assembly (run `npm run compile` before): it takes a reason that says something, the
 * reason is the waiver of exactly the rules that the choice breaks, it is in the report and in what is written, and what is critical takes
 * an approver and an end as well.
 */
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import {
  AuditPolicy,
  BastionOnlyNodeAccess,
  BreakGlass,
  Cidr,
  ControlPlaneFirewall,
  EncryptionAtRest,
  EncryptionProvider,
  EncryptionStep,
  EtcdFirewall,
  EtcdTlsConfig,
  ExistingNamespace,
  FirewallSource,
  Grant,
  HardenedApp,
  HardenedControlPlane,
  HardenedKubelet,
  IsolatedNamespace,
  KubeletFirewall,
  LabelledPods,
  LeastPrivilegeRole,
  NodeFirewall,
  NodeRole,
  PodHardening,
  PodSecurityLevel,
  Port,
  Subject,
  Waiver,
  type BastionOnlyNodeAccessProps,
  type HardenedAppProps,
  type HardenedKubeletProps,
  type IsolatedNamespaceProps,
  type LeastPrivilegeRoleProps,
  type SshdProps,
} from '../../src';
import { checkerOf } from '../../src/app/checker';
import { Severity } from '../../src/engine/severity';
import { POWERFUL_GRANTS } from '../../src/rbac/powerful-grants';
import type { PowerfulGrant } from '../../src/rbac/powers/power';
import { readTypes } from '../support/assembly';
import { inventoryOf } from '../support/findings';

const REASON = 'The vendor has no other way.';
const AS_OF = '2026-12-01';
const WORLD = Cidr.of('0.0.0.0/0');
const ports = [Port.tcp(8443)];
/** Of a Namespace that something else creates. */
const LABELS = {
  'cdk8s-hardened/information-system': 'old',
  'pod-security.kubernetes.io/enforce': 'restricted',
  'pod-security.kubernetes.io/enforce-version': 'v1.36',
};

/** A choice that takes a reason. */
interface Choice {
  /** Makes it, in an app of its own where it returns one; undefined = without a reason. */
  readonly make: (app: HardenedApp, reason: string | undefined) => HardenedApp | void;
  /** Rules that it breaks, and that the reason accepts. */
  readonly accepts: readonly string[];
  /** Where the reason stands in what is written: in an annotation, or in the file for nodes. */
  readonly standsIn: 'manifests' | 'nodes' | 'nothing that is written';
  /** Whether the choice is refused without a reason; else there is no choice without one. */
  readonly isRefusedWithout: boolean;
}

const isolate = (app: Construct, props: Partial<IsolatedNamespaceProps> = {}) =>
  new IsolatedNamespace(app, 'shop', { informationSystem: 'shop', ...props });
const web = (place: Construct) => new LabelledPods(place, 'web', { labels: { app: 'web' } });
const elsewhere = (place: Construct) => new LabelledPods(place, 'db', { labels: { app: 'db' }, namespaceNames: ['storage'] });
/** Every pod of the namespace, as `Pods.all` of cdk8s-plus has it. */
function everyPod(place: Construct) {
  return Object.assign(new Construct(place, 'every'), { toPodSelectorConfig: () => ({ labelSelector: {} }) }) as unknown as ReturnType<
    typeof web
  >;
}

function opening(open: (place: IsolatedNamespace, reason: string | undefined) => void, accepts: readonly string[] = []): Choice {
  return { make: (app, reason) => open(isolate(app), reason), accepts, standsIn: 'manifests', isRefusedWithout: true };
}
function namespace(name: keyof IsolatedNamespaceProps, accepts: readonly string[], more: Partial<IsolatedNamespaceProps> = {}): Choice {
  const make = (app: HardenedApp, reason: string | undefined) => void isolate(app, { ...more, [name]: reason });
  return { make, accepts, standsIn: 'manifests', isRefusedWithout: Object.keys(more).length > 0 };
}
function bastion(
  props: (reason: string | undefined) => Partial<BastionOnlyNodeAccessProps>,
  accepts: readonly string[],
  isRefusedWithout = false,
): Choice {
  const make = (app: HardenedApp, reason: string | undefined) => {
    const sources = [{ name: 'vpn', cidr: Cidr.of('198.51.100.16/28') }];
    new BastionOnlyNodeAccess(new Construct(app, 'nodes'), 'ssh', { sources, ...props(reason) });
  };
  return { make, accepts, standsIn: 'nodes', isRefusedWithout };
}
const sshd = (name: keyof SshdProps, accepts: readonly string[]) => bastion((reason) => ({ sshd: { [name]: reason } }), accepts);
function role(props: (reason: string | undefined) => Partial<LeastPrivilegeRoleProps>, accepts: readonly string[]): Choice {
  const make = (app: HardenedApp, reason: string | undefined) => {
    new LeastPrivilegeRole(new Chart(app, 'rights'), 'role', {
      name: 'operators',
      grants: [Grant.on('', 'nodes').verbs('list')],
      subjects: [Subject.group('operators')],
      ...props(reason),
    });
  };
  return { make, accepts, standsIn: 'manifests', isRefusedWithout: true };
}
const because = <T extends Grant | Subject>(value: T, reason: string | undefined, take: 'because' | 'unsafeReason'): T =>
  reason === undefined ? value : (value[take](reason) as T);
const grantOf = (take: 'because' | 'unsafeReason') =>
  role(
    (reason) => ({ namespaceName: 'shop', grants: [because(Grant.on('', 'secrets').named('a').verbs('get'), reason, take)] }),
    ['rbac/secrets-access'],
  );
const subjectOf = (take: 'because' | 'unsafeReason') =>
  role(
    (reason) => ({
      namespaceName: 'shop',
      grants: [Grant.on('', 'configmaps').named('a').verbs('get')],
      subjects: [because(Subject.group('system:serviceaccounts:shop'), reason, take)],
    }),
    ['rbac/service-account-group-subject'],
  );

function kubelet(
  props: (reason: string | undefined) => Partial<HardenedKubeletProps>,
  accepts: readonly string[],
  isRefusedWithout: boolean,
): Choice {
  const make = (app: HardenedApp, reason: string | undefined) =>
    void new HardenedKubelet(new Construct(app, 'nodes'), 'kubelet', props(reason));
  return { make, accepts, standsIn: 'nodes', isRefusedWithout };
}

const OPENING = { name: 'exporter', requestedBy: 'monitoring', roles: [NodeRole.WORKER], ports: [Port.tcp(9100)] };

/** Nodes with all roles but that of a bastion: what is not opened by the choice is decided as by default. */
function firewall(
  open: (pools: NodeFirewall, reason: string | undefined) => void,
  accepts: readonly string[] = [],
  isRefusedWithout = true,
): Choice {
  const make = (app: HardenedApp, reason: string | undefined) => {
    const pools = new NodeFirewall(new Construct(app, 'nodes'), 'firewall', {
      pools: [{ name: 'pool', roles: [NodeRole.CONTROL_PLANE, NodeRole.ETCD, NodeRole.WORKER], ranges: [Cidr.of('10.0.0.0/24')] }],
      podRanges: [Cidr.of('10.244.0.0/16')],
    });
    open(pools, reason);
    const isOpen = (kind: Function) => !pools.node.children.some((child) => child instanceof kind);
    for (const Part of [ControlPlaneFirewall, EtcdFirewall, KubeletFirewall]) {
      if (isOpen(Part)) new Part(pools, Part.name, { firewall: pools });
    }
  };
  return { make, accepts, standsIn: 'nodes', isRefusedWithout };
}

const CHOICES: Readonly<Record<string, Choice>> = {
  'AllowFromApiServerOptions.unsafeEveryPodReason': opening((place, unsafeEveryPodReason) =>
    place.allowFromApiServer({ to: everyPod(place), ports, throughKonnectivity: true, unsafeEveryPodReason }),
  ),
  'AllowFromCidrOptions.unsafeEveryPodReason': opening((place, unsafeEveryPodReason) =>
    place.allowFromCidr({ to: everyPod(place), ports, cidr: Cidr.of('10.0.0.0/24'), unsafeEveryPodReason }),
  ),
  'AllowFromCidrOptions.unsafeWorldReason': opening(
    (place, unsafeWorldReason) => place.allowFromCidr({ to: web(place), ports, cidr: WORLD, unsafeWorldReason }),
    ['namespaces/world-cidr'],
  ),
  'AllowFromNamespaceOptions.unsafeEveryPodReason': opening((place, unsafeEveryPodReason) =>
    place.allowFromIngressController({
      to: everyPod(place),
      ports,
      namespaceName: 'ingress',
      podLabels: { app: 'nginx' },
      unsafeEveryPodReason,
    }),
  ),
  'AllowFromNodesOptions.unsafeEveryPodReason': opening((place, unsafeEveryPodReason) =>
    place.allowFromNodes({ to: everyPod(place), ports, addresses: [Cidr.of('10.0.0.0/24')], unsafeEveryPodReason }),
  ),
  'AllowToApiServerOptions.unsafeEveryPodReason': opening((place, unsafeEveryPodReason) =>
    place.allowToApiServer({ fromPods: everyPod(place), addresses: [Cidr.of('10.0.0.1/32')], unsafeEveryPodReason }),
  ),
  'AllowToCidrOptions.unsafeEveryPodReason': opening((place, unsafeEveryPodReason) =>
    place.allowToCidr({ fromPods: everyPod(place), ports, cidr: Cidr.of('10.0.0.0/24'), unsafeEveryPodReason }),
  ),
  'AllowToCidrOptions.unsafeMetadataReason': opening(
    (place, unsafeMetadataReason) =>
      place.allowToCidr({ fromPods: web(place), ports: [Port.tcp(80)], cidr: Cidr.of('169.254.169.254/32'), unsafeMetadataReason }),
    ['namespaces/metadata-cidr'],
  ),
  'AllowToCidrOptions.unsafeWorldReason': opening(
    (place, unsafeWorldReason) => place.allowToCidr({ fromPods: web(place), ports, cidr: WORLD, unsafeWorldReason }),
    ['namespaces/world-cidr'],
  ),
  'AllowToNodesOptions.unsafeEveryPodReason': opening((place, unsafeEveryPodReason) =>
    place.allowToNodes({ fromPods: everyPod(place), ports, addresses: [Cidr.of('10.0.0.0/24')], unsafeEveryPodReason }),
  ),
  'AllowTrafficOptions.unsafeEveryPodReason': opening((place, unsafeEveryPodReason) =>
    place.allowTraffic({ fromPods: everyPod(place), to: elsewhere(place), ports, unsafeEveryPodReason }),
  ),
  'AuditLogProps.unsafeBatchReason': {
    make: (app, unsafeBatchReason) => void new AuditPolicy(new Construct(app, 'nodes'), 'audit', { log: { unsafeBatchReason } }),
    accepts: [],
    standsIn: 'nodes',
    isRefusedWithout: false,
  },
  'BastionOnlyNodeAccessProps.unsafeLoopbackReason': bastion((unsafeLoopbackReason) => ({ unsafeLoopbackReason }), []),
  'BreakGlassProps.unsafeOpeningReason': firewall((pools, reason) => {
    new BreakGlass(pools, 'glass', {
      firewall: pools,
      name: 'inc-1',
      roles: [NodeRole.WORKER],
      ports: [Port.tcp(10250)],
      sources: [FirewallSource.cidr('laptop', Cidr.of('192.0.2.7/32'))],
      approvedBy: 'Ada, on call',
      until: '2026-12-02',
      unsafeOpeningReason: reason!,
    });
  }),
  'ControlPlaneFirewallProps.unsafePodScrapersReason': firewall((pools, unsafePodScrapersReason) => {
    new ControlPlaneFirewall(pools, 'c', { firewall: pools, scrapers: [FirewallSource.pods()], unsafePodScrapersReason });
  }),
  'ControlPlaneFirewallProps.unsafeWorldReason': firewall(
    (pools, unsafeWorldReason) => void new ControlPlaneFirewall(pools, 'c', { firewall: pools, unsafeWorldReason }),
    ['nodes/control-plane-world-range'],
    false,
  ),
  'EncryptionAtRestProps.unsafePlaintextReason': {
    make: (app, unsafePlaintextReason) => {
      const provider = EncryptionProvider.secretbox({ name: 'one', placeholder: '${KEY}' });
      new EncryptionAtRest(new Construct(app, 'nodes'), 'encryption', { provider, step: EncryptionStep.READ, unsafePlaintextReason });
    },
    accepts: ['etcd/encryption-providers'],
    standsIn: 'nodes',
    isRefusedWithout: true,
  },
  'EtcdFirewallProps.unsafePodScrapersReason': firewall((pools, unsafePodScrapersReason) => {
    new EtcdFirewall(pools, 'e', { firewall: pools, scrapers: [FirewallSource.pods()], unsafePodScrapersReason });
  }),
  'FirewallOpening.unsafePodsReason': firewall((pools, unsafePodsReason) =>
    pools.allow({ ...OPENING, sources: [FirewallSource.pods()], unsafePodsReason }),
  ),
  'FirewallOpening.unsafeWorldReason': firewall((pools, unsafeWorldReason) => pools.allow({ ...OPENING, unsafeWorldReason }), [], false),
  'EtcdTlsConfigProps.unsafeListenOnAllAddressesReason': {
    make: (app, unsafeListenOnAllAddressesReason) => {
      const member = { name: 'etcd-1', address: '10.0.0.1' };
      const props = { member, listenAddresses: ['0.0.0.0'], unsafeListenOnAllAddressesReason };
      new EtcdTlsConfig(new Construct(app, 'nodes'), 'etcd', props);
    },
    accepts: ['etcd/listen-addresses'],
    standsIn: 'nodes',
    isRefusedWithout: true,
  },
  'ExistingNamespaceProps.unsafeNoCpuLimitsReason': {
    make: (app, unsafeNoCpuLimitsReason) => {
      new ApiObject(new Chart(app, 'others'), 'namespace', {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: 'old', labels: LABELS },
      });
      new ExistingNamespace(app, 'old', { unsafeNoCpuLimitsReason });
    },
    accepts: ['namespaces/limit-range', 'namespaces/resource-quota'],
    standsIn: 'manifests',
    isRefusedWithout: false,
  },
  'ExistingNamespaceProps.unsafeNoPodHardeningReason': {
    make: (app, unsafeNoPodHardeningReason) => void new ExistingNamespace(app, 'old', { unsafeNoPodHardeningReason }),
    accepts: [],
    standsIn: 'nothing that is written',
    isRefusedWithout: false,
  },
  'Grant.because': grantOf('because'),
  'Grant.unsafeReason': grantOf('unsafeReason'),
  'HardenedAppProps.unsafeNoPodHardeningReason': {
    make: (_, unsafeNoPodHardeningReason) => hardenedApp({ unsafeNoPodHardeningReason }),
    accepts: [],
    standsIn: 'nothing that is written',
    isRefusedWithout: false,
  },
  'HardenedControlPlaneProps.unsafeApiServerFlagReason': {
    make: (app, reason) => {
      const nodes = new Construct(app, 'nodes');
      new HardenedControlPlane(nodes, 'plane', {
        version: '1.36.3',
        audit: new AuditPolicy(nodes, 'audit'),
        etcd: [new EtcdTlsConfig(nodes, 'etcd', { member: { name: 'etcd-1', address: '10.0.0.1' } })],
        encryptionConfigPath: '/etc/kubernetes/pki/encryption.yaml',
        apiServerFlags: { profiling: 'true' },
        unsafeApiServerFlagReason: reason === undefined ? undefined : { profiling: reason },
      });
    },
    accepts: ['control-plane/profiling'],
    standsIn: 'nodes',
    isRefusedWithout: true,
  },
  'HardenedKubeletProps.unsafeKernelDefaultsReason': kubelet(
    (unsafeKernelDefaultsReason) => ({ unsafeKernelDefaultsReason }),
    ['kubelet/protect-kernel-defaults'],
    false,
  ),
  'HardenedKubeletProps.unsafeSysctlsReason': kubelet(
    (unsafeSysctlsReason) => ({ allowedUnsafeSysctls: ['net.core.somaxconn'], unsafeSysctlsReason }),
    ['kubelet/allowed-unsafe-sysctls'],
    true,
  ),
  'IsolatedNamespaceProps.unsafeNoCpuLimitsReason': namespace('unsafeNoCpuLimitsReason', [
    'namespaces/limit-range',
    'namespaces/resource-quota',
  ]),
  'IsolatedNamespaceProps.unsafeNoLimitsReason': namespace('unsafeNoLimitsReason', ['namespaces/limit-range']),
  'IsolatedNamespaceProps.unsafeNoPodHardeningReason': namespace('unsafeNoPodHardeningReason', []),
  'IsolatedNamespaceProps.unsafeNoQuotaReason': namespace('unsafeNoQuotaReason', ['namespaces/resource-quota']),
  'IsolatedNamespaceProps.unsafePodSecurityReason': namespace('unsafePodSecurityReason', ['namespaces/pod-security-enforce'], {
    podSecurity: PodSecurityLevel.PRIVILEGED,
  }),
  'KubeletFirewallProps.unsafePodScrapersReason': firewall((pools, unsafePodScrapersReason) => {
    new KubeletFirewall(pools, 'k', { firewall: pools, scrapers: [FirewallSource.pods()], unsafePodScrapersReason });
  }),
  'LeastPrivilegeRoleProps.unsafeClusterScopeReason': role(
    (unsafeClusterScopeReason) => ({ grants: [Grant.on('', 'configmaps').named('a').verbs('get')], unsafeClusterScopeReason }),
    ['rbac/cluster-scope'],
  ),
  'PodHardening.unsafeSkip': {
    make: (app, reason) => PodHardening.of(new Chart(app, 'raw')).unsafeSkip(reason!),
    accepts: [],
    standsIn: 'nothing that is written',
    isRefusedWithout: true,
  },
  'SshSource.unsafeWideRangeReason': bastion(
    (unsafeWideRangeReason) => ({ sources: [{ name: 'vpn', cidr: Cidr.of('10.0.0.0/12'), unsafeWideRangeReason }] }),
    [],
    true,
  ),
  'SshdProps.unsafeAgentForwardingReason': sshd('unsafeAgentForwardingReason', ['nodes/sshd-agent-forwarding']),
  'SshdProps.unsafeTcpForwardingReason': sshd('unsafeTcpForwardingReason', ['nodes/sshd-tcp-forwarding']),
  'Subject.because': subjectOf('because'),
  'Subject.unsafeReason': subjectOf('unsafeReason'),
};

function hardenedApp(more: Partial<HardenedAppProps> = {}): HardenedApp {
  return new HardenedApp({ kubernetes: '1.36', asOf: AS_OF, noConfig: true, ...more });
}

const table = Object.entries(CHOICES).map(([name, choice]) => ({ name, ...choice }));

/** What a passing app writes: manifests, and all that is beside them. */
function written(make: Choice['make']): { readonly manifests: string; readonly beside: string } {
  const outdir = fs.mkdtempSync(path.join(tmpdir(), 'unsafe-choices-'));
  try {
    const app = hardenedApp({ outdir });
    make(app, REASON);
    app.synth();
    const read = (folder: string) =>
      fs
        .readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !entry.name.startsWith('hardening-report'))
        .map(({ parentPath, name }) => fs.readFileSync(path.join(parentPath, name), 'utf8'));
    return { manifests: read(outdir).join('---\n'), beside: read(`${outdir}-hardening`).join('\n') };
  } finally {
    for (const folder of [outdir, `${outdir}-hardening`]) fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Rules with a finding of that status, each once, in order. */
const rulesOf = (findings: readonly { readonly rule: string; readonly status: string }[], status: string) =>
  [...new Set(findings.filter((finding) => finding.status === status).map(({ rule }) => rule))].sort();

test('no unsafe choice is missing here, and none is here that there is not', () => {
  const isUnsafe = (name: string) => /^unsafe/.test(name) || name === 'because';
  const public_ = Object.values(readTypes()).flatMap((type) =>
    [...(type.properties ?? []), ...(type.methods ?? [])].flatMap(({ name }) =>
      name !== undefined && isUnsafe(name) ? [`${type.name}.${name}`] : [],
    ),
  );
  expect(Object.keys(CHOICES).sort()).toEqual(public_.sort());
  expect(public_.filter((name) => !/(Reason|\.unsafeSkip|\.because)$/i.test(name))).toEqual([]);
});

describe.each(table)('$name', ({ make, accepts, standsIn, isRefusedWithout }) => {
  test.each(['', ' \n'])('a blank reason (%j) is refused', (blank) => {
    expect(() => make(hardenedApp(), blank)).toThrow(/is blank, so reviewers cannot assess it/);
  });

  test(isRefusedWithout ? 'without a reason it is refused' : 'without a reason nothing is opened', () => {
    const app = hardenedApp();
    const attempt = () => make(app, undefined);
    if (isRefusedWithout) return expect(attempt).toThrow();
    attempt();
    expect(rulesOf(app.hardening.check().findings, 'waived')).toEqual([]);
  });

  test('the reason accepts what the rules find, and the report says so', () => {
    const app = hardenedApp();
    const report = (make(app, REASON) ?? app).hardening.check();
    expect(rulesOf(report.findings, 'waived')).toEqual([...accepts].sort());
    expect(rulesOf(report.findings, 'violation')).toEqual([]);
    const waivers = report.findings.filter(({ status }) => status === 'waived').map(({ waiver }) => waiver);
    expect(waivers.filter((waiver) => waiver?.reason !== REASON || waiver.approvedBy !== undefined)).toEqual([]);
    if (standsIn === 'nothing that is written') {
      for (const text of [report.text, report.json, report.sarif, report.html]) expect(text).toContain(REASON);
    }
    if (accepts.length > 0) for (const text of [report.text, report.sarif]) expect(text).toContain(`${REASON} (a reason is enough)`);
  });

  test('it is in what is written, and what is written is judged alike', () => {
    const { manifests, beside } = written(make);
    expect([manifests.includes(REASON), beside.includes(REASON)]).toEqual([standsIn === 'manifests', standsIn === 'nodes']);
    const { findings } = checkerOf([{ settings: { kubernetes: '1.36', asOf: AS_OF } }]).check(inventoryOf(manifests));
    expect(rulesOf(findings, 'violation')).toEqual([]);
    expect(rulesOf(findings, 'waived')).toEqual(standsIn === 'manifests' ? [...accepts].sort() : []);
    // What annotations cannot carry is in the waiver file.
    for (const rule of standsIn === 'nodes' ? accepts : []) expect(beside).toContain(rule);
  });
});

describe('what is critical', () => {
  const critical = POWERFUL_GRANTS.filter(({ severity }) => severity === Severity.CRITICAL);

  /** A ClusterRole that has the first of the permissions, with a reason for all that takes one. */
  function powerful({ permissions }: PowerfulGrant): { readonly app: HardenedApp; readonly made: LeastPrivilegeRole } {
    const { group = '', resources, verbs } = permissions[0]!;
    const app = hardenedApp();
    const grant = Grant.on(group, resources![0]!)
      .verbs(...([verbs].flat() as string[]).slice(0, 1))
      .unsafeReason(REASON);
    const made = new LeastPrivilegeRole(new Chart(app, 'rights'), 'role', {
      name: 'operators',
      grants: [grant],
      subjects: [Subject.group('operators')],
      unsafeClusterScopeReason: REASON,
    });
    return { app, made };
  }

  test('there are such rights', () => {
    expect(critical.length).toBeGreaterThan(3);
  });

  test.each(critical)('$id: a reason alone does not accept it; a waiver with approver and end does', (power) => {
    const rule = `rbac/${power.id}`;
    const { app, made } = powerful(power);
    expect(rulesOf(app.hardening.check().findings, 'violation')).toContain(rule);
    const until = '2027-06-30';
    const approvedBy = 'security';
    for (const [terms, fault] of [
      [{ reason: REASON, approvedBy, until: '' }, /until/],
      [{ reason: REASON, approvedBy: ' ', until }, /approve/],
      [{ reason: ' ', approvedBy, until }, /reason/],
    ] as const) {
      expect(() => Waiver.of(made.role).accept(rule, terms)).toThrow(fault);
    }
    Waiver.of(made.role).accept(rule, { reason: REASON, approvedBy, until });
    const findings = app.hardening.check().findings;
    expect(rulesOf(findings, 'violation')).not.toContain(rule);
    expect(findings.filter((finding) => finding.rule === rule).map(({ waiver }) => [waiver?.approvedBy, waiver?.until])).toEqual([
      [approvedBy, until],
    ]);
  });

  test.each(critical)('$id: nor does the annotation of a reason, whoever writes it', (power) => {
    const { app, made } = powerful(power);
    made.role.metadata.addAnnotation('cdk8s-hardened/accepted', JSON.stringify({ [`rbac/${power.id}`]: REASON }));
    expect(rulesOf(app.hardening.check().findings, 'violation')).toContain(`rbac/${power.id}`);
  });
});
