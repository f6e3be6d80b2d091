import { defineRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { pods } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import { containerPorts, type ContainerPort } from '../../../kubernetes/pods/container-ports';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import { isLasting } from '../../../kubernetes/pods/lifetime';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { portNameFault } from '../../../kubernetes/services/port-name';

export const portName = defineRule({
  id: 'workloads/port-name',
  title: 'Container port names must be valid, and each must refer to one port',
  description:
    'The API server rejects an invalid name, and a name that is repeated in one container. It accepts the same name in two '
    + 'containers, and Services then reach only the first: a violation if the numbers differ. A port needs no name.',
  severity: Severity.LOW,
  fix: 'Give the port a name of its own: at most 15 of a-z, 0-9 and `-`, with a letter.',
  sources: [
    'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#ports',
    'https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports',
  ],
  bad: examplePod({ container: 'ports: [{ name: http_metrics, containerPort: 9090 }]' }),
  good: examplePod({ container: 'ports: [{ name: http-metrics, containerPort: 9090 }]' }),
  operations: true,
  subject: pods,
  check: requireValidNames,
});

function requireValidNames(pod: PodView): readonly Outcome[] {
  let outcomes: Outcome[] | undefined;
  let taken: Map<string, ContainerPort> | undefined;
  for (const container of pod.containers) {
    const ports = containerPorts(container);
    const own = ports.length > 1 ? new Set<string>() : undefined;
    const isShared = pod.containers.length > 1 && isLasting(container);
    for (const [index, port] of ports.entries()) {
      if (port.name === '') continue;
      const key = port.protocol === 'TCP' ? port.name : `${port.protocol} ${port.name}`;
      const other = isShared ? (taken ??= new Map<string, ContainerPort>()).get(key) : undefined;
      const fact = factOf(port, own?.has(port.name) ?? false, other);
      if (fact !== undefined) {
        (outcomes ??= []).push({
          path: `${container.path}.ports[${index}].name`,
          message: `the port name ${JSON.stringify(port.name)} of ${container.label} ${fact}`,
        });
      }
      own?.add(port.name);
      if (isShared && !other) taken!.set(key, port);
    }
  }
  return outcomes ?? NONE;
}

function factOf({ name, port, protocol }: ContainerPort, isRepeated: boolean, other: ContainerPort | undefined): string | undefined {
  const fault = portNameFault(name);
  if (fault !== undefined) return `${fault}, so the API server rejects it`;
  if (isRepeated) return 'is repeated in the container, so the API server rejects it';
  return other && other.protocol === protocol && other.port !== port
    ? 'means another port in a container before it, which is the one that Services reach'
    : undefined;
}
