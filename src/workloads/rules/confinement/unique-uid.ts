import { optionalListOption, type OptionValues } from '../../../engine/options';
import { defineRule, NOT_APPLICABLE, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { pods } from '../../../engine/subjects';
import { collect, NONE } from '../../../kubernetes/objects/collect';
import { fact } from '../../../kubernetes/objects/fact';
import { describe } from '../../../kubernetes/objects/object';
import { podViews, type ContainerView, type PodView } from '../../../kubernetes/pods/pod-view';
import { pathTest } from '../../../text/glob';
import { isUnset } from '../../../text/json';

const options = {
  namespaces: optionalListOption('Namespaces in which no two workloads may run as one uid; `*` and `?` stand for parts of a name.'),
};

export const uniqueUid = defineRule({
  id: 'workloads/unique-uid',
  title: 'Workloads must not share a uid with others (runAsUser) in the namespaces that the option names',
  description:
    'A process that escapes from its container has the rights of its uid on the node, and with them those of the processes and files '
    + 'of every other pod with that uid. Many images fix their uid, and a user namespace (`hostUsers: false`) keeps pods apart without '
    + 'numbers of their own, so the rule does not apply until `namespaces` is set. Pods with a user namespace are exempt. A uid that '
    + 'is unset comes from the image and passes. Workloads of the whole input count; the finding is on all but the first.',
  severity: Severity.LOW,
  fix: 'Set `hostUsers: false`, or a `runAsUser` that no other workload has.',
  sources: [
    'https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/',
    'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-the-security-context-for-a-pod',
  ],
  exampleOptions: { namespaces: ['*'] },
  bad: `${example('api', 1000)}\n---\n${example('web', 1000)}`,
  good: `${example('api', 1000)}\n---\n${example('web', 1001)}`,
  operations: true,
  subject: pods,
  options,
  check: forbidShared,
});

function example(name: string, uid: number): string {
  return (
    `{ apiVersion: v1, kind: Pod, metadata: { name: ${name} }, `
    + `spec: { securityContext: { runAsUser: ${uid} }, containers: [{ name: ${name}, image: registry.example.com/${name}:1.4 }] } }`
  );
}

/** The first workload that runs as a uid. */
const firsts = fact('workloads by uid', (inventory) => {
  const found = new Map<number, PodView>();
  for (const pod of podViews(inventory)) {
    for (const container of pod.containers) {
      const uid = uidOf(pod, container);
      if (uid !== undefined && !found.has(uid)) found.set(uid, pod);
    }
  }
  return found;
});

function uidOf({ spec, securityContext }: PodView, container: ContainerView): number | undefined {
  if (spec.hostUsers === false) return undefined;
  const own = container.securityContext.runAsUser;
  const uid = isUnset(own) ? securityContext.runAsUser : own;
  return typeof uid === 'number' ? uid : undefined;
}

function forbidShared(pod: PodView, { inventory }: CheckContext, { namespaces }: OptionValues<typeof options>): readonly Outcome[] {
  if (namespaces === undefined) return NOT_APPLICABLE;
  if (!namespaces.some((pattern) => pathTest(pattern)(pod.namespace))) return NONE;
  return collect(pod.containers, (container): readonly Outcome[] => {
    const uid = uidOf(pod, container);
    const first = uid === undefined ? undefined : firsts(inventory).get(uid);
    if (first === undefined || isSame(first, pod)) return NONE;
    return [
      {
        path: `${container.path}.securityContext.runAsUser`,
        message: `${container.label} runs as uid ${uid}, as ${describe(first.object)} does`,
        related: [{ object: first.object, path: first.path, what: 'the other workload' }],
      },
    ];
  });
}

/** A workload that is in the input twice, as in the variants of an overlay, is one. */
function isSame(one: PodView, other: PodView): boolean {
  const [a, b] = [one.object, other.object];
  return a === b || (a.group === b.group && a.kind === b.kind && one.namespace === other.namespace && a.name !== '' && a.name === b.name);
}
