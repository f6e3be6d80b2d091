import { columns } from '../../src/reports/layout';
import { renderText } from '../../src/reports/text';
import { GROUPINGS } from '../../src/reports/text-groups';
import { madeUpRule } from '../support/made-up-rules';
import { appSample, configMap, filesSample, loud, odd, sample, secrets, waiverFor, whole } from './sample';

const a = (data: object) => ({ json: configMap('a', 'shop', data), origin: { file: 'a.yaml', document: 0 } });

test('files: by file and object, the worst first; then what to do, what was not checked, and the sum', () => {
  expect(renderText(filesSample(), { groupBy: 'file' })).toBe(`\
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

1 document not Kubernetes: deploy/values.yaml
3 objects in 3 files; 3 rules ran, 1 did not apply
Kubernetes 1.36, profile test, as of 2026-11-23
1 part of the input could not be read and was not checked
1 waived (~): 1 by Ada until 2026-12-31
1 unknown (?): an unknown result is not a pass
3 violations: 1 critical, 1 high, 1 low
`);
});

test('an app: by construct; host files by their path on the node; the run as a whole first', () => {
  expect(renderText(appSample(), { groupBy: 'file' })).toBe(`\
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

2 objects and 1 node file; 3 rules ran, 0 did not apply
Kubernetes 1.36, profile test, as of 2026-11-23
4 violations: 2 critical, 1 high, 1 medium
`);
});

describe('what is said when nothing was found', () => {
  const settings = 'Kubernetes 1.36, profile test, as of 2026-11-23';
  test.each([
    [
      'all passed',
      sample([loud, secrets], [a({})], { files: 1 }),
      `1 object in 1 file; 1 rule ran, 1 did not apply\n${settings}\nNo violations\n`,
    ],
    [
      'no objects',
      sample([loud], [], { files: 0 }),
      `0 objects in 0 files; 0 rules ran, 1 did not apply\n${settings}\nNo Kubernetes objects found: nothing was checked\n`,
    ],
    [
      'no objects, yet a rule about the run',
      sample([madeUpRule({ subject: whole.subject })], [], { files: 0 }),
      `0 objects in 0 files; 1 rule ran, 0 did not apply\n${settings}\nNo Kubernetes objects found: nothing was checked\n`,
    ],
    [
      'no rule applies',
      sample([secrets], [a({})], { files: 1 }),
      `1 object in 1 file; 0 rules ran, 1 did not apply\n${settings}\nNo rule applies: nothing was checked\n`,
    ],
    [
      'an app',
      sample([loud], [{ json: configMap('a'), origin: { construct: 'app/a' } }]),
      `1 object; 1 rule ran, 0 did not apply\n${settings}\nNo violations\n`,
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
        + `1 object in 2 files; 1 rule ran, 0 did not apply\n${settings}\n`
        + '2 parts of the input could not be read and were not checked\nNo violations in what could be read\n',
    ],
    [
      'not all was decided',
      sample([odd], [a({ odd: 1 })], { files: 1 }),
      'Unknown (1)\n  ConfigMap shop/a\n    ? high      unknown: it is in [no](way) even\n                data.odd\n                '
        + 'made-up/odd  a.yaml:9\n\nWhat to do\n  made-up/odd\n    Make it even.\n\n'
        + `1 object in 1 file; 1 rule ran, 0 did not apply\n${settings}\n`
        + '1 unknown (?): an unknown result is not a pass\nNo violations in what could be decided\n',
    ],
    [
      'many documents are not Kubernetes',
      sample([loud], [a({})], { files: 1, notKubernetes: ['1', '2', '3', '4', '5', '6', '7'] }),
      '7 documents not Kubernetes: 1, 2, 3, 4, 5, and 2 more\n'
        + `1 object in 1 file; 1 rule ran, 0 did not apply\n${settings}\nNo violations\n`,
    ],
  ])('%s', (_, input, expected) => {
    expect(renderText(input)).toBe(expected);
  });

  test('all that was found is waived: by whom, until when', () => {
    const objects = ['a', 'b', 'c'].map((name) => ({ json: configMap(name, 'shop', { loud: true }), origin: { file: 'a.yaml' } }));
    const waivers = [waiverFor('made-up/loud', ({ name }) => name === 'b', { approvedBy: 'Bo' }), waiverFor('made-up/loud', () => true)];
    const lines = renderText(sample([loud], objects, { files: 1, waivers })).split('\n');
    expect(lines.slice(-5)).toEqual([
      '3 objects in 1 file; 1 rule ran, 0 did not apply',
      'Kubernetes 1.36, profile test, as of 2026-11-23',
      '3 waived (~): 2 by Ada until 2026-12-31, 1 by Bo until 2026-12-31',
      'No violations',
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
    const lines = renderText(filesSample(), { color: true, groupBy: 'file' })
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

/** Objects with findings: more than a summary is made for. */
const many = (count: number) =>
  sample(
    [loud, odd],
    Array.from({ length: count }, (_, index) => ({
      json: configMap(
        `map-${index}`,
        index % 3 === 0 ? 'shop' : 'ops',
        index % 10 === 0 ? { loud: true, odd: true } : { odd: index % 4 === 1 ? 1 : true },
      ),
      origin: { file: `${String.fromCharCode(97 + (index % 5))}.yaml`, document: Math.floor(index / 5) },
    })),
    { files: 5 },
  );
const headings = (text: string) => text.split('\n').filter((line) => /^\S/.test(line) && !/^(?:\d|Kubernetes )/.test(line));

test('by severity, then what is unknown and what is waived', () => {
  expect(headings(renderText(filesSample()))).toEqual([
    'Critical (1)',
    'High (1)',
    'Low (1)',
    'Unknown (1)',
    'Waived (1)',
    'What to do',
    'NOT CHECKED: this input could not be read',
  ]);
  const app = renderText(appSample())
    .split('\n')
    .filter((line) => /^ {2}\S/.test(line));
  expect(app.slice(0, 4)).toEqual([
    '  ConfigMap policy in /etc/policy.yaml (app/node/policy)',
    '  ConfigMap shop/both (app/shop/both)',
    '  The run as a whole',
    '  /etc/made-up.conf (app/node/conf)',
  ]);
});

test.each([
  ['rule', ['made-up/loud: 4 findings', 'made-up/odd: 40 findings']],
  ['namespace', ['Namespace ops', 'Namespace shop']],
  ['file', ['a.yaml', 'b.yaml', 'c.yaml', 'd.yaml', 'e.yaml']],
] as const)('grouped by %s', (groupBy, expected) => {
  const summary = ['Worst findings', 'Rules with the most findings', 'Objects with the most findings', 'Namespaces with the most findings'];
  expect(headings(renderText(many(40), { groupBy }))).toEqual([...summary, ...expected, 'What to do']);
});

test('grouped by object', () => {
  const found = headings(renderText(many(12), { groupBy: 'object' })).filter((line) => line.startsWith('ConfigMap'));
  expect(found).toHaveLength(12);
  expect(new Set(found).size).toBe(12);
});

test('however it is grouped, each finding is there once', () => {
  for (const groupBy of GROUPINGS) {
    const text = renderText(many(40), { groupBy, width: 200 });
    expect(text.match(/^ {16}made-up\/odd /gm)).toHaveLength(40);
    expect(text.match(/^ {16}made-up\/loud /gm)).toHaveLength(4);
  }
});

test('of many findings, first how it stands, the worst, and where most of them are; a few need no summary', () => {
  const [first, ...lines] = renderText(many(40), { width: 100 }).split('\n');
  expect(first).toBe('34 violations: 4 critical, 30 high');
  expect(lines.slice(0, 21)).toEqual([
    '10 unknown (?): an unknown result is not a pass',
    '',
    'Worst findings',
    '  critical  ConfigMap shop/map-0: key "loud" is {true}',
    '            made-up/loud (4 times)  a.yaml:10',
    '  high      ConfigMap shop/map-0: it is in [no](way) even',
    '            made-up/odd (30 times)  a.yaml:9',
    '',
    'Rules with the most findings',
    '        40  made-up/odd',
    '         4  made-up/loud',
    '',
    'Objects with the most findings',
    '         2  ConfigMap shop/map-0, a.yaml',
    '         2  ConfigMap ops/map-10, a.yaml',
    '         2  ConfigMap ops/map-20, a.yaml',
    '         2  ConfigMap shop/map-30, a.yaml',
    '         1  ConfigMap ops/map-5, a.yaml',
    '',
    'Namespaces with the most findings',
    '        28  ops',
  ]);
  expect(lines.slice(-2)).toEqual(['34 violations: 4 critical, 30 high', '']);
  expect(renderText(many(9))).not.toContain('Worst findings');
});

test('the summary alone, however few there are', () => {
  expect(headings(renderText(many(4), { detail: 'summary' }))).toEqual([
    'Worst findings',
    'Rules with the most findings',
    'Objects with the most findings',
    'Namespaces with the most findings',
  ]);
  expect(renderText(sample([loud], [a({})], { files: 1 }), { detail: 'summary' })).toBe(renderText(sample([loud], [a({})], { files: 1 })));
});

test('where only so many lines are read, the worst are in them, and the report says how to see the rest', () => {
  const lines = renderText(many(400), { most: 40, width: 160 }).split('\n');
  const from = lines.findIndex((line) => line.startsWith('Critical'));
  const to = lines.findIndex((line) => line.includes('not shown here'));
  expect(to - from).toBeLessThan(50);
  const shown = lines.slice(from, to).filter((line) => /^ {4}[!?~] /.test(line));
  expect(shown.every((line) => line.startsWith('    ! critical'))).toBe(true);
  expect(lines[to]).toBe(
    `${440 - shown.length} more findings not shown here: --all shows all of them, --group-by others first, `
      + 'and --format html or json all in a file',
  );
  expect(lines.at(-2)).toBe('340 violations: 40 critical, 300 high');
  expect(renderText(many(400))).not.toContain('not shown here');
});

test('what to do stops in time, and says how to know more', () => {
  const rules = Array.from({ length: 40 }, (_, index) =>
    madeUpRule({ id: `made-up/r${index}`, fix: `Do ${index}.`, revisions: [{ since: '1.0', check: () => [{ path: '', message: 'm' }] }] }),
  );
  const text = renderText(sample(rules, [a({})], { files: 1 }), { most: 100 });
  expect(text).toMatch(/^ {2}and \d+ rules more: `cdk8s-hardened rules ID` explains each$/m);
  expect(renderText(sample(rules, [a({})], { files: 1 }))).toContain('  made-up/r39\n    Do 39.\n');
});

test('rules with the same remedy share it', () => {
  const rules = ['one', 'two', 'three'].map((name) =>
    madeUpRule({
      id: `made-up/${name}`,
      fix: name === 'three' ? 'Else.' : 'Do it.',
      revisions: [{ since: '1.0', check: () => [{ path: '', message: 'm' }] }],
    }),
  );
  expect(renderText(sample(rules, [a({})], { files: 1 }))).toContain(
    'What to do\n  made-up/one\n  made-up/two\n    Do it.\n  made-up/three\n    Else.\n',
  );
});
