import { supportedRelease } from '../../../src/versions/rules/supported-release';
import { findings } from '../../support/findings';

const config = (kubernetesVersion?: unknown) => [{ apiVersion: 'kubeadm.k8s.io/v1beta4', kind: 'ClusterConfiguration', kubernetesVersion }];

test.each<[string, string, string, string[]]>([
  ['the newest release', '1.37', '2026-11-23', []],
  ['the oldest supported release', '1.35', '2026-11-23', []],
  ['a release on its last day', '1.34', '2026-10-27', []],
  [
    'a release the day after',
    '1.34',
    '2026-10-28',
    ['(run): Kubernetes 1.34 is not supported on 2026-10-28, its support ended on 2026-10-27; supported are 1.37, 1.36, 1.35'],
  ],
  ['a release long gone', '1.28', '2026-11-23', ['(run): Kubernetes 1.28 is not supported on 2026-11-23; supported are 1.37, 1.36, 1.35']],
  [
    'a release not out yet',
    '1.37',
    '2026-08-25',
    ['? (run): Kubernetes 1.37 is newer than 1.36, the newest release known here on 2026-08-25'],
  ],
  ['a day before all data', '1.33', '2025-01-01', ['? (run): no release is known here to be supported on 2025-01-01']],
  [
    'a day where the data is thin',
    '1.33',
    '2025-12-01',
    ['? (run): it is not known here whether Kubernetes 1.33 was supported on 2025-12-01'],
  ],
  ['a day after all data', '1.37', '2030-01-01', ['? (run): no release is known here to be supported on 2030-01-01']],
])('target: %s', (_, kubernetes, asOf, expected) => {
  expect(findings(supportedRelease, [], { kubernetes, asOf })).toEqual(expected);
});

test.each<[string, unknown, string[]]>([
  ['supported', 'v1.36.2', []],
  [
    'out of support',
    'v1.30.4',
    ['ClusterConfiguration (unnamed) kubernetesVersion: Kubernetes 1.30 is not supported on 2026-11-23; supported are 1.37, 1.36, 1.35'],
  ],
  [
    'unset',
    undefined,
    [
      '? ClusterConfiguration (unnamed) kubernetesVersion: kubernetesVersion is not stated, so kubeadm takes whatever is newest on '
        + 'the day it runs',
    ],
  ],
  ['a label', 'stable-1', ['? ClusterConfiguration (unnamed) kubernetesVersion: "stable-1" names no fixed release']],
  [
    'a number, as YAML reads 1.36',
    1.36,
    [
      '? ClusterConfiguration (unnamed) kubernetesVersion: kubernetesVersion is not stated, so kubeadm takes whatever is newest on '
        + 'the day it runs',
    ],
  ],
])('kubeadm: %s', (_, version, expected) => {
  expect(findings(supportedRelease, config(version))).toEqual(expected);
});
