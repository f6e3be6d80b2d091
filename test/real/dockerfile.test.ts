/** The Dockerfile: linted, and what it puts together is run as its user. No image is built: there is no registry of images. */
import { execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { describeProof, findTool, requirement, requireTools } from '../support/requirements';

const ROOT = path.join(__dirname, '..', '..');
const source = fs.readFileSync(path.join(ROOT, 'Dockerfile'), 'utf8');

/** Instructions with their arguments, continued lines joined. */
const instructions = source
  .replace(/^#.*\n/gm, '')
  .replace(/\\\n/g, ' ')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1).trim()] as const);
const one = (name: string): string => {
  const found = instructions.filter(([instruction]) => instruction === name);
  expect(found).toHaveLength(1);
  return found[0]![1];
};

describe('the Dockerfile', () => {
  test('its base is pinned by digest, and nothing is run in it', () => {
    expect(one('FROM')).toMatch(/^gcr\.io\/distroless\/nodejs24-debian13:nonroot@sha256:[\da-f]{64}$/);
    expect(instructions.map(([name]) => name)).toEqual(['FROM', 'ARG', 'LABEL', 'ADD', 'ENV', 'WORKDIR', 'USER', 'ENTRYPOINT', 'CMD']);
  });

  test('the builder gets the tarball alone', () => {
    const lines = fs.readFileSync(path.join(ROOT, '.dockerignore'), 'utf8').split('\n');
    expect(lines.filter((line) => line !== '' && !line.startsWith('#'))).toEqual(['*', '!cdk8s-hardened-*.tgz']);
  });
});

describeProof('hadolint', requireTools(['hadolint']), () => {
  const lint = (text: string) => spawnSync(findTool('hadolint')!, ['-'], { input: text, encoding: 'utf8' });

  test('finds nothing', () => expect(lint(source)).toMatchObject({ status: 0, stdout: '' }));

  test('would find a base without a version', () => {
    const { status, stdout } = lint(source.replace(/:nonroot@sha256:\S+/, ''));
    expect(status).toBe(1);
    expect(stdout).toContain('DL3006');
  });
});

const needed =
  process.getuid?.() === 0 ? requireTools(['npm', 'tar']) : requirement(['the tests do not run as root, which can become another user']);

describeProof('what the image has', needed, () => {
  const work = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'image-')));
  const [uid, gid] = one('USER').split(':').map(Number) as [number, number];
  const mounted = path.join(work, one('WORKDIR'));
  beforeAll(() => {
    const packed = path.join(work, 'packed');
    fs.mkdirSync(packed);
    execFileSync('npm', ['pack', '--silent', '--pack-destination', packed], { cwd: ROOT });
    const { version } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
    const [archive, target] = one('ADD').replace('${VERSION}', version).split(' ') as [string, string];
    execFileSync('tar', ['-xzf', path.join(packed, archive), '-C', path.join(work, target)]);
    fs.mkdirSync(mounted, { mode: 0o755 });
    fs.writeFileSync(
      path.join(mounted, 'pod.yaml'),
      'apiVersion: v1\nkind: Pod\nmetadata: { name: api }\nspec:\n  hostNetwork: true\n  containers: [{ name: api, image: a }]\n',
    );
    fs.chmodSync(work, 0o755);
  });
  afterAll(() => fs.rmSync(work, { recursive: true }));

  /** The entry point, with the files below `work`, as the user of the image, who owns nothing there. */
  function run(...args: string[]) {
    const [node, file] = JSON.parse(one('ENTRYPOINT')) as [string, string];
    expect(node).toBe('/nodejs/bin/node');
    const [name, value] = one('ENV').split('=') as [string, string];
    const env = { [name]: value, HOME: '/home/nonroot' };
    return spawnSync(process.execPath, [path.join(work, file), ...args], { cwd: mounted, encoding: 'utf8', uid, gid, env });
  }

  test('its user is not root, and can write nowhere in it', () => {
    expect(uid).toBeGreaterThan(0);
    for (const file of fs.readdirSync(work, { recursive: true }) as string[]) {
      const { mode, uid: owner } = fs.lstatSync(path.join(work, file));
      expect([file, owner]).toEqual([file, 0]);
      expect((mode % 0o1000).toString(8)).toMatch(/^[0-7][0145]{2}$/);
    }
  });

  test('without arguments it shows its help', () => {
    const { status, stdout } = run(...(JSON.parse(one('CMD')) as string[]));
    expect([status, stdout.split('\n')[0]]).toEqual([0, 'Usage: cdk8s-hardened [options] [command]']);
  });

  test('it checks what is mounted, with the verdict of the command', () => {
    const { status, stdout, stderr } = run('check', '.');
    const direct = spawnSync(process.execPath, [path.join(ROOT, 'bin', 'cdk8s-hardened'), 'check', '.'], {
      cwd: mounted,
      encoding: 'utf8',
    });
    expect({ status, stdout, stderr }).toEqual({ status: 1, stdout: direct.stdout, stderr: '' });
    expect(stdout).toContain('workloads/host-namespaces');
  });
});
