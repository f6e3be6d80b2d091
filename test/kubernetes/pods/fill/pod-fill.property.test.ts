import * as fc from 'fast-check';
import { podFills } from '../../../../src/kubernetes/pods/fill/pod-fill';
import { withFills } from '../../../../src/kubernetes/pods/fill/pod-fill-apply';
import { podFacts } from '../../../../src/kubernetes/pods/fill/pod-fill-facts';
import { podViews, type PodView } from '../../../../src/kubernetes/pods/pod-view';
import { POD_SECURITY_CHECKS } from '../../../../src/kubernetes/pods/security/checks';
import { evaluatePodSecurity } from '../../../../src/kubernetes/pods/security/evaluate';
import { parseMinor } from '../../../../src/kubernetes/releases/versions';
import { isObject } from '../../../../src/text/json';
import { malformedPods, pods } from '../../../oracle/pod-security/pods';
import { inventoryOf } from '../../../support/findings';

const RUNS = { numRuns: 600 };
const POLICY_VERSIONS = [...new Set(POD_SECURITY_CHECKS.flatMap(({ revisions }) => revisions.map(({ since }) => since)))].map(parseMinor);
const SUPPORTED = ['1.35', '1.36', '1.37'].map(parseMinor);

function viewOf(manifest: object): PodView {
  return podViews(inventoryOf([manifest]))[0]!;
}

function fillsOf(manifest: object) {
  const inventory = inventoryOf([manifest]);
  const [view] = podViews(inventory);
  return podFills(view!, { temporaryDirectory: true }, podFacts(view!, inventory));
}

function filled(manifest: object): object {
  return withFills(manifest as Record<string, unknown>, fillsOf(manifest));
}

/** True when everything that is written stands there still; lists may only have grown. */
function keeps(before: unknown, after: unknown): boolean {
  if (before === null || before === undefined) return true;
  if (Array.isArray(before)) {
    return Array.isArray(after) && after.length <= before.length + 1 && before.every((item, index) => keeps(item, after[index]));
  }
  if (isObject(before)) return isObject(after) && Object.keys(before).every((key) => keeps(before[key], after[key]));
  return Object.is(before, after);
}

test.each([
  ['pods that the decoder accepts', pods],
  ['pods with a value of a wrong type', malformedPods],
])('%s keep what is written, and filling them again adds nothing', (_, arbitrary) => {
  fc.assert(
    fc.property(arbitrary, (pod: object) => {
      const before = structuredClone(pod);
      const after = filled(pod);
      expect(pod).toEqual(before);
      expect(keeps(before, after)).toBe(true);
      expect(fillsOf(after)).toEqual([]);
    }),
    RUNS,
  );
});

test('no pod that passes a check fails it for being filled, at any policy version', () => {
  fc.assert(
    fc.property(pods, (pod: object) => {
      const [before, after] = [viewOf(pod), viewOf(filled(pod))];
      const worse = POLICY_VERSIONS.flatMap((version) =>
        (['baseline', 'restricted'] as const).flatMap((level) => {
          const failed = new Set(evaluatePodSecurity(before, level, version).map(({ checkId }) => checkId));
          return evaluatePodSecurity(after, level, version).filter(({ checkId }) => !failed.has(checkId));
        }),
      );
      expect(worse).toEqual([]);
    }),
    RUNS,
  );
});

/** What somebody wrote that leaves the fields of a check unset: read off the manifest as text. */
const EXCUSES: Readonly<Record<string, RegExp>> = {
  allowPrivilegeEscalation: /"privileged":true|"SYS_ADMIN"|"ALL"/,
  capabilities_restricted: /"privileged":true|"add":\[[^\]]*"ALL"/,
  runAsNonRoot: /"runAsNonRoot":false|"runAsUser":-?0[,}]/,
  seccompProfile_restricted:
    /"(?:container\.)?seccomp\.security\.alpha\.kubernetes\.io|"seccompProfile":\{(?:"type":(?:null|"(?!RuntimeDefault"|Localhost")[^"]*"))?\}/,
};

test('what restricted still objects to was written, or follows from what was', () => {
  fc.assert(
    fc.property(pods, (pod: any) => {
      const text = JSON.stringify(pod);
      const unexcused: string[] = [];
      for (const version of SUPPORTED) {
        for (const { checkId, places } of evaluatePodSecurity(viewOf(filled(pod)), 'restricted', version)) {
          const excuse = EXCUSES[checkId];
          if (!excuse) continue;
          for (const { path } of places) {
            const value = path
              .split(/[.[\]]+/)
              .filter((key) => key !== '')
              .reduce((holder: any, key) => holder?.[key], pod);
            const isEntry = path.endsWith(']');
            if ((value === undefined || (value === null && !isEntry)) && !excuse.test(text)) unexcused.push(`${checkId} ${path}`);
          }
        }
      }
      expect(unexcused).toEqual([]);
    }),
    RUNS,
  );
});

test('of pods whose security contexts say nothing, filling leaves no check of restricted that it could fix', () => {
  const silent = pods.map((pod: any) => {
    const quiet = structuredClone(pod);
    delete quiet.spec.securityContext;
    delete quiet.metadata.annotations;
    for (const list of ['containers', 'initContainers', 'ephemeralContainers']) {
      for (const container of quiet.spec[list] ?? []) delete container.securityContext;
    }
    return quiet;
  });
  let mended = 0;
  fc.assert(
    fc.property(silent, (pod: any) => {
      for (const version of SUPPORTED) {
        const failing = (manifest: object) =>
          evaluatePodSecurity(viewOf(manifest), 'restricted', version)
            .map(({ checkId }) => checkId)
            .filter((id) => Object.hasOwn(EXCUSES, id));
        mended += failing(pod).length;
        expect(failing(filled(pod))).toEqual([]);
      }
    }),
    RUNS,
  );
  expect(mended).toBeGreaterThan(RUNS.numRuns);
});
