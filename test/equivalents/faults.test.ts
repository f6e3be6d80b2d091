import { CATALOG } from '../../src/catalog';
import { EQUIVALENTS } from '../../src/equivalents';
import { remarkOn, type EquivalentRow } from '../../src/equivalents/row';
import { runRules } from '../support/findings';
import { FAULTS } from './faults';
import type { Fault } from './faults/objects';

const rows = Object.values(EQUIVALENTS).flat();
const byName = new Map(rows.map((row) => [row.name, row]));

/** The rules of the row that find a violation in these objects. */
function finders({ rules }: EquivalentRow, objects: readonly object[] | string, options?: Fault['options']): readonly string[] {
  const run = runRules(
    CATALOG.filter(({ id }) => rules.includes(id)),
    objects,
    { options },
  );
  return [...new Set(run.findings.filter(({ status }) => status === 'violation').map(({ rule }) => rule))];
}

test('every row that rules answer has a fault', () => {
  expect(rows.filter(({ rules, name }) => rules.length > 0 && !Object.hasOwn(FAULTS, name)).map(({ name }) => name)).toEqual([]);
  expect(Object.keys(FAULTS).filter((name) => (byName.get(name)?.rules.length ?? 0) === 0)).toEqual([]);
});

const faults = Object.entries(FAULTS).flatMap(([name, fault]) => {
  const row = byName.get(name);
  return row === undefined ? [] : [[name, row, fault] as const];
});

test.each(faults)('%s: every rule of the row sees the fault', (_, row, { found, options }) => {
  expect([...finders(row, found, options)].sort()).toEqual([...row.rules].sort());
});

test.each(faults.filter(([, , { passed }]) => passed !== undefined))(
  '%s: what passes on purpose is explained',
  (_, row, { passed, options }) => {
    for (const input of passed!) expect([input, finders(row, [input].flat(), options)]).toEqual([input, []]);
    expect(remarkOn(row)).toBeDefined();
  },
);

test.each(faults.filter(([, , { more }]) => more !== undefined))(
  '%s: what is found beyond the peers is explained',
  (_, row, { more, options }) => {
    for (const input of more!) expect([input, finders(row, [input].flat(), options)]).not.toEqual([input, []]);
    expect(remarkOn(row)).toBeDefined();
  },
);
