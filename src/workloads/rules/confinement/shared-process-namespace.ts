import { defineRule, undecided } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { writtenPods } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import { isUnset, typeName } from '../../../text/json';

export const sharedProcessNamespace = defineRule({
  id: 'workloads/shared-process-namespace',
  title: 'Pods with several containers must not set shareProcessNamespace: true',
  description:
    "Containers that share their processes see each other's command lines and, as the same user, each other's environment and "
    + 'files (`/proc/<pid>/root`), including Secrets. Unset and false pass, and so does a pod with one container.',
  severity: Severity.LOW,
  fix: 'Remove `shareProcessNamespace`; to look into a running pod use `kubectl debug --target`.',
  sources: ['https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/#understanding-process-namespace-sharing'],
  bad:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { shareProcessNamespace: true, '
    + 'containers: [{ name: api, image: registry.example.com/api:1.4 }, { name: proxy, image: registry.example.com/proxy:2.1 }] } }',
  good:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4 }, '
    + '{ name: proxy, image: registry.example.com/proxy:2.1 }] } }',
  subject: writtenPods,
  check: ({ spec: { shareProcessNamespace: shared }, path, containers }) => {
    if (isUnset(shared) || shared === false) return NONE;
    const place = `${path}.shareProcessNamespace`;
    if (shared !== true) return [undecided(place, `shareProcessNamespace is ${typeName(shared)}, not a boolean`)];
    return containers.length > 1
      ? [{ path: place, message: `the ${containers.length} containers of the pod see each other's processes, environment and files` }]
      : NONE;
  },
});
