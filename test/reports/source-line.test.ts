import { renderText } from '../../src/reports/text';
import { checkFiles, inFolder } from '../support/checked-files';

inFolder();

/** The lines of the input that the report repeats. */
function quoted(text: string): string[] {
  const { report } = checkFiles({ 'a.yaml': text });
  expect(report.errors).toEqual([]);
  return renderText(report, { width: 100 })
    .split('\n')
    .flatMap((line) => /^ {16}\| (.*)$/.exec(line)?.[1] ?? []);
}

const pod = (container: string) => `apiVersion: v1
kind: Pod
metadata:
  name: p
  namespace: shop
spec:
  hostNetwork: true
  containers:
    - name: c
${container.replace(/^/gm, '      ')}
`;

test('the line of a field that is there is repeated, without its comment, unless the message says what is in it', () => {
  expect(
    quoted(pod('image: nginx:latest\nsecurityContext:\n  privileged: true # for now\n  capabilities:\n    add:\n      - SYS_ADMIN')),
  ).toEqual(['privileged: true', 'hostNetwork: true']);
});

test.each([
  ['on several lines', 'image: >-\n  nginx:latest'],
  ['within a mapping on one line', 'securityContext: { privileged: true }'],
  ['an anchor, whose value may be elsewhere', 'image: &image nginx:latest'],
])('not what is %s', (_, container) => {
  expect(quoted(pod(container))).toEqual(['hostNetwork: true']);
});

test('never what may be a secret', () => {
  const secrets = [
    'args:\n  - --password=hunter2-hunter2',
    "command: [sh, -c, 'export PASSWORD=hunter2-hunter2']",
    'env:\n  - name: DB_PASSWORD\n    value: hunter2-hunter2',
    'env:\n  - { name: DB_PASSWORD, value: hunter2-hunter2 }',
    'env:\n  - name: DB_PASSWORD\n    value: 4711471147114711',
    'livenessProbe:\n  exec:\n    command: [curl, -u, "admin:hunter2-hunter2"]',
    'livenessProbe:\n  httpGet:\n    path: /\n    httpHeaders:\n      - name: Authorization\n        value: Basic hunter2-hunter2',
  ];
  for (const container of secrets) {
    const text = pod(container);
    const { report } = checkFiles({ 'a.yaml': text });
    expect(renderText(report, { width: 200 })).not.toMatch(/hunter2|4711/);
  }
  const head = (kind: string) => `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: s\n  annotations:\n    password: hunter2-hunter2\n`;
  const secret = `${head('Secret')}stringData:\n  password: hunter2-hunter2\n`;
  const map = `${head('ConfigMap')}data:\n  PASSWORD: hunter2-hunter2\n`;
  for (const text of [secret, map]) {
    const { report } = checkFiles({ 'a.yaml': text });
    expect(report.result.findings.length).toBeGreaterThan(0);
    expect(renderText(report, { width: 200 })).not.toContain('hunter2');
  }
});

test('it is one line that no text of the input leaves, as wide as the terminal at most', () => {
  const [line] = quoted(pod(`image: "nginx\u202e\\x1b:latest${'x'.repeat(300)}"`).replace('  hostNetwork: true\n', ''));
  expect(line).toMatch(/^image: "nginx\\u202e\\x1b:latestx{20,}…$/);
  expect(line!.length).toBeLessThanOrEqual(84);
  expect(quoted(pod(`image: ${'x'.repeat(600)}`).replace('  hostNetwork: true\n', ''))).toEqual([]);
});

test('files with other ends of lines', () => {
  expect(quoted(pod('image: registry.example.com/c:latest').replace(/\n/g, '\r\n'))).toContain('hostNetwork: true');
});
