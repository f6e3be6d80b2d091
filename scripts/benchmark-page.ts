import { CIS_2_0 } from '../src/benchmarks/cis-2.0';
import { CATALOG } from '../src/catalog';
import { rulesByControl } from '../src/engine/benchmark';
import { cell } from './rule-pages';

/** The page about the CIS benchmark: every control, with the rules that decide it, or who has to. */
export function cisPage(): string {
  const rules = rulesByControl(CATALOG, CIS_2_0);
  const controls = CIS_2_0.sections.flatMap((section) =>
    section.controls.map((control) => ({ ...control, byHand: control.byHand ?? section.byHand })),
  );
  const decided = controls.filter(({ id }) => rules.has(id));
  const partly = decided.filter(({ byHand }) => byHand !== undefined);
  const people = controls.filter(({ id, byHand }) => !rules.has(id) && byHand !== undefined);
  const open = controls.length - decided.length - people.length;
  return [
    `# ${CIS_2_0.title}`,
    '',
    'Generated from the catalogue by `npm run docs`. Titles are in words of our own; the benchmark itself is published by the Center '
      + 'for Internet Security. It is written for Kubernetes 1.34 and 1.35. Its controls are those of 1.12 under the same numbers, so the '
      + 'profile `cis-1.12` is another name of `cis-2.0`. `cdk8s-hardened check --profile cis-2.0 --controls PATH…` says of each control '
      + 'how it stands.',
    '',
    `Of ${controls.length} controls, rules decide ${decided.length}, ${partly.length} of them only in part. For ${people.length} others `
      + `people have to look at nodes or at the cluster. ${open} have no rule yet.`,
    '',
    ...CIS_2_0.sections.flatMap((section) => [
      `## ${section.id} ${section.title}`,
      '',
      ...(section.byHand === undefined ? [] : [`By hand: ${section.byHand}.`, '']),
      '| control | requirement | rules | left to people |',
      '|---|---|---|---|',
      ...section.controls.map(({ id, title, byHand }) => {
        const deciding = (rules.get(id) ?? []).map((rule) => `[\`${rule.id}\`](rules/${rule.id}.md)`).join(', ');
        const left = byHand ?? (section.byHand === undefined && deciding === '' ? 'all of it' : '');
        return `| ${id} | ${cell(title)} | ${deciding} | ${cell(left)} |`;
      }),
      '',
    ]),
  ].join('\n');
}
