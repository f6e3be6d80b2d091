import * as fc from 'fast-check';
import { evaluateAuditPolicy, selects, type AuditSelector } from '../../../src/kubernetes/audit/audit-policy';
import { type Budget, intersect, newBudget, regionOf, remainder, unauthenticatedPart } from '../../../src/kubernetes/audit/audit-region';
import { requests, validPolicies, viewOf } from '../../support/audit';

const RUNS = { numRuns: 500 };

test('a request is found that is left to a rule, or none is left', () => {
  const seen = { none: 0, some: 0, undecided: 0 };
  fc.assert(
    fc.property(validPolicies, fc.array(requests, { minLength: 50, maxLength: 50 }), (document, asked) => {
      const policy = viewOf(document);
      const reached = new Set(asked.map((request) => evaluateAuditPolicy(policy, request).rule?.index));
      policy.rules.forEach((rule, index) => {
        const left = remainder(regionOf(rule), policy.rules.slice(0, index).flatMap(regionOf), newBudget());
        seen[left.verdict] += 1;
        if (left.verdict === 'some') expect(evaluateAuditPolicy(policy, left.request).rule?.index).toBe(index);
        else expect(reached.has(index)).toBe(false);
      });
    }),
    RUNS,
  );
  expect(seen.undecided).toBe(0);
  expect(Math.min(seen.none, seen.some)).toBeGreaterThan(50);
});

test('what two rules share is what both select', () => {
  let shared = 0;
  fc.assert(
    fc.property(validPolicies, fc.array(requests, { minLength: 50, maxLength: 50 }), (document, asked) => {
      const [a, b] = viewOf(document).rules;
      if (!a || !b) return;
      const common = intersect(regionOf(a), regionOf(b));
      const left = remainder(common, [], newBudget());
      if (left.verdict === 'some') {
        shared += 1;
        expect([selects(a, left.request), selects(b, left.request)]).toEqual([true, true]);
      } else {
        expect(asked.filter((request) => selects(a, request) && selects(b, request))).toEqual([]);
      }
    }),
    RUNS,
  );
  expect(shared).toBeGreaterThan(50);
});

test('failed authentication is met by rules that name neither users nor groups', () => {
  const left = (selector: Partial<AuditSelector>) => remainder(unauthenticatedPart(regionOf(selector)), [], newBudget());
  expect(left({ users: ['alice'] })).toEqual({ verdict: 'none' });
  expect(left({ userGroups: ['system:unauthenticated'] })).toEqual({ verdict: 'none' });
  expect(left({ verbs: ['get'], nonResourceURLs: ['/healthz'] })).toEqual({
    verdict: 'some',
    request: { user: undefined, verb: 'get', resource: undefined, path: '/healthz' },
  });
});

test('a search without budget says that it does not know', () => {
  expect(remainder(regionOf({}), regionOf({ users: ['alice'] }), { left: 0 })).toEqual({ verdict: 'undecided' });
});

test('a policy of a thousand rules is decided, or given up, in a bounded number of steps', () => {
  const rules = Array.from({ length: 1000 }, (_, index) => ({
    level: 'Metadata',
    users: [`u${index}`, `v${index % 7}`],
    verbs: ['get', `x${index % 5}`],
    namespaces: [`n${index % 11}`],
    resources: [{ group: '', resources: ['pods', `r${index % 13}`] }],
  }));
  const policy = viewOf({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules });
  let steps = 0;
  let { left } = newBudget();
  const budget: Budget = {
    get left() {
      return left;
    },
    set left(value) {
      steps += 1;
      left = value;
    },
  };
  const regions = policy.rules.map(regionOf);
  const verdicts = regions.map((region, index) => remainder(region, regions.slice(0, index).flat(), budget).verdict);
  expect(verdicts.slice(0, 500)).not.toContain('undecided');
  expect(verdicts).not.toContain('none');
  // Each step takes from the budget what it looked at; when it is spent, a search ends with the step that finds that out.
  expect(steps).toBeLessThan(2 * rules.length);
});
