/**
 * Time for an item of a large input against that of a small one: what grows with the square of its input shows as the ratio of the two
 * sizes. The inputs are those that once did, or could.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { check } from '../lib/cli/check/check';
import { FORMATS } from '../lib/cli/check/render';
import { shellCommands } from '../lib/kubernetes/components/shell-words';
import { credentialInFile } from '../lib/workloads/rules/credentials/credential-lines';
import { credentialForm } from '../lib/workloads/rules/credentials/credentials';
import { each, INPUTS, pod, type Input } from './inputs';
import { cpu, dir, measure, report } from './measure';

/** Every rule runs. */
const SETTINGS = { kubernetes: '1.37', profile: 'operations', asOf: '2026-11-23' };

/** Checks a folder and writes the report; the number of findings, faults and characters, so that nothing is left out unseen. */
function judge(folder: string, format: string, more: object): readonly [findings: number, errors: number, characters: number] {
  process.chdir(folder);
  const { report: input } = check({ paths: ['.'], layers: [{ settings: { ...SETTINGS, ...more } }] });
  let characters = 0;
  for (const piece of FORMATS[format]!(input, { color: false, width: 100 })) characters += piece.length;
  return [input.result.findings.length, input.errors.length, characters];
}

/** `helm template … | check -`: one stream in which every object has findings. */
export function benchStream(): void {
  for (const format of ['text', 'json', 'sarif']) {
    compare(
      `one stream, ${format}: an object of 20,000 / of 2,000`,
      (count) => each(count, (i) => `---\n${pod(i)}`),
      format,
      2000,
      20_000,
      1.2,
    );
  }
}

const HOSTILE = [
  'key=',
  'eyJ',
  '://a:',
  '://a=',
  'password : ',
  '-----BEGIN ',
  '"auth":"',
  `SG.${'a'.repeat(21)}`,
  'token',
  '\npassword:',
  ' ',
  'a',
];

/** What is done with a text, how many times the smaller one has its part, and the part. */
const SEARCHES: readonly (readonly [what: string, count: number, call: (text: string) => unknown, parts: readonly string[]])[] = [
  ['words of a shell', 50_000, shellCommands, ['$(', '`', '"$', '> ', '\\', '\'"', '<<']],
  ['a credential in a value', 50_000, credentialForm, HOSTILE],
  ['a credential in a file', 50_000, (text) => credentialInFile('a.yaml', text), HOSTILE],
];

/**
 * Time for twice as much is at most 2.3 times; so for four times as much, 5.3 times, and 1.32 times for an item: 1 is linear, 4 is the
 * square. A searched text takes a few milliseconds, which vary more from run to run.
 */
const FOUR_TIMES = 1.32;
const FEW_MILLISECONDS = 2;

export function benchInputs(): void {
  const wanted = process.argv.find((argument) => argument.startsWith('only='))?.slice('only='.length);
  for (const [what, count, inputOf, more = {}] of INPUTS) {
    if (wanted === undefined || what.includes(wanted)) compare(what, inputOf, 'text', count, 4 * count, FOUR_TIMES, more);
  }
  if (wanted !== undefined) return;
  for (const [what, count, call, parts] of SEARCHES) {
    for (const part of parts) {
      const [one, other] = [part.repeat(count), part.repeat(4 * count)];
      compareCalls(`${what}: ${JSON.stringify(part)}`, [() => call(one), () => call(other)], count, 4 * count, FEW_MILLISECONDS, '');
    }
  }
}

let folders = 0;

function compare(
  what: string,
  inputOf: (count: number) => Input,
  format: string,
  small: number,
  large: number,
  limit: number,
  more: object = {},
): void {
  const [one, other] = [small, large].map((count) => folderOf(inputOf(count))) as [string, string];
  const [findings, errors] = judge(one, format, more);
  const calls = [() => judge(one, format, more), () => judge(other, format, more)];
  compareCalls(what, calls, small, large, limit, `, ${findings} findings and ${errors} faults at ${small}`);
}

function folderOf(input: Input): string {
  const folder = path.join(dir, String(++folders));
  for (const [name, text] of Object.entries(typeof input === 'string' ? { 'a.yaml': input } : input)) {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }
  return folder;
}

function compareCalls(what: string, calls: readonly (() => unknown)[], small: number, large: number, limit: number, more: string): void {
  const [a, b] = measure(calls, 3, cpu) as [number, number];
  const one = (time: number, count: number) => `${((1000 * time) / count).toFixed(2)} us`;
  report(what, b / large / (a / small), limit, `${one(b, large)} / ${one(a, small)}${more}`);
}
