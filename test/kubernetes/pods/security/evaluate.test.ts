import { podViews } from '../../../../src/kubernetes/pods/pod-view';
import type { PodSecurityLevel } from '../../../../src/kubernetes/pods/security/check';
import { POD_SECURITY_CHECKS } from '../../../../src/kubernetes/pods/security/checks';
import { evaluatePodSecurity } from '../../../../src/kubernetes/pods/security/evaluate';
import { compareVersions, parseMinor } from '../../../../src/kubernetes/releases/versions';
import { inventoryOf } from '../../../support/findings';
import { pod, withContext } from '../../../support/pods';
import { policyVersion } from '../../../support/policy-version';

function failures(manifest: object, level: PodSecurityLevel, version: string): string[] {
  const [view] = podViews(inventoryOf([manifest]));
  return evaluatePodSecurity(view!, level, parseMinor(version)).flatMap(({ checkId, places }) =>
    places.map(({ path, unknown }) => `${unknown ? '? ' : ''}${checkId} ${path}`),
  );
}

const add = 'spec.containers[0].securityContext.capabilities.add[0]';
const drop = 'spec.containers[0].securityContext.capabilities.drop';
const procMount = 'spec.containers[0].securityContext.procMount';
const seccomp = 'spec.containers[0].securityContext.seccompProfile.type';

test.each<[string, object, PodSecurityLevel, string, string[]]>([
  ['a restricted pod', pod(), 'restricted', '1.37', []],
  ['everything at level privileged', withContext({ privileged: true }, { hostPID: true }), 'privileged', '1.37', []],
  ['baseline only at baseline', withContext({ capabilities: { add: ['SYS_TIME'] } }), 'baseline', '1.37', [`capabilities_baseline ${add}`]],
  [
    'restricted capabilities replace baseline ones',
    withContext({ capabilities: { add: ['SYS_TIME'] } }),
    'restricted',
    '1.22',
    [`capabilities_restricted ${drop}`, `capabilities_restricted ${add}`],
  ],
  [
    'but not before they came',
    withContext({ capabilities: { add: ['SYS_TIME'] } }),
    'restricted',
    '1.21',
    [`capabilities_baseline ${add}`],
  ],
  [
    'restricted volumes replace host paths',
    pod({ volumes: [{ name: 'a', hostPath: {} }] }),
    'restricted',
    '1.0',
    ['restrictedVolumes spec.volumes[0].hostPath'],
  ],
  [
    'restricted seccomp replaces the fields of baseline',
    withContext({ seccompProfile: { type: 'Unconfined' } }),
    'restricted',
    '1.19',
    [`seccompProfile_restricted ${seccomp}`],
  ],
  [
    'a restricted /proc replaces that of baseline',
    withContext({ procMount: 'Unmasked' }),
    'restricted',
    '1.35',
    [`procMount_restricted ${procMount}`],
  ],
  ['before that baseline says it', withContext({ procMount: 'Unmasked' }), 'restricted', '1.34', [`procMount ${procMount}`]],
  ['user namespaces at baseline', withContext({ procMount: 'Unmasked' }, { hostUsers: false }), 'baseline', '1.35', []],
  [
    'baseline first, each by id',
    withContext({ runAsUser: 0, privileged: true }, { hostPID: true }),
    'restricted',
    '1.37',
    [
      'hostNamespaces spec.hostPID',
      'privileged spec.containers[0].securityContext.privileged',
      'runAsUser spec.containers[0].securityContext.runAsUser',
    ],
  ],
  [
    'what the server rejects is unknown where it is read',
    withContext({ privileged: 'true' }, { hostPID: true }),
    'restricted',
    '1.37',
    ['hostNamespaces spec.hostPID', '? privileged spec.containers[0].securityContext.privileged'],
  ],
  ['a version of the future', pod({ hostPID: true }), 'baseline', '1.99', ['hostNamespaces spec.hostPID']],
])('%s', (_, manifest, level, version, expected) => expect(failures(manifest, level, version)).toEqual(expected));

test('a pod without spec leaves every check undecided', () => {
  const found = failures({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'api' } }, 'baseline', '1.37');
  expect(found).toEqual(POD_SECURITY_CHECKS.filter(({ level }) => level === 'baseline').map(({ id }) => `? ${id} spec`));
});

test.each([
  ['latest', '1.35', '1.35'],
  ['v1.0', '1.35', '1.0'],
  ['v1.34', '1.35', '1.34'],
  ['v1.37', '1.35', '1.35'],
  ['v1.9', '1.37', '1.9'],
  ['v1.9223372036854775807', '1.37', '1.37'],
])('the label %s on a cluster of %s means %s', (label, cluster, expected) =>
  expect(policyVersion(label, parseMinor(cluster))).toEqual(parseMinor(expected)),
);

test.each([
  '',
  'v1.9223372036854775808',
  'v1.99999999999999999999',
  '1.35',
  'v1.035',
  'v2.0',
  'v1',
  'v1.35.0',
  'Latest',
  ' latest',
  'v1.35\n',
])('%j is not a label of a version', (label) => expect(policyVersion(label, parseMinor('1.37'))).toBeUndefined());

test('the checks are well-formed: ids, order, revisions, replacements', () => {
  const ids = POD_SECURITY_CHECKS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(19);
  for (const level of ['baseline', 'restricted']) {
    const own = POD_SECURITY_CHECKS.filter((check) => check.level === level).map(({ id }) => id);
    expect(own).toEqual([...own].sort());
  }
  for (const { level, replaces, revisions, fields } of POD_SECURITY_CHECKS) {
    if (replaces !== undefined) {
      expect([level, POD_SECURITY_CHECKS.find(({ id }) => id === replaces)?.level]).toEqual(['restricted', 'baseline']);
    }
    expect(fields.length).toBeGreaterThan(0);
    revisions
      .slice(1)
      .forEach(({ since }, i) => expect(compareVersions(parseMinor(revisions[i]!.since), parseMinor(since))).toBeLessThan(0));
  }
});

test('what is kept of a pod does not change what is said of it, in whichever order it is asked', () => {
  const view = podViews(inventoryOf([pod({ hostNetwork: true, securityContext: { runAsNonRoot: true } })]))[0]!;
  const ask = (level: 'baseline' | 'restricted', version: string) =>
    evaluatePodSecurity(view, level, parseMinor(version)).map(({ checkId }) => checkId);
  for (let times = 0; times < 2; times++) {
    expect(ask('baseline', '1.37')).toEqual(['hostNamespaces']);
    expect(ask('restricted', '1.37')).toEqual(['hostNamespaces', 'seccompProfile_restricted']);
    expect(ask('restricted', '1.18')).toEqual(['hostNamespaces']);
  }
});
