import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { check } from '../../../src/cli/check/check';
import { FORMATS } from '../../../src/cli/check/render';
import { sshFirewall } from '../../../src/nodes/rules/firewall/ssh-firewall';
import type { ReportInput } from '../../../src/reports/report-input';
import { placeOf } from '../../../src/reports/summary';
import { ONE, OTHER, SAME } from '../../etcd/certificates';
import { layersOf, type FlatSettings } from '../../support/layers';

let dir: string;
const cwd = process.cwd();
beforeEach(() => {
  dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'read-')));
  process.chdir(dir);
});
afterEach(() => {
  process.chdir(cwd);
  fs.rmSync(dir, { recursive: true });
});

type Files = Readonly<Record<string, string | Uint8Array>>;
const write = (files: Files) => {
  for (const [name, content] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(name), { recursive: true });
    fs.writeFileSync(name, content);
  }
};
type Options = FlatSettings & { readonly paths?: readonly string[] };
const judge = (files: Files, { paths = ['.'], ...more }: Options = {}) => {
  write(files);
  return check({ paths, layers: layersOf({ kubernetes: '1.37', asOf: '2026-11-23', ...more }) });
};
const rendered = (format: string, report: ReportInput) => [...FORMATS[format]!(report, { color: false, width: 200 })].join('');
/** What is found by rules of a name, as `status rule file:line field`. */
const found = (rules: RegExp, files: Files, more: Options = {}) => {
  const { report } = judge(files, more);
  return report.result.findings
    .filter(({ rule }) => rules.test(rule))
    .map((finding) => `${finding.status} ${finding.rule} ${placeOf(report, finding)} ${finding.path}`);
};
const account = (files: Files, more: Options = {}) => {
  const { report, exitCode } = judge(files, more);
  const { result, files: number, leftOut, notKubernetes, errors } = report;
  return {
    exitCode,
    counts: `${result.objects} objects, ${result.nodeFiles} node files, ${number} files`,
    leftOut: leftOut.map(({ reason, files: of }) => `${of} ${reason}`),
    notKubernetes,
    errors: errors.map(({ file, message }) => `${file}: ${message}`),
  };
};

const pod = (name: string, command: readonly string[], spec = '') =>
  `{ apiVersion: v1, kind: Pod, metadata: { name: ${name}, namespace: kube-system }, `
  + `spec: { ${spec} containers: [{ name: c, image: i, command: [${command.join(', ')}] }] } }\n`;
const ETCD = pod('etcd', ['etcd', '--trusted-ca-file=/etc/etcd/ca.crt', '--peer-trusted-ca-file=/etc/etcd/peer-ca']);
const API_SERVER = pod('kube-apiserver', ['kube-apiserver', '--client-ca-file=/etc/kubernetes/pki/ca.crt']);
const SOUND_POD = pod('a', ['a']);

const NOTHING = 'nothing was checked: there is no Kubernetes object and no file of a node in it that a rule reads';

describe('certificates', () => {
  const at = (root: string, ca: string, peer: string): Files => ({
    [`${root}/etc/kubernetes/manifests/etcd.yaml`]: ETCD,
    [`${root}/etc/kubernetes/manifests/kube-apiserver.yaml`]: API_SERVER,
    [`${root}/etc/kubernetes/pki/ca.crt`]: ONE,
    [`${root}/etc/etcd/ca.crt`]: ca,
    [`${root}/etc/etcd/peer-ca`]: peer,
  });
  const violation = (root: string, flag: number) =>
    `violation etcd/own-ca ${root}/etc/kubernetes/manifests/etcd.yaml:1 spec.containers[0].command[${flag}]`;

  test.each(['host/cp', 'image/rootfs'])('one authority under two names, below %s', (root) => {
    expect(found(/own-ca/, at(root, SAME, SAME))).toEqual([violation(root, 1), violation(root, 2)]);
    expect(found(/own-ca/, at(root, OTHER, OTHER))).toEqual([]);
  });

  test('each node has its own', () => {
    const files = { ...at('host/cp-1', OTHER, OTHER), ...at('host/cp-2', SAME, OTHER) };
    expect(found(/own-ca/, files)).toEqual([violation('host/cp-2', 1)]);
  });

  test('those of every node are those of each group', () => {
    const { 'host/cp/etc/etcd/ca.crt': ca, ...others } = at('host/cp', SAME, OTHER);
    expect(found(/own-ca/, { ...others, 'host/all-nodes/etc/etcd/ca.crt': ca! })).toEqual([violation('host/cp', 1)]);
  });

  test('by name; what is named besides is not a YAML', () => {
    const names = Object.keys(at('x', SAME, SAME));
    expect(found(/own-ca/, at('x', SAME, SAME), { paths: names })).toEqual([violation('x', 1), violation('x', 2)]);
    expect(judge({}, { paths: names }).report.errors).toEqual([]);
  });

  test('a private key is neither opened in a folder nor shown when it is named', () => {
    const key = '-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n';
    const files = { 'a.yaml': SOUND_POD, 'pki/tls.key': key, 'pki/tls.pem': key };
    expect(account(files).leftOut).toEqual(['2 no rule reads them']);
    const { report, exitCode } = judge(files, { paths: ['pki/tls.key'] });
    expect([exitCode, report.errors.map(({ message }) => message)]).toEqual([2, [NOTHING]]);
    for (const format of Object.keys(FORMATS)) expect(rendered(format, report)).not.toContain('c2VjcmV0');
  });
});

describe('rulesets of nftables', () => {
  test.each(['etc/nftables.conf', 'x.nft', 'host/cp/etc/nftables.d/a.nft', 'roles/x/files/etc/nftables.conf'])('%s', (name) => {
    expect(found(/^nodes\/ssh-firewall/, { [name]: sshFirewall.bad })).toEqual([`violation nodes/ssh-firewall ${name}:1 `]);
    expect(judge({}).exitCode).toBe(1);
  });
});

describe('folders of static pods', () => {
  test.each(['etc/kubernetes/manifests/evil', 'etc/kubernetes/manifests/a.yaml~', 'host/cp/opt/static-pods/a', 'etc/kubelet.d/a'])(
    '%s: all of it is judged, as of the node',
    (name) => {
      const judged = found(
        /^workloads\/(privileged|naked-pod)/,
        { [name]: pod('evil', ['x'], 'hostPID: true,').replace('image: i', 'image: i, securityContext: { privileged: true }') },
        { profile: 'operations' },
      );
      expect(judged).toEqual([`violation workloads/privileged ${name}:1 spec.containers[0].securityContext.privileged`]);
    },
  );

  test('what cannot be read there is an error', () => {
    expect(account({ 'etc/kubernetes/manifests/evil': 'a: [\n' }).errors).toEqual([
      expect.stringMatching(/^etc\/kubernetes\/manifests\/evil: /),
    ]);
  });

  test('a Deployment there is not one of the node', () => {
    const text = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a }\n';
    const { report } = judge({ 'etc/kubernetes/manifests/a.yaml': text });
    expect(report.result.findings.filter(({ rule }) => rule === 'namespaces/default-namespace').length).toBe(1);
  });
});

describe('a folder of static pods that a KubeletConfiguration names', () => {
  const evil = pod('evil', ['x'], 'hostPID: true,');
  const kubelet = (folder: string) =>
    `{ apiVersion: kubelet.config.k8s.io/v1beta1, kind: KubeletConfiguration, staticPodPath: ${folder} }\n`;
  const judged = (files: Files) =>
    found(/^workloads\/host-namespaces/, files).map((line) => line.replace(/^violation workloads\/host-namespaces /, ''));

  test('all of it is read, whatever its ending, but names that begin with a dot', () => {
    const files = { 'kubelet.yaml': kubelet('/srv/pods'), 'srv/pods/evil': evil, 'srv/pods/.evil': evil, 'srv/other/evil': evil };
    expect(judged(files)).toEqual(['srv/pods/evil:1 spec.hostPID']);
    expect(account({})).toMatchObject({ counts: '2 objects, 0 node files, 2 files', leftOut: ['2 no rule reads them'] });
  });

  test('its pods are static: no namespace is asked for them', () => {
    const files = { 'kubelet.yaml': kubelet('/srv/pods/'), 'image/srv/pods/a.yaml': evil };
    const paths = judge(files).report.result.findings.map(({ object }) => object?.origin.hostPath);
    expect([...new Set(paths)]).toEqual(['/srv/pods/a.yaml']);
  });

  test.each(['""', '/', 'srv/pods', 'null'])('%s is none', (folder) => {
    expect(judged({ 'kubelet.yaml': kubelet(folder), 'srv/pods/evil': evil })).toEqual([]);
  });
});

describe('folders that begin with a dot', () => {
  test('are read', () => {
    const name = '.config/.deploy/a.yaml';
    expect(found(/^workloads\/host-namespaces/, { [name]: pod('a', ['a'], 'hostPID: true,') })).toEqual([
      `violation workloads/host-namespaces ${name}:1 spec.hostPID`,
    ]);
  });

  test('what is not Kubernetes in them is counted alone', () => {
    const files = {
      'a.yaml': SOUND_POD,
      '.github/workflows/ci.yml': 'on: push\n',
      '.vscode/settings.json': '{ // mine\n "a": 1 }\n',
      '.empty.yml': '',
    };
    expect(account(files)).toMatchObject({
      counts: '1 objects, 0 node files, 1 files',
      leftOut: ['3 no rule reads them'],
      notKubernetes: [],
      errors: [],
    });
  });

  test('what may be and cannot be read is an error', () => {
    expect(account({ '.deploy/a.yaml': 'apiVersion: v1\nkind: [\n' })).toMatchObject({
      exitCode: 2,
      errors: [expect.stringMatching(/^\.deploy\/a\.yaml: /)],
    });
  });
});

describe('sshd', () => {
  test('reads what it includes, wherever that is on the node', () => {
    const files = {
      'host/cp/etc/ssh/sshd_config': 'Include /opt/sshd/*.conf\nPermitRootLogin no\n',
      'host/cp/opt/sshd/a.conf': 'PermitRootLogin yes\n',
    };
    expect(found(/^nodes\/sshd-permit-root-login/, files)).toEqual(['violation nodes/sshd-permit-root-login host/cp/opt/sshd/a.conf:1 ']);
    expect(account({})).toMatchObject({ counts: '0 objects, 2 node files, 2 files', leftOut: [], errors: [] });
  });

  test('has the files of its own node, and those of every node', () => {
    const files = {
      'host/all-nodes/etc/ssh/sshd_config': 'Include /etc/ssh/sshd_config.d/*.conf\nPermitRootLogin yes\n',
      'host/workers/etc/ssh/sshd_config.d/00-a.conf': 'PermitRootLogin no\n',
      'host/cp/etc/ssh/sshd_config.d/00-a.conf': 'PermitRootLogin prohibit-password\n',
    };
    // A node of no group has those of every node alone.
    expect(found(/^nodes\/sshd-permit-root-login/, files)).toEqual([
      'violation nodes/sshd-permit-root-login host/all-nodes/etc/ssh/sshd_config:2 ',
      'violation nodes/sshd-permit-root-login host/cp/etc/ssh/sshd_config.d/00-a.conf:1 ',
    ]);
  });

  test('what is wrong in a file of several nodes is said once', () => {
    const files = {
      'host/all-nodes/etc/ssh/sshd_config': 'PermitRootLogin yes\nInclude /etc/ssh/sshd_config.d/*.conf\n',
      'host/workers/etc/ssh/sshd_config.d/00-a.conf': 'X11Forwarding no\n',
      'host/cp/etc/ssh/sshd_config.d/00-a.conf': 'X11Forwarding no\n',
    };
    expect(found(/^nodes\/sshd-permit-root-login/, files)).toEqual([
      'violation nodes/sshd-permit-root-login host/all-nodes/etc/ssh/sshd_config:1 ',
    ]);
  });
});

test('a kubeconfig of a node says nothing to any rule', () => {
  const text = 'apiVersion: v1\nkind: Config\nusers: [{ name: a, user: { token: s3cr3t } }]\n';
  expect(found(/./, { 'host/cp/etc/kubernetes/admin.conf': text }, { profile: 'operations' })).toEqual([]);
});

describe('etcd configuration', () => {
  const member = pod('etcd', ['etcd', '--config-file=/etc/etcd/member']);
  test.each([
    [
      'under a name of its own',
      { 'host/cp/etc/etcd/member': 'listen-client-urls: http://10.0.0.1:2379\n' },
      'host/cp/etc/etcd/member:1 listen-client-urls',
    ],
    ['in YAML of any name', { 'x/member.yaml': 'listen-client-urls: http://10.0.0.1:2379\n' }, 'x/member.yaml:1 listen-client-urls'],
  ])('%s', (_, files, place) => {
    expect(found(/^etcd\/no-plaintext-urls/, files as Files)).toContain(`violation etcd/no-plaintext-urls ${place}`);
    expect(account({})).toMatchObject({ counts: '0 objects, 1 node files, 1 files', notKubernetes: [] });
  });

  test('that sets nothing, where a flag names it', () => {
    const files = { 'host/cp/etc/kubernetes/manifests/etcd.yaml': member, 'host/cp/etc/etcd/member': 'name: a\n' };
    expect(found(/^etcd\/client-certificates/, files)[0]).toMatch(/^violation etcd\/client-certificates host\/cp\/etc\/etcd\/member:1/);
  });
});

describe('the account', () => {
  test('host files alone are checked, and counted', () => {
    const files = { 'etc/ssh/sshd_config': 'PermitRootLogin no\n' };
    expect(account(files)).toMatchObject({
      exitCode: 1,
      counts: '0 objects, 1 node files, 1 files',
      leftOut: [],
      notKubernetes: [],
      errors: [],
    });
    const text = rendered('text', judge({}).report);
    expect(text).not.toContain('nothing was checked');
    expect(text).toMatch(/^0 objects and 1 node file in 1 file; \d+ rules ran, /m);
  });

  test('a file that no rule of the profile reads is not checked', () => {
    const files = { 'etc/ssh/sshd_config': 'PermitRootLogin yes\n' };
    expect(account(files, { profile: 'pss-baseline' })).toEqual({
      exitCode: 2,
      counts: '0 objects, 0 node files, 0 files',
      leftOut: ['1 no rule reads them'],
      notKubernetes: [],
      errors: [`.: ${NOTHING}`],
    });
  });

  test('a file that is named and that no rule of the profile reads is counted', () => {
    const files = { 'a.yaml': SOUND_POD, 'pki/unused.crt': ONE, 'etc/ssh/sshd_config': 'PermitRootLogin yes\n' };
    expect(account(files, { paths: Object.keys(files), profile: 'pss-baseline' })).toMatchObject({
      counts: '1 objects, 0 node files, 1 files',
      leftOut: ['2 no rule reads them'],
      errors: [],
    });
  });

  test('a file that is named and is nothing that a rule reads is an error', () => {
    expect(account({ 'a.yaml': SOUND_POD, 'notes': 'a: [\n' }, { paths: ['a.yaml', 'notes'] }).errors).toEqual([
      expect.stringMatching(/^notes: /),
    ]);
  });

  test('every reason', () => {
    const files = {
      'a.yaml': SOUND_POD,
      'README.md': '',
      'host/cp/etc/motd': 'Hello.\n',
      'host/cp/usr/bin/x': Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0]),
      'host/cp/etc/latin1': Buffer.from([0xe9]),
      'ca.crt': Buffer.from([0x30, 0x82, 0, 1]),
      'chart/_helpers.tpl': '',
      'node_modules/a/b.yaml': SOUND_POD,
    };
    expect(account(files)).toEqual({
      exitCode: 1,
      counts: '1 objects, 0 node files, 1 files',
      leftOut: ['3 binary', '2 no rule reads them', '1 in node_modules', '1 templates, which have to be rendered first'],
      notKubernetes: [],
      errors: [],
    });
  });

  test('what is too large is an error where it would be read', () => {
    write({ 'a.yaml': SOUND_POD, 'host/cp/etc/large': '' });
    fs.truncateSync('host/cp/etc/large', 2 ** 20 + 1);
    write({ 'large.yaml': '' });
    fs.truncateSync('large.yaml', 2 ** 26 + 1);
    expect(account({})).toMatchObject({
      exitCode: 2,
      leftOut: ['1 no rule reads them'],
      errors: ['large.yaml: it has 65 MiB, and 64 MiB are read at most; split it'],
    });
  });

  test('what is not UTF-8 is an error where a rule would read it', () => {
    expect(account({ 'etc/ssh/sshd_config': Buffer.from('# caf\xe9\nPermitRootLogin yes\n', 'latin1') }).errors).toEqual([
      'etc/ssh/sshd_config: it is not UTF-8; save it as UTF-8',
    ]);
  });

  test('is in every format', () => {
    const { report } = judge({
      'a.yaml': SOUND_POD,
      'etc/ssh/sshd_config': 'PermitRootLogin no\n',
      'notes.txt': '',
      'b.txt': '',
      'node_modules/a.js': '',
    });
    const sentence = '3 files not read: 2 no rule reads them, 1 in node_modules';
    const render = (format: string) => rendered(format, report);
    expect(render('text')).toContain(`\n${sentence}\n1 object and 1 node file in 2 files; `);
    expect(JSON.parse(render('json')).summary).toMatchObject({
      objects: 1,
      nodeFiles: 1,
      files: 2,
      notRead: [
        { reason: 'no rule reads them', files: 2 },
        { reason: 'in node_modules', files: 1 },
      ],
    });
    expect(JSON.parse(render('sarif')).runs[0].invocations[0].toolExecutionNotifications).toEqual([
      { level: 'note', message: { text: sentence } },
    ]);
    expect(render('markdown').replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code))).toContain(`\n\n${sentence}.\n\n`);
    expect(render('junit')).toContain(`<testcase classname="input" name="files" time="0">\n      <skipped message="${sentence}"/>`);
  });
});
