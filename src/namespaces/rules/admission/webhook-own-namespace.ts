import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { asArray, asObject, asString } from '../../../text/json';
import { LabelSelector } from '../../../kubernetes/objects/label-selector';
import { webhooks, type Guard } from './admission';
import { webhookExample } from './admission-examples';

/**
 * A webhook that has to be asked before pods are created is not asked about the pods of its own namespace: once all of its replicas are
 * gone, none could be started again.
 *
 * Judged: webhooks that fail closed and name a Service. The namespace is out when its labels in the set are not selected. Unknown:
 * conditions, and selectors that go by other labels than the name of a Namespace that is not in the set. Those with an `objectSelector` are
 * taken to leave their own pods out.
 */
export const webhookOwnNamespace = defineRule({
  id: 'namespaces/webhook-own-namespace',
  operations: true,
  title: 'Webhooks must not lock out their own pods',
  severity: Severity.LOW,
  fix:
    'Leave out the namespace of the webhook: namespaceSelector with { key: kubernetes.io/metadata.name, operator: NotIn, '
    + 'values: [NAMESPACE] }.',
  controls: [],
  sources: ['https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/#exclude-self-requests'],
  bad: webhookExample(''),
  good: webhookExample('namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: NotIn, values: [guard] }] }'),
  subject: webhooks,
  revisions: [{ since: '1.0', check: leavesItselfOut }],
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
            `whether ${label} is asked about pods of its own namespace ${namespace} is not decided: the Namespace is not in the set`,
          ),
        ];
  }
  const fact = `${label} is asked about pods of its own namespace ${namespace}`;
  if (asArray(json.matchConditions).length > 0) {
    return [undecided(`${path}.matchConditions`, `${fact}, unless its conditions say otherwise`)];
  }
  if (!own && !selector.selectsEverything) {
    return [undecided(place, `${fact}, unless labels of the Namespace, which is not in the set, say otherwise`)];
  }
  return [{ path: place, message: `${fact}: when all of them are gone, none can be started` }];
}

function isAboutNewPods({ apiGroups, operations, resources }: Guard['rules'][number]): boolean {
  const has = (list: unknown, ...items: readonly string[]) => asArray(list).some((item) => items.includes(item as string));
  return has(apiGroups, '', '*') && has(operations, 'CREATE', '*') && has(resources, 'pods', '*', '*/*');
}
