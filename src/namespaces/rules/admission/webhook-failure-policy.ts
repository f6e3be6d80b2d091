import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { isAboutKubernetes, webhooks, type Guard } from './admission';
import { webhookExample } from './admission-examples';

/**
 * A webhook about objects of Kubernetes itself fails closed: with `failurePolicy: Ignore` requests pass while it is down, slow, or kept
 * busy.
 *
 * Unset is Fail. Webhooks for custom kinds alone are not judged. Whether one is a matter of security does not show: hence the severity.
 */
export const webhookFailurePolicy = defineRule({
  id: 'namespaces/webhook-failure-policy',
  title: 'Webhooks about objects of Kubernetes must fail closed',
  severity: Severity.LOW,
  fix: 'Set failurePolicy: Fail and run several replicas of the webhook, or waive the finding for a webhook that secures nothing.',
  controls: [],
  sources: ['https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#failure-policy'],
  bad: webhookExample('failurePolicy: Ignore'),
  good: webhookExample('failurePolicy: Fail'),
  subject: {
    name: 'webhooks about objects of Kubernetes',
    select: (context) => webhooks.select(context).filter(({ value }) => isAboutKubernetes(value)),
  },
  revisions: [{ since: '1.0', check: failsClosed }],
});

function failsClosed({ json, label, path, isValidating }: Guard): readonly Outcome[] {
  const value = json.failurePolicy ?? 'Fail';
  if (value === 'Fail') return NONE;
  if (value !== 'Ignore') {
    return [
      undecided(
        `${path}.failurePolicy`,
        `${label}: failurePolicy is ${JSON.stringify(value)}, neither Fail nor Ignore, so the API server refuses it`,
      ),
    ];
  }
  return [
    {
      path: `${path}.failurePolicy`,
      message: `while ${label} cannot be reached, requests pass ${isValidating ? 'without its consent' : 'without its changes'}`,
    },
  ];
}
