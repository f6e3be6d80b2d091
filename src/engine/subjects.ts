import { fact } from '../kubernetes/objects/fact';
import { Scope } from '../kubernetes/objects/kinds';
import { memo } from '../kubernetes/objects/memo';
import type { FilePattern, FileText } from '../kubernetes/objects/node-files';
import type { KubeObject } from '../kubernetes/objects/object';
import { operatedPods } from '../kubernetes/pods/operated/operated-pods';
import { podViews, type PodView } from '../kubernetes/pods/pod-view';
import type { AnyRule, CheckContext, Selected, Subject } from './rule';

/**
 * The shortest way to a subject: a name and a function of the inventory. A run asks it once for all
 * rules that use the same subject. `reads` names the files of nodes that the function, or a check of its rules, asks the inventory for.
 */
export function subject<S>(
  name: string,
  select: (context: CheckContext) => readonly Selected<S>[],
  reads: readonly FilePattern[] = [],
): Subject<S> {
  return { name, select, reads };
}

/** A subject whose rules read files of nodes as well. */
export function reading<S>(base: Subject<S>, ...reads: readonly FilePattern[]): Subject<S> {
  return { name: base.name, select: (context) => base.select(context), reads: [...(base.reads ?? []), ...reads] };
}

/** The files of nodes that rules read, each pattern once. */
export function readsOf(rules: readonly AnyRule[]): readonly FilePattern[] {
  return [...new Set(rules.flatMap(({ subject: { reads = [] } }) => reads))];
}

/**
 * Pods wherever they are written, that have a spec: the subject of most rules about pods. A pod without one may be a patch. See
 * {@link PodView}.
 */
export const pods: Subject<PodView> = subject('pods', ({ inventory }) => selectPods(inventory));

/** The same, and those without a spec: for what can be asked of them too, such as their namespace. */
export const everyPod: Subject<PodView> = subject('pods', ({ inventory }) => selectEveryPod(inventory));

/**
 * The same, and what custom resources ask of pods: for rules that look for what is written. What is unset in a {@link PodView.part} says
 * nothing, since its operator may set it.
 */
export const writtenPods: Subject<PodView> = subject('pods', ({ inventory }) => selectWritten(inventory));

const selectWritten = fact('pods and parts of pods', (inventory): readonly Selected<PodView>[] => {
  const parts = operatedPods(inventory);
  return parts.length === 0
    ? selectPods(inventory)
    : [...selectPods(inventory), ...parts.map((value) => ({ value, object: value.object }))];
});

const selectPods = fact('pods with a spec', (inventory): readonly Selected<PodView>[] => {
  const all = selectEveryPod(inventory);
  return all.every(hasSpec) ? all : all.filter(hasSpec);
});

const selectEveryPod = fact('pods to check', (inventory): readonly Selected<PodView>[] =>
  podViews(inventory).map((value) => ({ value, object: value.object })),
);

function hasSpec({ value: { faults, path } }: Selected<PodView>): boolean {
  return faults.length === 0 || faults.every((fault) => fault.path !== path);
}

/** Objects of the given kinds, each as `group/Kind` (`/Service` for the core group), whatever their version. */
export function objectsOfKind(...kinds: readonly string[]): Subject<KubeObject> {
  const pairs = kinds.map((kind) => [kind.slice(0, kind.indexOf('/')), kind.slice(kind.indexOf('/') + 1)] as const);
  return subject(pairs.map(([, kind]) => `${kind} objects`).join(', '), ({ inventory }) =>
    pairs.flatMap(([group, kind]) => inventory.byKind(group, kind).map(asSelected)),
  );
}

/** Every object of the input. */
export const everyObject: Subject<KubeObject> = subject('all objects', ({ inventory }) => selectAll(inventory));

const selectAll = fact('objects to check', (inventory): readonly Selected<KubeObject>[] => inventory.objects.map(asSelected));

function asSelected(object: KubeObject): Selected<KubeObject> {
  return { value: object, object };
}

/** Text files of nodes, such as rulesets of nftables. */
export function hostFiles(pattern: FilePattern): Subject<FileText> {
  return subject(pattern.name, ({ inventory }) => inventory.files.of(pattern).map((value) => ({ value, object: fileObject(value) })), [
    pattern,
  ]);
}

/** The object that findings about a text file are about. */
export const fileObject: (file: FileText) => KubeObject = memo((file: FileText) => ({
  apiVersion: '',
  group: '',
  version: '',
  kind: 'HostFile',
  name: file.path,
  namespace: undefined,
  labels: {},
  annotations: {},
  scope: Scope.FILE,
  json: {},
  origin: file.origin,
}));
