import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ApiObject, Chart } from 'cdk8s';
import { HardenedApp, type HardeningProps } from '../../src';
import { CATALOG, PROFILES } from '../../src/catalog';

let outdir: string;
beforeEach(() => {
  outdir = path.join(fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'left-out-'))), 'dist');
});
afterEach(() => {
  fs.rmSync(path.dirname(outdir), { recursive: true });
});

/** Everybody may do everything. */
function synth(props: HardeningProps): HardenedApp {
  const app = new HardenedApp({ outdir, kubernetes: '1.36', asOf: '2026-11-23', noConfig: true, ...props });
  new ApiObject(new Chart(app, 'chart'), 'binding', {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: 'all' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
    subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'system:unauthenticated' }],
  });
  app.synth();
  return app;
}

/** How many rules of the default profile a profile has not. */
function missing(profile: string): number {
  const [whole, own] = ['hardened', profile].map((name) => PROFILES.find((each) => each.name === name)!);
  return CATALOG.filter((rule) => whole!.includes(rule) && !own!.includes(rule) && rule.phase !== 'waivers').length;
}

test('what a narrower profile leaves out is said when it finds nothing', () => {
  const note =
    `Profile pss-baseline leaves out ${missing('pss-baseline')} rules of profile hardened, among them all of audit, control-plane, `
    + 'etcd, ';
  const report = synth({ profile: 'pss-baseline' }).hardening.check();
  expect(report.passed).toBe(true);
  expect(report.text.replace(/\s+/g, ' ')).toContain(note);
  const { summary } = JSON.parse(report.json) as { summary: { profileLeavesOut: { of: string; rules: number; practices: string[] } } };
  expect(summary.profileLeavesOut).toMatchObject({ of: 'hardened', rules: missing('pss-baseline') });
  expect(summary.profileLeavesOut.practices).toEqual(expect.arrayContaining(['etcd', 'nodes', 'rbac']));
  expect(JSON.parse(report.sarif).runs[0].properties.profileLeavesOut).toEqual(summary.profileLeavesOut);
});

test('a rule that is asked for is not left out', () => {
  const named = { profile: 'pss-baseline', ruleSettings: { 'rbac/cluster-admin-binding': { off: true } } };
  expect(synth(named).hardening.check().text.replace(/\s+/g, ' ')).toContain(`leaves out ${missing('pss-baseline') - 1} rules`);
});

test.each(['hardened', 'operations'])('profile %s leaves out nothing', (profile) => {
  const app = new HardenedApp({ outdir, kubernetes: '1.36', asOf: '2026-11-23', noConfig: true, profile });
  expect(app.hardening.check().text).not.toContain('leaves out');
});
