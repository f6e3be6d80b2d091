import * as fc from 'fast-check';
import { readIntOrPercent, scaledValue } from '../../../src/model/int-or-percent';
import { guarantee } from '../../support/guarantee';
import { describeProof, requireTools } from '../../support/requirements';
import { GoProgram } from '../support/go-program';

interface Question {
  readonly value: unknown;
  readonly total: number;
}

type Answer = { readonly up: number; readonly down: number } | { readonly refused: string };

const RUNS = process.env.CI === 'true' ? 20_000 : 5000;

const texts = fc.oneof(
  fc.nat(250).map((percent) => `${percent}%`),
  fc.nat().map((percent) => `${percent}%`),
  fc.constantFrom('', '%', '50', '-1%', '+1%', ' 5%', '5 %', '5%%', '05%', '1.5%', '1e1%', '0x1%', '٥%'),
);
const values = fc.oneof({ weight: 4, arbitrary: texts }, fc.nat(50), fc.integer(), fc.constantFrom(1.5, 2 ** 31, true, {}, []));

describeProof('amounts of pods and the code of the controllers', requireTools(['go']), () => {
  let library: GoProgram<Question, Answer>;
  beforeAll(() => { library = GoProgram.start(__dirname); }, 900_000);
  afterAll(() => library?.stop());

  guarantee(['workloads/disruption-budget-blocks', 'workloads/update-strategy'], 'numbers and percentages of pods are refused and rounded as the controllers do', async () => {
    const seen = { scaled: 0, refused: 0 };
    await fc.assert(fc.asyncProperty(values, fc.oneof(fc.nat(20), fc.nat(100_000)), async (value, total) => {
      const answer = await library.ask({ value, total });
      const amount = readIntOrPercent(value);
      seen[amount ? 'scaled' : 'refused'] += 1;
      const ours = amount && { up: scaledValue(amount, total, 'up'), down: scaledValue(amount, total, 'down') };
      expect({ value, total, answer: ours }).toEqual({ value, total, answer: 'refused' in answer ? undefined : answer });
    }), { numRuns: RUNS });
    expect(Math.min(seen.scaled, seen.refused)).toBeGreaterThan(RUNS / 20);
  });
});
