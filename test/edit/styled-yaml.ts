import { dump } from 'js-yaml';

/** Takes one of so many, from 0. */
export type Choose = (among: number) => number;

/** Writes values as YAML or JSON in the ways in which people and programs do: each choice is asked for. */
export class StyledWriter {
  private readonly step: number;
  private readonly sequence: number;
  private readonly gap: number;
  private comments = 0;

  constructor(private readonly choose: Choose) {
    this.step = 1 + choose(4);
    this.sequence = choose(2) * this.step;
    this.gap = [1, 1, 1, 3][choose(4)]!;
  }

  public json(value: unknown): string {
    return JSON.stringify(value, null, [undefined, 2, 4, '\t'][this.choose(4)]);
  }

  /** A document that begins at column 0. */
  public document(value: unknown): string {
    const lines = this.block(value);
    return `${[...this.remarks(0), ...lines, ...this.remarks(0)].join('\n')}\n`;
  }

  private block(value: unknown): string[] {
    if (Array.isArray(value)) {
      return value.flatMap((item) => {
        const [first, ...rest] = this.isBlock(item) ? this.block(item) : [this.inline(item, 0)];
        // A comment cannot stand between a dash and what it begins with.
        const indent = ' '.repeat(1 + this.gap);
        return first!.startsWith('#')
          ? [first!, `-${' '.repeat(this.gap)}${rest[0]!}`, ...rest.slice(1).map((line) => indent + line)]
          : [`-${' '.repeat(this.gap)}${first!}`, ...rest.map((line) => (line === '' ? '' : indent + line))];
      });
    }
    const entries = Object.entries(value as object);
    return entries.flatMap(([key, item], index) => [...(index === 0 ? [] : this.remarks(0)), ...this.entry(key, item)]);
  }

  private entry(key: string, value: unknown): string[] {
    const name = this.choose(6) === 0 ? JSON.stringify(key) : dump(key).trimEnd();
    if (this.isBlock(value)) {
      const columns = Array.isArray(value) ? this.sequence : this.step;
      return [
        `${name}:${this.tail()}`,
        ...this.remarks(columns),
        ...this.block(value).map((line) => (line === '' ? '' : ' '.repeat(columns) + line)),
      ];
    }
    if (typeof value === 'string' && value.includes('\n') && !/^\s|\n\s*\n$/.test(value)) {
      const kept = value.endsWith('\n') ? '' : '-';
      return [
        `${name}: |${kept}`,
        ...value
          .replace(/\n$/, '')
          .split('\n')
          .map((line) => (line === '' ? '' : ' '.repeat(this.step) + line)),
        ...(this.choose(2) === 0 ? [''] : []),
      ];
    }
    if (value === null && this.choose(2) === 0) return [`${name}:${this.tail()}`];
    return [`${name}: ${this.inline(value, this.step)}${this.tail()}`];
  }

  private isBlock(value: unknown): boolean {
    return typeof value === 'object' && value !== null && Object.keys(value).length > 0 && this.choose(5) > 0;
  }

  /** Behind a key or dash, with brackets for collections. */
  private inline(value: unknown, columns: number): string {
    if (typeof value !== 'object') {
      return typeof value === 'string' && this.choose(4) === 0
        ? JSON.stringify(value)
        : dump([value], { flowLevel: 0, lineWidth: -1 }).trimEnd().slice(1, -1);
    }
    if (value === null) return ['null', '~', 'NULL'][this.choose(3)]!;
    if (this.choose(3) === 0) return JSON.stringify(value);
    if (this.choose(3) === 0 && Object.keys(value).length > 0) return this.overLines(value, columns);
    return dump(value, { flowLevel: 0, lineWidth: -1, flowBracketPadding: this.choose(2) === 0 }).trimEnd();
  }

  private overLines(value: object, columns: number): string {
    const indent = ' '.repeat(columns + this.step * 4);
    const parts = Array.isArray(value)
      ? value.map((item) => JSON.stringify(item))
      : Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${JSON.stringify(item)}`);
    const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
    const comma = this.choose(4) === 0 ? ',' : '';
    return (
      `${open}\n${parts.map((part) => indent + part).join(this.choose(3) === 0 ? ', # more\n' : ',\n')}${comma}\n`
      + `${' '.repeat(columns)}${close}`
    );
  }

  private tail(): string {
    return this.choose(8) === 0 ? ` # remark ${this.comments++}` : '';
  }

  private remarks(columns: number): string[] {
    const lines = [];
    if (this.choose(10) === 0) lines.push('');
    if (this.choose(6) === 0) lines.push(`${' '.repeat(columns)}# remark ${this.comments++}`);
    return lines;
  }
}
