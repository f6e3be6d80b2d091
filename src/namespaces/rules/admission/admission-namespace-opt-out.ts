import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import type { Inventory } from '../../../kubernetes/objects/inventory';
import { LabelSelector } from '../../../kubernetes/objects/label-selector';
import { optOuts, validators, type Guard } from './admission';
import { webhookExample } from './admission-examples';

export const admissionNamespaceOptOut = defineRule({
  id: 'namespaces/admission-namespace-opt-out',
  title: 'Validating policies and webhooks must exclude namespaces by name (kubernetes.io/metadata.name)',
  description:
    'A user who may label a namespace can exclude it if the selector uses another label. Checked are the entries `NotIn` and '
    + '`DoesNotExist` of `namespaceSelector` with a key other than `kubernetes.io/metadata.name`, which the API server sets.\n\n'
    + 'A selector that selects namespaces by a label that they have is not checked: most namespaces are then meant to be '
    + 'excluded. Webhooks for custom kinds only are not checked.',
  severity: Severity.LOW,
  fix: 'Use { key: kubernetes.io/metadata.name, operator: NotIn, values: [...] } with the namespaces to exclude.',
  sources: [
    'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#matching-requests-namespaceselector',
  ],
  bad: webhookExample('namespaceSelector: { matchExpressions: [{ key: skip, operator: DoesNotExist }] }'),
  good: webhookExample('namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: NotIn, values: [guard] }] }'),
  subject: validators,
  check: forbidOptOut,
});

function forbidOptOut({ match, matchPath, label }: Guard, { inventory }: CheckContext): Outcome[] {
  const { namespaceSelector } = match;
  const { invalid } = LabelSelector.of(namespaceSelector);
  if (invalid !== undefined) return [undecided(`${matchPath}.namespaceSelector`, `${label}: ${invalid}, so the API server rejects it`)];
  return optOuts(namespaceSelector).map(({ index, fact }) => {
    const out = namespacesWithout(inventory, (namespaceSelector as { matchExpressions: readonly unknown[] }).matchExpressions[index]);
    return {
      path: `${matchPath}.namespaceSelector.matchExpressions[${index}]`,
      message: `${label} does not receive requests for namespaces ${fact}${out.length === 0 ? '' : `, which are now: ${out.join(', ')}`}`,
    };
  });
}

/** Namespaces of the input that an entry leaves out. */
function namespacesWithout(inventory: Inventory, expression: unknown): string[] {
  const selector = LabelSelector.of({ matchExpressions: [expression] });
  return inventory
    .byKind('', 'Namespace')
    .filter(({ labels }) => !selector.matches(labels))
    .map(({ name }) => name);
}
