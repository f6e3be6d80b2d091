import { hostProbes } from '../../../../src/workloads/rules/pod-security/host-probes';
import { inEachList, table, withContainer } from '../../../support/pods';

const host = '10.0.0.1';

table(hostProbes, [
  [
    'every handler',
    withContainer({
      livenessProbe: { httpGet: { host, port: 80 } },
      readinessProbe: { tcpSocket: { host, port: 80 } },
      startupProbe: { httpGet: { host, port: 80 }, tcpSocket: { host, port: 80 } },
      lifecycle: { postStart: { httpGet: { host, port: 80 } }, preStop: { tcpSocket: { host, port: 80 } } },
    }),
    [
      'Pod api spec.containers[0].lifecycle.postStart.httpGet.host: lifecycle.postStart of container "api" connects to the host "10.0.0.1"',
      'Pod api spec.containers[0].lifecycle.preStop.tcpSocket.host: lifecycle.preStop of container "api" connects to the host "10.0.0.1"',
      'Pod api spec.containers[0].livenessProbe.httpGet.host: livenessProbe of container "api" connects to the host "10.0.0.1"',
      'Pod api spec.containers[0].readinessProbe.tcpSocket.host: readinessProbe of container "api" connects to the host "10.0.0.1"',
      'Pod api spec.containers[0].startupProbe.httpGet.host: startupProbe of container "api" connects to the host "10.0.0.1"',
      'Pod api spec.containers[0].startupProbe.tcpSocket.host: startupProbe of container "api" connects to the host "10.0.0.1"',
    ],
  ],
  [
    'each list',
    inEachList({ livenessProbe: { tcpSocket: { host } } }),
    [
      'Pod api spec.containers[0].livenessProbe.tcpSocket.host: livenessProbe of container "api" connects to the host "10.0.0.1"',
      'Pod api spec.ephemeralContainers[0].livenessProbe.tcpSocket.host: livenessProbe of ephemeral container "debug" connects to the '
        + 'host "10.0.0.1"',
      'Pod api spec.initContainers[0].livenessProbe.tcpSocket.host: livenessProbe of init container "setup" connects to the host '
        + '"10.0.0.1"',
    ],
    '1.34',
  ],
  ['before the control came', inEachList({ livenessProbe: { tcpSocket: { host } } }), [], '1.33'],
  [
    'unset, null and empty',
    withContainer({
      livenessProbe: { httpGet: { port: 80 } },
      readinessProbe: { httpGet: { host: '', port: 80 } },
      startupProbe: { tcpSocket: { host: null } },
      lifecycle: { preStop: null },
    }),
    [],
  ],
  ['a header Host', withContainer({ livenessProbe: { httpGet: { port: 80, httpHeaders: [{ name: 'Host', value: host }] } } }), []],
  [
    'values that the server rejects',
    withContainer({ livenessProbe: { httpGet: { host: 10 } }, lifecycle: { preStop: 'stop' } }),
    [
      '? Pod api spec.containers[0].lifecycle.preStop: container "api": lifecycle.preStop is a string, not a mapping',
      '? Pod api spec.containers[0].livenessProbe.httpGet.host: container "api": livenessProbe.httpGet.host is a number, not a string',
    ],
  ],
]);
