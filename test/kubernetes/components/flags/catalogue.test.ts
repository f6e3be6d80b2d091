import {
  Coverage,
  coverageOf,
  flagKind,
  flagNames,
  gateNames,
  isKnownSuite,
  knownFlag,
  knownGate,
  knownPlugin,
  pluginNames,
} from '../../../../src/kubernetes/components/flags/catalogue';
import { parseMinor, RELEASES } from '../../../../src/kubernetes/releases/versions';

const initial = (flag: string, release: string) => knownFlag('kube-apiserver', flag, parseMinor(release))?.initial;

test.each([
  ['audit-log-maxage', '1.30', '0'],
  ['audit-log-maxage', '1.35', '0'],
  ['audit-log-maxage', '1.36', '366'],
  ['audit-log-maxage', '1.38', '366'],
  ['tls-curve-preferences', '1.34', undefined],
  ['tls-curve-preferences', '1.35', undefined],
  ['tls-curve-preferences', '1.36', '[]'],
  ['no-such-flag', '1.37', undefined],
  ['constructor', '1.37', undefined],
  ['', '1.37', undefined],
])('the default of --%s in %s', (flag, release, expected) => expect(initial(flag, release)).toBe(expected));

test('switches take no word', () => {
  expect(flagKind('kube-apiserver', 'profiling')).toBe('switch');
  expect(flagKind('kube-apiserver', 'audit-log-path')).toBe('value');
  expect(flagKind('kube-apiserver', 'toString')).toBeUndefined();
  expect(knownFlag('kube-scheduler', 'profiling', parseMinor('1.37'))).toEqual({
    name: 'profiling',
    type: 'bool',
    initial: 'true',
    isDeprecated: false,
    isSwitch: true,
  });
});

test.each([
  ['1.34', Coverage.OLDER],
  ['1.35', Coverage.KNOWN],
  ['1.37', Coverage.KNOWN],
  ['1.38', Coverage.NEWER],
])('%s is %s', (release, expected) => expect(coverageOf(parseMinor(release))).toBe(expected));

test('the newest release that the library knows is in the tables', () => {
  expect(coverageOf(parseMinor(RELEASES[0]!.version))).toBe(Coverage.KNOWN);
});

test('gates, plugins and suites', () => {
  const release = parseMinor('1.37');
  expect(knownGate('AllAlpha', release)).toEqual({ name: 'AllAlpha', stage: 'ALPHA', isOn: false, isLocked: false });
  expect(knownGate('DynamicKubeletConfig', release)).toBeUndefined();
  expect(knownPlugin('NodeRestriction', release)).toEqual({ isOn: false });
  expect(knownPlugin('NamespaceLifecycle', release)).toEqual({ isOn: true });
  expect(knownPlugin('PodSecurityPolicy', release)).toBeUndefined();
  expect(isKnownSuite('TLS_RSA_WITH_RC4_128_SHA', release)).toBe(true);
  expect(isKnownSuite('TLS_RSA', release)).toBe(false);
});

test('every release has plenty of everything', () => {
  for (const { version } of RELEASES) {
    const release = parseMinor(version);
    for (const component of ['kube-apiserver', 'kube-controller-manager', 'kube-proxy', 'kube-scheduler', 'kubelet'] as const) {
      expect(flagNames(component, release).length).toBeGreaterThan(50);
    }
    expect(gateNames(release).length).toBeGreaterThan(200);
    expect(pluginNames(release).length).toBeGreaterThan(30);
  }
});
