import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { objectsOfKind } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { asObject } from '../../../text/json';

/** Handlers of gVisor and Kata Containers, as their installers name them. */
const ISOLATED = /^(runsc|gvisor|kata)/;

export const sandboxRuntimeClass = defineRule({
  id: 'workloads/sandbox-runtime-class',
  title: 'Agent sandboxes must use an isolating RuntimeClass (gVisor or Kata Containers)',
  description:
    'Agent sandboxes (agents.x-k8s.io) run code that has not been reviewed, so they must be isolated from the kernel of the node. '
    + 'Handlers of gVisor (`runsc`, `gvisor`) and Kata Containers (`kata…`) are known to isolate. A RuntimeClass that is not in '
    + 'the input is unknown, unless its name begins like one of those handlers.',
  severity: Severity.MEDIUM,
  fix: 'Set podTemplate.spec.runtimeClassName to a RuntimeClass of gVisor or Kata Containers.',
  sources: ['https://github.com/kubernetes-sigs/agent-sandbox', 'https://kubernetes.io/docs/concepts/containers/runtime-class/'],
  bad:
    '{ apiVersion: extensions.agents.x-k8s.io/v1beta1, kind: SandboxTemplate, metadata: { name: python }, '
    + 'spec: { podTemplate: { spec: { containers: [{ name: python, image: python }] } } } }',
  good:
    '{ apiVersion: extensions.agents.x-k8s.io/v1beta1, kind: SandboxTemplate, metadata: { name: python }, '
    + 'spec: { podTemplate: { spec: { runtimeClassName: gvisor, containers: [{ name: python, image: python }] } } } }',
  subject: objectsOfKind('extensions.agents.x-k8s.io/SandboxTemplate', 'agents.x-k8s.io/Sandbox'),
  check: isIsolated,
});

function isIsolated({ json }: KubeObject, { inventory }: CheckContext): readonly Outcome[] {
  const name = asObject(asObject(asObject(json.spec).podTemplate).spec).runtimeClassName ?? '';
  const path = 'spec.podTemplate.spec.runtimeClassName';
  if (typeof name !== 'string') return [undecided(path, 'runtimeClassName is not a string, so the API server rejects the sandbox')];
  if (name === '') return [{ path, message: 'the sandbox shares the kernel of its node: it names no RuntimeClass' }];
  const runtimeClass = inventory.find('node.k8s.io', 'RuntimeClass', '', name);
  if (!runtimeClass) {
    return ISOLATED.test(name) ? NONE : [undecided(path, `whether the RuntimeClass ${name} isolates is unknown: it is not in the input`)];
  }
  const { handler } = runtimeClass.json;
  if (typeof handler === 'string' && ISOLATED.test(handler)) return NONE;
  return [
    { path, message: `the sandbox shares the kernel of its node: the RuntimeClass ${name} has the handler ${JSON.stringify(handler)}` },
  ];
}
