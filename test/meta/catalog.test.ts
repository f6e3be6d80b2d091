import * as fs from 'node:fs';
import * as path from 'node:path';
import { CATALOG, DEFAULT_PROFILE, PROFILES } from '../../src/catalog';
import { Registry } from '../../src/engine/registry';
import type { AnyRule } from '../../src/engine/rule';
import { run } from '../../src/engine/run';
import { annotationWaivers } from '../../src/engine/waiver-sources';
import type { FileText } from '../../src/kubernetes/objects/node-files';
import { parseMinor, supportedReleases } from '../../src/kubernetes/releases/versions';
import { inventoryOf } from '../support/findings';

const SRC = path.join(__dirname, '..', '..', 'src');
const AS_OF = '2026-11-23';
const VERSIONS = supportedReleases(AS_OF).map(({ version }) => version);
const registry = new Registry(CATALOG);

/** Files below `src/<practice>/rules/`, the list of the practice left out. */
const filesOfRules = fs.readdirSync(SRC).flatMap((practice) => {
  const folder = path.join(SRC, practice, 'rules');
  if (!fs.existsSync(folder)) return [];
  return (fs.readdirSync(folder, { recursive: true }) as string[])
    .filter((file) => file.endsWith('.ts') && file !== 'index.ts')
    .map((file) => ({ practice, file, path: path.join(folder, file) }));
});

const isRule = (value: unknown): value is AnyRule =>
  typeof value === 'object' && value !== null && 'revisions' in value && 'subject' in value;
const rulesIn = (file: string): AnyRule[] =>
  Object.values(require(file) as object)
    .flatMap((value: unknown) => (Array.isArray(value) ? value : [value]))
    .filter(isRule);

test('there are rules', () => expect(CATALOG.length).toBeGreaterThan(50));

/** Those that declare rules; the others are helpers beside them. */
const ruleFiles = filesOfRules.filter((file) => rulesIn(file.path).length > 0);

test.each(ruleFiles.map(({ practice, file, path: full }) => [`${practice}/${file}`, practice, file, full]))(
  '%s holds rules of its practice, and the catalogue lists them',
  (_, practice, file, full) => {
    const rules = rulesIn(full);
    for (const rule of rules) {
      expect(rule.id.split('/')[0]).toBe(practice);
      expect(CATALOG).toContain(rule);
    }
    if (rules.length === 1) expect(`${rules[0]!.id}.ts`).toBe(`${practice}/${path.basename(file)}`);
  },
);

test('every rule of the catalogue stands in a rule file', () => {
  const written = new Set(ruleFiles.flatMap(({ path: full }) => rulesIn(full)));
  expect(CATALOG.filter((rule) => !written.has(rule)).map(({ id }) => id)).toEqual([]);
});

test.each(CATALOG.map((rule) => [rule.id, rule] as const))('%s: the description is paragraphs that say more than the title', (_, rule) => {
  const { title, description } = rule;
  expect(description.split('\n\n').filter((paragraph) => !/^[^\s#*|-].*\.$/.test(paragraph))).toEqual([]);
  expect(description.toLowerCase()).not.toContain(title.toLowerCase());
  expect(description.split('`').length % 2).toBe(1);
  // What code scanning shows of a `fullDescription`.
  expect(description.length).toBeLessThanOrEqual(1024);
});

test('every rule is finished', () => {
  const unfinished = CATALOG.filter((rule) => /\bTODO\b/.test(JSON.stringify(rule)));
  expect(unfinished.map(({ id }) => id)).toEqual([]);
});

test('descriptions name rules that exist', () => {
  const named = CATALOG.flatMap(({ description }) => [...description.matchAll(/`([a-z]+\/[a-z0-9-]+)`/g)].map(([, id]) => id!));
  const practices = new Set(CATALOG.map(({ id }) => id.split('/')[0]!));
  expect(named.length).toBeGreaterThan(30);
  expect(named.filter((id) => practices.has(id.split('/')[0]!) && registry.find(id) === undefined)).toEqual([]);
});

function statusesOf(rule: AnyRule, example: string, kubernetes: string): string[] {
  const files: FileText[] =
    rule.exampleFile === undefined ? [] : [{ path: rule.exampleFile, content: example, origin: { hostPath: rule.exampleFile } }];
  const inventory = inventoryOf(rule.exampleFile === undefined ? example : [], files);
  const waivers = annotationWaivers(inventory, {
    asOf: AS_OF,
    isRule: (id) => registry.find(id) !== undefined,
    takesReason: () => false,
    longest: 366,
  });
  const result = run({
    inventory,
    registry,
    profile: { name: 'all', title: '', includes: () => true },
    kubernetes: parseMinor(kubernetes),
    asOf: AS_OF,
    settings: new Map([[rule.id, { options: rule.exampleOptions }]]),
    waivers,
  });
  const failed = result.findings
    .filter(({ message }) => message.startsWith('the rule itself failed'))
    .map((finding) => `${finding.rule} failed: ${finding.message}`);
  return [...failed, ...result.findings.filter((finding) => finding.rule === rule.id).map(({ status }) => status)];
}

describe.each(VERSIONS)('on Kubernetes %s', (kubernetes) => {
  test.each(CATALOG.map((rule) => [rule.id, rule] as const))('%s: the bad example is a violation, the good one is none', (_, rule) => {
    expect(statusesOf(rule, rule.bad, kubernetes)).toContain('violation');
    expect(statusesOf(rule, rule.bad, kubernetes).filter((status) => status.includes('failed'))).toEqual([]);
    expect(statusesOf(rule, rule.good, kubernetes)).toEqual([]);
  });
});

describe('profiles', () => {
  test('each has a name of its own and at least one rule', () => {
    expect(new Set(PROFILES.map(({ name }) => name)).size).toBe(PROFILES.length);
    for (const profile of PROFILES) expect([profile.name, CATALOG.some((rule) => profile.includes(rule))]).toEqual([profile.name, true]);
  });

  test('the default runs every rule that is a matter of security', () => {
    const profile = PROFILES.find(({ name }) => name === DEFAULT_PROFILE)!;
    expect(
      CATALOG.filter((rule) => !profile.includes(rule)).filter((rule) => rule.operations !== true && rule.deprecated === undefined),
    ).toEqual([]);
  });

  test('controls are of catalogues that are known here', () => {
    const known =
      /^(CIS-(2\.0|EKS-1\.8|GKE-1\.9|AKS-1\.8):\d+\.\d+(\.\d+)?|PSS:(baseline|restricted)|NSA-CISA:(pod-security|network-separation|authentication-and-authorization|audit-logging|upgrading-and-application-security)|STIG:V-\d{6})$/;
    expect(
      CATALOG.flatMap((rule) => rule.controls.filter((control) => !known.test(control)).map((control) => `${rule.id} ${control}`)),
    ).toEqual([]);
  });
});
