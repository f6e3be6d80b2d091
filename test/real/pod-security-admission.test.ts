import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from '../../src/engine/registry';
import { run } from '../../src/engine/run';
import { Inventory } from '../../src/kubernetes/objects/inventory';
import { toKubeObject } from '../../src/kubernetes/objects/object';
import { parseMinor } from '../../src/kubernetes/releases/versions';
import { podSecurityAdmission } from '../../src/namespaces/rules/pod-security/pod-security-admission';
import { podSecurityAuditWarn } from '../../src/namespaces/rules/pod-security/pod-security-audit-warn';
import { guarantee } from '../support/guarantee';
import { describeProof } from '../support/requirements';
import { BREAKING_PODS, GOOD_PODS } from './support/breaking-pods';
import type { Manifest, Reply } from './support/client';
import { Cluster, requireCluster } from './support/cluster';
import { asServerSays, serverChecks, warnedChecks, type Level } from './support/pod-security-verdicts';

const CONFIGURATION = {
  apiVersion: 'pod-security.admission.config.k8s.io/v1',
  kind: 'PodSecurityConfiguration',
  defaults: { 'enforce': 'baseline', 'enforce-version': 'v1.35' },
  exemptions: { namespaces: ['exempted'], runtimeClasses: ['sandbox'] },
};
const ADMISSION = {
  apiVersion: 'apiserver.config.k8s.io/v1',
  kind: 'AdmissionConfiguration',
  plugins: [{ name: 'PodSecurity', path: 'pod-security.json' }],
};

/** Namespaces, with the levels that they enforce and warn of, as the messages of the server have them. */
const NAMESPACES: readonly {
  readonly name: string;
  readonly labels: Record<string, string>;
  readonly enforce: Level;
  readonly warn?: Level;
}[] = [
  { name: 'by-default', labels: {}, enforce: 'baseline' },
  { name: 'strict', labels: { enforce: 'restricted' }, enforce: 'restricted', warn: 'restricted' },
  {
    name: 'older',
    labels: { 'enforce': 'restricted', 'enforce-version': 'v1.24', 'warn': 'restricted', 'warn-version': 'v1.24' },
    enforce: 'restricted',
    warn: 'restricted',
  },
  { name: 'open', labels: { enforce: 'privileged', warn: 'restricted' }, enforce: 'restricted', warn: 'restricted' },
  { name: 'exempted', labels: { enforce: 'restricted', warn: 'restricted' }, enforce: 'restricted', warn: 'restricted' },
];

const labelsOf = (labels: Record<string, string>) =>
  Object.fromEntries(Object.entries(labels).map(([key, value]) => [`pod-security.kubernetes.io/${key}`, value]));
const ROWS = [...BREAKING_PODS, ...GOOD_PODS].map(({ pod }) => pod as Manifest & { spec: object });
const sandboxed = (pod: Manifest & { spec: object }) => ({ ...pod, spec: { ...pod.spec, runtimeClassName: 'sandbox' } });

function workloadOf({ spec }: { spec: object }): Manifest {
  const labels = { app: 'api' };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {},
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
  };
}

describeProof('Pod Security admission of a real API server, with a configuration', requireCluster(), () => {
  let cluster: Cluster;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pod-security-'));
    writeFileSync(join(folder, 'admission.json'), JSON.stringify(ADMISSION));
    writeFileSync(join(folder, 'pod-security.json'), JSON.stringify(CONFIGURATION));
    cluster = await Cluster.start('pod-security-admission', {
      apiServerFlags: { 'admission-control-config-file': join(folder, 'admission.json') },
    });
    for (const { name, labels } of NAMESPACES) await cluster.makeNamespace(name, labelsOf(labels));
    const { status } = await cluster.admin.create({
      apiVersion: 'node.k8s.io/v1',
      kind: 'RuntimeClass',
      metadata: { name: 'sandbox' },
      handler: 'sandbox',
    });
    if (status !== 201) throw new Error(`the RuntimeClass is not created: ${status}`);
  });

  afterAll(async () => {
    await cluster?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  guarantee.group(
    ['namespaces/pod-security-admission', 'namespaces/pod-security-audit-warn'],
    'in namespaces with labels, without them, and exempt ones, the API server rejects the pods that the rules say it refuses, by the '
      + 'same checks, and warns of the workloads',
    () => {
      test.each(NAMESPACES)('$name', async ({ name, labels, enforce, warn }) => {
        let made = 0;
        const place = (value: object): Manifest =>
          ({ ...value, metadata: { ...(value as Manifest).metadata, name: `a-${++made}`, namespace: name } }) as Manifest;
        const manifests = [...ROWS, ...ROWS.slice(0, 5).map(sandboxed)].flatMap((pod) => [place(pod), place(workloadOf(pod))]);
        const objects = manifests.map((json, document) => toKubeObject(json, { file: 'x.yaml', document })!);
        const files = [
          [ADMISSION, 'admission.json'],
          [CONFIGURATION, 'pod-security.json'],
        ] as const;
        const { findings } = run({
          inventory: new Inventory([
            ...files.map(([json, file]) => toKubeObject(json, { hostPath: join(folder, file) })!),
            toKubeObject({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: labelsOf(labels) } }, {})!,
            ...objects,
          ]),
          registry: new Registry([podSecurityAdmission, podSecurityAuditWarn]),
          profile: { name: '', title: '', includes: () => true },
          kubernetes: parseMinor(cluster.release.minor),
          asOf: '2026-11-23',
          waivers: [],
        });
        expect(findings.filter(({ status }) => status !== 'violation')).toEqual([]);
        const said = (index: number, ...rules: string[]) =>
          [
            ...new Set(
              findings
                .filter(({ object, rule }) => object === objects[index] && rules.includes(rule))
                .map(({ message }) => /\(check (\w+)\)/.exec(message)![1]!),
            ),
          ].sort();
        const replies: Reply[] = [];
        for (const manifest of manifests) replies.push(await cluster.admin.create(manifest, { dryRun: 'All' }));
        const alike = (checks: ReturnType<typeof serverChecks>) => (checks === 'admitted' ? [] : [...asServerSays(checks)].sort());
        replies.forEach((reply, i) => {
          const refused = said(i, 'namespaces/pod-security-admission');
          const about = { manifest: manifests[i] };
          if (manifests[i]!.kind === 'Pod') {
            expect({ ...about, refused: alike(refused) }).toEqual({ ...about, refused: alike(serverChecks(reply, enforce)) });
          } else {
            // The warning names what is refused too: where both levels are the same, that is all of it.
            const announced = labels.enforce === 'privileged' ? said(i, 'namespaces/pod-security-audit-warn') : refused;
            expect({ ...about, warned: warn ? alike(announced) : [] }).toEqual({
              ...about,
              warned: alike(warnedChecks(reply, warn ?? enforce)),
            });
          }
        });
        const pods = replies.filter((_, i) => manifests[i]!.kind === 'Pod');
        expect(pods.some(({ status }) => status === 403)).toBe(!['open', 'exempted'].includes(name));
        expect(pods.slice(-5).every(({ status }) => status === 201)).toBe(true);
      });
    },
  );
});
