import { monitorTarget } from '../../../../src/workloads/rules/routing/monitor-target';
import { table } from '../../../support/pods';
import { namespace, operated, service } from '../../../support/workloads';

const monitor = (spec: object = {}) => ({
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'ServiceMonitor',
  metadata: { name: 'api' },
  spec: { selector: { matchLabels: { app: 'api' } }, endpoints: [{ port: 'http' }], ...spec },
});
const target = service({ ports: [{ name: 'http', port: 80 }] }, { labels: { app: 'api' } });
const elsewhere = service({ ports: [{ name: 'http', port: 80 }] }, { labels: { app: 'api' }, namespace: 'b' });
const NONE = 'ServiceMonitor api spec.selector: the selector selects no Service';
const UNKNOWN = '? ServiceMonitor api spec.selector: the selector selects no Service of the input, but it may be elsewhere';

table(monitorTarget, [
  ['a Service and its port', [monitor(), target], []],
  ['none, all known', [namespace(), monitor()], [NONE]],
  ['none, elsewhere', monitor(), [UNKNOWN]],
  ['none, but an operator', [namespace(), operated(), monitor()], [UNKNOWN]],
  ['the labels of the Service count, not its selector', [namespace(), monitor(), service()], [NONE]],
  ['of another namespace', [namespace(), monitor(), elsewhere], [NONE]],
  ['which it names', [monitor({ namespaceSelector: { matchNames: ['b'] } }), elsewhere], []],
  ['of any namespace', [monitor({ namespaceSelector: { any: true } }), elsewhere], []],
  ['of any, and none there', [namespace(), monitor({ namespaceSelector: { any: true } })], [UNKNOWN]],
  [
    'another port',
    [namespace(), monitor({ endpoints: [{ port: 'http' }, { port: 'metrics' }] }), target],
    ['ServiceMonitor api spec.endpoints[1].port: the port "metrics" is on no selected Service'],
  ],
  [
    'another port, which another Service may have',
    [monitor({ endpoints: [{ port: 'metrics' }] }), target],
    ['? ServiceMonitor api spec.endpoints[0].port: the port "metrics" is on no selected Service of the input, but it may be elsewhere'],
  ],
  ['no port by name', [monitor({ endpoints: [{ targetPort: 9090 }, {}] }), target], []],
  ['an empty selector', [monitor({ selector: {} }), target], []],
  ['an unset one', [namespace(), monitor({ selector: undefined }), target], [NONE]],
  ['one that is refused', monitor({ selector: 'app' }), ['? ServiceMonitor api spec.selector: the selector is not a mapping']],
]);
