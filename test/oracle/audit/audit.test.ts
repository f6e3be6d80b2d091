import * as fc from 'fast-check';
import { evaluateAuditPolicy } from '../../../src/kubernetes/audit/audit-policy';
import { readAuditPolicy } from '../../../src/kubernetes/audit/read-audit-policy';
import { parseMinor } from '../../../src/kubernetes/releases/versions';
import { requests, validPolicies, wildPolicies } from '../../support/audit';
import { guarantee } from '../../support/guarantee';
import { describeProof, requireTools } from '../../support/requirements';
import { startLibrary, type Decision, type Library } from './library';

/** The release that the library is of. */
const LIBRARY = parseMinor('1.37');
const CI = process.env.CI === 'true';
const RUNS = CI ? 5000 : 1000;

describeProof('audit policies and the code of the API server', requireTools(['go']), () => {
  let library: Library;
  beforeAll(() => {
    library = startLibrary();
  }, 900_000);
  afterAll(() => library?.stop());

  guarantee(
    'AuditPolicy',
    'our evaluator decides level and stages of every generated request as the API server does',
    async () => {
      let decisions = 0;
      const levels = new Set<string>();
      await fc.assert(
        fc.asyncProperty(validPolicies, fc.array(requests, { minLength: 5, maxLength: 15 }), async (policy, asked) => {
          const answer = await library.ask({ policy, requests: asked });
          const view = readAuditPolicy(policy, LIBRARY).policy!;
          const ours = asked.map((request): Decision => {
            const { level, omitStages, omitManagedFields } = evaluateAuditPolicy(view, request);
            return { level, omitStages: [...omitStages].sort(), omitManagedFields };
          });
          decisions += ours.length;
          for (const { level } of ours) levels.add(level);
          expect({ decisions: ours }).toEqual(answer);
        }),
        { numRuns: RUNS },
      );
      expect(decisions).toBeGreaterThan(RUNS * 5 - 1);
      expect([...levels].sort()).toEqual(['Metadata', 'None', 'Request', 'RequestResponse']);
    },
    120_000,
  );

  guarantee(
    'audit/valid-policy',
    'an audit policy is refused when the API server rejects it, and only then',
    async () => {
      const seen = { accepted: 0, refused: 0 };
      await fc.assert(
        fc.asyncProperty(fc.oneof(wildPolicies, validPolicies), async (policy) => {
          const answer = await library.ask({ policy, requests: [] });
          const { faults } = readAuditPolicy(policy, LIBRARY);
          seen[faults.length === 0 ? 'accepted' : 'refused'] += 1;
          expect({ policy, refused: faults.length > 0 }).toEqual({ policy, refused: 'refused' in answer });
        }),
        { numRuns: RUNS * 3 },
      );
      expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(RUNS / 10);
    },
    120_000,
  );

  test.each([
    ['no rules', { rules: [] }],
    ['rules unset', {}],
    ['rules null', { rules: null }],
    ['a null rule', { rules: [null] }],
    ['level unset', { rules: [{}] }],
    ['level in lower case', { rules: [{ level: 'none' }] }],
    ['an unknown field', { rules: [{ level: 'None', userGroup: ['a'] }] }],
    ['a field in another case', { rules: [{ level: 'None', Users: ['a'] }] }],
    ['null lists', { rules: [{ level: 'None', users: null, resources: null }], omitStages: null }],
    ['a null user', { rules: [{ level: 'None', users: [null] }] }],
    ['a number as user', { rules: [{ level: 'None', users: [1] }] }],
    ['text in place of a list', { rules: [{ level: 'None', users: 'alice' }] }],
    ['a null resource entry', { rules: [{ level: 'None', resources: [null] }] }],
    ['an unknown stage', { rules: [{ level: 'None', omitStages: ['Response'] }] }],
    ['resources and paths', { rules: [{ level: 'None', resources: [{}], nonResourceURLs: ['/x'] }] }],
    ['namespaces and paths', { rules: [{ level: 'None', namespaces: ['a'], nonResourceURLs: ['/x'] }] }],
    ['a path without slash', { rules: [{ level: 'None', nonResourceURLs: ['healthz'] }] }],
    ['an empty path', { rules: [{ level: 'None', nonResourceURLs: [''] }] }],
    ['a star inside a path', { rules: [{ level: 'None', nonResourceURLs: ['/a*/b'] }] }],
    ['two stars', { rules: [{ level: 'None', nonResourceURLs: ['/a**'] }] }],
    ['a group with its version', { rules: [{ level: 'None', resources: [{ group: 'apps/v1' }] }] }],
    ['a group in upper case', { rules: [{ level: 'None', resources: [{ group: 'Apps' }] }] }],
    ['a group that is a star', { rules: [{ level: 'None', resources: [{ group: '*' }] }] }],
    ['a group with a star', { rules: [{ level: 'None', resources: [{ group: '*.k8s.io' }] }] }],
    ['names without resources', { rules: [{ level: 'None', resources: [{ resourceNames: ['a'] }] }] }],
    ['managed fields as text', { rules: [{ level: 'None', omitManagedFields: 'true' }] }],
    ['managed fields null', { rules: [{ level: 'None', omitManagedFields: null }], omitManagedFields: null }],
    ['metadata as text', { metadata: 'x', rules: [{ level: 'None' }] }],
    ['metadata null', { metadata: null, rules: [{ level: 'None' }] }],
    ['v1beta1', { apiVersion: 'audit.k8s.io/v1beta1', rules: [{ level: 'None' }] }],
    ['another kind', { kind: 'PolicyList', rules: [{ level: 'None' }] }],
    ['no kind', { kind: undefined, rules: [{ level: 'None' }] }],
  ])('%s', async (_, change) => {
    const policy = JSON.parse(JSON.stringify({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', ...change })) as unknown;
    const answer = await library.ask({ policy, requests: [] });
    expect(readAuditPolicy(policy, LIBRARY).faults.length > 0).toBe('refused' in answer);
  });
});
