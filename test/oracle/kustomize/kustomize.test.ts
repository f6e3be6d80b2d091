import * as path from 'node:path';
import * as fc from 'fast-check';
import { contentsOf } from '../../../src/input/file-contents';
import { builtObjects } from '../../../src/input/kustomize/built';
import { Kustomizations } from '../../../src/input/kustomize/kustomizations';
import { readYaml } from '../../../src/text/yaml/yaml';
import { describeProof, requireTools } from '../../support/requirements';
import { canonical } from '../support/canonical';
import { GoProgram } from '../support/go-program';
import { treeOf, type Tree } from './trees';

const CI = process.env.CI === 'true';
const RUNS = CI ? 6000 : 600;
const SEED = Number(process.env.CDK8S_HARDENED_ORACLE_SEED ?? Date.now() % 2 ** 31);

interface Answer {
  readonly objects: readonly unknown[] | null;
  readonly error?: string;
}

/** What we make of a tree, and what of it is not applied. */
function ours({ files, folder }: Tree): { readonly objects: readonly unknown[]; readonly unapplied: readonly string[] } {
  const read = new Map(Object.entries(files).map(([name, text]) => [name, readYaml(text)]));
  const kustomizations = new Kustomizations(read);
  const written = Object.entries(files).flatMap(([name, text]) =>
    /kustomization\.yaml$/.test(name) || kustomizations.partOf(name) !== undefined
      ? []
      : contentsOf({ kind: 'manifests', path: name, origin: { file: name }, isWanted: true }, text, []).objects,
  );
  const { objects, unapplied } = builtObjects(written, kustomizations, read);
  const root = path.join(folder, 'kustomization.yaml');
  return {
    objects: objects.filter(({ origin }) => origin.builds?.includes(root)).map(({ json }) => json),
    unapplied: [...unapplied].flatMap(([file, what]) => what.map((each) => `${file}: ${each.what}`)),
  };
}

/** Names are left as they are: references follow them. */
function sorted(objects: readonly unknown[]): string[] {
  return objects.map((object) => canonical(object).replaceAll('pfx1-', '').replaceAll('-sfx1', '')).sort();
}

describeProof('kustomizations and the code of kustomize', requireTools(['go']), () => {
  let library: GoProgram<Tree, Answer>;
  beforeAll(() => {
    library = GoProgram.start(__dirname);
  }, 900_000);
  afterAll(() => library?.stop());

  test(`what is built of generated trees is what kustomize builds, wherever nothing is said to be not applied (seed ${SEED})`, async () => {
    const wrong: string[] = [];
    const seen = { plain: 0, unapplied: 0, rejected: 0 };
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (g) => {
        const tree = treeOf(g);
        const answer = await library.ask(tree);
        const { objects, unapplied } = ours(tree);
        if (unapplied.length > 0) {
          seen[answer.error === undefined ? 'unapplied' : 'rejected'] += 1;
          return;
        }
        const [made, wanted] = [sorted(objects), sorted(answer.objects ?? [])];
        const at = made.findIndex((each, index) => each !== wanted[index]);
        const text = JSON.stringify(tree, undefined, 1);
        if (answer.error !== undefined) wrong.push(`kustomize rejects it: ${answer.error}\n${text}`);
        else if (at >= 0 || made.length !== wanted.length) {
          wrong.push(`we make\n${made[at] ?? made.length}\nkustomize\n${wanted[at] ?? wanted.length}\nof ${text}`);
        }
        seen.plain += 1;
      }),
      { numRuns: RUNS, seed: SEED, endOnFailure: true },
    );
    // The first one is enough to read.
    expect([wrong.length, ...wrong.slice(0, 1)]).toEqual([0]);
    expect(seen.plain).toBeGreaterThan(RUNS / 6);
  }, 1_800_000);
});
