import {
  omittedStages,
  type AuditAttributes,
  type AuditPolicyView,
  type AuditRuleView,
  type AuditStageName,
} from '../kubernetes/audit/audit-policy';
import { intersect, newBudget, regionOf, remainder, unauthenticatedPart, type Budget, type Region } from '../kubernetes/audit/audit-region';
import { lazy } from '../text/lazy';
import { BODY_VERBS, SECRET_FAMILY, SENSITIVE_REQUESTS, SYSTEM_NOISE, type RequestClass } from './tables';

/** Something about a policy: where, what, and the rule that does it. */
export interface PolicyFinding {
  readonly path: string;
  readonly message: string;
  /** Tells it from others at the same place. */
  readonly code?: string;
  /** Position of the rule; undefined when it is about the policy as a whole. */
  readonly rule?: number;
  /** A request that shows it. */
  readonly request?: AuditAttributes;
  /** True when the policy is too large to decide it. */
  readonly unknown?: boolean;
}

/** Each class without those before it, so that the last is indeed about other changes. */
const sensitiveRegions = lazy(() =>
  SENSITIVE_REQUESTS.map(({ title, selector }, index) => ({
    title,
    region: regionOf(selector),
    before: SENSITIVE_REQUESTS.slice(0, index).flatMap((other) => regionOf(other.selector)),
  })),
);

/** What each rule selects, and what is left of it after the rules before. */
export class PolicyAnalysis {
  private readonly regions: readonly Region[];
  /** All regions in one, and where that of each rule begins in it. */
  private readonly all: Region;
  private readonly starts: readonly number[];
  private readonly budget: Budget = newBudget();

  constructor(private readonly policy: AuditPolicyView) {
    this.regions = policy.rules.map(regionOf);
    this.all = this.regions.flat();
    let start = 0;
    this.starts = [...this.regions, []].map((region) => (start += region.length) - region.length);
  }

  /** Rules that no request can reach: earlier ones take all that they select, alone or together. */
  public unreachableRules(): PolicyFinding[] {
    return this.policy.rules.flatMap(({ index }) => {
      const path = `rules[${index}]`;
      const { verdict } = this.left(index, this.regions[index]!);
      if (verdict === 'undecided') return [tooLarge(path, `whether rule ${index} can match`)];
      return verdict === 'none' ? [{ path, rule: index, message: `rule ${index} can never match: ${this.whyUnreachable(index)}` }] : [];
    });
  }

  private whyUnreachable(index: number): string {
    if (this.regions[index]!.length === 0) return 'it names no resource that a request can be for';
    const by = this.regions
      .slice(0, index)
      .findIndex((earlier) => remainder(this.regions[index]!, earlier, this.budget).verdict === 'none');
    return by < 0 ? 'the rules before it together take every request that it selects' : `rule ${by} takes every request that it selects`;
  }

  /**
   * Requests at level None, or of no rule, that are not named system noise. Any of them may be forbidden or fail: the policy cannot see it.
   */
  public unrecordedRequests(noise: readonly RequestClass[] = SYSTEM_NOISE): PolicyFinding[] {
    const allowed = noise.flatMap(({ selector }) => regionOf(selector));
    return this.silent().flatMap(({ index, region, path }) => {
      const found = this.left(index, region, allowed);
      if (found.verdict !== 'some') return found.verdict === 'undecided' ? [tooLarge(path, 'which requests go unrecorded')] : [];
      const who =
        index < this.policy.rules.length
          ? `rule ${index} leaves requests unrecorded that are not named system noise`
          : 'no rule decides about some requests, so they go unrecorded';
      return [
        { path, rule: ruleAt(this.policy, index), request: found.request, message: `${who}, such as: ${describeRequest(found.request)}` },
      ];
    });
  }

  /** Sensitive requests that go unrecorded, gathered by the rule that lets them. */
  public unrecordedSensitive(): PolicyFinding[] {
    return this.silent().flatMap(({ index, region, path }) => {
      const results = sensitiveRegions().map(({ title, region: sensitive, before }) => ({
        title,
        ...this.left(index, intersect(region, sensitive), before),
      }));
      const titles = results.filter(({ verdict }) => verdict === 'some').map(({ title }) => title);
      if (titles.length === 0) {
        return results.some(({ verdict }) => verdict === 'undecided') ? [tooLarge(path, 'which requests go unrecorded')] : [];
      }
      const who = index < this.policy.rules.length ? `rule ${index} leaves unrecorded` : 'no rule records all';
      return [{ path, rule: ruleAt(this.policy, index), message: `${who}: ${titles.join('; ')}` }];
    });
  }

  /** Rules that write bodies of the given resources into the log. */
  public recordedBodies(family: readonly RequestClass[] = SECRET_FAMILY): PolicyFinding[] {
    return this.policy.rules.flatMap(({ index, level }) => {
      const verbs = BODY_VERBS[level];
      if (!verbs) return [];
      const path = `rules[${index}].level`;
      return family.flatMap(({ title, selector }) => {
        const found = this.left(index, intersect(this.regions[index]!, regionOf({ ...selector, verbs })));
        if (found.verdict !== 'some') {
          return found.verdict === 'undecided' ? [tooLarge(path, `whether bodies of ${title} are recorded`)] : [];
        }
        const message = `rule ${index} records bodies of ${title} (level ${level})`;
        return [{ path, code: title.replaceAll(' ', '-'), rule: index, request: found.request, message }];
      });
    });
  }

  /** Places where the last event of a request is left out: ResponseComplete, or Panic when its handler crashes. */
  public omittedEnds(): PolicyFinding[] {
    return this.omissions(['ResponseComplete', 'Panic'], (region) => region).map(({ path, stage, rule }) => ({
      path,
      rule,
      message:
        stage === 'Panic'
          ? 'the stage Panic is omitted, so a request that crashes its handler leaves no result'
          : 'the stage ResponseComplete is omitted, so the log does not show how requests ended',
    }));
  }

  /** Places where requests whose authentication failed are lost: the API server records those at ResponseStarted alone. */
  public omittedFailedAuthentication(): PolicyFinding[] {
    return this.omissions(['ResponseStarted'], unauthenticatedPart).map(({ path, rule }) => ({
      path,
      rule,
      message: 'the stage ResponseStarted is omitted, the only one at which a request with failed authentication (401) is recorded',
    }));
  }

  /** Entries of omitStages that name one of the stages and have an effect on requests of a recorded part. */
  private omissions(
    stages: readonly AuditStageName[],
    part: (region: Region) => Region,
  ): { path: string; stage: AuditStageName; rule?: number }[] {
    const found: { path: string; stage: AuditStageName; rule?: number }[] = [];
    const effective = this.policy.rules.filter(
      ({ index, level }) => level !== 'None' && this.left(index, part(this.regions[index]!)).verdict !== 'none',
    );
    const collect = (omitted: readonly AuditStageName[], base: string, rule?: number) =>
      omitted.forEach((stage, at) => {
        if (stages.includes(stage)) found.push({ path: `${base}omitStages[${at}]`, stage, rule });
      });
    if (effective.length > 0) collect(this.policy.omitStages, '');
    for (const rule of effective) collect(rule.omitStages, `rules[${rule.index}].`, rule.index);
    return found;
  }

  /** Rules at level None, and what no rule selects (its index is one past the last rule). */
  private silent(): { index: number; region: Region; path: string }[] {
    const none = this.policy.rules
      .filter(({ level }) => level === 'None')
      .map(({ index }) => ({ index, region: this.regions[index]!, path: `rules[${index}].level` }));
    return [...none, { index: this.policy.rules.length, region: regionOf({}), path: 'rules' }];
  }

  private left(index: number, region: Region, without: Region = []) {
    return remainder(region, this.all, this.budget, this.starts[index], without);
  }
}

function ruleAt(policy: AuditPolicyView, index: number): number | undefined {
  return index < policy.rules.length ? index : undefined;
}

function tooLarge(path: string, what: string): PolicyFinding {
  return { path, message: `the policy is too large to decide ${what}`, unknown: true };
}

/** Stages at which events of a request are written, in the order of time, when its handler does not crash. */
export function recordedStages(policy: AuditPolicyView, rule: AuditRuleView | undefined, request: AuditAttributes): AuditStageName[] {
  if (!rule || rule.level === 'None') return [];
  const omitted = omittedStages(policy, rule);
  return stagesOf(request).filter((stage) => !omitted.includes(stage));
}

const LONG_RUNNING_VERBS = ['watch', 'proxy'];
const LONG_RUNNING_SUBRESOURCES = ['attach', 'exec', 'proxy', 'log', 'portforward'];

/**
 * Sources: WithAudit and WithFailedAuthenticationAudit (k8s.io/apiserver/pkg/endpoints/filters), LongRunningFunc
 * (k8s.io/kubernetes/pkg/controlplane/apiserver/config.go).
 */
function stagesOf({ user, verb, resource, path }: AuditAttributes): AuditStageName[] {
  if (!user) return ['ResponseStarted'];
  const longRunning =
    LONG_RUNNING_VERBS.includes(verb)
    || (resource ? LONG_RUNNING_SUBRESOURCES.includes(resource.subresource) : path.startsWith('/debug/pprof/'));
  return ['RequestReceived', ...(longRunning ? ['ResponseStarted' as const] : []), 'ResponseComplete'];
}

/** `get secrets "db" in namespace "payments" by user "someone"`: for messages. */
export function describeRequest({ user, verb, resource, path }: AuditAttributes): string {
  const groups = user && user.groups.length > 0 ? ` of ${user.groups.map((group) => JSON.stringify(group)).join(', ')}` : '';
  const who = user ? `by user ${JSON.stringify(user.name)}${groups}` : 'with failed authentication';
  const action = verb === '' ? 'a request with an unusual HTTP method to' : verb;
  if (!resource) return `${action} ${JSON.stringify(path)} ${who}`;
  const { group, resource: kind, subresource, name, namespace } = resource;
  const what =
    `${kind}${subresource === '' ? '' : `/${subresource}`}${group === '' ? '' : ` of ${JSON.stringify(group)}`}`
    + `${name === '' ? '' : ` ${JSON.stringify(name)}`}`;
  return `${action} ${what}${namespace === '' ? '' : ` in namespace ${JSON.stringify(namespace)}`} ${who}`;
}
