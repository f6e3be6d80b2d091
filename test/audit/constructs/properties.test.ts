import { App, Chart } from 'cdk8s';
import * as fc from 'fast-check';
import { AuditPolicy, AuditPreset, type AuditRule } from '../../../src/audit';
import { PolicyAnalysis } from '../../../src/audit/analysis';
import { auditRules } from '../../../src/audit/rules';
import { BODY_VERBS, SECRET_FAMILY, SYSTEM_NOISE } from '../../../src/audit/tables';
import { evaluateAuditPolicy, selects, type AuditAttributes, type AuditSelector } from '../../../src/kubernetes/audit/audit-policy';
import { readYaml } from '../../../src/text/yaml/yaml';
import { LEVELS, apiServerPod, requests, validPolicies, validRules, viewOf, wildPolicies } from '../../support/audit';
import { findings, runRules } from '../../support/findings';

const NOTHING: AuditSelector = { users: [], userGroups: [], verbs: [], resources: [], namespaces: [], nonResourceURLs: [] };
const selectorOf = (selector: Partial<AuditSelector>): AuditSelector => ({ ...NOTHING, ...selector });
const isNoise = (request: AuditAttributes) => SYSTEM_NOISE.some(({ selector }) => selects(selectorOf(selector), request));
const isSecret = (request: AuditAttributes) => SECRET_FAMILY.some(({ selector }) => selects(selectorOf(selector), request));
const records = (level: string, { verb }: AuditAttributes) => BODY_VERBS[level]?.includes(verb) === true;
const policyOf = (content: string) => viewOf(readYaml(content).documents[0]!.value);

/** Requests that are system noise, or differ from it in one thing or more, which chance alone would hardly make. */
const noisy: fc.Arbitrary<AuditAttributes> = fc.constantFrom(...SYSTEM_NOISE).chain(({ selector }) => {
  const { users, userGroups, verbs, resources, namespaces, nonResourceURLs } = selector;
  const mostly = (values: readonly string[] | undefined, ...others: string[]) => {
    const usual = values === undefined || values.length === 0 ? others : values;
    return fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });
  };
  const target =
    resources
    && fc.constantFrom(...resources).chain((entry) =>
      fc.record({
        group: mostly([entry.group], 'example.com'),
        resource: mostly(entry.resources, 'secrets'),
        subresource: mostly([''], 'status'),
        name: mostly(entry.resourceNames, '', 'other'),
        namespace: mostly(namespaces, '', 'default'),
      }),
    );
  return fc.record({
    user: fc.option(fc.record({ name: mostly(users, 'eve'), groups: mostly(userGroups, 'devs').map((group) => [group]) }), {
      nil: undefined,
      freq: 8,
    }),
    verb: mostly(verbs, 'update'),
    path: mostly(nonResourceURLs, '/version', '/healthz/etcd'),
    resource: target ?? fc.constant(undefined),
  });
});

/** For what is asked tens of thousands of times, where `expect` would take longer than what it is asked about. */
function must(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}

test.each([AuditPreset.HARDENED, AuditPreset.METADATA_FOR_ALL])('%s records every request but noise, and no body of secrets', (preset) => {
  const policy = policyOf(new AuditPolicy(new Chart(new App(), 'c'), 'audit', { preset }).policyFile.content);
  const seen = { noise: 0, recorded: 0 };
  fc.assert(
    fc.property(fc.oneof(requests, noisy), (request) => {
      const { level, omitStages } = evaluateAuditPolicy(policy, request);
      must(String(omitStages) === 'RequestReceived', `the stages ${String(omitStages)} are omitted`);
      must(level !== 'None' || isNoise(request), 'what is not a noise is not recorded');
      must(!isSecret(request) || level === 'Metadata', `a request for a secret is recorded at ${level}`);
      seen[level === 'None' ? 'noise' : 'recorded'] += 1;
    }),
    { numRuns: 5000 },
  );
  expect(seen.recorded).toBeGreaterThan(1000);
  expect(seen.noise > 10).toBe(preset === AuditPreset.HARDENED);
});

test('whatever rules are given, a policy that is accepted has no hole, and every other refusal is told in full', () => {
  const rule = validRules.map(({ nonResourceURLs, ...others }: any): AuditRule =>
    nonResourceURLs === undefined ? others : { ...others, nonResourceUrls: nonResourceURLs },
  );
  const asking = fc.array(requests, { minLength: 20, maxLength: 20 });
  const seen = { accepted: 0, refused: 0 };
  fc.assert(
    fc.property(
      fc.array(rule, { maxLength: 2 }),
      fc.array(rule, { maxLength: 1 }),
      fc.constantFrom(...Object.values(AuditPreset)),
      asking,
      (rules, finalRules, preset, asked) => {
        let content: string;
        try {
          content = new AuditPolicy(new Chart(new App(), 'c'), 'audit', { rules, finalRules, preset }).policyFile.content;
        } catch (error) {
          seen.refused += 1;
          expect((error as Error).message).toMatch(/^c\/audit: .+, .+\. .+\.$/);
          return;
        }
        seen.accepted += 1;
        const policy = policyOf(content);
        for (const request of asked) {
          const { level, omitStages } = evaluateAuditPolicy(policy, request);
          if (level === 'None') must(isNoise(request), 'what is not a noise is not recorded');
          else must(!omitStages.includes('ResponseComplete'), 'the end of a request is omitted');
          must(!isSecret(request) || !records(level, request), 'the body of a secret is recorded');
          must(request.user !== undefined || !omitStages.includes('ResponseStarted'), 'failed authentication is omitted');
        }
        expect(findings(auditRules, [readYaml(content).documents[0]!.value as object])).toEqual([]);
      },
    ),
    { numRuns: 300 },
  );
  expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(50);
});

test('what the analysis says of a policy is so', () => {
  const seen = { unreachable: 0, holes: 0, bodies: 0 };
  fc.assert(
    fc.property(validPolicies, fc.array(requests, { minLength: 50, maxLength: 50 }), (document, asked) => {
      const policy = viewOf(document);
      const analysis = new PolicyAnalysis(policy);
      const decided = asked.map((request) => ({ request, verdict: evaluateAuditPolicy(policy, request) }));
      const unreachable = analysis.unreachableRules().map(({ rule }) => rule);
      const holes = analysis.unrecordedRequests();
      const bodies = analysis.recordedBodies();
      const [withoutEnd, withoutStart] = [analysis.omittedEnds(), analysis.omittedFailedAuthentication()];
      seen.unreachable += unreachable.length;
      seen.holes += holes.length;
      seen.bodies += bodies.length;
      for (const { request, verdict } of decided) {
        const index = verdict.rule?.index;
        const isRecorded = verdict.level !== 'None';
        must(index === undefined || !unreachable.includes(index), `rule ${index} decides, and is called unreachable`);
        must(isRecorded || isNoise(request) || holes.some(({ rule }) => rule === index), `rule ${index} leaves a hole that is not found`);
        const hasBody = isSecret(request) && records(verdict.level, request);
        must(!hasBody || bodies.some(({ rule }) => rule === index), `rule ${index} records the body of a secret, which is not found`);
        const lacksEnd = verdict.omitStages.some((stage) => stage === 'ResponseComplete' || stage === 'Panic');
        must(!isRecorded || !lacksEnd || withoutEnd.length > 0, 'an end is omitted, which is not found');
        const lacksStart = !request.user && verdict.omitStages.includes('ResponseStarted');
        must(!isRecorded || !lacksStart || withoutStart.length > 0, 'failed authentication is omitted, which is not found');
      }
      for (const { request, rule } of holes) {
        expect(isNoise(request!)).toBe(false);
        expect(evaluateAuditPolicy(policy, request!)).toMatchObject({
          rule: rule === undefined ? undefined : { index: rule },
          level: 'None',
        });
      }
      for (const { request, rule } of bodies) {
        expect([isSecret(request!), evaluateAuditPolicy(policy, request!).rule?.index]).toEqual([true, rule]);
        expect(records(policy.rules[rule!]!.level, request!)).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(50);
});

test('no rule fails, whatever stands in the place of a policy or of an API server', () => {
  fc.assert(
    fc.property(wildPolicies, fc.jsonValue(), fc.jsonValue(), fc.array(fc.string()), (policy, wild, other, flags) => {
      const manifests = [
        { ...(typeof policy === 'object' && !Array.isArray(policy) ? policy : {}), apiVersion: 'audit.k8s.io/v1', kind: 'Policy' },
        {
          apiVersion: 'kubeadm.k8s.io/v1beta4',
          kind: 'ClusterConfiguration',
          apiServer: { extraArgs: wild, extraVolumes: other },
          certificatesDir: wild,
        },
        {
          apiVersion: 'kubeadm.k8s.io/v1beta4',
          kind: 'ClusterConfiguration',
          apiServer: {
            extraArgs: [
              { name: 'audit-policy-file', value: wild },
              { name: 'audit-log-path', value: '/a/b' },
              { name: 'audit-log-maxage', value: other },
            ],
            extraVolumes: [wild, { mountPath: '/a', hostPath: other }],
          },
        },
        apiServerPod(
          [...flags, '--audit-policy-file=/a/b', '--audit-log-path=/a/c'],
          { volumes: [wild, { name: 'v', configMap: other }] },
          { volumeMounts: [other, { name: 'v', mountPath: '/a', subPath: wild }] },
        ),
      ];
      const { findings: found } = runRules(auditRules, manifests);
      expect(found.filter(({ message }) => message.startsWith('the rule itself failed'))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('the evaluator answers every request', () => {
  fc.assert(
    fc.property(validPolicies, requests, (document, request) => {
      expect(LEVELS).toContain(evaluateAuditPolicy(viewOf(document), request).level);
    }),
  );
});
