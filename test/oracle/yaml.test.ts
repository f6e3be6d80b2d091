import { join } from 'node:path';
import fc from 'fast-check';
import { readYaml } from '../../src/text/yaml/yaml';
import { guarantee } from '../support/guarantee';
import { describeProof, requireTools } from '../support/requirements';
import { canonical } from './support/canonical';
import { GoProgram } from './support/go-program';
import { yamlTexts } from './yaml-texts';

/** Texts compared: `CDK8S_HARDENED_ORACLE_RUNS`, and the seed that a failure prints. */
const RUNS = Number(process.env.CDK8S_HARDENED_ORACLE_RUNS ?? 4000);
const SEED = Number(process.env.CDK8S_HARDENED_ORACLE_SEED ?? Date.now() % 2 ** 31);
const BATCH = 5000;

type Answer = readonly { readonly value?: unknown; readonly error?: string }[];

type Verdict = 'same' | 'both refuse' | 'only we refuse' | string;

function compare(text: string, answer: Answer): Verdict {
  const ours = readYaml(text);
  const values = ours.documents.map(({ value }) => canonical(value));
  const theirs = answer.filter(({ error }) => error === undefined).map(({ value }) => canonical(value ?? null));
  const theyRefuse = theirs.length < answer.length;
  if (ours.faults.length === 0) {
    if (theyRefuse) return `we read ${values.join(' | ')}, Kubernetes rejects: ${answer.find(({ error }) => error !== undefined)!.error}`;
    return values.join('\n') === theirs.join('\n') ? 'same' : `we read ${values.join(' | ')}, Kubernetes reads ${theirs.join(' | ')}`;
  }
  // A document before a broken separator is lost to the Go reader, which stops there; we read it.
  const foreign = ours.faults.some(({ message }) => message.startsWith('"---" is followed by'))
    ? []
    : values.filter((value) => !theirs.includes(value));
  if (foreign.length > 0) {
    return `beside a fault (${ours.faults[0]!.message}) we read ${foreign.join(' | ')}, Kubernetes reads ${JSON.stringify(answer)}`;
  }
  return theyRefuse ? 'both refuse' : 'only we refuse';
}

/** For those who work on the reader: what we refuse that Kubernetes reads, by reason, with the shortest example of each. */
function report(counts: Record<string, number>, refusals: readonly string[]): void {
  const byReason = new Map<string, string[]>();
  for (const refusal of refusals) {
    const reason = refusal.slice(refusal.lastIndexOf('\n  ') + 3).replace(/"[^"]*"|U\+\w+|[-.\w]+ cannot/g, '…');
    byReason.set(reason, [...(byReason.get(reason) ?? []), refusal]);
  }
  const lines = [...byReason]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([reason, texts]) => `${texts.length} × ${reason}\n      ${texts.sort((a, b) => a.length - b.length)[0]!.split('\n')[0]!}`);
  process.stdout.write(`${JSON.stringify(counts)}\n${lines.join('\n')}\n`);
}

describeProof('the YAML reader and that of Kubernetes', requireTools(['go']), () => {
  let library: GoProgram<string, Answer>;
  beforeAll(() => {
    library = GoProgram.start(join(__dirname, 'yaml'));
  }, 300_000);
  afterAll(() => library?.stop());

  guarantee.group('reading YAML', 'generated YAML texts are read as sigs.k8s.io/yaml reads them, or refused', () => {
    test(`${RUNS} generated texts are read as Kubernetes reads them (seed ${SEED})`, async () => {
      const counts: Record<string, number> = { 'same': 0, 'both refuse': 0, 'only we refuse': 0 };
      const refusals: string[] = [];
      const differences: string[] = [];
      for (let done = 0, batch = 0; done < RUNS; done += BATCH, batch++) {
        const texts = fc
          .sample(yamlTexts, { numRuns: Math.min(BATCH, RUNS - done), seed: SEED + batch })
          .filter((text) => Buffer.from(text).toString() === text);
        const answers = await Promise.all(texts.map((text) => library.ask(text)));
        expect(answers).toHaveLength(texts.length);
        texts.forEach((text, i) => {
          const verdict = compare(text, answers[i]!);
          if (counts[verdict] === undefined) differences.push(`${JSON.stringify(text)}\n  ${verdict}`);
          else counts[verdict] += 1;
          if (verdict === 'only we refuse') refusals.push(`${JSON.stringify(text)}\n  ${readYaml(text).faults[0]!.message}`);
        });
      }
      if (process.env.CDK8S_HARDENED_ORACLE_VERBOSE) report(counts, refusals);
      expect(differences.sort((a, b) => a.length - b.length).slice(0, 40)).toEqual([]);
      // What we refuse and Kubernetes reads is bounded, and what both read is most of the rest: else the comparison would prove little.
      expect(counts.same).toBeGreaterThan(RUNS * 0.3);
      expect(counts['only we refuse']).toBeLessThan(RUNS * 0.1);
    }, 1_800_000);
  });
});
