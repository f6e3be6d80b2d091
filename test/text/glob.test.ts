import { globTest, pathTest } from '../../src/text/glob';

test.each<[string, readonly string[], readonly string[]]>([
  ['*.yaml', ['a.yaml', 'x/y/a.yaml', '.yaml'], ['a.yml', 'ayaml', 'a.yaml2']],
  ['/*.yaml', ['a.yaml'], ['x/a.yaml']],
  ['deploy/*.yaml', ['deploy/a.yaml'], ['deploy/x/a.yaml', 'x/deploy/a.yaml']],
  ['deploy/**/*.yaml', ['deploy/a.yaml', 'deploy/x/y/a.yaml'], ['deployed/a.yaml']],
  ['**/test', ['test', 'a/test', 'a/b/test/c.yaml'], ['tests', 'a/mytest']],
  ['deploy/**', ['deploy/a', 'deploy/x/a'], ['deploy', 'deployed/a']],
  ['test', ['test', 'a/test', 'test/b/c.yaml'], ['tests/a', 'a.test']],
  ['test/', ['test/b', 'a/test/b'], ['tests/b']],
  ['./deploy', ['deploy/a'], ['x/deployed/a']],
  ['a?.yaml', ['ab.yaml'], ['a.yaml', 'abc.yaml', 'a/.yaml']],
  ['a[0-9].yaml', ['a1.yaml'], ['ab.yaml', 'a/.yaml']],
  ['a[!0-9].yaml', ['ab.yaml'], ['a1.yaml', 'a/.yaml']],
  ['a[]x].yaml', ['a].yaml', 'ax.yaml'], ['ay.yaml']],
  ['{a,b/*}.yaml', ['a.yaml', 'b/c.yaml'], ['c.yaml']],
  ['a+(b).yaml', ['a+(b).yaml'], ['abb.yaml']],
  ['a[b', ['a[b'], ['ab']],
  ['a[z-a]', [], ['az', 'a-', 'aa', 'a[z-a]']],
  ['a{b', ['a{b'], ['ab']],
  ['a.b', ['a.b'], ['axb']],
  ['a\nb', ['a\nb'], ['ab']],
  ['[!]]', ['a'], [']']],
  ['[[x]', ['[', 'x'], ['a']],
  ['x]a[b', ['x]a[b'], ['xab']],
  ['😀?', ['😀😀'], ['😀']],
])('%j', (glob, yes, no) => {
  const covers = globTest(glob);
  expect([...yes, ...no].filter(covers)).toEqual(yes);
});

test('many stars take no time that grows with their product', () => {
  const covers = globTest(`${'**/'.repeat(12)}x`);
  expect(covers(`${'a/'.repeat(40)}y`)).toBe(false);
});

test.each<[string, readonly string[], readonly string[]]>([
  [
    '/etc/ssh/sshd_config.d/*.conf',
    ['/etc/ssh/sshd_config.d/a.conf'],
    ['/etc/ssh/sshd_config.d/.a.conf', '/etc/ssh/sshd_config.d/a/b.conf', 'etc/ssh/sshd_config.d/a.conf'],
  ],
  ['a?/[bc].conf', ['ab/b.conf', 'ax/c.conf'], ['a/b.conf', 'ab/d.conf', 'ab/b.conf/x']],
  ['.*', ['.a'], ['a']],
  ['{a,b}', ['{a,b}'], ['a']],
  ['**', ['a'], ['a/b']],
])('as a pattern of glob(3): %j', (pattern, yes, no) => {
  const fits = pathTest(pattern);
  expect([...yes, ...no].filter(fits)).toEqual(yes);
});

test('many stars within a name take no time that grows with their product', () => {
  expect(pathTest(`${'*a'.repeat(40)}b`)('a'.repeat(4000))).toBe(false);
});
