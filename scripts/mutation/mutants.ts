import * as ts from 'typescript';

interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A small change: what is shown of it, and the expression or statement around it that is written again. */
export interface Mutant extends Change {
  readonly file: string;
  readonly around: Change & { readonly statement: boolean };
}

export interface Mutants {
  readonly made: readonly Mutant[];
  /** How many changes of texts were left out. */
  readonly leftOut: number;
}

const OPERATORS: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.EqualsEqualsEqualsToken, '!=='],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, '==='],
  [ts.SyntaxKind.LessThanToken, '<='],
  [ts.SyntaxKind.LessThanEqualsToken, '<'],
  [ts.SyntaxKind.GreaterThanToken, '>='],
  [ts.SyntaxKind.GreaterThanEqualsToken, '>'],
  [ts.SyntaxKind.AmpersandAmpersandToken, '||'],
  [ts.SyntaxKind.BarBarToken, '&&'],
  [ts.SyntaxKind.QuestionQuestionToken, '&&'],
  [ts.SyntaxKind.PlusToken, '-'],
  [ts.SyntaxKind.MinusToken, '+'],
]);

/** Texts of a rule, which decide nothing, and its examples: `test/meta/catalog.test.ts` judges those of every rule. */
const TEXTS: ReadonlySet<string> = new Set(['title', 'description', 'fix', 'sources', 'controls', 'bad', 'good']);
/** Words with a space between: a sentence of a message, not a name of Kubernetes. It decides nothing. */
const SENTENCE = /\S\s+\S/;

/** The changes that can be made in a file. */
export function mutantsOf(file: string, source: string): Mutants {
  const made: Mutant[] = [];
  let leftOut = 0;
  let inTexts = false;
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const placeOf = (node: ts.Node) => ({ start: node.getStart(tree), end: node.getEnd() });
  const add = (shown: ts.Node, text: string, around: ts.Node = shown, whole: string = text) => {
    if (inTexts) leftOut += 1;
    else {
      const statement = ts.isExpressionStatement(around);
      made.push({ file, ...placeOf(shown), text, around: { ...placeOf(around), text: whole, statement } });
    }
  };
  const addCondition = (condition: ts.Expression) => ['true', 'false'].forEach((text) => add(condition, text));
  const addOperator = (node: ts.BinaryExpression) => {
    const other = OPERATORS.get(node.operatorToken.kind);
    const isText = node.operatorToken.kind === ts.SyntaxKind.PlusToken && /['"`]/.test(node.getText(tree));
    if (other === undefined || isText) return;
    add(node.operatorToken, other, node, `(${node.left.getText(tree)}) ${other} (${node.right.getText(tree)})`);
  };
  const addString = (node: ts.StringLiteral) => {
    if (node.text === '' || isName(node)) return;
    if (SENTENCE.test(node.text)) leftOut += 1;
    else add(node, "''");
  };
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isInterfaceDeclaration(node)) return;
    if (ts.isEnumMember(node)) return;
    const isOutside = !inTexts;
    inTexts ||= ts.isPropertyAssignment(node) && TEXTS.has(node.name.getText(tree));
    if (ts.isBinaryExpression(node)) addOperator(node);
    else if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) add(node, node.operand.getText(tree));
    else if (node.kind === ts.SyntaxKind.TrueKeyword) add(node, 'false');
    else if (node.kind === ts.SyntaxKind.FalseKeyword) add(node, 'true');
    else if (ts.isStringLiteral(node)) addString(node);
    else if (ts.isArrayLiteralExpression(node) && node.elements.length > 0 && !isAssignedTo(node)) add(node, '[]');
    else if (ts.isIfStatement(node)) addCondition(node.expression);
    else if (ts.isConditionalExpression(node)) addCondition(node.condition);
    else if (ts.isExpressionStatement(node) && !isSuper(node)) add(node, ';');
    ts.forEachChild(node, visit);
    if (isOutside) inTexts = false;
  };
  visit(tree);
  return { made, leftOut };
}

function isName(node: ts.StringLiteral): boolean {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent)) return true;
  return 'name' in parent && parent.name === node;
}

function isAssignedTo(node: ts.ArrayLiteralExpression): boolean {
  const { parent } = node;
  return ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken && parent.left === node;
}

/** Without it, no object of the class exists. */
function isSuper({ expression }: ts.ExpressionStatement): boolean {
  return ts.isCallExpression(expression) && expression.expression.kind === ts.SyntaxKind.SuperKeyword;
}

/** What the changed code asks: whether the change of this number is made in this run. */
export const SWITCH = '__mutant';

interface Numbered {
  readonly id: number;
  readonly mutant: Mutant;
}

/** The file with all of the changes in it, each behind its number. */
export function withSwitches(source: string, mutants: readonly Numbered[]): string {
  const byPlace = new Map<string, Numbered[]>();
  for (const each of mutants) {
    const { start, end } = each.mutant.around;
    byPlace.set(`${start}-${end}`, [...(byPlace.get(`${start}-${end}`) ?? []), each]);
  }
  const placeOf = ([first]: readonly Numbered[]) => first!.mutant.around;
  const places = [...byPlace.values()].sort((a, b) => placeOf(a).start - placeOf(b).start || placeOf(b).end - placeOf(a).end);
  let next = 0;
  const write = (start: number, end: number): string => {
    let text = '';
    let at = start;
    for (let place = places[next]; place && placeOf(place).end <= end; place = places[next]) {
      const around = placeOf(place);
      next += 1;
      text += source.slice(at, around.start) + place.reduce(switched, write(around.start, around.end));
      at = around.end;
    }
    return text + source.slice(at, end);
  };
  return write(0, source.length);
}

function switched(otherwise: string, { id, mutant: { around } }: Numbered): string {
  return around.statement ? `{ if (!${SWITCH}(${id})) { ${otherwise} } }` : `(${SWITCH}(${id}) ? (${around.text}) : ${otherwise})`;
}
