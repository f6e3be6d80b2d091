import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as net from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';
import { CATALOG } from '../../src/catalog';
import { readsOf } from '../../src/engine/subjects';
import { findFiles, type FindOptions } from '../../src/input/find-files';

const reads = readsOf(CATALOG);
const cwd = process.cwd();
let dir: string;
beforeEach(() => {
  dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'find-')));
  process.chdir(dir);
});
afterEach(() => {
  process.chdir(cwd);
  fs.rmSync(dir, { recursive: true });
});

const write = (...names: string[]) => {
  for (const name of names) {
    fs.mkdirSync(path.dirname(name), { recursive: true });
    fs.writeFileSync(name, '');
  }
};
const find = (paths: readonly string[] = ['.'], options: Partial<FindOptions> = {}) => {
  const { files, errors, leftOut } = findFiles(paths, { reads, ...options });
  return {
    files: files.map(({ name, kind }) => `${name} ${kind}`),
    errors: errors.map(({ file, message }) => `${file}: ${message}`),
    leftOut: leftOut.list().map(({ reason, files: number }) => `${number} ${reason}`),
  };
};
const NONE = { files: [], errors: [], leftOut: [] };

test('an empty path is an error, and the others are read', () => {
  write('a.yaml');
  expect(find(['', 'a.yaml'])).toEqual({
    files: ['a.yaml manifests'],
    errors: ["'': a path is empty, so nothing is read for it: name a file or a folder; an unset variable may have been meant"],
    leftOut: [],
  });
});

describe('in a folder', () => {
  test.each([
    ['a.yaml', 'manifests'],
    ['a.YML', 'manifests'],
    ['a.json', 'manifests'],
    ['.hidden.yaml', 'manifests'],
    ['.github/workflows/ci.yml', 'manifests'],
    ['.kube/a.yaml', 'manifests'],
    ['etc/kubernetes/manifests/evil', 'manifests'],
    ['etc/kubernetes/manifests/a.yaml.bak', 'manifests'],
    ['dist/host/cp/var/lib/rancher/k3s/agent/pod-manifests/a', 'manifests'],
    ['nodes/a/etc/kubernetes/kubelet.conf.d/10-ports.conf', 'manifests'],
    ['roles/x/files/etc/ssh/sshd_config', 'text'],
    ['sshd_config', 'text'],
    ['etc/ssh/sshd_config.d/50-cloud-init.conf', 'text'],
    ['etc/ssh/sshd_config.d/more', 'text'],
    ['x.nft', 'text'],
    ['etc/nftables.conf', 'text'],
    ['pki/ca.crt', 'text'],
    ['pki/server.PEM', 'text'],
    ['dist/host/workers/var/lib/kubelet/seccomp/teams/a', 'text'],
    ['dist/host/workers/var/lib/kubelet/seccomp/a.json', 'manifests'],
    ['etc/apparmor.d/api', 'text'],
    ['etc/etcd/etcd.conf.yml', 'manifests'],
    // What lies below the root of a node, another file may name.
    ['dist/host/cp/etc/etcd/member', 'unknown'],
    ['image/rootfs/opt/ca', 'unknown'],
  ])('%s is read as %s', (name, kind) => {
    write(name);
    expect(find()).toEqual({ ...NONE, files: [`${name} ${kind}`] });
  });

  test.each([
    ['README.md', 'no rule reads them'],
    ['etc/kubernetes/manifests/.a.swp', 'no rule reads them'],
    ['etc/kubernetes/manifests/.a.yaml', 'among static pods with a name that begins with a dot, which the kubelet skips'],
    ['dist/host/cp/etc/kubernetes/manifests/.a', 'among static pods with a name that begins with a dot, which the kubelet skips'],
    ['etc/kubernetes/manifests/more/a', 'no rule reads them'],
    ['etc/apparmor.d/abstractions/base', 'no rule reads them'],
    ['etc/ssh/ssh_host_ed25519_key', 'no rule reads them'],
    ['tls.key', 'no rule reads them'],
    ['a.yaml.bak', 'no rule reads them'],
    ['a.yml.j2', 'templates, which have to be rendered first'],
    ['_helpers.tpl', 'templates, which have to be rendered first'],
    ['node_modules/p/a.yaml', 'in node_modules'],
    ['x/.terraform/modules/a.yaml', 'in .terraform'],
  ])('%s is left out: %s', (name, reason) => {
    write(name);
    expect(find()).toEqual({ ...NONE, leftOut: [`1 ${reason}`] });
  });

  test('in order of names; counted by reason, the most first', () => {
    write('b/x.yaml', 'a.yml', 'c.json', 'notes.txt', 'x.j2', 'y.tpl', 'node_modules/a/b/c.js', 'node_modules/a/d.yaml', 'node_modules/e');
    expect(find()).toEqual({
      files: ['a.yml manifests', 'b/x.yaml manifests', 'c.json manifests'],
      errors: [],
      leftOut: ['3 in node_modules', '2 templates, which have to be rendered first', '1 no rule reads them'],
    });
  });

  test('the data of version control is not part of it', () => {
    write('.git/config.yaml', '.git/a', '.svn/a.yaml', '.hg/a.yaml');
    expect(find()).toEqual(NONE);
    expect(find(['.git'])).toEqual({ files: ['.git/config.yaml manifests'], errors: [], leftOut: ['1 no rule reads them'] });
  });
});

describe('links', () => {
  test('loops end, and a file that is reached twice is read once', () => {
    write('a/x.yaml');
    fs.symlinkSync('..', 'a/loop');
    fs.symlinkSync('x.yaml', 'a/y.yaml');
    fs.symlinkSync('a', 'again');
    expect(find()).toEqual({ ...NONE, files: ['a/x.yaml manifests'] });
    expect(find(['a', 'a/y.yaml', './a'])).toEqual({ ...NONE, files: ['a/x.yaml manifests'] });
  });

  test('a mounted ConfigMap is read once', () => {
    write('..2026_11_30/a.yaml');
    fs.symlinkSync('..2026_11_30', '..data');
    fs.symlinkSync('..data/a.yaml', 'a.yaml');
    expect(find().files).toEqual(['..2026_11_30/a.yaml manifests']);
  });

  test('one into the folder of static pods is read as what the kubelet makes of it', () => {
    write('parked/evil');
    fs.mkdirSync('etc/kubernetes/manifests', { recursive: true });
    fs.symlinkSync('../../../parked/evil', 'etc/kubernetes/manifests/evil');
    expect(find()).toEqual({ files: ['etc/kubernetes/manifests/evil manifests'], errors: [], leftOut: ['1 no rule reads them'] });
  });

  test('one that leads nowhere is an error where it would be read', () => {
    fs.symlinkSync('nowhere', 'a.yaml');
    fs.symlinkSync('nowhere', 'notes');
    fs.symlinkSync('self.yaml', 'self.yaml');
    expect(find()).toEqual({
      files: [],
      errors: ['a.yaml: there is no such file or folder', 'self.yaml: it is a link that leads back to itself'],
      leftOut: ['1 no rule reads them'],
    });
  });
});

describe('what is named', () => {
  test('is read, whatever its ending, its folder or the globs', () => {
    write('notes.txt', 'x.yaml.j2', 'node_modules/a/a.yaml', '.git/x', 'ca.crt');
    const names = ['notes.txt', 'x.yaml.j2', 'node_modules/a', '.git/x', 'ca.crt'];
    const files = ['notes.txt unknown', 'x.yaml.j2 manifests', 'node_modules/a/a.yaml manifests', '.git/x unknown', 'ca.crt text'];
    expect(find(names)).toEqual({ ...NONE, files });
    expect(find(['notes.txt'], { exclude: ['*.txt'], include: ['*.yaml'] })).toEqual({ ...NONE, files: ['notes.txt unknown'] });
  });

  test('is an error when it is not there', () => {
    expect(find(['nowhere', 'none/a.yaml']).errors).toEqual([
      'nowhere: there is no such file or folder',
      'none/a.yaml: there is no such file or folder',
    ]);
  });

  test('standard input', () => expect(find(['-', '-'])).toEqual({ ...NONE, files: ['- manifests'] }));
});

describe('special files', () => {
  const refused = (what: string) => `it is ${what}, which is not waited for; pipe it into - instead`;

  test('are refused by name, and counted in a folder', async () => {
    execFileSync('mkfifo', ['pipe.yaml']);
    const server = net.createServer();
    await new Promise<void>((done) => void server.listen('socket.yaml', done));
    try {
      expect(find()).toEqual({ ...NONE, leftOut: ['2 pipes, sockets or devices'] });
      expect(find(['pipe.yaml', 'socket.yaml', '/dev/zero'])).toEqual({
        ...NONE,
        errors: [`pipe.yaml: ${refused('a named pipe')}`, `socket.yaml: ${refused('a socket')}`, `/dev/zero: ${refused('a device')}`],
      });
    } finally {
      await new Promise((done) => void server.close(done));
    }
  });
});

describe('globs', () => {
  beforeEach(() => write('a.yaml', 'deploy/b.yaml', 'deploy/test/c.yaml', 'deploy/test/d.txt', 'test/e.yaml'));

  test.each<[Partial<FindOptions>, string[], string[]]>([
    [{ exclude: ['test'] }, ['a.yaml', 'deploy/b.yaml'], ['3 excluded']],
    [{ exclude: ['/test/'] }, ['a.yaml', 'deploy/b.yaml', 'deploy/test/c.yaml'], ['1 excluded', '1 no rule reads them']],
    [{ exclude: ['*.yaml'] }, [], ['4 excluded', '1 no rule reads them']],
    [{ include: ['deploy'] }, ['deploy/b.yaml', 'deploy/test/c.yaml'], ['2 not included', '1 no rule reads them']],
    [{ include: ['deploy/**'], exclude: ['**/test/**'] }, ['deploy/b.yaml'], ['3 excluded', '1 not included']],
    [{ include: [] }, [], ['5 not included']],
    [{ exclude: [] }, ['a.yaml', 'deploy/b.yaml', 'deploy/test/c.yaml', 'test/e.yaml'], ['1 no rule reads them']],
  ])('%j', (options, files, leftOut) => {
    expect(find(['.'], options)).toEqual({ files: files.map((name) => `${name} manifests`), errors: [], leftOut });
  });

  test('count from their base, however the folder is named', () => {
    const options = { exclude: ['/test'], base: path.join(dir, 'deploy') };
    expect(find([dir], options).files).toEqual(
      ['a.yaml', 'deploy/b.yaml', 'test/e.yaml'].map((name) => `${path.join(dir, name)} manifests`),
    );
    process.chdir('deploy');
    expect(find(['.'], { exclude: ['/test'] })).toEqual({ files: ['b.yaml manifests'], errors: [], leftOut: ['2 excluded'] });
  });
});
