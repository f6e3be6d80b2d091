import { undecided, type Outcome } from '../../../engine/rule';
import type { Inventory } from '../../../kubernetes/objects/inventory';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { asArray, asObject, isObject, type JsonObject } from '../../../text/json';

const CONSTRAINTS = 'constraints.gatekeeper.sh';
const KYVERNO = 'kyverno.io';
const KYVERNO_CEL = 'policies.kyverno.io';
const CEL_KINDS = ['ValidatingPolicy', 'NamespacedValidatingPolicy', 'ImageValidatingPolicy', 'NamespacedImageValidatingPolicy'];

/** Policies of Kyverno and constraints of Gatekeeper. */
export function enginePolicies(inventory: Inventory): readonly KubeObject[] {
  return inventory.objects.filter(
    ({ group, kind }) =>
      group === CONSTRAINTS
      || (group === KYVERNO && (kind === 'ClusterPolicy' || kind === 'Policy'))
      || (group === KYVERNO_CEL && CEL_KINDS.includes(kind)),
  );
}

/** Why what breaks a policy is admitted; empty when it is denied. */
export function notDenied({ group, json }: KubeObject): Outcome[] {
  const spec = asObject(json.spec);
  if (group === CONSTRAINTS) return constraintDenies(spec);
  return group === KYVERNO ? kyvernoDenies(spec) : celPolicyDenies(spec);
}

const isEnforce = (action: unknown) => action === 'Enforce' || action === 'enforce';

function kyvernoDenies(spec: JsonObject): Outcome[] {
  const judged = asArray(spec.rules).flatMap((rule, index) =>
    isObject(rule) && (isObject(rule.validate) || asArray(rule.verifyImages).length > 0) ? [{ rule, index }] : [],
  );
  if (judged.length > 0 && spec.admission === false) {
    return [{ path: 'spec.admission', message: 'the policy is not evaluated at admission' }];
  }
  return judged.flatMap(({ rule, index }) => ruleDenies(spec, rule, `spec.rules[${index}]`, `rule ${JSON.stringify(rule.name ?? index)}`));
}

/**
 * What decides: the rule's overrides, its own action, the policy's overrides, the policy's action.
 *
 * Source: `GetValidationFailureAction` in pkg/engine/api/engineresponse.go of https://github.com/kyverno/kyverno
 */
function ruleDenies(spec: JsonObject, rule: JsonObject, holder: string, label: string): Outcome[] {
  const own = isObject(rule.validate)
    ? { path: `${holder}.validate.failureAction`, value: rule.validate.failureAction ?? undefined }
    : imageAction(rule, holder);
  const overrides = overridesOf(asObject(rule.validate).failureActionOverrides, `${holder}.validate.failureActionOverrides`);
  if (own.value === undefined) {
    overrides.push(...overridesOf(spec.validationFailureActionOverrides, 'spec.validationFailureActionOverrides'));
  }
  const decisive = overrides.find(({ action, isForAll }) => isEnforce(action) || (isForAll && isAudit(action)));
  const policys = spec.validationFailureAction ?? undefined;
  const { path, value } = decisive
    ? { path: decisive.path, value: decisive.action }
    : own.value === undefined && policys !== undefined
      ? { path: 'spec.validationFailureAction', value: policys }
      : own;
  if (isEnforce(value)) return [];
  if (value !== undefined && !isAudit(value)) {
    return [undecided(path, `the failure action of ${label} is ${JSON.stringify(value)}, neither Audit nor Enforce`)];
  }
  return [{ path, message: `objects that violate ${label} are reported and admitted` }];
}

const isAudit = (action: unknown) => action === 'Audit' || action === 'audit';

/** Any entry that enforces is enough, else the first that says something counts. */
function imageAction(rule: JsonObject, holder: string): { readonly path: string; readonly value: unknown } {
  const actions = asArray(rule.verifyImages).map((entry, index) => ({
    path: `${holder}.verifyImages[${index}].failureAction`,
    value: asObject(entry).failureAction ?? undefined,
  }));
  return actions.find(({ value }) => isEnforce(value)) ?? actions.find(({ value }) => value !== undefined) ?? actions[0]!;
}

function overridesOf(list: unknown, path: string): { readonly path: string; readonly action: unknown; readonly isForAll: boolean }[] {
  return asArray(list)
    .map(asObject)
    .map(({ action, namespaces, namespaceSelector }, index) => ({
      path: `${path}[${index}].action`,
      action,
      isForAll: asArray(namespaces).includes('*') && (namespaceSelector ?? undefined) === undefined,
    }));
}

function celPolicyDenies(spec: JsonObject): Outcome[] {
  if (asObject(asObject(spec.evaluation).admission).enabled === false) {
    return [{ path: 'spec.evaluation.admission.enabled', message: 'the policy is not evaluated at admission' }];
  }
  const actions = asArray(spec.validationActions);
  if (actions.length === 0 || actions.includes('Deny')) return [];
  return [
    { path: 'spec.validationActions', message: `objects that violate the policy are admitted: its actions are ${actions.join(' and ')}` },
  ];
}

function constraintDenies(spec: JsonObject): Outcome[] {
  const action = spec.enforcementAction ?? 'deny';
  const path = 'spec.enforcementAction';
  if (action === 'deny') return [];
  if (action === 'dryrun' || action === 'warn') {
    return [{ path, message: `objects that violate the constraint are admitted: its action is ${action}` }];
  }
  if (action !== 'scoped') {
    return [undecided(path, `the enforcement action is ${JSON.stringify(action)}, none of deny, dryrun, warn, scoped`)];
  }
  const isAtAdmission = (point: unknown) => ['validation.gatekeeper.sh', 'vap.k8s.io', '*'].includes(asObject(point).name as string);
  const isDenied = asArray(spec.scopedEnforcementActions)
    .map(asObject)
    .some((scoped) => scoped.action === 'deny' && asArray(scoped.enforcementPoints).some(isAtAdmission));
  return isDenied
    ? []
    : [
        {
          path: 'spec.scopedEnforcementActions',
          message: 'objects that violate the constraint are admitted: no scoped action denies at admission',
        },
      ];
}
