import { defineRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import type { EffectiveFlag } from '../../../kubernetes/components/flags/effective-flag';
import { NONE } from '../../../kubernetes/objects/collect';
import { controlPlane, malformed, onFlag, staticPod } from '../programs';

export const tlsMinimum = defineRule({
  id: 'control-plane/tls-minimum',
  title: 'Control-plane components must require TLS 1.2 or later (--tls-min-version)',
  description:
    'TLS 1.0 and 1.1 are broken. Unset and empty pass: the default minimum is TLS 1.2. Any other text than a version is unknown.',
  severity: Severity.HIGH,
  takesReason: true,
  fix: 'Remove --tls-min-version, or set it to VersionTLS12 or VersionTLS13.',
  controls: ['STIG:V-242376', 'STIG:V-242377', 'STIG:V-242378'],
  sources: ['https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/', 'https://www.rfc-editor.org/rfc/rfc8996'],
  bad: staticPod('kube-apiserver', '--tls-min-version=VersionTLS10'),
  good: staticPod('kube-apiserver', '--tls-min-version=VersionTLS12'),
  subject: controlPlane,
  check: onFlag('tls-min-version', forbidOld),
});

function forbidOld(flag: EffectiveFlag): readonly Outcome[] {
  const { label, path, value } = flag;
  if (value === 'VersionTLS10' || value === 'VersionTLS11') {
    return [{ path, message: `${label} is ${value}, so clients can use TLS ${value === 'VersionTLS10' ? '1.0' : '1.1'}` }];
  }
  return ['', 'VersionTLS12', 'VersionTLS13'].includes(value) ? NONE : malformed(flag, 'a version of TLS');
}
