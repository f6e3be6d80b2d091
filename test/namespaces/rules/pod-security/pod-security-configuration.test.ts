import { Registry } from '../../../../src/engine/registry';
import type { AnyRule } from '../../../../src/engine/rule';
import { run } from '../../../../src/engine/run';
import { Inventory } from '../../../../src/kubernetes/objects/inventory';
import { toKubeObject, type Origin } from '../../../../src/kubernetes/objects/object';
import { parseMinor } from '../../../../src/kubernetes/releases/versions';
import { admissionConfigurationFlag } from '../../../../src/namespaces/rules/pod-security/admission-configuration-flag';
import { podSecurityConfigurationRule } from '../../../../src/namespaces/rules/pod-security/pod-security-configuration';
import { podSecurityDefaultLevel, podSecurityDefaultVersion } from '../../../../src/namespaces/rules/pod-security/pod-security-defaults';
import { podSecurityEnforce } from '../../../../src/namespaces/rules/pod-security/pod-security-enforce';
import { podSecurityExemptions } from '../../../../src/namespaces/rules/pod-security/pod-security-exemptions';
import { podSecurityPlugin } from '../../../../src/namespaces/rules/pod-security/pod-security-plugin';
import { findings } from '../../../support/findings';
import { namespace } from '../../manifests';

const V1 = 'pod-security.admission.config.k8s.io/v1';
const config = (fields: object = {}) => ({ apiVersion: V1, kind: 'PodSecurityConfiguration', ...fields });
const admission = (plugins: unknown, apiVersion = 'apiserver.config.k8s.io/v1') => ({
  apiVersion,
  kind: 'AdmissionConfiguration',
  plugins,
});
const embedded = (configuration: unknown) =>
  admission([
    { name: 'EventRateLimit', path: 'rate.yaml' },
    { name: 'PodSecurity', configuration },
  ]);
const own = 'PodSecurityConfiguration (unnamed)';
const outer = 'AdmissionConfiguration (unnamed)';
const inner = `${outer} plugins[1].configuration`;

type Row = readonly [name: string, manifests: readonly object[], expected: readonly string[]];
const rows = (rule: AnyRule | readonly AnyRule[], table: readonly Row[]) =>
  test.each(table)('%s', (_, manifests, expected) => {
    expect(findings(rule, manifests)).toEqual(expected);
  });

describe('what kube-apiserver reads', () => {
  rows(podSecurityConfigurationRule, [
    ['nothing said', [config()], []],
    [
      'all said',
      [
        config({
          defaults: {
            'enforce': 'baseline',
            'enforce-version': 'v1.36',
            'audit': 'restricted',
            'audit-version': 'latest',
            'warn': '',
            'warn-version': null,
          },
          exemptions: { usernames: ['a'], namespaces: ['b'], runtimeClasses: ['c.d'] },
        }),
      ],
      [],
    ],
    ['within an AdmissionConfiguration', [embedded(config())], []],
    [
      'the older versions',
      [
        config({ apiVersion: V1.replace('v1', 'v1beta1') }),
        { ...config(), apiVersion: `${V1}beta1` },
        { ...config(), apiVersion: `${V1}alpha1` },
        admission([], 'apiserver.k8s.io/v1alpha1'),
      ],
      [],
    ],
    [
      'a version that is none',
      [{ ...config(), apiVersion: `${V1}beta2` }],
      [
        `${own} apiVersion: ${V1}beta2 PodSecurityConfiguration is not a configuration of Pod Security admission: it is ${V1} `
          + 'PodSecurityConfiguration',
      ],
    ],
    [
      'another kind',
      [embedded({ apiVersion: V1, kind: 'PodSecurity' })],
      [`${inner}.kind: ${V1} PodSecurity is not a configuration of Pod Security admission: it is ${V1} PodSecurityConfiguration`],
    ],
    [
      'no kind',
      [embedded({})],
      [`${inner}.kind: (none) (none) is not a configuration of Pod Security admission: it is ${V1} PodSecurityConfiguration`],
    ],
    ['no mapping', [embedded('config.yaml')], [`${inner}: the configuration of the plugin is a string, not a mapping`]],
    [
      'fields that are none',
      [config({ metadata: { name: 'x' }, Defaults: {}, defaults: { enforceVersion: 'v1.36' }, exemptions: { groups: [] } })],
      ['Defaults', 'defaults.enforceVersion', 'exemptions.groups', 'metadata'].map(
        (path) => `PodSecurityConfiguration x ${path}: ${path.split('.').at(-1)!} is not a field there`,
      ),
    ],
    [
      'levels and versions that are none',
      [config({ defaults: { 'enforce': 'Restricted', 'audit-version': '1.36', 'warn': 7 } })],
      [
        `${own} defaults.audit-version: "1.36" is not a version: neither latest nor of the form v1.36`,
        `${own} defaults.enforce: "Restricted" is not a Pod Security level`,
        `${own} defaults.warn: 7 is not a Pod Security level`,
      ],
    ],
    [
      'wrong types',
      [config({ defaults: [], exemptions: { namespaces: 'a', usernames: [{}] } })],
      [
        `${own} defaults: it is a list, not a mapping`,
        `${own} exemptions.namespaces: it is a string, not a list`,
        `${own} exemptions.usernames[0]: it is a mapping, not a string`,
      ],
    ],
    ['no mapping of exemptions', [config({ exemptions: 'all' })], [`${own} exemptions: it is a string, not a mapping`]],
    [
      'names that are none, or there twice',
      [config({ exemptions: { namespaces: ['a.b', 'a', 'a'], runtimeClasses: ['A'], usernames: [null] } })],
      [
        `${own} exemptions.namespaces[0]: "a.b" is not a name of a namespace`,
        `${own} exemptions.namespaces[2]: a is listed twice`,
        `${own} exemptions.runtimeClasses[0]: "A" is not a name of a RuntimeClass`,
        `${own} exemptions.usernames[0]: "" is not a name of a user`,
      ],
    ],
    [
      'an AdmissionConfiguration of no version',
      [admission([], 'apiserver.config.k8s.io/v1alpha1')],
      [`${outer} apiVersion: apiserver.config.k8s.io/v1alpha1 has no AdmissionConfiguration: it is apiserver.config.k8s.io/v1`],
    ],
    [
      'its fields and types',
      [{ ...admission([7, null, { name: 'PodSecurity', config: {}, path: [] }]), metadata: {} }],
      [
        `${outer} metadata: metadata is not a field there`,
        `${outer} plugins[0]: it is a number, not a mapping`,
        `${outer} plugins[2].config: config is not a field there`,
        `${outer} plugins[2].path: it is a list, not a string`,
      ],
    ],
    ['no list of plugins', [admission('PodSecurity')], [`${outer} plugins: it is a string, not a list`]],
    [
      'a second entry',
      [
        admission([
          { name: 'PodSecurity', configuration: config() },
          { name: 'PodSecurity', configuration: config() },
        ]),
      ],
      [`${outer} plugins[1]: plugins[0] is for PodSecurity too, and only the first counts`],
    ],
    [
      'a path that is not read',
      [admission([{ name: 'PodSecurity', configuration: config(), path: 'psa.yaml' }])],
      [`${outer} plugins[0].path: the file psa.yaml is not read, since the plugin has a configuration here`],
    ],
    [
      'a file that is not there',
      [admission([{ name: 'PodSecurity', path: '/etc/psa.yaml' }])],
      [`? ${outer} plugins[0].path: the file /etc/psa.yaml is not in the input, so what holds for namespaces without labels is not known`],
    ],
    ['a file that is', [admission([{ name: 'PodSecurity', path: '/etc/psa.yaml' }]), config()], []],
  ]);
});

describe('which configuration counts', () => {
  const namespaceFindings = (...objects: [object, Origin][]) =>
    run({
      inventory: new Inventory([[namespace('payments'), {}] as const, ...objects].map(([json, origin]) => toKubeObject(json, origin)!)),
      registry: new Registry([podSecurityEnforce]),
      profile: { name: '', title: '', includes: () => true },
      kubernetes: parseMinor('1.37'),
      asOf: '2026-11-23',
      waivers: [],
    }).findings.map(({ status, message }) => `${status}: ${message}`);
  const NONE = ['violation: namespace payments enforces no Pod Security level, so every pod is admitted'];
  const BY_DEFAULT = ['violation: namespace payments enforces the level privileged by default, which admits every pod'];
  const UNKNOWN = (reason: string) => [`unknown: which Pod Security level namespace payments enforces by default is unknown: ${reason}`];
  const baseline = config({ defaults: { enforce: 'baseline' } });
  const by = (path: string) => admission([{ name: 'PodSecurity', path }]);

  test.each<[string, [object, Origin][], string[]]>([
    ['none', [], NONE],
    [
      'the first entry',
      [
        [
          admission([
            { name: 'PodSecurity', configuration: baseline },
            { name: 'PodSecurity', configuration: config() },
          ]),
          {},
        ],
      ],
      [],
    ],
    [
      'the first entry, the other way round',
      [
        [
          admission([
            { name: 'PodSecurity', configuration: config() },
            { name: 'PodSecurity', configuration: baseline },
          ]),
          {},
        ],
      ],
      BY_DEFAULT,
    ],
    ['configuration before path', [[admission([{ name: 'PodSecurity', path: '/etc/psa.yaml', configuration: baseline }]), {}]], []],
    [
      'a host file by its path',
      [
        [by('/etc/kubernetes/psa.yaml'), { hostPath: '/etc/kubernetes/admission.yaml' }],
        [baseline, { hostPath: '/etc/kubernetes/psa.yaml' }],
      ],
      [],
    ],
    [
      'a host file beside it',
      [
        [by('./psa.yaml'), { hostPath: '/etc/kubernetes/admission.yaml' }],
        [baseline, { hostPath: '/etc/kubernetes/psa.yaml' }],
      ],
      [],
    ],
    [
      'another host file is another configuration',
      [
        [by('other.yaml'), { hostPath: '/etc/kubernetes/admission.yaml' }],
        [baseline, { hostPath: '/etc/kubernetes/psa.yaml' }],
      ],
      UNKNOWN('configurations in the input differ'),
    ],
    ['a file that the set lacks', [[by('/etc/psa.yaml'), {}]], UNKNOWN('the default is not known')],
    [
      'a file whose path ends alike',
      [
        [by('/etc/psa.yaml'), { file: 'x/admission.yaml' }],
        [baseline, { file: 'dist/host/all/etc/psa.yaml' }],
      ],
      [],
    ],
    [
      'a file beside it',
      [
        [by('psa.yaml'), { file: 'x/admission.yaml' }],
        [baseline, { file: 'x/psa.yaml' }],
      ],
      [],
    ],
    [
      'the only one there is',
      [
        [by('/etc/psa.yaml'), { file: 'x/admission.yaml' }],
        [baseline, { file: 'cluster.yaml' }],
      ],
      [],
    ],
    [
      'two that differ',
      [
        [config(), {}],
        [baseline, {}],
      ],
      UNKNOWN('configurations in the input differ'),
    ],
    [
      'two that do not',
      [
        [baseline, {}],
        [embedded(baseline), {}],
      ],
      [],
    ],
    ['an AdmissionConfiguration without the plugin', [[admission([]), {}]], NONE],
    ['an entry without anything', [[admission([{ name: 'PodSecurity' }]), {}]], BY_DEFAULT],
    ['a level that is none', [[config({ defaults: { enforce: 'Baseline' } }), {}]], UNKNOWN('the default is not known')],
    [
      'exempt',
      [[config({ exemptions: { namespaces: ['payments'] } }), {}]],
      ["violation: namespace payments is exempt from Pod Security admission by the API server's configuration"],
    ],
    [
      'exempt by one of two',
      [
        [config({ exemptions: { namespaces: ['payments'] } }), {}],
        [config(), {}],
      ],
      ['unknown: whether namespace payments is exempt from Pod Security admission is unknown: configurations in the input differ'],
    ],
  ])('%s', (_, objects, expected) => expect(namespaceFindings(...objects)).toEqual(expected));
});

describe('defaults', () => {
  rows(
    [podSecurityDefaultLevel, podSecurityDefaultVersion],
    [
      ['baseline, pinned', [config({ defaults: { 'enforce': 'baseline', 'enforce-version': 'v1.37' } })], []],
      [
        'unset',
        [config()],
        [
          `namespaces/pod-security-default-level ${own} defaults.enforce: namespaces without labels enforce no Pod Security level, so `
            + 'every pod is admitted',
        ],
      ],
      [
        'empty',
        [config({ defaults: { enforce: '' } })],
        [
          `namespaces/pod-security-default-level ${own} defaults.enforce: namespaces without labels enforce no Pod Security level, so `
            + 'every pod is admitted',
        ],
      ],
      [
        'privileged',
        [embedded(config({ defaults: { enforce: 'privileged' } }))],
        [
          `namespaces/pod-security-default-level ${inner}.defaults.enforce: namespaces without labels enforce privileged, so every `
            + 'pod is admitted',
        ],
      ],
      [
        'no configuration for the plugin',
        [admission([{ name: 'PodSecurity' }])],
        [
          `namespaces/pod-security-default-level ${outer} plugins[0].configuration.defaults.enforce: namespaces without labels `
            + 'enforce no Pod Security level, so every pod is admitted',
        ],
      ],
      [
        'a version from before the checks of the level',
        [config({ defaults: { 'enforce': 'restricted', 'enforce-version': 'v1.7' } })],
        [
          `namespaces/pod-security-default-version ${own} defaults.enforce-version: the default level has the version v1.7, which does not `
            + 'yet check allowPrivilegeEscalation, capabilities, runAsUser, seccompProfile',
        ],
      ],
      ['the first with all of them', [config({ defaults: { 'enforce': 'restricted', 'enforce-version': 'v1.23' } })], []],
      [
        'no version',
        [config({ defaults: { enforce: 'restricted' } })],
        [
          `namespaces/pod-security-default-version ${own} defaults.enforce-version: the default level has no version, so it changes `
            + 'with the cluster',
        ],
      ],
      [
        'latest',
        [config({ defaults: { 'enforce': 'restricted', 'enforce-version': 'latest' } })],
        [
          `namespaces/pod-security-default-version ${own} defaults.enforce-version: the default level has the version latest, so it `
            + 'changes with the cluster',
        ],
      ],
      [
        'newer',
        [config({ defaults: { 'enforce': 'restricted', 'enforce-version': 'v1.38' } })],
        [
          `namespaces/pod-security-default-version ${own} defaults.enforce-version: the default level has the version v1.38, newer `
            + 'than Kubernetes 1.37, so it counts as latest',
        ],
      ],
      [
        'values that are none are left to the other rule',
        [
          config({ defaults: { 'enforce': 'x', 'enforce-version': 'v1' } }),
          config({ defaults: { 'enforce': 'baseline', 'enforce-version': 'v1' } }),
        ],
        [],
      ],
    ],
  );
});

describe('exemptions', () => {
  rows(podSecurityExemptions, [
    ['none', [config({ exemptions: { usernames: [], namespaces: null } })], []],
    ['kube-system', [config({ exemptions: { namespaces: ['kube-system'] } })], []],
    [
      'each list',
      [
        embedded(
          config({
            exemptions: {
              usernames: ['admin', 'system:serviceaccount:kube-system:replicaset-controller'],
              namespaces: ['kube-system', 'monitoring'],
              runtimeClasses: ['kata'],
            },
          }),
        ),
      ],
      [
        `namespaces/pod-security-exempt-namespaces ${inner}.exemptions.namespaces[1]: the namespace monitoring is exempt, so its `
          + 'labels have no effect and its pods are admitted without a check',
        `namespaces/pod-security-exempt-runtime-classes ${inner}.exemptions.runtimeClasses[0]: the RuntimeClass kata is exempt, so `
          + 'every pod that names it, in any namespace, is admitted without a check',
        `namespaces/pod-security-exempt-usernames ${inner}.exemptions.usernames[0]: the user admin is exempt, so every pod that it `
          + 'creates, in any namespace, is admitted without a check',
        `namespaces/pod-security-exempt-usernames ${inner}.exemptions.usernames[1]: the user `
          + 'system:serviceaccount:kube-system:replicaset-controller is exempt, so every pod that this controller makes for a workload is '
          + 'admitted without a check',
      ],
    ],
  ]);
});

const args = (...list: [string, unknown][]) => ({
  apiVersion: 'kubeadm.k8s.io/v1beta4',
  kind: 'ClusterConfiguration',
  apiServer: { extraArgs: list.map(([name, value]) => ({ name, value })) },
});
const at = (index: number) => `ClusterConfiguration (unnamed) apiServer.extraArgs[${index}].value`;
const server = (...flags: string[]) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'kube-apiserver', namespace: 'kube-system' },
  spec: { containers: [{ name: 'kube-apiserver', command: ['kube-apiserver', ...flags] }] },
});

describe('the plugin', () => {
  const OFF = '--disable-admission-plugins names PodSecurity, so no namespace enforces a Pod Security level';
  rows(podSecurityPlugin, [
    ['no flag', [args()], []],
    ['another plugin', [args(['disable-admission-plugins', 'DefaultStorageClass,PodSecurityPolicy'])], []],
    ['disabled', [args(['disable-admission-plugins', 'DefaultStorageClass,PodSecurity'])], [`${at(0)}: ${OFF}`]],
    [
      'in an earlier occurrence',
      [server('--disable-admission-plugins=PodSecurity', '--disable-admission-plugins=Priority')],
      [`Pod kube-system/kube-apiserver spec.containers[0].command[1]: ${OFF}`],
    ],
    [
      'the old list without it',
      [server('--admission-control=NamespaceLifecycle')],
      [
        'Pod kube-system/kube-apiserver spec.containers[0].command[1]: --admission-control does not name PodSecurity, so no namespace '
          + 'enforces a Pod Security level',
      ],
    ],
    ['the old list with it', [server('--admission-control=NamespaceLifecycle,PodSecurity')], []],
    [
      'a command that cannot be read',
      [
        {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'kube-apiserver' },
          spec: { containers: [{ name: 'kube-apiserver', command: ['/start.sh'] }] },
        },
      ],
      [
        '? Pod kube-apiserver spec.containers[0].command: --disable-admission-plugins is not seen, but it is kube-apiserver by its name, '
          + 'and what "start.sh" starts it with is not known',
      ],
    ],
    [
      'not known',
      [args(['disable-admission-plugins', 7])],
      [`? ${at(0)}: whether Pod Security admission is disabled is not known: its value is not a string, so kubeadm rejects it`],
    ],
  ]);
});

describe('the flag for the configuration', () => {
  rows(admissionConfigurationFlag, [
    ['no configuration', [args()], []],
    ['set', [args(['admission-control-config-file', '/etc/a.yaml']), admission([])], []],
    [
      'not set',
      [args(), admission([])],
      [
        'ClusterConfiguration (unnamed) apiServer.extraArgs: --admission-control-config-file is not set, so the '
          + 'AdmissionConfiguration of the input is not read',
      ],
    ],
    [
      'empty',
      [args(['admission-control-config-file', '']), admission([])],
      [`${at(0)}: --admission-control-config-file is empty, so the AdmissionConfiguration of the input is not read`],
    ],
    ['a configuration of the plugin alone', [args(), config()], []],
    [
      'a command that is not known in full',
      [
        {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'kube-apiserver', namespace: 'kube-system' },
          spec: {
            containers: [
              {
                name: 'kube-apiserver',
                command: ['kube-apiserver', '$(FLAGS)'],
                env: [{ name: 'FLAGS', valueFrom: { secretKeyRef: { name: 'a', key: 'b' } } }],
              },
            ],
          },
        },
        admission([]),
      ],
      [
        '? Pod kube-system/kube-apiserver spec.containers[0].command: --admission-control-config-file is not seen, but FLAGS in it is not '
          + 'known (it takes its value from Secret a)',
      ],
    ],
  ]);
});
