import { CIS_2_0 } from '../src/benchmarks/cis-2.0';
import { BENCHMARKS, CATALOG, PROFILES } from '../src/catalog';
import { rulesByControl, type Benchmark } from '../src/engine/benchmark';
import { cell } from './rule-pages';

const CIS = `the benchmark itself is published by the Center for Internet Security.`;

/** What is said about a benchmark besides its controls. */
const ABOUT: Readonly<Record<string, string>> = {
  'cis-2.0':
    `${CIS} It is written for Kubernetes 1.34 and 1.35. Its controls are those of 1.12 under the same numbers, so the profile `
    + '`cis-1.12` is another name of `cis-2.0`.',
  'cis-eks-1.8': CIS,
  'cis-gke-1.9': CIS,
  'cis-aks-1.8': CIS,
  'stig': 'the guide itself is published by DISA. The ids are those of version 2; which of them the latest release has was not compared.',
  'nsa-cisa': 'the guidance itself is published by NSA and CISA. It numbers nothing, so the ids are ours.',
};

/** A page for each benchmark: every control, with the rules that decide it, or who has to. */
export function benchmarkPages(): readonly (readonly [file: string, text: string])[] {
  const current = BENCHMARKS.filter(({ name }) => PROFILES.find((profile) => profile.name === name)?.aliasOf === undefined);
  return current.map((benchmark) => [benchmark === CIS_2_0 ? 'cis.md' : `${benchmark.name}.md`, benchmarkPage(benchmark)]);
}

function benchmarkPage(benchmark: Benchmark): string {
  const { name, sections } = benchmark;
  const rules = rulesByControl(CATALOG, benchmark);
  const controls = sections.flatMap((section) =>
    section.controls.map((control) => {
      const always = control.byHand ?? section.byHand;
      return { ...control, byHand: always ?? section.unseen, always };
    }),
  );
  const decided = controls.filter(({ id }) => rules.has(id));
  const partly = decided.filter(({ always }) => always !== undefined);
  const people = controls.filter(({ id, byHand }) => !rules.has(id) && byHand !== undefined);
  const open = controls.length - decided.length - people.length;
  return [
    `# ${benchmark.title}`,
    '',
    `Generated from the catalogue by \`npm run docs\`. Titles are in words of our own; ${ABOUT[name]} `
      + `\`cdk8s-hardened check --profile ${name} --controls PATH…\` says of each control how it stands.`,
    '',
    `Of ${controls.length} controls, rules decide ${decided.length}, ${partly.length} of them only in part. For ${people.length} others `
      + `people have to look at nodes or at the cluster. ${open} have no rule yet.`,
    '',
    ...sections.flatMap((section) => [
      `## ${section.id} ${section.title}`,
      '',
      ...(section.byHand === undefined ? [] : [`By hand: ${section.byHand}.`, '']),
      ...(section.byHand !== undefined || section.unseen === undefined
        ? []
        : [`By hand where the input has nothing of it: ${section.unseen}.`, '']),
      ...(section.ofProvider === true ? ['Not applicable with `--cluster eks`, `gke` or `aks`: the provider decides it.', ''] : []),
      '| control | requirement | rules | left to people |',
      '|---|---|---|---|',
      ...section.controls.map(({ id, title, byHand }) => {
        const deciding = (rules.get(id) ?? []).map((rule) => `[\`${rule.id}\`](rules/${rule.id}.md)`).join(', ');
        const hasRemark = section.byHand !== undefined || section.unseen !== undefined;
        const left = byHand ?? (!hasRemark && deciding === '' ? 'all of it' : '');
        return `| ${id} | ${cell(title)} | ${deciding} | ${cell(left)} |`;
      }),
      '',
    ]),
  ].join('\n');
}
