import { EVENT_ID, SCALAR_STYLE, type AliasEvent, type ScalarEvent } from 'js-yaml';

/** The place of what is not written. */
export const NONE = -1;

/** True for a text on one line, without quotes, tag and anchor: what nearly every key is. */
export function isPlain(event: ScalarEvent | AliasEvent): event is ScalarEvent {
  return (
    event.type === EVENT_ID.SCALAR
    && event.fast
    && event.style === SCALAR_STYLE.PLAIN
    && event.valueStart !== NONE
    && event.tagStart === NONE
    && event.anchorStart === NONE
  );
}

/** Where a key begins, with its tag and anchor, and ends, with its quotes. */
export function extentOf(event: ScalarEvent | AliasEvent): readonly [number, number] {
  if (event.type === EVENT_ID.ALIAS) return [event.anchorStart - 1, event.anchorEnd];
  const quotes = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED ? 1 : 0;
  let start = event.valueStart === NONE ? Math.max(event.tagEnd, event.anchorEnd, 0) : event.valueStart - quotes;
  const end = event.valueStart === NONE ? start : event.valueEnd + quotes;
  if (event.tagStart !== NONE) start = Math.min(start, event.tagStart);
  if (event.anchorStart !== NONE) start = Math.min(start, event.anchorStart - 1);
  return [start, end];
}
