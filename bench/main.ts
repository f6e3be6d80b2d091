/**
 * Compares two things in one run, as a ratio of the fastest rounds: what else the machine does only ever slows a round down.
 * `npm run bench`; exits with 1 when a limit is broken. `npm run bench -- --rules` measures each rule instead.
 */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import { dump, loadAll } from 'js-yaml';
import { clusterOf, hardenedObjects } from './manifests';
import { benchRules } from './rules';
import { CATALOG, PROFILES } from '../lib/catalog';
import { check } from '../lib/cli/check/check';
import { findFiles } from '../lib/input/find-files';
import { readInput } from '../lib/input/read-input';
import { HardenedApp } from '../lib/app/hardened-app';
import { Registry } from '../lib/engine/registry';
import { run as judge } from '../lib/engine/run';
import { Severity } from '../lib/engine/severity';
import { parseMinor } from '../lib/kubernetes/releases/versions';

const ROUNDS = 9;
const CLUSTER_ROUNDS = 9;
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-'));

/**
 * Milliseconds of each call's fastest round. Calls are taken in turn, so that a machine that changes its speed changes all of them. What a
 * call returns is kept until its next round: were it all garbage at once, V8 would throw away the code that it has optimised for it.
 */
function measure(calls: readonly (() => unknown)[], rounds = ROUNDS): number[] {
  const times: number[][] = calls.map(() => []);
  const kept: unknown[] = [];
  for (let round = 0; round <= rounds; round++) {
    calls.forEach((call, i) => {
      globalThis.gc?.();
      const start = process.hrtime.bigint();
      kept[i] = call();
      if (round > 0) times[i]!.push(Number(process.hrtime.bigint() - start) / 1e6);
    });
  }
  return times.map((list) => Math.min(...list));
}

/** For the same reason, what a check makes of a few objects lives as long as the bench: it is not part of what a check returns. */
const alive: unknown[] = [];

function keepAlive(folder: string): void {
  const { inventory } = readInput(findFiles([folder]).files);
  const result = judge({
    inventory,
    registry: new Registry(CATALOG),
    profile: PROFILES.find(({ name }) => name === 'operations')!,
    kubernetes: parseMinor('1.37'),
    asOf: '2026-11-23',
    waivers: [],
  });
  alive.push(inventory, result);
}

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
  const { report: outcome } = check({ paths: [folder], kubernetes: '1.37', profile, asOf: '2026-11-23', failOn: Severity.LOW });
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

let broken = 0;
function report(what: string, ratio: number, limit: number, detail: string): void {
  const verdict = ratio <= limit ? 'ok' : 'OVER';
  if (ratio > limit) broken += 1;
  process.stdout.write(`${what.padEnd(62)} ${ratio.toFixed(2).padStart(5)}  limit ${limit.toFixed(2)}  ${verdict.padEnd(4)}  ${detail}\n`);
}

function benchCheck(): void {
  keepAlive(writeFiles('alive', clusterOf(50)).folder);
  const large = writeFiles('10000', hardenedObjects(10_000));
  const bytes = large.files.reduce((sum, file) => sum + fs.statSync(file).size, 0);
  const [checked, parsed, dropped] = measure([() => run(large.folder), () => parse(large.files), () => parseAndDrop(large.files)]) as [
    number,
    number,
    number,
  ];
  report(
    'check of 10,000 objects / only parsing them with js-yaml',
    checked / parsed,
    1.5,
    `${checked.toFixed(0)} ms / ${parsed.toFixed(0)} ms (${dropped.toFixed(0)} ms, ${(checked / dropped).toFixed(2)}, when each `
      + `document is dropped at once), ${(bytes / 1e6).toFixed(1)} MB, ${large.files.length} files`,
  );
  const [small, twenty] = [writeFiles('2000', hardenedObjects(2000)), writeFiles('20000', hardenedObjects(20_000))];
  const [a, b] = measure([() => run(small.folder), () => run(twenty.folder)]) as [number, number];
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
  const [with_, without] = measure([() => hardened.synth(), () => plain.synth()]) as [number, number];
  report(
    'HardenedApp.synth() / App.synth() of the same 10,000 objects',
    with_ / without,
    1.25,
    `${with_.toFixed(0)} ms / ${without.toFixed(0)} ms`,
  );
}

try {
  if (process.argv.includes('--rules')) broken = benchRules();
  else {
    benchCheck();
    benchSynth();
    benchCluster();
  }
} finally {
  fs.rmSync(dir, { recursive: true });
}
process.exitCode = broken > 0 ? 1 : 0;
