import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { pods } from '../../../engine/subjects';
import { collect, NONE } from '../../../kubernetes/objects/collect';
import { containerPorts } from '../../../kubernetes/pods/container-ports';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import { isLasting } from '../../../kubernetes/pods/lifetime';
import type { ContainerView, PodView } from '../../../kubernetes/pods/pod-view';
import { isObject, isUnset, typeName } from '../../../text/json';
import { handlerOf, type ProbeField } from './probes';

export const probePort = defineRule({
  id: 'workloads/probe-port',
  title: 'Probes must use a port that the pod declares',
  description:
    "A port name is looked up in the container's own ports, as the kubelet does: with an unknown name the probe never succeeds. "
    + 'A number needs no declaration, but it is a violation if the long-running containers of the pod declare TCP ports and none '
    + 'of them is this port, since they share the network of the pod.\n\n'
    + 'For a probe that sets `host`, only port names are checked.',
  severity: Severity.LOW,
  fix: 'Correct the port of the probe, or declare it in the `ports` of the container.',
  sources: ['https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/'],
  bad: examplePod({ container: 'ports: [{ name: http, containerPort: 8080 }], livenessProbe: { httpGet: { path: /, port: web } }' }),
  good: examplePod({ container: 'ports: [{ name: http, containerPort: 8080 }], livenessProbe: { httpGet: { path: /, port: http } }' }),
  operations: true,
  subject: pods,
  check: (pod) => collect(pod.containers, (container) => (isLasting(container) ? requireDeclaredPorts(container, pod) : NONE)),
});

const PROBES: readonly (readonly [ProbeField, string])[] = [
  ['livenessProbe', 'liveness probe'],
  ['readinessProbe', 'readiness probe'],
  ['startupProbe', 'startup probe'],
];

function requireDeclaredPorts(container: ContainerView, pod: PodView): readonly Outcome[] {
  let outcomes: Outcome[] | undefined;
  for (const [field, noun] of PROBES) {
    const probe = container.spec[field];
    const handler = isObject(probe) ? handlerOf(probe) : undefined;
    if (!handler || handler.type === 'exec') continue;
    const { port, host } = handler.fields;
    const fact = fault(port, container, isUnset(host) || host === '' ? pod : undefined);
    if (fact === undefined && (typeof port === 'number' || typeof port === 'string')) continue;
    const path = `${container.path}.${field}.${handler.type}.port`;
    if (fact !== undefined) {
      (outcomes ??= []).push({ path, message: `the ${noun} of ${container.label} uses port ${JSON.stringify(port)}, which ${fact}` });
    } else {
      (outcomes ??= []).push(
        undecided(path, `the port of the ${noun} of ${container.label} is ${typeName(port)}, neither a name nor a number`),
      );
    }
  }
  return outcomes ?? NONE;
}

function fault(port: unknown, container: ContainerView, pod: PodView | undefined): string | undefined {
  if (typeof port === 'string') {
    return containerPorts(container).some(({ name }) => name === port) ? undefined : 'is not a name of a port of that container';
  }
  if (typeof port !== 'number' || !pod) return undefined;
  let declaresAny = false;
  for (const each of pod.containers) {
    if (!isLasting(each)) continue;
    for (const entry of containerPorts(each)) {
      if (entry.protocol !== 'TCP') continue;
      if (entry.port === port) return undefined;
      declaresAny = true;
    }
  }
  return declaresAny ? 'no container of the pod declares' : undefined;
}
