import {
  compareVersions,
  formatMinor,
  latestRelease,
  parseMinor,
  RELEASES,
  supportedReleases,
} from '../../../src/kubernetes/releases/versions';

test.each([
  ['1.36', '1.36'],
  ['v1.36', '1.36'],
  ['1.36.2', '1.36'],
  ['v1.36.0-rc.1', '1.36'],
  ['v1.30.4+k3s1', '1.30'],
])('%s is %s', (text, minor) => expect(formatMinor(parseMinor(text))).toBe(minor));
test.each(['', '1', '1.x', 'latest', '1.36.2.1', ' 1.36', 'v', '1.36-'])('%j is refused', (text) => {
  expect(() => parseMinor(text)).toThrow(
    new Error(`"${text}" is not a Kubernetes version, so the rules cannot determine what applies. Write a minor release such as "1.37".`),
  );
});
test('1.9 is older than 1.10', () => expect(compareVersions(parseMinor('1.9'), parseMinor('1.10'))).toBeLessThan(0));
test('the window of support has both ends', () => {
  const names = (day: string) => supportedReleases(day).map(({ version }) => version);
  expect(names('2026-11-23')).toEqual(['1.37', '1.36', '1.35']);
  expect([names('2026-10-27'), names('2026-10-28')]).toEqual([
    ['1.37', '1.36', '1.35', '1.34'],
    ['1.37', '1.36', '1.35'],
  ]);
  expect([names('2026-08-25')[0], names('2026-08-26')[0]]).toEqual(['1.36', '1.37']);
  expect(latestRelease('2026-08-25').version).toBe('1.36');
});
test('the table is newest first', () => {
  for (let i = 1; i < RELEASES.length; i++) {
    expect(compareVersions(parseMinor(RELEASES[i - 1]!.version), parseMinor(RELEASES[i]!.version))).toBeGreaterThan(0);
  }
});
