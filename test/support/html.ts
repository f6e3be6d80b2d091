import { SaxesParser } from 'saxes';

/** An element of a page, with the text that is in it. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  text: string;
}

/**
 * The elements of an HTML report, in their order, which a strict parser of XML reads but for its script and style: all that is opened is
 * closed where it belongs.
 *
 * @throws Error for anything else
 */
export function elementsOf(page: string): Element[] {
  const xml = page.replace(/^<!doctype html>\n/, '').replace(/<(style|script)>[^]*?<\/\1>/g, '<$1></$1>');
  const elements: Element[] = [];
  const open: Element[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes: attributes as Record<string, string>, text: '' };
    elements.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    for (const each of open) each.text += text;
  });
  parser.on('closetag', () => void open.pop());
  parser.write(xml).close();
  return elements;
}

const NAMES =
  /^(?:html|head|meta|title|style|script|body|header|main|footer|section|form|fieldset|legend|label|input|select|option|output|button|div|p|h[123]|ul|li|dl|dt|dd|table|caption|thead|tbody|tr|th|td|a|b|strong|br|code|details|summary)$/;
const ATTRIBUTES =
  /^(?:lang|charset|http-equiv|content|name|class|href|id|aria-labelledby|aria-label|role|tabindex|autocomplete|hidden|type|value|checked|placeholder|scope|rel|data-[krn])$/;

/** What a page has that no report has: elements or attributes that run or load something, or addresses of other kinds. */
export function strangeIn(elements: readonly Element[]): string[] {
  return elements.flatMap(({ name, attributes }) => [
    ...(NAMES.test(name) ? [] : [`<${name}>`]),
    ...Object.keys(attributes).flatMap((key) => (ATTRIBUTES.test(key) ? [] : [`<${name} ${key}>`])),
    ...(attributes.href === undefined || /^(?:#|https?:\/\/)/.test(attributes.href) ? [] : [`<${name} href=${attributes.href}>`]),
  ]);
}
