import { accessOf, ALWAYS, describeIdentity, type Decision } from '../analysis/access';
import { describeRequest, readRequest } from '../analysis/access/asked-request';
import { readSubject } from '../analysis/access/asked-subject';
import { attackPathsOf, TARGETS, type AttackPath, type Target } from '../analysis/access/paths';
import { startOf } from '../analysis/access/paths/asked-start';
import { checkerOf } from '../app/checker';
import { describe } from '../kubernetes/objects/object';
import { describeRole } from '../kubernetes/rbac/rbac';
import { isObject, typeName } from '../text/json';
import { likely } from '../text/nearest';
import type { MatcherResult, MatcherThis } from './matchers';
import { subjectOf } from './subject';

/** A request, and who makes it. */
export interface AccessQuestion {
  /** `user:alice`, `group:devs`, or `serviceaccount:payments/api`. */
  readonly subject: string;
  /**
   * Groups of the subject in addition to those that Kubernetes adds itself.
   *
   * @default - none
   */
  readonly groups?: readonly string[];
  /** `get`, `list`, `create`, … */
  readonly verb: string;
  /** `pods`, `pods/exec`, `deployments.apps`, `widgets.example.com`, or a URL such as `/metrics`. */
  readonly resource: string;
  /** @default - in all namespaces */
  readonly namespace?: string;
  /** @default - any object */
  readonly name?: string;
}

/** Where chains may begin. */
export interface PathQuestion {
  /**
   * Subjects and workloads: `user:alice`, `serviceaccount:payments/api`, `workload:payments/api`.
   *
   * @default - every subject that a binding names, every ServiceAccount and workload, and clients that nothing is known of
   */
  readonly from?: string | readonly string[];
}

/** See {@link HardeningMatchers.toAllowAccess}. */
export function toAllowAccess(this: MatcherThis, received: unknown, question: AccessQuestion): MatcherResult {
  return decided(this, received, question, 'allowed');
}

/** See {@link HardeningMatchers.toDenyAccess}. */
export function toDenyAccess(this: MatcherThis, received: unknown, question: AccessQuestion): MatcherResult {
  return decided(this, received, question, 'denied');
}

function decided(matcher: MatcherThis, received: unknown, question: AccessQuestion, wanted: Decision['verdict']): MatcherResult {
  checkQuestion(question, ['subject', 'verb', 'resource'], ['groups', 'namespace', 'name']);
  const { subject, groups = [], verb, resource, namespace, name } = question;
  const { inventory, layers } = subjectOf(received);
  const identity = readSubject(subject, groups);
  const { request } = readRequest(verb, resource, { namespace, name }, inventory);
  const decision = accessOf(inventory, checkerOf(layers).kubernetes).can(identity, request);
  const { verdict, by, unknown } = decision;
  // What is not known is neither: it fails with `.not`, too.
  const pass = verdict === 'unknown' ? matcher.isNot === true : verdict === wanted;
  const words = { allowed: 'may', denied: 'may not', unknown: 'may perhaps' }[verdict];
  const lines = [
    `${describeIdentity(identity)} ${words} ${describeRequest(request)}`,
    ...(verdict === 'allowed' && by.length === 0 ? [`  ${ALWAYS}`] : []),
    ...by.map(({ grant, rule, writtenIn }) => {
      return `  ${describe(grant.binding.object)} gives ${describeRole(grant.role ?? writtenIn)}: ${describeRole(writtenIn)} ${rule.path}`;
    }),
    ...(verdict === 'unknown' ? unknown.map((doubt) => `  unknown: ${doubt}`) : []),
  ];
  return { pass, message: () => lines.join('\n') };
}

/** See {@link HardeningMatchers.toHaveNoPathTo}. */
export function toHaveNoPathTo(this: MatcherThis, received: unknown, target: Target, question: PathQuestion = {}): MatcherResult {
  if (!TARGETS.includes(target)) {
    const near = typeof target === 'string' ? likely(target, TARGETS) : undefined;
    const suggestion = near === undefined ? '' : ` Did you mean ${near}?`;
    throw new Error(`there is no target ${JSON.stringify(target)}.${suggestion} Targets are ${TARGETS.join(', ')}.`);
  }
  checkQuestion(question, [], ['from']);
  const { from: named } = question;
  const { inventory, layers } = subjectOf(received);
  const found = attackPathsOf(inventory, checkerOf(layers).kubernetes);
  const starts = named === undefined ? found.starts : [named].flat().map((text) => startOf(found, text));
  if (starts.length === 0) throw new Error('from is an empty list, so the assertion would always pass. Name a subject, or leave it out.');
  const ways = starts.flatMap((start) => found.path(start, target) ?? []);
  const shortest = ways.reduce<AttackPath | undefined>((a, b) => (a === undefined || b.edges.length < a.edges.length ? b : a), undefined);
  const lines = shortest === undefined ? [`none of ${starts.length} starts leads to ${target}`] : chainLines(shortest, target, ways.length);
  return { pass: shortest === undefined, message: () => lines.join('\n') };
}

function chainLines({ start, edges, nodes }: AttackPath, target: Target, count: number): readonly string[] {
  const more = count === 1 ? '' : count === 2 ? ', as does 1 more start' : `, as do ${count - 1} more starts`;
  const steps = edges.flatMap(({ text, evidence }, index) => {
    if (text === '') return [];
    const { kind, label } = nodes[index]!;
    return [`  ${text}${kind === 'step' ? '' : `: ${label}`}`, ...evidence.map((each) => `    ${each.text}`)];
  });
  return [`${start.label} leads to ${target}${more}:`, ...steps];
}

/** Refuses what a misspelt key, or one that is missing, would leave unsaid. */
function checkQuestion(question: unknown, required: readonly string[], optional: readonly string[]): void {
  const keys = [...required, ...optional];
  if (!isObject(question)) throw new Error(`the question is ${typeName(question)}, not an object with ${keys.join(', ')}.`);
  const unknown = Object.keys(question).find((key) => !keys.includes(key));
  if (unknown !== undefined) throw new Error(`there is no key "${unknown}" in a question. There are ${keys.join(', ')}.`);
  const missing = required.find((key) => typeof question[key] !== 'string');
  if (missing !== undefined) throw new Error(`${missing} is ${typeName(question[missing])}, so nothing is asked. Write a text.`);
}
