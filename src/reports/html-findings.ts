import type { Finding } from '../engine/finding';
import { FindingStatus } from '../engine/finding-status';
import { namespaceLabel } from './highlights';
import { code, html } from './html-text';
import { placesInOrder, type Places } from './places';
import type { ReportInput } from './report-input';
import { acceptance, count, fieldOf, objectName } from './summary';
import { groupsOf } from './text-groups';

/** Of what follows from a finding so much is listed. */
const MOST_CONSEQUENCES = 200;

/** So many findings are a list of their own: a browser lays out those lists alone that are seen. */
const LIST = 100;

/** The number of a rule or a namespace, by which findings are filtered. */
export class Numbers {
  private readonly numbers = new Map<string, number>();

  public of(name: string): number {
    let number = this.numbers.get(name);
    if (number === undefined) this.numbers.set(name, (number = this.numbers.size));
    return number;
  }

  public get names(): readonly string[] {
    return [...this.numbers.keys()];
  }
}

/** What findings can be filtered by. */
export interface Filters {
  readonly rules: Numbers;
  readonly namespaces: Numbers;
}

/** Rules and namespaces of all findings, those that follow from others too. */
export function filtersOf(shown: readonly Finding[]): Filters {
  const filters = { rules: new Numbers(), namespaces: new Numbers() };
  const rules = new Set<string>();
  const namespaces = new Set<string>();
  for (const each of shown.flatMap((finding) => [finding, ...(finding.consequences ?? [])])) {
    rules.add(each.rule);
    const namespace = namespaceLabel(each.object);
    if (namespace !== undefined) namespaces.add(namespace);
  }
  for (const rule of [...rules].sort()) filters.rules.of(rule);
  for (const namespace of [...namespaces].sort()) filters.namespaces.of(namespace);
  return filters;
}

/** What a finding is shown as: its severity, or that it is unknown or waived. */
export function kindOf({ status, severity }: Finding): string {
  return status === FindingStatus.VIOLATION ? severity : status;
}

/** The findings, by severity. */
export function* findingsHtml(input: ReportInput, shown: readonly Finding[], filters: Filters): Generator<string> {
  const places = placesInOrder(input, new Set(shown));
  for (const { heading, findings } of groupsOf(shown, 'severity')) {
    yield `<section class="group"><h3>${html(heading)}</h3>\n`;
    for (let from = 0; from < findings.length; from += LIST) {
      yield '<ul class="findings">\n';
      for (const finding of findings.slice(from, from + LIST)) yield findingHtml(finding, places.get(finding)!, filters);
      yield '</ul>\n';
    }
    yield '</section>\n';
  }
}

function findingHtml(finding: Finding, { place, related, source }: Places, filters: Filters): string {
  const { rule, severity, message, object, waiver, consequences = [] } = finding;
  const kind = kindOf(finding);
  const all = [finding, ...consequences];
  const rules = [...new Set(all.map((each) => filters.rules.of(each.rule)))].join(' ');
  const names = all.flatMap((each) => namespaceLabel(each.object) ?? []);
  const namespaces = [...new Set(names.map((name) => filters.namespaces.of(name)))].join(' ');
  const label = kind === severity ? severity : `${kind}, ${severity}`;
  const where = [
    code(objectName(object), 'object'),
    ...[fieldOf(finding), place ?? object?.origin.construct ?? ''].filter((part) => part !== '').map((part) => code(part)),
  ];
  return [
    `<li class="${kind}" data-k="${kind}" data-r="${rules}"${namespaces === '' ? '' : ` data-n="${namespaces}"`}>`,
    `<p class="what"><b class="${kind}">${label}:</b> ${html(message)}</p>`,
    `<p>${where.join(', ')}</p>`,
    ...(source === undefined ? [] : [`<p class="quote quiet">${html(source)}</p>`]),
    ...related.map((other) => `<p class="quiet">${html(other)}</p>`),
    ...(consequences.length === 0 ? [] : [consequencesHtml(consequences)]),
    ...(waiver ? [`<p>Waived: ${html(acceptance(waiver))}</p>`] : []),
    `<p><a href="#rule-${filters.rules.of(rule)}">${html(rule)}</a></p></li>\n`,
  ].join('');
}

function consequencesHtml(consequences: readonly Finding[]): string {
  const items = consequences.slice(0, MOST_CONSEQUENCES).map((each) => {
    const field = fieldOf(each);
    const where = [code(objectName(each.object), 'object'), ...(field === '' ? [] : [code(field)])].join(', ');
    return `<li>${html(each.severity)}: ${html(each.rule)}, ${where}</li>`;
  });
  const more = consequences.length - MOST_CONSEQUENCES;
  const rest = more > 0 ? `<li>and ${more} more, which the JSON report lists</li>` : '';
  const heading = `${count(consequences.length, 'more finding')} with the same cause`;
  return `<details><summary>${heading}</summary><ul>${items.join('')}${rest}</ul></details>`;
}
