import { ApiObject, type Chart } from 'cdk8s';
import { stripNamespaceOfClusterScoped } from '../../cdk8s/cluster-scoped';
import { Scope, scopeOf } from '../../kubernetes/objects/kinds';

/**
 * What is wrong with the contents of a namespace's chart when it is synthesised; sets right what can be: cluster-scoped objects lose the
 * namespace that cdk8s gave them.
 */
export function checkContents(chart: Chart): string[] {
  stripNamespaceOfClusterScoped(chart);
  const faults = new Set<string>();
  const names = new Map<string, string>();
  for (const node of chart.node.findAll()) {
    if (!ApiObject.isApiObject(node)) continue;
    const object = node as ApiObject;
    const group = object.apiGroup === 'core' ? '' : object.apiGroup;
    const { namespace } = object.metadata;
    if (object.chart !== chart) {
      const strays = namespace === undefined && scopeOf(group, object.kind) === Scope.NAMESPACED;
      if (strays) {
        faults.add(
          `the chart ${object.chart.node.path} is nested in a namespace but states none, so ${object.kind} ${object.name} would not `
            + `land in ${chart.namespace}. Use a Construct in place of the chart.`,
        );
      }
      if (namespace === chart.namespace) {
        faults.add(
          `the chart ${object.chart.node.path} is nested in the namespace that it fills, so cdk8s would have it applied before the `
            + 'Namespace. Use a Construct in place of the chart.',
        );
      }
      continue;
    }
    const key = `${group}/${object.kind}/${namespace ?? ''}/${object.name}`;
    const other = names.get(key);
    if (other !== undefined) {
      faults.add(
        `${other} and ${object.node.path} are both ${object.kind} ${object.name}, so one would overwrite the other. Give one of them `
          + 'another metadata.name.',
      );
    } else names.set(key, object.node.path);
  }
  return [...faults];
}
