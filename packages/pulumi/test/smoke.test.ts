import { Testing } from 'cdk8s';
import * as hardened from 'cdk8s-hardened';
import * as sdk from '../src';
import { manifestsOf, runProgram, unknown } from './support/pulumi';

test('plain', async () => {
  const ran = await runProgram(() => { new sdk.IsolatedNamespace('payments', { informationSystem: 'payments' }); });
  const app = new hardened.HardenedApp({ kubernetes: '1.36', asOf: '2026-11-23', outdir: '/tmp/x' });
  const expected = Testing.synth(new hardened.IsolatedNamespace(app, 'payments', { informationSystem: 'payments' }));
  expect(ran.errors).toEqual([]);
  console.log(ran.resources.map((r) => [r.name, r.urn, r.dependencies]), ran.warnings);
  expect(manifestsOf(ran)).toEqual(expected);
});

test('unknown', async () => {
  const ran = await runProgram(() => { new sdk.IsolatedNamespace('payments', { informationSystem: 'payments', name: unknown() }); }, { preview: true });
  console.log(JSON.stringify(ran, null, 1));
});
