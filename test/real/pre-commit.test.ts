/** The hooks of .pre-commit-hooks.yaml and the one of docs/ci.md, in a Git repository, with the packed library. */
import { execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { describeProof, findTool, requireTools } from '../support/requirements';

const ROOT = path.join(__dirname, '..', '..');
const tools = requireTools(['pre-commit', 'git', 'npm']);

const POD = `apiVersion: v1
kind: Pod
metadata: { name: api, namespace: payments }
spec:
  containers:
    - name: api
      image: registry.example.com/api@sha256:${'0'.repeat(64)}
`;
const DENY = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: deny, namespace: payments }
spec: { podSelector: {}, policyTypes: [Ingress, Egress] }
`;
/** The second half of a pair: the rule needs both files. */
const NAMESPACE = `apiVersion: v1
kind: Namespace
metadata: { name: payments }
`;

describeProof('pre-commit', tools, () => {
  const work = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'pre-commit-')));
  const env = { ...process.env, PRE_COMMIT_HOME: path.join(work, 'home'), NO_COLOR: '1', npm_config_loglevel: 'error' };
  const hooks = path.join(work, 'hooks');
  let tarball: string;
  let repository: string;

  const git = (cwd: string, ...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd, encoding: 'utf8', env });
  const npm = (cwd: string, ...args: string[]): string => execFileSync('npm', args, { cwd, encoding: 'utf8', env });
  const write = (files: Record<string, string>): void => {
    for (const [file, text] of Object.entries(files)) fs.writeFileSync(path.join(repository, file), text);
  };

  /** Commits all that there is: whether the hooks accept it, and what they say. */
  function commit(): { accepted: boolean; said: string } {
    git(repository, 'add', '-A');
    const { status, stdout, stderr } = spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-m', 'change'], {
      cwd: repository,
      encoding: 'utf8',
      env,
    });
    return { accepted: status === 0, said: stdout + stderr };
  }

  beforeAll(() => {
    fs.mkdirSync(path.join(work, 'packed'));
    npm(ROOT, 'pack', '--silent', '--pack-destination', path.join(work, 'packed'));
    tarball = path.join(work, 'packed', fs.readdirSync(path.join(work, 'packed'))[0]!);
    fs.mkdirSync(path.join(work, 'installed'));
    npm(path.join(work, 'installed'), 'install', '--ignore-scripts', '--omit=peer', tarball);
    fs.mkdirSync(hooks);
    fs.copyFileSync(path.join(ROOT, '.pre-commit-hooks.yaml'), path.join(hooks, '.pre-commit-hooks.yaml'));
    git(hooks, 'init', '-q');
    git(hooks, 'add', '-A');
    git(hooks, 'commit', '-qm', 'hooks');
    git(hooks, 'tag', 'v1.2.3');
  });
  afterAll(() => fs.rmSync(work, { recursive: true }));

  /** A repository whose commits these hooks check. */
  function start(config: string): void {
    repository = fs.mkdtempSync(path.join(work, 'repository-'));
    write({ '.pre-commit-config.yaml': config, '.gitignore': 'node_modules\n' });
    git(repository, 'init', '-q');
    execFileSync(findTool('pre-commit')!, ['install'], { cwd: repository, env });
  }

  /** As after `npm ci`. */
  const installed = (): void => {
    fs.cpSync(path.join(work, 'installed'), repository, { recursive: true });
  };

  const published = (...entries: string[]): string =>
    `repos:\n  - repo: ${hooks}\n    rev: v1.2.3\n    hooks:\n${entries.map((entry) => `      - ${entry}\n`).join('')}`;

  test('pre-commit takes the hooks, and the samples of docs/ci.md', () => {
    const run = (...args: string[]) => execFileSync(findTool('pre-commit')!, args, { cwd: work, env });
    run('validate-manifest', path.join(ROOT, '.pre-commit-hooks.yaml'));
    const samples = fs
      .readFileSync(path.join(ROOT, 'docs', 'ci.md'), 'utf8')
      .matchAll(/^```yaml \.pre-commit-config\.yaml\n([\s\S]*?)^```/gm);
    let count = 0;
    for (const [, sample] of samples) {
      const file = path.join(work, `sample-${count++}.yaml`);
      fs.writeFileSync(file, sample!);
      run('validate-config', file);
    }
    expect(count).toBe(2);
  });

  test('a commit with a finding is refused, and so is one that only deletes the file which made the others pass', () => {
    start(published("{ id: cdk8s-hardened, args: [., --only, 'namespaces/default-deny-*'] }"));
    installed();
    write({ 'namespace.yaml': NAMESPACE, '--help $(touch hacked).yaml': POD });
    const refused = commit();
    expect(refused.said).toContain('namespaces/default-deny-ingress');
    expect(refused.accepted).toBe(false);
    write({ 'deny.yaml': DENY });
    expect(commit()).toMatchObject({ accepted: true });
    fs.rmSync(path.join(repository, 'deny.yaml'));
    const deleted = commit();
    expect(deleted.said).toContain('namespaces/default-deny-ingress');
    expect(deleted.accepted).toBe(false);
    expect(fs.existsSync(path.join(repository, 'hacked'))).toBe(false);
  });

  test('arguments replace the path, and may add options', () => {
    start(published('{ id: cdk8s-hardened, args: [deploy] }'));
    installed();
    write({ 'pod.yaml': POD });
    const absent = commit();
    expect(absent.said).toContain('there is no such file or folder');
    expect(absent.accepted).toBe(false);
  });

  test('`fix` changes the file and refuses the commit, and accepts it once it is fixed', () => {
    start(published('{ id: cdk8s-hardened-fix }'));
    installed();
    write({ 'pod.yaml': POD });
    const first = commit();
    expect(first.said).toContain('files were modified by this hook');
    expect(first.accepted).toBe(false);
    expect(fs.readFileSync(path.join(repository, 'pod.yaml'), 'utf8')).toContain('allowPrivilegeEscalation: false');
    expect(commit()).toMatchObject({ accepted: true });
  });

  test('where the package is not installed, the hook fails and says what is missing: it fetches nothing', () => {
    start(published('{ id: cdk8s-hardened }'));
    write({ 'pod.yaml': POD, 'package.json': '{ "private": true }' });
    const { accepted, said } = commit();
    expect(said).toContain('Cannot find module');
    expect(said).toContain('node_modules/cdk8s-hardened');
    expect(accepted).toBe(false);
  });

  test('the hook of docs/ci.md for other repositories installs the package and checks', () => {
    const [, sample] = /^```yaml \.pre-commit-config\.yaml\n(repos:\n {2}- repo: local\n[\s\S]*?)^```/m.exec(
      fs.readFileSync(path.join(ROOT, 'docs', 'ci.md'), 'utf8'),
    )!;
    expect(sample).toContain('"cdk8s-hardened@1.2.3"');
    start(sample!.replace('cdk8s-hardened@1.2.3', tarball));
    fs.mkdirSync(path.join(repository, 'deploy'));
    write({ 'deploy/pod.yaml': POD });
    const refused = commit();
    expect(refused.said).toContain('workloads/run-as-non-root');
    expect(refused.accepted).toBe(false);
    write({ 'cdk8s-hardened.yaml': "profile: pss-baseline\nexclude: ['deploy/deny.yaml']\n", 'deploy/deny.yaml': DENY });
    expect(commit()).toMatchObject({ accepted: true });
  });
});
