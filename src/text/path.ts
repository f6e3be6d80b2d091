/** A place inside a document: keys and list positions from the root down. */
export type PathSegment = string | number;

const PLAIN_KEY = /^[A-Za-z_$][A-Za-z0-9_$-]*$/;

/** Writes a path as people read it: `spec.containers[0].ports`, `metadata.labels["app.kubernetes.io/name"]`. */
export function formatPath(segments: readonly PathSegment[]): string {
  let text = '';
  for (const segment of segments) {
    if (typeof segment === 'number') text += `[${segment}]`;
    else if (PLAIN_KEY.test(segment)) text += text === '' ? segment : `.${segment}`;
    else text += `[${JSON.stringify(segment)}]`;
  }
  return text;
}

const SEGMENT = /\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|\.?([^.[\]]+)/gy;

/** The inverse of {@link formatPath}. What is not a path gives the segments up to the fault. */
export function parsePath(path: string): PathSegment[] {
  const segments: PathSegment[] = [];
  SEGMENT.lastIndex = 0;
  for (let match = SEGMENT.exec(path); match; match = SEGMENT.exec(path)) {
    if (match[1] !== undefined) segments.push(Number(match[1]));
    else if (match[2] !== undefined) segments.push(JSON.parse(match[2]) as string);
    else segments.push(match[3]!);
  }
  return segments;
}

/** Appends a key to a written path. */
export function joinPath(base: string, ...segments: readonly PathSegment[]): string {
  const rest = formatPath(segments);
  if (base === '' || rest === '') return base + rest;
  return rest.startsWith('[') ? base + rest : `${base}.${rest}`;
}

/** `joinPath` for one field with a plain name, or one entry of a list. */
export function placeIn(holder: string, segment: PathSegment): string {
  return typeof segment === 'number' ? `${holder}[${segment}]` : `${holder}.${segment}`;
}
