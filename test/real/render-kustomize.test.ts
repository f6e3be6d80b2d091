/** A kustomization that `--render` has built by the real kustomize, where kubectl is missing. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { check } from '../../src/cli/check/check';
import { describeProof, requireTools } from '../support/requirements';
import { kustomizeProgram } from './support/clients';

describeProof('--render with kustomize', requireTools(['go']), () => {
  const { PATH } = process.env;
  const start = process.cwd();
  let base: string;
  beforeAll(() => {
    base = mkdtempSync(join(tmpdir(), 'kustomize-proof-'));
    process.env.PATH = dirname(kustomizeProgram());
    process.chdir(base);
  }, 1_800_000);
  afterAll(() => {
    process.chdir(start);
    process.env.PATH = PATH;
    rmSync(base, { recursive: true, force: true });
  });

  function run(kustomization: string) {
    mkdirSync('over', { recursive: true });
    writeFileSync('over/kustomization.yaml', kustomization);
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'a' },
      spec: { hostPID: true, containers: [{ name: 'a', image: 'a:1' }] },
    };
    writeFileSync('over/pod.yaml', JSON.stringify(pod));
    const settings = { kubernetes: '1.36', asOf: '2026-12-01' };
    return check({ paths: ['.'], render: { values: [] }, layers: [{ settings }] }).report;
  }

  test('what only a build gives is judged', () => {
    const { errors, result } = run('namePrefix: my-\nresources: [pod.yaml]\n');
    expect(errors).toEqual([]);
    expect(result.findings.filter(({ rule }) => /host-namespaces/.test(rule)).map(({ object }) => object?.name)).toEqual(['my-a']);
  });

  test('a build that fails is an error that names kustomize', () => {
    const { errors } = run('resources: [pod.yaml, gone.yaml]\n');
    expect(errors.map(({ message }) => message)).toEqual([expect.stringMatching(/^`kustomize build` failed: .*gone.yaml/)]);
  });
});
