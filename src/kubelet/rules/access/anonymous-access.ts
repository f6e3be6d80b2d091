import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { checkSetting, FIELDS, kubeletWith, kubelets, stateOf } from '../subjects';

export const anonymousAccess = defineRule({
  id: 'kubelet/anonymous-access',
  title: 'The kubelet must reject anonymous requests (authentication.anonymous.enabled)',
  description:
    'A request without credentials is then `system:anonymous`. With `authorization.mode: AlwaysAllow` anyone who reaches port 10250 '
    + 'executes commands in every container of the node; with `Webhook` one RBAC binding is all that is in between.\n\n'
    + 'Unset passes in a KubeletConfiguration, where the default is false. A kubelet that is started with flags alone, without '
    + '`--config`, accepts anonymous requests by default: there unset is a violation.',
  severity: Severity.CRITICAL,
  fix: 'Set authentication.anonymous.enabled to false.',
  controls: ['CIS-2.0:4.2.1'],
  sources: [FIELDS, 'https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/'],
  bad: kubeletWith('authentication:\n  anonymous:\n    enabled: true'),
  good: kubeletWith('authentication:\n  anonymous:\n    enabled: false'),
  subject: kubelets,
  check: checkSetting('authentication.anonymous.enabled', (value, setting) =>
    value === true ? `${stateOf(setting)}, so requests without credentials are accepted` : undefined,
  ),
});
