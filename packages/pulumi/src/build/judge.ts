import { FindingStatus } from 'cdk8s-hardened';
import { UNKNOWN_VALUE, type AppPart, type Checker, type HardeningFinding } from 'cdk8s-hardened/embedding';
import type { IConstruct } from 'constructs';
import type { Shape } from '../values/shape';

/** A stand-in that is in the manifests because its text is not known. */
export interface StandIn {
  readonly text: string;
  readonly shape: Shape;
}

/** What one component comes to, as far as it is known. */
export interface Judged {
  readonly root: IConstruct;
  readonly parts: readonly AppPart[];
  readonly standIns: readonly StandIn[];
  /** The parts in other worlds that are to be told apart. */
  readonly alternatives: readonly (readonly AppPart[])[];
}

/** What became of the rules. */
export interface Verdict {
  readonly violations: readonly HardeningFinding[];
  /** Unknown results. `waits` is true where a text that is not known yet is the cause. */
  readonly undecided: readonly (HardeningFinding & { readonly waits: boolean })[];
}

/**
 * Stands where a text is that no rule may read as one: rules call a value of a wrong type unknown, and the schema any type of it fitting.
 */
export const NO_TEXT = UNKNOWN_VALUE;

const NAMES = ['default', 'kube-system', 'system:masters', 'system:anonymous', 'system:authenticated', 'cluster-admin', 'latest', '*'];

/** Texts that rules look for by name. */
const NOTABLE: Readonly<Partial<Record<Shape, readonly string[]>>> = {
  'name': NAMES,
  'any': NAMES,
  'label': NAMES,
  'text': NAMES,
  'cidr': ['0.0.0.0/0', '169.254.169.254/32'],
  'cidr6': ['::/0', 'fd00:ec2::254/128'],
  'address': ['0.0.0.0', '127.0.0.1'],
  'url': ['http://0.0.0.0:2381'],
  'loopback-url': ['http://0.0.0.0:2381'],
  'path': ['/var/run/docker.sock', '/'],
  'image': ['unknown', 'unknown:latest'],
};

/**
 * Runs the rules over manifests that are not wholly known, in every way in which what is not known could matter to a rule: with stand-ins,
 * with no text at all in their place, and with the texts that rules look for. A rule that says the same each time has decided; any other
 * waits.
 */
export function judge(checker: Checker, own: Judged, beside: readonly Judged[]): Verdict {
  const all = [own, ...beside];
  const parts = all.flatMap((judged) => judged.parts);
  const standIns = [own, ...beside].flatMap((judged) => judged.standIns);
  const check = (every: readonly AppPart[]) =>
    checker.checkParts(own.root, every.slice(0, own.parts.length), every.slice(own.parts.length));
  const alternatives = all.flatMap((one) =>
    one.alternatives.map((instead) => all.flatMap((judged) => (judged === one ? instead : judged.parts))),
  );
  return agree(check(parts), [...othersOf(parts, standIns, checker), ...alternatives].map(check));
}

/**
 * What holds however the unknown turns out, and what depends on it. Whether a value that is not known fits the schema of its kind is not
 * asked: its stand-in need not.
 */
export function agree(found: readonly HardeningFinding[], otherwise: readonly (readonly HardeningFinding[])[]): Verdict {
  const asIs = found.filter(isCause);
  const others = otherwise.map((findings) => index(findings.filter(isCause)));
  const violations: HardeningFinding[] = [];
  const undecided = new Map<string, HardeningFinding & { readonly waits: boolean }>();
  for (const finding of asIs) {
    const key = keyOf(finding);
    if (isAccepted(finding)) continue;
    const always = others.every((other) => other.get(key)?.status === finding.status);
    if (finding.status === FindingStatus.VIOLATION && always) violations.push(finding);
    else if (finding.malformed && !always) continue;
    else if (!undecided.has(key)) undecided.set(key, { ...finding, waits: !always });
  }
  const known = new Set(asIs.map(keyOf));
  for (const [key, finding] of others.flatMap((other) => [...other])) {
    if (isAccepted(finding) || finding.malformed || known.has(key) || undecided.has(key)) continue;
    undecided.set(key, { ...finding, waits: true });
  }
  return { violations, undecided: [...undecided.values()] };
}

/** By a waiver, or by the baseline. */
function isAccepted({ status }: HardeningFinding): boolean {
  return status === FindingStatus.WAIVED || status === FindingStatus.BASELINED;
}

/** Not what only follows from a malformed field, which is a finding of its own. */
function isCause({ follows }: HardeningFinding): boolean {
  return follows === undefined;
}

function keyOf({ rule, construct, field, line, code }: HardeningFinding): string {
  return JSON.stringify([rule, construct, field, line, code]);
}

function index(findings: readonly HardeningFinding[]): Map<string, HardeningFinding> {
  const result = new Map<string, HardeningFinding>();
  for (const finding of findings) {
    const key = keyOf(finding);
    if (result.get(key)?.status !== FindingStatus.VIOLATION) result.set(key, finding);
  }
  return result;
}

function othersOf(parts: readonly AppPart[], standIns: readonly StandIn[], { exampleTexts, exampleMappings }: Checker): AppPart[][] {
  if (standIns.length === 0) return [];
  const identities = new Set(parts.flatMap((part) => ('construct' in part ? identitiesOf(part.manifest) : [])));
  // Where a name links objects, taking it away would take the link away too.
  const values = standIns.filter(({ text }) => ![...identities].some((identity) => identity.includes(text)));
  const fields = new Set<string>();
  const worlds = [
    replaced(parts, (text, field) => {
      if (!values.some((standIn) => text.includes(standIn.text))) return text;
      fields.add(field);
      return NO_TEXT;
    }),
  ];
  // A mapping that is not known as a whole, such as the labels that another resource puts out.
  const wholes = values.filter(({ shape }) => shape === 'any');
  if (wholes.length > 0) {
    worlds.push(
      replaced(parts, (text, field) => (wholes.some((whole) => whole.text === text) ? (exampleMappings.get(field) ?? text) : text)),
    );
  }
  const most = Math.max(
    ...standIns.map(({ shape }) => NOTABLE[shape]?.length ?? 0),
    ...[...fields].map((field) => exampleTexts.get(field)?.length ?? 0),
  );
  for (let round = 0; round < most; round++) {
    worlds.push(
      replaced(parts, (text, field) =>
        standIns.reduce(
          (result, standIn) => {
            const notable = NOTABLE[standIn.shape]?.[round];
            return notable === undefined ? result : result.split(standIn.text).join(notable);
          },
          values.some((standIn) => text === standIn.text) ? (exampleTexts.get(field)?.[round] ?? text) : text,
        ),
      ),
    );
  }
  return worlds;
}

function identitiesOf(manifest: unknown): string[] {
  const { metadata } = manifest as { metadata?: { name?: unknown; namespace?: unknown } };
  return [metadata?.name, metadata?.namespace].filter((text) => typeof text === 'string');
}

type Replace = (text: string, field: string) => unknown;

function replaced(parts: readonly AppPart[], replace: Replace): AppPart[] {
  return parts.map((part) => {
    if ('construct' in part) return { construct: part.construct, manifest: mapTexts(part.manifest, replace, '') };
    const content = replace(part.content, '');
    return { file: part.file, content: typeof content === 'string' ? content : part.content };
  });
}

function mapTexts(value: unknown, replace: Replace, field: string): unknown {
  if (typeof value === 'string') return replace(value, field);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, replace, field));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const name = replace(key, '');
      return [typeof name === 'string' ? name : key, mapTexts(item, replace, key)];
    }),
  );
}
