import * as fc from 'fast-check';
import { Inventory } from '../../../src/kubernetes/objects/inventory';
import { toKubeObject } from '../../../src/kubernetes/objects/object';
import { podViews, type PodView } from '../../../src/kubernetes/pods/pod-view';
import { evaluatePodSecurity } from '../../../src/kubernetes/pods/security/evaluate';
import { podFaults } from '../../../src/kubernetes/pods/security/faults';
import { parseMinor } from '../../../src/kubernetes/releases/versions';
import { guarantee } from '../../support/guarantee';
import { policyVersion } from '../../support/policy-version';
import { describeProof, requireTools } from '../../support/requirements';
import { startLibrary, type Library, type Policy, type Verdict } from './library';
import { malformedPods, pods } from './pods';

/** The release that the library is of: what `latest` means to it. */
const LIBRARY = parseMinor('1.37');
const VERSIONS = [...Array.from({ length: 39 }, (_, minor) => `v1.${minor}`), 'v1.100', 'latest'];
const POLICIES: readonly Policy[] = VERSIONS.flatMap((version) =>
  (['baseline', 'restricted'] as const).map((level) => ({ level, version })),
);
const CI = process.env.CI === 'true';
const RUNS = CI ? 2000 : 60;

/** Where a pod can be written: the verdict must be the same. */
const HOLDERS: readonly ((pod: { metadata: object; spec: object }) => object)[] = [
  (pod) => pod,
  (template) => ({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'p' }, spec: { template } }),
  (template) => ({ apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'p' }, spec: { jobTemplate: { spec: { template } } } }),
  (template) => ({ apiVersion: 'v1', kind: 'PodTemplate', metadata: { name: 'p' }, template }),
];

function viewOf(manifest: unknown): PodView {
  return podViews(new Inventory([toKubeObject(manifest, {})!]))[0]!;
}

function verdictOf(pod: PodView, { level, version }: Policy): Verdict {
  const failures = evaluatePodSecurity(pod, level, policyVersion(version, LIBRARY)!);
  const checks = failures.filter(({ places }) => places.some(({ unknown }) => unknown !== true)).map(({ checkId }) => checkId);
  return { allowed: checks.length === 0, checks };
}

describeProof('Pod Security and the admission library', requireTools(['go']), () => {
  let library: Library;
  beforeAll(() => {
    library = startLibrary();
  }, 900_000);
  afterAll(() => library?.stop());

  guarantee(
    'Pod Security Standards',
    'every generated pod gets the verdict of the admission library, by the same checks, for every policy version',
    async () => {
      let [verdicts, allowed] = [0, 0];
      await fc.assert(
        fc.asyncProperty(pods, fc.constantFrom(...HOLDERS), async (pod, holder) => {
          const answer = await library.ask({ pod, policies: POLICIES });
          if (!('verdicts' in answer)) throw new Error(`the library cannot read the pod: ${answer.refused}`);
          const view = viewOf(holder(pod));
          expect(podFaults(view)).toEqual([]);
          const ours = POLICIES.map((policy) => verdictOf(view, policy));
          const differences = POLICIES.map((policy, i) => ({ policy, ours: ours[i]!, theirs: answer.verdicts[i]! })).filter(
            (verdict) => !same(verdict.ours, verdict.theirs),
          );
          expect(differences).toEqual([]);
          verdicts += ours.length;
          allowed += ours.filter((verdict) => verdict.allowed).length;
        }),
        { numRuns: RUNS, endOnFailure: false },
      );
      process.stdout.write(`pod security: ${verdicts} verdicts compared (${allowed} allowed), no difference\n`);
      // Both answers are common, or the comparison would say little.
      expect(allowed / verdicts).toBeGreaterThan(0.1);
      expect(allowed / verdicts).toBeLessThan(0.9);
      expect(verdicts).toBeGreaterThanOrEqual(CI ? 100_000 : 4_000);
    },
    600_000,
  );

  guarantee(
    'Pod Security Standards',
    'a pod that the API server cannot decode is malformed, and no other',
    async () => {
      let refused = 0;
      await fc.assert(
        fc.asyncProperty(malformedPods, async (pod) => {
          const answer = await library.ask({ pod, policies: POLICIES });
          const faults = podFaults(viewOf(pod)).filter(({ message }) => !message.includes('is not a source of volumes'));
          if ('refused' in answer) {
            refused += 1;
            if (faults.length === 0) {
              throw new Error(`no fault found, though the API server rejects the pod (${answer.refused}): ${JSON.stringify(pod)}`);
            }
          } else {
            expect(faults).toEqual([]);
            expect(POLICIES.map((policy) => verdictOf(viewOf(pod), policy))).toEqual(answer.verdicts);
          }
        }),
        { numRuns: RUNS },
      );
      expect(refused).toBeGreaterThan(RUNS / 4);
    },
    600_000,
  );
});

function same(a: Verdict, b: Verdict): boolean {
  return a.allowed === b.allowed && a.checks.length === b.checks.length && a.checks.every((check, i) => check === b.checks[i]);
}
