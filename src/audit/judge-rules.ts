import type { IConstruct } from 'constructs';
import { PolicyAnalysis, type PolicyFinding } from './analysis';
import type { AuditResources } from './audit-rule';
import { ineffectiveEntries } from './ineffective-entries';
import { protectedFamily, type PlacedRule } from './presets';
import { readAuditPolicy } from '../model/audit-policy';
import { kubernetesFor } from '../model/context';
import { refusal } from '../model/refusal';
import { parseMinor } from '../model/versions';
import { readYaml } from '../model/yaml';

interface Judgement {
  readonly findings: readonly PolicyFinding[];
  readonly consequence: string;
  readonly remedy: string;
}

/** Refuses a policy that breaks what the construct stands for. Judged is the text of the file, as kube-apiserver will read it. */
export function judgeRules(scope: IConstruct, content: string, placed: readonly PlacedRule[], own: readonly AuditResources[]): void {
  const kubernetes = parseMinor(kubernetesFor(scope));
  const { policy, faults, ignored } = readAuditPolicy(readYaml(content).documents[0]?.value, kubernetes);
  refuse(scope, placed, { findings: [...faults, ...ignored], consequence: 'so kube-apiserver would not take the policy as it is meant', remedy: 'Correct the rule.' });
  const analysis = new PolicyAnalysis(policy!);
  for (const judgement of judgements(analysis, protectedFamily(own))) refuse(scope, placed, judgement);
  refuse(scope, placed, { findings: policy!.rules.flatMap(ineffectiveEntries), consequence: 'so the rule would not do what it seems to', remedy: 'Write the name as requests have it, or leave the list out.' });
}

function* judgements(analysis: PolicyAnalysis, family: ReturnType<typeof protectedFamily>): Generator<Judgement> {
  yield { findings: analysis.unreachableRules(), consequence: 'so it would do nothing', remedy: 'Move the rule that hides it behind it, or narrow that rule.' };
  yield { findings: analysis.unrecordedRequests(), consequence: 'and a policy cannot see whether a request is forbidden or fails', remedy: 'Raise the level to METADATA, or limit the rule to named system noise.' };
  yield { findings: analysis.recordedBodies(family), consequence: 'so credentials would lie in the log in clear', remedy: 'Lower the level to METADATA, or take these resources out of the rule.' };
  yield { findings: [...analysis.omittedEnds(), ...analysis.omittedFailedAuthentication()], consequence: 'so failed or forbidden requests could not be found', remedy: 'Omit RESPONSE_COMPLETE and PANIC nowhere, and RESPONSE_STARTED only in rules that name users or groups.' };
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
