import { serviceTargetPort } from '../../../../src/workloads/rules/routing/service-target-port';
import { table } from '../../../support/pods';
import { container, deployment, service, workload } from '../../../support/workloads';

const http = { name: 'http', containerPort: 8080 };
const offering = (...ports: object[]) => deployment({}, { containers: [container({ ports })] });
const sending = (...ports: unknown[]) => service({ ports });
const at = (message: string, index = 0) => `Service api spec.ports[${index}].targetPort: ${message}`;

table(serviceTargetPort, [
  [
    'by name, by number, by default',
    [sending({ port: 80, targetPort: 'http' }, { port: 81, targetPort: 8080 }, { port: 8080 }), offering(http)],
    [],
  ],
  [
    'a name that is missing',
    [sending({ port: 80, targetPort: 'web' }), offering(http)],
    [at('it sends to TCP port "web", which no pod that it selects has')],
  ],
  [
    'a name, where pods declare no ports',
    [sending({ port: 80, targetPort: 'web' }), deployment()],
    [at('it sends to TCP port "web", which no pod that it selects has')],
  ],
  [
    'a number that is not declared',
    [sending({ port: 80, targetPort: 9090 }), offering(http)],
    [at('it sends to TCP port 9090, which no pod that it selects declares')],
  ],
  [
    'its own number, by default',
    [sending({ port: 80 }, { port: 81, targetPort: 0 }, { port: 82, targetPort: '' }, { port: 83, targetPort: null }), offering(http)],
    [
      at('it sends to TCP port 80, which no pod that it selects declares', 0),
      at('it sends to TCP port 81, which no pod that it selects declares', 1),
      at('it sends to TCP port 82, which no pod that it selects declares', 2),
      at('it sends to TCP port 83, which no pod that it selects declares', 3),
    ],
  ],
  ['a number, where pods declare none', [sending({ port: 80 }), deployment()], []],
  [
    'protocols',
    [sending({ port: 53, protocol: 'UDP', targetPort: 'http' }, { port: 54, protocol: 'UDP' }), offering(http)],
    [at('it sends to UDP port "http", which no pod that it selects has')],
  ],
  ['one pod of several', [sending({ port: 80, targetPort: 'http' }), workload('StatefulSet'), offering(http)], []],
  [
    'a sidecar',
    [
      sending({ port: 80, targetPort: 'http' }),
      deployment({}, { initContainers: [container({ name: 'proxy', restartPolicy: 'Always', ports: [http] })] }),
    ],
    [],
  ],
  [
    'an init container that has ended',
    [sending({ port: 80, targetPort: 'http' }), deployment({}, { initContainers: [container({ name: 'setup', ports: [http] })] })],
    [at('it sends to TCP port "http", which no pod that it selects has')],
  ],
  [
    'no pods in the input, no selector',
    [sending({ port: 80, targetPort: 'web' }), service({ selector: undefined, ports: [{ port: 80 }] })],
    [],
  ],
  [
    'a malformed name, whatever it selects',
    sending({ port: 80, targetPort: 'http_x' }, { port: 81, targetPort: '80' }),
    [
      at('the name "http_x" has characters other than a-z, 0-9 and -, so the API server rejects the Service', 0),
      at('the name "80" has no letter, so the API server rejects the Service', 1),
    ],
  ],
  [
    'no number of a port, whatever it selects',
    [
      sending(
        { port: 80, targetPort: 65536 },
        { port: 81, targetPort: -1 },
        { port: 82, targetPort: 80.5 },
        { port: 83, targetPort: 65535 },
      ),
      service({ selector: undefined, type: 'ExternalName', externalName: 'example.com', ports: [{ port: 80, targetPort: 100000 }] }),
    ],
    [
      at('65536 is not a port number, so the API server rejects the Service', 0),
      at('-1 is not a port number, so the API server rejects the Service', 1),
      at('80.5 is not a port number, so the API server rejects the Service', 2),
      at('100000 is not a port number, so the API server rejects the Service', 0),
    ],
  ],
  [
    'what the server rejects',
    [
      sending({ port: '80' }),
      sending({ port: 80, targetPort: true }),
      service({ ports: 80 }),
      sending('80'),
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 'api' }, spec: [] },
    ],
    [
      '? Service api spec.ports[0].port: the port is a string, not a number',
      '? Service api spec.ports[0].targetPort: targetPort is a boolean, neither a name nor a number',
      '? Service api spec.ports: ports is a number, not a list',
      '? Service api spec.ports[0]: it is a string, not a mapping',
      '? Service api spec.ports[0].port: the port is nothing, not a number',
      '? Service api spec: it is a list, not a mapping',
    ],
  ],
]);
