import { Registry } from '../../../../src/engine/registry';
import type { AnyRule } from '../../../../src/engine/rule';
import { run } from '../../../../src/engine/run';
import { Inventory } from '../../../../src/kubernetes/objects/inventory';
import { toKubeObject } from '../../../../src/kubernetes/objects/object';
import { parseMinor } from '../../../../src/kubernetes/releases/versions';
import { podSecurityAdmission } from '../../../../src/namespaces/rules/pod-security/pod-security-admission';
import { podSecurityAuditWarn } from '../../../../src/namespaces/rules/pod-security/pod-security-audit-warn';
import { podSecurityStricter } from '../../../../src/namespaces/rules/pod-security/pod-security-stricter';
import { findings } from '../../../support/findings';
import { CONTAINER, pod as soundPod, inEachList, withContainer, withContext } from '../../../support/pods';
import { namespace } from '../../manifests';

const PREFIX = 'pod-security.kubernetes.io/';
const marked = (labels: Record<string, unknown>, name = 'payments') =>
  namespace(name, Object.fromEntries(Object.entries(labels).map(([key, value]) => [PREFIX + key, value])));
const inPayments = (pod: object, ns = 'payments'): object => ({ ...pod, metadata: { name: 'api', namespace: ns } });
const good = inPayments(soundPod());
const onHost = inPayments(soundPod({ hostNetwork: true }));
const plain = inPayments(soundPod({ securityContext: {} }));
const classed = (name: unknown) => inPayments(soundPod({ hostNetwork: true, runtimeClassName: name }));
const template = (pod: object) => ({ metadata: { labels: { app: 'api' } }, spec: (pod as { spec: object }).spec });
const workload = (kind: string, apiVersion: string, spec: object) => ({
  apiVersion,
  kind,
  metadata: { name: 'api', namespace: 'payments' },
  ...spec,
});
const configured = (defaults: object, exemptions: object = {}) => ({
  apiVersion: 'pod-security.admission.config.k8s.io/v1',
  kind: 'PodSecurityConfiguration',
  defaults,
  exemptions,
});

const refusal = (at: string, lv = 'baseline:latest', who = 'the pod') =>
  `${at}: ${lv}, which namespace payments enforces, rejects ${who} (check hostNamespaces): the pod shares the host's network namespace`;
const REFUSED = refusal('Pod payments/api spec.hostNetwork');

type Row = readonly [name: string, manifests: readonly object[], expected: readonly string[]];
const rows = (rule: AnyRule, table: readonly Row[]) =>
  test.each(table)('%s', (_, manifests, expected) => {
    expect(findings(rule, manifests)).toEqual(expected);
  });

describe('admission', () => {
  rows(podSecurityAdmission, [
    ['a pod that passes', [marked({ enforce: 'restricted' }), good], []],
    ['one that does not', [marked({ enforce: 'baseline' }), onHost], [REFUSED]],
    [
      'each place of each check',
      [
        marked({ 'enforce': 'restricted', 'enforce-version': 'v1.36' }),
        inPayments(inEachList({ securityContext: { privileged: true, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } })),
      ],
      [
        ['containers', 'container "api"'],
        ['ephemeralContainers', 'ephemeral container "debug"'],
        ['initContainers', 'init container "setup"'],
      ].map(
        ([list, label]) =>
          `Pod payments/api spec.${list}[0].securityContext.privileged: restricted:v1.36, which namespace payments enforces, rejects the `
          + `pod (check privileged): ${label} is privileged`,
      ),
    ],
    ['privileged', [marked({ enforce: 'privileged' }), onHost], []],
    ['no label', [namespace('payments'), onHost], []],
    ['no Namespace in the input', [onHost], []],
    ['another namespace', [marked({ enforce: 'baseline' }, 'billing'), onHost], []],
    [
      'by the default',
      [namespace('payments'), configured({ 'enforce': 'baseline', 'enforce-version': 'v1.35' }), onHost],
      [refusal('Pod payments/api spec.hostNetwork', 'baseline:v1.35')],
    ],
    ['the label before the default', [marked({ enforce: 'privileged' }), configured({ enforce: 'baseline' }), onHost], []],
    [
      'the version of the default with the level of the label',
      [marked({ enforce: 'baseline' }), configured({ 'enforce-version': 'v1.30' }), onHost],
      [refusal('Pod payments/api spec.hostNetwork', 'baseline:v1.30')],
    ],
    [
      'by the default, the Namespace unseen',
      [configured({ enforce: 'baseline' }), onHost],
      [`? ${REFUSED}; but its Namespace object is not in the input, and may say otherwise`],
    ],
    [
      'an invalid level is restricted',
      [marked({ enforce: 'strict' }), onHost],
      [refusal('Pod payments/api spec.hostNetwork', 'restricted:latest')],
    ],
    ['an invalid version is latest', [marked({ 'enforce': 'baseline', 'enforce-version': '1.36' }), onHost], [REFUSED]],
    ['a label of a wrong type: said once, of the namespace', [marked({ enforce: true }), onHost], []],
    [
      "a newer version is the cluster's own",
      [marked({ 'enforce': 'baseline', 'enforce-version': 'v1.99' }), onHost],
      [refusal('Pod payments/api spec.hostNetwork', 'baseline:v1.99')],
    ],
    [
      'before a check was there',
      [marked({ 'enforce': 'restricted', 'enforce-version': 'v1.7' }), inPayments(withContext({ allowPrivilegeEscalation: undefined }))],
      [],
    ],
    [
      'from then on',
      [marked({ 'enforce': 'restricted', 'enforce-version': 'v1.8' }), inPayments(withContext({ allowPrivilegeEscalation: undefined }))],
      [
        'Pod payments/api spec.containers[0].securityContext.allowPrivilegeEscalation: restricted:v1.8, which namespace payments '
          + 'enforces, rejects the pod (check allowPrivilegeEscalation): container "api" does not rule out privilege escalation',
      ],
    ],
    ['an exempt namespace', [marked({ enforce: 'baseline' }), configured({}, { namespaces: ['payments'] }), onHost], []],
    ['an exempt class', [marked({ enforce: 'baseline' }), configured({}, { runtimeClasses: ['kata'] }), classed('kata')], []],
    ['another class', [marked({ enforce: 'baseline' }), configured({}, { runtimeClasses: ['kata'] }), classed('runc')], [REFUSED]],
    ['no class', [marked({ enforce: 'baseline' }), configured({}, { runtimeClasses: ['kata'] }), classed('')], [REFUSED]],
    ['an exempt user is nobody here', [marked({ enforce: 'baseline' }), configured({}, { usernames: ['payments'] }), onHost], [REFUSED]],
    [
      'kube-system as any other',
      [marked({ enforce: 'baseline' }, 'kube-system'), inPayments(soundPod({ hostNetwork: true }), 'kube-system')],
      [
        'Pod kube-system/api spec.hostNetwork: baseline:latest, which namespace kube-system enforces, rejects the pod (check '
          + "hostNamespaces): the pod shares the host's network namespace",
      ],
    ],
    [
      'a pod for a node of its own',
      [marked({ enforce: 'baseline' }), inPayments(soundPod({ hostNetwork: true, nodeName: 'node-1' }))],
      [REFUSED],
    ],
    [
      'a value of a wrong type',
      [marked({ enforce: 'restricted' }), inPayments(withContext({ privileged: 'yes' }))],
      [
        '? Pod payments/api spec.containers[0].securityContext.privileged: whether restricted:latest, which namespace payments '
          + 'enforces, rejects the pod, is unknown: container "api": securityContext.privileged is a string, not a boolean',
      ],
    ],
    [
      'one for many checks is said once',
      [marked({ enforce: 'restricted' }), inPayments(withContainer({ securityContext: 'no' }))],
      [
        '? Pod payments/api spec.containers[0].securityContext: whether restricted:latest, which namespace payments enforces, rejects '
          + 'the pod, is unknown: container "api": securityContext is a string, not a mapping',
      ],
    ],
    [
      'no spec',
      [marked({ enforce: 'restricted' }), { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'api', namespace: 'payments' } }],
      [],
    ],
    ['written twice, alike', [marked({ enforce: 'baseline' }), marked({ enforce: 'baseline', audit: 'privileged' }), onHost], [REFUSED]],
    [
      'written twice, one refuses',
      [marked({ enforce: 'baseline' }), namespace('payments'), onHost],
      [`? ${REFUSED}; but namespace payments is written 2 times, with other labels`],
    ],
    ['written twice, both refuse', [marked({ enforce: 'baseline' }), marked({ enforce: 'restricted' }), onHost], [REFUSED]],
    ['written twice, none refuses', [marked({ enforce: 'baseline' }), marked({ enforce: 'restricted' }), good], []],
    [
      'configurations that differ',
      [namespace('payments'), configured({ enforce: 'baseline' }), configured({}), onHost],
      [`? ${REFUSED}; but configurations of Pod Security admission in the input differ`],
    ],
    [
      'configurations that differ where a label decides',
      [marked({ enforce: 'baseline' }), configured({ enforce: 'restricted' }), configured({}), onHost],
      [REFUSED],
    ],
    [
      'configurations of which one exempts the class',
      [marked({ enforce: 'baseline' }), configured({}, { runtimeClasses: ['kata'] }), configured({}), classed('kata')],
      [`? ${REFUSED}; but configurations of Pod Security admission in the input differ`],
    ],
    [
      'configurations that are equal',
      [
        namespace('payments'),
        configured({ enforce: 'baseline' }),
        configured({ 'enforce': 'baseline', 'enforce-version': '' }, { namespaces: [] }),
        onHost,
      ],
      [REFUSED],
    ],
  ]);

  rows(
    podSecurityAdmission,
    (
      [
        ['Deployment', 'apps/v1', { spec: { template: template(onHost) } }, 'spec.template.spec'],
        ['DaemonSet', 'apps/v1', { spec: { template: template(onHost) } }, 'spec.template.spec'],
        ['StatefulSet', 'apps/v1', { spec: { template: template(onHost) } }, 'spec.template.spec'],
        ['Job', 'batch/v1', { spec: { template: template(onHost) } }, 'spec.template.spec'],
        ['CronJob', 'batch/v1', { spec: { jobTemplate: { spec: { template: template(onHost) } } } }, 'spec.jobTemplate.spec.template.spec'],
        ['PodTemplate', 'v1', { template: template(onHost) }, 'template.spec'],
      ] as const
    ).map(([kind, apiVersion, fields, path]): Row => [
      kind,
      [marked({ enforce: 'baseline' }), workload(kind, apiVersion, fields)],
      [refusal(`${kind} payments/api ${path}.hostNetwork`, 'baseline:latest', `the pods of this ${kind}`)],
    ]),
  );

  test('static pods of host files are left out, and pods that are not judged count for none', () => {
    const objects = [
      toKubeObject(marked({ enforce: 'baseline' }), {})!,
      toKubeObject(onHost, { hostPath: '/etc/kubernetes/manifests/api.yaml' })!,
      toKubeObject(inPayments(onHost, 'billing'), {})!,
    ];
    const { tally } = run({
      inventory: new Inventory(objects),
      registry: new Registry([podSecurityAdmission]),
      profile: { name: '', title: '', includes: () => true },
      kubernetes: parseMinor('1.37'),
      asOf: '2026-11-23',
      waivers: [],
    });
    expect(tally[0]!.subjects).toBe(0);
  });
});

const said = (verb: string, lv: string, who = 'the pod does') =>
  `Pod payments/api spec.hostNetwork: ${who} not pass ${lv}, which namespace payments ${verb} (check hostNamespaces): the pod shares `
  + "the host's network namespace";

describe('audit and warn', () => {
  rows(podSecurityAuditWarn, [
    ['a pod that passes', [marked({ audit: 'restricted', warn: 'restricted' }), good], []],
    ['warned of', [marked({ warn: 'baseline' }), onHost], [said('warns of', 'baseline:latest')]],
    ['audited', [marked({ 'audit': 'baseline', 'audit-version': 'v1.30' }), onHost], [said('audits', 'baseline:v1.30')]],
    ['both alike', [marked({ audit: 'baseline', warn: 'baseline' }), onHost], [said('audits and warns of', 'baseline:latest')]],
    [
      'both otherwise',
      [marked({ 'audit': 'baseline', 'warn': 'baseline', 'warn-version': 'v1.36' }), onHost],
      [said('audits', 'baseline:latest'), said('warns of', 'baseline:v1.36')],
    ],
    ['what is refused anyway', [marked({ enforce: 'baseline', audit: 'baseline' }), onHost], []],
    [
      'what is refused anyway, at a stricter level',
      [
        marked({ enforce: 'baseline', warn: 'restricted' }),
        inPayments(soundPod({ hostNetwork: true, securityContext: { runAsNonRoot: true, seccompProfile: { type: 'Unconfined' } } })),
      ],
      [],
    ],
    [
      'what only the stricter level asks for',
      [
        marked({ enforce: 'baseline', audit: 'restricted', warn: 'restricted' }),
        inPayments(soundPod({ securityContext: { seccompProfile: { type: 'RuntimeDefault' } } })),
      ],
      [
        'Pod payments/api spec.containers[0].securityContext.runAsNonRoot: the pod does not pass restricted:latest, which namespace '
          + 'payments audits and warns of (check runAsNonRoot): neither container "api" nor the pod requires a user other than root',
      ],
    ],
    ['an invalid level is nothing', [marked({ warn: 'strict' }), onHost], []],
    ['warn follows enforce', [marked({ enforce: 'baseline' }), onHost], []],
    ['an exempt namespace', [marked({ warn: 'baseline' }), configured({}, { namespaces: ['payments'] }), onHost], []],
    ['by the default', [namespace('payments'), configured({ audit: 'baseline' }), onHost], [said('audits', 'baseline:latest')]],
    [
      'by the default, the Namespace unseen',
      [configured({ warn: 'baseline' }), onHost],
      [`? ${said('warns of', 'baseline:latest')}; but its Namespace object is not in the input, and may say otherwise`],
    ],
    [
      'a workload',
      [marked({ warn: 'baseline' }), workload('Deployment', 'apps/v1', { spec: { template: template(onHost) } })],
      [
        'Deployment payments/api spec.template.spec.hostNetwork: the pods of this Deployment do not pass baseline:latest, which '
          + "namespace payments warns of (check hostNamespaces): the pod shares the host's network namespace",
      ],
    ],
    ['none', [marked({ enforce: 'baseline', warn: 'privileged' }), onHost], []],
  ]);
});

const at = `Namespace payments metadata.labels["${PREFIX}enforce"]`;

describe('a stricter level', () => {
  rows(podSecurityStricter, [
    ['nothing stricter', [marked({ enforce: 'restricted' }), good], []],
    [
      'restricted in place of baseline',
      [marked({ 'enforce': 'baseline', 'enforce-version': 'v1.36' }), good],
      [`${at}: namespace payments enforces baseline:v1.36, but its one pod of the input would pass restricted:v1.36`],
    ],
    [
      'restricted in place of nothing',
      [namespace('payments'), good, { ...good, metadata: { name: 'b', namespace: 'payments' } }],
      [`${at}: namespace payments enforces privileged:latest, but all 2 pods of the input would pass restricted:latest`],
    ],
    [
      'baseline in place of nothing',
      [namespace('payments'), plain, good],
      [`${at}: namespace payments enforces privileged:latest, but all 2 pods of the input would pass baseline:latest`],
    ],
    ['baseline, and no more', [marked({ enforce: 'baseline' }), plain, good], []],
    ['privileged, rightly', [marked({ enforce: 'privileged' }), onHost, good], []],
    ['no pods', [marked({ enforce: 'baseline' })], []],
    [
      'no pods with a spec',
      [marked({ enforce: 'baseline' }), { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'api', namespace: 'payments' } }],
      [],
    ],
    ['no Namespace', [good], []],
    ['a label of a wrong type', [marked({ enforce: 7 }), good], []],
    ['exempt', [marked({ enforce: 'baseline' }), configured({}, { namespaces: ['payments'] }), good], []],
    [
      'pods of exempt classes do not count',
      [
        marked({ enforce: 'baseline' }),
        configured({}, { runtimeClasses: ['kata'] }),
        good,
        { ...classed('kata'), metadata: { name: 'b', namespace: 'payments' } },
      ],
      [`${at}: namespace payments enforces baseline:latest, but its one pod of the input would pass restricted:latest`],
    ],
    ['only such', [marked({ enforce: 'baseline' }), configured({}, { runtimeClasses: ['kata'] }), classed('kata')], []],
    ['written twice, otherwise', [marked({ enforce: 'baseline' }), marked({ enforce: 'privileged' }), good], []],
    ['kube-system', [namespace('kube-system'), inPayments(soundPod(), 'kube-system')], []],
    [
      'undecided',
      [
        marked({ enforce: 'baseline' }),
        good,
        { ...inPayments(withContext({ privileged: 'yes' })), metadata: { name: 'b', namespace: 'payments' } },
      ],
      [
        `? ${at}: whether all pods of the input in namespace payments pass restricted:latest is unknown: one has values that the `
          + 'API server rejects',
      ],
    ],
    [
      'undecided, but another is refused',
      [
        marked({ enforce: 'baseline' }),
        plain,
        { ...inPayments(withContext({ privileged: 'yes' })), metadata: { name: 'b', namespace: 'payments' } },
      ],
      [],
    ],
    [
      'as of the version that holds',
      [
        marked({ 'enforce': 'baseline', 'enforce-version': 'v1.7' }),
        inPayments(soundPod({ securityContext: { runAsNonRoot: true }, containers: [{ ...CONTAINER, securityContext: {} }] })),
      ],
      [`${at}: namespace payments enforces baseline:v1.7, but its one pod of the input would pass restricted:v1.7`],
    ],
  ]);
});
