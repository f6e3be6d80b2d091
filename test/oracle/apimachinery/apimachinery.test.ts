import * as fc from 'fast-check';
import { LabelSelector } from '../../../src/kubernetes/objects/label-selector';
import { readIntOrPercent, scaledValue } from '../../../src/kubernetes/resources/int-or-percent';
import { guarantee } from '../../support/guarantee';
import { describeProof, requireTools } from '../../support/requirements';
import { GoProgram } from '../support/go-program';

type Question = { readonly value: unknown; readonly total: number } | { readonly selector: unknown; readonly labels: readonly object[] };
type Answer = { readonly up?: number; readonly down?: number; readonly matches?: readonly boolean[]; readonly refused?: string };

const RUNS = process.env.CI === 'true' ? 20_000 : 5000;

const texts = fc.oneof(
  fc.nat(250).map((percent) => `${percent}%`),
  fc.nat().map((percent) => `${percent}%`),
  fc.constantFrom('', '%', '50', '-1%', '+1%', ' 5%', '5 %', '5%%', '05%', '1.5%', '1e1%', '0x1%', '٥%'),
);
const values = fc.oneof({ weight: 4, arbitrary: texts }, fc.nat(50), fc.integer(), fc.constantFrom(1.5, 2 ** 31, true, {}, []));

const keys = fc.constantFrom('app', 'tier', 'example.com/part');
const labelValues = fc.constantFrom('', 'a', 'b', 'c');
const labelSets = fc.dictionary(keys, labelValues);
const wild = <T>(arbitrary: fc.Arbitrary<T>) => fc.oneof({ weight: 12, arbitrary }, fc.constantFrom(null, undefined, 1, 'x', [], {}));
const expressions = fc.record({
  key: fc.oneof({ weight: 20, arbitrary: keys }, fc.constantFrom('', undefined)),
  operator: fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist') },
    fc.constantFrom('in', 'Gt', '', undefined),
  ),
  values: fc.oneof({ weight: 8, arbitrary: fc.array(labelValues, { maxLength: 2 }) }, fc.constantFrom(undefined, null, [1], [null], 'a')),
});
const selectors = wild(
  fc.record(
    {
      matchLabels: wild(fc.dictionary(keys, fc.oneof({ weight: 12, arbitrary: labelValues }, fc.constantFrom(null, 1)))),
      matchExpressions: wild(fc.array(wild(expressions), { maxLength: 3 })),
    },
    { requiredKeys: [] },
  ),
);

describeProof('shared types and the code of Kubernetes', requireTools(['go']), () => {
  let library: GoProgram<Question, Answer>;
  beforeAll(() => {
    library = GoProgram.start(__dirname);
  }, 900_000);
  afterAll(() => library?.stop());

  guarantee(
    ['workloads/disruption-budget-blocks', 'workloads/update-strategy'],
    'numbers and percentages of pods are refused and rounded as the controllers do',
    async () => {
      const seen = { scaled: 0, refused: 0 };
      await fc.assert(
        fc.asyncProperty(values, fc.oneof(fc.nat(20), fc.nat(100_000)), async (value, total) => {
          const answer = await library.ask({ value, total });
          const amount = readIntOrPercent(value);
          seen[amount ? 'scaled' : 'refused'] += 1;
          const ours = amount && { up: scaledValue(amount, total, 'up'), down: scaledValue(amount, total, 'down') };
          expect({ value, total, answer: ours }).toEqual({ value, total, answer: answer.refused === undefined ? answer : undefined });
        }),
        { numRuns: RUNS },
      );
      expect(Math.min(seen.scaled, seen.refused)).toBeGreaterThan(RUNS / 20);
    },
  );

  guarantee(
    ['workloads/disruption-budget-overlap', 'workloads/workload-selector', 'namespaces/policy-without-pods'],
    'label selectors are refused and select as in the API server',
    async () => {
      const seen = { matched: 0, missed: 0, refused: 0 };
      await fc.assert(
        fc.asyncProperty(selectors, fc.array(labelSets, { minLength: 1, maxLength: 5 }), async (selector, labels) => {
          const { matches, refused } = await library.ask({ selector, labels });
          const compiled = LabelSelector.of(selector);
          const ours = compiled.invalid === undefined ? labels.map((set) => compiled.matches(set)) : undefined;
          seen.refused += ours ? 0 : 1;
          for (const matched of ours ?? []) seen[matched ? 'matched' : 'missed'] += 1;
          expect({ selector, labels, ours }).toEqual({ selector, labels, ours: refused === undefined ? matches : undefined });
        }),
        { numRuns: RUNS },
      );
      expect(Math.min(seen.matched, seen.missed, seen.refused)).toBeGreaterThan(RUNS / 20);
    },
  );
});
