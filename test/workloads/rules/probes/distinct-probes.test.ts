import { distinctProbes } from '../../../../src/workloads/rules/probes/distinct-probes';
import { pod, table, withContainer } from '../../../support/pods';
import { container, deployment } from '../../../support/workloads';

const same = (left: number, right: number, object = 'Pod api spec') =>
  `${object}.containers[0].livenessProbe: the liveness probe of container "api" asks the same as its readiness probe, and gives up `
  + `after ${left} s against ${right} s`;
const probes = (livenessProbe: unknown, readinessProbe: unknown, fields: object = {}) =>
  withContainer({ livenessProbe, readinessProbe, ...fields });
const http = { httpGet: { path: '/', port: 8080 } };

table(distinctProbes, [
  ['one of them, or none', [pod(), probes(http, undefined), probes(null, http)], []],
  ['identical', probes(http, http), [same(30, 30)]],
  [
    'in a template',
    deployment({}, { containers: [container({ livenessProbe: http, readinessProbe: http })] }),
    [same(30, 30, 'Deployment api spec.template.spec')],
  ],
  ['more patience', probes({ ...http, failureThreshold: 4 }, http), []],
  ['more patience by the period', probes({ ...http, periodSeconds: 20 }, http), []],
  ['less patience', probes({ ...http, failureThreshold: 2 }, { ...http, periodSeconds: 5, failureThreshold: 10 }), [same(20, 50)]],
  ['zero means the default', probes({ ...http, failureThreshold: 0, periodSeconds: 0 }, http), [same(30, 30)]],
  ['a later start is not a patience', probes({ ...http, initialDelaySeconds: 60 }, http), [same(30, 30)]],
  [
    'defaults filled in',
    probes({ httpGet: { port: 8080 } }, { httpGet: { port: 8080, path: '/', scheme: 'HTTP', host: '' } }),
    [same(30, 30)],
  ],
  [
    'named ports resolved',
    probes({ tcpSocket: { port: 'http' } }, { tcpSocket: { port: 8080 } }, { ports: [{ name: 'http', containerPort: 8080 }] }),
    [same(30, 30)],
  ],
  [
    'an empty path is the root',
    [
      probes({ httpGet: { path: '', port: 8080 } }, http),
      probes(http, { httpGet: { path: '', port: 8080 } }),
      probes({ httpGet: { path: '', port: 8080 } }, { httpGet: { path: '/ready', port: 8080 } }),
    ],
    [same(30, 30), same(30, 30)],
  ],
  ['a period that is no number', [probes({ ...http, periodSeconds: 'a' }, http), probes(http, { ...http, failureThreshold: 'a' })], []],
  [
    'another path, port, header or scheme',
    [
      probes(http, { httpGet: { path: '/ready', port: 8080 } }),
      probes(http, { httpGet: { path: '/', port: 8081 } }),
      probes(http, { httpGet: { ...http.httpGet, scheme: 'HTTPS' } }),
      probes(http, { httpGet: { ...http.httpGet, httpHeaders: [{ name: 'X', value: '1' }] } }),
    ],
    [],
  ],
  ['another handler', probes(http, { tcpSocket: { port: 8080 } }), []],
  [
    'commands',
    [
      probes({ exec: { command: ['a'] } }, { exec: { command: ['b'] } }),
      probes({ exec: { command: ['a'] } }, { exec: { command: ['a'] } }),
    ],
    [same(30, 30)],
  ],
  [
    'gRPC services',
    [
      probes({ grpc: { port: 1, service: 'live' } }, { grpc: { port: 1 } }),
      probes({ grpc: { port: 1, service: '' } }, { grpc: { port: 1 } }),
    ],
    [same(30, 30)],
  ],
  ['values that the server rejects', [probes({ ...http, periodSeconds: '5' }, http), probes('x', http), probes({}, {})], []],
]);
