import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { LabelSelector } from '../../../kubernetes/objects/label-selector';
import { optOuts, validators, type Guard } from './admission';
import { webhookExample } from './admission-examples';

export const admissionObjectOptOut = defineRule({
  id: 'namespaces/admission-object-opt-out',
  title: 'Validating policies and webhooks must not let objects opt out by label (objectSelector)',
  description:
    'A user who creates an object sets its labels, and can exclude it from the policy. Checked are the entries `NotIn` and '
    + '`DoesNotExist` of `objectSelector`.\n\n'
    + 'A selector that selects objects by a label that they have passes: the policy is then about that label. Mutating webhooks, '
    + 'and webhooks for custom kinds only, are not checked.',
  severity: Severity.MEDIUM,
  fix:
    'Remove the entry of objectSelector; leave out namespaces by name (namespaceSelector with kubernetes.io/metadata.name) or users by '
    + 'matchConditions.',
  sources: ['https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#matching-requests-objectselector'],
  bad: webhookExample('objectSelector: { matchExpressions: [{ key: skip, operator: DoesNotExist }] }'),
  good: webhookExample(''),
  subject: validators,
  check: forbidOptOut,
});

function forbidOptOut({ match, matchPath, label }: Guard): Outcome[] {
  const { objectSelector } = match;
  const { invalid } = LabelSelector.of(objectSelector);
  if (invalid !== undefined) return [undecided(`${matchPath}.objectSelector`, `${label}: ${invalid}, so the API server rejects it`)];
  return optOuts(objectSelector).map(({ index, fact }) => ({
    path: `${matchPath}.objectSelector.matchExpressions[${index}]`,
    message: `${label} does not check objects ${fact}, and anyone who creates an object can set that label`,
  }));
}
