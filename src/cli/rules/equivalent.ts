import { BENCHMARKS, CATALOG } from '../../catalog';
import { Registry } from '../../engine/registry';
import type { AnyRule } from '../../engine/rule';
import { EQUIVALENTS, PRACTICES } from '../../equivalents';
import { findPeers, nearPeers } from '../../equivalents/find';
import { remarkOn } from '../../equivalents/row';
import { columns, wrap } from '../../reports/layout';
import { UsageError } from '../usage-error';

/** What answers one thing that another tool, or a benchmark, asks. */
interface Answer {
  /** The short name of what is checked. */
  readonly name: string;
  readonly practice: string | undefined;
  readonly rules: readonly AnyRule[];
  readonly reason: string | undefined;
}

interface Match {
  /** `checkov:CKV_K8S_20`. */
  readonly id: string;
  readonly answers: readonly Answer[];
}

/** What controls that are requested without a benchmark belong to. */
const BENCHMARK = BENCHMARKS[0]!.prefix;

/** The rules that answer a check of another tool, or why there is none. */
export function explainEquivalent(query: string, format: string, width: number): string {
  const matches = matchesOf(query);
  if (matches.length === 0) {
    const own = new Registry(CATALOG).find(query.trim());
    if (own) {
      throw new UsageError(`"${query}" is a rule of this tool, not a check of another: \`cdk8s-hardened rules ${own.id}\` explains it.`);
    }
    throw new UsageError(
      `no tool that is known here has a check "${query}". The nearest are ${nearPeers(query).join(', ')}. The page `
        + 'docs/equivalents.md of the repository lists them all.',
    );
  }
  if (format === 'json') return `${JSON.stringify({ query, matches: matches.map(plain) }, undefined, 2)}\n`;
  const hint = matches.some(({ answers }) => answers.some(({ rules }) => rules.length > 0))
    ? '\nA rule is explained by: cdk8s-hardened rules ID\n'
    : '';
  return `${matches.map((match) => render(match, width)).join('\n\n')}\n${hint}`;
}

function matchesOf(query: string): Match[] {
  const registry = new Registry(CATALOG);
  const benchmark = /^(?:cis(?:-(?:1\.12|2\.0(?:\.1)?))?:|kube-bench:)?(\d+(?:\.\d+)+)$/i.exec(query.trim());
  const peers = findPeers(benchmark ? `kube-bench:${benchmark[1]}` : query).map(({ peer, rows, excluded }): Match => ({
    id: peer,
    answers:
      excluded === undefined
        ? rows.map(({ practice, row }) => ({
            name: row.name,
            practice,
            rules: row.rules.map((id) => registry.find(id)!),
            reason: remarkOn(row, peer),
          }))
        : [{ name: 'not decided from files', practice: undefined, rules: [], reason: excluded }],
  }));
  if (peers.length > 0) return peers;
  const controls = controlsOf(benchmark ? `${BENCHMARK}${benchmark[1]}` : query);
  return controls.length > 0 ? controls : namesOf(query, registry);
}

/** The short names of what is checked, as docs/equivalents.md has them by practice. */
function namesOf(query: string, registry: Registry): Match[] {
  const wanted = query.trim().toLowerCase();
  const rows = Object.entries(EQUIVALENTS).flatMap(([practice, all]) =>
    all.filter(({ name }) => name === wanted).map((row) => ({ practice, row })),
  );
  if (rows.length === 0) return [];
  return [
    {
      id: wanted,
      answers: rows.map(({ practice, row }) => ({
        name: row.peers.length === 0 ? row.name : row.peers.join(', '),
        practice,
        rules: row.rules.map((id) => registry.find(id)!),
        reason: remarkOn(row),
      })),
    },
  ];
}

/** A control of a benchmark is answered by the rules that say so themselves. */
function controlsOf(control: string): Match[] {
  const wanted = control.trim().toLowerCase();
  const rules = CATALOG.filter(({ controls }) => controls.some((each) => each.toLowerCase() === wanted));
  const id = rules[0]?.controls.find((each) => each.toLowerCase() === wanted);
  return id === undefined
    ? []
    : [{ id, answers: [{ name: 'rules that cover this control', practice: undefined, rules, reason: undefined }] }];
}

function plain({ id, answers }: Match): object {
  return {
    id,
    answers: answers.map(({ name, practice, rules, reason }) => ({
      name,
      practice,
      rules: rules.map(({ id: rule, severity, title }) => ({ id: rule, severity, title })),
      reason,
    })),
  };
}

function render({ id, answers }: Match, width: number): string {
  return [id, ...answers.flatMap((answer) => ['', ...renderAnswer(answer, width)])].join('\n');
}

function renderAnswer({ name, practice, rules, reason }: Answer, width: number): string[] {
  const flow = (indent: number, text: string) => wrap(text, width - indent).map((line) => `${' '.repeat(indent)}${line}`);
  const gutter = 'critical'.length;
  const longest = Math.max(0, ...rules.map((rule) => rule.id.length));
  const lines = flow(2, practice === undefined ? name : `${name} (${PRACTICES[practice]!})`);
  for (const rule of rules) {
    const head = `    ${rule.severity.padEnd(gutter)}  ${rule.id}`;
    const beside = `${head.padEnd(gutter + 6 + longest)}  ${rule.title}`;
    lines.push(...(columns(beside) <= width ? [beside] : [head, ...flow(gutter + 6, rule.title)]));
  }
  return [...lines, ...flow(4, reason ?? (rules.length === 0 ? 'Not answered yet.' : ''))].filter((line) => line.trim() !== '');
}
