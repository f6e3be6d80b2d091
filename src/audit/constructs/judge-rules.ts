import type { IConstruct } from 'constructs';
import { kubernetesFor } from '../../cdk8s/context';
import { refusal } from '../../cdk8s/refusal';
import { type AuditRuleView } from '../../kubernetes/audit/audit-policy';
import { intersect, newBudget, regionOf, remainder } from '../../kubernetes/audit/audit-region';
import { readAuditPolicy } from '../../kubernetes/audit/read-audit-policy';
import { parseMinor } from '../../kubernetes/releases/versions';
import { readYaml } from '../../text/yaml/yaml';
import { PolicyAnalysis, type PolicyFinding } from '../analysis';
import { ineffectiveEntries } from '../ineffective-entries';
import { BODY_VERBS, type RequestClass } from '../tables';
import type { AuditResources } from './audit-rule';
import { protectedFamily, type PlacedRule } from './presets';

interface Judgement {
  readonly findings: readonly PolicyFinding[];
  readonly consequence: string;
  readonly remedy: string;
}

/** Refuses a policy that breaks what the construct stands for. Checked is the text of the file, as kube-apiserver will read it. */
export function judgeRules(scope: IConstruct, content: string, placed: readonly PlacedRule[], own: readonly AuditResources[]): void {
  const kubernetes = parseMinor(kubernetesFor(scope));
  const { policy, faults, ignored } = readAuditPolicy(readYaml(content).documents[0]?.value, kubernetes);
  refuse(scope, placed, {
    findings: [...faults, ...ignored],
    consequence: 'so kube-apiserver would not take the policy as it is meant',
    remedy: 'Correct the rule.',
  });
  const callers = policy!.rules.filter(({ index }) => placed[index]?.place !== undefined);
  const bodies = callers.flatMap((rule) => bodiesAskedFor(rule, protectedFamily(own)));
  refuse(scope, placed, {
    findings: bodies,
    consequence: 'so the log would contain credentials in plaintext',
    remedy: 'Lower the level to METADATA, or remove these resources from the rule.',
  });
  for (const judgement of judgements(new PolicyAnalysis(policy!))) refuse(scope, placed, judgement);
  refuse(scope, placed, {
    findings: policy!.rules.flatMap(ineffectiveEntries),
    consequence: 'so the rule would not do what it seems to',
    remedy: 'Write the name as requests have it, or leave the list out.',
  });
}

/**
 * Protected resources that a rule names, with a level and verbs that have bodies. The guard would take them first all the same; saying no
 * tells the caller. Wildcards say nothing about them: the guard takes them, and the rest of the rule holds.
 */
function bodiesAskedFor(rule: AuditRuleView, family: readonly RequestClass[]): PolicyFinding[] {
  const verbs = BODY_VERBS[rule.level];
  const resources = rule.resources
    .map((entry) => ({ ...entry, resources: entry.resources.filter((pattern) => !pattern.startsWith('*')) }))
    .filter((entry) => entry.resources.length > 0);
  if (!verbs || resources.length === 0) return [];
  const named = regionOf({ ...rule, resources });
  return family
    .filter(({ selector }) => remainder(intersect(named, regionOf({ ...selector, verbs })), [], newBudget()).verdict !== 'none')
    .map(({ title }) => ({
      path: `rules[${rule.index}].level`,
      message: `rule ${rule.index} records bodies of ${title} (level ${rule.level})`,
    }));
}

function* judgements(analysis: PolicyAnalysis): Generator<Judgement> {
  yield {
    findings: analysis.unreachableRules(),
    consequence: 'so it would do nothing',
    remedy: 'Move the rule that hides it behind it, or narrow that rule.',
  };
  yield {
    findings: analysis.unrecordedRequests(),
    consequence: 'and a policy cannot see whether a request is forbidden or fails',
    remedy: 'Raise the level to METADATA, or limit the rule to named system noise.',
  };
  yield {
    findings: [...analysis.omittedEnds(), ...analysis.omittedFailedAuthentication()],
    consequence: 'so failed or forbidden requests could not be found',
    remedy: 'Omit RESPONSE_COMPLETE and PANIC nowhere, and RESPONSE_STARTED only in rules that name users or groups.',
  };
}

function refuse(scope: IConstruct, placed: readonly PlacedRule[], { findings, consequence, remedy }: Judgement): void {
  const [first] = findings;
  if (first) throw refusal(scope, { fact: inWordsOfTheCaller(first, placed), consequence, remedy });
}

/** Rules are numbered as in the file; who wrote one knows it by its place in the properties. */
function inWordsOfTheCaller({ path, message }: PolicyFinding, placed: readonly PlacedRule[]): string {
  const name = (index: number) => placed[index]?.place ?? `the preset's rule ${index}`;
  const text = message.replace(/\brule (\d+)\b/g, (_, index: string) => name(Number(index)));
  const place = /^rules\[(\d+)\]/.exec(path);
  return text === message && place ? `${name(Number(place[1]))}: ${message}` : text;
}
