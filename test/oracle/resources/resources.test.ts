import * as fc from 'fast-check';
import type { CheckContext } from '../../../src/engine/rule';
import { podViews } from '../../../src/kubernetes/pods/pod-view';
import { limitRangesIn, refusalsOfPod } from '../../../src/kubernetes/quota/limit-ranges';
import { parseMinor } from '../../../src/kubernetes/releases/versions';
import { podLimits, podRequests } from '../../../src/kubernetes/resources/pod-resources';
import { addQuantities, compareQuantities, parseQuantity, quantitySign } from '../../../src/kubernetes/resources/quantity';
import type { ResourceList } from '../../../src/kubernetes/resources/resource-list';
import { admittedResources } from '../../../src/namespaces/quota/pod-admission';
import { allQuotas, countsPod, podUsage, unstated } from '../../../src/namespaces/quota/quotas';
import { inventoryOf } from '../../support/findings';
import { guarantee } from '../../support/guarantee';
import { describeProof, requireTools } from '../../support/requirements';
import { Library } from './library';
import { limitRanges, pods, quotas } from './pods';
import { values } from './quantities';

const CI = process.env.CI === 'true';
const RUNS = CI ? 20_000 : 1000;
const BATCHES = CI ? 2000 : 100;
/** Quantities in a question. */
const BATCH = 20;

const written = (list: ResourceList) => Object.fromEntries([...list].map(([name, { nanos }]) => [name, String(nanos)]));

/** What the library's text says is missing: `must specify limits.cpu for: main0,main1; …`. */
function missingIn(text: string): string[] {
  if (text === '') return [];
  return text
    .replace(/^must specify /, '')
    .split('; ')
    .flatMap((part) => {
      const [name, containers] = part.split(' for: ') as [string, string];
      return containers.split(',').map((container) => `${name} ${container}`);
    })
    .sort();
}

describeProof('quantities, limit ranges, quotas and the libraries of Kubernetes', requireTools(['go']), () => {
  let library: Library;
  beforeAll(() => {
    library = Library.start();
  }, 900_000);
  afterAll(() => library?.stop());

  guarantee(
    ['namespaces/quota-exceeded', 'namespaces/quota-demands', 'namespaces/limit-range-refusal'],
    'every generated text is read as Kubernetes reads it or refused, and quantities compare and add up alike',
    async () => {
      let [read, refused] = [0, 0];
      await fc.assert(
        fc.asyncProperty(fc.array(values, { minLength: BATCH, maxLength: BATCH }), async (quantities) => {
          const answer = await library.quantities({ quantities });
          const ours = quantities.map((item) => parseQuantity(item));
          expect(ours.map((quantity, i) => [quantities[i], quantity ? String(quantity.nanos) : ''])).toEqual(
            answer.values.map((amount, i) => [quantities[i], amount]),
          );
          expect(quantities.map((item) => quantitySign(item))).toEqual(
            ours.map((quantity) => quantity && (quantity.nanos > 0n ? 1 : quantity.nanos < 0n ? -1 : 0)),
          );
          for (let i = 1; i < ours.length; i++) {
            const [a, b] = [ours[i - 1], ours[i]];
            if (!a || !b) continue;
            expect([a.text, b.text, compareQuantities(a, b)]).toEqual([a.text, b.text, answer.comparisons![i - 1]]);
            expect([a.text, b.text, String(addQuantities(a, b).nanos)]).toEqual([a.text, b.text, answer.sums![i - 1]]);
          }
          read += ours.filter((quantity) => quantity !== undefined).length;
          refused += ours.filter((quantity) => quantity === undefined).length;
        }),
        { numRuns: BATCHES },
      );
      process.stdout.write(`quantities: ${read} read, ${refused} refused, no difference\n`);
      expect(refused).toBeGreaterThan(read / 50);
      expect(read).toBeGreaterThan((BATCHES * BATCH) / 2);
    },
    600_000,
  );

  guarantee(
    ['namespaces/quota-exceeded', 'namespaces/quota-demands', 'namespaces/limit-range-refusal'],
    'generated pods request what Kubernetes computes, and LimitRanges and quotas refuse what they refuse there, on both sides of 1.37',
    async () => {
      let [judged, refused, counted, lacking] = [0, 0, 0, 0];
      await fc.assert(
        fc.asyncProperty(pods, limitRanges, quotas, fc.constantFrom('1.36', '1.37'), async (pod, ranges, specs, version) => {
          const answer = await library.pod({ pod, limitRanges: ranges, quotas: specs, late: version === '1.37' });
          if (answer.refused !== undefined) throw new Error(`the library cannot read its input: ${answer.refused}`);
          const inventory = inventoryOf([{ apiVersion: 'v1', kind: 'Pod', ...pod }, ...(ranges as object[]), ...(specs as object[])]);
          const context: CheckContext = { inventory, kubernetes: parseMinor(version), asOf: '2026-11-23', waivers: [] };
          const view = podViews(inventory)[0]!;
          const resources = admittedResources(view, context)!;
          expect({ requests: written(podRequests(resources)), limits: written(podLimits(resources)) }).toEqual({
            requests: answer.requests ?? {},
            limits: answer.limits ?? {},
          });
          expect(written(podUsage(resources))).toEqual(answer.usage);
          const refusals = limitRangesIn(inventory, 'default').flatMap((range) => refusalsOfPod(range, resources));
          expect({ refusals, count: refusals.length }).toEqual({ refusals, count: answer.faults?.length ?? 0 });
          allQuotas(inventory)
            .get('default')
            .forEach((quota, i) => {
              expect([i, quota.fault]).toEqual([i, undefined]);
              const counts = countsPod(quota, view, resources, '');
              expect([i, counts]).toEqual([i, answer.matches![i]]);
              const missing = counts
                ? unstated(quota, resources)
                    .map(({ index, name }) => `${name} ${view.containers[index]!.name}`)
                    .sort()
                : [];
              expect([i, missing]).toEqual([i, missingIn(answer.lacking![i]!)]);
              counted += counts ? 1 : 0;
              lacking += missing.length > 0 ? 1 : 0;
            });
          judged += 1;
          refused += refusals.length > 0 ? 1 : 0;
        }),
        { numRuns: RUNS },
      );
      process.stdout.write(
        `resources: ${judged} pods compared, ${refused} refused by limit ranges, ${counted} counted by a quota, ${lacking} refused by `
          + 'one; no difference\n',
      );
      // Each answer is common, or the comparison would say little.
      for (const part of [refused, judged - refused, counted, lacking]) expect(part).toBeGreaterThan(judged / 20);
    },
    600_000,
  );
});
