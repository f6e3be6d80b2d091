import { podSecurityEnforce } from '../../../../src/namespaces/rules/pod-security/pod-security-enforce';
import { podSecurityVersion } from '../../../../src/namespaces/rules/pod-security/pod-security-version';
import { findings } from '../../../support/findings';
import { namespace, object, pod } from '../../manifests';

const label = 'pod-security.kubernetes.io/enforce';
const enforcing = (value: unknown, version?: unknown) =>
  namespace('payments', { [label]: value, ...(version === undefined ? {} : { [`${label}-version`]: version }) });
const configured = (defaults: object, exemptions: object = {}) => ({
  apiVersion: 'apiserver.config.k8s.io/v1',
  kind: 'AdmissionConfiguration',
  plugins: [
    { name: 'EventRateLimit' },
    {
      name: 'PodSecurity',
      configuration: { apiVersion: 'pod-security.admission.config.k8s.io/v1', kind: 'PodSecurityConfiguration', defaults, exemptions },
    },
  ],
});
const at = `Namespace payments metadata.labels["${label}"]: namespace payments enforces`;

test.each<[string, object[], string[]]>([
  ['restricted', [enforcing('restricted')], []],
  ['baseline', [enforcing('baseline')], []],
  ['privileged', [enforcing('privileged')], [`${at} the level privileged, which admits every pod`]],
  ['no labels', [namespace('payments')], [`${at} no Pod Security level, so every pod is admitted`]],
  [
    'other labels only',
    [namespace('payments', { 'pod-security.kubernetes.io/warn': 'restricted', [`${label}-version`]: 'latest' })],
    [`${at} no Pod Security level, so every pod is admitted`],
  ],
  ['null', [enforcing(null)], [`${at} no Pod Security level, so every pod is admitted`]],
  ['no level', [enforcing('strict')], [`${at} "strict", which is not a Pod Security level`]],
  ['empty', [enforcing('')], [`${at} "", which is not a Pod Security level`]],
  ['upper case', [enforcing('Restricted')], [`${at} "Restricted", which is not a Pod Security level`]],
  [
    'a boolean',
    [enforcing(true)],
    [
      `? Namespace payments metadata.labels["${label}"]: the label ${label} is a boolean, not a string, so the API server rejects the `
        + 'object',
    ],
  ],
  ['written twice', [enforcing('restricted'), enforcing('privileged')], [`${at} the level privileged, which admits every pod`]],
  ['kube-system', [namespace('kube-system'), pod('a', 'kube-system')], []],
  [
    'kube-public',
    [namespace('kube-public')],
    [`Namespace kube-public metadata.labels["${label}"]: namespace kube-public enforces no Pod Security level, so every pod is admitted`],
  ],
  [
    'pods of an unseen namespace',
    [pod('a'), pod('b')],
    ['? Pod payments/a: which Pod Security level namespace payments enforces is unknown: its Namespace is not in the input'],
  ],
  ['no pods of an unseen namespace', [object('Secret', 's')], []],
  ['by the default of the API server', [namespace('payments'), pod('a', 'billing'), configured({ enforce: 'baseline' })], []],
  [
    'by the default of a configuration of its own',
    [
      namespace('payments'),
      { apiVersion: 'pod-security.admission.config.k8s.io/v1', kind: 'PodSecurityConfiguration', defaults: { enforce: 'restricted' } },
    ],
    [],
  ],
  [
    'privileged by default',
    [namespace('payments'), configured({ enforce: 'privileged' })],
    [`${at} the level privileged by default, which admits every pod`],
  ],
  [
    'the label overrules the default',
    [enforcing('privileged'), configured({ enforce: 'restricted' })],
    [`${at} the level privileged, which admits every pod`],
  ],
  [
    'exempt',
    [enforcing('restricted'), configured({ enforce: 'restricted' }, { namespaces: ['payments'] })],
    ["Namespace payments: namespace payments is exempt from Pod Security admission by the API server's configuration"],
  ],
])('enforce: %s', (_, manifests, expected) => {
  expect(findings(podSecurityEnforce, manifests)).toEqual(expected);
});

const version = `Namespace payments metadata.labels["${label}-version"]: the Pod Security level of namespace payments has`;

test.each<[string, object, string, string[]]>([
  ['unset', enforcing('restricted'), '1.36', [`${version} no version, so it changes with the cluster`]],
  ['latest', enforcing('baseline', 'latest'), '1.36', [`${version} the version latest, so it changes with the cluster`]],
  ['older', enforcing('restricted', 'v1.35'), '1.36', []],
  ['the same', enforcing('restricted', 'v1.36'), '1.36', []],
  ['newer', enforcing('restricted', 'v1.37'), '1.36', [`${version} the version v1.37, newer than Kubernetes 1.36, so it counts as latest`]],
  [
    '1.0',
    enforcing('restricted', 'v1.0'),
    '1.36',
    [`${version} the version v1.0, which does not yet check allowPrivilegeEscalation, capabilities, runAsUser, seccompProfile`],
  ],
  [
    '1.18: no seccomp profile is asked for',
    enforcing('restricted', 'v1.18'),
    '1.36',
    [`${version} the version v1.18, which does not yet check capabilities, runAsUser, seccompProfile`],
  ],
  [
    '1.21: no capabilities have to be dropped',
    enforcing('restricted', 'v1.21'),
    '1.36',
    [`${version} the version v1.21, which does not yet check capabilities, runAsUser`],
  ],
  ['1.22: uid 0', enforcing('restricted', 'v1.22'), '1.36', [`${version} the version v1.22, which does not yet check runAsUser`]],
  ['1.23', enforcing('restricted', 'v1.23'), '1.36', []],
  [
    'baseline of 1.18 reads annotations that nothing else reads',
    enforcing('baseline', 'v1.18'),
    '1.36',
    [`${version} the version v1.18, which does not yet check seccompProfile`],
  ],
  ['baseline of 1.19', enforcing('baseline', 'v1.19'), '1.36', []],
  ['without v', enforcing('restricted', '1.36'), '1.36', [`${version} the version "1.36", which is not of the form v1.36`]],
  ['with a patch', enforcing('restricted', 'v1.36.2'), '1.36', [`${version} the version "v1.36.2", which is not of the form v1.36`]],
  ['leading zero', enforcing('restricted', 'v1.036'), '1.36', [`${version} the version "v1.036", which is not of the form v1.36`]],
  [
    'a number',
    enforcing('restricted', 1.36),
    '1.36',
    [
      `? Namespace payments metadata.labels["${label}-version"]: the label ${label}-version is a number, not a string, so the API `
        + 'server rejects the object',
    ],
  ],
  ['nothing is enforced', namespace('payments'), '1.36', []],
  ['privileged', enforcing('privileged'), '1.36', []],
])('version: %s', (_, manifest, kubernetes, expected) => {
  expect(findings(podSecurityVersion, [manifest], { kubernetes })).toEqual(expected);
});
