import { MultiMap } from '../text/multi-map';
import type { ReportInput } from './report-input';
import { count } from './summary';

/** `14 pods filled: seccomp (14), runAsNonRoot (12); the JSON report lists every field`: none where nothing is filled. */
export function filledSentences({ filled = [] }: ReportInput): readonly string[] {
  if (filled.length === 0) return [];
  const pods = new Set(filled.map(({ object }) => object)).size;
  const kinds = [...MultiMap.by(filled, ({ fill }) => fill.by)].map(([by, fills]) => {
    return `${by} (${new Set(fills.map(({ object }) => object)).size})`;
  });
  return [`${count(pods, 'pod')} filled by PodHardening: ${kinds.join(', ')}; the JSON and SARIF reports list every field`];
}

/** `Pods below shop are left as they are written: the vendor has no other way`: one for each construct that says so. */
export function unfilledSentences({ unfilled = [] }: ReportInput): readonly string[] {
  return unfilled.map(({ construct, reason }) => `Pods below ${construct || 'the app'} are left as they are written: ${reason}`);
}

/** Every field that was filled, and where pods are left as they are written, for programs; nothing where nothing could be. */
export function filledJson({ filled, unfilled = [] }: ReportInput): object {
  if (filled === undefined) return {};
  return {
    ...(unfilled.length === 0 ? {} : { unfilled: unfilled.map(({ construct, reason }) => ({ construct, reason })) }),
    filled: filled.map(({ object: { apiVersion, kind, namespace, name, origin }, fill: { path, value, by } }) => ({
      object: { apiVersion, kind, namespace: namespace ?? null, name },
      construct: origin.construct ?? null,
      path,
      value,
      property: by,
    })),
  };
}
