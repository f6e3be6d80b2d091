import { Severity } from '../../engine/severity';
import type { Detection } from './detection';

/** Kinds of requests that no identity is refused whose role fits. */
const MANY = 10;

export const permissionProbing: Detection = {
  id: 'permission-probing',
  meaning: `One identity was refused ${MANY} or more kinds of requests: it is tried out what the identity may do.`,
  severity: Severity.HIGH,
  technique: 'T1613',
  remedy: 'Revoke the credentials, and look at what was allowed to the identity after the first refusal.',
  falsePositives: 'A new version of an operator whose role was not updated.',
  answer({ usage }) {
    const byUser = new Map<string, { kinds: number; count: number; first: number; last: number }>();
    for (const { key, count, first, last } of usage.values()) {
      if (key.outcome !== 'forbidden') continue;
      const row = byUser.get(key.user) ?? { kinds: 0, count: 0, first: Infinity, last: -Infinity };
      row.kinds += 1;
      row.count += count;
      [row.first, row.last] = [Math.min(row.first, first), Math.max(row.last, last)];
      byUser.set(key.user, row);
    }
    return [...byUser].flatMap(([user, { kinds, ...times }]) =>
      kinds < MANY ? [] : [{ key: { user, source: '', about: `${kinds} kinds of requests` }, ...times }],
    );
  },
};
