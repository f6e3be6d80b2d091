import { readYaml, type YamlDocument, type YamlText } from '../yaml/yaml';
import { YamlError } from '../yaml/yaml-error';
import { applyEdits, type Edit, type EditedText, type LineChange } from './edits';
import { grow, type Growth, type LeftPlace } from './grow';
import { isSameValue } from './same-value';

/** A document that was left as it is, since the edited text would not have read as wanted. */
export interface UnprovenDocument {
  readonly document: number;
  /** Line on which it begins. */
  readonly line: number;
}

/** A text of several documents, with more in it. */
export interface GrownText {
  readonly text: string;
  readonly changes: readonly LineChange[];
  /** The documents as they read now, by position. */
  readonly values: ReadonlyMap<number, unknown>;
  readonly left: readonly (LeftPlace & { readonly document: number })[];
  readonly unproven: readonly UnprovenDocument[];
}

interface Plan {
  readonly document: YamlDocument;
  readonly growth: Growth;
}

/**
 * Writes into the documents of a text what the values wanted have more than theirs. The result is read back before it is given out: every
 * document then reads as it did, or as was wanted, and there are as many of them; one for which that cannot be had is left as it is.
 *
 * @param read the text as it was read, without faults
 */
export function growText(text: string, read: YamlText, wanted: ReadonlyMap<number, unknown>): GrownText {
  const unproven: UnprovenDocument[] = [];
  const refuse = ({ index, line }: YamlDocument) => void unproven.push({ document: index, line });
  let plans: Plan[] = [];
  for (const [index, value] of wanted) {
    const document = read.documents[index]!;
    const growth = attempt(document, value);
    if (growth) plans.push({ document, growth });
    else refuse(document);
  }
  let grown = proven(text, read, plans);
  if (grown === undefined) {
    const sound = new Set(soundOf(text, read, plans));
    grown = proven(text, read, [...sound]);
    for (const plan of plans) if (grown === undefined || !sound.has(plan)) refuse(plan.document);
    plans = grown === undefined ? [] : [...sound];
  }
  return {
    text: grown?.text ?? text,
    changes: grown?.changes ?? [],
    values: new Map(plans.map(({ document, growth }) => [document.index, growth.value])),
    left: plans.flatMap(({ document, growth }) => growth.left.map((left) => ({ ...left, document: document.index }))),
    unproven: unproven.sort((a, b) => a.document - b.document),
  };
}

/** Undefined for a text that only the reader understands, not what looks for places in it. */
function attempt(document: YamlDocument, wanted: unknown): Growth | undefined {
  try {
    return grow(document, wanted);
  } catch (error) {
    if (error instanceof YamlError || (error as Error).name === 'YAMLException') return undefined;
    throw error;
  }
}

/** The edited text, provided that it reads as it has to. */
function proven(text: string, read: YamlText, plans: readonly Plan[]): EditedText | undefined {
  const { edited, misread } = readBack(text, read, plans);
  return misread?.length === 0 ? edited : undefined;
}

/**
 * The plans that can be had together. Those of documents that do not read as they have to go first; where the documents cannot be told
 * apart any more, one half is tried after the other: trying each plan by itself takes time that grows with the square of their number.
 */
function soundOf(text: string, read: YamlText, plans: readonly Plan[]): readonly Plan[] {
  const { misread } = readBack(text, read, plans);
  if (misread?.length === 0) return plans;
  const wrong = plans.filter(({ document }) => misread?.includes(document.index));
  if (wrong.length > 0) {
    return soundOf(
      text,
      read,
      plans.filter((plan) => !wrong.includes(plan)),
    );
  }
  if (plans.length < 2) return [];
  const half = Math.floor(plans.length / 2);
  return [...soundOf(text, read, plans.slice(0, half)), ...soundOf(text, read, plans.slice(half))];
}

interface ReadBack {
  readonly edited: EditedText | undefined;
  /** Positions of the documents that do not read as they have to; undefined when that cannot be told. */
  readonly misread: readonly number[] | undefined;
}

function readBack(text: string, read: YamlText, plans: readonly Plan[]): ReadBack {
  const edited = applyEdits(
    text,
    plans.flatMap(({ document, growth }) => growth.edits.map((edit): Edit => ({ ...edit, at: edit.at + document.start }))),
  );
  if (edited === undefined) return { edited, misread: undefined };
  const { documents, faults } = readYaml(edited.text);
  if (faults.length > 0 || documents.length !== read.documents.length) return { edited, misread: undefined };
  const values = new Map(plans.map(({ document, growth }) => [document.index, growth.value]));
  const misread = documents.flatMap((document, index) => {
    const before = read.documents[index]!;
    const holds =
      document.isJson === before.isJson
      && isSameValue(document.duplicateKeys, before.duplicateKeys)
      && isSameValue(document.value, values.has(index) ? values.get(index) : before.value);
    return holds ? [] : [index];
  });
  return { edited, misread };
}
