import { faultsOf } from '../../../src/kubernetes/schema/faults';
import { schemaTables } from '../../../src/kubernetes/schema/schema';
import { Soundness } from '../../../src/kubernetes/schema/soundness';
import { UNKNOWN_VALUE } from '../../../src/kubernetes/schema/unknown-value';
import { FOR_DECODERS, FOR_VALIDATION, mutant } from '../../real/schema/mutations';
import { Random } from '../../real/schema/random';
import { structure } from '../../real/schema/structures';

const table = schemaTables().at(-1)!;
const soundness = new Soundness(table);
const KINDS = ['Pod', 'Deployment', 'Service', 'NetworkPolicy', 'CronJob', 'StatefulSet', 'ResourceSlice', 'Secret', 'PersistentVolume'];

test('an object is sound when no fault is found in it, and only then', () => {
  const random = new Random(20261130);
  const counts = { sound: 0, faulty: 0 };
  for (let round = 0; round < 4000; round++) {
    const type = random.pick(KINDS);
    const whole = structure({ form: 'struct', name: type }, table, random, random.pick([1, 2, 3])) as Record<string, unknown> | null;
    const object = JSON.parse(JSON.stringify(whole ?? {})) as Record<string, unknown>;
    const made = random.chance(0.5) ? mutant(object, type, table, random, [...FOR_DECODERS, ...FOR_VALIDATION])?.object : undefined;
    for (const demands of [true, false]) {
      const faults = faultsOf(made ?? object, type, table, demands);
      counts[faults.length === 0 ? 'sound' : 'faulty'] += 1;
      expect({ object: made ?? object, isSound: soundness.isSound(made ?? object, type, demands) }).toEqual({
        object: made ?? object,
        isSound: faults.length === 0,
      });
    }
  }
  expect(counts.sound).toBeGreaterThan(1000);
  expect(counts.faulty).toBeGreaterThan(1000);
});

test('what is not known yet is sound, whatever belongs there', () => {
  const values = { hostPID: UNKNOWN_VALUE, containers: UNKNOWN_VALUE, nodeSelector: UNKNOWN_VALUE, securityContext: UNKNOWN_VALUE };
  expect(
    soundness.isSound(
      { spec: { ...values, dnsPolicy: UNKNOWN_VALUE, priority: UNKNOWN_VALUE, overhead: { cpu: UNKNOWN_VALUE } } },
      'Pod',
      true,
    ),
  ).toBe(true);
  expect(soundness.isSound({ spec: { containers: [UNKNOWN_VALUE] } }, 'Pod', true)).toBe(true);
  expect(soundness.isSound({ spec: UNKNOWN_VALUE }, 'Pod', true)).toBe(true);
  expect(soundness.isSound({ spec: { containers: [{ name: 'a' }], xyzzy: UNKNOWN_VALUE } }, 'Pod', true)).toBe(false);
});
