import type { JsonObject } from '../../../text/json';

/** What labels must be like: any of the lists, each of them in full, as `matchExpressions` write it. */
export type Alternatives = readonly (readonly Requirement[])[];

interface Requirement extends JsonObject {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values?: readonly string[];
}

type Expression =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Expression[] }
  | { readonly kind: 'not'; readonly part: Expression }
  | { readonly kind: 'is'; readonly requirement: Requirement };

/** More are as good as unread. */
const MOST = 64;

const TOKEN = /\s*(?:(&&|\|\||==|!=|[(){},!])|"([^"]*)"|'([^']*)'|([^\s(){},!&|="']+))/y;

/**
 * Reads a selector of Calico: `app == 'a' && has(tier) || !(env in {'x', 'y'})`. Undefined for what cannot be read, and for a
 * comparison with a part of a value (`contains`, `starts with`, `ends with`), which `matchExpressions` cannot express.
 *
 * Source: https://docs.tigera.io/calico/latest/reference/resources/globalnetworkpolicy#selector
 */
export function readCalicoSelector(text: string): Alternatives | undefined {
  if (text.length > 10_000) return undefined;
  if (text.trim() === '') return [[]];
  try {
    const reader = new Reader(tokensOf(text));
    const expression = reader.any();
    return reader.isAtEnd ? alternativesOf(expression, false) : undefined;
  } catch (cause) {
    if (cause instanceof Unreadable) return undefined;
    throw cause;
  }
}

class Unreadable extends Error {}

interface Token {
  readonly text: string;
  readonly kind: 'sign' | 'string' | 'word';
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (text.slice(TOKEN.lastIndex).trim() !== '') {
    const found = TOKEN.exec(text);
    if (!found) throw new Unreadable();
    const [, sign, double, single, word] = found;
    if (sign !== undefined) tokens.push({ text: sign, kind: 'sign' });
    else if (word !== undefined) tokens.push({ text: word, kind: 'word' });
    else tokens.push({ text: (double ?? single)!, kind: 'string' });
  }
  return tokens;
}

class Reader {
  private at = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  public get isAtEnd(): boolean {
    return this.at === this.tokens.length;
  }

  public any(): Expression {
    return this.chain('or', '||', () => this.chain('and', '&&', () => this.one()));
  }

  private chain(kind: 'and' | 'or', sign: string, next: () => Expression): Expression {
    const parts = [next()];
    while (this.skips(sign)) parts.push(next());
    return parts.length === 1 ? parts[0]! : { kind, parts };
  }

  private one(): Expression {
    if (++this.depth > 100) throw new Unreadable();
    const found = this.skips('!') ? ({ kind: 'not', part: this.one() } as const) : this.skips('(') ? this.inBrackets() : this.comparison();
    this.depth -= 1;
    return found;
  }

  private inBrackets(): Expression {
    const inner = this.any();
    this.expect(')');
    return inner;
  }

  private comparison(): Expression {
    const { text: key } = this.take('word');
    if (this.skips('(')) return this.call(key);
    const is = (operator: Requirement['operator'], values?: readonly string[]): Expression => ({
      kind: 'is',
      requirement: { key, operator, ...(values ? { values } : {}) },
    });
    if (this.skips('==')) return is('In', [this.take('string').text]);
    if (this.skips('!=')) return is('NotIn', [this.take('string').text]);
    const { text: operator } = this.take('word');
    if (operator === 'in') return this.setOf((values) => is('In', values));
    if (operator !== 'not' || this.take('word').text !== 'in') throw new Unreadable();
    return this.setOf((values) => is('NotIn', values));
  }

  private call(name: string): Expression {
    if (name === 'all') {
      this.expect(')');
      return { kind: 'and', parts: [] };
    }
    if (name !== 'has') throw new Unreadable();
    const { text: key } = this.take('word');
    this.expect(')');
    return { kind: 'is', requirement: { key, operator: 'Exists' } };
  }

  private setOf(then: (values: readonly string[]) => Expression): Expression {
    this.expect('{');
    const values: string[] = [];
    while (!this.skips('}')) {
      values.push(this.take('string').text);
      if (this.skips(',')) continue;
      this.expect('}');
      break;
    }
    // No value is one of none: labels are then not required, or cannot be met.
    if (values.length === 0) throw new Unreadable();
    return then(values);
  }

  private skips(sign: string): boolean {
    const token = this.tokens[this.at];
    if (token?.kind !== 'sign' || token.text !== sign) return false;
    this.at += 1;
    return true;
  }

  private expect(sign: string): void {
    if (!this.skips(sign)) throw new Unreadable();
  }

  private take(kind: 'string' | 'word'): Token {
    const token = this.tokens[this.at++];
    if (token?.kind !== kind) throw new Unreadable();
    return token;
  }
}

const OPPOSITE = { In: 'NotIn', NotIn: 'In', Exists: 'DoesNotExist', DoesNotExist: 'Exists' } as const;

function alternativesOf(expression: Expression, isNegated: boolean): Alternatives {
  switch (expression.kind) {
    case 'not':
      return alternativesOf(expression.part, !isNegated);
    case 'is': {
      const { requirement } = expression;
      return [[isNegated ? { ...requirement, operator: OPPOSITE[requirement.operator] } : requirement]];
    }
    default: {
      const parts = expression.parts.map((part) => alternativesOf(part, isNegated));
      if ((expression.kind === 'or') !== isNegated) return limited(parts.flat());
      return parts.reduce<Alternatives>((all, part) => limited(all.flatMap((one) => part.map((other) => [...one, ...other]))), [[]]);
    }
  }
}

function limited(alternatives: Alternatives): Alternatives {
  if (alternatives.length > MOST) throw new Unreadable();
  return alternatives;
}
