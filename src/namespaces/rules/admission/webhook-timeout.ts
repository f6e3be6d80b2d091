import { integerOption } from '../../../engine/options';
import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { isAboutKubernetes, webhooks, type Guard } from './admission';
import { webhookExample } from './admission-examples';

const DEFAULT_SECONDS = 10;

export const webhookTimeout = defineRule({
  id: 'namespaces/webhook-timeout',
  operations: true,
  title: 'Webhooks for built-in kinds must not set timeoutSeconds above 10',
  description:
    'Every matching request waits for the webhook, and the times of several webhooks add up. Unset means 10 seconds and passes. '
    + 'The API server accepts 1 to 30; any other value is unknown.',
  severity: Severity.LOW,
  fix: 'Set timeoutSeconds to 10 or less.',
  sources: ['https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/#webhook-performance'],
  bad: webhookExample('timeoutSeconds: 30', 'Mutating'),
  good: webhookExample('timeoutSeconds: 3', 'Mutating'),
  subject: {
    name: 'webhooks about objects of Kubernetes',
    select: (context) => webhooks.select(context).filter(({ value }) => isAboutKubernetes(value)),
  },
  options: { most: integerOption('The most seconds for which a request may wait.', DEFAULT_SECONDS, { maximum: 30 }) },
  check: answersSoon,
});

function answersSoon({ json, path, label }: Guard, _: CheckContext, { most }: { readonly most: number }): readonly Outcome[] {
  const seconds = json.timeoutSeconds ?? DEFAULT_SECONDS;
  const place = `${path}.timeoutSeconds`;
  if (typeof seconds !== 'number' || seconds < 1 || seconds > 30) {
    return [
      undecided(place, `${label}: timeoutSeconds is ${JSON.stringify(seconds)}, not a number from 1 to 30, so the API server rejects it`),
    ];
  }
  return seconds <= most ? NONE : [{ path: place, message: `${label} may keep a request waiting for ${seconds} seconds` }];
}
