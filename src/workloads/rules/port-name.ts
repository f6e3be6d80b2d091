import { defineRule, type Outcome } from '../../engine/rule';
import { Severity } from '../../engine/severity';
import { NONE } from '../../model/collect';
import type { PodView } from '../../model/pod-view';
import { portNameFault } from '../../model/port-name';
import { containerPorts, isLasting } from '../containers';
import { pods } from '../pod-security-rule';

/**
 * Names of container ports are well-formed, and a name means one port of the pod.
 *
 * The API server refuses a name that is malformed or stands twice in one container. It takes the same name in two containers; Services then reach the
 * first of them only, so that counts when the numbers differ. A port needs no name.
 */
export const portName = defineRule({
  id: 'workloads/port-name',
  title: 'Names of container ports must be valid and mean one port',
  severity: Severity.LOW,
  fix: 'Give the port a name of its own: at most 15 of a-z, 0-9 and `-`, with a letter.',
  controls: [],
  sources: ['https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#ports', 'https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports'],
  bad: '{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4, ports: [{ name: http_metrics, containerPort: 9090 }] }] } }',
  good: '{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4, ports: [{ name: http-metrics, containerPort: 9090 }] }] } }',
  operations: true,
  subject: pods,
  revisions: [{ since: '1.0', check: judge }],
});

function judge(pod: PodView): readonly Outcome[] {
  let outcomes: Outcome[] | undefined;
  let taken: Map<string, unknown> | undefined;
  for (const container of pod.containers) {
    if (container.spec.ports === undefined) continue;
    const own = new Set<string>();
    containerPorts(container).forEach(({ name, port, protocol }, index) => {
      if (name === '') return;
      const found = (fact: string) => (outcomes ??= []).push({ path: `${container.path}.ports[${index}].name`, message: `the port name ${JSON.stringify(name)} of ${container.label} ${fact}` });
      const fault = portNameFault(name);
      if (fault) return void found(`${fault}, so the API server refuses it`);
      if (own.has(name)) return void found('stands twice in the container, so the API server refuses it');
      own.add(name);
      if (!isLasting(container)) return;
      const key = `${protocol} ${name}`;
      taken ??= new Map<string, unknown>();
      if (taken.has(key) && taken.get(key) !== port) found('means another port in a container before it, which is the one that Services reach');
      else taken.set(key, port);
    });
  }
  return outcomes ?? NONE;
}
