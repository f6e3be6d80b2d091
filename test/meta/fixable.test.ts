import { CATALOG } from '../../src/catalog';
import { fixesOf, fixSentences } from '../../src/cli/fix/fixable';
import { Registry } from '../../src/engine/registry';
import type { AnyRule } from '../../src/engine/rule';
import { run } from '../../src/engine/run';
import { examplePod } from '../../src/kubernetes/pods/example-pod';
import { POD_FILLERS, podFills, type PodFillOptions } from '../../src/kubernetes/pods/fill/pod-fill';
import { withFills } from '../../src/kubernetes/pods/fill/pod-fill-apply';
import { podFacts } from '../../src/kubernetes/pods/fill/pod-fill-facts';
import { podViews } from '../../src/kubernetes/pods/pod-view';
import { parseMinor } from '../../src/kubernetes/releases/versions';
import type { JsonObject } from '../../src/text/json';
import { readYaml } from '../../src/text/yaml/yaml';
import { inventoryOf } from '../support/findings';

const fixable = CATALOG.filter((rule) => rule.fixable !== undefined);

test('every filler is of one rule', () => {
  expect(fixable.flatMap((rule) => rule.fixable!.map(({ name }) => name)).sort()).toEqual(POD_FILLERS.map(({ name }) => name).sort());
});

function findingsOf(rule: AnyRule, manifest: object): number {
  return run({
    inventory: inventoryOf([manifest]),
    registry: new Registry([rule]),
    profile: { name: 'all', title: '', includes: () => true },
    kubernetes: parseMinor('1.37'),
    asOf: '2026-11-23',
    waivers: [],
  }).findings.length;
}

/** A pod with all the fills of a rule, and no others. */
function filledFor(rule: AnyRule, manifest: JsonObject): JsonObject {
  const inventory = inventoryOf([manifest]);
  const [pod] = podViews(inventory);
  const options: PodFillOptions = Object.fromEntries(POD_FILLERS.map((filler) => [filler.name, rule.fixable!.includes(filler)]));
  return withFills(manifest, podFills(pod!, options, podFacts(pod!, inventory)));
}

test.each(fixable.map((rule) => [rule.id, rule] as const))('%s: a pod that sets nothing passes once it is filled', (id, rule) => {
  const bare = readYaml(examplePod()).documents[0]!.value as JsonObject;
  expect(findingsOf(rule, bare)).toBe(1);
  // Requests are filled, and the memory limit is not: nothing tells how much a container needs at most.
  expect(findingsOf(rule, filledFor(rule, bare))).toBe(id === 'workloads/resource-limits' ? 1 : 0);
});

test('what is filled is said in a sentence', () => {
  expect(
    fixable
      .flatMap(fixSentences)
      .filter((sentence) => !/^`cdk8s-hardened fix.* set .*, where it is unset\.( They do not if .*\.)?$/.test(sentence)),
  ).toEqual([]);
  expect(fixesOf(CATALOG.find(({ id }) => id === 'workloads/resource-limits')!)).toEqual([
    {
      sets: '`resources.requests` for CPU and memory on every container',
      unless: 'the container or the pod sets a request or a limit for the resource, or a LimitRange sets one',
      podHardening: 'resourceRequests',
      flag: '--requests',
    },
  ]);
});
