import { isObject, stringMap, typeName, type JsonObject } from '../../text/json';
import { MultiMap } from '../../text/multi-map';
import { fact } from '../objects/fact';
import type { Inventory } from '../objects/inventory';
import { LabelSelector } from '../objects/label-selector';
import { memo } from '../objects/memo';
import { namespaceOf, type KubeObject } from '../objects/object';

/** One entry of a Service's `ports`. */
export interface ServicePortView {
  /** `spec.ports[0]` */
  readonly path: string;
  /** '' when unset. */
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
  /** Name or number of the pods' port; the Service's own number where none is written. */
  readonly target: string | number;
}

/** A Service as the API server reads it, defaults filled in. */
export interface ServiceView {
  readonly object: KubeObject;
  readonly namespace: string;
  /** Undefined when it selects no pods: none is written, or the Service is an alias of an outside name. */
  readonly selector: LabelSelector | undefined;
  readonly ports: readonly ServicePortView[];
  /** Why the API server would reject it; then the rest is only what could be read. */
  readonly faults: readonly { readonly path: string; readonly message: string }[];
}

/** All Services of the inventory, in input order. */
export const services: (inventory: Inventory) => readonly ServiceView[] = fact('Services', (inventory) =>
  inventory.byKind('', 'Service').map((object) => serviceView(object)),
);

/** Those of a namespace, in input order. */
export function servicesIn(inventory: Inventory, namespace: string): readonly ServiceView[] {
  return byNamespace(inventory).get(namespace);
}

const byNamespace = fact('Services by namespace', (inventory) => MultiMap.by(services(inventory), ({ namespace }) => namespace));

/** One Service. */
export const serviceView: (object: KubeObject) => ServiceView = memo(read);

function read(object: KubeObject): ServiceView {
  const faults: { path: string; message: string }[] = [];
  const spec = mapping(object.json.spec, 'spec', faults);
  const written = mapping(spec.selector, 'spec.selector', faults);
  const labels = stringMap(written);
  if (Object.keys(labels).length < Object.keys(written).length) {
    faults.push({ path: 'spec.selector', message: 'the selector has values that are not strings' });
  }
  const ports = spec.ports ?? [];
  if (!Array.isArray(ports)) faults.push({ path: 'spec.ports', message: `ports is ${typeName(ports)}, not a list` });
  return {
    object,
    namespace: namespaceOf(object),
    selector: Object.keys(labels).length === 0 || spec.type === 'ExternalName' ? undefined : LabelSelector.of({ matchLabels: labels }),
    ports: (Array.isArray(ports) ? ports : []).flatMap((port: unknown, index) => readPort(port, `spec.ports[${index}]`, faults)),
    faults,
  };
}

function readPort(value: unknown, path: string, faults: { path: string; message: string }[]): ServicePortView[] {
  const { name, port, protocol, targetPort } = mapping(value, path, faults);
  if (typeof port !== 'number') {
    faults.push({ path: `${path}.port`, message: `the port is ${typeName(port)}, not a number` });
    return [];
  }
  const target = targetPort === undefined || targetPort === null || targetPort === 0 || targetPort === '' ? port : targetPort;
  if (typeof target !== 'number' && typeof target !== 'string') {
    faults.push({ path: `${path}.targetPort`, message: `targetPort is ${typeName(target)}, neither a name nor a number` });
    return [];
  }
  return [
    {
      path,
      name: typeof name === 'string' ? name : '',
      port,
      protocol: typeof protocol === 'string' && protocol !== '' ? protocol : 'TCP',
      target,
    },
  ];
}

function mapping(value: unknown, path: string, faults: { path: string; message: string }[]): JsonObject {
  if (isObject(value)) return value;
  if (value !== undefined && value !== null) faults.push({ path, message: `it is ${typeName(value)}, not a mapping` });
  return {};
}
