import { appArmorAnnotation } from '../../../../src/workloads/rules/confinement/apparmor-annotation';
import { localhostProfile } from '../../../../src/workloads/rules/confinement/localhost-profile';
import { nodeProfile } from '../../../../src/workloads/rules/confinement/node-profile';
import { sandboxRuntimeClass } from '../../../../src/workloads/rules/confinement/sandbox-runtime-class';
import { sccPrivileged } from '../../../../src/workloads/rules/confinement/scc-privileged';
import { seccompEffective } from '../../../../src/workloads/rules/confinement/seccomp-effective';
import { findings } from '../../../support/findings';
import { CONTAINER, inEachList, pod, table, withContext, withPodContext } from '../../../support/pods';

const kubelet = (fields: object = {}) => ({ apiVersion: 'kubelet.config.k8s.io/v1beta1', kind: 'KubeletConfiguration', ...fields });
const CONFINING = kubelet({ seccompDefault: true });
const bare = (context: object = {}, spec: object = {}) => withContext(context, { securityContext: {}, ...spec });
const at = (field: string, message: string, container = 'containers[0]') =>
  `Pod api spec.${container}.securityContext.${field}: ${message}`;
const WITHOUT = 'runs without seccomp: neither it nor the pod has a profile, and the kubelet of the input gives none';

describe('workloads/seccomp-effective', () =>
  table(seccompEffective, [
    ['no KubeletConfiguration in the input', bare(), []],
    ['the kubelet gives one', [CONFINING, bare()], []],
    [
      'the kubelet gives none',
      [kubelet(), bare(), kubelet({ seccompDefault: false }), kubelet({ seccompDefault: 'true' })],
      [at('seccompProfile', `container "api" ${WITHOUT}`)],
    ],
    [
      'the kubelet gives one by flag',
      [
        kubelet(),
        {
          apiVersion: 'kubeadm.k8s.io/v1beta4',
          kind: 'JoinConfiguration',
          nodeRegistration: { kubeletExtraArgs: [{ name: 'seccomp-default', value: 'true' }] },
        },
        bare(),
      ],
      [],
    ],
    ['the pod has one', [kubelet(), withPodContext({})], []],
    ['the container has one', [kubelet(), bare({ seccompProfile: { type: 'RuntimeDefault' } })], []],
    ['null is none', [kubelet(), bare({ seccompProfile: null })], [at('seccompProfile', `container "api" ${WITHOUT}`)]],
    ['Unconfined is for another rule', [CONFINING, bare({ seccompProfile: { type: 'Unconfined' } })], []],
    [
      'each list',
      [kubelet(), { ...inEachList({}), spec: { ...(inEachList({}) as { spec: object }).spec, securityContext: {} } }],
      [
        at('seccompProfile', `init container "setup" ${WITHOUT}`, 'initContainers[0]'),
        at('seccompProfile', `container "api" ${WITHOUT}`),
        at('seccompProfile', `ephemeral container "debug" ${WITHOUT}`, 'ephemeralContainers[0]'),
      ].sort(),
    ],
    [
      'kubelets that differ',
      [CONFINING, kubelet(), bare()],
      [
        '? '
          + at(
            'seccompProfile',
            'whether container "api" runs under seccomp depends on its node: some kubelets of the input have seccompDefault, some not',
          ),
      ],
    ],
    [
      'privileged',
      [CONFINING, withContext({ privileged: true }), bare({ privileged: true })],
      [
        at('seccompProfile', 'container "api" is privileged, so it runs without seccomp, whatever its profile'),
        at('seccompProfile', 'container "api" is privileged, so it runs without seccomp'),
      ],
    ],
    ['Windows', [kubelet(), bare({}, { os: { name: 'windows' } })], []],
  ]));

const OPERATOR = 'security-profiles-operator.x-k8s.io';
const seccomp = (spec: object, metadata: object = { name: 'api', namespace: 'payments' }) => ({
  apiVersion: `${OPERATOR}/v1beta1`,
  kind: 'SeccompProfile',
  metadata,
  spec,
});
const appArmor = (spec: object) => ({ apiVersion: `${OPERATOR}/v1alpha1`, kind: 'AppArmorProfile', metadata: { name: 'api' }, spec });
const DENYING = { defaultAction: 'SCMP_ACT_ERRNO', syscalls: [{ action: 'SCMP_ACT_ALLOW', names: ['read'] }] };
const file = (path: string, content: string) => ({ path, content, origin: { hostPath: path } });
const onObject = (message: string) =>
  `SeccompProfile payments/api spec.defaultAction: the seccomp profile operator/payments/api.json ${message}`;

describe('workloads/node-profile', () => {
  table(nodeProfile, [
    [
      'it denies',
      [
        seccomp(DENYING),
        seccomp({ defaultAction: 'SCMP_ACT_KILL' }),
        seccomp({ defaultAction: 'SCMP_ACT_ALLOW', syscalls: [{ action: 'SCMP_ACT_ERRNO', names: ['mount'] }] }),
      ],
      [],
    ],
    [
      'it allows everything',
      [
        seccomp({ defaultAction: 'SCMP_ACT_ALLOW' }),
        seccomp({
          defaultAction: 'SCMP_ACT_ALLOW',
          syscalls: [
            { action: 'SCMP_ACT_LOG', names: ['mount'] },
            { action: 'SCMP_ACT_ERRNO', names: [] },
          ],
        }),
      ],
      [onObject('allows every system call'), onObject('allows every system call')],
    ],
    ['it only logs', seccomp({ defaultAction: 'SCMP_ACT_LOG' }), [onObject('allows every system call, and only logs them')]],
    [
      'no default action',
      [seccomp({}), seccomp({ defaultAction: null })],
      [`? ${onObject('has no defaultAction')}`, `? ${onObject('has no defaultAction')}`],
    ],
    [
      'AppArmor',
      [appArmor({}), appArmor({ complainMode: false }), appArmor({ complainMode: true })],
      ['AppArmorProfile api spec.complainMode: the AppArmor profile api only logs what it would deny (complain mode)'],
    ],
    ['of another group', { ...seccomp({ defaultAction: 'SCMP_ACT_ALLOW' }), apiVersion: 'example.com/v1' }, []],
  ]);

  test.each<[string, string, string, string[]]>([
    ['a file that denies', '/var/lib/kubelet/seccomp/a.json', JSON.stringify(DENYING), []],
    [
      'a file that allows everything',
      'dist/host/workers/var/lib/kubelet/seccomp/teams/a.json',
      '{"defaultAction":"SCMP_ACT_ALLOW"}',
      [': the seccomp profile teams/a.json allows every system call'],
    ],
    [
      'a file that is not JSON',
      '/var/lib/kubelet/seccomp/a.json',
      'defaultAction: SCMP_ACT_ALLOW',
      ['?: the seccomp profile a.json is not JSON'],
    ],
    ['a file that is not an object', '/var/lib/kubelet/seccomp/a.json', '[]', ['?: the seccomp profile a.json is not a JSON object']],
    ['a file elsewhere', '/etc/other/a.json', '{"defaultAction":"SCMP_ACT_ALLOW"}', []],
    [
      'AppArmor that denies',
      '/etc/apparmor.d/api',
      '#include <tunables/global>\nprofile api flags=(attach_disconnected) {\n  deny /** w,\n}\n',
      [],
    ],
    [
      'AppArmor in complain mode',
      '/etc/apparmor.d/api',
      'profile api flags=(attach_disconnected, complain) {\n}\n',
      [': the AppArmor profile api only logs what it would deny (flag complain)'],
    ],
    [
      'AppArmor unconfined, by path',
      '/etc/apparmor.d/api',
      '/usr/bin/api flags=(unconfined) {\n}\n',
      [': the AppArmor profile /usr/bin/api confines nothing (flag unconfined)'],
    ],
    [
      'two profiles, one with an attachment',
      '/etc/apparmor.d/two',
      'profile a /usr/bin/a flags=(default_allow) {\n}\nprofile "b c" { }\n',
      [': the AppArmor profile a allows what it does not deny (flag default_allow)'],
    ],
  ])('%s', (_, path, content, expected) => {
    const found = findings(nodeProfile, [], { files: [file(path, content)] });
    expect(found).toEqual(
      expected.map((text) => (text.startsWith('?') ? `? HostFile ${path}${text.slice(1)}` : `HostFile ${path}${text}`)),
    );
  });
});

const named = (name: unknown) => withPodContext({ seccompProfile: { type: 'Localhost', localhostProfile: name } });
const onPod = (message: string, field = 'seccompProfile') => `Pod api spec.securityContext.${field}.localhostProfile: ${message}`;
const missing = (name: string) =>
  `? ${onPod(`the seccomp profile ${name} of the pod is not in the input, so whether nodes have it, and what it allows, is unknown`)}`;

describe('workloads/localhost-profile', () => {
  table(localhostProfile, [
    [
      'other types',
      [withPodContext({}), withPodContext({ seccompProfile: null }), withPodContext({ appArmorProfile: { type: 'RuntimeDefault' } })],
      [],
    ],
    ['of the input', [seccomp(DENYING), named('operator/payments/api.json')], []],
    ['cluster-scoped', [seccomp(DENYING, { name: 'api.json' }), named('operator/api.json')], []],
    ['not in the input', [seccomp(DENYING), named('operator/other/api.json')], [missing('operator/other/api.json')]],
    [
      'no name',
      [named(undefined), named(''), named(3)],
      Array(3).fill(`? ${onPod('the pod names no seccomp profile, so the API server rejects the pod')}`),
    ],
    [
      'it allows everything',
      [seccomp({ defaultAction: 'SCMP_ACT_ALLOW' }), named('operator/payments/api.json')],
      [onPod('the seccomp profile operator/payments/api.json of the pod allows every system call')],
    ],
    [
      'it is disabled',
      [seccomp({ ...DENYING, disabled: true }), named('operator/payments/api.json')],
      [onPod('the seccomp profile operator/payments/api.json of the pod is disabled, so nodes do not have it')],
    ],
    [
      'each list, both kinds',
      [
        appArmor({ complainMode: true }),
        inEachList({ securityContext: { appArmorProfile: { type: 'Localhost', localhostProfile: 'api' } } }),
      ],
      [
        at(
          'appArmorProfile.localhostProfile',
          'the AppArmor profile api of init container "setup" only logs what it would deny (complain mode)',
          'initContainers[0]',
        ),
        at('appArmorProfile.localhostProfile', 'the AppArmor profile api of container "api" only logs what it would deny (complain mode)'),
        at(
          'appArmorProfile.localhostProfile',
          'the AppArmor profile api of ephemeral container "debug" only logs what it would deny (complain mode)',
          'ephemeralContainers[0]',
        ),
      ].sort(),
    ],
    ['an AppArmor profile is not a seccomp profile', [appArmor({}), named('api')], [missing('api')]],
  ]);

  test('a file for the nodes', () => {
    const files = [file('/var/lib/kubelet/seccomp/a.json', '{"defaultAction":"SCMP_ACT_LOG"}')];
    expect(findings(localhostProfile, [named('a.json'), named('b.json')], { files })).toEqual([
      onPod('the seccomp profile a.json of the pod allows every system call, and only logs them'),
      missing('b.json'),
    ]);
  });
});

const KEY = 'container.apparmor.security.beta.kubernetes.io/';
const annotated = (value: string, spec: object = {}, container = 'api') => pod(spec, { annotations: { [`${KEY}${container}`]: value } });
const own = (profile: unknown) => ({ containers: [{ ...CONTAINER, securityContext: { appArmorProfile: profile } }] });
const shared = (profile: unknown) => ({ securityContext: { appArmorProfile: profile } });
const onAnnotation = (message: string, container = 'api') => `Pod api metadata.annotations["${KEY}${container}"]: ${message}`;
const AGAINST_POD = (value: string) =>
  onAnnotation(`the annotation gives container "api" the profile "${value}", against the field of the pod ("runtime/default")`);

describe('workloads/apparmor-annotation', () =>
  table(appArmorAnnotation, [
    ['none, other annotations', [pod(), pod({}, { annotations: { a: 'b' } })], []],
    ['the annotation alone', [annotated('runtime/default'), annotated('localhost/x'), annotated('unconfined')], []],
    [
      'both alike',
      [
        annotated('runtime/default', own({ type: 'RuntimeDefault' })),
        annotated('localhost/x', own({ type: 'Localhost', localhostProfile: 'x' })),
        annotated('unconfined', shared({ type: 'Unconfined' })),
        annotated('', shared({ type: 'RuntimeDefault' })),
      ],
      [],
    ],
    [
      'against the field of the container',
      [
        annotated('unconfined', own({ type: 'RuntimeDefault' })),
        annotated('localhost/y', own({ type: 'Localhost', localhostProfile: 'x' })),
      ],
      [
        onAnnotation('the annotation says "unconfined", the field of container "api" "runtime/default": the API server rejects the pod'),
        onAnnotation('the annotation says "localhost/y", the field of container "api" "localhost/x": the API server rejects the pod'),
      ],
    ],
    [
      'against the field of the pod',
      [annotated('unconfined', shared({ type: 'RuntimeDefault' })), annotated('localhost/x', shared({ type: 'RuntimeDefault' }))],
      [AGAINST_POD('unconfined'), AGAINST_POD('localhost/x')],
    ],
    [
      'a container that is not there',
      annotated('runtime/default', {}, 'apo'),
      [onAnnotation('the annotation is for a container "apo", which the pod does not have', 'apo')],
    ],
    ['values that the server rejects', [annotated('unconfined', own('x')), annotated('unconfined', shared({ type: 'Strict' }))], []],
    ['Windows', annotated('unconfined', { ...shared({ type: 'RuntimeDefault' }), os: { name: 'windows' } }), []],
    ['before 1.30', annotated('unconfined', shared({ type: 'RuntimeDefault' })), [], '1.29'],
  ]));

const scc = (fields: object) => ({
  apiVersion: 'security.openshift.io/v1',
  kind: 'SecurityContextConstraints',
  metadata: { name: 'a' },
  ...fields,
});

describe('workloads/scc-privileged', () =>
  table(sccPrivileged, [
    ['unset, null, false', [scc({}), scc({ allowPrivilegedContainer: null }), scc({ allowPrivilegedContainer: false })], []],
    [
      'true',
      scc({ allowPrivilegedContainer: true }),
      ['SecurityContextConstraints a allowPrivilegedContainer: containers under these constraints may be privileged'],
    ],
    [
      'a wrong type',
      scc({ allowPrivilegedContainer: 'true' }),
      [
        '? SecurityContextConstraints a allowPrivilegedContainer: allowPrivilegedContainer is a string, not a boolean, so the API '
          + 'server rejects the constraints',
      ],
    ],
  ]));

const sandbox = (runtimeClassName: unknown, kind = 'SandboxTemplate', group = 'extensions.agents.x-k8s.io') => ({
  apiVersion: `${group}/v1beta1`,
  kind,
  metadata: { name: 's' },
  spec: { podTemplate: { spec: { runtimeClassName } } },
});
const runtimeClass = (name: string, handler: unknown) => ({
  apiVersion: 'node.k8s.io/v1',
  kind: 'RuntimeClass',
  metadata: { name },
  handler,
});
const onSandbox = (message: string, kind = 'SandboxTemplate') => `${kind} s spec.podTemplate.spec.runtimeClassName: ${message}`;

describe('workloads/sandbox-runtime-class', () =>
  table(sandboxRuntimeClass, [
    [
      'unset, null, empty',
      [sandbox(undefined), sandbox(null), sandbox('', 'Sandbox', 'agents.x-k8s.io')],
      [
        onSandbox('the sandbox shares the kernel of its node: it names no RuntimeClass'),
        onSandbox('the sandbox shares the kernel of its node: it names no RuntimeClass'),
        onSandbox('the sandbox shares the kernel of its node: it names no RuntimeClass', 'Sandbox'),
      ],
    ],
    ['known by name', [sandbox('gvisor'), sandbox('kata-qemu')], []],
    ['known by handler', [sandbox('safe'), runtimeClass('safe', 'runsc')], []],
    [
      'another handler',
      [sandbox('gvisor'), runtimeClass('gvisor', 'runc')],
      [onSandbox('the sandbox shares the kernel of its node: the RuntimeClass gvisor has the handler "runc"')],
    ],
    ['not in the input', sandbox('safe'), [`? ${onSandbox('whether the RuntimeClass safe isolates is unknown: it is not in the input')}`]],
    ['a wrong type', sandbox(1), [`? ${onSandbox('runtimeClassName is not a string, so the API server rejects the sandbox')}`]],
  ]));
