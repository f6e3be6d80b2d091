import { podSecurityLabels } from '../../../../src/namespaces/rules/pod-security/pod-security-labels';
import { findings } from '../../../support/findings';
import { namespace } from '../../manifests';

const PREFIX = 'pod-security.kubernetes.io/';
const marked = (labels: Record<string, unknown>, name = 'payments') =>
  namespace(name, Object.fromEntries(Object.entries(labels).map(([key, value]) => [PREFIX + key, value])));
const at = (label: string, name = 'payments') => `Namespace ${name} metadata.labels["${PREFIX}${label}"]`;
const configured = (defaults: object, exemptions: object = {}) => ({
  apiVersion: 'pod-security.admission.config.k8s.io/v1',
  kind: 'PodSecurityConfiguration',
  defaults,
  exemptions,
});
const wrong = (label: string, type: string) =>
  `? ${at(label)}: the label ${PREFIX}${label} is ${type}, not a string, so the API server rejects the object`;

test.each<[string, object[], string[]]>([
  [
    'all six',
    [
      marked({
        'enforce': 'baseline',
        'enforce-version': 'v1.36',
        'audit': 'restricted',
        'audit-version': 'v1.36',
        'warn': 'restricted',
        'warn-version': 'latest',
      }),
    ],
    [],
  ],
  ['none', [namespace('payments', { app: 'x' })], []],
  ['enforce alone', [marked({ enforce: 'restricted' })], []],
  [
    'a misspelt key',
    [marked({ enforced: 'restricted' })],
    [
      `${at('enforced')}: ${PREFIX}enforced is not a label of Pod Security admission and does nothing: the one that resembles it is `
        + `${PREFIX}enforce`,
    ],
  ],
  [
    'a key in another case',
    [marked({ Warn: 'restricted' })],
    [`${at('Warn')}: ${PREFIX}Warn is not a label of Pod Security admission and does nothing: the one that resembles it is ${PREFIX}warn`],
  ],
  [
    'levels that are none',
    [marked({ audit: 'Restricted', warn: '' })],
    [`${at('audit')}: "Restricted" is not a Pod Security level`, `${at('warn')}: "" is not a Pod Security level`],
  ],
  ['levels of a wrong type', [marked({ audit: true, warn: 1 })], [wrong('audit', 'a boolean'), wrong('warn', 'a number')]],
  ['null', [marked({ audit: null })], []],
  [
    'below the enforced level',
    [marked({ enforce: 'restricted', audit: 'baseline', warn: 'privileged' })],
    [
      `${at('audit')}: the level baseline is below restricted, which the namespace enforces`,
      `${at('warn')}: the level privileged is below restricted, which the namespace enforces`,
    ],
  ],
  ['at the enforced level', [marked({ enforce: 'baseline', audit: 'baseline', warn: 'baseline' })], []],
  ['an enforced level that is none', [marked({ enforce: 'strict', warn: 'privileged' })], []],
  [
    'versions that are none',
    [marked({ 'audit': 'restricted', 'audit-version': '1.36', 'warn': 'restricted', 'warn-version': 'v1.036' })],
    [
      `${at('audit-version')}: "1.36" is not a version: neither latest nor of the form v1.36`,
      `${at('warn-version')}: "v1.036" is not a version: neither latest nor of the form v1.36`,
    ],
  ],
  [
    'a version that no number holds',
    [marked({ 'warn': 'restricted', 'warn-version': 'v1.9223372036854775808' })],
    [`${at('warn-version')}: "v1.9223372036854775808" is not a version: neither latest nor of the form v1.36`],
  ],
  [
    'a newer version',
    [marked({ 'warn': 'restricted', 'warn-version': 'v1.38' })],
    [`${at('warn-version')}: the version v1.38 is newer than Kubernetes 1.37, so it counts as latest`],
  ],
  ['a version of a wrong type', [marked({ 'warn': 'restricted', 'warn-version': 1.36 })], [wrong('warn-version', 'a number')]],
  [
    'a version without a level',
    [marked({ 'audit-version': 'v1.36', 'warn-version': 'v1.36' })],
    [
      `${at('audit-version')}: the version v1.36 has no effect, because the label ${PREFIX}audit is not set`,
      `${at('warn-version')}: the version v1.36 has no effect, because the label ${PREFIX}warn is not set`,
    ],
  ],
  ['the version of a level that follows', [marked({ 'enforce': 'restricted', 'warn-version': 'v1.36' })], []],
  ['the version of a default', [marked({ 'audit-version': 'v1.36' }), configured({ audit: 'baseline' })], []],
  [
    'the version of the default to enforce, from before its checks',
    [marked({ 'enforce-version': 'v1.7' }), configured({ enforce: 'restricted' })],
    [
      `${at('enforce-version')}: the level restricted of the version v1.7 does not yet check allowPrivilegeEscalation, capabilities, `
        + 'runAsUser, seccompProfile',
    ],
  ],
  ['the same with its checks', [marked({ 'enforce-version': 'v1.23' }), configured({ enforce: 'restricted' })], []],
  [
    'enforce-version without a level',
    [marked({ 'enforce-version': 'v1.36' })],
    [`${at('enforce-version')}: the version v1.36 has no effect, because the label ${PREFIX}enforce is not set`],
  ],
  [
    'enforce-version with privileged',
    [marked({ 'enforce': 'privileged', 'enforce-version': 'no' })],
    [`${at('enforce-version')}: "no" is not a version: neither latest nor of the form v1.36`],
  ],
  [
    'enforce and enforce-version are judged elsewhere',
    [marked({ 'enforce': 'baseline', 'enforce-version': 'no' }), marked({ enforce: 'strict' })],
    [],
  ],
  [
    'but not of kube-system',
    [marked({ enforce: 'strict' }, 'kube-system')],
    [`${at('enforce', 'kube-system')}: "strict" is not a Pod Security level`],
  ],
  [
    'nor of an exempt namespace',
    [marked({ enforce: true }), configured({}, { namespaces: ['payments'] })],
    [wrong('enforce', 'a boolean')],
  ],
])('%s', (_, manifests, expected) => {
  expect(findings(podSecurityLabels, manifests)).toEqual(expected);
});
