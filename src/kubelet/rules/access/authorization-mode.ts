import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import type { Kubelet } from '../../../kubernetes/components/kubelet/kubelets';
import { FIELDS, kubeletWith, kubelets, outcomesOf, stateOf } from '../subjects';

const FIELD = 'authorization.mode';

export const authorizationMode = defineRule({
  id: 'kubelet/authorization-mode',
  title: 'The kubelet must authorize requests with the API server (authorization.mode: Webhook)',
  description:
    '`AlwaysAllow` lets every request that is authenticated do everything: a token of any service account, or a certificate of any '
    + 'user, executes commands in every container of the node.\n\n'
    + 'Unset passes in a KubeletConfiguration, where the default is `Webhook`. A kubelet that is started with flags alone, without '
    + '`--config`, allows everything by default: there unset is a violation. With any other mode the kubelet does not start, so that is '
    + 'unknown.',
  severity: Severity.CRITICAL,
  fix: 'Set authorization.mode to Webhook.',
  controls: ['CIS-2.0:4.2.2'],
  sources: [FIELDS, 'https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/'],
  bad: kubeletWith('authorization:\n  mode: AlwaysAllow'),
  good: kubeletWith('authorization:\n  mode: Webhook'),
  subject: kubelets,
  check: requireWebhook,
});

function requireWebhook(kubelet: Kubelet): readonly Outcome[] {
  const setting = kubelet.setting(FIELD);
  if (typeof setting?.value === 'string' && !['', 'AlwaysAllow', 'Webhook'].includes(setting.value)) {
    const message = `${setting.label} is ${JSON.stringify(setting.value)}, neither AlwaysAllow nor Webhook, so the kubelet does not start`;
    return [{ ...undecided(setting.path, message), line: setting.line }];
  }
  return outcomesOf(kubelet, FIELD, (value, found) =>
    value === 'Webhook' ? undefined : `${stateOf(found)}, so every authenticated request is allowed`,
  );
}
