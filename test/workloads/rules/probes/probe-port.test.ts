import { probePort } from '../../../../src/workloads/rules/probes/probe-port';
import { pod, table, withContainer } from '../../../support/pods';
import { container } from '../../../support/workloads';

const at = (field: string, message: string, index = 0) => `Pod api spec.containers[${index}].${field}.port: ${message}`;
const ports = [{ name: 'http', containerPort: 8080 }];
const http = (port: unknown) => ({ httpGet: { path: '/', port } });

table(probePort, [
  [
    'by name and by number',
    [withContainer({ ports, livenessProbe: http('http') }), withContainer({ ports, readinessProbe: http(8080) })],
    [],
  ],
  [
    'a name that is missing, in each probe',
    withContainer({ ports, livenessProbe: http('web'), readinessProbe: { tcpSocket: { port: 'web' } }, startupProbe: http('HTTP') }),
    [
      at('livenessProbe.httpGet', 'the liveness probe of container "api" uses port "web", which is not a name of a port of that container'),
      at(
        'readinessProbe.tcpSocket',
        'the readiness probe of container "api" uses port "web", which is not a name of a port of that container',
      ),
      at('startupProbe.httpGet', 'the startup probe of container "api" uses port "HTTP", which is not a name of a port of that container'),
    ],
  ],
  [
    'a name without any ports',
    withContainer({ livenessProbe: http('http') }),
    [
      at(
        'livenessProbe.httpGet',
        'the liveness probe of container "api" uses port "http", which is not a name of a port of that container',
      ),
    ],
  ],
  [
    'the name of another container',
    pod({ containers: [container({ livenessProbe: http('http') }), container({ name: 'web', ports })] }),
    [
      at(
        'livenessProbe.httpGet',
        'the liveness probe of container "api" uses port "http", which is not a name of a port of that container',
      ),
    ],
  ],
  [
    'a number as text is a name',
    withContainer({ ports, livenessProbe: http('8080') }),
    [
      at(
        'livenessProbe.httpGet',
        'the liveness probe of container "api" uses port "8080", which is not a name of a port of that container',
      ),
    ],
  ],
  [
    'a number that is not declared',
    withContainer({ ports, livenessProbe: http(8081), readinessProbe: { grpc: { port: 8082 } } }),
    [
      at('livenessProbe.httpGet', 'the liveness probe of container "api" uses port 8081, which no container of the pod declares'),
      at('readinessProbe.grpc', 'the readiness probe of container "api" uses port 8082, which no container of the pod declares'),
    ],
  ],
  [
    'a number, where no port is declared at all',
    [
      withContainer({ livenessProbe: http(8081) }),
      withContainer({ ports: [{ containerPort: 53, protocol: 'UDP' }], livenessProbe: http(8081) }),
    ],
    [],
  ],
  [
    'a number of another container or sidecar',
    pod({
      initContainers: [container({ name: 'proxy', restartPolicy: 'Always', ports: [{ containerPort: 9090 }] })],
      containers: [container({ ports, livenessProbe: http(9090) })],
    }),
    [],
  ],
  [
    'a number of an init container that has ended',
    pod({
      initContainers: [container({ name: 'setup', ports: [{ containerPort: 9090 }] })],
      containers: [container({ ports, livenessProbe: http(9090) })],
    }),
    [at('livenessProbe.httpGet', 'the liveness probe of container "api" uses port 9090, which no container of the pod declares')],
  ],
  [
    'another protocol',
    withContainer({ ports: [...ports, { containerPort: 53, protocol: 'UDP' }], livenessProbe: { tcpSocket: { port: 53 } } }),
    [at('livenessProbe.tcpSocket', 'the liveness probe of container "api" uses port 53, which no container of the pod declares')],
  ],
  [
    'another host',
    [
      withContainer({ ports, livenessProbe: { httpGet: { host: 'db', port: 5432 } } }),
      withContainer({ ports, livenessProbe: { httpGet: { host: 'db', port: 'pg' } } }),
    ],
    [at('livenessProbe.httpGet', 'the liveness probe of container "api" uses port "pg", which is not a name of a port of that container')],
  ],
  [
    "a sidecar's probe",
    pod({
      initContainers: [
        container({ name: 'proxy', restartPolicy: 'Always', ports: [{ name: 'admin', containerPort: 9090 }], startupProbe: http('admin') }),
      ],
    }),
    [],
  ],
  [
    'no probe of a port',
    [pod(), withContainer({ ports, livenessProbe: { exec: { command: ['true'] } } }), withContainer({ livenessProbe: 'x' })],
    [],
  ],
  [
    'a value that the server rejects',
    [withContainer({ livenessProbe: http(true) }), withContainer({ livenessProbe: { tcpSocket: {} } })],
    [
      `? ${at('livenessProbe.httpGet', 'the port of the liveness probe of container "api" is a boolean, neither a name nor a number')}`,
      `? ${at('livenessProbe.tcpSocket', 'the port of the liveness probe of container "api" is nothing, neither a name nor a number')}`,
    ],
  ],
]);
