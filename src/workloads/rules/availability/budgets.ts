import type { Selected, Subject } from '../../../engine/rule';
import { subject } from '../../../engine/subjects';
import { fact } from '../../../kubernetes/objects/fact';
import type { Inventory } from '../../../kubernetes/objects/inventory';
import { LabelSelector } from '../../../kubernetes/objects/label-selector';
import { namespaceOf, type KubeObject } from '../../../kubernetes/objects/object';
import { SelectorIndex } from '../../../kubernetes/objects/selector-index';
import { formatIntOrPercent, readIntOrPercent, type IntOrPercent } from '../../../kubernetes/resources/int-or-percent';
import { isObject, typeName } from '../../../text/json';
import { MultiMap } from '../../../text/multi-map';

/** One of the two fields that say how many pods may go, or must stay. */
export interface BudgetAmount {
  readonly path: string;
  readonly amount: IntOrPercent;
  /** `minAvailable 50%`: for messages. */
  readonly text: string;
}

/** A PodDisruptionBudget of policy/v1 as the API server reads it. */
export interface Budget {
  readonly object: KubeObject;
  readonly namespace: string;
  /** An empty one selects every pod of the namespace, an unset one none. */
  readonly selector: LabelSelector;
  readonly minAvailable: BudgetAmount | undefined;
  readonly maxUnavailable: BudgetAmount | undefined;
  /** Why the API server would reject it; then the rest is only what could be read. */
  readonly faults: readonly { readonly path: string; readonly message: string }[];
}

/** PodDisruptionBudgets, one by one. */
export const disruptionBudgets: Subject<Budget> = subject('PodDisruptionBudget objects', ({ inventory }) => select(inventory));

const select = fact('disruption budgets', (inventory): readonly Selected<Budget>[] =>
  inventory.byKind('policy', 'PodDisruptionBudget').map((object) => ({ value: read(object), object })),
);

/** The budgets of a namespace that select pods of these labels, in no particular order. */
export function budgetsFor(inventory: Inventory, namespace: string, labels: Readonly<Record<string, string>>): readonly Budget[] {
  return byNamespace(inventory).get(namespace)?.matching(labels) ?? [];
}

const byNamespace = fact('disruption budgets by namespace', (inventory): ReadonlyMap<string, SelectorIndex<Budget>> => {
  const lists = MultiMap.by(select(inventory), ({ value }) => value.namespace);
  return new Map(
    [...lists].map(([namespace, budgets]) => [
      namespace,
      new SelectorIndex(
        budgets.map(({ value }) => value),
        ({ selector }) => selector,
      ),
    ]),
  );
});

function read(object: KubeObject): Budget {
  const faults: { path: string; message: string }[] = [];
  const spec = object.json.spec ?? {};
  if (!isObject(spec)) faults.push({ path: 'spec', message: `spec is ${typeName(spec)}, not a mapping` });
  const fields = isObject(spec) ? spec : {};
  const selector = LabelSelector.of(fields.selector);
  if (selector.invalid !== undefined) faults.push({ path: 'spec.selector', message: selector.invalid });
  const amount = (field: 'minAvailable' | 'maxUnavailable'): BudgetAmount | undefined => {
    const value = fields[field];
    if (value === undefined || value === null) return undefined;
    const amountRead = readIntOrPercent(value);
    if (amountRead && !('percent' in amountRead && amountRead.percent > 100)) {
      return { path: `spec.${field}`, amount: amountRead, text: `${field} ${formatIntOrPercent(amountRead)}` };
    }
    faults.push({ path: `spec.${field}`, message: `${field} is neither an integer nor a percentage up to 100%` });
    return undefined;
  };
  const [minAvailable, maxUnavailable] = [amount('minAvailable'), amount('maxUnavailable')];
  if (minAvailable && maxUnavailable) faults.push({ path: 'spec', message: 'minAvailable and maxUnavailable are both set' });
  return { object, namespace: namespaceOf(object), selector, minAvailable, maxUnavailable, faults };
}
