import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { LabelSelector } from '../../../kubernetes/objects/label-selector';
import { optOuts, validators, type Guard } from './admission';
import { webhookExample } from './admission-examples';

/**
 * No label of an object takes it out of a validating policy or webhook: who creates an object sets its labels, and so chooses not to be
 * asked about.
 *
 * Judged: entries `NotIn` and `DoesNotExist` of `objectSelector`. A selector that picks objects by a label that they have is another
 * matter: then the label is what the policy is about. Webhooks for custom kinds alone, and those that change objects, are not judged.
 */
export const admissionObjectOptOut = defineRule({
  id: 'namespaces/admission-object-opt-out',
  title: 'Labels must not take objects out of admission policies',
  severity: Severity.MEDIUM,
  fix:
    'Remove the entry of objectSelector; leave out namespaces by name (namespaceSelector with kubernetes.io/metadata.name) or users by '
    + 'matchConditions.',
  controls: [],
  sources: ['https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#matching-requests-objectselector'],
  bad: webhookExample('objectSelector: { matchExpressions: [{ key: skip, operator: DoesNotExist }] }'),
  good: webhookExample(''),
  subject: validators,
  revisions: [{ since: '1.0', check: forbidOptOut }],
});

function forbidOptOut({ match, matchPath, label }: Guard): Outcome[] {
  const { objectSelector } = match;
  const { invalid } = LabelSelector.of(objectSelector);
  if (invalid !== undefined) return [undecided(`${matchPath}.objectSelector`, `${label}: ${invalid}, so the API server refuses it`)];
  return optOuts(objectSelector).map(({ index, fact }) => ({
    path: `${matchPath}.objectSelector.matchExpressions[${index}]`,
    message: `${label} is not asked about objects ${fact}, which who creates them may set`,
  }));
}
