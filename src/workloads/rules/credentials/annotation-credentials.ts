import { defineRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { subject } from '../../../engine/subjects';
import { collect, NONE } from '../../../kubernetes/objects/collect';
import { fact } from '../../../kubernetes/objects/fact';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { podViews } from '../../../kubernetes/pods/pod-view';
import { joinPath } from '../../../text/path';
import { passwordsIn } from './client-options';
import { wordsOf } from './credential-names';
import { clientOutcome, judgeScript, judgeText } from './credential-text';

/** The annotations of an object, or of the pods that it makes. */
interface Annotations {
  readonly path: string;
  readonly values: Readonly<Record<string, string>>;
}

const allAnnotations = fact('annotations', (inventory) => [
  ...inventory.objects.filter(hasAny).map((object) => ({ object, value: { path: 'metadata.annotations', values: object.annotations } })),
  ...podViews(inventory)
    .filter((pod) => pod.metadataPath !== 'metadata' && hasAny(pod))
    .map(({ object, metadataPath, annotations }) => ({ object, value: { path: `${metadataPath}.annotations`, values: annotations } })),
]);

function hasAny({ annotations }: Pick<KubeObject, 'annotations'>): boolean {
  for (const _ in annotations) return true;
  return false;
}

export const annotationCredentials = defineRule({
  id: 'workloads/annotation-credentials',
  title: 'Annotations must not hold passwords, tokens or keys',
  description:
    'Annotations are readable by all who can read the object, and are copied into events, metrics and backups. Checked are those of every '
    + 'object and of the pods that it makes. Credentials are recognised as in `workloads/literal-credentials`, also in commands (hooks '
    + 'of backup tools) and in configuration snippets.\n\n'
    + 'Names of Secrets, checksums and placeholders pass, as does the copy of the object that `kubectl apply` keeps: what it holds is '
    + 'found in the object itself.',
  severity: Severity.HIGH,
  fix: 'Refer to a Secret, or mount it where the value is needed; renew the credential, since it has been read.',
  sources: [
    'https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/',
    'https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
  ],
  bad: '{ apiVersion: v1, kind: Service, metadata: { name: db, annotations: { example.com/password: hunter2 } } }',
  good: '{ apiVersion: v1, kind: Service, metadata: { name: db, annotations: { example.com/password-secret: db } } }',
  subject: subject<Annotations>('annotations', ({ inventory }) => allAnnotations(inventory)),
  check: ({ path, values }) =>
    collect(Object.keys(values), (key) => (LEFT_OUT.test(key) ? NONE : judge(key, values[key]!, joinPath(path, key)))),
});

/** What `kubectl apply` keeps, our own words, and sums over files. */
const LEFT_OUT = /^(?:kubectl\.kubernetes\.io\/last-applied-configuration$|cdk8s-hardened\/|checksum[./]|.*\/checksum)/;
/** In an annotation, `…-secret` is the name of one. */
const NAMES_SECRET = /(?:^|_)SECRETS?(?:_|$)/;
const CHECKSUM = /^[0-9a-f]{32,64}$/;

function judge(key: string, value: string, path: string): readonly Outcome[] {
  const label = `the annotation ${JSON.stringify(key)}`;
  const short = key.slice(key.indexOf('/') + 1);
  const name = NAMES_SECRET.test(wordsOf(short)) || CHECKSUM.test(value) ? 'annotation' : short;
  const whole = judgeText(value, name, path, label);
  if (whole.length > 0 || !/\s/.test(value)) return whole;
  const words = wordList(value);
  if (words === undefined) return judgeScript(value, path, label);
  const [given] = passwordsIn(words.map((text) => ({ text })));
  if (given) return [clientOutcome(given, path, label)];
  for (const word of words) {
    const found = /\s/.test(word) ? judgeScript(word, path, label) : NONE;
    if (found.length > 0) return found;
  }
  return NONE;
}

/** The words of a command that is written as a JSON list. */
function wordList(value: string): readonly string[] | undefined {
  if (!value.trimStart().startsWith('[')) return undefined;
  try {
    const list: unknown = JSON.parse(value);
    return Array.isArray(list) && list.every((word) => typeof word === 'string') ? list : undefined;
  } catch {
    return undefined;
  }
}
