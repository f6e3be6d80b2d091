import { EQUIVALENTS } from '.';
import { nearest } from '../text/nearest';
import { EXCLUDED } from './excluded';
import type { EquivalentRow } from './row';

/** The tools whose checks are mapped, as they are written before the colon of a peer's id. */
export const TOOLS: readonly string[] = ['kube-linter', 'checkov', 'trivy', 'kubescape', 'kyverno'];

/** What we say about one check of one tool. */
export interface PeerAnswer {
  /** `checkov:CKV_K8S_20`. */
  readonly peer: string;
  /** Rows in which it stands, with the key of their practice. */
  readonly rows: readonly { readonly practice: string; readonly row: EquivalentRow }[];
  /** Why no file can answer it; then there are no rows. */
  readonly excluded?: string;
}

/**
 * The checks of that id: of every tool that has one, or of the one named before a colon. Case and the older spellings of an id do not
 * matter.
 */
export function findPeers(query: string): readonly PeerAnswer[] {
  const [tool, id] = split(query.trim().toLowerCase());
  return [...index().values()].filter(({ peer }) => {
    const [itsTool, itsId] = split(peer.toLowerCase());
    return (tool === undefined || tool === itsTool) && spelling(id) === spelling(itsId);
  });
}

/** Ids that resemble one that there is not, the most similar first, each as `tool:id`. */
export function nearPeers(query: string): string[] {
  const [tool, id] = split(query.trim().toLowerCase());
  const ofTool = tool !== undefined && TOOLS.includes(tool);
  const known = [...index().keys()]
    .map((peer) => ({ peer, parts: split(peer.toLowerCase()) }))
    .filter(({ parts }) => !ofTool || parts[0] === tool);
  const left = new Map<string, string[]>();
  for (const {
    peer,
    parts: [, itsId],
  } of known) {
    left.set(itsId, [...(left.get(itsId) ?? []), peer]);
  }
  const found: string[] = [];
  while (found.length < MOST_NEAR && left.size > 0) {
    const best = nearest(id, [...left.keys()]);
    found.push(...left.get(best)!);
    left.delete(best);
  }
  return found.slice(0, MOST_NEAR);
}

const MOST_NEAR = 3;

/** The rows that a rule answers. */
export function rowsOf(rule: string): readonly EquivalentRow[] {
  return Object.values(EQUIVALENTS).flatMap((rows) => rows.filter(({ rules }) => rules.includes(rule)));
}

/** All answers, by peer. */
export function index(): ReadonlyMap<string, PeerAnswer> {
  if (answers) return answers;
  const byPeer = new Map<string, PeerAnswer>();
  for (const [practice, rows] of Object.entries(EQUIVALENTS)) {
    for (const row of rows) {
      for (const peer of row.peers) byPeer.set(peer, { peer, rows: [...(byPeer.get(peer)?.rows ?? []), { practice, row }] });
    }
  }
  for (const { peers, reason } of EXCLUDED) for (const peer of peers) byPeer.set(peer, { peer, rows: [], excluded: reason });
  return (answers = byPeer);
}

let answers: ReadonlyMap<string, PeerAnswer> | undefined;

/** `trivy:KSV-0001` is a tool and an id; an id alone is of any tool. */
function split(text: string): readonly [string | undefined, string] {
  const colon = text.indexOf(':');
  return colon < 0 ? [undefined, text] : [text.slice(0, colon), text.slice(colon + 1)];
}

/** One text for all spellings of an id: `AVD-KSV-0001` and `KSV001` are `KSV-0001`, `C-16` is `C-0016`, `CKV-K8S-20` is `CKV_K8S_20`. */
function spelling(id: string): string {
  const short = id.replace(/^avd-/, '').replace(/_/g, '-');
  const numbered = /^(ksv|kcv|c)-?(\d+)$/.exec(short);
  return numbered ? `${numbered[1]}-${numbered[2]!.replace(/^0+(?=\d)/, '')}` : short;
}
