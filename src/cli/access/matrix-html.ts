import { createHash } from 'node:crypto';
import { STYLE } from '../../reports/html-style';
import { html } from '../../reports/html-text';
import { placeOf, type Matrix } from './matrix';

const OWN_STYLE = `${STYLE}
main { max-width: none; }
.scroll { overflow-x: auto; }
thead th { position: sticky; top: 0; background: var(--page); }
tbody th { position: sticky; left: 0; background: var(--page); color: var(--text); }
td.all { color: var(--critical); font-weight: 600; }
`;

/** The table as one page for a browser: nothing is loaded from elsewhere, and it has no script. */
export function* matrixHtml({ kubernetes, columns, rows }: Matrix): Generator<string> {
  const digest = createHash('sha256').update(OWN_STYLE).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`;
  yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8"/>\n';
  yield `<meta http-equiv="Content-Security-Policy" content="${policy}"/>\n`;
  yield '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n<meta name="referrer" content="no-referrer"/>\n';
  yield `<meta name="color-scheme" content="light dark"/>\n<title>Who can do what: cdk8s-hardened</title>\n<style>${OWN_STYLE}</style>\n`;
  yield '</head>\n<body>\n<header>\n<h1>Who can do what</h1>\n';
  yield `<p>Kubernetes ${html(kubernetes)}. <strong>all</strong> is get, list, watch, create, update, patch, delete and deletecollection, `;
  yield '<strong>*</strong> every verb; ~ marks a verb that holds for some names alone.</p>\n</header>\n<main>\n';
  yield '<div class="scroll" tabindex="0" role="region" aria-label="Table of subjects and resources">\n';
  yield '<table>\n<caption>Subjects and resources</caption>\n<thead><tr>';
  for (const head of ['subject', 'where', ...columns, 'unknown']) yield `<th scope="col">${html(head)}</th>`;
  yield '</tr></thead>\n<tbody>\n';
  for (const { subject, namespace, cells, unknown } of rows) {
    yield `<tr><th scope="row">${html(subject)}</th><td>${html(placeOf(namespace))}</td>`;
    for (const cell of cells) yield `<td${cell[0] === '*' || cell[0] === 'all' ? ' class="all"' : ''}>${html(cell.join(' '))}</td>`;
    yield `<td class="unknown">${html(unknown.join('; '))}</td></tr>\n`;
  }
  yield '</tbody>\n</table>\n</div>\n</main>\n</body>\n</html>\n';
}
