import { expect, test } from '@jest/globals';
import 'cdk8s-hardened/jest';

const manifest = (spec: object) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'api', namespace: 'shop' },
  spec: { containers: [{ name: 'api', image: 'registry.example.com/api:1' }], ...spec },
});

test('the matchers judge plain manifests and YAML', async () => {
  expect([manifest({})]).toPassHardening({ profile: 'pss-baseline' });
  expect([manifest({ hostNetwork: true })]).not.toPassHardening({ profile: 'pss-baseline' });
  expect(JSON.stringify(manifest({ hostNetwork: true }))).toViolate('workloads/host-namespaces');
  await expect(Promise.resolve([manifest({})])).resolves.not.toViolate('workloads/host-namespaces');
  // @ts-expect-error -- an id is a text
  expect(() => expect([manifest({})]).not.toViolate(5)).toThrow('there is no rule 5');
});
