import { asArray, asObject, isObject, isUnset, objectAt, type JsonObject } from '../../../text/json';
import { joinPath } from '../../../text/path';
import type { KubeObject } from '../../objects/object';
import { podOf, type PodView, type WrittenContainer } from '../pod-view';
import { manifestPods } from './manifest-pods';
import { patchedPods } from './pod-patches';

/**
 * The pods of a WorkflowSpec: one for each template that runs containers, and one without containers for what holds for all of them.
 *
 * `container`, `script` and `containerSet` are main containers, sidecars run with them. Templates may be inline in steps and tasks. A
 * template's own `securityContext` replaces that of the workflow, its volumes are added.
 *
 * Source: https://argo-workflows.readthedocs.io/en/latest/fields/
 */
export function workflowPods(object: KubeObject, base: string): readonly PodView[] {
  const workflow = objectAt(object.json, base);
  const { securityContext } = workflow;
  const pods = [
    podOf(object, { ...placeOf(base), metadata: asObject(workflow.podMetadata), spec: workflow, containers: [], part: 'known' }),
    ...patchedPods(object, workflow.podSpecPatch, `${base}.podSpecPatch`),
  ];
  const visit = (value: unknown, path: string): void => {
    if (!isObject(value)) return;
    const containers = containersOf(value, path);
    const own = isObject(value.securityContext);
    if (containers.length > 0) {
      pods.push(
        podOf(object, {
          path: own ? path : base,
          metadataPath: `${path}.metadata`,
          metadata: asObject(value.metadata),
          spec: { securityContext: own ? value.securityContext : securityContext },
          containers,
          part: 'known',
        }),
      );
    }
    const { volumes, tolerations, nodeSelector, affinity, priorityClassName } = value;
    if ([volumes, tolerations, nodeSelector, affinity, priorityClassName].some((field) => !isUnset(field))) {
      const spec = { volumes, tolerations, nodeSelector, affinity, priorityClassName };
      pods.push(podOf(object, { ...placeOf(path), metadata: {}, spec, containers: [], part: 'known' }));
    }
    pods.push(...patchedPods(object, value.podSpecPatch, joinPath(path, 'podSpecPatch')));
    pods.push(...manifestPods(object, asObject(value.resource).manifest, joinPath(path, 'resource', 'manifest')));
    asArray(value.steps).forEach((group, at) =>
      asArray(group).forEach((step, index) => visit(asObject(step).inline, joinPath(path, 'steps', at, index, 'inline'))),
    );
    asArray(asObject(value.dag).tasks).forEach((task, index) =>
      visit(asObject(task).inline, joinPath(path, 'dag', 'tasks', index, 'inline')),
    );
  };
  visit(workflow.templateDefaults, joinPath(base, 'templateDefaults'));
  asArray(workflow.templates).forEach((template, index) => visit(template, joinPath(base, 'templates', index)));
  return pods;
}

function placeOf(path: string): { readonly path: string; readonly metadataPath: string } {
  return { path, metadataPath: `${path}.podMetadata` };
}

function containersOf(template: JsonObject, path: string): readonly WrittenContainer[] {
  const found: WrittenContainer[] = [];
  const add = (spec: unknown, at: string, list: WrittenContainer['list'], noun: string, index: number) => {
    if (isObject(spec)) found.push({ spec, path: at, list, noun, index });
  };
  const all = (items: unknown, at: string, list: WrittenContainer['list'], noun: string) =>
    asArray(items).forEach((item, index) => add(item, `${at}[${index}]`, list, noun, index));
  all(template.initContainers, `${path}.initContainers`, 'initContainers', 'init container');
  // The main container has no name of its own, and its template seldom has none.
  const named = (main: unknown) => (isObject(main) && typeof template.name === 'string' ? { name: template.name, ...main } : main);
  add(named(template.container), `${path}.container`, 'containers', 'container', 0);
  add(named(template.script), `${path}.script`, 'containers', 'script', 0);
  all(asObject(template.containerSet).containers, `${path}.containerSet.containers`, 'containers', 'container');
  all(template.sidecars, `${path}.sidecars`, 'containers', 'sidecar');
  return found;
}
