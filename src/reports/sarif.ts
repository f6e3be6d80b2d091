import { isAbsolute, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AppliedSettings } from '../engine/applied-settings';
import type { Finding } from '../engine/finding';
import { FindingStatus } from '../engine/finding-status';
import { fingerprints } from '../engine/fingerprint';
import type { Related } from '../engine/rule';
import { namespaceOf, type KubeObject } from '../kubernetes/objects/object';
import { formatMinor } from '../kubernetes/releases/versions';
import { consequenceNotes } from './consequences';
import { oneLine } from './escape';
import { filledJson, filledSentences, unfilledSentences } from './filled';
import { viewNotes } from './listed';

import { notices } from './notices';
import { packageFacts } from './package-facts';
import { printableJson, Streamed } from './printable-json';
import { renderedJson } from './rendered';
import type { Pieces, ReportInput } from './report-input';
import { reportOnlyJson } from './report-only';
import { sarifRule, LEVELS } from './sarif-rule';
import { acceptance, fileName, leftOutOf, lineOf, objectName, shownFindings, worstFirst } from './summary';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
/** Files are named from the folder in which the command ran, which in CI is the root of the checkout. */
const ROOT = '%SRCROOT%';
const FINGERPRINT = 'cdk8sHardened/v2';
/**
 * GitHub rejects a file with more results.
 *
 * Source: https://docs.github.com/en/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit
 */
const MOST_RESULTS = 25_000;

/** SARIF 2.1.0: for code scanning and editors. */
export function renderSarif(input: ReportInput): string {
  return [...sarifPieces(input)].join('');
}

/** {@link renderSarif} in pieces: see {@link Pieces}. */
export function sarifPieces(input: ReportInput): Pieces {
  const { result, files } = input;
  const rules = result.tally.map(({ rule }) => rule);
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const shown = shownFindings(result.findings);
  const { version, repository } = packageFacts();
  return printableJson({
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'cdk8s-hardened', version, informationUri: repository, rules: rules.map(sarifRule) } },
        invocations: [invocation(input, shown.length)],
        ...(files === undefined
          ? {}
          : { originalUriBaseIds: { [ROOT]: { description: { text: 'The directory in which the command ran.' } } } }),
        columnKind: 'utf16CodeUnits',
        results: new Streamed(identified(shown), ([finding, fingerprint]) =>
          sarifResult(input, finding, indexes.get(finding.rule), fingerprint),
        ),
        properties: {
          kubernetes: formatMinor(result.kubernetes),
          asOf: result.asOf,
          profile: result.profile.name,
          ...(result.settings.leftOut === undefined ? {} : { profileLeavesOut: result.settings.leftOut }),
          ...(result.settings.file === undefined ? {} : { settings: result.settings.file }),
          ...reportOnlyJson(input),
          ...filledJson(input),
        },
      },
    ],
  });
}

/** The worst findings, as many as are taken, where they stand among all; so each has the fingerprint that it has in other reports. */
function* identified(shown: readonly Finding[]): Generator<readonly [Finding, string]> {
  const fingerprint = fingerprints();
  const kept = shown.length > MOST_RESULTS ? new Set([...shown].sort(worstFirst).slice(0, MOST_RESULTS)) : undefined;
  for (const finding of shown) {
    const id = fingerprint(finding);
    for (const consequence of finding.consequences ?? []) fingerprint(consequence);
    if (kept?.has(finding) !== false) yield [finding, id];
  }
}

function sarifResult(input: ReportInput, finding: Finding, ruleIndex: number | undefined, fingerprint: string): object {
  const { rule, status, severity, object, path, message, code, related, waiver } = finding;
  return {
    ruleId: rule,
    ruleIndex,
    // The standard wants level "none" with every kind but "fail".
    ...(status === FindingStatus.UNKNOWN ? { kind: 'review', level: 'none' } : { kind: 'fail', level: LEVELS[severity] }),
    message: messageOf(
      `${object ? `${objectName(object)}: ` : ''}${status === FindingStatus.UNKNOWN ? 'unknown: ' : ''}`
        + [message, ...consequenceNotes(finding)].join('; '),
    ),
    locations: object ? [location(input, finding, object)] : [],
    ...(related.length === 0 ? {} : { relatedLocations: related.map((place, id) => relatedLocation(input, place, id)) }),
    partialFingerprints: { [FINGERPRINT]: fingerprint },
    ...baselineOf(input, finding),
    ...fixesOf(input, finding),
    ...(waiver ? { suppressions: [{ kind: 'external', status: 'accepted', justification: oneLine(acceptance(waiver)) }] } : {}),
    properties: { severity, status, path: oneLine(path), ...(code === undefined ? {} : { code }), ...renderedJson(object) },
  };
}

/** Code scanning reads the suppression, other viewers the state. */
function baselineOf({ result: { baseline } }: ReportInput, { status }: Finding): object {
  if (baseline === undefined) return {};
  if (status !== FindingStatus.BASELINED) return { baselineState: 'new' };
  const justification = oneLine(`In the baseline ${baseline.file}.`);
  return { baselineState: 'unchanged', suppressions: [{ kind: 'external', status: 'accepted', justification }] };
}

/** What an editor can change in the file, as whole lines. */
function fixesOf({ fixes }: ReportInput, finding: Finding): object {
  const fix = fixes?.of(finding);
  if (!fix) return {};
  const replacements = fix.changes.map(({ start, removed, added }) => ({
    deletedRegion: { startLine: start + 1, startColumn: 1, ...endOf(start, removed) },
    insertedContent: { text: added.join('') },
  }));
  const artifactChanges = [{ artifactLocation: artifact(finding.object!.origin.file!), replacements }];
  return { fixes: [{ description: messageOf(fix.description), artifactChanges }] };
}

/** Where lines end: at the beginning of the next, except a last line without a line break. */
function endOf(start: number, lines: readonly string[]): { endLine: number; endColumn: number } {
  const last = lines.at(-1);
  if (last === undefined || last.endsWith('\n')) return { endLine: start + lines.length + 1, endColumn: 1 };
  return { endLine: start + lines.length, endColumn: last.length + 1 };
}

/** A message string of SARIF: braces are doubled, since single ones are placeholders, and `](` would make a link. */
function messageOf(text: string): { text: string } {
  return { text: oneLine(text).replace(/[{}]/g, '$&$&').replace(/\]\(/g, ']\\(') };
}

function relatedLocation(input: ReportInput, place: Related, id: number): object {
  const field = place.path === '' ? '' : ` (${place.path})`;
  return { id, message: messageOf(`${place.what}${field}`), ...location(input, place, place.object) };
}

function location(input: ReportInput, finding: Pick<Finding, 'object' | 'path' | 'line'>, object: KubeObject): object {
  const { file, construct, hostPath } = object.origin;
  return {
    ...(file === undefined ? {} : { physicalLocation: physicalLocation(file, lineOf(input, finding)) }),
    logicalLocations: [
      {
        name: oneLine(object.name === '' ? '(unnamed)' : object.name),
        fullyQualifiedName: oneLine(construct ?? identity(object)),
        decoratedName: oneLine(identity(object)),
        kind: 'resource',
        ...(hostPath === undefined ? {} : { properties: { hostPath: oneLine(hostPath) } }),
      },
    ],
  };
}

/** `apps/v1/Deployment/payments/api`. */
function identity(object: KubeObject): string {
  return [object.apiVersion, object.kind, namespaceOf(object), object.name].filter((part) => part !== '').join('/');
}

function physicalLocation(file: string, line: number | undefined): object {
  return { artifactLocation: artifact(file), ...(line === undefined ? {} : { region: { startLine: line } }) };
}

function artifact(file: string): object {
  if (file === '-') return { uri: 'stdin', description: { text: 'Standard input.' } };
  if (isAbsolute(file)) return { uri: pathToFileURL(file).href };
  const segments = file.split(sep).filter((segment, index) => segment !== '' && !(segment === '.' && index === 0));
  // A half of a surrogate pair has no UTF-8; every other character of a file's name does.
  return { uri: segments.map((segment) => encodeURIComponent(segment.replace(/\p{Cs}/gu, '\ufffd'))).join('/'), uriBaseId: ROOT };
}

function invocation(input: ReportInput, results: number): object {
  const { errors, notKubernetes, fixes } = input;
  const leftOut = leftOutOf(input);
  return {
    executionSuccessful: errors.length === 0 && !input.result.findings.some(({ failure }) => failure !== undefined),
    ...overrides(input.result.settings),
    toolExecutionNotifications: [
      ...notices(input).map((sentence) => ({ level: 'note', message: messageOf(sentence) })),
      ...[...filledSentences(input), ...unfilledSentences(input)].map((sentence) => ({ level: 'note', message: messageOf(sentence) })),
      ...errors.map(({ file, line, message }) => ({
        level: 'error',
        message: messageOf(`${fileName(file)} could not be read: ${message}`),
        locations: [{ physicalLocation: physicalLocation(file, line) }],
      })),
      ...notKubernetes.map((document) => ({ level: 'note', message: messageOf(`${document} is not Kubernetes`) })),
      ...(results <= MOST_RESULTS ? [] : [{ level: 'warning', message: messageOf(leftOutResults(results)) }]),
      ...(fixes?.note === undefined ? [] : [{ level: 'note', message: messageOf(fixes.note) }]),
      ...[...(leftOut === undefined ? [] : [leftOut]), ...viewNotes({ ...input, view: { ...input.view, minSeverity: undefined } })].map(
        (note) => ({
          level: 'note',
          message: messageOf(note),
        }),
      ),
    ],
  };
}

function leftOutResults(results: number): string {
  return (
    `${results - MOST_RESULTS} of ${results} results are left out, the least severe ones: GitHub code scanning rejects a file with more `
    + `than ${MOST_RESULTS}. The other formats have all of them.`
  );
}

/** What was set otherwise than the rules say themselves. */
function overrides({ off, changed }: AppliedSettings): object {
  const ruleConfigurationOverrides = [
    ...off.map((id) => ({ descriptor: { id }, configuration: { enabled: false } })),
    ...changed.map(({ rule: id, severity, options }) => ({
      descriptor: { id },
      configuration: {
        ...(severity === undefined ? {} : { level: LEVELS[severity] }),
        ...(options === undefined ? {} : { parameters: options }),
      },
    })),
  ];
  return ruleConfigurationOverrides.length === 0 ? {} : { ruleConfigurationOverrides };
}
