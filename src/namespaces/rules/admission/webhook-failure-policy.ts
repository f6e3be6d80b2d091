import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { isAboutKubernetes, webhooks, type Guard } from './admission';
import { webhookExample } from './admission-examples';

export const webhookFailurePolicy = defineRule({
  id: 'namespaces/webhook-failure-policy',
  title: 'Webhooks for built-in kinds must not set failurePolicy: Ignore',
  description:
    'With `failurePolicy: Ignore`, the API server admits requests without the webhook while the webhook is down, slow or '
    + 'overloaded. Unset means `Fail` and passes. Webhooks for custom kinds only are not checked.\n\n'
    + 'Whether a webhook is security-related is not visible in its configuration; the severity takes that into account.',
  severity: Severity.LOW,
  fix: 'Set failurePolicy: Fail and run several replicas of the webhook, or waive the finding for a webhook that secures nothing.',
  sources: ['https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#failure-policy'],
  bad: webhookExample('failurePolicy: Ignore'),
  good: webhookExample('failurePolicy: Fail'),
  subject: {
    name: 'webhooks about objects of Kubernetes',
    select: (context) => webhooks.select(context).filter(({ value }) => isAboutKubernetes(value)),
  },
  check: failsClosed,
});

function failsClosed({ json, label, path, isValidating }: Guard): readonly Outcome[] {
  const value = json.failurePolicy ?? 'Fail';
  if (value === 'Fail') return NONE;
  if (value !== 'Ignore') {
    return [
      undecided(
        `${path}.failurePolicy`,
        `${label}: failurePolicy is ${JSON.stringify(value)}, neither Fail nor Ignore, so the API server rejects it`,
      ),
    ];
  }
  return [
    {
      path: `${path}.failurePolicy`,
      message:
        `while ${label} is unavailable, the API server admits requests `
        + (isValidating ? 'that it has not validated' : 'without its changes'),
    },
  ];
}
