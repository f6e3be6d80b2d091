import * as fc from 'fast-check';
import { Registry } from '../../../src/engine/registry';
import { run } from '../../../src/engine/run';
import { levelVersion, MODES, policyOf } from '../../../src/kubernetes/admission/pod-security';
import { podSecuritySettings } from '../../../src/kubernetes/admission/pod-security-configuration';
import { Inventory } from '../../../src/kubernetes/objects/inventory';
import { toKubeObject, type KubeObject } from '../../../src/kubernetes/objects/object';
import { POD_SECURITY_CHECKS } from '../../../src/kubernetes/pods/security/checks';
import { parseMinor } from '../../../src/kubernetes/releases/versions';
import { podSecurityAdmission } from '../../../src/namespaces/rules/pod-security/pod-security-admission';
import { podSecurityAuditWarn } from '../../../src/namespaces/rules/pod-security/pod-security-audit-warn';
import { podSecurityConfigurationRule } from '../../../src/namespaces/rules/pod-security/pod-security-configuration';
import { podSecurityEnforce } from '../../../src/namespaces/rules/pod-security/pod-security-enforce';
import { podSecurityLabels } from '../../../src/namespaces/rules/pod-security/pod-security-labels';
import { podSecurityVersion } from '../../../src/namespaces/rules/pod-security/pod-security-version';
import { guarantee } from '../../support/guarantee';
import { describeProof, requireTools } from '../../support/requirements';
import { configuration, given, labels, namespace, type Given } from './admission-cases';
import { startPlugin, type Answer, type Decision, type NamespaceAnswer, type Plugin, type Question } from './admission-library';
import { pods } from './pods';

const CI = process.env.CI === 'true';
const CLUSTERS = ['v1.35', 'v1.36', 'v1.37'];

/** Configuration as files of a node, as a set of manifests has them. */
function filesOf({ admission, files }: Given): KubeObject[] {
  const found = Object.entries(files ?? {}).map(([name, json]) => toKubeObject(json, { hostPath: `/etc/kubernetes/${name}` })!);
  return admission ? [toKubeObject(admission, { hostPath: '/etc/kubernetes/admission.json' })!, ...found] : found;
}

const objectsOf = (manifests: readonly unknown[]) =>
  manifests.map((json, document) => toKubeObject(json, { file: 'test.yaml', document })!);

function decided(answer: Answer): { readonly namespaces?: readonly NamespaceAnswer[]; readonly decisions?: readonly Decision[] } {
  if ('refused' in answer) throw new Error(`the plugin does not start: ${answer.refused}`);
  return answer;
}

const HOLDERS: readonly ((pod: { metadata: object; spec: object }) => object)[] = [
  (template) => ({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'p' }, spec: { template } }),
  (template) => ({ apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'p' }, spec: { template } }),
  (template) => ({ apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'p' }, spec: { jobTemplate: { spec: { template } } } }),
  (template) => ({ apiVersion: 'v1', kind: 'PodTemplate', metadata: { name: 'p' }, template }),
];

/** With a name that no other object of its kind has: of several, only the last would be checked. */
const place = (object: object, number: number) => ({
  ...object,
  metadata: { ...(object as { metadata: object }).metadata, name: `p${number}`, namespace: 'payments' },
});

/** Some pods name a class, which may be exempt. */
const classedPods = fc
  .tuple(pods, fc.constantFrom<unknown>(undefined, undefined, 'gvisor', 'runc', 'other', '', null))
  .map(([pod, runtimeClassName]) => ({ ...pod, spec: { ...pod.spec, ...(runtimeClassName === undefined ? {} : { runtimeClassName }) } }));

/** What the rules say of a label with which the API server does not create the Namespace. */
const INVALID = / is not a Pod Security level$| is not a version: |which is not a Pod Security level|which is not of the form/;

/** Ids of the checks that a rule names in its messages, by object. */
function checksBy(
  rule: typeof podSecurityAdmission | typeof podSecurityAuditWarn,
  inventory: Inventory,
  cluster: string,
): Map<unknown, Map<string, Set<string>>> {
  const { findings } = run({
    inventory,
    registry: new Registry([rule]),
    profile: { name: 'test', title: '', includes: () => true },
    kubernetes: parseMinor(cluster),
    asOf: '2026-11-23',
    waivers: [],
  });
  const found = new Map<unknown, Map<string, Set<string>>>();
  for (const { object, message, status } of findings) {
    const [, mode, check] = /(enforces|audits and warns of|audits|warns of)(?:, rejects .*?)? \(check (\w+)\)/.exec(message) ?? [];
    if (status !== 'violation' || check === undefined) throw new Error(`${status}: ${message}`);
    const byMode = found.get(object) ?? new Map<string, Set<string>>();
    found.set(object, byMode);
    for (const verb of mode!.split(' and ')) byMode.set(verb.split(' ')[0]!, (byMode.get(verb.split(' ')[0]!) ?? new Set()).add(check));
  }
  return found;
}

const REPLACED = new Map(POD_SECURITY_CHECKS.map(({ id, replaces }) => [id, replaces]));

/** What of these checks the enforced level does not refuse already. */
const beyond = (checks: readonly string[], forbids: readonly string[]) =>
  checks.filter((id) => !forbids.includes(id) && !forbids.includes(REPLACED.get(id) ?? ''));

const listOf = (checks: readonly string[], without?: string) =>
  checks
    .filter((id) => id !== without)
    .sort()
    .join(' ');

describeProof('Pod Security and the admission plugin', requireTools(['go']), () => {
  let plugin: Plugin;
  beforeAll(() => {
    plugin = startPlugin();
  }, 900_000);
  afterAll(() => plugin?.stop());

  guarantee(
    ['namespaces/pod-security-admission', 'namespaces/pod-security-labels'],
    'for generated labels and defaults, what holds in a namespace, and whether it can be created at all, is what the admission '
      + 'library says',
    async () => {
      let policies = 0;
      const seen = new Set<string>();
      await fc.assert(
        fc.asyncProperty(fc.array(labels(true), { minLength: 20, maxLength: 20 }), given(0), async (sets, found) => {
          const namespaces = sets.map((set, i) => namespace(set, i === 0 ? 'payments' : `n-${i}`));
          const answer = decided(await plugin.ask({ ...found, cluster: 'v1.37', namespaces, objects: [] }));
          const inventory = new Inventory(filesOf(found));
          const { bases } = podSecuritySettings(inventory);
          expect(bases).toHaveLength(1);
          const objects = objectsOf(namespaces);
          const { findings } = run({
            inventory: new Inventory([...objects, ...filesOf(found)]),
            registry: new Registry([podSecurityLabels, podSecurityEnforce, podSecurityVersion]),
            profile: { name: 'test', title: '', includes: () => true },
            kubernetes: parseMinor('1.37'),
            asOf: '2026-11-23',
            waivers: [],
          });
          objects.forEach((object, i) => {
            const theirs = answer.namespaces![i]!;
            const about = findings.filter((finding) => finding.object === object);
            const text = JSON.stringify({ labels: sets[i], found });
            policies += 1;
            if (theirs.refused !== undefined) {
              if (!about.some(({ status }) => status === 'unknown')) {
                throw new Error(`${text} cannot be decoded (${theirs.refused}), and no rule says so`);
              }
              return;
            }
            const policy = policyOf(object.labels, bases[0]!.defaults);
            const ours = MODES.map((mode) => levelVersion(policy[mode])!.name).join();
            if (ours !== `${theirs.enforce},${theirs.audit},${theirs.warn}`) {
              throw new Error(`${text}: ours ${ours}, theirs ${JSON.stringify(theirs)}`);
            }
            // Null is left out: the rules take it for unset.
            const created = !about.some(({ message }) => INVALID.test(message));
            if (!Object.values(sets[i]!).includes(null) && created !== theirs.created) {
              throw new Error(`${text}: ours ${created ? 'valid' : 'invalid'}, theirs ${JSON.stringify(theirs)}`);
            }
            seen.add(`${theirs.enforce} ${theirs.warn}`);
          });
        }),
        { numRuns: CI ? 250 : 50 },
      );
      process.stdout.write(`pod security: ${policies} policies of namespaces compared, no difference\n`);
      expect(seen.size).toBeGreaterThan(100);
    },
    600_000,
  );

  guarantee(
    ['namespaces/pod-security-configuration'],
    'a configuration with which the admission plugin does not start is a violation, and no other',
    async () => {
      let refused = 0;
      const runs = CI ? 4000 : 500;
      await fc.assert(
        fc.asyncProperty(configuration(1), fc.boolean(), async (value, embedded) => {
          const found: Given = embedded
            ? {
                admission: {
                  apiVersion: 'apiserver.config.k8s.io/v1',
                  kind: 'AdmissionConfiguration',
                  plugins: [{ name: 'PodSecurity', configuration: value }],
                },
              }
            : { files: { 'psa.json': value } };
          const answer = await plugin.ask({ ...found, cluster: 'v1.37', namespaces: [], objects: [] });
          const { findings } = run({
            inventory: new Inventory(filesOf(found)),
            registry: new Registry([podSecurityConfigurationRule]),
            profile: { name: 'test', title: '', includes: () => true },
            kubernetes: parseMinor('1.37'),
            asOf: '2026-11-23',
            waivers: [],
          });
          const theirs = 'refused' in answer ? answer.refused : undefined;
          if (findings.length > 0 !== (theirs !== undefined)) {
            throw new Error(
              `${JSON.stringify(value)}: theirs ${theirs}; ours `
                + `${JSON.stringify(findings.map(({ path, message }) => `${path}: ${message}`))}`,
            );
          }
          refused += theirs === undefined ? 0 : 1;
        }),
        { numRuns: runs },
      );
      process.stdout.write(`pod security: ${runs} configurations compared (${refused} refused), no difference\n`);
      expect(refused / runs).toBeGreaterThan(0.2);
      expect(refused / runs).toBeLessThan(0.9);
    },
    600_000,
  );

  guarantee(
    ['namespaces/pod-security-admission', 'namespaces/pod-security-audit-warn'],
    'for generated pods, workloads, namespaces and configurations, who is refused, audited and warned of, and by which checks, is '
      + 'what the admission plugin says',
    async () => {
      const count = { decisions: 0, refused: 0, exempt: 0, audited: 0, warned: 0 };
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(classedPods, fc.constantFrom(...HOLDERS)), { minLength: 4, maxLength: 4 }),
          labels(),
          given(0),
          fc.constantFrom(...CLUSTERS),
          fc.boolean(),
          async (found, marks, by, cluster, labelled) => {
            const home = namespace(labelled ? marks : undefined);
            const objects = found.flatMap(([pod, holder], number) => [place(pod, number), place(holder(pod), number)]);
            const question: Question = { ...by, cluster, namespaces: [home], objects };
            const { decisions } = decided(await plugin.ask(question));
            const manifests = objectsOf([home, ...objects]);
            const inventory = new Inventory([...filesOf(by), ...manifests]);
            const enforced = checksBy(podSecurityAdmission, inventory, cluster);
            const announced = checksBy(podSecurityAuditWarn, inventory, cluster);
            found.forEach((_, i) => {
              const [pod, workload] = [decisions![2 * i]!, decisions![2 * i + 1]!];
              if (pod.refused !== undefined || workload.refused !== undefined) {
                throw new Error(`cannot be decoded: ${pod.refused ?? workload.refused}`);
              }
              expect(workload.allowed).toBe(true);
              // A workload is accepted and its pods are refused; a Pod that is refused is not warned of, but its workload was. On the
              // network of the node a Pod has its ports as host ports by default, and a template has not: then the warning for the workload
              // leaves out a check that its pods do not pass.
              const hidden =
                !pod.allowed && (found[i]![0] as { spec: { hostNetwork?: unknown } }).spec.hostNetwork === true ? 'hostPorts' : undefined;
              for (const position of [2 * i, 2 * i + 1]) {
                const object = manifests[position + 1];
                const ours = (which: typeof enforced, mode: string, without?: string) =>
                  listOf([...(which.get(object)?.get(mode) ?? [])], without);
                const [own, server] = [
                  [ours(enforced, 'enforces'), ours(announced, 'audits'), ours(announced, 'warns', hidden)],
                  [
                    listOf(pod.forbids),
                    listOf(beyond(pod.audits, pod.forbids)),
                    listOf(beyond(pod.allowed ? pod.warns : workload.warns, pod.forbids), hidden),
                  ],
                ];
                if (own.join(' | ') !== server.join(' | ')) {
                  throw new Error(
                    `ours ${own.join(' | ')}, theirs ${server.join(' | ')}: `
                      + `${JSON.stringify({ ...question, objects: [objects[position]] })}`,
                  );
                }
              }
              for (const { allowed, exempt, audits, warns } of [pod, workload]) {
                count.decisions += 1;
                count.refused += allowed ? 0 : 1;
                count.exempt += exempt === undefined ? 0 : 1;
                count.audited += audits.length > 0 ? 1 : 0;
                count.warned += warns.length > 0 ? 1 : 0;
              }
            });
          },
        ),
        { numRuns: CI ? 6000 : 100, endOnFailure: false },
      );
      process.stdout.write(
        `pod security: ${count.decisions} admission decisions compared (${count.refused} refused, ${count.exempt} exempt, `
          + `${count.audited} audited, ${count.warned} warned of), no difference\n`,
      );
      expect(count.decisions).toBeGreaterThanOrEqual(CI ? 40_000 : 800);
      for (const part of [count.refused, count.exempt, count.audited, count.warned]) expect(part / count.decisions).toBeGreaterThan(0.01);
    },
    900_000,
  );
});
