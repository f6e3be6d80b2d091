import { findFiles } from '../../input/find-files';
import { nothingRead, readInput } from '../../input/read-input';
import { CATALOG, PROFILES } from '../../catalog';
import { UsageError } from '../usage-error';
import { waiversOf } from '../waivers';
import { rank } from '../../engine/ranking';
import { Registry } from '../../engine/registry';
import type { AnyRule } from '../../engine/rule';
import { run } from '../../engine/run';
import { readsOf } from '../../engine/subjects';
import type { Severity } from '../../engine/severity';
import { parseRegistryPrefix } from '../../kubernetes/images/image-name';
import { parseMinor } from '../../kubernetes/releases/versions';
import type { ReportInput } from '../../reports/report-input';
import type { ReadError } from '../../input/read-error';

/** What `check` is asked to do. */
export interface CheckOptions {
  readonly paths: readonly string[];
  readonly kubernetes: string;
  readonly profile: string;
  readonly asOf: string;
  readonly waivers?: string;
  /** Rules of other authors, run whatever the profile. */
  readonly rules?: readonly AnyRule[];
  /** Registries that images may come from. */
  readonly registries?: readonly string[];
  readonly failOn: Severity;
  readonly failOnUnknown?: boolean;
  readonly progress?: (done: number, of: number) => void;
}

/** What came of it. */
export interface CheckResult {
  readonly report: ReportInput;
  /** 0: nothing at or above the threshold. 1: findings. 2: input that could not be read, or nothing to read. */
  readonly exitCode: number;
}

/**
 * Reads the paths, runs the rules, and says how it ended.
 *
 * @throws UsageError for options that make no sense; never for what the input holds
 */
export function check(options: CheckOptions): CheckResult {
  const profile = PROFILES.find(({ name }) => name === options.profile);
  if (!profile) {
    throw new UsageError(`there is no profile "${options.profile}". Choose one of ${PROFILES.map(({ name }) => name).join(', ')}.`);
  }
  const registries = readRegistries(options);
  const own = new Set([...(options.rules ?? []).map(({ id }) => id), ...(registries ? ['workloads/image-registry'] : [])]);
  const registry = new Registry([...CATALOG, ...(options.rules ?? [])]);
  const reads = readsOf(registry.rules);
  const found = findFiles(options.paths, { reads });
  const input = readInput(found.files, { reads, progress: (done) => options.progress?.(done, found.files.length) });
  const accepted = waiversOf(options, input.inventory, registry);
  const result = run({
    inventory: input.inventory,
    registry,
    profile: { ...profile, includes: (rule) => own.has(rule.id) || profile.includes(rule) },
    imagePolicy: registries && { registries, digest: false, refusedTags: [] },
    kubernetes: parseMinor(options.kubernetes),
    asOf: options.asOf,
    waivers: accepted.waivers,
  });
  const errors = [...found.errors, ...input.errors, ...accepted.errors, ...nothingRead(options.paths, input, found.errors)].sort(byPlace);
  const { files, notKubernetes, leftOut } = input.account();
  const report: ReportInput = { result, errors, files, notKubernetes, leftOut: found.leftOut.with(leftOut).list(), line: input.line };
  return { report, exitCode: errors.length > 0 ? 2 : exitCodeOf(report, options) };
}

function readRegistries({ registries }: CheckOptions): readonly string[] | undefined {
  return registries?.map((text) => {
    const prefix = parseRegistryPrefix(text);
    if (typeof prefix !== 'string') {
      throw new UsageError(
        `--registries: ${prefix.fault}. Write hosts of registries, or paths within them: `
          + 'registry.example.com,ghcr.io/acme,docker.io/library.',
      );
    }
    return prefix;
  });
}

function exitCodeOf({ result }: ReportInput, { failOn, failOnUnknown = false }: CheckOptions): number {
  const counts = result.findings.some(({ status, severity }) => {
    if (status === 'waived') return false;
    return status === 'violation' ? rank(severity) >= rank(failOn) : failOnUnknown;
  });
  return counts ? 1 : 0;
}

function byPlace(a: ReadError, b: ReadError): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0) || (a.message < b.message ? -1 : 1);
}
