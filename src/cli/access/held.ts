import type { HeldRule } from '../../analysis/access';
import { describe } from '../../kubernetes/objects/object';
import type { PolicyRule } from '../../kubernetes/rbac/policy-rule';
import { describeRole } from '../../kubernetes/rbac/rbac';
import { subjectKey } from '../../kubernetes/rbac/rbac-binding';
import type { AccessInput } from './input';

/** A rule that a subject has, as JSON. */
export interface ReportedRule {
  readonly subject: string;
  /** '' = everywhere. */
  readonly namespace: string;
  readonly binding: string;
  /** `file:line`; absent where the API server makes the binding itself. */
  readonly bindingPlace?: string;
  readonly role: string;
  /** The role in which the rule is written, where it is another. */
  readonly aggregates?: string;
  readonly rule: string;
  readonly rulePlace?: string;
  readonly verbs: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
}

export function reportRule({ grant, rule, writtenIn }: HeldRule, input: AccessInput): ReportedRule {
  const { binding, subject, role, namespace } = grant;
  const some = (list: readonly string[]) => (list.length === 0 ? undefined : list);
  return {
    subject: subjectKey(subject),
    namespace,
    binding: describe(binding.object),
    bindingPlace: input.place(binding.object, subject.path),
    role: describeRole(role ?? writtenIn),
    aggregates: role === writtenIn ? undefined : describeRole(writtenIn),
    rule: rule.path,
    rulePlace: input.place(writtenIn.object, rule.path),
    verbs: rule.verbs,
    apiGroups: some(rule.apiGroups),
    resources: some(rule.resources),
    resourceNames: some(rule.resourceNames),
    nonResourceURLs: some(rule.nonResourceURLs),
  };
}

/** Two lines of text: by which binding, and by which rule. */
export function ruleLines(reported: ReportedRule): readonly string[] {
  const { subject, binding, bindingPlace, role, aggregates, rule, rulePlace } = reported;
  const at = (place: string | undefined) => ` (${place ?? 'made by the API server'})`;
  const from = aggregates === undefined ? '' : `, which aggregates ${aggregates}`;
  return [
    `${binding}${at(bindingPlace)} gives ${role} to ${subject}`,
    `${aggregates ?? role} ${rule}${at(rulePlace)}${from === '' ? '' : ` (${role}${from})`}: ${describeRule(reported)}`,
  ];
}

/** `get, list on secrets`. */
export function describeRule(rule: Pick<PolicyRule, 'verbs'> & Partial<Omit<PolicyRule, 'verbs'>>): string {
  const { verbs, apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] } = rule;
  if (nonResourceURLs.length > 0) return `${verbs.join(', ')} on ${nonResourceURLs.join(', ')}`;
  const others = apiGroups.filter((group) => group !== '');
  const groups = others.length === 0 ? '' : ` of ${apiGroups.map((group) => (group === '' ? 'core' : group)).join(', ')}`;
  return `${verbs.join(', ')} on ${resources.join(', ')}${groups}${resourceNames.length === 0 ? '' : ` named ${resourceNames.join(', ')}`}`;
}
