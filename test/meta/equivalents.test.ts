import { equivalentsPage, openRows, ROWS_OF_PRACTICES } from '../../scripts/equivalents';
import { CATALOG } from '../../src/catalog';
import { EQUIVALENTS, PRACTICES } from '../../src/equivalents';
import { EXCLUDED } from '../../src/equivalents/excluded';
import { index, TOOLS } from '../../src/equivalents/find';

const rows = Object.values(EQUIVALENTS).flat();
const mapped = new Set(rows.flatMap(({ peers }) => peers));
const excluded = EXCLUDED.flatMap(({ peers }) => peers);
const SENTENCE = /^\S.*[^.\s]\.$/;

/** How many of some ids each tool has. */
function byTool(peers: Iterable<string>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const peer of peers) counts[peer.slice(0, peer.indexOf(':'))] = (counts[peer.slice(0, peer.indexOf(':'))] ?? 0) + 1;
  return counts;
}

test('every practice has a name', () => expect(Object.keys(PRACTICES)).toEqual(Object.keys(EQUIVALENTS)));

test('a name stands for one row', () => {
  expect(rows).toHaveLength(251);
  expect(rows.map(({ name }) => name).filter((name, at, all) => all.indexOf(name) !== at)).toEqual([]);
});

test('rows name rules of the catalogue that still run, each once', () => {
  const known = new Set(CATALOG.filter(({ deprecated }) => deprecated === undefined).map(({ id }) => id));
  expect(rows.flatMap(({ name, rules }) => rules.filter((id) => !known.has(id)).map((id) => `${name}: ${id}`))).toEqual([]);
  expect(rows.filter(({ rules }) => new Set(rules).size !== rules.length).map(({ name }) => name)).toEqual([]);
});

test('every row is answered: by rules, or by a reason', () => {
  expect(rows.filter(({ rules, reason }) => rules.length === 0 && reason === undefined).map(({ name }) => name)).toEqual([]);
});

test('reasons are sentences', () => {
  const own = rows.flatMap(({ name, differs = {} }) => Object.values(differs).map((text) => [name, text]));
  const reasons = [...rows.map(({ name, reason }) => [name, reason]), ...own, ...EXCLUDED.map(({ peers, reason }) => [peers[0], reason])];
  expect(reasons.filter(([, reason]) => reason !== undefined && !SENTENCE.test(reason))).toEqual([]);
});

test('no text has what Markdown takes for a tag', () => {
  const texts = rows.flatMap(({ name, reason = '', differs = {} }) => [[name, [reason, ...Object.values(differs)].join(' ')]]);
  expect(texts.filter(([, text]) => /<[A-Za-z/!]/.test(text!))).toEqual([]);
});

test('what differs is said of peers of the row', () => {
  expect(
    rows.flatMap(({ name, peers, differs = {} }) => Object.keys(differs).flatMap((id) => (peers.includes(id) ? [] : [`${name}: ${id}`]))),
  ).toEqual([]);
});

test('every check of the tools is there once: mapped to rows, or excluded', () => {
  expect(byTool(mapped)).toEqual({ 'kube-linter': 63, 'checkov': 119, 'trivy': 138, 'kubescape': 232, 'kyverno': 142 });
  expect(byTool(excluded)).toEqual({ 'trivy': 31, 'kubescape': 67, 'kyverno': 41, 'kube-bench': 32 });
  expect(Object.keys(byTool(mapped)).sort()).toEqual([...TOOLS].sort());
  expect(new Set(excluded).size).toBe(excluded.length);
  expect(excluded.filter((peer) => mapped.has(peer))).toEqual([]);
  expect(rows.filter(({ peers }) => new Set(peers).size !== peers.length).map(({ name }) => name)).toEqual([]);
  expect(index().size).toBe(mapped.size + excluded.length);
});

test('the page has a row for each check of each tool, and for each row', () => {
  const page = equivalentsPage();
  const lines = page.split('\n').filter((line) => line.startsWith('| `'));
  const expected = [...mapped, ...excluded].filter((peer) => !peer.startsWith('kube-bench:')).length + rows.length;
  expect(lines).toHaveLength(expected);
  expect(page).toMatch(
    /^\| `CKV_K8S_49` \| `rbac\/wildcards` \| Every rule of a role counts, .* pass\. checkov looks at the first rule [^.]*\. \|$/m,
  );
  expect(page).toContain('| `CKV_K8S_16` | `workloads/privileged` |  |');
  expect(page).toContain(
    '| `KCV-0048` |  | Not decided from files. Owner and permissions of files are on the node: a scan of the node answers this. |',
  );
  expect(page).toMatch(/^\* 1\.1\.1, 1\.1\.2, .*: Owner and permissions/m);
});

test('the READMEs of the practices list the rows that no rule answers', () => {
  expect(Object.values(ROWS_OF_PRACTICES).flat().sort()).toEqual(['P2', 'P9', 'PW']);
  const table = openRows(['P7', 'P5', 'PW']).split('\n');
  expect(table[3]).toBe(
    '| `service-exposes-ssh` | `kubescape:C-0042` | `nodes/ssh-in-service` | What the port leads to counts: port 22 by number or name, '
      + 'and a container that runs an SSH server; a target of 2222 alone is unknown, and passes where its name says that it is something '
      + 'else. |',
  );
  expect(table.some((line) => line.includes('| `privileged` |'))).toBe(false);
  expect(table.some((line) => line.startsWith('| `kubelet-anonymous` |'))).toBe(true);
});
