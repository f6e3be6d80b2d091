import { EDGE_KINDS, OTHER_EDGES, type EdgeKind, type Peer } from '../src/analysis/access/paths';

const PEERS: readonly Peer[] = ['KubeHound', 'IceKube', 'kubesplaining'];

/** docs/attack-edges.md: every kind of step that `access paths` knows, and those of other tools. */
export function attackEdgesPage(): string {
  const rows = EDGE_KINDS.map(({ id, step, condition, by, technique, source }) => {
    const link = `https://attack.mitre.org/techniques/${technique.replace('.', '/')}/`;
    return `| \`${id}\` | ${cell(step)} | ${cell(condition)} | ${cell(by)} | [${technique}](${link}) | [source](${source}) |`;
  });
  const others = PEERS.flatMap((peer) => [...ours(peer), ...theirs(peer)].map(([name, text]) => `| ${peer} | \`${name}\` | ${text} |`));
  return [
    '# Steps of an attack',
    '',
    '<!-- Written by `npm run docs`. -->',
    '',
    'The kinds of steps that `cdk8s-hardened access paths` follows. What an identity has (a role, a group) is shown between them.',
    '',
    '| id | the attacker | condition | by | ATT&CK | |',
    '|---|---|---|---|---|---|',
    ...rows,
    '',
    '## In other tools',
    '',
    'The edges of KubeHound, IceKube and kubesplaining, as their documents and sources name them in 2026.',
    '',
    '| tool | edge | here |',
    '|---|---|---|',
    ...others,
    '',
  ].join('\n');
}

function ours(peer: Peer): [string, string][] {
  const byName = new Map<string, EdgeKind[]>();
  for (const kind of EDGE_KINDS) for (const name of kind.peers?.[peer] ?? []) byName.set(name, [...(byName.get(name) ?? []), kind]);
  return [...byName].map(([name, kinds]) => [name, kinds.map(({ id }) => `\`${id}\``).join(', ')]);
}

function theirs(peer: Peer): [string, string][] {
  return OTHER_EDGES.filter(([other]) => other === peer).flatMap(([, names, reason]) =>
    names.map((name): [string, string] => [name, `none: ${reason}`]),
  );
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('*', '\\*');
}
