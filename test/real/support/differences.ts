/**
 * What was written and is not so in what the server has: `path: value`. More in it (defaults, what the server adds) is not a difference.
 */
export function differences(written: unknown, stored: unknown, path = ''): string[] {
  if (Array.isArray(written) && Array.isArray(stored) && written.length === stored.length) {
    return written.flatMap((item, index) => differences(item, stored[index], `${path}[${index}]`));
  }
  if (isMapping(written) && isMapping(stored)) {
    return Object.entries(written).flatMap(([key, value]) => differences(value, stored[key], path === '' ? key : `${path}.${key}`));
  }
  return Object.is(written, stored) ? [] : [`${path}: ${JSON.stringify(written)}`];
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
