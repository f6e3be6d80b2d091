import { routeBackend } from '../../../../src/workloads/rules/routing/route-backend';
import { table } from '../../../support/pods';
import { namespace, operated, service } from '../../../support/workloads';

const ingress = (spec: object, metadata: object = {}) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'api', ...metadata },
  spec,
});
const to = (name: unknown, port: object = { number: 80 }) => ({ service: { name, port } });
const paths = (...backends: object[]) =>
  ingress({ rules: [{ http: { paths: backends.map((backend) => ({ path: '/', pathType: 'Prefix', backend })) } }] });
const route = (kind: string, ...backendRefs: object[]) => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind,
  metadata: { name: 'api' },
  spec: { rules: [{ backendRefs }] },
});
const DEFAULT = 'Ingress api spec.defaultBackend.service';

table(routeBackend, [
  [
    'a Service with that port',
    [ingress({ defaultBackend: to('api') }), paths(to('api')), route('HTTPRoute', { name: 'api', port: 80 }), service()],
    [],
  ],
  [
    'by the name of the port',
    [ingress({ defaultBackend: to('api', { name: 'http' }) }), service({ ports: [{ name: 'http', port: 80 }] })],
    [],
  ],
  [
    'another port, of default and of paths',
    [
      ingress({ defaultBackend: to('api', { number: 8080 }) }),
      paths(to('api'), to('api', { name: 'http' })),
      service({ ports: [{ port: 80 }, { name: 'x', port: 81 }] }),
    ],
    [
      `${DEFAULT}: it leads to port 8080 of Service api, which has 80, 81`,
      'Ingress api spec.rules[0].http.paths[1].backend.service: it leads to port "http" of Service api, which has 80, 81',
    ],
  ],
  [
    'targetPort is not what counts',
    [ingress({ defaultBackend: to('api', { number: 8080 }) }), service({ ports: [{ port: 80, targetPort: 8080 }] })],
    [`${DEFAULT}: it leads to port 8080 of Service api, which has 80`],
  ],
  ['not in the input', [ingress({ defaultBackend: to('web') })], [`? ${DEFAULT}: it leads to Service web, which is not in the input`]],
  [
    'not in a namespace that is all known',
    [namespace(), ingress({ defaultBackend: to('web') })],
    [`${DEFAULT}: it leads to Service web, which is not in the input`],
  ],
  [
    'where an operator may make it',
    [namespace(), operated(), ingress({ defaultBackend: to('web') })],
    [`? ${DEFAULT}: it leads to Service web, which is not in the input`],
  ],
  [
    'of another namespace',
    [ingress({ defaultBackend: to('api') }, { namespace: 'b' }), service()],
    ['? Ingress b/api spec.defaultBackend.service: it leads to Service api, which is not in the input'],
  ],
  [
    'routes, each kind',
    [...['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'].map((kind) => route(kind, { name: 'api', port: 81 })), service()],
    ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'].map(
      (kind) => `${kind} api spec.rules[0].backendRefs[0]: it leads to port 81 of Service api, which has 80`,
    ),
  ],
  [
    'a route to another namespace',
    [route('HTTPRoute', { name: 'api', namespace: 'b', port: 81 }), service({}, { namespace: 'b' })],
    ['HTTPRoute api spec.rules[0].backendRefs[0]: it leads to port 81 of Service api, which has 80'],
  ],
  [
    'other kinds of backends',
    [
      ingress({ defaultBackend: { resource: { kind: 'Bucket', name: 'a' } } }),
      route('HTTPRoute', { group: 'example.com', kind: 'Bucket', name: 'a' }),
      ingress({}),
      ingress({ rules: [{ host: 'a' }] }),
    ],
    [],
  ],
  [
    'a Service without ports, or that cannot be read',
    [ingress({ defaultBackend: to('api') }), service({ type: 'ExternalName', externalName: 'a', ports: undefined })],
    [],
  ],
  [
    'no port, or one of a wrong type',
    [
      service(),
      ingress({ defaultBackend: to('api', {}) }),
      paths({ service: { name: 'api' } }, to('web', { number: 0 }), to('api', { name: '', number: '80' })),
      route('HTTPRoute', { name: 'api' }),
    ],
    [
      `? ${DEFAULT}: the backend names no port of Service api, so the API server rejects it`,
      '? Ingress api spec.rules[0].http.paths[0].backend.service: the backend names no port of Service api, so the API server rejects it',
      '? Ingress api spec.rules[0].http.paths[1].backend.service: the backend names no port of Service web, so the API server rejects it',
      '? Ingress api spec.rules[0].http.paths[2].backend.service: the backend names no port of Service api, so the API server rejects it',
      '? HTTPRoute api spec.rules[0].backendRefs[0]: the backend names no port of Service api, so the API server rejects it',
    ],
  ],
  ['no name', ingress({ defaultBackend: to(undefined) }), [`? ${DEFAULT}: the backend names no Service, so the API server rejects it`]],
]);
