import { namespaceOf, type KubeObject } from '../../../kubernetes/objects/object';
import { asArray, asObject, asString, isObject } from '../../../text/json';

/** What an Ingress or route sends to, where that is a Service. */
export interface Backend {
  readonly path: string;
  readonly namespace: string;
  /** Undefined when it names none. */
  readonly name: string | undefined;
  /** Name or number of the Service's port; undefined when none is written, or neither. 0 is none. */
  readonly port: string | number | undefined;
}

/** The backends that are Services, in the order in which they stand. */
export function backendsOf(object: KubeObject): Backend[] {
  const spec = asObject(object.json.spec);
  return object.kind === 'Ingress'
    ? ingressBackends(object)
    : asArray(spec.rules).flatMap((rule, index) => references(object, asObject(rule).backendRefs, `spec.rules[${index}].backendRefs`));
}

function ingressBackends(object: KubeObject): Backend[] {
  const spec = asObject(object.json.spec);
  const backends = toService(object, spec.defaultBackend, 'spec.defaultBackend');
  asArray(spec.rules).forEach((rule, index) => {
    asArray(asObject(asObject(rule).http).paths).forEach((entry, position) => {
      backends.push(...toService(object, asObject(entry).backend, `spec.rules[${index}].http.paths[${position}].backend`));
    });
  });
  return backends;
}

function toService(object: KubeObject, value: unknown, path: string): Backend[] {
  const { service } = asObject(value);
  if (!isObject(service)) return [];
  const { name, number } = asObject(service.port);
  return [
    {
      path: `${path}.service`,
      namespace: namespaceOf(object),
      name: asString(service.name),
      port: typeof name === 'string' && name !== '' ? name : typeof number === 'number' && number !== 0 ? number : undefined,
    },
  ];
}

/** References of the Gateway API: a Service of the route's own namespace unless they say otherwise. */
function references(object: KubeObject, value: unknown, path: string): Backend[] {
  return asArray(value).flatMap((entry, index) => {
    const { group, kind, name, namespace, port } = asObject(entry);
    if ((group ?? '') !== '' || (kind ?? 'Service') !== 'Service') return [];
    return [
      {
        path: `${path}[${index}]`,
        namespace: asString(namespace) ?? namespaceOf(object),
        name: asString(name),
        port: typeof port === 'number' ? port : undefined,
      },
    ];
  });
}
