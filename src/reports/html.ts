import { createHash } from 'node:crypto';
import type { Finding } from '../engine/finding';
import { FindingStatus } from '../engine/finding-status';
import type { AnyRule } from '../engine/rule';
import { highlightsOf, type Share } from './highlights';
import { filtersOf, findingsHtml, type Filters } from './html-findings';
import { SCRIPT } from './html-script';
import { STYLE } from './html-style';
import { code, html, htmlWithCode, link } from './html-text';
import { notices } from './notices';
import { helpUri } from './package-facts';
import type { Pieces, ReportInput } from './report-input';
import { settingsNotes } from './settings-notes';
import {
  countsOf,
  fileName,
  isClean,
  leftOutOf,
  objectName,
  scopeOf,
  settingsOf,
  shownFindings,
  unreadOf,
  verdict,
  WORST_FIRST,
  type Counts,
} from './summary';

const MOST_HIGHLIGHTS = 10;
const KINDS = [...WORST_FIRST, FindingStatus.UNKNOWN, FindingStatus.WAIVED] as const;

/** The report as one page for a browser: nothing is loaded from elsewhere, and it can be read without JavaScript. */
export function renderHtml(input: ReportInput): string {
  return [...htmlPieces(input)].join('');
}

/** {@link renderHtml} in pieces: see {@link Pieces}. */
export function* htmlPieces(input: ReportInput): Pieces {
  const counts = countsOf(input);
  const shown = shownFindings(input.result.findings);
  const filters = filtersOf(shown);
  yield head(verdict(input, counts));
  yield '<body>\n<a class="skip" href="#findings">Skip to the findings</a>\n';
  yield pageHeader(input, counts);
  yield '<main>\n';
  yield errors(input);
  yield summary(input, shown, counts);
  yield '<section id="findings" aria-labelledby="findings-title" tabindex="-1">\n<h2 id="findings-title">Findings</h2>\n';
  if (shown.length === 0) yield '<p>None.</p>\n';
  else {
    yield filterForm(counts, filters);
    yield* findingsHtml(input, shown, filters);
  }
  yield '</section>\n';
  yield fixes(input, shown, filters);
  yield `</main>\n${pageFooter(input, counts)}`;
  yield shown.length === 0 ? '</body>\n</html>\n' : `<script>${SCRIPT}</script>\n</body>\n</html>\n`;
}

/** The policy allows what the page itself has, by digest, and nothing else: no text of the input could run or load anything. */
function head(title: string): string {
  const digest = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const policy = `default-src 'none'; style-src ${digest(STYLE)}; script-src ${digest(SCRIPT)}; base-uri 'none'; form-action 'none'`;
  return (
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8"/>\n'
    + `<meta http-equiv="Content-Security-Policy" content="${policy}"/>\n`
    + '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n<meta name="referrer" content="no-referrer"/>\n'
    + '<meta name="color-scheme" content="light dark"/>\n'
    + `<title>${html(title)}: cdk8s-hardened</title>\n<style>${STYLE}</style>\n</head>\n`
  );
}

function pageHeader(input: ReportInput, counts: Counts): string {
  const said = notices(input).map((sentence) => `<p class="notice">${html(sentence)}.</p>\n`);
  const clean = isClean(input, counts) ? ' class="good"' : '';
  const scope = `<p>${html(scopeOf(input, counts))}.</p>\n`;
  return `<header>\n<h1${clean}>${html(verdict(input, counts))}</h1>\n${said.join('')}${scope}</header>\n`;
}

function errors(input: ReportInput): string {
  if (input.errors.length === 0) return '';
  const items = input.errors.map(({ file, line, message }) => {
    const place = line === undefined ? fileName(file) : `${fileName(file)}:${line}`;
    return `<li>${code(place)}: ${html(message)}</li>\n`;
  });
  return (
    '<section aria-labelledby="unread"><h2 id="unread">Not checked</h2>\n'
    + `<div class="notice alarm"><p>${html(unreadOf(input))}.</p>\n<ul>\n${items.join('')}</ul></div></section>\n`
  );
}

function summary(input: ReportInput, shown: readonly Finding[], counts: Counts): string {
  const { rules, objects, namespaces } = highlightsOf(shown, MOST_HIGHLIGHTS);
  const numbers = KINDS.map((kind) => `<li class="${kind}"><b>${numberOf(counts, kind)}</b> ${kind}</li>`).join('');
  const folded = input.result.findings.length - shown.length;
  const tables = [
    table('Rules with the most findings', 'Rule', rules, (rule) => code(rule)),
    table('Objects with the most findings', 'Object', objects, (object) => {
      const { file, construct } = object.origin;
      const place = file === undefined ? construct : fileName(file);
      return `${code(objectName(object))}${place === undefined || place === '' ? '' : `, ${code(place)}`}`;
    }),
    table('Namespaces with the most findings', 'Namespace', namespaces, (namespace) => code(namespace)),
  ];
  return (
    `<section aria-labelledby="summary"><h2 id="summary">Summary</h2>\n<ul class="numbers">${numbers}</ul>\n`
    + (counts.status.unknown > 0 ? '<p>An unknown result is not a pass.</p>\n' : '')
    + (folded > 0 ? `<p class="quiet">Findings with the same cause are one finding here: ${folded} more are listed under it.</p>\n` : '')
    + `<div class="tables">\n${tables.join('')}</div></section>\n`
  );
}

function numberOf({ severity, status }: Counts, kind: (typeof KINDS)[number]): number {
  return kind === FindingStatus.UNKNOWN || kind === FindingStatus.WAIVED ? status[kind] : severity.get(kind)!;
}

function table<T>(caption: string, column: string, shares: readonly Share<T>[], cell: (of: T) => string): string {
  if (shares.length === 0) return '';
  const rows = shares.map(({ of, findings }) => `<tr><td class="number">${findings}</td><td>${cell(of)}</td></tr>\n`);
  return (
    `<table><caption>${caption}</caption><thead><tr><th scope="col">Findings</th><th scope="col">${column}</th></tr></thead>\n`
    + `<tbody>\n${rows.join('')}</tbody></table>\n`
  );
}

function filterForm(counts: Counts, { rules, namespaces }: Filters): string {
  const boxes = KINDS.filter((kind) => numberOf(counts, kind) > 0).map(
    (kind) => `<label><input type="checkbox" name="kind" value="${kind}" checked=""/> ${kind} (${numberOf(counts, kind)})</label>\n`,
  );
  const options = (names: readonly string[]) => names.map((name, index) => `<option value="${index}">${html(name)}</option>\n`).join('');
  return (
    '<form id="filter" role="search" aria-label="Findings" autocomplete="off" hidden="">\n'
    + `<fieldset><legend>Severity</legend>\n${boxes.join('')}</fieldset>\n`
    + '<div class="fields">\n'
    + `<label>Rule <select name="rule"><option value="">all</option>\n${options(rules.names)}</select></label>\n`
    + `<label>Namespace <select name="namespace"><option value="">all</option>\n${options(namespaces.names)}</select></label>\n`
    + '<label>Object <input type="search" name="object" placeholder="Deployment shop/api"/></label>\n'
    + '<label>Text <input type="search" name="text"/></label>\n</div>\n'
    + '<div class="result"><output id="shown" role="status"></output> <button type="reset">Show all</button></div>\n</form>\n'
  );
}

/** Each rule once, so that the remedy is not repeated with each finding. */
function fixes({ result }: ReportInput, shown: readonly Finding[], { rules }: Filters): string {
  if (shown.length === 0) return '';
  const known = new Map<string, AnyRule>(result.tally.map(({ rule }) => [rule.id, rule]));
  const remedies = new Map(shown.map(({ rule, fix }) => [rule, fix]));
  const items = rules.names.map((id, number) => {
    const rule = known.get(id);
    const name = rule ? link(helpUri(rule), id) : html(id);
    const title = rule ? html(rule.title) : '';
    return (
      `<dt id="rule-${number}"><strong>${name}</strong></dt>\n`
      + `<dd>${title === '' ? '' : `${title}.<br/>`}${htmlWithCode(remedies.get(id) ?? rule?.fix ?? '')}</dd>\n`
    );
  });
  return `<section aria-labelledby="fixes"><h2 id="fixes">What to do</h2>\n<dl>\n${items.join('')}</dl></section>\n`;
}

function pageFooter(input: ReportInput, counts: Counts): string {
  const { notKubernetes } = input;
  const leftOut = leftOutOf(input);
  const lines = [
    ...(notKubernetes.length === 0
      ? []
      : [`Not Kubernetes, so not checked: ${notKubernetes.slice(0, MOST_HIGHLIGHTS).join(', ')}${moreOf(notKubernetes)}`]),
    ...(leftOut === undefined ? [] : [leftOut]),
    scopeOf(input, counts),
    settingsOf(input),
    ...settingsNotes(input),
  ];
  return `<footer class="quiet">\n${lines.map((line) => `<p>${html(line)}.</p>\n`).join('')}</footer>\n`;
}

function moreOf(names: readonly string[]): string {
  return names.length > MOST_HIGHLIGHTS ? ` and ${names.length - MOST_HIGHLIGHTS} more` : '';
}
