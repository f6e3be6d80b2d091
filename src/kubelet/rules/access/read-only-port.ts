import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { checkSetting, FIELDS, kubeletWith, kubelets, stateOf } from '../subjects';

export const readOnlyPort = defineRule({
  id: 'kubelet/read-only-port',
  title: 'The kubelet must not serve the read-only port (readOnlyPort: 0)',
  description:
    'The port (10255 by custom) serves pods with their environment, statistics and metrics over plaintext HTTP, without authentication '
    + 'and authorization.\n\n'
    + 'Unset passes in a KubeletConfiguration, where the default is 0. A kubelet that is started with flags alone, without `--config`, '
    + 'serves 10255 by default: there unset is a violation.',
  severity: Severity.HIGH,
  fix: 'Set readOnlyPort to 0, or remove it from the KubeletConfiguration.',
  controls: ['CIS-2.0:4.2.4'],
  sources: [FIELDS],
  bad: kubeletWith('readOnlyPort: 10255'),
  good: kubeletWith('readOnlyPort: 0'),
  subject: kubelets,
  check: checkSetting('readOnlyPort', (value, setting) =>
    value === undefined || value === 0 ? undefined : `${stateOf(setting)}, which anyone who reaches the node can read`,
  ),
});
