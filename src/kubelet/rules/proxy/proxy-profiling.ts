import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { stateOf } from '../subjects';
import { checkProxy, kubeProxies, PROXY_FIELDS, proxyWith } from './kube-proxies';

export const proxyProfiling = defineRule({
  id: 'kubelet/proxy-profiling',
  title: 'kube-proxy must not serve profiles (enableProfiling)',
  description: 'Profiles are served on the port of the metrics, without credentials. Unset passes, since the default is false.',
  severity: Severity.LOW,
  fix: 'Remove enableProfiling, or set it to false.',
  sources: [PROXY_FIELDS],
  bad: proxyWith('enableProfiling: true'),
  good: proxyWith('enableProfiling: false'),
  subject: kubeProxies,
  check: checkProxy('enableProfiling', (setting) => (setting.value === true ? stateOf(setting) : undefined)),
});
