import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { checkSetting, FIELDS, kubeletWith, kubelets, stateOf } from '../subjects';

export const rotateCertificates = defineRule({
  id: 'kubelet/rotate-certificates',
  title: 'The kubelet must rotate its client certificate (rotateCertificates)',
  description:
    'Without rotation the certificate expires, and the node is lost, unless an administrator renews it; so it is made '
    + 'to last for years, and a '
    + 'stolen one stays valid as long. The default is false, so unset is a violation. kubeadm always sets true, whatever its '
    + 'configuration says.',
  severity: Severity.MEDIUM,
  fix: 'Set rotateCertificates to true.',
  controls: ['CIS-2.0:4.2.10'],
  sources: [FIELDS, 'https://kubernetes.io/docs/tasks/tls/certificate-rotation/'],
  bad: kubeletWith('rotateCertificates: false'),
  good: kubeletWith('rotateCertificates: true'),
  subject: kubelets,
  check: checkSetting('rotateCertificates', (value, setting) => (value === true ? undefined : stateOf(setting))),
});
