import { App, Chart } from 'cdk8s';
import { HostFile } from '../../src/cdk8s/host-file';

const content = { render: () => 'a: 1\n' };
const chart = () => new Chart(new App({ outdir: '.work/host-file' }), 'node');

test('defaults are closed', () => {
  const file = new HostFile(chart(), 'file', { path: '/etc/x.yaml', content });
  expect([file.mode, file.owner, file.nodes, file.content]).toEqual(['0600', 'root:root', [], 'a: 1\n']);
});

test.each([
  ['etc/x', '"etc/x" is not an absolute path of a file'],
  ['/etc/../x', '"/etc/../x" is not an absolute path of a file'],
  ['/etc/', '"/etc/" is not an absolute path of a file'],
  ['/etc/a b', '"/etc/a b" is not an absolute path of a file'],
  ['/', '"/" is not an absolute path of a file'],
])('path %s is refused', (path, fact) => {
  expect(() => new HostFile(chart(), 'file', { path, content })).toThrow(
    new Error(`node/file: ${fact}, so it is unclear where it belongs on a node. Write a path such as "/etc/kubernetes/audit-policy.yaml".`),
  );
});

test.each([
  [
    '0666',
    'mode 0666 lets every user write /etc/x, so any process on the node could change it. Take the write bit from others, as in "0644".',
  ],
  ['rw', '"rw" is not a file mode, so permissions would be left to chance. Write octal digits such as "0600".'],
])('mode %s is refused', (mode, message) => {
  expect(() => new HostFile(chart(), 'file', { path: '/etc/x', content, mode })).toThrow(new Error(`node/file: ${message}`));
});

test.each(['../../../escaped', '..', '.', '', ' ', 'a/b', 'a\\b', 'a\0', 'a\n', 'C:', 'é', 'cp '])('node group %j is refused', (group) => {
  expect(() => new HostFile(chart(), 'file', { path: '/etc/x', content, nodes: ['cp', group] })).toThrow(
    new Error(
      `node/file: nodes holds ${JSON.stringify(group)}, which is not a name of a node group, so the file could be written outside of the `
        + 'directory of host files. Write letters, digits and "._@+-", such as "control-plane".',
    ),
  );
});

test.each(['', ' ', 'root:', ':root', 'root root', '-R', 'root:$(id)', 'root;id', 'a:b:c', 'root\n'])('owner %j is refused', (owner) => {
  expect(() => new HostFile(chart(), 'file', { path: '/etc/x', content, owner })).toThrow(
    new Error(
      `node/file: owner is ${JSON.stringify(owner)}, which is not a user, or a user and a group, so no program could set it. `
        + 'Write names or numbers such as "root:root".',
    ),
  );
});

test.each(['root', '0:0', 'etcd:etcd', '_apt:www-data', 'a.b:c_d'])('owner %s is taken', (owner) => {
  expect(new HostFile(chart(), 'file', { path: '/etc/x', content, owner }).owner).toBe(owner);
});

test('the folder of every node is no group; a group that is named twice is one', () => {
  const make = (...nodes: string[]) => new HostFile(chart(), 'file', { path: '/etc/x', content, nodes });
  expect(() => make('all-nodes')).toThrow(
    new Error(
      'node/file: nodes names "all-nodes", the directory of the files for every node, so it is unclear whether a group of that name is '
        + 'meant. Leave out `nodes` for every node, or name the group otherwise.',
    ),
  );
  expect(make('cp_1.example.com', 'all', 'cp_1.example.com').nodes).toEqual(['cp_1.example.com', 'all']);
});

test('the list of node groups is copied in and out', () => {
  const nodes = ['cp'];
  const file = new HostFile(chart(), 'file', { path: '/etc/x', content, nodes });
  nodes.push('workers');
  file.nodes.push('all');
  expect(file.nodes).toEqual(['cp']);
});

test('in a plain app, a file that nobody takes over is an error, not a loss', () => {
  const scope = chart();
  new HostFile(scope, 'file', { path: '/etc/x', content });
  const synth = () => (scope.node.root as App).synthYaml();
  expect(synth).toThrow(
    '[node/file] the host file /etc/x would not be written. Use HardenedApp instead of App, or collect the host files with '
      + 'HostFile.collect(app).',
  );
  expect(HostFile.collect(scope.node.root).map(({ path }) => path)).toEqual(['/etc/x']);
  expect(synth).not.toThrow();
});

test('content can be replaced, with a reason', () => {
  const file = new HostFile(chart(), 'file', { path: '/etc/x', content });
  expect(() => file.overrideContent('b', ' ')).toThrow(
    new Error('node/file: the reason of overrideContent is blank, so reviewers cannot assess it. Give the reason in a sentence.'),
  );
  file.overrideContent('b: 2', 'A vendor needs it.');
  expect(file.content).toBe('b: 2\n');
});
