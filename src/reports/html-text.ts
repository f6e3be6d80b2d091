import { oneLine } from './escape';

/** Characters of one text: what is longer is cut, so that the file grows with the number of findings alone. */
const MAX_TEXT = 600;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text of any origin, for between tags and within the quotes of an attribute: nothing in it is markup, and nothing in it is invisible. */
export function html(text: string): string {
  return cut(oneLine(text)).replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

/** The same in the type of code. */
export function code(text: string, kind?: string): string {
  return `<code${kind === undefined ? '' : ` class="${kind}"`}>${html(text)}</code>`;
}

/** Text of ours in which backticks mark code. */
export function htmlWithCode(text: string): string {
  return text
    .split(/`([^`]+)`/)
    .map((part, index) => (index % 2 === 1 ? code(part) : html(part)))
    .join('');
}

/** A link to a page on the web; the text alone where the address is anything else. */
export function link(address: string, text: string): string {
  return /^https?:\/\//i.test(address) ? `<a href="${html(address)}" rel="noreferrer">${html(text)}</a>` : html(text);
}

/** Never in the middle of a surrogate pair. */
function cut(text: string): string {
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT).replace(/[\ud800-\udbff]$/, '')}…`;
}
