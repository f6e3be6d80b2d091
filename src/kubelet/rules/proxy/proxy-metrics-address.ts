import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { addressOf, isLoopbackAddress } from '../../addresses';
import { stateOf } from '../subjects';
import { checkProxy, kubeProxies, PROXY_FIELDS, proxyWith } from './kube-proxies';

export const proxyMetricsAddress = defineRule({
  id: 'kubelet/proxy-metrics-address',
  title: 'kube-proxy must serve its metrics on loopback only (metricsBindAddress)',
  description:
    'The port (10249) serves metrics, the whole configuration (`/configz`) and, with `enableProfiling`, profiles in plaintext and without '
    + 'credentials. Unset and empty pass, since the default is 127.0.0.1:10249. With `--config` kube-proxy ignores '
    + '`--metrics-bind-address`, so the flag is checked without it only.',
  severity: Severity.MEDIUM,
  fix: 'Remove metricsBindAddress, or set it to 127.0.0.1:10249.',
  controls: ['CIS-2.0:4.3.1'],
  sources: [PROXY_FIELDS],
  bad: proxyWith('metricsBindAddress: 0.0.0.0:10249'),
  good: proxyWith('metricsBindAddress: 127.0.0.1:10249'),
  subject: kubeProxies,
  check: checkProxy('metricsBindAddress', (setting) => {
    const text = String(setting.value ?? '');
    return text === '' || isLoopbackAddress(addressOf(text)) ? undefined : `${stateOf(setting)}, so metrics are served beyond the node`;
  }),
});
