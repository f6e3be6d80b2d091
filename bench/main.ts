/**
 * Compares two things in one run, as a ratio of the fastest rounds: what else the machine does only ever slows a round down.
 * `npm run bench`; with `--check`, it exits with 1 when a limit is broken. Names of parts (`start`, `stream`, `inputs`, `check`, `synth`,
 * `cluster`, `logs`) run these alone. `npm run bench -- --rules` measures each rule instead.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import { dump, loadAll } from 'js-yaml';
import { checkerOf } from '../lib/app/checker';
import { HardenedApp } from '../lib/app/hardened-app';
import { check } from '../lib/cli/check/check';
import { readsOf } from '../lib/engine/subjects';
import { findFiles } from '../lib/input/find-files';
import { readInput } from '../lib/input/read-input';
import { benchLogs } from './logs';
import { clusterOf, hardenedObjects } from './manifests';
import { dir, limitsBroken, measure, report } from './measure';
import { benchRules } from './rules';
import { benchInputs, benchStream } from './scaling';
import { benchStart } from './start';

const ROUNDS = 9;
const CLUSTER_ROUNDS = 9;

/** For the same reason, what a check makes of a few objects lives as long as the bench: it is not part of what a check returns. */
const alive: unknown[] = [];

function keepAlive(folder: string): void {
  const checker = checkerOf([settingsOf('operations')]);
  const reads = readsOf(checker.registry.rules);
  const { inventory } = readInput(findFiles([folder], { reads }).files, { reads });
  alive.push(inventory, checker.check(inventory, []));
}

const settingsOf = (profile: string) => ({ settings: { kubernetes: '1.37', profile, asOf: '2026-11-23' } });

/** Writes objects as YAML, 25 to a file. */
function writeFiles(name: string, objects: readonly object[]): { folder: string; files: string[] } {
  const folder = path.join(dir, name);
  fs.mkdirSync(folder);
  const files: string[] = [];
  for (let i = 0; i < objects.length; i += 25) {
    const file = path.join(folder, `${String(i).padStart(6, '0')}.yaml`);
    fs.writeFileSync(
      file,
      objects
        .slice(i, i + 25)
        .map((object) => dump(object, { noRefs: true }))
        .join('---\n'),
    );
    files.push(file);
  }
  return { folder, files };
}

const run = (folder: string, profile = 'hardened') => {
  const { report: outcome } = check({ paths: [folder], layers: [settingsOf(profile)] });
  const count = outcome.result.findings.filter(({ status }) => status === 'violation').length;
  if (outcome.errors.length > 0 || (count > 0 && profile === 'hardened')) {
    throw new Error(
      `the bench's own manifests have ${count} violations and ${outcome.errors.length} errors: `
        + `${JSON.stringify(outcome.result.findings.slice(0, 3).map(({ rule, message }) => `${rule}: ${message}`))}`,
    );
  }
  return outcome;
};
/** Reads files into memory, as any program must that judges objects together. */
const parse = (files: readonly string[]) => files.map((file) => loadAll(fs.readFileSync(file, 'utf8')));
/** Drops each document at once, so that there is nothing to keep: the least that parsing can cost. */
const parseAndDrop = (files: readonly string[]) => {
  for (const file of files) loadAll(fs.readFileSync(file, 'utf8'));
};

function benchCheck(): void {
  keepAlive(writeFiles('alive', clusterOf(50)).folder);
  const large = writeFiles('10000', hardenedObjects(10_000));
  const bytes = large.files.reduce((sum, file) => sum + fs.statSync(file).size, 0);
  const [checked, parsed, dropped] = measure(
    [() => run(large.folder), () => parse(large.files), () => parseAndDrop(large.files)],
    ROUNDS,
  ) as [number, number, number];
  report(
    'check of 10,000 objects / only parsing them with js-yaml',
    checked / parsed,
    1.5,
    `${checked.toFixed(0)} ms / ${parsed.toFixed(0)} ms (${dropped.toFixed(0)} ms, ${(checked / dropped).toFixed(2)}, when each `
      + `document is dropped at once), ${(bytes / 1e6).toFixed(1)} MB, ${large.files.length} files`,
  );
  const [small, twenty] = [writeFiles('2000', hardenedObjects(2000)), writeFiles('20000', hardenedObjects(20_000))];
  const [a, b] = measure([() => run(small.folder), () => run(twenty.folder)], ROUNDS) as [number, number];
  report(
    'check, time for an object: 20,000 objects / 2,000 objects',
    b / 20_000 / (a / 2000),
    1.2,
    `${(b / 20).toFixed(1)} us / ${(a / 2).toFixed(1)} us`,
  );
}

/** The whole catalogue over a cluster: there is so much of it that a few rounds tell. */
function benchCluster(): void {
  const objects = clusterOf(10_000);
  const { folder, files } = writeFiles('cluster', objects);
  const [checked, parsed] = measure([() => run(folder, 'operations'), () => parse(files)], CLUSTER_ROUNDS) as [number, number];
  report(
    'all rules over 10,000 workloads / only parsing them',
    checked / parsed,
    1.5,
    `${checked.toFixed(0)} ms / ${parsed.toFixed(0)} ms, ${objects.length} objects`,
  );
}

function fill(app: App, count: number): void {
  const objects = hardenedObjects(count) as { apiVersion: string; kind: string; metadata: { name: string; namespace?: string } }[];
  const charts = new Map<string, Chart>();
  objects.forEach((object, i) => {
    const name = object.metadata.namespace ?? object.metadata.name;
    let chart = charts.get(name);
    if (!chart) charts.set(name, (chart = new Chart(app, name)));
    new ApiObject(chart, `o${i}`, object);
  });
}

function benchSynth(): void {
  const plain = new App({ outdir: path.join(dir, 'plain') });
  const hardened = new HardenedApp({ outdir: path.join(dir, 'hardened'), kubernetes: '1.37', asOf: '2026-11-23' });
  fill(plain, 10_000);
  fill(hardened, 10_000);
  const [with_, without] = measure([() => hardened.synth(), () => plain.synth()], ROUNDS) as [number, number];
  report(
    'HardenedApp.synth() / App.synth() of the same 10,000 objects',
    with_ / without,
    1.25,
    `${with_.toFixed(0)} ms / ${without.toFixed(0)} ms`,
  );
}

const PARTS: Readonly<Record<string, () => void | Promise<void>>> = {
  start: benchStart,
  stream: benchStream,
  inputs: benchInputs,
  check: benchCheck,
  synth: benchSynth,
  cluster: benchCluster,
  logs: benchLogs,
};

const named = Object.keys(PARTS).filter((part) => process.argv.slice(2).includes(part));

async function main(): Promise<void> {
  const rulesOver = process.argv.includes('--rules') ? benchRules() : undefined;
  if (rulesOver === undefined) for (const part of named.length > 0 ? named : Object.keys(PARTS)) await PARTS[part]!();
  if (process.argv.includes('--check') && (rulesOver ?? limitsBroken()) > 0) process.exitCode = 1;
}

void main();
