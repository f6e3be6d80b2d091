import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { LabelSelector } from '../../../kubernetes/objects/label-selector';
import { asArray, asObject, asString } from '../../../text/json';
import { webhooks, type Guard } from './admission';
import { webhookExample } from './admission-examples';

export const webhookOwnNamespace = defineRule({
  id: 'namespaces/webhook-own-namespace',
  operations: true,
  title: 'Fail-closed webhooks must not intercept pods of their own namespace',
  description:
    'If all replicas of such a webhook are gone, the API server rejects the pods that would replace them. Checked are webhooks '
    + 'that fail closed, name a Service, and intercept the creation of pods. The namespace is excluded if the selector does not '
    + 'match its labels in the input. A webhook with an `objectSelector` is assumed to exclude its own pods.\n\n'
    + 'Unknown: webhooks with match conditions, and selectors with labels other than the name if the Namespace is not in the '
    + 'input.',
  severity: Severity.LOW,
  fix:
    'Leave out the namespace of the webhook: namespaceSelector with { key: kubernetes.io/metadata.name, operator: NotIn, '
    + 'values: [NAMESPACE] }.',
  sources: ['https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/#exclude-self-requests'],
  bad: webhookExample(''),
  good: webhookExample('namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: NotIn, values: [guard] }] }'),
  subject: webhooks,
  check: leavesItselfOut,
});

function leavesItselfOut({ json, path, label, rules }: Guard, { inventory }: CheckContext): readonly Outcome[] {
  const namespace = asString(asObject(asObject(json.clientConfig).service).namespace);
  if (namespace === undefined || (json.failurePolicy ?? 'Fail') !== 'Fail' || !rules.some(isAboutNewPods)) return NONE;
  if (!LabelSelector.of(json.objectSelector ?? {}).selectsEverything) return NONE;
  const selector = LabelSelector.of(json.namespaceSelector ?? {});
  const place = `${path}.namespaceSelector`;
  const own = inventory.find('', 'Namespace', '', namespace);
  if (!selector.matches({ ...own?.labels, 'kubernetes.io/metadata.name': namespace })) {
    const isByName = asArray(asObject(json.namespaceSelector).matchExpressions).some(
      (entry) => asObject(entry).key === 'kubernetes.io/metadata.name',
    );
    return own || isByName
      ? NONE
      : [
          undecided(
            place,
            `whether ${label} is called for pods of its own namespace ${namespace} is unknown: the Namespace is not in the input`,
          ),
        ];
  }
  const fact = `${label} is called for pods of its own namespace ${namespace}`;
  if (asArray(json.matchConditions).length > 0) {
    return [undecided(`${path}.matchConditions`, `${fact}, unless its conditions say otherwise`)];
  }
  if (!own && !selector.selectsEverything) {
    return [undecided(place, `${fact}, unless labels of the Namespace, which is not in the input, say otherwise`)];
  }
  return [{ path: place, message: `${fact}: when all of them are gone, none can be started` }];
}

function isAboutNewPods({ apiGroups, operations, resources }: Guard['rules'][number]): boolean {
  const has = (list: unknown, ...items: readonly string[]) => asArray(list).some((item) => items.includes(item as string));
  return has(apiGroups, '', '*') && has(operations, 'CREATE', '*') && has(resources, 'pods', '*', '*/*');
}
