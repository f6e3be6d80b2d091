import type { AppliedSettings } from '../engine/applied-settings';
import type { BaselineUse } from '../engine/baseline';
import type { Finding } from '../engine/finding';
import type { RuleTally } from '../engine/run';
import type { KubeObject } from '../kubernetes/objects/object';
import { formatMinor } from '../kubernetes/releases/versions';
import { controlsJson } from './control-table';
import { endingWaiversJson } from './ending-waivers';
import { filledJson } from './filled';
import { inBandNotes } from './in-band';
import { printableJson, Streamed } from './printable-json';
import { renderedJson } from './rendered';
import type { Pieces, ReportInput, ReportScope } from './report-input';
import { reportOnlyJson } from './report-only';
import { reporter, type HardeningFinding, type RelatedPlace } from './reported-finding';
import { countsOf, shownFindings, WORST_FIRST, type Counts } from './summary';

/** Names the shape of the report: `docs/report.schema.json`. The number goes up when a consumer could break. */
export const JSON_SCHEMA_ID = 'urn:cdk8s-hardened:report:1';

/**
 * The report for programs. What there is not one of is null, except `construct` and `waiver`, which are there only where they mean
 * something. The same result gives the same bytes.
 */
export function renderJson(input: ReportInput): string {
  return [...jsonPieces(input)].join('');
}

/** {@link renderJson} in pieces: see {@link Pieces}. */
export function jsonPieces(input: ReportInput): Pieces {
  const { result } = input;
  const counts = countsOf(input);
  const report = reporter(input);
  return printableJson({
    schema: JSON_SCHEMA_ID,
    kubernetes: formatMinor(result.kubernetes),
    asOf: result.asOf,
    profile: result.profile.name,
    settings: settingsJson(result.settings),
    ...reportOnlyJson(input),
    ...endingWaiversJson(input),
    ...inBandJson(input),
    ...filledJson(input),
    summary: {
      status: statusJson(input, counts),
      severity: Object.fromEntries(WORST_FIRST.map((severity) => [severity, counts.severity.get(severity)!])),
      failing: shownFindings(result.failing).length,
      objects: result.objects,
      nodeFiles: result.nodeFiles,
      files: input.files ?? null,
      notRead: input.leftOut.map(({ reason, files }) => ({ reason, files })),
      ...(input.unrendered && input.unrendered.length > 0 ? { unrendered: input.unrendered.map(({ file }) => file) } : {}),
      ...(input.view?.rendered && input.view.rendered.length > 0 ? { rendered: input.view.rendered } : {}),
      ...(result.baseline === undefined ? {} : { baseline: baselineJson(result.baseline) }),
      ...(input.view?.scope === undefined ? {} : { scope: scopeJson(input.view.scope) }),
      ...(result.settings.leftOut === undefined ? {} : { profileLeavesOut: result.settings.leftOut }),
      rules: result.tally.map(tallyJson),
    },
    ...(input.controls === undefined ? {} : { benchmark: controlsJson(input.controls) }),
    findings: new Streamed(shownFindings(result.findings), (finding) => findingJson(finding, report)),
    errors: input.errors.map(({ file, line, message }) => ({ file, line: line ?? null, message })),
    notKubernetes: input.notKubernetes,
  });
}

function settingsJson({ file, off, selection, changed, cluster, defaultNamespace, failOn, failOnUnknown }: AppliedSettings): object {
  return {
    file: file ?? null,
    off,
    ...(selection === undefined ? {} : { selection }),
    changed,
    ...(cluster === undefined ? {} : { cluster }),
    defaultNamespace: defaultNamespace ?? null,
    failOn,
    failOnUnknown,
  };
}

/** Nothing where none is in the input and nothing is set about it. */
function inBandJson(input: ReportInput): object {
  const setting = input.result.settings.inBandWaivers;
  const waivers = inBandNotes(input).map(({ rule, reason, approvedBy, until, place, findings, refused }) => ({
    rule,
    reason,
    ...(until === undefined ? {} : { approvedBy, until }),
    place,
    findings,
    ...(refused === undefined ? {} : { refused }),
  }));
  return waivers.length === 0 && setting === undefined ? {} : { inBand: { ...(setting === undefined ? {} : { setting }), waivers } };
}

function statusJson({ result }: ReportInput, { status: { baselined, ...status } }: Counts): object {
  return result.baseline === undefined ? status : { ...status, baselined };
}

function baselineJson({ file, accepted, absent, outside, notRun, unknownRules }: BaselineUse): object {
  return { file, accepted, absent, outside, notRun, unknownRules };
}

function scopeJson({ kinds, names, leftOut }: ReportScope): object {
  return { kinds: kinds ?? null, names: names ?? null, leftOut };
}

function tallyJson({ rule, subjects, passed, violations, unknown, waived, baselined }: RuleTally): object {
  return { id: rule.id, subjects, passed, violations, unknown, waived, ...(baselined === undefined ? {} : { baselined }) };
}

function findingJson(finding: Finding, report: (finding: Finding) => HardeningFinding): object {
  const { object, consequences } = finding;
  const { rule, severity, status, fails, file, line, field, message, code, fix, construct, fingerprint, related, waiver } = report(finding);
  return {
    rule,
    severity,
    status,
    fails,
    object: object ? identity(object) : null,
    file: file ?? null,
    line: line ?? null,
    path: field,
    message,
    ...(code === undefined ? {} : { code }),
    fix,
    fingerprint,
    ...(construct === undefined ? {} : { construct }),
    ...renderedJson(object),
    ...(related.length === 0 ? {} : { related: related.map(relatedJson) }),
    ...(waiver ? { waiver } : {}),
    ...(consequences ? { folded: consequences.length, consequences: consequences.map((each) => findingJson(each, report)) } : {}),
  };
}

function relatedJson({ what, manifest, field, file, line, construct }: RelatedPlace): object {
  return { what, manifest, path: field, file: file ?? null, line: line ?? null, ...(construct === undefined ? {} : { construct }) };
}

function identity({ apiVersion, kind, namespace, name }: KubeObject): object {
  return { apiVersion, kind, namespace: namespace ?? null, name };
}
