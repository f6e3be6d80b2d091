import { oneLine } from './escape';

/** Characters of one piece of text: what is longer is cut, since a report here is for reading. */
const MAX_TEXT = 300;

/**
 * Text as it is read, whatever it holds. Every character that could mean something to Markdown becomes an entity, which Markdown takes for
 * text only (so a pipe ends no cell and `://` makes no link); an invisible space keeps GitHub from seeing a mention or a reference.
 */
export function prose(text: string): string {
  return entities(text)
    .replace(/&#(?:64|35);/g, '$&&#8203;')
    .replace(/\b(GH)-(?=\d)/gi, '$1&#8203;-');
}

/** The same in the type of code, where GitHub and GitLab look for no mentions. */
export function code(text: string): string {
  return text === '' ? '' : `<code>${entities(text)}</code>`;
}

/** Text of ours in which backticks mark code. */
export function proseWithCode(text: string): string {
  return text
    .split(/`([^`]+)`/)
    .map((part, index) => (index % 2 === 1 ? code(part) : prose(part)))
    .join('');
}

function entities(text: string): string {
  return clip(oneLine(text))
    .replace(/[!#$&*:<>@[\\\]^_`{|}~]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/www\./gi, (start) => `${start.slice(0, -1)}&#46;`);
}

/** Never in the middle of a surrogate pair. */
function clip(text: string): string {
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** A list of lines that stops in time, and says what it left out. */
export class MarkdownSection {
  private readonly lines: string[] = [];
  private left: number;
  private more = 0;

  constructor(
    private readonly maxLines: number,
    maxCharacters: number,
  ) {
    this.left = maxCharacters;
  }

  /** Requests no line that it has no practice for. */
  public add(lineOf: () => string): void {
    const line = this.more > 0 || this.lines.length === this.maxLines ? undefined : lineOf();
    if (line === undefined || line.length > this.left) {
      this.more += 1;
      return;
    }
    this.left -= line.length + 1;
    this.lines.push(line);
  }

  public render(head: readonly string[]): string {
    return [...head, ...this.lines, ...(this.more > 0 ? ['', `… and ${this.more} more.`] : [])].join('\n');
  }
}
