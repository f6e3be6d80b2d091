import { columns } from '../../src/reports/layout';
import { renderText } from '../../src/reports/text';
import { madeUpRule } from '../support/made-up-rules';
import { appSample, configMap, filesSample, loud, odd, sample, secrets, waiverFor, whole } from './sample';

const a = (data: object) => ({ json: configMap('a', 'shop', data), origin: { file: 'a.yaml', document: 0 } });

test('files: by file and object, the worst first; then what to do, what was not checked, and the sum', () => {
  expect(renderText(filesSample())).toBe(`\
deploy/a.yaml
  ConfigMap shop/both
    ! critical  key "loud" is {true}
                data.loud
                made-up/loud  deploy/a.yaml:10
    ? high      unknown: it is in [no](way) even
                data.odd
                made-up/odd  deploy/a.yaml:9

deploy/b c.yaml
  ConfigMap (unnamed)
    ! high      it is in [no](way) even
                data.odd
                made-up/odd  deploy/b c.yaml:9
    ! low       it has no name
                metadata.name
                made-up/named  deploy/b c.yaml:14
    ~ critical  key "loud" is {true}
                data.loud
                waived: a test needs one (approved by Ada until 2026-12-31)
                made-up/loud  deploy/b c.yaml:10

What to do
  made-up/loud
    Turn it down.
  made-up/odd (2 times)
    Make it even.
  made-up/named
    Name it.

NOT CHECKED: this input could not be read
  deploy/broken.yaml:4
    a mapping ends unexpectedly

3 violations: 1 critical, 1 high, 1 low
1 unknown (?): an unknown result is not a pass
1 waived (~): 1 by Ada until 2026-12-31
1 part of the input could not be read and was not checked
1 document not Kubernetes: deploy/values.yaml
3 objects in 3 files; 3 rules ran, 1 did not apply
Kubernetes 1.36, profile test, as of 2026-11-23
`);
});

test('an app: by construct; host files by their path on the node; the run as a whole first', () => {
  expect(renderText(appSample())).toBe(`\
The run as a whole
    ! high      it is not calm
                data
                made-up/whole

app/node/conf
  /etc/made-up.conf
    ! medium    it is long
                made-up/host

app/node/policy
  ConfigMap policy in /etc/policy.yaml
    ! critical  key "loud" is {true}
                data.loud
                made-up/loud

app/shop/both
  ConfigMap shop/both
    ! critical  key "loud" is {true}
                data.loud
                made-up/loud

What to do
  made-up/loud (2 times)
    Turn it down.
  made-up/whole
    Calm down.
  made-up/host
    Shorten it.

4 violations: 2 critical, 1 high, 1 medium
2 objects and 1 node file; 3 rules ran, 0 did not apply
Kubernetes 1.36, profile test, as of 2026-11-23
`);
});

describe('what is said when nothing was found', () => {
  const end = '\nKubernetes 1.36, profile test, as of 2026-11-23\n';
  test.each([
    ['all passed', sample([loud, secrets], [a({})], { files: 1 }), `No violations\n1 object in 1 file; 1 rule ran, 1 did not apply${end}`],
    [
      'no objects',
      sample([loud], [], { files: 0 }),
      `No Kubernetes objects found: nothing was checked\n0 objects in 0 files; 0 rules ran, 1 did not apply${end}`,
    ],
    [
      'no objects, yet a rule about the run',
      sample([madeUpRule({ subject: whole.subject })], [], { files: 0 }),
      `No Kubernetes objects found: nothing was checked\n0 objects in 0 files; 1 rule ran, 0 did not apply${end}`,
    ],
    [
      'no rule applies',
      sample([secrets], [a({})], { files: 1 }),
      `No rule applies: nothing was checked\n1 object in 1 file; 0 rules ran, 1 did not apply${end}`,
    ],
    [
      'an app',
      sample([loud], [{ json: configMap('a'), origin: { construct: 'app/a' } }]),
      `No violations\n1 object; 1 rule ran, 0 did not apply${end}`,
    ],
    [
      'all passed, but not all was read',
      sample([loud], [a({})], {
        files: 2,
        errors: [
          { file: 'b.yaml', line: undefined, message: 'no permission' },
          { file: '-', line: 2, message: 'odd' },
        ],
      }),
      'NOT CHECKED: this input could not be read\n  b.yaml\n    no permission\n  (standard input):2\n    odd\n\n'
        + 'No violations in what could be read\n2 parts of the input could not be read and were not checked\n'
        + `1 object in 2 files; 1 rule ran, 0 did not apply${end}`,
    ],
    [
      'not all was decided',
      sample([odd], [a({ odd: 1 })], { files: 1 }),
      'a.yaml\n  ConfigMap shop/a\n    ? high      unknown: it is in [no](way) even\n                data.odd\n                '
        + 'made-up/odd  a.yaml:9\n\nWhat to do\n  made-up/odd\n    Make it even.\n\nNo violations in what could be decided\n'
        + `1 unknown (?): an unknown result is not a pass\n1 object in 1 file; 1 rule ran, 0 did not apply${end}`,
    ],
    [
      'many documents are not Kubernetes',
      sample([loud], [a({})], { files: 1, notKubernetes: ['1', '2', '3', '4', '5', '6', '7'] }),
      `No violations\n7 documents not Kubernetes: 1, 2, 3, 4, 5, and 2 more\n1 object in 1 file; 1 rule ran, 0 did not apply${end}`,
    ],
  ])('%s', (_, input, expected) => {
    expect(renderText(input)).toBe(expected);
  });

  test('all that was found is waived: by whom, until when', () => {
    const objects = ['a', 'b', 'c'].map((name) => ({ json: configMap(name, 'shop', { loud: true }), origin: { file: 'a.yaml' } }));
    const waivers = [waiverFor('made-up/loud', ({ name }) => name === 'b', { approvedBy: 'Bo' }), waiverFor('made-up/loud', () => true)];
    const lines = renderText(sample([loud], objects, { files: 1, waivers })).split('\n');
    expect(lines.slice(-5)).toEqual([
      'No violations',
      '3 waived (~): 2 by Ada until 2026-12-31, 1 by Bo until 2026-12-31',
      '3 objects in 1 file; 1 rule ran, 0 did not apply',
      'Kubernetes 1.36, profile test, as of 2026-11-23',
      '',
    ]);
    expect(lines).not.toContain('What to do');
  });
});

describe('colour', () => {
  const CODE = /\u001b\[[0-9;]*m/g;

  test('only when asked for, and it changes no text', () => {
    for (const input of [filesSample(), appSample()]) {
      expect(renderText(input)).not.toMatch(CODE);
      expect(renderText(input, { color: true }).replace(CODE, '')).toBe(renderText(input));
    }
  });

  test('severity, what is unknown and what is waived differ', () => {
    const lines = renderText(filesSample(), { color: true })
      .split('\n')
      .filter((line) => /[!?~] /.test(line))
      .slice(0, 5);
    expect(lines).toEqual([
      '    \u001b[1;31m! critical\u001b[0m  key "loud" is {true}',
      '    \u001b[35m? high    \u001b[0m  unknown: it is in [no](way) even',
      '    \u001b[31m! high    \u001b[0m  it is in [no](way) even',
      '    \u001b[94m! low     \u001b[0m  it has no name',
      '    \u001b[2m~ critical\u001b[0m  \u001b[2mkey "loud" is {true}\u001b[0m',
    ]);
  });

  test.each([
    ['green when all is well', sample([loud], [a({})], { files: 1 }), '\u001b[32mNo violations\u001b[0m'],
    [
      'yellow when not all was decided',
      sample([odd], [a({ odd: 1 })], { files: 1 }),
      '\u001b[33mNo violations in what could be decided\u001b[0m',
    ],
    [
      'yellow when nothing was checked',
      sample([loud], [], { files: 1 }),
      '\u001b[33mNo Kubernetes objects found: nothing was checked\u001b[0m',
    ],
    ['red for violations', sample([loud], [a({ loud: true })], { files: 1 }), '\u001b[1;31m1 violation: 1 critical\u001b[0m'],
  ])('the verdict is %s', (_, input, expected) => {
    expect(renderText(input, { color: true }).split('\n')).toContain(expected);
  });
});

describe('width', () => {
  const long = (text: string, path: string, name: string) =>
    sample(
      [madeUpRule({ fix: `${'Do it well. '.repeat(20)}End.`, revisions: [{ since: '1.0', check: () => [{ path, message: text }] }] })],
      [{ json: configMap(name, 'shop'), origin: { file: 'a.yaml' } }],
      { files: 1 },
    );
  const input = long(
    `container "api" ${'asks for more than it should '.repeat(8)}`.trim(),
    `spec.template.spec.containers[0].${'securityContext.capabilities.'.repeat(6)}add`,
    'n'.repeat(253),
  );

  test.each([40, 80, 120])('no line is wider than %d', (width) => {
    const lines = renderText(input, { width }).split('\n');
    expect(lines.filter((line) => columns(line) > width)).toEqual([]);
    expect(Math.max(...lines.map(columns))).toBeGreaterThan(width - 15);
  });

  test('names break after punctuation, words at spaces, and what follows is indented', () => {
    expect(renderText(input, { width: 80 }).split('\n').slice(6, 14)).toEqual([
      '    ! medium    container "api" asks for more than it should asks for more than',
      '                it should asks for more than it should asks for more than it',
      '                should asks for more than it should asks for more than it should',
      '                asks for more than it should asks for more than it should',
      '                spec.template.spec.containers[0].securityContext.capabilities.',
      '                securityContext.capabilities.securityContext.capabilities.',
      '                securityContext.capabilities.securityContext.capabilities.',
      '                securityContext.capabilities.add',
    ]);
  });

  test.each([
    [undefined, 80],
    [0, 80],
    [Number.NaN, 80],
    [-1, 80],
    [10, 40],
    [99.5, 99],
  ])('a width of %p is taken as %d', (width, same) => {
    expect(renderText(input, { width })).toBe(renderText(input, { width: same }));
  });

  test('a place that a terminal can open is never broken', () => {
    const file = `${'folder/'.repeat(20)}a.yaml`;
    const lines = renderText(sample([loud], [{ json: configMap('a', 'shop', { loud: true }), origin: { file } }], { files: 1 }), {
      width: 80,
    }).split('\n');
    expect(lines).toContain(`                ${file}:10`);
  });

  test('wide characters count twice, marks not at all', () => {
    expect([columns('abc'), columns('漢字'), columns('e\u0301'), columns('🚀')]).toEqual([3, 4, 1, 2]);
  });

  // What it costs: `bench/scaling.ts`.
  test('a name of a megabyte is written whole, but for what messages say of it', () => {
    const text = renderText(long('x'.repeat(1_000_000), 'y.'.repeat(500_000), 'z'), { width: 80 });
    expect([text.split('x').length - 1, text.split('y.').length - 1]).toEqual([2000, 500_000]);
  });
});

test('two documents of one name in one file stay apart', () => {
  const object = (document: number) => ({ json: configMap('a', 'shop', { loud: true }), origin: { file: 'a.yaml', document } });
  expect(
    renderText(sample([loud], [object(0), object(1)], { files: 1 }))
      .split('\n')
      .filter((line) => line === '  ConfigMap shop/a'),
  ).toHaveLength(2);
});
