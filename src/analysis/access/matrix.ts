import type { PolicyRule } from '../../kubernetes/rbac/policy-rule';
import type { RoleView } from '../../kubernetes/rbac/rbac';
import type { ResourceRequest } from '../../kubernetes/rbac/rule-allows';
import { ruleAllows } from '../../kubernetes/rbac/rule-allows';
import type { Access, Grant } from './access';
import { describeIdentity, MASTERS, type Identity } from './identity';

/** A resource, as the column of a table. */
export type Column = Pick<ResourceRequest, 'group' | 'resource' | 'subresource'>;

/** What a subject may do in one place: what it has everywhere is in its row of every place. */
export interface MatrixRow {
  readonly subject: string;
  /** '' = everywhere. */
  readonly namespace: string;
  /** For each column the verbs that are allowed, on any name or, with a `~` behind them, on some names alone. */
  readonly cells: readonly (readonly string[])[];
  /** What is not known of it. */
  readonly unknown: readonly string[];
}

/** Verbs that tables show, in their order. */
export const MATRIX_VERBS = [
  'get',
  'list',
  'watch',
  'create',
  'update',
  'patch',
  'delete',
  'deletecollection',
  'bind',
  'escalate',
  'impersonate',
  'use',
  'approve',
  'sign',
] as const;
/** Those that every resource may have: `*` in a cell is all of them. */
const USUAL = 8;
/** What stands for a name that no rule has. */
const NO_NAME = '\0';

/**
 * What every subject may do with each of the resources, by place. Each role is read once, and subjects with the same grants have one
 * answer.
 *
 * @param columns few, in comparison with the roles
 */
export function accessMatrix(access: Access, columns: readonly Column[], subjects: readonly Identity[] = access.subjects()): MatrixRow[] {
  const marksOf = access.rbac.gathered((role) => marksIn(access.rbac.rulesInForce(role), columns));
  const ofRole = memo((role: RoleView) => (role.kind === 'Role' ? marksIn(role.rules, columns) : marksOf(role)));
  const numbers = new Map<RoleView, number>();
  const numberOf = (role: RoleView) => {
    const known = numbers.get(role) ?? numbers.size;
    numbers.set(role, known);
    return known;
  };
  const known = new Map<string, MatrixRow['cells']>();
  const cellsOf = (roles: readonly RoleView[]) => {
    const key = [...new Set(roles.map(numberOf))].sort((a, b) => a - b).join();
    let cells = known.get(key);
    if (!cells) known.set(key, (cells = cellsFor(new Set(roles.flatMap((role) => [...ofRole(role)])), columns)));
    return cells;
  };
  return subjects.flatMap((identity) => rowsOf(access, identity, columns, cellsOf));
}

function rowsOf(
  access: Access,
  identity: Identity,
  columns: readonly Column[],
  cellsOf: (roles: readonly RoleView[]) => MatrixRow['cells'],
): MatrixRow[] {
  const subject = describeIdentity(identity);
  if (identity.groups.includes(MASTERS)) return [{ subject, namespace: '', cells: columns.map(() => ['*']), unknown: [] }];
  const grants = access.grantsOf(identity);
  const byPlace = new Map<string, Grant[]>([['', []]]);
  for (const grant of grants) {
    const list = byPlace.get(grant.namespace);
    if (list) list.push(grant);
    else byPlace.set(grant.namespace, [grant]);
  }
  const everywhere = byPlace.get('')!;
  return [...byPlace].flatMap(([namespace, own]) => {
    const all = namespace === '' ? own : [...everywhere, ...own];
    const unknown = [...new Set(own.flatMap(({ doubt }) => doubt ?? []))];
    return [{ subject, namespace, cells: cellsOf(all.flatMap(({ role }) => role ?? [])), unknown }];
  });
}

/** Numbers of column, verb, and whether it holds for some names alone. */
function marksIn(rules: readonly PolicyRule[], columns: readonly Column[]): ReadonlySet<number> {
  const marks = new Set<number>();
  for (const rule of rules) {
    if (rule.nonResourceURLs.length > 0) continue;
    columns.forEach((column, index) => {
      MATRIX_VERBS.forEach((verb, position) => {
        const request = { ...column, verb, name: rule.resourceNames[0] ?? NO_NAME, namespace: '' };
        if (!ruleAllows(rule, request)) return;
        marks.add((index * MATRIX_VERBS.length + position) * 2 + (rule.resourceNames.length === 0 ? 0 : 1));
      });
    });
  }
  return marks;
}

function cellsFor(marks: ReadonlySet<number>, columns: readonly Column[]): MatrixRow['cells'] {
  return columns.map((_, index) => {
    const verbs = MATRIX_VERBS.map((verb, position) => {
      const mark = (index * MATRIX_VERBS.length + position) * 2;
      return marks.has(mark) ? verb : marks.has(mark + 1) ? `${verb}~` : '';
    });
    const isAll = MATRIX_VERBS.slice(0, USUAL).every((verb, position) => verbs[position] === verb);
    const special = verbs.slice(USUAL).filter((verb) => verb !== '');
    if (!isAll) return verbs.filter((verb) => verb !== '');
    return special.length === MATRIX_VERBS.length - USUAL ? ['*'] : ['all', ...special];
  });
}

function memo<K extends object, V>(compute: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) known.set(key, (value = compute(key)));
    return value;
  };
}
