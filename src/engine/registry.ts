import { compareVersions, parseMinor } from '../kubernetes/releases/versions';
import { faultyOptions, optionsSchema } from './options';
import { SEVERITIES } from './ranking';
import type { AnyRule } from './rule';
import { faultOf } from './schema';
import { Severity } from './severity';

const ID = /^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/;
const CONTROL = /^[A-Z][A-Za-z0-9.-]*:[A-Za-z0-9.-]+$/;

/** All rules of a run, found by id or alias. Refuses rules that are not well-formed, so that none can be broken quietly. */
export class Registry {
  private readonly byId = new Map<string, AnyRule>();

  /**
   * @param known how many rules, from the first, are known to be well-formed: those of the product, which its tests check
   * @throws Error listing every fault of every rule
   */
  constructor(
    public readonly rules: readonly AnyRule[],
    known = 0,
  ) {
    const faults: string[] = [];
    for (const [index, rule] of rules.entries()) {
      if (index >= known) for (const fault of faultsOf(rule)) faults.push(`rule ${rule.id}: ${fault}`);
      for (const id of [rule.id, ...(rule.aliases ?? [])]) {
        if (this.byId.has(id)) faults.push(`rule ${rule.id}: the id ${id} is taken already`);
        else this.byId.set(id, rule);
      }
    }
    if (faults.length > 0) throw new Error(`These rules cannot be run:\n  ${faults.join('\n  ')}`);
  }

  public find(id: string): AnyRule | undefined {
    return this.byId.get(id);
  }

  /** The id that an alias stands for; other text comes back as it is. */
  public canonical(id: string): string {
    return this.byId.get(id)?.id ?? id;
  }
}

function faultsOf(rule: AnyRule): string[] {
  const faults: string[] = [];
  const expect = (holds: boolean, fault: string) => {
    if (!holds) faults.push(fault);
  };
  for (const id of [rule.id, ...(rule.aliases ?? [])]) expect(ID.test(id), `the id "${id}" is not of the form practice/name`);
  expect(rule.title.trim() !== '' && !rule.title.endsWith('.'), 'the title is empty or ends with a full stop');
  expect(rule.fix.trim().endsWith('.'), 'the fix is not a sentence with a full stop');
  expect(SEVERITIES.includes(rule.severity), 'the severity is not one of low, medium, high, critical');
  expect(!(rule.takesReason && rule.severity === Severity.CRITICAL), 'what is critical is not accepted for a reason alone');
  for (const control of rule.controls) expect(CONTROL.test(control), `the control "${control}" is not of the form CATALOGUE:ID`);
  expect(new Set(rule.controls).size === rule.controls.length, 'a control is named twice');
  expect(rule.sources.length > 0 && rule.sources.every((source) => URL.canParse(source)), 'sources must be URLs, at least one');
  expect(rule.bad.trim() !== '' && rule.good.trim() !== '', 'the bad or the good example is missing');
  for (const name of faultyOptions(rule.options)) expect(false, `the initial value of the option ${name} is not one that may be set`);
  const example = faultOf(optionsSchema(rule.options), rule.exampleOptions ?? {});
  expect(example === undefined, `the options of the examples: ${example?.isWhole === true ? '' : `${example?.path} `}${example?.fact}`);
  expect(rule.revisions.length > 0, 'there is no revision');
  for (let i = 1; i < rule.revisions.length; i++) {
    const [older, newer] = [rule.revisions[i - 1]!, rule.revisions[i]!];
    expect(
      compareVersions(parseMinor(older.since), parseMinor(newer.since)) < 0,
      `revision ${newer.since} does not come after ${older.since}`,
    );
  }
  return faults;
}
