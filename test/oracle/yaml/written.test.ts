import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import fc from 'fast-check';
import { HardenedApp, Hardening } from '../../../src/app';
import { guarantee } from '../../support/guarantee';
import { objects } from '../../support/hostile-texts';
import { describeProof, requireTools } from '../../support/requirements';
import { canonical } from '../support/canonical';
import { GoProgram } from '../support/go-program';

/** Objects compared: `CDK8S_HARDENED_ORACLE_RUNS`, and the seed that a failure prints. */
const RUNS = Number(process.env.CDK8S_HARDENED_ORACLE_RUNS ?? 4000);
const SEED = Number(process.env.CDK8S_HARDENED_ORACLE_SEED ?? Date.now() % 2 ** 31);
const BATCH = 500;
const SETTINGS = { kubernetes: '1.37', asOf: '2026-11-30', profile: 'pss-baseline', noConfig: true };

type Answer = readonly { readonly value?: unknown; readonly error?: string }[];

/** cdk8s throws for the one key and drops the other. */
const TAKEN = objects.filter((object) => !/"(constructor|__proto__)":/.test(JSON.stringify(object)));

const WAYS: readonly ((outdir: string) => App)[] = [
  (outdir) => new HardenedApp({ outdir, ...SETTINGS }),
  (outdir) => {
    const app = new App({ outdir });
    Hardening.enforce(app, SETTINGS);
    return app;
  },
];

/** What was checked of some objects, and the two texts that are written of them. */
function write(specs: readonly object[], appWith: (outdir: string) => App): { checked: string[]; texts: string[] } {
  const outdir = fs.mkdtempSync(join(tmpdir(), 'oracle-written-'));
  try {
    const app = appWith(outdir);
    const chart = new Chart(app, 'chart');
    const made = specs.map((spec, i) => new ApiObject(chart, `o${i}`, { apiVersion: 'example.com/v1', kind: 'Thing', spec }));
    const checked = made.map((object) => canonical(object.toJson()));
    app.synth();
    return { checked, texts: [fs.readFileSync(join(outdir, 'chart.k8s.yaml'), 'utf8'), app.synthYaml()] };
  } finally {
    fs.rmSync(outdir, { recursive: true });
  }
}

describeProof('what apps write and what Kubernetes reads', requireTools(['go']), () => {
  let library: GoProgram<string, Answer>;
  beforeAll(() => {
    library = GoProgram.start(__dirname);
  }, 300_000);
  afterAll(() => library?.stop());

  guarantee.group('HardenedApp', 'generated objects are read by sigs.k8s.io/yaml as they were checked', () => {
    test(`${RUNS} objects with hostile keys and texts (seed ${SEED})`, async () => {
      const differences: string[] = [];
      let compared = 0;
      for (let done = 0, batch = 0; done < RUNS; done += BATCH, batch++) {
        const specs = fc.sample(TAKEN, { numRuns: Math.min(BATCH, RUNS - done), seed: SEED + batch });
        const { checked, texts } = write(specs, WAYS[batch % WAYS.length]!);
        for (const answer of await Promise.all(texts.map((text) => library.ask(text)))) {
          expect(answer).toHaveLength(checked.length);
          answer.forEach(({ value, error }, i) => {
            const read = error ?? canonical(value);
            if (read !== checked[i]) differences.push(`checked: ${checked[i]}\nread: ${read}`);
            else compared += 1;
          });
        }
      }
      expect(differences.sort((a, b) => a.length - b.length).slice(0, 20)).toEqual([]);
      expect(compared).toBe(2 * RUNS);
    }, 3_600_000);
  });
});
