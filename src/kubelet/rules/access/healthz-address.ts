import { defineRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import type { Kubelet } from '../../../kubernetes/components/kubelet/kubelets';
import { NONE } from '../../../kubernetes/objects/collect';
import { isLoopbackAddress } from '../../addresses';
import { FIELDS, kubeletWith, kubelets, outcomesOf, stateOf } from '../subjects';

export const healthzAddress = defineRule({
  id: 'kubelet/healthz-address',
  title: 'The kubelet must serve its health on loopback only (healthzBindAddress)',
  description:
    'The health port (10248) is plaintext and takes no credentials. Unset passes, since the default is 127.0.0.1. Not a violation: '
    + '`healthzPort: 0`, which serves no health.',
  severity: Severity.LOW,
  fix: 'Remove healthzBindAddress, or set it to 127.0.0.1 or ::1.',
  sources: [FIELDS],
  bad: kubeletWith('healthzBindAddress: 0.0.0.0'),
  good: kubeletWith('healthzBindAddress: 127.0.0.1'),
  subject: kubelets,
  check: requireLoopback,
});

function requireLoopback(kubelet: Kubelet): readonly Outcome[] {
  if (kubelet.setting('healthzPort')?.value === 0) return NONE;
  return outcomesOf(kubelet, 'healthzBindAddress', (value, setting) =>
    isLoopbackAddress(String(value)) ? undefined : `${stateOf(setting)}, so the health port is served beyond the node`,
  );
}
