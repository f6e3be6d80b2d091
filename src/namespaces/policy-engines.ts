import { undecided, type Outcome } from '../engine/rule';
import type { Inventory } from '../model/inventory';
import { asArray, asObject, isObject, type JsonObject } from '../model/json';
import type { KubeObject } from '../model/object';

const CONSTRAINTS = 'constraints.gatekeeper.sh';
const KYVERNO = 'kyverno.io';
const KYVERNO_CEL = 'policies.kyverno.io';
const CEL_KINDS = ['ValidatingPolicy', 'NamespacedValidatingPolicy', 'ImageValidatingPolicy', 'NamespacedImageValidatingPolicy'];

/** Policies of Kyverno and constraints of Gatekeeper. */
export function enginePolicies(inventory: Inventory): readonly KubeObject[] {
  return inventory.objects.filter(({ group, kind }) => group === CONSTRAINTS
    || (group === KYVERNO && (kind === 'ClusterPolicy' || kind === 'Policy'))
    || (group === KYVERNO_CEL && CEL_KINDS.includes(kind)));
}

/** Why what breaks a policy is let through; empty when it is denied. */
export function notDenied({ group, json }: KubeObject): Outcome[] {
  const spec = asObject(json.spec);
  if (group === CONSTRAINTS) return constraintDenies(spec);
  return group === KYVERNO ? kyvernoDenies(spec) : celPolicyDenies(spec);
}

const isEnforce = (action: unknown) => action === 'Enforce' || action === 'enforce';

function kyvernoDenies(spec: JsonObject): Outcome[] {
  const judged = asArray(spec.rules).flatMap((rule, index) => (isObject(rule) && isObject(rule.validate) ? [{ rule, validate: rule.validate, index }] : []));
  if (judged.length > 0 && spec.admission === false) return [{ path: 'spec.admission', message: 'the policy is not asked at admission' }];
  return judged.flatMap(({ rule, validate, index }) => {
    const overrides = [...asArray(validate.failureActionOverrides), ...asArray(spec.validationFailureActionOverrides)];
    const action = validate.failureAction ?? spec.validationFailureAction ?? 'Audit';
    if (isEnforce(action) || overrides.some((override) => isEnforce(asObject(override).action))) return [];
    const path = (validate.failureAction ?? undefined) === undefined && (spec.validationFailureAction ?? undefined) !== undefined ? 'spec.validationFailureAction' : `spec.rules[${index}].validate.failureAction`;
    const label = `rule ${JSON.stringify(rule.name ?? index)}`;
    if (action !== 'Audit' && action !== 'audit') return [undecided(path, `the failure action of ${label} is ${JSON.stringify(action)}, neither Audit nor Enforce`)];
    return [{ path, message: `what breaks ${label} is reported and let through` }];
  });
}

function celPolicyDenies(spec: JsonObject): Outcome[] {
  if (asObject(asObject(spec.evaluation).admission).enabled === false) return [{ path: 'spec.evaluation.admission.enabled', message: 'the policy is not asked at admission' }];
  const actions = asArray(spec.validationActions);
  if (actions.length === 0 || actions.includes('Deny')) return [];
  return [{ path: 'spec.validationActions', message: `what breaks the policy is let through: its actions are ${actions.join(' and ')}` }];
}

function constraintDenies(spec: JsonObject): Outcome[] {
  const action = spec.enforcementAction ?? 'deny';
  const path = 'spec.enforcementAction';
  if (action === 'deny') return [];
  if (action === 'dryrun' || action === 'warn') return [{ path, message: `what breaks the constraint is let through: its action is ${action}` }];
  if (action !== 'scoped') return [undecided(path, `the enforcement action is ${JSON.stringify(action)}, none of deny, dryrun, warn, scoped`)];
  const isAtAdmission = (point: unknown) => ['validation.gatekeeper.sh', 'vap.k8s.io', '*'].includes(asObject(point).name as string);
  const isDenied = asArray(spec.scopedEnforcementActions).map(asObject).some((scoped) => scoped.action === 'deny' && asArray(scoped.enforcementPoints).some(isAtAdmission));
  return isDenied ? [] : [{ path: 'spec.scopedEnforcementActions', message: 'what breaks the constraint is let through: no scoped action denies at admission' }];
}
