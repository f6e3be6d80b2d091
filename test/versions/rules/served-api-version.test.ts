import { servedApiVersion } from '../../../src/versions/rules/served-api-version';
import { findings } from '../../support/findings';

const object = (apiVersion: string, kind: string) => [{ apiVersion, kind, metadata: { name: 'a' } }];
const at = (kind: string, message: string, unknown = false) => [`${unknown ? '? ' : ''}${kind} a apiVersion: ${message}`];

test.each<[string, string, string, string[]]>([
  ['v1', 'Pod', '1.37', []],
  ['apps/v1', 'Deployment', '1.35', []],
  // Removed, in the same group or for another one.
  [
    'batch/v1beta1',
    'CronJob',
    '1.37',
    at('CronJob', 'batch/v1beta1 CronJob was removed in Kubernetes 1.25; Kubernetes 1.37 serves batch/v1'),
  ],
  [
    'autoscaling/v2beta2',
    'HorizontalPodAutoscaler',
    '1.36',
    at(
      'HorizontalPodAutoscaler',
      'autoscaling/v2beta2 HorizontalPodAutoscaler was removed in Kubernetes 1.26; Kubernetes 1.36 serves autoscaling/v1 and '
        + 'autoscaling/v2',
    ),
  ],
  [
    'extensions/v1beta1',
    'Ingress',
    '1.37',
    at('Ingress', 'extensions/v1beta1 Ingress was removed in Kubernetes 1.22; Kubernetes 1.37 serves networking.k8s.io/v1'),
  ],
  [
    'policy/v1beta1',
    'PodSecurityPolicy',
    '1.37',
    at('PodSecurityPolicy', 'policy/v1beta1 PodSecurityPolicy was removed in Kubernetes 1.25'),
  ],
  // Each side of a removal, for a beta version that was off by default.
  [
    'networking.k8s.io/v1beta1',
    'ServiceCIDR',
    '1.36',
    at(
      'ServiceCIDR',
      'Kubernetes 1.36 serves networking.k8s.io/v1beta1 ServiceCIDR only where --runtime-config turns it on; it serves '
        + 'networking.k8s.io/v1',
      true,
    ),
  ],
  [
    'networking.k8s.io/v1beta1',
    'ServiceCIDR',
    '1.37',
    at('ServiceCIDR', 'networking.k8s.io/v1beta1 ServiceCIDR was removed in Kubernetes 1.37; Kubernetes 1.37 serves networking.k8s.io/v1'),
  ],
  // Each side of a first release.
  [
    'admissionregistration.k8s.io/v1',
    'MutatingAdmissionPolicy',
    '1.35',
    at(
      'MutatingAdmissionPolicy',
      'Kubernetes 1.35 does not serve admissionregistration.k8s.io/v1 MutatingAdmissionPolicy yet, Kubernetes 1.36 does',
    ),
  ],
  ['admissionregistration.k8s.io/v1', 'MutatingAdmissionPolicy', '1.36', []],
  // Off by default, without a stable version beside it.
  [
    'lifecycle.k8s.io/v1alpha1',
    'EvictionRequest',
    '1.37',
    at('EvictionRequest', 'Kubernetes 1.37 serves lifecycle.k8s.io/v1alpha1 EvictionRequest only where --runtime-config turns it on', true),
  ],
  // No such version, kind or group.
  ['apps/v2', 'Deployment', '1.37', at('Deployment', 'Kubernetes 1.37 has no resource for apps/v2 Deployment; it serves apps/v1')],
  ['apps/v1', 'Deploymnet', '1.37', at('Deploymnet', 'Kubernetes 1.37 has no resource for apps/v1 Deploymnet')],
  ['v2', 'Pod', '1.37', at('Pod', 'Kubernetes 1.37 has no resource for v2 Pod; it serves v1')],
  ['policy/v1', 'Eviction', '1.37', at('Eviction', 'Kubernetes 1.37 has no resource for policy/v1 Eviction')],
  [
    'settings.k8s.io/v1alpha1',
    'PodPreset',
    '1.37',
    at('PodPreset', 'Kubernetes 1.37 has no resource for settings.k8s.io/v1alpha1 PodPreset'),
  ],
  ['apps/v1', 'constructor', '1.37', at('constructor', 'Kubernetes 1.37 has no resource for apps/v1 constructor')],
  // A release before the table: what is stable is known, and what is gone.
  ['batch/v1', 'CronJob', '1.20', at('CronJob', 'Kubernetes 1.20 does not serve batch/v1 CronJob yet, Kubernetes 1.21 does')],
  ['batch/v1', 'CronJob', '1.21', []],
  ['batch/v1beta1', 'CronJob', '1.24', at('CronJob', 'it is not known here whether Kubernetes 1.24 serves batch/v1beta1 CronJob', true)],
  [
    'batch/v1beta1',
    'CronJob',
    '1.25',
    at('CronJob', 'batch/v1beta1 CronJob was removed in Kubernetes 1.25; Kubernetes 1.25 serves batch/v1'),
  ],
  ['batch/v2alpha1', 'CronJob', '1.20', at('CronJob', 'it is not known here whether Kubernetes 1.20 serves batch/v2alpha1 CronJob', true)],
  // One after it.
  ['apps/v1', 'Deployment', '1.38', []],
  [
    'scheduling.k8s.io/v1beta1',
    'Workload',
    '1.38',
    at('Workload', 'it is not known here whether Kubernetes 1.38 serves scheduling.k8s.io/v1beta1 Workload', true),
  ],
  ['apps/v2', 'Deployment', '1.38', at('Deployment', 'it is not known here whether Kubernetes 1.38 serves apps/v2 Deployment', true)],
  // None of Kubernetes' own groups.
  ['cert-manager.io/v1', 'Certificate', '1.37', []],
  ['gateway.networking.k8s.io/v1', 'Gateway', '1.37', []],
  ['metrics.k8s.io/v1beta1', 'NodeMetrics', '1.37', []],
  ['audit.k8s.io/v1beta1', 'Policy', '1.37', []],
])('%s %s on %s', (apiVersion, kind, kubernetes, expected) => {
  expect(findings(servedApiVersion, object(apiVersion, kind), { kubernetes })).toEqual(expected);
});

test('an item of a List is judged by its own version', () => {
  const list = [{ apiVersion: 'v1', kind: 'List', items: [...object('v1', 'Secret'), ...object('apps/v1beta2', 'Deployment')] }];
  expect(findings(servedApiVersion, list)).toEqual(
    at('Deployment', 'apps/v1beta2 Deployment was removed in Kubernetes 1.16; Kubernetes 1.37 serves apps/v1'),
  );
});
