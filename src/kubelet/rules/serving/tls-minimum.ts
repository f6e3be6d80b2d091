import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import type { Kubelet } from '../../../kubernetes/components/kubelet/kubelets';
import { FIELDS, kubeletWith, kubelets, outcomesOf, stateOf } from '../subjects';

const FIELD = 'tlsMinVersion';
const STRONG = ['VersionTLS12', 'VersionTLS13'];
const WEAK = ['VersionTLS10', 'VersionTLS11'];

export const tlsMinimum = defineRule({
  id: 'kubelet/tls-minimum',
  title: 'The kubelet must require TLS 1.2 or later (tlsMinVersion)',
  description:
    'Unset passes: the default is TLS 1.2. The kubelet accepts `VersionTLS10` to `VersionTLS13`; with any other value it does not start, '
    + 'so that is unknown.',
  severity: Severity.HIGH,
  fix: 'Set tlsMinVersion to VersionTLS12 or VersionTLS13, or leave it out.',
  sources: [FIELDS, 'https://www.rfc-editor.org/rfc/rfc9325#section-3.1.1'],
  bad: kubeletWith('tlsMinVersion: VersionTLS10'),
  good: kubeletWith('tlsMinVersion: VersionTLS12'),
  subject: kubelets,
  check: forbidOldTls,
});

function forbidOldTls(kubelet: Kubelet): readonly Outcome[] {
  const setting = kubelet.setting(FIELD);
  if (typeof setting?.value === 'string' && setting.value !== '' && ![...STRONG, ...WEAK].includes(setting.value)) {
    const message = `${setting.label} is ${JSON.stringify(setting.value)}, which is not a version, so the kubelet does not start`;
    return [{ ...undecided(setting.path, message), line: setting.line }];
  }
  return outcomesOf(kubelet, FIELD, (value, found) => (WEAK.includes(value as string) ? stateOf(found) : undefined));
}
